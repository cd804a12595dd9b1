"""The slate: what the search finds is what trying every package finds, and a bound is a bound."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.model.belief import Belief, Beliefs, Draws, Grid
from onetext.solving.answer import package_of
from onetext.solving.block import blocks_of
from onetext.solving.brute_slate import all_packages, joint_chance, list_slate
from onetext.solving.ceiling import list_above
from onetext.solving.panel import panel_of, part_of
from onetext.solving.slate import Wanted, find_slate, never
from tests.hand import make_beliefs

SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=max(settings().max_examples // 4, 5))


@FEW
@given(SEEDS)
def test_the_slate_is_what_trying_every_package_gives(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=60, packages=400)
    packages, chance = list_slate(beliefs, 5, 2, "first")
    found = find_slate(panel_of(beliefs, "first"), Wanted(seed=seed))
    assert found.proved
    assert found.chance == pytest.approx(chance, abs=1e-5)
    assert len(found.packages) == len(packages)


@FEW
@given(SEEDS)
def test_every_package_keeps_the_constraints_and_differs_from_the_others(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=40, packages=2_000)
    found = find_slate(panel_of(beliefs, "first"), Wanted(seed=seed, differ=2, effort=0))
    assert all(beliefs.grid.allows(package) for package in found.packages)
    for place, package in enumerate(found.packages):
        assert all((package != other).sum() >= min(2, len(package)) for other in found.packages[:place])


@FEW
@given(SEEDS)
def test_chances_of_a_panel_are_those_of_the_definition(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=80, packages=300)
    packages = all_packages(beliefs)[:200]
    if len(packages):
        assert panel_of(beliefs).chance(packages) == pytest.approx(joint_chance(beliefs, packages), abs=1e-5)


@FEW
@given(SEEDS, st.integers(0, 200_000))
def test_no_package_is_above_the_bound_however_early_the_proof_stops(seed: int, effort: int) -> None:
    beliefs = make_beliefs(seed, draws=40, packages=300)
    packages = all_packages(beliefs)
    panel = panel_of(beliefs)
    options = [np.arange(size) for size in beliefs.grid.sizes]
    above, ceiling = list_above(panel, blocks_of(panel, options), -1.0, effort, never)
    best = joint_chance(beliefs, packages).max(initial=0.0)
    assert ceiling >= best - 1e-5
    assert above is None or len(above) == len(packages)


@FEW
@given(SEEDS)
def test_the_order_of_sides_issues_and_options_changes_nothing(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=60, packages=400, plain=True)
    found, other = (
        {
            frozenset(one.grid.package(package).items()): chance
            for shortlist in [find_slate(panel_of(one, "first"), Wanted(count=3, seed=seed, effort=0))]
            for package, chance in zip(shortlist.packages, shortlist.chance, strict=True)
        }
        for one in (beliefs, shuffled(beliefs, seed))
    )
    assert found.keys() == other.keys()
    assert all(found[package] == pytest.approx(other[package], abs=1e-5) for package in found)


def shuffled(beliefs: Beliefs, seed: int) -> Beliefs:
    """The same beliefs with sides, issues and options in another order."""
    dice = random.Random(seed)
    grid = beliefs.grid
    issues = dice.sample(range(len(grid.issues)), len(grid.issues))
    options = [dice.sample(range(size), size) for size in grid.sizes]
    values = tuple(tuple(grid.values[n][k] for k in options[n]) for n in issues)
    moved = Grid(tuple(grid.issues[n] for n in issues), values)
    columns = [grid.starts[n] + k for n in issues for k in options[n]]

    def move(draws: Draws) -> Draws:
        return replace(draws, worth=draws.worth[:, columns])

    parties = dice.sample(list(beliefs.parties.values()), len(beliefs.parties))
    held = {one.party: replace(one, grid=moved, draws=move(one.draws), prior=move(one.prior)) for one in parties}
    return Beliefs(moved, held, beliefs.events)


@FEW
@given(SEEDS)
def test_the_two_parts_of_the_draws_share_no_draw_and_make_up_the_whole(seed: int) -> None:
    draws = next(iter(make_beliefs(seed, draws=100, packages=50).parties.values())).draws
    doubled = replace(draws, **{name: np.repeat(getattr(draws, name), 2, axis=0) for name in Draws.__slots__})
    parts = [part_of(doubled, part) for part in ("first", "second")]
    rows = [{row.tobytes() for row in part.worth} for part in parts]
    assert not rows[0] & rows[1]
    assert rows[0] | rows[1] == {row.tobytes() for row in draws.worth}
    assert all(part.weight.sum() == pytest.approx(1) for part in parts)


def test_where_nothing_is_feasible_the_slate_is_empty_and_that_is_proved() -> None:
    beliefs = make_beliefs(1, sizes=(3, 3), draws=20, plain=True)
    never_holds = replace(beliefs.grid, constraints=(_outside(beliefs.grid),))
    parties = {name: replace(one, grid=never_holds) for name, one in beliefs.parties.items()}
    found = find_slate(panel_of(Beliefs(never_holds, parties)), Wanted())
    assert (len(found.packages), found.proved) == (0, True)


def _outside(grid: Grid) -> object:
    from decimal import Decimal

    from onetext.model.condition import Condition
    from onetext.model.issue import Reading

    return Condition("in", grid.issues[0], Reading(lo=Decimal(99)))


def test_an_answer_to_part_of_a_package_is_an_answer_to_no_package() -> None:
    from decimal import Decimal

    from onetext.model.condition import Condition
    from onetext.model.issue import Reading

    grid = Grid(("water", "gate"), ((Decimal(1), Decimal(2)), ("open", "shut")))
    water = Condition("in", "water", Reading(lo=Decimal(2)))
    gate = Condition("in", "gate", Reading(frozenset({"open"}), numbers=False))
    assert package_of(grid, water) is None
    assert package_of(grid, Condition("all", parts=(water, gate))) == (1, 0)


def test_a_side_without_draws_of_an_event_counts_with_all_its_draws() -> None:
    none = np.zeros((2, 0))
    grid = Grid(("gate",), (("open", "shut"),))
    draws = Draws(
        np.full(2, 0.5),
        np.array([[1.0, 0.0], [0.0, 1.0]]),
        np.zeros(2),
        none,
        np.full(2, 0.5),
        none,
        none > 0,
        np.zeros(2, int),
    )
    beliefs = Beliefs(grid, {"north": Belief("north", grid, draws, draws)}, (0.5, 0.5))
    assert panel_of(beliefs).chance(np.array([[0], [1]])) == pytest.approx([0.5, 0.5], abs=1e-4)
