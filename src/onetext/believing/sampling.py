"""Draws of one party's question: from the prior, through its answers; made once for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.posterior import begin, learn
from onetext.believing.prior import Meant
from onetext.believing.question import Question

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.model.belief import Floats

_KEPT: Final = 24
"""How many samples are kept in memory for one who asks the same again."""


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Draws in the order of content, their weights, and the logarithm of how likely the prior makes the answers.

    `lost` are the places in `Question.replies` of answers that fit no package that is possible.
    """

    meant: Meant
    weight: Floats
    likelihood: float
    lost: tuple[int, ...] = ()


Kept = MutableMapping[str, object]
"""What was drawn before, by its content: of one viewer alone, since the time that an answer takes would else tell that
another viewer has heard the same. In memory only: on disk it would be the plain text of a confidence."""


def stream(seed: int, content: str) -> Generator:
    """A stream of random numbers that hangs on a seed and on content, and on nothing else.

    >>> one, same, other = (stream(1, content).random() for content in ("a", "a", "b"))
    >>> one == same, one == other
    (True, False)
    """
    digest = hashlib.sha256(f"{seed} {content}".encode()).digest()
    return np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))


def sample_question(question: Question, seed: int, samples: int, kept: Kept) -> Sampled:
    """Draws of what one party may want, after all that is heard of it; once for the same content, seed and number."""
    key = f"{seed} {samples} {question.key}"
    found = kept.pop(key, None)
    if not isinstance(found, Sampled):
        found = _sampled(question, stream(seed, question.key), samples)
    kept[key] = found  # the last one
    for oldest in list(kept)[:-_KEPT]:
        kept.pop(oldest, None)
    return found


def _sampled(question: Question, dice: Generator, samples: int) -> Sampled:
    evidence, lost = question.evidence(dice)
    sample = learn(begin(question.prior(dice), samples, dice), evidence, dice)
    return Sampled(sample.meant, sample.weight, sample.likelihood, lost)
