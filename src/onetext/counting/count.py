"""The ledgers of a situation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from onetext.counting.account import Standing, account_standings
from onetext.counting.exchange import find_rates
from onetext.model import Ledger, Situation
from onetext.model.balance import AccountValue, Balance, Counts, balanced
from onetext.solving import Equation, Range, find_range


def count_ledgers(situation: Situation) -> Counts:
    """What adds up (definitions page, "Ledger"), and the rates of exchanges.

    >>> from onetext.model import Count, Entry, Header, make, replay
    >>> ledgers = {"people": {"name": "People", "sum": {"taken": 1, "freed": -1, "held": -1}}}
    >>> header = make(Header, title="River", accounts=["taken", "freed", "held"], ledgers=ledgers)
    >>> said = {"taken": "about 250", "freed": "about 110", "held": "133"}
    >>> entries = [Entry(n, make(Count, account=n, quantity=quantity)) for n, quantity in said.items()]
    >>> (people,) = count_ledgers(replay(header, entries)).ledgers
    >>> people.gap, people.nominal_gap, people.balanced
    ((Decimal('-12'), Decimal('26')), Decimal('7'), 'possible')
    """
    return _Books(situation).counts()


@dataclass(frozen=True)
class _Books:
    """The ledgers of one situation and what their accounts stand at."""

    situation: Situation

    @cached_property
    def standings(self) -> dict[str, Standing]:
        return account_standings(self.situation)

    @cached_property
    def bounds(self) -> dict[str, tuple[Fraction | None, Fraction | None]]:
        return {name: (_fraction(held.value[0]), _fraction(held.value[1])) for name, held in self.standings.items()}

    def counts(self) -> Counts:
        ledgers = self.situation.header.ledgers.items()
        return Counts(tuple(self._balance(name, ledger) for name, ledger in ledgers), find_rates(self.situation))

    def _balance(self, name: str, ledger: Ledger) -> Balance:
        found, without = self._range(name, ledger)
        total = Fraction(ledger.total)
        gap = _decimal(found.lo, total), _decimal(found.hi, total)
        values = tuple(
            AccountValue(posting.account, posting.times, held.counts, held.nominal, held.value)
            for posting in ledger.sum
            for held in [self.standings[posting.account]]
        )
        counts = self._counts(name, without)
        return Balance(name, _nominal(values, ledger.total), gap, balanced(gap), values, counts, without)

    def _counts(self, name: str, without: tuple[str, ...]) -> tuple[str, ...]:
        """The counts of the accounts of a ledger and of the others that it hangs together with."""
        ledgers = [ledger for other, ledger in self.situation.header.ledgers.items() if other not in without]
        reached, before = frozenset(_times(self.situation.header.ledgers[name])), frozenset[str]()
        while reached != before:
            before = reached
            reached = reached.union(*(_times(ledger) for ledger in ledgers if _times(ledger).keys() & before))
        order = {entry: n for n, entry in enumerate(self.situation.in_force)}
        return tuple(
            sorted((one for account in reached for one in self.standings[account].counts), key=order.__getitem__)
        )

    def _range(self, name: str, ledger: Ledger) -> tuple[Range, tuple[str, ...]]:
        """The range of a ledger's sum while the others hold; of these, those are left aside that cannot."""
        header, wanted = self.situation.header, _times(ledger)
        others = {other: _equation(held) for other, held in header.ledgers.items() if other != name}
        possible = {other: held for other, held in others.items() if self._can_hold(held)}
        for kept in (others, possible, {}):
            found = find_range(wanted, self.bounds, kept.values())
            if found.feasible:
                break
        left = (other for other in others if other not in kept and wanted.keys() & others[other].times.keys())
        return found, tuple(left)

    def _can_hold(self, equation: Equation) -> bool:
        alone = find_range(equation.times, self.bounds)
        low, high = alone.lo, alone.hi
        return (low is None or low <= equation.total) and (high is None or equation.total <= high)


def _times(ledger: Ledger) -> dict[str, Fraction]:
    return {posting.account: Fraction(posting.times) for posting in ledger.sum}


def _equation(ledger: Ledger) -> Equation:
    return Equation(_times(ledger), Fraction(ledger.total))


def _nominal(values: tuple[AccountValue, ...], total: Decimal) -> Decimal | None:
    found = [None if value.nominal is None else value.times * value.nominal for value in values]
    known = [part for part in found if part is not None]
    return sum(known, Decimal(0)) - total if len(known) == len(found) else None


def _fraction(bound: Decimal | None) -> Fraction | None:
    return None if bound is None else Fraction(bound)


def _decimal(bound: Fraction | None, total: Fraction) -> Decimal | None:
    """A bound of a sum less its total, in decimals; of an endless one, 28 digits."""
    if bound is None:
        return None
    gap = bound - total
    return Decimal(gap.numerator) / Decimal(gap.denominator)
