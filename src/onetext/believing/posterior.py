"""From evidence to beliefs: draws of the prior, weighted by what they make likely, and moved where weights run thin.

Evidence is taken in by degrees (sequential Monte Carlo; Chopin 2002, doi:10.1093/biomet/89.3.539; Del Moral, Doucet and
Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x): weights are raised until the effective sample size is half the
draws; then draws are chosen anew by weight and moved by slice sampling along random lines (Neal 2003,
doi:10.1214/aos/1056562461), which leaves the posterior unchanged. Restrictions hold exactly in each draw: a line is cut
where one would break.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.evidence import Evidence
from onetext.believing.many import Blocks, batches
from onetext.believing.open import Impossible, Open
from onetext.believing.prior import Meant, Prior
from onetext.model.belief import SOFTNESS, Draws

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.model.belief import Flags, Floats

DRAWS: Final = 1_000
SWEEPS: Final = 12
"""How many lines each draw is moved along when weights have run thin."""
_THIN: Final = 0.5
_TRIES: Final = 60
_REFUSED: Final = 0.8
"""Where a greater share of the prior breaks what cannot be built in, draws are moved there and not drawn anew."""
_WIDTHS = np.array([1.0, 0.3, 0.1])
"""How long the bracket of a line may be, in latents; drawn without regard to where the draw stands."""

Likelihood = Callable[[Meant, "Floats | None"], "Floats"]
"""The logarithm of the likelihood in each draw; it may be minus infinity where it is not over a number given [draw]."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Weighted draws, the latents they came from, and the evidence they have taken in. `weight` [draw] sums to 1;
    `likelihood` is an estimate of the logarithm of how likely the prior makes all of the evidence."""

    prior: Prior
    latents: Floats
    meant: Meant
    weight: Floats
    evidence: tuple[Evidence, ...] = ()
    softness: float = SOFTNESS
    likelihood: float = 0.0

    @property
    def effective(self) -> float:
        """The effective sample size."""
        return float(1 / (self.weight**2).sum())

    @property
    def draws(self) -> Draws:
        """The draws, as other rooms take them."""
        m = self.meant
        return Draws(self.weight, m.worth, m.base, m.extra, m.outside, m.bodies, m.limits, m.event)


def draw_prior(open_: Open, draws: int, dice: Generator) -> Sample:
    """Draws from what is open, before any evidence. Raises Impossible.

    >>> sample = draw_prior(Open(sizes=(4, 3), heavier=((1, 0),)), 100, np.random.default_rng(1))
    >>> bool((sample.meant.weights[:, 1] >= sample.meant.weights[:, 0]).all()), round(sample.effective)
    (True, 100)
    """
    return begin(Prior(open_), draws, dice)


def begin(prior: Prior, draws: int, dice: Generator) -> Sample:
    """Draws from a prior, before any evidence. Raises Impossible."""
    latents = dice.random((draws, prior.width)) * 2
    meant = prior.express(latents)
    excess = prior.excess(meant)
    broken = np.flatnonzero(excess)
    if len(broken) > _REFUSED * draws:
        return _kept(_even(prior, latents, meant), excess, dice)
    if not len(broken):
        return _even(prior, latents, meant)
    while len(broken):  # draws that break something are drawn anew
        latents[broken] = dice.random((len(broken), prior.width)) * 2
        broken = broken[prior.excess(prior.express(latents[broken])) > 0]
    return _even(prior, latents, prior.express(latents))


def _even(prior: Prior, latents: Floats, meant: Meant) -> Sample:
    return Sample(prior, latents, meant, np.full(len(latents), 1 / len(latents)))


def learn(sample: Sample, evidence: Sequence[Evidence], dice: Generator, sweeps: int = SWEEPS) -> Sample:
    """The sample after more evidence; the order and the grouping of evidence do not matter but for chance.

    >>> from onetext.believing.evidence import Took
    >>> dice = np.random.default_rng(1)
    >>> before = draw_prior(Open(sizes=(3, 3)), 400, dice)
    >>> after = learn(before, [Took(np.array([[0, 0]]), taken=True)] * 3, dice)
    >>> [bool(s.weight @ s.meant.worth[:, [0, 3]].sum(axis=1) > 0.55) for s in (before, after)]
    [False, True]
    """
    known = (*sample.evidence, *evidence)
    for batch in batches(sample.evidence, evidence):
        sample = _taken_in(sample, batch, dice, sweeps)
    return replace(sample, evidence=known)


def _taken_in(sample: Sample, evidence: tuple[Evidence, ...], dice: Generator, sweeps: int) -> Sample:
    """The sample after one batch of evidence, by degrees."""
    if not evidence:
        return sample
    open_, known = sample.prior.open, (*sample.evidence, *evidence)
    old = Blocks.of(open_, sample.evidence, sample.softness, sample.meant)
    fresh = Blocks.of(open_, evidence, sample.softness, sample.meant)
    done = 0.0
    while True:
        gain = fresh.likelihood(sample.meant)
        step = _degree(sample.weight, gain, 1 - done)
        likelihood = sample.likelihood + _mean_likelihood(sample.weight, step * gain)
        sample = replace(sample, weight=_weighed(sample.weight, step * gain), likelihood=likelihood)
        done += step
        if done >= 1 and sample.effective >= _THIN * len(sample.weight):
            return replace(sample, evidence=known)
        sample = _moved(_chosen(sample, dice), old.and_share(fresh, done).likelihood, 0.0, dice, sweeps)
        if done >= 1:
            return replace(sample, evidence=known)


def _degree(weight: Floats, gain: Floats, most: float) -> float:
    """How much of new evidence can be taken in before the effective sample size falls below half of what it can be."""
    least = 0.5 * _THIN * len(weight)

    def enough(step: float) -> bool:
        return bool(1 / (_weighed(weight, step * gain) ** 2).sum() >= least)

    if enough(most):
        return most
    lo, hi = 0.0, most
    for _ in range(30):
        middle = (lo + hi) / 2
        lo, hi = (middle, hi) if enough(middle) else (lo, middle)
    return max(lo, 1e-6 * most)


def _mean_likelihood(weight: Floats, gain: Floats) -> float:
    return float(gain.max() + np.log(weight @ np.exp(gain - gain.max())))


def _weighed(weight: Floats, gain: Floats) -> Floats:
    found = weight * np.exp(gain - gain.max())
    return np.asarray(found / found.sum(), dtype=np.float64)


def _chosen(sample: Sample, dice: Generator) -> Sample:
    """As many draws, chosen by weight (systematic resampling), with equal weights."""
    count = len(sample.weight)
    marks = (np.arange(count) + dice.random()) / count
    rows = np.minimum(np.searchsorted(np.cumsum(sample.weight), marks), count - 1)
    weight = np.full(count, 1 / count)
    return replace(sample, latents=sample.latents[rows], meant=sample.meant.take(rows), weight=weight)


def _moved(sample: Sample, likelihood: Likelihood, slack: float, dice: Generator, sweeps: int) -> Sample:
    """Every draw moved along random lines. `slack` is by how much a draw may break the restrictions."""
    prior = sample.prior

    def target(latents: Floats, least: Floats | None = None) -> Floats:
        meant = prior.express(latents)
        found = likelihood(meant, least)
        excess = prior.excess(meant)
        return np.where(excess > slack, -np.inf, found)

    latents = sample.latents
    value = target(latents)
    for _ in range(sweeps):
        latents, value = _move(latents, value, target, prior.blocks, dice)
    return replace(sample, latents=latents, meant=prior.express(latents))


def _move(
    latents: Floats, value: Floats, target: Callable[[Floats, Floats], Floats], blocks: Flags, dice: Generator
) -> tuple[Floats, Floats]:
    """One slice along one line for each draw: within a bracket laid at random, cut on each refusal."""
    count = len(latents)
    line = dice.standard_normal(latents.shape)
    line *= blocks[dice.integers(len(blocks), size=count)]
    level = value + np.log(dice.random(count))
    wide = _WIDTHS[dice.integers(len(_WIDTHS), size=count)]
    lower = -dice.random(count) * wide
    upper = lower + wide
    latents, value = latents.copy(), value.copy()
    left = np.arange(count)  # draws that have not yet moved
    for _ in range(_TRIES):
        step = lower[left] + (upper[left] - lower[left]) * dice.random(len(left))
        tried = line[left]
        tried *= step[:, None]
        tried += latents[left]
        tried -= 2 * np.floor(tried / 2)  # round the circle
        found = target(tried, level[left])
        well = found > level[left]
        latents[left[well]], value[left[well]] = tried[well], found[well]
        left, step = left[~well], step[~well]
        if not len(left):
            break
        lower[left] = np.where(step < 0, step, lower[left])
        upper[left] = np.where(step < 0, upper[left], step)
    return latents, value


def _kept(sample: Sample, excess: Floats, dice: Generator) -> Sample:
    """Draws that keep every restriction, moved there by raising the demand on them step by step. Raises Impossible."""
    for _ in range(_TRIES):
        level = 0.0 if (excess == 0).mean() > 0.1 else float(np.quantile(excess, 0.3))
        weight = (excess <= level).astype(np.float64)
        sample = _chosen(replace(sample, weight=weight / weight.sum()), dice)
        sample = _moved(sample, lambda meant, _: np.zeros(len(meant.outside)), level, dice, SWEEPS)
        excess = sample.prior.excess(sample.meant)
        if level == 0:
            return sample
    raise Impossible("bounds")
