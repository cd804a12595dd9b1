"""The least by which a demand on a number must move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from onetext.model import Issue
from onetext.model.condition import Condition, Space
from onetext.model.issue import Reading
from onetext.model.sticking import Relaxation
from onetext.solving import find_nearest

_EPOCH = date(1970, 1, 1)


def relaxations(
    way: frozenset[str],
    wanted: Mapping[str, Condition],
    constraints: Iterable[Condition],
    space: Space,
    issues: Mapping[str, Issue],
) -> Iterator[Relaxation]:
    """For each demand of a way out that is about one number: how far it must move at the least.

    All demands outside the way out stand; the others in it are withdrawn.
    """
    rest = [*constraints, *(condition for name, condition in wanted.items() if name not in way)]
    for name in sorted(way):
        condition = wanted[name]
        if condition.op not in ("in", "sum") or not condition.reading.numbers:
            continue
        nearest = find_nearest(space, rest, condition)
        if nearest is not None:
            issue = issues[condition.issue] if condition.issue is not None else None
            yield Relaxation(name, _stated(condition.reading, nearest, issue))


def _stated(reading: Reading, nearest: Decimal, issue: Issue | None) -> str:
    """A range widened to a number, as a demand would state it."""
    lo, hi = reading.lo, reading.hi
    if lo is not None and nearest < lo:
        lo, hi = nearest, hi if hi != lo else nearest
    elif hi is not None and nearest > hi:
        lo, hi = (lo if hi != lo else nearest), nearest
    kind = "number" if issue is None else issue.kind
    low, high = ("" if end is None else _day(end) if kind == "date" else f"{end:f}" for end in (lo, hi))
    least, most = ("from", "by") if kind == "date" else ("at least", "at most")
    stated = f"{least} {low}" if not high else f"{most} {high}" if not low else f"{low} to {high}"
    unit = f" {issue.unit}" if issue is not None and kind == "duration" else ""
    return (low if low == high else stated) + unit


def _day(number: Decimal) -> str:
    return (_EPOCH + timedelta(days=int(number))).isoformat()
