"""Formulas of a template: literals, issue values, and + - x / over them, as data. Nothing is evaluated but these.

Written `40`, `{issue: captives}`, `{times: [{issue: captives}, 3]}`, `{plus: [...]}`, `{minus: [...]}`,
`{over: [a, b]}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from typing import Any, ClassVar, Final, Literal

from onetext.model.quantity import Quantity, is_counted, read_quantity
from onetext.model.reference import IssueRef

WORDS: Final = ("plus", "minus", "times", "over")
HOW_TO_WRITE: Final = "write a number, {issue: NAME}, {plus: [...]}, {minus: [...]}, {times: [...]} or {over: [...]}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A value of an agreement that follows from a package: a literal, an issue's value, or of parts."""

    WHOLE: ClassVar[bool] = True
    op: Literal["literal", "issue", "plus", "minus", "times", "over"]
    literal: str = ""
    issue: IssueRef | None = None
    parts: tuple[Formula, ...] = ()

    def issues(self) -> Iterator[str]:
        """The issues whose values it needs, from left to right."""
        if self.issue is not None:
            yield self.issue
        for part in self.parts:
            yield from part.issues()


def read_formula(stated: object) -> Formula:
    """Read a formula from plain data; raises ValueError with advice.

    >>> list(read_formula({"times": [{"issue": "captives"}, "3"]}).issues())
    ['captives']
    """
    match stated:
        case Formula():
            return stated
        case str():
            return Formula("literal", literal=stated)
        case int() | Decimal():
            return Formula("literal", literal=str(stated))
        case {"issue": str(issue), **rest} if not rest:
            return Formula("issue", issue=issue)
        case {**only} if len(only) == 1:
            (word, parts), *_ = only.items()
            if word in WORDS and isinstance(parts, list) and len(parts) > 1:
                return Formula(word, parts=tuple(map(read_formula, parts)))
    raise ValueError(f"this is no formula ({HOW_TO_WRITE})")


def write_formula(formula: Formula) -> Any:
    """The plain data that reads back as this formula.

    >>> write_formula(read_formula({"times": [{"issue": "captives"}, "3"]}))
    {'times': [{'issue': 'captives'}, '3']}
    """
    if formula.op == "literal":
        return formula.literal
    if formula.op == "issue":
        return {"issue": formula.issue}
    return {formula.op: [write_formula(part) for part in formula.parts]}


Range = tuple[Decimal | None, Decimal | None]


def amount_of(formula: Formula, value: Callable[[str], Quantity]) -> Quantity:
    """The amount that follows, with `value` giving that of an issue; of ranges, the range of what may follow.

    What is counted is rounded outward to whole ones. Raises ValueError for a division by what may be 0.

    >>> threefold = read_formula({"times": [{"issue": "captives"}, "3"]})
    >>> amount_of(threefold, lambda issue: read_quantity("about 40")).lo
    Decimal('105')
    """
    if formula.op == "issue":
        return value(str(formula.issue))
    if formula.op == "literal":
        return read_quantity(formula.literal)
    parts = [amount_of(part, value) for part in formula.parts]
    bounds = reduce(_COMBINED[formula.op], [(part.lo, part.hi) for part in parts])
    unit = next((part.unit for part in parts if part.unit), "")
    return quantity_between(*_whole(bounds, unit), unit)


def _whole(bounds: Range, unit: str) -> Range:
    """A range of what is counted, such as people, outward to whole ones."""
    if not unit or not is_counted(Decimal(1), unit):
        return bounds
    lo, hi = bounds
    return (
        None if lo is None else lo.to_integral_value(ROUND_FLOOR),
        None if hi is None else hi.to_integral_value(ROUND_CEILING),
    )


def quantity_between(lo: Decimal | None, hi: Decimal | None, unit: str = "") -> Quantity:
    """A quantity of a range that was worked out, in words that read back as it.

    >>> quantity_between(Decimal(150), Decimal(150), "people").words
    '150 people'
    """
    of_unit = f" {unit}" if unit else ""
    if lo is not None and lo == hi:
        return Quantity(f"{_plain(lo)}{of_unit}", _tidy(lo), _tidy(lo), unit)
    if lo is None or hi is None:
        words = "any number" if lo is hi else f"at least {_plain(lo)}" if lo is not None else f"at most {_plain(hi)}"
        return Quantity(f"{words}{of_unit}", lo, hi, unit, "at least" if lo is not None else "at most")
    return Quantity(f"between {_plain(lo)} and {_plain(hi)}{of_unit}", _tidy(lo), _tidy(hi), unit, "between")


def _tidy(number: Decimal) -> Decimal:
    return Decimal(_plain(number))


def _plain(number: Decimal | None) -> str:
    text = format(number or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plus(one: Range, other: Range) -> Range:
    return _each(one[0], other[0], Decimal.__add__), _each(one[1], other[1], Decimal.__add__)


def _minus(one: Range, other: Range) -> Range:
    return _each(one[0], other[1], Decimal.__sub__), _each(one[1], other[0], Decimal.__sub__)


def _each(left: Decimal | None, right: Decimal | None, way: Callable[[Decimal, Decimal], Decimal]) -> Decimal | None:
    return None if left is None or right is None else way(left, right)


def _times(one: Range, other: Range) -> Range:
    if None in (*one, *other):
        low = [end for end in (one[0], other[0]) if end is not None and end >= 0]
        return (low[0] * low[1] if len(low) == 2 else None), None
    ends = [left * right for left in one for right in other if left is not None and right is not None]
    return min(ends), max(ends)


def _over(one: Range, other: Range) -> Range:
    lo, hi = other
    if lo is None or hi is None or lo <= 0 <= hi:
        raise ValueError("a division by what may be 0 (divide by a number above 0)")
    return _times(one, (1 / hi, 1 / lo))


_COMBINED: Final = {"plus": _plus, "minus": _minus, "times": _times, "over": _over}
