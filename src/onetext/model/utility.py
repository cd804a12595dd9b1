"""Exact utilities: what every package is worth to a party, where that is known or assumed in figures.

Additive over issues, with a worth for combinations of values on top: u(x) = sum of weight * evaluation(x) / out_of,
plus the worth of the combinations that hold, all divided by the utility's own `out_of` and not more than `most`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, ClassVar

from onetext.model.condition import Package, condition_of, holds
from onetext.model.issue import Issue, Value
from onetext.model.moment import Moment
from onetext.model.predicate import Predicate
from onetext.model.reference import IssueRef, Key, Name, PartyRef, ViewerRefs


@dataclass(frozen=True, slots=True)
class Line:
    """A value that grows evenly: slope * (number - start) + offset, kept between `least` and `most`."""

    slope: Decimal
    offset: Decimal = Decimal(0)
    start: Annotated[Decimal, Key("from")] = Decimal(0)
    least: Decimal | None = None
    most: Decimal | None = None

    def at(self, number: Decimal) -> Fraction:
        """The value at a number.

        >>> Line(slope=Decimal("0.1"), start=Decimal(1), most=Decimal(1)).at(Decimal(21))
        Fraction(1, 1)
        """
        value = Fraction(self.slope) * (Fraction(number) - Fraction(self.start)) + Fraction(self.offset)
        value = value if self.least is None else max(value, Fraction(self.least))
        return value if self.most is None else min(value, Fraction(self.most))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the values of one issue are worth: each by itself (`options`, by option id or number) or along a `line`.

    It counts as weight * value / out_of.
    """

    KEYED: ClassVar[str] = "issue"
    WHOLE: ClassVar[bool] = True
    issue: IssueRef
    options: dict[Name, Decimal] | None = None
    line: Line | None = None
    weight: Decimal = Decimal(1)
    out_of: Decimal = Decimal(1)

    def of(self, value: Value) -> Fraction:
        """What a value counts. One that is not named and lies on no line counts nothing."""
        found = self._named(value)
        if found is None and self.line is not None and isinstance(value, Decimal):
            found = self.line.at(value)
        return Fraction(self.weight) * (found or Fraction(0)) / Fraction(self.out_of)

    def _named(self, value: Value) -> Fraction | None:
        options = self.options or {}
        if isinstance(value, str):
            return Fraction(options[value]) if value in options else None
        return next((Fraction(worth) for name, worth in options.items() if as_number(name) == value), None)


def as_number(name: str) -> Decimal | None:
    """The number that a name of a value stands for, or None."""
    try:
        return Decimal(name)
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Combination:
    """What it is worth that values of several issues come together."""

    WHOLE: ClassVar[bool] = True
    holds: Predicate
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Utility:
    """What every package is worth to one party: `values` issue by issue, `combinations` on top.

    `reservation` is the worth of no deal to it; `most` caps the sum. `discount` is what a round of talks leaves of it:
    kept as stated, and used by no verb yet. A `supposed` one is there to be tried: beliefs take no notice of it.
    """

    party: PartyRef
    values: tuple[Evaluation, ...] = ()
    combinations: tuple[Combination, ...] = ()
    out_of: Decimal = Decimal(1)
    most: Decimal | None = None
    reservation: Decimal | None = None
    discount: Decimal | None = None
    supposed: bool = False
    name: str | None = None
    note: str | None = None
    audience: ViewerRefs = ()
    learned: Moment | None = None

    @property
    def issues(self) -> frozenset[str]:
        """The issues that it looks at."""
        own = frozenset(evaluation.issue for evaluation in self.values)
        return own.union(*(combination.holds.issues for combination in self.combinations))


def utility_of(utility: Utility, package: Package, issues: Mapping[str, Issue], zone: str = "UTC") -> Fraction:
    """What a package is worth to a party: the definition, exact.

    A combination holds where it does so in the widest reading of its words.

    >>> from onetext.model import make
    >>> power = make(Issue, name="Power", kind="number", lo="0", hi="20")
    >>> gains = make(Utility, party="north", values={"power": {"line": {"slope": "0.05"}}}, combinations=[
    ...     {"holds": {"power": "at least 10"}, "worth": "0.5"}])
    >>> utility_of(gains, {"power": Decimal(10)}, {"power": power})
    Fraction(1, 1)
    """
    total = sum((evaluation.of(package[evaluation.issue]) for evaluation in utility.values), Fraction(0))
    for combination in utility.combinations:
        if holds(condition_of(combination.holds, issues, None, zone), package):
            total += Fraction(combination.worth)
    total /= Fraction(utility.out_of)
    return total if utility.most is None else min(total, Fraction(utility.most))
