"""What it is worth to hear what the sides say of a draft, beside the text on the table."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing import Sample
from onetext.rehearsing.candidate import worth_of

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places

GROWTH: Final = 4.0
"""What it counts for, in nats, that the best expected product of gains grows by its own size."""


def information(gain: Floats, weight: Floats, softness: float) -> Floats:
    """What a yes or no that hangs on a gain [draw, package] tells of the draws, in nats: [package] (Lindley 1956).

    >>> certain, even, split = np.array([[9.0, 0.0, 9.0], [9.0, 0.0, -9.0]]).T
    >>> information(np.stack([certain, even, split], axis=1), np.array([0.5, 0.5]), 0.05).round(3).tolist()
    [0.0, 0.0, 0.693]
    """
    chance = _yes(gain, softness)
    return np.asarray(_entropy(weight @ chance) - weight @ _entropy(chance), dtype=np.float64)


def worth_hearing(samples: Sequence[Sample], candidates: Places, table: Places, softness: float) -> Floats:
    """What the answers to each candidate [package, issue] are worth, beside the text on the table [issue]: [package].

    The nats that yes or no, and better or worse, tell of all sides, and `GROWTH` times the knowledge gradient: by what
    share the greatest expected product of gains among the candidates grows, once it is heard who finds it better.
    """
    told, heard = np.zeros(len(candidates)), []
    product = np.ones(len(candidates))
    for sample in samples:
        weight, outside = sample.weight, sample.meant.outside[:, None]
        worth = worth_of(sample, candidates)
        beside = worth - worth_of(sample, table[None])
        told += information(worth - outside, weight, softness) + information(beside, weight, softness)
        gain = np.maximum(worth - outside, 0)
        better = (weight[:, None] * _yes(beside, softness)).T @ gain  # [candidate heard of, package]: gain if better
        heard.append((better, (weight @ gain)[None, :] - better))
        product *= weight @ gain
    best = np.zeros(len(candidates))
    for answers in itertools.product((0, 1), repeat=len(heard)):
        joint = np.ones_like(heard[0][0])
        for answer, parts in zip(answers, heard, strict=True):
            joint *= parts[answer]
        best += joint.max(axis=1)
    most = max(float(product.max()), 1e-12)
    return np.asarray(told + GROWTH * (best / most - 1), dtype=np.float64)


def _yes(gain: Floats, softness: float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(gain / softness, -30, 30))), dtype=np.float64)


def _entropy(chance: Floats) -> Floats:
    held = np.clip(chance, 1e-12, 1 - 1e-12)
    return np.asarray(-held * np.log(held) - (1 - held) * np.log(1 - held), dtype=np.float64)
