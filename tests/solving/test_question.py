"""The worth of a question: by the definition, on answers worked out by hand, and nothing for a coin toss."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.model.belief import Belief, Beliefs, Draws, Grid
from onetext.solving.question import Asked, Poll, Votes, votes_of
from tests.hand import make_beliefs

FEW = settings(max_examples=max(settings().max_examples // 4, 5))


def votes(rng: np.random.Generator, sides: int = 2, draws: int = 12, packages: int = 5, events: int = 1) -> Votes:
    """Votes at random."""
    weights = rng.dirichlet(np.ones(draws), size=(sides, events))
    return Votes(
        tuple(rng.random((draws, packages)) for _ in range(sides)), tuple(weights), rng.dirichlet(np.ones(events))
    )


def by_definition(chosen: Votes, valued: Votes, asked: tuple[dict[int, np.ndarray], ...]) -> float:
    """E over y of A(x_y | y), less A(x_0): every sum written out; x chosen on some votes and valued on others."""

    def joint(held: Votes, like: dict[int, np.ndarray], answer: dict[int, int], package: int) -> float:
        total = 0.0
        for event, chance in enumerate(held.events):
            product = chance
            for side, yes in enumerate(held.yes):
                product *= sum(
                    held.weight[side][event, draw]
                    * (like[side][draw, answer[side]] if side in answer else 1.0)
                    * yes[draw, package]
                    for draw in range(len(yes))
                )
            total += product
        return total

    packages = range(chosen.yes[0].shape[1])
    sizes = {side: like.shape[1] for side, like in asked[0].items()}
    total = 0.0
    for picked in itertools.product(*map(range, sizes.values())):
        answer = dict(zip(sizes, picked, strict=True))
        best = max(packages, key=lambda x: joint(chosen, asked[0], answer, x))
        total += joint(valued, asked[1], answer, best)
    before = max(packages, key=lambda x: joint(chosen, asked[0], {}, x))
    return total - joint(valued, asked[1], {}, before)


@FEW
@given(st.integers(0, 10**6), st.sampled_from([(0,), (1,), (0, 1)]), st.integers(1, 2))
def test_the_worth_is_that_of_the_definition(seed: int, sides: tuple[int, ...], events: int) -> None:
    rng = np.random.default_rng(seed)
    first, second = votes(rng, events=events), votes(rng, events=events)
    likes = tuple({side: rng.dirichlet(np.ones(3), size=12) for side in sides} for _ in range(2))
    found = Poll(first, second).worth(Asked(*likes))
    there = by_definition(first, second, likes)
    back = by_definition(second, first, likes[::-1])
    assert found.value == pytest.approx((there + back) / 2, abs=1e-12)
    assert sum(found.chance) == pytest.approx(1)


@FEW
@given(st.integers(0, 10**6), st.floats(0.01, 0.99))
def test_the_worth_of_a_coin_toss_is_not_listed(seed: int, chance: float) -> None:
    beliefs = make_beliefs(seed, draws=200, packages=500)
    rng = np.random.default_rng(seed)
    packages = np.stack([rng.integers(0, size, 20) for size in beliefs.grid.sizes], axis=1)
    poll = Poll(votes_of(beliefs, packages, "first"), votes_of(beliefs, packages, "second"))
    toss = [{0: np.tile([chance, 1 - chance], (len(part.yes[0]), 1))} for part in (poll.first, poll.second)]
    assert not poll.worth(Asked(*toss)).stands_out


def test_a_toss_that_differs_by_draw_but_says_nothing_of_them_seldom_stands_out() -> None:
    found = 0
    for seed in range(60):
        beliefs = make_beliefs(seed, draws=300, packages=500, plain=True)
        rng = np.random.default_rng(seed)
        packages = np.stack([rng.integers(0, size, 20) for size in beliefs.grid.sizes], axis=1)
        poll = Poll(votes_of(beliefs, packages, "first"), votes_of(beliefs, packages, "second"))
        noise = [
            {0: np.stack([p := rng.random(len(part.yes[0])), 1 - p], axis=1)} for part in (poll.first, poll.second)
        ]
        found += poll.worth(Asked(*noise)).stands_out
    assert found <= 6


def test_an_answer_that_settles_everything_is_worth_what_was_missing() -> None:
    """North would take only the one or only the other, each as likely; South both: 1/2 now, 1 once North has said."""
    yes = np.array([[1.0, 0.0], [0.0, 1.0]])
    half = np.full((1, 2), 0.5)
    held = Votes((yes, np.ones((2, 2))), (half, half), np.ones(1))
    found = Poll(held, held).worth(Asked({0: np.eye(2)}, {0: np.eye(2)}))
    assert found.value == pytest.approx(0.5)
    assert found.joint == pytest.approx((1.0, 1.0))
    assert found.best == (0, 1)


def test_a_yes_to_a_package_is_a_yes() -> None:
    """North takes the package in half of the draws, for certain in none: once it has said yes, its part is settled."""
    held = Votes((np.full((4, 1), 0.5), np.full((4, 1), 0.8)), (np.full((1, 4), 0.25),) * 2, np.ones(1))
    like = {0: np.full((4, 2), 0.5)}
    found = Poll(held, held).worth(Asked(like, like, put=0))
    assert found.joint == pytest.approx((0.8, 0.0))


def test_recorded_answers_count_as_answers() -> None:
    from onetext.model.belief import Answered
    from onetext.model.condition import Condition
    from onetext.model.issue import Reading

    grid, none = Grid(("gate",), (("open", "shut"),)), np.zeros((2, 0))
    draws = Draws(
        np.full(2, 0.5), np.zeros((2, 2)), np.zeros(2), none, np.full(2, 0.9), none, none > 0, np.zeros(2, int)
    )
    said = tuple(
        Answered(Condition("in", "gate", Reading(frozenset({option}), numbers=False)), state, "r1")
        for option, state in (("open", "accepted"), ("shut", "rejected"))
    )
    found = votes_of(
        Beliefs(grid, {"north": Belief("north", grid, draws, draws, answered=said)}), np.array([[0], [1]]), "all"
    )
    assert found.yes[0].tolist() == [[1, 0], [1, 0]]
