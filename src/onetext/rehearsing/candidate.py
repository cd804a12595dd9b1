"""Packages worth floating: each the best for one guess at what every side wants.

A guess takes one draw of each side; its package is the one of the greatest product of gains among the best packages for
several mixes of the sides (Thompson sampling: a package is tried as often as it is thought to be the best one). Others
are the best for mixes of what is believed on average. Issues that are tied are chosen together, so that every package
is feasible.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing import Open, Sample

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.model.belief import Floats, Places

MIXES: Final = 9
"""For how many mixes of the sides each guess is asked for its best package."""


def best_packages(open_: Open, worth: Floats) -> Places:
    """The feasible package of greatest worth in each row of `worth` [row, column]: [row, issue].

    >>> best_packages(Open(sizes=(2, 3)), np.array([[0.0, 0.5, 0.1, 0.5, 0.2]])).tolist()
    [[1, 1]]
    """
    starts = np.asarray(open_.starts)
    found = np.empty((len(worth), len(open_.sizes)), dtype=np.int64)
    for issue, (start, size) in enumerate(zip(starts, open_.sizes, strict=True)):
        found[:, issue] = worth[:, start : start + size].argmax(axis=1)
    for tie in open_.ties:
        issues = list(tie.issues)
        columns = tie.options + starts[issues]
        best = np.zeros((len(worth), len(columns)))
        for n in range(len(issues)):
            best += worth[:, columns[:, n]]
        found[:, issues] = tie.options[best.argmax(axis=1)]
    return found


def worth_of(sample: Sample, packages: Places) -> Floats:
    """What packages [package, issue] are worth in each draw: [draw, package]."""
    open_, meant = sample.prior.open, sample.meant
    counts = np.zeros((meant.worth.shape[1], len(packages)))
    columns = packages + np.asarray(open_.starts)
    counts[columns.T, np.arange(len(packages))] = 1
    found = meant.worth @ counts + meant.base[:, None]
    if open_.holds is not None and meant.extra.shape[1]:
        found += meant.extra @ open_.holds(packages).T
    return np.asarray(found, dtype=np.float64)


def gather_candidates(samples: Sequence[Sample], count: int, dice: Generator) -> Places:
    """Feasible packages [package, issue], each once, about half of `count` by guesses and half by what is believed."""
    mixes = _mixes(len(samples), dice)
    guesses = _guesses(samples, mixes, max(count // 2, 1), dice)
    mean = np.stack([sample.weight @ sample.meant.worth for sample in samples])  # [side, column]
    even = dice.dirichlet(np.full(len(samples), 3.0), max(count // 2, 1)) @ mean
    return np.unique(np.concatenate([guesses, best_packages(samples[0].prior.open, even)]), axis=0)


def neighbours(package: Places, sizes: Sequence[int]) -> Places:
    """Every package that differs from one in one or two issues: [package, issue], feasible or not.

    >>> neighbours(np.array([0, 0]), (2, 2)).tolist()
    [[0, 1], [1, 0], [1, 1]]
    """
    found = [package[None]]
    for one, other in itertools.combinations_with_replacement(range(len(sizes)), 2):
        choices = np.stack(np.meshgrid(np.arange(sizes[one]), np.arange(sizes[other])), axis=-1).reshape(-1, 2)
        block = np.repeat(package[None], len(choices), axis=0)
        block[:, one] = choices[:, 0]
        if other != one:
            block[:, other] = choices[:, 1]
        found.append(block)
    near = np.unique(np.concatenate(found), axis=0)
    return np.asarray(near[(near != package).any(axis=1)])


def _mixes(sides: int, dice: Generator) -> Floats:
    """How much each side counts: [mix, side]."""
    if sides == 2:
        share = np.linspace(0.1, 0.9, MIXES)
        return np.stack([share, 1 - share], axis=1)
    return dice.dirichlet(np.full(sides, 2.0), 2 * MIXES)


def _guesses(samples: Sequence[Sample], mixes: Floats, count: int, dice: Generator) -> Places:
    """For one draw of each side, the package of the greatest product of gains, or else of the greatest least gain."""
    open_ = samples[0].prior.open
    rows = [dice.choice(len(sample.weight), count, p=sample.weight) for sample in samples]
    worth = [sample.meant.worth[row] for sample, row in zip(samples, rows, strict=True)]
    mixed = sum(mixes[None, :, n, None] * own[:, None, :] for n, own in enumerate(worth))  # [guess, mix, column]
    flat = np.asarray(mixed).reshape(count * len(mixes), -1)
    packages = best_packages(open_, flat).reshape(count, len(mixes), -1)
    product, least = np.ones(packages.shape[:2]), np.full(packages.shape[:2], np.inf)
    for sample, row, own in zip(samples, rows, worth, strict=True):
        columns = packages + np.asarray(open_.starts)
        value = np.take_along_axis(own[:, None, :], columns, axis=2).sum(axis=2) + sample.meant.base[row, None]
        gain = value - sample.meant.outside[row, None]
        product, least = product * np.maximum(gain, 0), np.minimum(least, gain)
    best = np.where(least > 0, product, least).argmax(axis=1)
    return np.asarray(packages[np.arange(count), best])
