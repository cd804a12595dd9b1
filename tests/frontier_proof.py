"""Frontiers tried at length: middling spaces with ties, their laws, scenarios of other programs; each against the slow way."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from onetext.solving import Factor, Frontier, Tie, elimination, find_frontier, is_in, sum_within
from tests.spaces import Small, Table


def middling_space(seed: int) -> Small:
    """A space of some hundreds or thousands of packages whose issues conditions tie: rules, boxes, sums; whole numbers."""
    dice = random.Random(seed)
    parties = dice.choice((2, 2, 3))
    sizes = [dice.randint(2, 6) for _ in range(dice.randint(4, 5))]
    reach = dice.choice((6, 40, 1000))
    tables: list[Table] = [[[dice.randint(0, reach) for _ in range(parties)] for _ in range(size)] for size in sizes]
    factors = []
    for _ in range(dice.randint(2, 9)):
        worth = tuple(
            dice.choice((0, 0, dice.randint(-reach, reach), dice.randint(0, 2 * reach))) for _ in range(parties)
        )
        factors.append(Factor(_tie(dice, sizes), None if dice.random() < 0.25 else worth))
    caps = [dice.choice((None, reach * len(sizes) // 2)) for _ in range(parties)] if dice.random() < 0.2 else None
    return Small(tables, factors, caps, [Fraction(dice.randint(0, reach)) for _ in range(parties)])


def _tie(dice: random.Random, sizes: list[int]) -> Tie:
    issues = dice.sample(range(len(sizes)), dice.randint(2, 4))
    if dice.random() < 0.3:
        amounts = {issue: range(sizes[issue]) for issue in issues}
        return sum_within(amounts, *dice.choice(((None, dice.randint(2, 9)), (dice.randint(1, 5), None))))
    parts = []
    for issue in issues:
        low = dice.randrange(sizes[issue])
        within = is_in(issue, range(low, dice.randint(low, sizes[issue] - 1) + 1))
        parts.append(within if dice.random() < 0.7 else ~within)
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part if dice.random() < 0.6 else whole | part
    return whole


def tried(space: Small) -> dict[tuple[int, ...], set[tuple[int, ...]]]:
    """Every payoff that none dominates, with its packages, by trying all; in whole numbers, and not as the search does."""
    by_payoff: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for package in itertools.product(*(range(len(table)) for table in space.tables)):
        total = [*map(sum, zip(*(table[n] for table, n in zip(space.tables, package, strict=True)), strict=True))]
        allowed = True
        for factor in space.factors:
            holds = factor.tie.holds(package)
            allowed &= holds or factor.worth is not None
            if holds and factor.worth is not None:
                total = [own + more for own, more in zip(total, factor.worth, strict=True)]
        if allowed:
            caps = space.caps or [None] * len(total)
            payoff = tuple(u if cap is None else min(u, cap) for u, cap in zip(total, caps, strict=True))
            by_payoff.setdefault(payoff, set()).add(package)
    return {payoff: by_payoff[payoff] for payoff in undominated(list(by_payoff))}


def undominated(payoffs: list[Any]) -> list[Any]:
    """Those that no other dominates, one by one: the greatest sum left is dominated by nothing left."""
    left, kept = np.array(payoffs), []
    names = np.arange(len(payoffs))
    while len(left):
        best = left.sum(axis=1).argmax()
        kept.append(payoffs[names[best]])
        reach = (left > left[best]).any(axis=1)
        left, names = left[reach], names[reach]
    return kept


def faults_of_space(seed: int) -> Iterator[str]:
    """What is wrong with the frontier of a space: its points, ties and packages; permuted and scaled."""
    space = middling_space(seed)
    truth, found = tried(space), _found(space, bounding=seed % 2 == 0)
    mine = _payoffs(found)
    if found.verdict.state != "proved" or mine != {payoff: len(held) for payoff, held in truth.items()}:
        yield f"space {seed}: not the points and ties of trying all"
    elif any(found.package(n) not in truth[tuple(map(int, found.utility(n)))] for n in range(len(found))):
        yield f"space {seed}: a package that does not pay so"
    dice = random.Random(seed)
    order = dice.sample(range(len(space.reservation)), len(space.reservation))
    times = [Fraction(dice.randint(1, 30), dice.randint(1, 30)) for _ in order]
    caps = space.caps and [
        None if (cap := space.caps[p]) is None else cap * t for p, t in zip(order, times, strict=True)
    ]
    tables = [[[row[p] * t for p, t in zip(order, times, strict=True)] for row in table] for table in space.tables]
    factors = [
        Factor(f.tie, f.worth and tuple(f.worth[p] * t for p, t in zip(order, times, strict=True)))
        for f in space.factors
    ]
    other = find_frontier(tables, factors, caps)
    if _payoffs(other) != {tuple(p[o] * t for o, t in zip(order, times, strict=True)): n for p, n in mine.items()}:
        yield f"space {seed}: parties in another order and on other scales have another frontier"


def _found(space: Small, bounding: bool) -> Frontier:
    """The frontier; in every other space what is ahead of few labels is bounded too, which the search leaves."""
    least = elimination._MANY
    try:
        elimination._MANY = 0 if bounding else least  # type: ignore[misc]
        return find_frontier(space.tables, space.factors, space.caps)
    finally:
        elimination._MANY = least  # type: ignore[misc]


def _payoffs(frontier: Frontier) -> dict[tuple[Fraction, ...], int]:
    return {frontier.utility(point): frontier.ties(point) for point in range(len(frontier))}
