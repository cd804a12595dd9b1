"""Which demands cannot all be met: the fast ways against the definitions."""

from __future__ import annotations

import pytest
from hypothesis import given

from onetext.model.condition import holds, size_of
from onetext.solving import Search, find_conflicts
from onetext.solving.brute import all_packages, brute_conflicts
from tests.solving.spaces import hitting, ordered, small_question, together, windows
from tests.strategies import SEEDS


@pytest.mark.parametrize("solver", [None, True], ids=["one by one where few", "by the solver"])
@given(seed=SEEDS)
def test_both_ways_find_what_the_definitions_say(solver: bool | None, seed: int) -> None:
    space, constraints, demands = small_question(seed)
    sticking, ways = brute_conflicts(space, constraints, demands)
    assert together(find_conflicts(space, constraints, demands, Search(solver=solver))) == (
        ordered(sticking),
        ordered(ways),
    )


@given(SEEDS)
def test_sticking_points_are_the_minimal_hitting_sets_of_the_ways_out_and_the_reverse(seed: int) -> None:
    for knot in find_conflicts(*small_question(seed)):
        if frozenset() not in knot.sticking:
            assert ordered(hitting(knot.sticking)) == ordered(knot.ways)
            assert ordered(hitting(knot.ways)) == ordered(knot.sticking)


@given(SEEDS)
def test_without_any_one_part_of_a_sticking_point_the_rest_can_be_met(seed: int) -> None:
    space, constraints, demands = small_question(seed)
    for knot in find_conflicts(space, constraints, demands):
        for found in knot.sticking:
            assert not met(space, constraints, demands, found)
            assert all(met(space, constraints, demands, found - {name}) for name in found)


def met(space: object, constraints: object, demands: object, names: frozenset[str]) -> bool:
    """Whether some package keeps the constraints and meets these demands."""
    wanted = [*constraints, *(demands[name] for name in names)]  # type: ignore[misc, index]
    return any(all(holds(one, package) for one in wanted) for package in all_packages(space))  # type: ignore[arg-type]


def test_a_list_that_is_cut_says_so_and_holds_only_what_is_true() -> None:
    space, demands = windows(1)
    assert size_of(space) == 101**12
    (knot,) = find_conflicts(space, [], demands, Search(limit=20))
    assert (len(knot.sticking), len(knot.ways)) == (20, 20)
    assert not knot.all_sticking
    assert not knot.all_ways
    for found in knot.sticking:
        one, other = (demands[name] for name in found)
        shared = [(a.reading, b.reading) for a in one.parts for b in other.parts if a.issue == b.issue]
        assert any(a.lo > b.hi or b.lo > a.hi for a, b in shared)


def test_the_search_takes_less_before_it_takes_more() -> None:
    space, demands = windows(2, demands=12)
    for knot in find_conflicts(space, [], demands):
        assert [len(way) for way in knot.ways] == sorted(len(way) for way in knot.ways)


def test_a_search_that_is_stopped_ends_with_what_was_found() -> None:
    space, demands = windows(1)
    seen = [0]
    (knot,) = find_conflicts(space, [], demands, Search(progress=seen.append, stopped=lambda: seen[-1] > 30))
    assert len(knot.sticking) > 10
    assert not knot.all_sticking
