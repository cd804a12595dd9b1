"""The prior: what is known holds exactly in every draw, and what is not known is spread as the definitions say."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.believing import Bound, Impossible, Open, Tied, draw_prior

SEEDS = st.integers(0, 10**9)


def small_open(seed: int) -> Open:
    """One to four issues with orders that can hold, a heavier issue and a bound on a weight, now and then."""
    dice = random.Random(seed)
    sizes = tuple(dice.randint(1, 5) for _ in range(dice.randint(1, 4)))
    truth = [dice.sample(range(size), size) for size in sizes]
    better = []
    for issue, order in enumerate(truth):
        for _ in range(dice.randint(0, 3) if len(order) > 1 else 0):
            low, high = sorted(dice.sample(range(len(order)), 2))
            better.append((issue, order[high], order[low]))
    heavier = ((0, len(sizes) - 1),) if len(sizes) > 1 and dice.random() < 0.5 else ()
    floor = Bound(lo=0.3, weights=(1.0, *([0.0] * (len(sizes) - 1))))
    bounds = (floor,) if dice.random() < 0.5 else ()
    return Open(sizes, tuple(better), heavier, bounds, listed=dice.choice([0.0, 0.5, 1.0]), outside=((0.2, 0.6),))


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_what_is_known_holds_in_every_draw(seed: int) -> None:
    open_ = small_open(seed)
    meant = draw_prior(open_, 60, np.random.default_rng(seed)).meant
    for issue, better, worse in open_.better:
        start = open_.starts[issue]
        assert (meant.worth[:, start + better] >= meant.worth[:, start + worse]).all()
    for heavier, lighter in open_.heavier:
        assert (meant.weights[:, heavier] >= meant.weights[:, lighter]).all()
    for bound in open_.bounds:
        assert (meant.weights[:, 0] >= bound.lo).all()
    assert ((meant.outside >= 0.2) & (meant.outside <= 0.6)).all()
    assert np.allclose(meant.weights.sum(axis=1), 1)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_the_worst_package_is_worth_0_and_the_best_1(seed: int) -> None:
    open_ = small_open(seed)
    if max(open_.sizes) == 1:
        return
    meant = draw_prior(open_, 40, np.random.default_rng(seed)).meant
    held = [meant.worth[:, start : start + size] for start, size in zip(open_.starts, open_.sizes, strict=True)]
    assert np.allclose(sum(own.min(axis=1) for own in held) + meant.base, 0)
    assert np.allclose(sum(own.max(axis=1) for own in held) + meant.base, 1)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_tied_issues_and_combinations_are_scaled_over_what_is_feasible(seed: int) -> None:
    dice = np.random.default_rng(seed)
    rows = np.stack(np.unravel_index(np.arange(12), (3, 4)), axis=1)
    rows = rows[dice.random(12) < 0.6]
    if len(rows) < 2:
        return
    holds = dice.random((len(rows), 2)) < 0.4
    tie = Tied((0, 2), rows, holds)
    meant = draw_prior(Open((3, 2, 4), ties=(tie,), combinations=(1, 0)), 50, dice).meant
    free = np.repeat(np.arange(2), len(rows))
    packages = np.column_stack([np.tile(rows[:, 0], 2), free, np.tile(rows[:, 1], 2)])
    worth = meant.worth[:, packages + np.array([0, 3, 5])].sum(axis=2) + meant.base[:, None]
    worth += meant.extra @ np.tile(holds, (2, 1)).T
    assert np.allclose(worth.min(axis=1), 0)
    assert np.allclose(worth.max(axis=1), 1)


def test_weights_and_values_are_spread_as_by_hand() -> None:
    """Three weights in order are 11/18, 5/18 and 2/18 on average; the two middle ones of four ordered values 1/3 and 2/3."""
    up = tuple((0, n + 1, n) for n in range(3))
    meant = draw_prior(Open((4, 2, 2), better=up, heavier=((0, 1), (1, 2))), 20_000, np.random.default_rng(3)).meant
    assert np.allclose(meant.weights.mean(axis=0), [11 / 18, 5 / 18, 2 / 18], atol=0.01)
    assert np.allclose((meant.worth[:, :4] / meant.weights[:, :1]).mean(axis=0), [0, 1 / 3, 2 / 3, 1], atol=0.01)


def test_a_partial_order_is_spread_evenly_over_its_total_orders() -> None:
    """Two options above a third: which of the two is better is open."""
    meant = draw_prior(Open((3,), better=((0, 1, 0), (0, 2, 0)), listed=0.0), 10_000, np.random.default_rng(4)).meant
    assert abs(float((meant.worth[:, 1] > meant.worth[:, 2]).mean()) - 0.5) < 0.02


def test_an_order_with_too_many_completions_is_kept_too() -> None:
    meant = draw_prior(Open((9,), better=((0, 8, 0), (0, 7, 1), (0, 6, 2))), 200, np.random.default_rng(5)).meant
    assert all((meant.worth[:, 8 - n] >= meant.worth[:, n]).all() for n in range(3))


@pytest.mark.parametrize(
    ("open_", "about"),
    [
        (Open((3,), better=((0, 1, 0), (0, 2, 1), (0, 0, 2))), "better"),
        (Open((2, 2), heavier=((0, 1), (1, 0))), "heavier"),
        (Open((2, 2), bounds=(Bound(lo=0.7, weights=(1, 0)), Bound(lo=0.7, weights=(0, 1)))), "bounds"),
    ],
)
def test_what_cannot_all_be_so_is_said_to_be(open_: Open, about: str) -> None:
    with pytest.raises(Impossible) as raised:
        draw_prior(open_, 100, np.random.default_rng(0))
    assert raised.value.about == about


def test_a_narrow_bound_is_reached_exactly() -> None:
    narrow = Open((3, 3, 3, 3), bounds=(Bound(lo=0.9, weights=(0, 0, 1, 0)), Bound(hi=0.1, outside=1.0)))
    meant = draw_prior(narrow, 300, np.random.default_rng(6)).meant
    assert (meant.weights[:, 2] >= 0.9).all()
    assert (meant.outside <= 0.1).all()
    assert len(np.unique(meant.outside)) > 250


@pytest.mark.parametrize("lo", [0.0, 0.3])
def test_what_a_bound_leaves_is_the_prior_without_what_breaks_it(lo: float) -> None:
    """Drawn anew where many keep it, moved there where few do: the same means and spreads either way."""
    free = Open(sizes=(3, 3))
    bound = Bound(lo=lo, worth=(1.0, 0.0, 0.0, -1.0, 0.0, 0.0))
    all_ = draw_prior(free, 40_000, np.random.default_rng(1)).meant.worth
    expected = all_[all_[:, 0] - all_[:, 3] >= lo]
    found = draw_prior(replace(free, bounds=(bound,)), 4_000, np.random.default_rng(2)).meant.worth
    assert (found[:, 0] - found[:, 3] >= lo).all()
    assert found.mean(axis=0) == pytest.approx(expected.mean(axis=0), abs=0.02)
    assert found.std(axis=0) == pytest.approx(expected.std(axis=0), abs=0.02)
