"""What an assessment must satisfy: one view, of values that can be read, and an outside option between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Assessment, Header, Issue, Predicate, read_value
from onetext.model.assessment import share_of
from onetext.model.plain import Path
from onetext.model.problem import what_and_fix

Faults = Iterator[tuple[Path, str, str]]


def check_assessment(body: Assessment, header: Header) -> Faults:
    """What is wrong in one assessment, where in it, and how to mend it; its predicates are checked elsewhere."""
    if len(body.views) != 1:
        fix = "give one of: ranking, preference, interval, comparison, would_accept, would_refuse, outside_option"
        yield (), "an assessment gives one view" if body.views else "this assessment gives no view", fix
    if body.preference and body.issue is None:
        yield ("preference",), "the preference names no issue", "add 'issue:'"
    issue = header.issues.get(body.issue or "")
    for place, stated in enumerate(body.preference if issue is not None else ()):
        yield from ((("preference", place), what, fix) for what, fix in _unread(issue, stated, header.zone))
    limited = None if body.interval is None else header.issues.get(body.interval.issue)
    if limited is not None and limited.kind not in ("number", "duration"):
        fix = "say what it would refuse (would_refuse)"
        yield ("interval",), f"'{limited.name}' is a {limited.kind} and has no limit in numbers", fix
    if body.given is not None and body.outside_option is None:
        yield ("given",), "an event bears on the outside option alone", "add 'outside_option:', or drop 'given:'"
    if body.outside_option is not None:
        try:
            share_of(body.outside_option)
        except ValueError as error:
            yield ("outside_option",), *what_and_fix(error)


def predicates_of(body: Assessment) -> Iterator[Predicate]:
    """The predicates that an assessment holds."""
    both = (body.comparison.better, body.comparison.worse) if body.comparison is not None else ()
    yield from (found for found in (body.would_accept, body.would_refuse, *both) if found is not None)


def _unread(issue: Issue | None, stated: str, zone: str) -> Iterator[tuple[str, str]]:
    try:
        if issue is not None:
            read_value(issue, stated, zone)
    except ValueError as error:
        yield what_and_fix(error)
