"""The solution concepts of bargaining, as definitions over gains, exactly.

A *gain* is the utility of a package less the party's reservation value. A concept says of two packages, each good
enough for everybody (no gain below 0), which is the better; its solutions are those that no other is better than.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

Concept = Literal[
    "nash",
    "kalai_smorodinsky",
    "egalitarian",
    "leximin",
    "utilitarian",
    "egalitarian_scaled",
    "leximin_scaled",
    "utilitarian_scaled",
]

CONCEPTS: Final[tuple[Concept, ...]] = (
    "nash",
    "kalai_smorodinsky",
    "egalitarian",
    "leximin",
    "utilitarian",
    "egalitarian_scaled",
    "leximin_scaled",
    "utilitarian_scaled",
)

Gains = Sequence[Fraction]
Merit = tuple[Fraction, ...]
"""What a concept compares: the greater is the better, from left to right."""


def merit_of(concept: Concept, gains: Gains, best: Gains) -> Merit:
    """What a concept sees in gains, none below 0; `best` are the greatest gains of each party over the same packages.

    nash: the product of the gains; where it is 0, how many sides gain comes first, then the product of these gains
    (Nash, Econometrica 18, 1950). kalai_smorodinsky: the smallest share gain / best gain (Kalai and Smorodinsky,
    Econometrica 43, 1975). egalitarian: the smallest gain (Kalai, Econometrica 45, 1977). leximin: the smallest gain,
    then the second smallest, and so on. utilitarian: the sum. The `_scaled` ones take shares for gains; a side whose
    best gain is 0 is left out of shares.

    >>> merit_of("nash", [Fraction(12), Fraction(5)], [Fraction(18), Fraction(8)])
    (Fraction(2, 1), Fraction(60, 1))
    >>> merit_of("kalai_smorodinsky", [Fraction(12), Fraction(5)], [Fraction(18), Fraction(8)])
    (Fraction(5, 8),)
    """
    if concept == "nash":
        some = [gain for gain in gains if gain > 0]
        return Fraction(len(some)), math.prod(some, start=Fraction(1))
    over = shares(gains, best) if concept in SHARED else tuple(gains)
    if concept in ("utilitarian", "utilitarian_scaled"):
        return (sum(over, Fraction(0)),)
    ordered = tuple(sorted(over))
    return ordered if concept in ("leximin", "leximin_scaled") else ordered[:1]


SHARED: Final = ("kalai_smorodinsky", "egalitarian_scaled", "leximin_scaled", "utilitarian_scaled")
"""The concepts that look at gain / best gain."""


def shares(gains: Gains, best: Gains) -> tuple[Fraction, ...]:
    """Gains as shares of the best gain of each side, without the sides whose best gain is 0."""
    return tuple(gain / most for gain, most in zip(gains, best, strict=True) if most > 0)


def gains_of(utility: Sequence[Fraction], reservation: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Utility less reservation value, party by party."""
    return tuple(own - least for own, least in zip(utility, reservation, strict=True))
