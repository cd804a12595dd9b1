"""Ties between issues together, and what they are worth: read option by option, whatever order the issues come in.

A tie is data: `is_in(issue, options)`, `sum_within({issue: amounts}, lo, hi)`, and `&`, `|`, `~` of ties.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Literal

import numpy as np

from onetext.solving.whole import Ints

STATES: Final = 4_000_000
"""How many (state, option) pairs one machine may have."""


class TooManyStates(Exception):
    """A tie has more states than are worth writing down; a solver may still prove what holds."""


Exact = int | Fraction


def _exact(value: Any) -> Exact:
    """A number without loss; whole ones as int, which is faster by far."""
    number = Fraction(value)
    return number.numerator if number.denominator == 1 else number


class Amounts(tuple[Exact, ...]):
    """What each option of an issue adds or multiplies by; knows its hash and its ends, which are asked for often."""

    def __hash__(self) -> int:
        return self.own_hash

    @cached_property
    def own_hash(self) -> int:
        """The hash of the numbers."""
        return tuple.__hash__(self)

    @cached_property
    def least(self) -> Exact:
        """The smallest of them."""
        return min(self)

    @cached_property
    def most(self) -> Exact:
        """The largest of them."""
        return max(self)


_NONE: Final = Amounts()


@dataclass(frozen=True)
class Tie:
    """What holds or not of a package. Options are counted from 0.

    >>> tied = is_in(0, {1}) & ~is_in(2, {0, 1})
    >>> tied.holds([1, 5, 2]), sorted(tied.issues)
    (True, [0, 2])
    """

    op: Literal["in", "sum", "product", "all", "any", "not", "true", "false"]
    issue: int = -1
    options: frozenset[int] = frozenset()
    amounts: tuple[tuple[int, Amounts], ...] = ()
    lo: Exact | None = None
    hi: Exact | None = None
    taken: Exact = 1
    target: Amounts = _NONE
    parts: tuple[Tie, ...] = ()

    def __and__(self, other: Tie) -> Tie:
        return Tie("all", parts=(self, other))

    def __or__(self, other: Tie) -> Tie:
        return Tie("any", parts=(self, other))

    def __invert__(self) -> Tie:
        return Tie("not", parts=(self,))

    @cached_property
    def issues(self) -> frozenset[int]:
        """The issues it speaks of."""
        own = {issue for issue, _ in self.amounts} | ({self.issue} if self.issue >= 0 else set())
        return frozenset(own).union(*(part.issues for part in self.parts))

    def counts(self) -> Iterator[tuple[int, int]]:
        """For how many options of an issue it has amounts, wherever it has some."""
        yield from ((issue, len(amounts)) for issue, amounts in self.amounts)
        if self.target:
            yield self.issue, len(self.target)
        for part in self.parts:
            yield from part.counts()

    def holds(self, package: Sequence[int]) -> bool:
        """Whether it holds of a package that gives each issue an option: the definition."""
        match self.op:
            case "in":
                return int(package[self.issue]) in self.options
            case "sum":
                return self._is_due(sum((amounts[package[issue]] for issue, amounts in self.amounts)))
            case "product":
                product = self.taken * math.prod(amounts[package[issue]] for issue, amounts in self.amounts)
                return self._is_due(product if self.issue < 0 else product - self.target[package[self.issue]])
            case "not":
                return not self.parts[0].holds(package)
            case "all":
                return all(part.holds(package) for part in self.parts)
            case "any":
                return any(part.holds(package) for part in self.parts)
        return self.op == "true"

    def _is_due(self, amount: Exact) -> bool:
        return (self.lo is None or amount >= self.lo) and (self.hi is None or amount <= self.hi)

    def after(self, issue: int, option: int) -> Tie:
        """What is left to hold once an issue has its option."""
        match self.op:
            case "in" if self.issue == issue:
                return TRUE if option in self.options else FALSE
            case "sum" if any(name == issue for name, _ in self.amounts):
                return self._sum_after(issue, option)
            case "product" if issue in self.issues:
                return self._product_after(issue, option)
            case "not":
                part = self.parts[0].after(issue, option)
                return _OPPOSITE.get(part, self if part is self.parts[0] else Tie("not", parts=(part,)))
            case "all" | "any":
                return self._parts_after(issue, option)
        return self

    def at_last(self, issue: int) -> list[bool] | None:
        """Whether it holds with each option of the issue, where it is a total and no other issue is left; else None."""
        if self.op not in ("sum", "product") or self.issues != {issue}:
            return None
        lo, hi = -math.inf if self.lo is None else self.lo, math.inf if self.hi is None else self.hi
        if issue == self.issue:
            return [lo <= self.taken - aim <= hi for aim in self.target]
        ((_, amounts),) = self.amounts
        taken = self.taken if self.op == "product" else 1
        return [lo <= taken * amount <= hi for amount in amounts]

    def _sum_after(self, issue: int, option: int) -> Tie:
        taken = next(amounts[option] for name, amounts in self.amounts if name == issue)
        left = tuple(item for item in self.amounts if item[0] != issue)
        lo = None if self.lo is None else self.lo - taken
        hi = None if self.hi is None else self.hi - taken
        least = sum((amounts.least for _, amounts in left))
        most = sum((amounts.most for _, amounts in left))
        if (lo is not None and most < lo) or (hi is not None and least > hi):
            return FALSE
        lo = None if lo is None or least >= lo else lo
        hi = None if hi is None or most <= hi else hi
        return TRUE if lo is None and hi is None else Tie("sum", amounts=left, lo=lo, hi=hi)

    def _product_after(self, issue: int, option: int) -> Tie:
        taken, left = self.taken, []
        for name, amounts in self.amounts:
            if name == issue:
                taken *= amounts[option]
            else:
                left.append((name, amounts))
        lo, hi, target, aims = self.lo, self.hi, self.issue, self.target
        if issue == target:  # the product must be this
            lo, hi, target, aims = aims[option], aims[option], -1, _NONE
        if target < 0 and all(amounts.least >= 0 for _, amounts in left) and taken >= 0:
            least = taken * math.prod(amounts.least for _, amounts in left)
            most = taken * math.prod(amounts.most for _, amounts in left)
            if (lo is not None and most < lo) or (hi is not None and least > hi):
                return FALSE
            if (lo is None or least >= lo) and (hi is None or most <= hi):
                return TRUE
        if not left and target < 0:
            return TRUE if (lo is None or taken >= lo) and (hi is None or taken <= hi) else FALSE
        return Tie("product", issue=target, amounts=tuple(left), lo=lo, hi=hi, taken=taken, target=aims)

    def _parts_after(self, issue: int, option: int) -> Tie:
        ends, passes = (FALSE, TRUE) if self.op == "all" else (TRUE, FALSE)
        left = tuple(part.after(issue, option) for part in self.parts)
        if ends in left:
            return ends
        left = tuple(part for part in dict.fromkeys(left) if part != passes)
        if len(left) <= 1:
            return left[0] if left else passes
        return self if left == self.parts else Tie(self.op, parts=left)


TRUE: Final = Tie("true")
FALSE: Final = Tie("false")
_OPPOSITE: Final = {TRUE: FALSE, FALSE: TRUE}


def is_in(issue: int, options: Collection[int]) -> Tie:
    """The issue has one of these options."""
    return Tie("in", issue=issue, options=frozenset(map(int, options)))


def sum_within(amounts: Mapping[int, Sequence[Any]], lo: Any = None, hi: Any = None) -> Tie:
    """The amounts of the options that the issues have add up to between lo and hi, both included; None is no bound.

    >>> sum_within({0: [0, 5], 1: [1, 2]}, hi=6).holds([1, 1])
    False
    """
    held = tuple((issue, Amounts(map(_exact, values))) for issue, values in sorted(amounts.items()))
    return Tie("sum", amounts=held, lo=_bound(lo), hi=_bound(hi))


def product_within(amounts: Mapping[int, Sequence[Any]], lo: Any = None, hi: Any = None) -> Tie:
    """The amounts of the options that the issues have, multiplied, are between lo and hi.

    >>> product_within({0: [0, 5], 1: [1, 2]}, lo=6).holds([1, 1])
    True
    """
    held = tuple((issue, Amounts(map(_exact, values))) for issue, values in sorted(amounts.items()))
    return Tie("product", amounts=held, lo=_bound(lo), hi=_bound(hi))


def product_is(amounts: Mapping[int, Sequence[Any]], issue: int, target: Sequence[Any]) -> Tie:
    """The amounts of the options that the issues have, multiplied, are the amount of another issue's option.

    >>> product_is({0: [2, 3]}, 1, [4, 3]).holds([1, 1])
    True
    """
    held = tuple((name, Amounts(map(_exact, values))) for name, values in sorted(amounts.items()))
    none = 0
    return Tie("product", issue=issue, amounts=held, lo=none, hi=none, target=Amounts(map(_exact, target)))


def _bound(value: int | Decimal | Fraction | None) -> Exact | None:
    return None if value is None else _exact(value)


def moved(tie: Tie, place: Mapping[int, int]) -> Tie:
    """The tie with other numbers for its issues."""
    return Tie(
        tie.op,
        place.get(tie.issue, -1),
        tie.options,
        tuple((place[issue], amounts) for issue, amounts in tie.amounts),
        tie.lo,
        tie.hi,
        tie.taken,
        tie.target,
        tuple(moved(part, place) for part in tie.parts),
    )


@dataclass(frozen=True)
class Factor:
    """A tie and what it is worth to each party where it holds; `worth` None: every package must satisfy it."""

    tie: Tie
    worth: tuple[Any, ...] | None = None


@dataclass(frozen=True)
class Machine:
    """A tie read issue by issue: `moves[issue]`: # [state, option] -> state. 0 says it fails, 1 that it holds.

    It starts in state `start`; of each issue's options only what the tie can tell apart is kept in mind.
    """

    start: int
    moves: Mapping[int, Ints]


def compile_tie(tie: Tie, order: Sequence[int], sizes: Sequence[int]) -> Machine:
    """The machine that reads a tie in an order of issues. Raises TooManyStates."""
    moves: dict[int, Ints] = {}
    ends = {FALSE: 0, TRUE: 1}
    start = ends.get(tie, 2)
    states, budget = [tie] if start == 2 else [], STATES
    for issue in (issue for issue in order if issue in tie.issues):
        number = dict(ends)
        table = np.zeros((len(states) + 2, sizes[issue]), np.int64)
        table[1] = 1
        budget -= table.size
        if budget < 0:
            raise TooManyStates
        for row, state in enumerate(states, 2):
            if issue not in state.issues:
                table[row] = number.setdefault(state, len(number))
                continue
            known = state.at_last(issue)
            if known is not None:
                table[row] = known
                continue
            for option in range(sizes[issue]):
                table[row, option] = number.setdefault(state.after(issue, option), len(number))
        moves[issue] = table
        states = [state for state in number if state not in ends]
    return Machine(start, moves)
