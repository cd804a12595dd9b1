"""Whether beliefs are calibrated: a truth is drawn from the prior, answers as the rule says, and is ranked in the beliefs.

If draws follow the posterior, the rank is uniform, whatever is asked of it (Cook, Gelman and Rubin 2006; Talts and others
2018, arXiv:1804.06788).
"""

from __future__ import annotations

import numpy as np

from onetext.believing import Evidence, Open, Preferred, Took, draw_prior, learn
from onetext.believing.evidence import Judged
from onetext.believing.prior import Meant

NAMES = ("weight of the first issue", "an option of the last issue", "outside option", "a package", "a red line")
UP = tuple((0, n + 1, n) for n in range(2))


def ranks_of_truth(seed: int, answers: int = 10, draws: int = 200) -> tuple[float, ...]:
    """The share of belief below the truth, for each of NAMES; answers are taken in one by one, or all at once."""
    dice = np.random.default_rng([seed, 1])
    open_ = Open((3, 4, 2), better=UP, limits=(0.5,), breaks=lambda packages: packages[:, 1:2] == 0)
    truth = draw_prior(open_, 1, dice).meant
    heard = [_answer(open_, truth, dice) for _ in range(answers)]
    sample = draw_prior(open_, draws, dice)
    for part in [[one] for one in heard] if seed % 2 else [heard]:
        sample = learn(sample, part, dice)
    found = []
    for own, true in zip(_asked(sample.meant), _asked(truth), strict=True):
        below, same = (float(sample.weight @ held) for held in (own < true[0], own == true[0]))
        found.append(below + same * dice.random())
    return tuple(found)


def _asked(meant: Meant) -> tuple[np.ndarray, ...]:  # type: ignore[type-arg]
    package = meant.worth[:, [1, 4, 8]].sum(axis=1)
    return meant.weights[:, 0], meant.worth[:, 7], meant.outside, package, meant.limits[:, 0].astype(float)


def _answer(open_: Open, truth: Meant, dice: np.random.Generator) -> Evidence:
    """What the truth says of packages chosen at random, sometimes heard wrongly as the grade has it."""
    one, other = (np.array([[int(dice.integers(size)) for size in open_.sizes]]) for _ in range(2))
    asked: Evidence = Took(one, True) if dice.random() < 0.6 else Preferred(one, other)
    if dice.random() < np.exp(Judged(open_, [asked]).likelihood(truth))[0]:
        return asked
    return Took(one, False) if isinstance(asked, Took) else Preferred(other, one)


def uneven(ranks: list[float], cells: int = 10) -> float:
    """Chi-square of ranks against even cells; with 10 cells over 33.7 one time in 10,000."""
    counts = np.histogram(ranks, cells, (0, 1))[0]
    expected = len(ranks) / cells
    return float(((counts - expected) ** 2 / expected).sum())
