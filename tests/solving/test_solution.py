"""Solution concepts: found on the frontier as a search through every package finds them, by the definitions."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.solution import CONCEPTS, gains_of, merit_of
from onetext.solving import Factor, find_frontier, find_solutions, list_frontier
from onetext.solving.brute_frontier import payoff_of
from tests.spaces import Small, small_space

SEEDS = st.integers(0, 10**9)
NASH = Path(__file__).parents[2].parent / "shared" / "known" / "nash_1950_barter.yaml"


@given(SEEDS, st.booleans())
def test_solutions_are_the_best_of_all_individually_rational_packages(seed: int, tied: bool) -> None:
    space = small_space(seed, tied=tied)
    frontier = find_frontier(space.tables, space.factors)
    solutions = find_solutions(frontier, space.reservation)
    efficient = list_frontier(space.tables, space.factors)
    gains = {p: gains_of(p, space.reservation) for p in efficient}
    rational = {payoff: held for payoff, held in gains.items() if min(held) >= 0}
    if not rational:
        assert solutions == dict.fromkeys(CONCEPTS)
        return
    best = [max(column) for column in zip(*rational.values(), strict=True)]
    everything = rational_packages(space)
    for concept in CONCEPTS:
        merits = {payoff: merit_of(concept, held, best) for payoff, held in rational.items()}
        top = [payoff for payoff, merit in merits.items() if merit == max(merits.values())]
        solution = solutions[concept]
        assert solution is not None
        assert {frontier.utility(point) for point in solution.points} == set(top)
        assert frontier.utility(solution.point) in top
        as_good = [
            gains for gains in everything if merit_of(concept, gains, best) == merit_of(concept, rational[top[0]], best)
        ]
        assert solution.ties <= len(as_good)
        assert solution.ties == len(as_good) or solution.ties_are_least
        assert not solution.ties_are_least or is_long(space)


def rational_packages(space: Small) -> list[tuple[Fraction, ...]]:
    """The gains of every package that may be and leaves nobody below the reservation value."""
    found = []
    for package in itertools.product(*(range(len(table)) for table in space.tables)):
        if all(factor.worth is not None or factor.tie.holds(package) for factor in space.factors):
            gains = gains_of(payoff_of(package, space.tables, space.factors, space.caps), space.reservation)
            found += [gains] if min(gains) >= 0 else []
    return found


def is_long(space: Small) -> bool:
    """Whether its numbers do not fit 60 bits, where packages below the frontier are not counted."""
    return any(abs(value) > 10**9 for table in space.tables for row in table for value in row)


def test_packages_that_others_dominate_are_as_good_by_the_smallest_gain_and_are_counted() -> None:
    solutions = find_solutions(find_frontier([[[3, 3], [3, 4], [3, 9], [2, 9]]]))
    assert {name: found and found.ties for name, found in solutions.items()}["egalitarian"] == 3
    assert {name: found and found.ties for name, found in solutions.items()}["leximin"] == 1


def test_ties_among_ten_to_the_twenty_packages_are_counted() -> None:
    solutions = find_solutions(find_frontier([[[0, 3], [1, 2], [2, 1], [3, 0], [0, 0]] for _ in range(28)]))
    egalitarian = solutions["egalitarian"]
    assert egalitarian is not None
    assert not egalitarian.ties_are_least
    ways = np.array([1], object)
    for _ in range(28):
        ways = np.convolve(ways, np.array([1, 1, 1, 1], object))
    assert egalitarian.ties == ways[42]


@given(SEEDS)
def test_no_package_at_all_is_better_by_a_concept_than_the_best_of_the_frontier(seed: int) -> None:
    space = small_space(seed, tied=False)
    solutions = find_solutions(frontier := find_frontier(space.tables), space.reservation)
    everything = _all_payoffs(space.tables)
    rational = [gains for payoff in everything if min(gains := gains_of(payoff, space.reservation)) >= 0]
    best = [max(column) for column in zip(*rational, strict=True)]
    for concept, solution in solutions.items():
        if solution is not None:
            shown = merit_of(concept, gains_of(frontier.utility(solution.point), space.reservation), best)
            assert shown == max(merit_of(concept, gains, best) for gains in rational)


def _all_payoffs(tables: list[list[list[Fraction]]]) -> set[tuple[Fraction, ...]]:
    payoffs = {tuple(Fraction(0) for _ in tables[0][0])}
    for table in tables:
        payoffs = {tuple(a + b for a, b in zip(held, row, strict=True)) for held in payoffs for row in table}
    return payoffs


@given(SEEDS, st.booleans(), st.fractions(Fraction(1, 9), 50))
def test_scaling_one_side_changes_neither_nash_nor_kalai_smorodinsky(seed: int, tied: bool, times: Fraction) -> None:
    space = small_space(seed, tied=tied)
    tables = [[[row[0] * times, *row[1:]] for row in table] for table in space.tables]
    factors = [
        Factor(factor.tie, None if factor.worth is None else (factor.worth[0] * times, *factor.worth[1:]))
        for factor in space.factors
    ]
    one = find_solutions(find_frontier(space.tables, space.factors), space.reservation)
    floor = [space.reservation[0] * times, *space.reservation[1:]]
    other = find_solutions(find_frontier(tables, factors), floor)
    positive = (
        one["nash"] is not None
        and min(gains_of(find_frontier(space.tables, space.factors).utility(one["nash"].point), space.reservation)) > 0
    )
    for concept in (
        "kalai_smorodinsky",
        "egalitarian_scaled",
        "leximin_scaled",
        "utilitarian_scaled",
        *(["nash"] if positive else []),
    ):
        mine, theirs = one[concept], other[concept]
        assert (None if mine is None else (mine.points, mine.point)) == (
            None if theirs is None else (theirs.points, theirs.point)
        )
        if mine is not None and theirs is not None and not (mine.ties_are_least or theirs.ties_are_least):
            assert mine.ties == theirs.ties


def test_a_side_that_can_gain_nothing_is_left_out_of_shares() -> None:
    frontier = find_frontier([[[5, 0, 2], [3, 0, 4]]])
    solutions = find_solutions(frontier, [0, 0, 0])
    found = solutions["kalai_smorodinsky"]
    assert found is not None
    assert frontier.utility(found.point) == (3, 0, 4)


def test_where_every_product_is_zero_most_sides_with_a_gain_come_first() -> None:
    frontier = find_frontier([[[9, 0, 0], [2, 2, 0], [0, 3, 1]]])
    found = find_solutions(frontier)["nash"]
    assert found is not None
    assert frontier.utility(found.point) == (2, 2, 0)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "much", None])
def test_a_reservation_value_that_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="reservation value is not a number"):
        find_solutions(find_frontier([[[1, 2]]]), [0, value])


def test_as_many_reservation_values_as_parties_are_wanted() -> None:
    with pytest.raises(ValueError, match="2 parties and 3 reservation values"):
        find_solutions(find_frontier([[[1, 2]]]), [0, 0, 0])


@pytest.mark.skipif(not NASH.exists(), reason="the known answers lie beside the project, not in it")
def test_nashs_barter_of_1950_comes_out_as_published() -> None:
    known = yaml.safe_load(NASH.read_text())
    tables = [_swap(item) for item in known["items"].values()]
    frontier = find_frontier(tables)
    gains = [list(map(int, frontier.utility(n))) for n in range(len(frontier))]
    rational = sorted(pair for pair in gains if min(pair) >= 0)
    assert rational == known["expected_computed"]["pareto_frontier_individually_rational"]
    solutions = find_solutions(frontier, [0, 0])
    shown = {name: gains[found.point] for name, found in solutions.items() if found is not None}
    assert shown["nash"] == [12, 5] == list(known["expected_published"]["nash_solution"]["gains"].values())
    assert shown["kalai_smorodinsky"] == known["expected_computed"]["discrete_kalai_smorodinsky"]["gains"]
    assert shown["egalitarian"] == shown["leximin"] == known["expected_computed"]["egalitarian_leximin_gains"]
    assert sum(shown["utilitarian"]) == known["expected_computed"]["max_sum"]
    leximin = solutions["leximin"]
    assert leximin is not None
    assert leximin.ties == 3


def _swap(item: dict[str, Any]) -> list[list[int]]:
    """What it is worth to Bill and Jack that the item stays, or changes hands."""
    sign = 1 if item["owner"] == "jack" else -1
    return [[0, 0], [sign * item["bill"], -sign * item["jack"]]]
