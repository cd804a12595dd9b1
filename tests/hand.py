"""Beliefs made by hand: random draws over random grids, with constraints, combinations, red lines, bodies and events."""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np

from onetext.model.belief import Belief, Beliefs, Draws, Grid
from onetext.model.condition import Condition
from onetext.model.issue import Reading
from onetext.model.predicate import Factor


def make_beliefs(
    seed: int,
    sides: int = 0,
    sizes: tuple[int, ...] = (),
    draws: int = 200,
    packages: int = 100_000,
    plain: bool = False,
) -> Beliefs:
    """Beliefs of 2 to 4 sides over a grid of some issues; `plain` ones without what ties issues together."""
    dice = random.Random(seed)
    sides = sides or dice.choice((2, 2, 3, 3, 4))
    sizes = sizes or make_sizes(dice, packages)
    values = tuple(tuple(Decimal(n) for n in range(size)) for size in sizes)
    names = tuple(f"issue-{n}" for n in range(len(sizes)))
    ties = [] if plain else [make_condition(dice, names, sizes) for _ in range(dice.choice((0, 0, 1, 2)))]
    grid = Grid(names, values, tuple(ties))
    events = (1.0,) if plain or dice.random() < 0.7 else (0.3, 0.7)
    held = {}
    for n in range(sides):
        rng = np.random.default_rng([seed, n])
        combinations = () if plain else tuple(make_condition(dice, names, sizes) for _ in range(dice.choice((0, 0, 1))))
        red_lines = () if plain else tuple(make_condition(dice, names, sizes) for _ in range(dice.choice((0, 1, 1))))
        bodies = () if plain else ("council",) * dice.choice((0, 0, 1))
        shape = (len(combinations), len(red_lines), len(bodies), len(events))
        known = 20 ** rng.uniform(-0.5, 1)
        tastes = (rng.dirichlet(np.ones(len(sizes))), [rng.random(size) for size in sizes])
        party = f"side-{n}"
        held[party] = Belief(
            party,
            grid,
            make_draws(rng, draws, tastes, known, shape),
            make_draws(rng, draws, tastes, 0.0, shape),
            combinations,
            red_lines,
            bodies,
            rests_on=(f"of-{party}",),
        )
    return Beliefs(grid, held, events)


def make_sizes(dice: random.Random, packages: int) -> tuple[int, ...]:
    """How many options each issue has, such that there are not more packages than stated."""
    sizes: list[int] = []
    total = 1
    while len(sizes) < 12:
        size = dice.randint(2, 10)
        if total * size > packages:
            break
        total *= size
        sizes.append(size)
    return tuple(sizes) or (2,)


def make_condition(dice: random.Random, names: tuple[str, ...], sizes: tuple[int, ...]) -> Condition:
    """A condition that some packages keep: on one issue, on a sum of two, or either of two."""
    place = dice.randrange(len(names))
    most = Decimal(dice.randint(max(sizes[place] // 2, 1), sizes[place] - 1))
    one = Condition("in", names[place], Reading(hi=most))
    other = dice.randrange(len(names))
    if other == place:
        return one
    if dice.random() < 0.5:
        total = Decimal(dice.randint((sizes[place] + sizes[other]) // 2, sizes[place] + sizes[other]))
        return Condition(
            "sum", None, Reading(hi=total), (Factor(names[place], Decimal(1)), Factor(names[other], Decimal(1)))
        )
    return Condition("any", parts=(one, Condition("in", names[other], Reading(lo=Decimal(1)))))


def make_draws(
    rng: np.random.Generator,
    count: int,
    tastes: tuple[np.ndarray, list[np.ndarray]],
    known: float,
    shape: tuple[int, int, int, int],
) -> Draws:
    """Draws round some tastes (the weights of issues, the values of options); the better known, the nearer to them."""
    weights, values = tastes
    combinations, red_lines, bodies, events = shape
    weight = rng.dirichlet(1 + known * len(weights) * weights, size=count)
    held = [np.clip(own + rng.normal(0, 1 / (0.5 + known), (count, len(own))), 0, 1) for own in values]
    worth = np.concatenate([weight[:, [n]] * own for n, own in enumerate(held)], axis=1)
    outside = rng.uniform(0.3, 0.7, count)
    return Draws(
        np.full(count, 1 / count),
        worth,
        np.zeros(count),
        rng.normal(0, 0.1, (count, combinations)),
        outside,
        outside[:, None] + rng.normal(0, 0.05, (count, bodies)),
        rng.random((count, red_lines)) < 0.5,
        rng.integers(0, events, count),
    )
