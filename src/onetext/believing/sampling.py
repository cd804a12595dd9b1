"""Draws of one party's question: from the prior, through its answers, whichever of the things heard are so.

A thing that was heard with the weight w is so with the chance w, and otherwise tells nothing. So the draws are made in
groups: in each, some of the things hold, exactly, and each holds in a share w of the groups. What the answers make of the
groups decides what each counts.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.heard import Sure
from onetext.believing.open import Impossible
from onetext.believing.posterior import Sample, draw_prior, learn
from onetext.believing.prior import Meant
from onetext.believing.question import Question

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.believing.evidence import Evidence
    from onetext.model.belief import Floats

GROUPS: Final = 20
"""How many groups of draws there are: weights are kept to a twentieth, as those of the grades are."""
_LEAST: Final = 10
"""How many draws a group has at least, where there are enough."""
_KEPT: Final = 64
"""How many samples are kept in memory for those who ask the same again."""

Held = tuple[Sure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Draws in the order of content, their weights, and the logarithm of how likely the prior makes the answers."""

    meant: Meant
    weight: Floats
    likelihood: float


_samples: OrderedDict[str, Sampled] = OrderedDict()


def stream(seed: int, content: str) -> Generator:
    """A stream of random numbers that hangs on a seed and on content, and on nothing else.

    >>> one, same, other = (stream(1, content).random() for content in ("a", "a", "b"))
    >>> one == same, one == other
    (True, False)
    """
    digest = hashlib.sha256(f"{seed} {content}".encode()).digest()
    return np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))


def sample_question(question: Question, seed: int, samples: int, clashing: Iterable[frozenset[Sure]] = ()) -> Sampled:
    """Draws of what one party may want, after all that is heard of it; made once for the same content, seed and number.

    `clashing` are sets of things that cannot all be so: no group holds all of one. What was made is kept in memory only:
    on disk it would be the plain text of a confidence.
    """
    key = f"{seed} {samples} {question.key}"
    if key in _samples:
        _samples.move_to_end(key)
    else:
        _samples[key] = _sampled(question, stream(seed, question.key), samples, tuple(clashing))
        if len(_samples) > _KEPT:
            _samples.popitem(last=False)
    return _samples[key]


def _sampled(question: Question, dice: Generator, samples: int, clashing: tuple[frozenset[Sure], ...]) -> Sampled:
    evidence, _ = question.evidence(dice)
    groups = _groups(question.sure, max(1, min(GROUPS, samples // _LEAST)), clashing, dice)
    chances = np.array(list(groups.values()), dtype=np.float64) / sum(groups.values())
    drawn = _drawn(question, groups, _shared_out(samples, chances), evidence, dice)
    shares = _shares(chances, drawn)
    if 1 / (shares**2 / chances).sum() < 0.5:  # few groups count: draw these more often
        drawn = _drawn(question, groups, _shared_out(samples, shares), evidence, dice)
    weight = np.concatenate([share * sample.weight for share, sample in zip(shares, drawn, strict=True) if sample])
    meant = _joined([sample for sample in drawn if sample])
    told = np.array([sample.likelihood if sample else -np.inf for sample in drawn])
    likelihood = float(told.max() + np.log(chances @ np.exp(told - told.max())))
    return Sampled(meant, weight / weight.sum(), likelihood)


def _groups(items: Held, count: int, clashing: tuple[frozenset[Sure], ...], dice: Generator) -> dict[Held, int]:
    """What holds in each group, and in how many of `count` equal groups it does."""
    so = np.ones((count, len(items)), dtype=bool)
    for n, item in enumerate(items):
        never = count - round(count * min(item.weight, 1.0))
        so[dice.permutation(count)[:never], n] = False
    found: dict[Held, int] = {}
    for row in so:
        held = _parted([item for item, holds in zip(items, row, strict=True) if holds], clashing, dice)
        found[held] = found.get(held, 0) + 1
    return found


def _parted(held: list[Sure], clashing: tuple[frozenset[Sure], ...], dice: Generator) -> Held:
    """What holds, without one thing of each set that cannot; the less it weighs, the more often it goes."""
    for clash in clashing:
        among = [item for item in held if item in clash]
        if len(among) == len(clash):
            odds = np.array([(1.001 - min(item.weight, 1.0)) / max(item.weight, 0.001) for item in among])
            held.remove(among[int(dice.choice(len(among), p=odds / odds.sum()))])
    return tuple(held)


def _drawn(
    question: Question, groups: Iterable[Held], counts: list[int], evidence: tuple[Evidence, ...], dice: Generator
) -> list[Sample | None]:
    """The sample of each group; None where it has no draws."""
    found: list[Sample | None] = []
    for held, count in zip(groups, counts, strict=True):
        found.append(learn(_possible(question, list(held), count, dice), evidence, dice) if count else None)
    return found


def _possible(question: Question, held: list[Sure], count: int, dice: Generator) -> Sample:
    """Draws in which these things hold; where they cannot all, without the least weighty."""
    while True:
        try:
            return draw_prior(question.open_for(held, dice), count, dice)
        except Impossible:
            held.remove(min(held, key=lambda item: item.weight))


def _shared_out(samples: int, shares: Floats) -> list[int]:
    """So many draws in all, shared out by weight; a group that counts for less than a draw has none."""
    ends = np.floor(np.cumsum(shares) / shares.sum() * samples + 0.5).astype(int)
    return [int(n) for n in np.diff(ends, prepend=0)]


def _shares(chances: Floats, drawn: list[Sample | None]) -> Floats:
    told = np.array([sample.likelihood if sample else -np.inf for sample in drawn])
    found = chances * np.exp(told - told.max())
    return np.asarray(found / found.sum(), dtype=np.float64)


def _joined(samples: list[Sample]) -> Meant:
    first = samples[0].meant
    return Meant(*(np.concatenate([getattr(sample.meant, name) for sample in samples]) for name in first.__slots__))
