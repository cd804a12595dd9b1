"""The exact frontier: equal to the slow truth, whatever the numbers; permuted and scaled as the space is."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.solving import Factor, Frontier, find_frontier, is_in, list_frontier, sum_within
from onetext.solving import assembly as assembly_module
from onetext.solving import elimination as elimination_module
from onetext.solving import short as short_module
from onetext.solving.short import sum_lists
from onetext.solving.tie import TooManyStates, moved
from tests.spaces import Small, small_space

SEEDS = st.integers(0, 10**9)


def found(space: Small) -> Frontier:
    return find_frontier(space.tables, space.factors, space.caps)


def payoffs(frontier: Frontier) -> dict[tuple[Fraction, ...], int]:
    return {frontier.utility(point): frontier.ties(point) for point in range(len(frontier))}


def agrees(space: Small) -> bool:
    """Whether payoffs, how many packages tie, and every witness are those of the slow truth."""
    frontier = found(space)
    truth = list_frontier(space.tables, space.factors, space.caps)
    counted = payoffs(frontier) == {payoff: len(packages) for payoff, packages in truth.items()}
    return counted and all(frontier.package(n) in truth[frontier.utility(n)] for n in range(len(frontier)))


@given(SEEDS)
def test_the_fast_frontier_is_the_slow_one_where_nothing_ties_issues(seed: int) -> None:
    assert agrees(small_space(seed, tied=False))


@given(SEEDS)
def test_the_fast_frontier_is_the_slow_one_where_conditions_tie_issues(seed: int) -> None:
    assert agrees(small_space(seed, tied=True))


@given(SEEDS, st.booleans())
def test_bounding_what_is_ahead_of_few_labels_too_cuts_no_point(seed: int, capped: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elimination_module, "_MANY", 0)
        assert agrees(small_space(seed, tied=True, capped=capped))


def test_an_option_that_comes_too_late_to_break_a_tie_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elimination_module, "_MANY", 0)
    either = Factor(is_in(1, {0}) | is_in(2, {0}), (6, 6))
    late = Factor(is_in(0, {0}) & is_in(2, {1}), (6, 6))
    tables = [[[0, 0], [0, 1]], [[0, 0], [1, 0]], [[0, 0], [0, 0], [1, 1]]]
    frontier = find_frontier(tables, [either, late])
    assert payoffs(frontier) == {p: len(ways) for p, ways in list_frontier(tables, [either, late]).items()}


@given(SEEDS, st.booleans())
def test_the_fast_frontier_is_the_slow_one_where_totals_are_cut(seed: int, tied: bool) -> None:
    assert agrees(small_space(seed, tied=tied, capped=True))


@given(SEEDS)
def test_the_solver_proves_the_same_frontier_as_elimination(seed: int) -> None:
    space = small_space(seed, tied=True)
    if any(_has_product(factor.tie) for factor in space.factors):
        return
    if any(abs(value) > 10**9 for table in space.tables for row in table for value in row):
        return
    by_elimination = found(space)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly_module, "eliminate", _give_up)
        by_proof = found(space)
    assert payoffs(by_proof).keys() == payoffs(by_elimination).keys()
    assert by_proof.verdict.state == "proved"
    assert all(by_proof.ties(n) <= by_elimination.ties(n) for n in range(len(by_proof)))


def _has_product(tie: Any) -> bool:
    return tie.op == "product" or any(map(_has_product, tie.parts))


def _give_up(tied: object) -> object:
    raise TooManyStates


@given(SEEDS, st.sampled_from(["whole", "fractions", "long", "floats"]), st.booleans())
def test_short_lists_and_arrays_give_the_same_points_ties_and_packages(seed: int, kind: str, rich: bool) -> None:
    dice = random.Random(seed)
    times: dict[str, Any] = {"whole": 1, "fractions": Fraction(1, 7), "long": 10**25 + 1, "floats": 0.1}
    tables: list[Any] = [
        [[dice.randint(-9, 99 if rich else 3) * times[kind] for _ in range(2)] for _ in range(dice.randint(1, 6))]
        for _ in range(dice.randint(1, 5))
    ]
    if kind == "floats":
        tables = [np.array(table) for table in tables]
    by_lists = find_frontier(tables)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly_module, "sum_lists", lambda *given: None)
        by_arrays = find_frontier(tables)
        patch.setattr(assembly_module, "sum_lists", sum_lists)
        patch.setattr(short_module, "MOST_SUMS", 6)
        by_both = find_frontier(tables)
    for other in (by_arrays, by_both):
        assert [*payoffs(other).items()] == [*payoffs(by_lists).items()]
        assert [*map(other.package, range(len(other)))] == [*map(by_lists.package, range(len(by_lists)))]
        assert (other.keys == by_lists.keys).all()
        assert other.tolerance == by_lists.tolerance


@given(SEEDS, st.booleans())
def test_permuting_parties_issues_and_options_permutes_payoffs_and_keeps_counts(seed: int, tied: bool) -> None:
    space, dice = small_space(seed, tied=tied), random.Random(seed)
    parties = dice.sample(range(len(space.reservation)), len(space.reservation))
    issues = dice.sample(range(len(space.tables)), len(space.tables))
    tables = [[[row[p] for p in parties] for row in space.tables[issue]] for issue in issues]
    place = {issue: n for n, issue in enumerate(issues)}
    factors = [
        Factor(
            moved(factor.tie, place),
            None if factor.worth is None else tuple(factor.worth[p] for p in parties),
        )
        for factor in space.factors
    ]
    names = [[f"{issue}={option}" for option in range(len(table))] for issue, table in enumerate(space.tables)]
    one = find_frontier(space.tables, space.factors, names=names)
    other = find_frontier(tables, factors, names=[names[issue] for issue in issues])
    assert {tuple(payoff[p] for p in parties): count for payoff, count in payoffs(one).items()} == payoffs(other)
    shown = {tuple(one.utility(n)[p] for p in parties): one.package(n) for n in range(len(one))}
    for n in range(len(other)):
        assert tuple(shown[other.utility(n)][issue] for issue in issues) == other.package(n)


@given(SEEDS, st.booleans(), st.fractions(Fraction(1, 9), 50), st.integers(-9, 9))
def test_scaling_one_side_scales_the_frontier(seed: int, tied: bool, times: Fraction, plus: int) -> None:
    space = small_space(seed, tied=tied)
    tables = [[[row[0] * times, *row[1:]] for row in table] for table in space.tables]
    tables[0] = [[row[0] + plus, *row[1:]] for row in tables[0]]
    factors = [
        Factor(factor.tie, None if factor.worth is None else (factor.worth[0] * times, *factor.worth[1:]))
        for factor in space.factors
    ]
    scaled = payoffs(find_frontier(tables, factors))
    assert scaled == {(p[0] * times + plus, *p[1:]): count for p, count in payoffs(found(space)).items()}


@given(SEEDS, st.integers(4, 30))
def test_a_coarse_frontier_says_how_far_off_it_is_and_keeps_to_it(seed: int, limit: int) -> None:
    dice = random.Random(seed)
    tables = [[[dice.randint(0, 99) for _ in range(3)] for _ in range(4)] for _ in range(5)]
    whole, coarse = find_frontier(tables), find_frontier(tables, limit=limit)
    assert len(coarse) <= limit
    assert coarse.verdict.state == ("bounded" if any(coarse.gap) else "proved")
    assert coarse.verdict.state == "bounded" or payoffs(coarse) == payoffs(whole)
    near = [coarse.utility(n) for n in range(len(coarse))]
    for point in payoffs(whole):
        assert any(all(k + g >= p for k, g, p in zip(kept, coarse.gap, point, strict=True)) for kept in near)
    for n in range(len(coarse)):
        package = coarse.package(n)
        total = [sum(table[option][p] for table, option in zip(tables, package, strict=True)) for p in range(3)]
        assert tuple(total) == coarse.utility(n)


@given(SEEDS)
def test_floats_give_the_frontier_of_the_numbers_that_they_are_within_the_stated_tolerance(seed: int) -> None:
    dice = np.random.default_rng(seed)
    tables = [dice.random((4, 2)) for _ in range(5)]
    rough, exact = (
        find_frontier(tables),
        find_frontier([[[Fraction(u) for u in row] for row in t.tolist()] for t in tables]),
    )
    assert len(rough) == len(exact)
    for n in range(len(rough)):
        off = zip(rough.utility(n), exact.utility(n), rough.tolerance, strict=True)
        assert all(abs(one - other) <= tolerance for one, other, tolerance in off)


def test_the_ties_of_a_space_with_ten_to_the_75_packages_are_counted_exactly() -> None:
    frontier = find_frontier([[[1, 0]] * 5 + [[0, 1]] * 5 for _ in range(75)])
    assert frontier.packages_total == 10**75
    assert len(frontier) == 76
    assert sum(frontier.ties(n) for n in range(76)) == 10**75
    assert frontier.ties(0) == 5**75


def test_a_sum_over_many_issues_is_settled_without_trying_packages() -> None:
    tables = [[[0, 3], [2, 1], [5, 0]] for _ in range(20)]
    at_most = sum_within({issue: [0, 1, 2] for issue in range(20)}, hi=9)
    frontier = find_frontier(tables, [Factor(at_most)])
    assert frontier.utility(0) == (22, 46)
    assert frontier.verdict.state == "proved"


def test_too_many_states_for_elimination_are_proved_by_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elimination_module, "MOST_LABELS", (1,))
    tables = [[[0, 3], [2, 1], [5, 0]] for _ in range(4)]
    frontier = find_frontier(tables, [Factor(sum_within({n: [0, 1, 2] for n in range(4)}, hi=3))])
    truth = list_frontier(tables, [Factor(sum_within({n: [0, 1, 2] for n in range(4)}, hi=3))])
    assert payoffs(frontier).keys() == truth.keys()
    assert frontier.ties_are_least


def test_nothing_feasible_is_an_empty_frontier_that_is_proved() -> None:
    frontier = find_frontier([[[1, 0], [0, 1]]], [Factor(is_in(0, []))])
    assert (len(frontier), frontier.is_feasible, frontier.verdict.state) == (0, False, "proved")


@pytest.mark.parametrize(
    ("tables", "word"),
    [
        ([], "no issue"),
        ([[]], "issue 0 has no option"),
        ([[[1, 2]], []], "issue 1 has no option"),
        ([[[1], [2]]], "two parties or more"),
        ([[[1, 2], [3]]], "equally many"),
        ([[[1, float("nan")]]], "not a number"),
        ([[[1, float("inf")]]], "not a number"),
        ([[[1, Decimal("NaN")]]], "not a number"),
        ([np.array([[1.0, np.nan]])], "not a number"),
        ([[["1", 2]]], "a str is no utility"),
    ],
)
def test_what_is_no_space_is_refused_in_clear_words(tables: Any, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        find_frontier(tables)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"caps": [1]}, "2 parties and 1 caps"),
        ({"names": [["a", "b"]]}, "names are not as many"),
        ({"names": [["a"], ["b", "c"]]}, "names are not as many"),
        ({"factors": [Factor(is_in(2, {0}))]}, "speaks of issue 2"),
        ({"factors": [Factor(is_in(0, {0}), (1, 2, 3))]}, "3 parties of 2"),
        ({"factors": [Factor(sum_within({1: [1, 2, 3]}, hi=2))]}, "3 amounts for issue 1"),
        ({"limit": 0}, "keeps nothing"),
    ],
)
def test_what_does_not_fit_the_space_is_refused_in_clear_words(given: Any, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        find_frontier([[[1, 2], [2, 1]], [[0, 1], [1, 0]]], **given)


def test_an_issue_with_a_million_options_is_settled_and_one_with_far_more_is_refused() -> None:
    many = np.arange(1_000_000)
    frontier = find_frontier([np.column_stack((many, many[::-1] // 1000))])
    assert frontier.verdict.state == "proved"
    with pytest.raises(ValueError, match="coarser steps"):
        find_frontier([np.zeros((2_000_001, 2))])
