"""Draws of one party's question: from the prior, through its answers; made once for the same content."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.posterior import begin, learn
from onetext.believing.prior import Meant
from onetext.believing.question import Question

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.model.belief import Floats

_KEPT: Final = 64
"""How many samples are kept in memory for those who ask the same again."""


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


def sample_question(question: Question, seed: int, samples: int) -> Sampled:
    """Draws of what one party may want, after all that is heard of it; made once for the same content, seed and number.

    What was made is kept in memory only: on disk it would be the plain text of a confidence.
    """
    key = f"{seed} {samples} {question.key}"
    if key in _samples:
        _samples.move_to_end(key)
    else:
        _samples[key] = _sampled(question, stream(seed, question.key), samples)
        if len(_samples) > _KEPT:
            _samples.popitem(last=False)
    return _samples[key]


def _sampled(question: Question, dice: Generator, samples: int) -> Sampled:
    evidence, _ = question.evidence(dice)
    sample = learn(begin(question.prior(dice), samples, dice), evidence, dice)
    return Sampled(sample.meant, sample.weight, sample.likelihood)
