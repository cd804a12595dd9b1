"""Very much evidence: the same beliefs as if all were weighed at once, for a fraction of the price."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.believing import Evidence, Open, Preferred, Sample, Took, draw_prior, learn, many
from onetext.believing.evidence import Judged
from onetext.believing.many import Blocks
from tests.calibration import NAMES, ranks_of_truth, uneven

OPEN = Open((3, 4, 2), better=((0, 1, 0), (0, 2, 1)), bodies=1)


def heard(count: int, seed: int = 3) -> list[Evidence]:
    """Answers, of the party and of its body, and comparisons."""
    dice = np.random.default_rng(seed)

    def package() -> np.ndarray:  # type: ignore[type-arg]
        return np.array([[int(dice.integers(size)) for size in OPEN.sizes]])

    return [
        Preferred(package(), package(), 0.7) if n % 3 == 0
        else Took(np.concatenate([package()] * (1 + n % 2)), n % 5 > 1, grade=0.8, body=0 if n % 7 == 0 else None)
        for n in range(count)
    ]  # fmt: skip


def by_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done with many, done with few."""
    for name, number in (("FEW", 3), ("_FIRST", 2), ("_BLOCK", 2)):
        monkeypatch.setattr(many, name, number)


def mean_of(sample: Sample) -> np.ndarray:  # type: ignore[type-arg]
    m = sample.meant
    return np.asarray(sample.weight @ np.column_stack([m.weights, m.worth, m.outside, m.bodies]))


def test_blocks_weigh_as_if_all_were_weighed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    by_few(monkeypatch)
    evidence = heard(40)
    meant = draw_prior(OPEN, 200, np.random.default_rng(1)).meant
    whole = Judged(OPEN, evidence).likelihood(meant)
    blocks = Blocks.of(OPEN, evidence, 0.05, meant)
    assert len(blocks.judged) > 2
    assert np.allclose(blocks.likelihood(meant), whole, rtol=1e-12)


def test_a_draw_is_given_up_only_where_it_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    by_few(monkeypatch)
    evidence, dice = heard(40), np.random.default_rng(1)
    meant = draw_prior(OPEN, 400, dice).meant
    whole = Judged(OPEN, evidence).likelihood(meant)
    least = whole + dice.normal(0, 3, len(whole))
    found = Blocks.of(OPEN, evidence, 0.05, meant).likelihood(meant, least)
    assert ((found > least) == (whole > least)).all()
    assert np.allclose(found[whole > least], whole[whole > least], rtol=1e-12)
    assert np.isinf(found[whole < least - 5]).any()


def test_no_draw_is_likelier_than_the_most_that_evidence_can_give() -> None:
    evidence = [*heard(9), *heard(9)]
    judged = Judged(OPEN, evidence)
    meant = draw_prior(OPEN, 5_000, np.random.default_rng(1)).meant
    assert judged.likelihood(meant).max() <= judged.most < 0


def test_batches_lead_to_the_same_beliefs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against plain weighting of 100,000 draws of the prior."""
    evidence = heard(12)
    plain = draw_prior(OPEN, 100_000, np.random.default_rng(1))
    weight = np.exp(Judged(OPEN, evidence).likelihood(plain.meant))
    m = plain.meant
    expected = weight @ np.column_stack([m.weights, m.worth, m.outside, m.bodies]) / weight.sum()
    by_few(monkeypatch)
    dice = np.random.default_rng(2)
    sample = learn(draw_prior(OPEN, 4_000, dice), evidence, dice)
    assert sample.evidence == tuple(evidence)
    assert np.abs(mean_of(sample) - expected).max() < 0.03
    assert abs(sample.likelihood - np.log((weight / len(weight)).sum())) < 0.3


def test_the_order_of_many_answers_changes_no_draw() -> None:
    evidence = [*heard(600), *heard(50)]
    found = []
    for order in (np.arange(len(evidence)), np.random.default_rng(5).permutation(len(evidence))):
        dice = np.random.default_rng(2)
        found.append(learn(draw_prior(OPEN, 60, dice), [evidence[n] for n in order], dice, sweeps=2))
    assert (found[0].meant.worth == found[1].meant.worth).all()
    assert (found[0].weight == found[1].weight).all()


def test_restrictions_hold_after_many_answers() -> None:
    dice = np.random.default_rng(3)
    sample = learn(draw_prior(OPEN, 100, dice), heard(800), dice, sweeps=3)
    assert (np.diff(sample.meant.worth[:, :3], axis=1) >= 0).all()
    assert np.isclose(sample.weight.sum(), 1)


def test_many_answers_cost_a_few_times_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weighing all answers at every step of the way took 57 times as much here as weighing each draw once a line; this way it is 19."""
    grid, dice, sweeps, draws = Open((6,) * 8), np.random.default_rng(1), 3, 60
    truth = draw_prior(grid, 1, dice).meant
    packages = np.unique(dice.integers(0, 6, (1_500, 8)), axis=0)
    worth = truth.worth[0][packages + np.asarray(grid.starts)].sum(axis=1)
    evidence = [Took(row[None], bool(one > truth.outside[0])) for row, one in zip(packages, worth, strict=True)]
    weighed = [0]
    plain = Judged.likelihood

    def counted(self: Judged, meant: object) -> np.ndarray:  # type: ignore[type-arg]
        weighed[0] += len(meant.outside) * self.count  # type: ignore[attr-defined]
        return plain(self, meant)  # type: ignore[arg-type]

    monkeypatch.setattr(Judged, "likelihood", counted)
    learn(draw_prior(grid, draws, dice), evidence, dice, sweeps)
    assert weighed[0] < 25 * draws * len(evidence) * sweeps


def test_the_truth_ranks_anywhere_in_beliefs_by_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    by_few(monkeypatch)
    ranks = [ranks_of_truth(seed, answers=8, draws=100) for seed in range(60)]
    for name, own in zip(NAMES, zip(*ranks, strict=True), strict=True):
        assert uneven(list(own), cells=6) < 25.7, name  # one time in 10,000 with 5 degrees of freedom
