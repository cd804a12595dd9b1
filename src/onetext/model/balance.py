"""What adds up: ledgers with their gaps, and rates of exchange. Built by `counting`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Balanced = Literal["yes", "possible", "no"]
Interval = tuple[Decimal | None, Decimal | None]
"""The least and greatest value; None: without bound."""


@dataclass(frozen=True, slots=True)
class AccountValue:
    """What an account of a ledger stands at: by which counts, the number said and the range it is read as."""

    account: str
    times: Decimal
    counts: tuple[str, ...]
    nominal: Decimal | None
    value: Interval


@dataclass(frozen=True, slots=True)
class Balance:
    """A ledger, and by how much it does not add up.

    `gap`: the least and greatest value of the sum less what it should be, over all values of the accounts within their
    stated bounds that satisfy the other ledgers; it follows from `counts`. `nominal_gap`: by the numbers said; None
    where an account has none.
    `without`: other ledgers that were left aside, because with them nothing satisfies all.
    """

    id: str
    nominal_gap: Decimal | None
    gap: Interval
    balanced: Balanced
    accounts: tuple[AccountValue, ...]
    counts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How many were given, by delivery `id`, for each one of the delivery `against`; rounded, the range outwards."""

    id: str
    against: str
    nominal: Decimal | None
    rate: Interval


@dataclass(frozen=True, slots=True)
class Counts:
    """Every ledger in the stated order, and every exchange in the order of the record."""

    ledgers: tuple[Balance, ...] = ()
    exchanges: tuple[Rate, ...] = ()


def balanced(gap: Interval) -> Balanced:
    """Whether a ledger adds up: certainly, possibly (within what "about" allows) or not.

    >>> balanced((Decimal(0), Decimal(0))), balanced((Decimal(-12), Decimal(26))), balanced((Decimal(1), None))
    ('yes', 'possible', 'no')
    """
    lo, hi = gap
    if lo == 0 == hi:
        return "yes"
    return "possible" if (lo is None or lo <= 0) and (hi is None or hi >= 0) else "no"
