"""Conditions: predicates read for a case, true or false of a package of exact values; and the space of packages.

A predicate keeps words ("hundreds"); a condition holds what they were read as. Where words leave open which number is
meant, they have a *widest* reading (any number of the range will do) and, as *sharp* readings, its lowest and its
highest number.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Final, Literal

from onetext.model.issue import Issue, Reading, Value, read_value
from onetext.model.predicate import Factor, Predicate
from onetext.model.quantity import read_quantity

Package = Mapping[str, Value]
"""One exact value for each issue: the id of an option, or a number."""

Sharp = Literal["lowest", "highest"]


ANYTHING: Final = Reading()
"""Read from no words: every number will do."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`in`: the issue's value is among those read; `sum`, `product`: that of the factors is (a product may have to
    equal another issue); `all`, `any`, `not`: of the parts. `all` without parts always holds."""

    op: Literal["in", "sum", "product", "all", "any", "not"]
    issue: str | None = None
    reading: Reading = ANYTHING
    factors: tuple[Factor, ...] = ()
    parts: tuple[Condition, ...] = ()

    @property
    def issues(self) -> frozenset[str]:
        """The issues that it is about."""
        own = {factor.issue for factor in self.factors} | ({self.issue} if self.issue is not None else set())
        return frozenset(own).union(*(part.issues for part in self.parts))

    def atoms(self) -> Iterator[Condition]:
        """The parts that are no `all`, `any` or `not`, from left to right."""
        if self.op in ("in", "sum", "product"):
            yield self
        for part in self.parts:
            yield from part.atoms()


ALWAYS: Final = Condition("all")
NEVER: Final = Condition("any")


def holds(condition: Condition, package: Package) -> bool:
    """Whether a condition is true of a package; exact.

    >>> from onetext.model import Issue, read_predicate
    >>> truce = Issue(name="Truce", kind="duration", unit="days")
    >>> six_weeks = condition_of(read_predicate({"truce": "at least six weeks"}), {"truce": truce})
    >>> holds(six_weeks, {"truce": Decimal(42)}), holds(six_weeks, {"truce": Decimal(41)})
    (True, False)
    """
    match condition.op:
        case "all":
            return all(holds(part, package) for part in condition.parts)
        case "any":
            return any(holds(part, package) for part in condition.parts)
        case "not":
            return not holds(condition.parts[0], package)
        case "in":
            return condition.reading.holds(package[str(condition.issue)])
    total = total_of(condition, package)
    if total is None:
        return False
    target = package[condition.issue] if condition.issue is not None else None
    return condition.reading.holds(total) if target is None else total == target


def total_of(condition: Condition, package: Package) -> Decimal | None:
    """The number that an `in`, `sum` or `product` judges; None where an issue in it has no number."""
    if condition.op == "in":
        number = package[str(condition.issue)]
        return number if isinstance(number, Decimal) else None
    total = Decimal(0) if condition.op == "sum" else Decimal(1)
    for factor in condition.factors:
        value = package[factor.issue]
        if isinstance(value, str):
            return None
        total = total + factor.times * value if condition.op == "sum" else total * factor.times * value
    return total


def condition_of(
    predicate: Predicate,
    issues: Mapping[str, Issue],
    sharp: Mapping[Words, Sharp] | None = None,
    zone: str = "UTC",
    space: Space | None = None,
) -> Condition:
    """A predicate read; raises ValueError for words that cannot be read.

    `sharp` says which end vague words are read as, in a `space` the last number before it that the issue can have.
    Without it they are read in the widest way: below a `not` they then exclude nothing for certain.

    >>> from onetext.model import read_predicate
    >>> freed = Issue(name="Freed", kind="number", unit="people")
    >>> demand = read_predicate({"freed": "hundreds"})
    >>> [condition_of(demand, {"freed": freed}, ends).reading.lo for ends in (None, {("freed", "hundreds"): "highest"})]
    [Decimal('200'), Decimal('999')]
    """
    return _read(predicate, _Reader(issues, sharp, zone, space).atom, positive=True)


Words = tuple[str, str]
"""What is said on what: an issue (or the sum, written out) and the words. The same words mean the same."""


def vague_words(predicate: Predicate, issues: Mapping[str, Issue], zone: str = "UTC") -> tuple[Words, ...]:
    """The words of a predicate that leave open which number is meant, each once.

    >>> from onetext.model import read_predicate
    >>> freed = Issue(name="Freed", kind="number", unit="people")
    >>> vague_words(read_predicate({"freed": "hundreds"}), {"freed": freed})
    (('freed', 'hundreds'),)
    """
    reader = _Reader(issues, None, zone)
    return tuple(dict.fromkeys(_words_of(atom) for atom in predicate.atoms() if reader.reading(atom).vague))


def _words_of(atom: Predicate) -> Words:
    if atom.op == "is":
        return str(atom.issue), atom.stated
    return " ".join(f"{factor.times}*{factor.issue}" for factor in atom.factors), atom.stated


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the atoms of predicates for the issues of one case."""

    issues: Mapping[str, Issue]
    sharp: Mapping[Words, Sharp] | None
    zone: str
    space: Space | None = None

    def reading(self, atom: Predicate) -> Reading:
        if atom.op == "is":
            return _rounded(read_value(self.issues[str(atom.issue)], atom.stated, self.zone))
        if atom.issue is not None:
            return Reading()
        bound = read_quantity(atom.stated)
        vague = bound.stated in ("about", "vague") and bound.lo != bound.hi
        return Reading(lo=bound.lo, hi=bound.hi, vague=vague)

    def end(self, atom: Predicate, found: Reading, end: Sharp | None) -> Decimal | None:
        """The lowest or highest number that a reading allows and the issue can have."""
        if self.space is not None and atom.op == "is":
            domain = self.space[str(atom.issue)]
            first, last = domain.window(found)
            if first <= last:
                return domain.number(first if end == "lowest" else last)
        return found.lo if end == "lowest" else found.hi

    def atom(self, atom: Predicate, positive: bool) -> Condition:
        found = self.reading(atom)
        if found.vague:
            if self.sharp is None and not positive:
                return NEVER
            end = None if self.sharp is None else self.sharp[_words_of(atom)]
            exact = self.end(atom, found, end)
            if end is not None and exact is not None:
                found = replace(found, lo=exact, hi=exact, vague=False)
        return Condition("in" if atom.op == "is" else atom.op, atom.issue, found, atom.factors)


def _rounded(reading: Reading) -> Reading:
    """A range with no more digits than a grid has: an hour of an issue in days is no finite decimal."""
    return replace(reading, lo=_short(reading.lo), hi=_short(reading.hi))


def _short(end: Decimal | None) -> Decimal | None:
    return end if end is None or end == round(end, _DIGITS) else round(end, _DIGITS)


def _read(predicate: Predicate, atom: Callable[[Predicate, bool], Condition], positive: bool) -> Condition:
    match predicate.op:
        case "not":
            return Condition("not", parts=(_read(predicate.parts[0], atom, not positive),))
        case "all" | "any":
            return Condition(predicate.op, parts=tuple(_read(part, atom, positive) for part in predicate.parts))
        case _:
            return atom(predicate, positive)


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that one issue may have: its options, and the numbers `start + k * unit` for k = first..last.

    An issue moves in its own step. One that states none moves in the finest unit in which anything is said of it:
    in whole numbers where all that is said is whole. `last < first` means no numbers.
    """

    options: tuple[str, ...] = ()
    start: Decimal = Decimal(0)
    unit: Decimal = Decimal(1)
    first: int = 0
    last: int = -1

    @property
    def size(self) -> int:
        """How many values there are; exact."""
        return len(self.options) + max(self.last - self.first + 1, 0)

    def number(self, k: int) -> Decimal:
        """The number at a place of the grid."""
        return self.start + k * self.unit

    def values(self) -> Iterator[Value]:
        """Every value, options first; may be many."""
        yield from self.options
        yield from (self.number(k) for k in range(self.first, self.last + 1))

    def window(self, reading: Reading) -> tuple[int, int]:
        """The places of the grid that a reading allows, as (first, last); last < first for none."""
        if not reading.numbers:
            return 0, -1
        first, last = self.first, self.last
        if reading.lo is not None:
            first = max(first, int(((reading.lo - self.start) / self.unit).to_integral_value(ROUND_CEILING)))
        if reading.hi is not None:
            last = min(last, int(((reading.hi - self.start) / self.unit).to_integral_value(ROUND_FLOOR)))
        return first, last


Space = Mapping[str, Domain]
"""The values that each issue may have; a package has one of each."""

_DIGITS: Final = 6
"""How many decimals a grid has at most: an hour said of a duration in days is no finite decimal."""
_REACH: Final = 1000


def space_of(issues: Mapping[str, Issue], conditions: Iterable[Condition]) -> Space:
    """The packages of some issues, on grids fine enough for everything that the conditions say.

    An issue without a bound reaches to 1,000 times the greatest number that is said on any issue which a sum or product
    ties to it; more where a sum takes less than the whole of it.

    >>> truce = Issue(name="Truce", kind="duration", unit="days", lo=Decimal(0), hi=Decimal(42), options={"no": "none"})
    >>> space_of({"truce": truce}, [])["truce"].size
    44
    """
    atoms = list(itertools.chain.from_iterable(condition.atoms() for condition in conditions))
    said: dict[str, set[Decimal]] = {name: _ends(issue.lo, issue.hi) for name, issue in issues.items()}
    tied: dict[str, frozenset[str]] = {name: frozenset([name]) for name in issues}
    least: dict[str, Decimal] = dict.fromkeys(issues, Decimal(1))
    for atom in atoms:
        names = atom.issues & issues.keys()
        for name in names:
            said[name] |= _ends(atom.reading.lo, atom.reading.hi)
        for factor in atom.factors:
            if factor.times and factor.issue in least:
                least[factor.issue] = min(least[factor.issue], abs(factor.times))
        group = frozenset[str]().union(*(tied[name] for name in names))
        tied |= dict.fromkeys(group if atom.op != "in" else (), group)
    return {
        name: _domain(issue, said[name], _REACH * max(_greatest(said[other]) for other in tied[name]) / least[name])
        for name, issue in issues.items()
    }


def _ends(*ends: Decimal | None) -> set[Decimal]:
    return {end for end in ends if end is not None}


def _greatest(numbers: Iterable[Decimal]) -> Decimal:
    return max(map(abs, numbers), default=Decimal(1)).max(Decimal(1))


def _domain(issue: Issue, said: set[Decimal], reach: Decimal) -> Domain:
    options = tuple(issue.options)
    if issue.kind == "choice":
        return Domain(options)
    unit = issue.step or _finest(said)
    start = issue.lo if issue.step and issue.lo is not None else Decimal(0)
    whole = Domain(options, start, unit, int(-reach / unit), int(reach / unit))
    first, last = whole.window(Reading(lo=issue.lo, hi=issue.hi))
    return replace(whole, first=first, last=last)


def _finest(numbers: Iterable[Decimal]) -> Decimal:
    """The unit, a power of ten and at most 1, in which all these numbers are whole."""
    digits = 0
    for number in numbers:
        exponent = number.normalize().as_tuple().exponent
        assert isinstance(exponent, int)
        digits = max(digits, min(-exponent, _DIGITS))
    return Decimal(1).scaleb(-digits)


def size_of(space: Space) -> int:
    """How many packages a space holds; exact."""
    total = 1
    for domain in space.values():
        total *= domain.size
    return total


def scaled(numbers: Iterable[Decimal | Fraction]) -> int:
    """The least whole number that makes every one of these whole when multiplied by it.

    >>> scaled([Decimal("0.5"), Decimal("0.25")])
    4
    """
    return math.lcm(1, *(Fraction(number).denominator for number in numbers))
