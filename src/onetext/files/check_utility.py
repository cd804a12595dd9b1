"""What a utility must satisfy: each issue valued once, each of its values or a line, and numbers to divide by."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Evaluation, Header, Issue, Utility, read_value
from onetext.model.plain import Path
from onetext.model.problem import what_and_fix
from onetext.model.utility import as_number

Faults = Iterator[tuple[Path, str, str]]


def check_utility(utility: Utility, header: Header) -> Faults:
    """What is wrong in one utility, where in it, and how to mend it."""
    seen: set[str] = set()
    for evaluation in utility.values:
        path: Path = ("values", evaluation.issue)
        if evaluation.issue in seen:
            yield path, f"'{evaluation.issue}' is valued twice", "keep one"
        seen.add(evaluation.issue)
        issue = header.issues.get(evaluation.issue)
        if issue is not None:
            yield from (((*path, *more), what, fix) for more, what, fix in _check(evaluation, issue))
    for place, combination in enumerate(utility.combinations):
        for atom in combination.holds.atoms():
            issue = header.issues.get(atom.issue or "")
            if atom.op == "is" and issue is not None:
                yield from (
                    (("combinations", place, "holds"), *said) for said in _unread(issue, atom.stated, header.zone)
                )
    if utility.out_of <= 0:
        yield ("out_of",), "a utility cannot be divided by nothing", "write out_of: 1, or another number above 0"


def _check(evaluation: Evaluation, issue: Issue) -> Faults:
    if evaluation.out_of <= 0:
        yield ("out_of",), "a value cannot be divided by nothing", "write out_of: 1, or another number above 0"
    if (evaluation.options is None) == (evaluation.line is None) and not issue.options:
        yield (), f"'{evaluation.issue}' needs 'options' or a 'line'", "give one of them"
    for name in evaluation.options or {}:
        if name not in issue.options and (issue.kind == "choice" or as_number(name) is None):
            known = ", ".join([*issue.options][:6]) or "numbers"
            yield ("options", name), f"'{name}' is no value of '{evaluation.issue}'", f"write one of: {known}"
    missing = [name for name in issue.options if name not in (evaluation.options or {})]
    if missing:
        yield (), f"it is not said what '{missing[0]}' is worth", f"add it to 'options', such as {missing[0]}: 0"
    if evaluation.line is not None and issue.kind == "choice":
        yield ("line",), f"'{evaluation.issue}' is a choice and has no line", "say under 'options' what each is worth"


def _unread(issue: Issue, stated: str, zone: str) -> Iterator[tuple[str, str]]:
    try:
        read_value(issue, stated, zone)
    except ValueError as error:
        yield what_and_fix(error)
