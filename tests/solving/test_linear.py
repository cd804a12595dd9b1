"""The range of a sum while equations hold."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from hypothesis import given

from onetext.solving import Equation, find_range
from onetext.solving.inequality import eliminated_range
from tests.strategies import SEEDS

NAMES = ("taken", "freed", "held", "lost")


def books(seed: int) -> tuple[dict[str, tuple[Fraction, Fraction]], list[Equation], dict[str, Fraction]]:
    """Bounds of four accounts, some equations over them that can hold, and a sum."""
    rng = random.Random(seed)
    bounds = {}
    for name in NAMES:
        lo = Fraction(rng.randint(0, 8))
        bounds[name] = (lo, lo + rng.randint(0, 3))
    point = {name: Fraction(rng.randint(int(lo), int(hi))) for name, (lo, hi) in bounds.items()}
    equations = []
    for _ in range(rng.randint(1, 2)):
        times = {name: Fraction(rng.choice([1, -1])) for name in rng.sample(NAMES, 2)}
        equations.append(Equation(times, sum(times[name] * point[name] for name in times)))
    wanted = {name: Fraction(rng.choice([1, -1, 2])) for name in rng.sample(NAMES, 3)}
    return bounds, equations, wanted


@given(SEEDS)
def test_the_range_is_that_of_all_whole_values_where_the_equations_are_differences(seed: int) -> None:
    """Sums and differences of two accounts at a time: for these the ends of the range are reached at halves."""
    bounds, equations, wanted = books(seed)
    halves = [[lo + Fraction(n, 2) for n in range(int(2 * (hi - lo)) + 1)] for lo, hi in bounds.values()]
    points = (dict(zip(NAMES, values, strict=True)) for values in product(*halves))
    kept = [
        point
        for point in points
        if all(sum(times * point[name] for name, times in one.times.items()) == one.total for one in equations)
    ]
    sums = [sum(times * point[name] for name, times in wanted.items()) for point in kept]
    found = find_range(wanted, bounds, equations)
    assert (found.lo, found.hi, found.feasible) == (min(sums), max(sums), True)


def test_what_nothing_satisfies_is_not_feasible() -> None:
    bounds = {"a": (Fraction(0), Fraction(1)), "b": (Fraction(5), Fraction(6))}
    same = Equation({"a": Fraction(1), "b": Fraction(-1)})
    assert not find_range({"a": Fraction(1)}, bounds, [same]).feasible


def test_an_unknown_without_bounds_leaves_the_sum_without_bounds_unless_an_equation_holds_it() -> None:
    bounds = {"a": (None, None), "b": (Fraction(5), Fraction(6))}
    one = {"a": Fraction(1)}
    assert (find_range(one, bounds).lo, find_range(one, bounds).hi) == (None, None)
    same = Equation({"a": Fraction(3), "b": Fraction(-1)})
    found = find_range(one, bounds, [same])
    assert (found.lo, found.hi) == (Fraction(5, 3), 2)


@given(SEEDS)
def test_elimination_gives_what_the_solver_gives(seed: int) -> None:
    bounds, equations, wanted = books(seed)
    names = {*wanted, *(name for one in equations for name in one.times)}
    held = {name: ends for name, ends in bounds.items() if name in names}
    assert eliminated_range(wanted, held, tuple(equations)) == find_range(wanted, bounds, equations)
