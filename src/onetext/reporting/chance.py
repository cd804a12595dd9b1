"""Chances in words: two digits at most, never without their range, and an answer as the answer that it is."""

from __future__ import annotations

import math
from decimal import Decimal

from onetext.model.slate import Chance

ANSWERS = {
    "accepted": "accepted",
    "rejected": "rejected",
    "conditional": "answered with a condition",
    "countered": "answered with a counter-proposal",
    "under study": "under study",
    "silent": "no answer",
}


def hundredths(chance: float) -> int:
    """A chance in whole hundredths.

    >>> hundredths(0.638), hundredths(0.005)
    (64, 1)
    """
    return math.floor(100 * chance + 0.5)


def chance_words(chance: Chance) -> str:
    """A chance, with the range that it could shift in; a recorded yes or no as that.

    >>> chance_words(Chance(0.638, 0.02, 0.2, 0.53, 0.65)), chance_words(Chance(1, 0, 0.2, 1, 1, "accepted", "r1"))
    ('about 64 in 100 (53 to 65)', 'accepted')
    """
    if chance.settled is not None:
        return ANSWERS[chance.settled]
    lo, hi = hundredths(chance.lo), hundredths(chance.hi)
    return f"{share_words(chance.p)} ({lo} to {hi})"


def share_words(share: float) -> str:
    """A chance without its range, for one that stands beside another.

    >>> share_words(0.3), share_words(0.638), share_words(0.001), share_words(0.999)
    ('about 3 in 10', 'about 64 in 100', 'under 1 in 100', 'over 99 in 100')
    """
    n = hundredths(share)
    if n in (0, 100):
        return "under 1 in 100" if n == 0 else "over 99 in 100"
    return f"about {n // 10} in 10" if n % 10 == 0 else f"about {n} in 100"


def basis_words(chance: Chance) -> str:
    """What a chance is beside that on assumptions alone, and its sampling error."""
    if chance.settled is not None:
        return "recorded"
    mostly = ", so mostly assumption" if chance.mostly_assumption else ""
    return f"{hundredths(chance.prior_only)} in 100 on assumptions alone{mostly}"


def decimal_of(chance: float) -> Decimal:
    """A chance with two digits.

    >>> decimal_of(0.638)
    Decimal('0.64')
    """
    return Decimal(hundredths(chance)).scaleb(-2)


def error_of(error: float) -> Decimal:
    """An error with two digits, never made smaller than it is.

    >>> error_of(0.0201), error_of(0)
    (Decimal('0.03'), Decimal('0.00'))
    """
    return Decimal(math.ceil(100 * error - 1e-9)).scaleb(-2)
