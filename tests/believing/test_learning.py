"""Learning: beliefs after evidence are what Bayes' rule makes of the prior, however they are reached."""

from __future__ import annotations

import math

import numpy as np
import pytest

from onetext.believing import CERTAIN, Evidence, Open, Preferred, Sample, Took, draw_prior, learn
from onetext.believing.evidence import Judged
from tests.calibration import NAMES, ranks_of_truth, uneven

OPEN = Open((3, 4, 2), better=((0, 1, 0), (0, 2, 1)))


def package(*options: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([options])


HEARD: list[Evidence] = [
    Took(package(0, 1, 0), False),
    Took(package(2, 1, 0), True),
    Preferred(package(1, 3, 1), package(2, 0, 0)),
    Took(np.array([[1, 2, 0], [1, 2, 1]]), True, np.array([0.25, 0.75]), 0.8),
    Took(package(2, 0, 1), False, grade=0.7),
]


def mean_of(sample: Sample) -> np.ndarray:  # type: ignore[type-arg]
    m = sample.meant
    return np.asarray(sample.weight @ np.column_stack([m.weights, m.worth, m.outside]))


@pytest.mark.parametrize("parts", [1, 5])
def test_beliefs_are_the_prior_weighed_by_the_likelihood(parts: int) -> None:
    """Against plain weighting of 100,000 draws of the prior."""
    plain = draw_prior(OPEN, 100_000, np.random.default_rng(1))
    weight = np.exp(Judged(OPEN, HEARD).likelihood(plain.meant))
    m = plain.meant
    expected = weight @ np.column_stack([m.weights, m.worth, m.outside]) / weight.sum()
    dice = np.random.default_rng(2)
    sample = draw_prior(OPEN, 4_000, dice)
    for part in np.array_split(np.arange(len(HEARD)), parts):
        sample = learn(sample, [HEARD[n] for n in part], dice)
    assert sample.evidence == tuple(HEARD)
    assert np.abs(mean_of(sample) - expected).max() < 0.025


def test_the_likelihood_is_the_one_rule_by_hand() -> None:
    """Worth .6 against an outside option of .55 is one softness: sigmoid(1); half of what is not believed is added."""
    sample = draw_prior(Open((2,)), 1, np.random.default_rng(1))
    meant = sample.meant
    meant.worth[:] = [[0.0, 0.6]]
    meant.outside[:] = 0.55
    expected = CERTAIN / (1 + math.exp(-1)) + (1 - CERTAIN) / 2
    told = [Judged(Open((2,)), [Took(package(1), taken)]).likelihood(meant)[0] for taken in (True, False)]
    assert np.allclose(np.exp(told), [expected, 1 - expected])


def test_taking_what_breaks_a_red_line_tells_that_it_is_none_by_hand() -> None:
    """Prior f, grade g, a yes to a package that breaks it; a chance p of yes where it is not true."""
    open_ = Open((2,), limits=(0.6,), breaks=lambda packages: packages == 0, outside=((-1.0, -1.0),))
    sample = learn(
        draw_prior(open_, 20_000, np.random.default_rng(1)),
        [Took(package(0), True, grade=0.9)],
        np.random.default_rng(2),
    )
    true, untrue = 0.6 * 0.05, 0.4 * 0.95
    assert abs(float(sample.weight @ sample.meant.limits[:, 0]) - true / (true + untrue)) < 0.02


def test_an_answer_of_a_body_moves_its_threshold_and_not_the_partys() -> None:
    open_ = Open((3, 3), bodies=1, near=0.4, outside=((0.5, 0.5),))
    sample = learn(
        draw_prior(open_, 4_000, np.random.default_rng(1)),
        [Took(package(1, 1), False, body=0)] * 3,
        np.random.default_rng(2),
    )
    assert float(sample.weight @ sample.meant.bodies[:, 0]) > 0.55
    assert np.allclose(sample.meant.outside, 0.5)


def test_evidence_of_grade_0_changes_nothing() -> None:
    dice = np.random.default_rng(1)
    before = draw_prior(OPEN, 100, dice)
    after = learn(before, [Took(package(0, 0, 0), True, grade=0.0)], dice)
    assert np.allclose(after.weight, before.weight)
    assert after.meant is before.meant


def test_restrictions_still_hold_after_much_evidence() -> None:
    dice = np.random.default_rng(3)
    heard = [
        Took(np.array([[int(dice.integers(size)) for size in OPEN.sizes]]), bool(dice.random() < 0.5))
        for _ in range(60)
    ]
    sample = learn(draw_prior(OPEN, 300, dice), heard, dice)
    assert (np.diff(sample.meant.worth[:, :3], axis=1) >= 0).all()
    assert sample.effective > 100


def test_contradicting_answers_break_nothing() -> None:
    dice = np.random.default_rng(3)
    heard: list[Evidence] = [Took(package(1, 1, 1), n % 2 == 0) for n in range(10_000)]
    sample = learn(draw_prior(OPEN, 300, dice), heard, dice)
    worth = sample.meant.worth[:, [1, 4, 8]].sum(axis=1) - sample.meant.outside
    assert np.abs(worth).max() < 0.05
    assert np.isclose(sample.weight.sum(), 1)


def test_the_same_seed_gives_the_same_beliefs() -> None:
    one, other = (
        learn(draw_prior(OPEN, 200, np.random.default_rng(9)), HEARD, np.random.default_rng(9)) for _ in range(2)
    )
    assert (one.meant.worth == other.meant.worth).all()
    assert (one.weight == other.weight).all()


def test_the_truth_ranks_anywhere_in_the_beliefs() -> None:
    """Simulation-based calibration, in short; `make prove` has the long form."""
    ranks = [ranks_of_truth(seed, answers=6, draws=100) for seed in range(60)]
    for name, own in zip(NAMES, zip(*ranks, strict=True), strict=True):
        assert uneven(list(own), cells=6) < 25.7, name  # one time in 10,000 with 5 degrees of freedom
