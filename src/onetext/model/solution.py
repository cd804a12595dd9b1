"""The solution concepts of bargaining, as definitions over gains, exactly.

A *gain* is the utility of a package less the party's reservation value. A concept says of two packages, each good
enough for everybody (no gain below 0), which is the better; its solutions are those that no other is better than.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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

Rule = Literal["product", "smallest", "ascending", "sum"]

RULES: Final[Mapping[Concept, tuple[Rule, bool]]] = {
    "nash": ("product", False),
    "kalai_smorodinsky": ("smallest", True),
    "egalitarian": ("smallest", False),
    "leximin": ("ascending", False),
    "utilitarian": ("sum", False),
    "egalitarian_scaled": ("smallest", True),
    "leximin_scaled": ("ascending", True),
    "utilitarian_scaled": ("sum", True),
}
"""What each concept compares, and whether of gains or of shares: gain / best gain."""

CONCEPTS: Final[tuple[Concept, ...]] = tuple(RULES)

Gains = Sequence[Fraction]
Merit = tuple[Fraction | int, ...]
"""What a concept compares: the greater is the better, from left to right."""


def merit_of(concept: Concept, gains: Gains, best: Gains) -> Merit:
    """What a concept sees in gains, none below 0; `best` are the greatest gains of each party over the same packages.

    nash: the product of the gains; where it is 0, how many sides gain comes first, then the product of these gains
    (Nash, Econometrica 18, 1950). kalai_smorodinsky: the smallest share gain / best gain (Kalai and Smorodinsky,
    Econometrica 43, 1975). egalitarian: the smallest gain (Kalai, Econometrica 45, 1977). leximin: the smallest gain,
    then the second smallest, and so on. utilitarian: the sum. The `_scaled` ones take shares for gains; a side whose
    best gain is 0 is left out of shares.

    >>> merit_of("nash", [Fraction(12), Fraction(5)], [Fraction(18), Fraction(8)])
    (2, Fraction(60, 1))
    >>> merit_of("kalai_smorodinsky", [Fraction(12), Fraction(5)], [Fraction(18), Fraction(8)])
    (Fraction(5, 8),)
    """
    rule, shared = RULES[concept]
    return merit(rule, shares(gains, best) if shared else gains)


def merit(rule: Rule, gains: Sequence[Fraction | int]) -> Merit:
    """What a rule sees in gains, or in shares of them; all on one scale, which does not matter."""
    match rule:
        case "product":
            some = [gain for gain in gains if gain]
            return len(some), math.prod(some)
        case "sum":
            return (sum(gains),)
    ordered = tuple(sorted(gains))
    return ordered if rule == "ascending" else ordered[:1]


def shares(gains: Gains, best: Gains) -> tuple[Fraction, ...]:
    """Gains as shares of the best gain of each side, without the sides whose best gain is 0."""
    return tuple(gain / most for gain, most in zip(gains, best, strict=True) if most > 0)


def gains_of(utility: Sequence[Fraction], reservation: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Utility less reservation value, party by party."""
    return tuple(own - least for own, least in zip(utility, reservation, strict=True))
