"""Evidence: answers, own proposals and comparisons, and how likely each draw makes them.

What is said of a package that is only partly known is said of its completions, weighted. A piece of evidence counts
with its grade g: with chance g it is what the party truly answers, and otherwise it tells nothing, so its likelihood is
g p + (1 - g) / 2. An answer given at random is then nothing that a belief breaks on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from onetext.model.belief import SOFTNESS

if TYPE_CHECKING:
    from onetext.believing.open import Open
    from onetext.believing.prior import Meant
    from onetext.model.belief import Floats, Places

CERTAIN: Final = 0.99
"""The grade of what a party told the mediator itself: nobody is heard rightly every time."""


@dataclass(frozen=True, slots=True, eq=False)
class Took:
    """A party, or the ratifying body `body`, took (or refused) a package: `packages` [completion, issue], `weights`
    [completion] summing to 1, or none for equal ones. Its own proposal is a package that it took."""

    packages: Places
    taken: bool
    weights: Floats | None = None
    grade: float = CERTAIN
    body: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Preferred:
    """A party prefers one package to another; each [completion, issue], equally weighted."""

    better: Places
    worse: Places
    grade: float = CERTAIN


Evidence = Took | Preferred
Kind = TypeVar("Kind", Took, Preferred)


class Judged:
    """Evidence as arrays. Equal pieces are weighed together, so that a thousand repetitions cost as much as one."""

    def __init__(self, open_: Open, evidence: Sequence[Evidence], softness: float = SOFTNESS) -> None:
        self.softness, self.count = softness, len(evidence)
        found = _Reader(open_)
        took = found.group([piece for piece in evidence if isinstance(piece, Took)])
        compared = found.group([piece for piece in evidence if isinstance(piece, Preferred)])
        self.pieces: list[tuple[Evidence, int]] = [*took, *compared]
        self.times = np.array([times for _, times in took], dtype=np.float64)
        self.compared_times = np.array([times for _, times in compared], dtype=np.float64)
        self.sign = np.array([1.0 if piece.taken else -1.0 for piece, _ in took])
        self.body = np.array([-1 if piece.body is None else piece.body for piece, _ in took], dtype=np.int64)
        self.grade = np.array([piece.grade for piece, _ in took])
        self.compared_grade = np.array([piece.grade for piece, _ in compared])
        self.rows, self.shares = found.mix([(piece.packages, piece.weights) for piece, _ in took])
        self.better = found.mix([(piece.better, None) for piece, _ in compared])
        self.worse = found.mix([(piece.worse, None) for piece, _ in compared])
        self.counts, self.held, self.broken = found.arrays()

    def likelihood(self, meant: Meant) -> Floats:
        """The logarithm of the likelihood of all evidence in each draw: [draw]."""
        if not self.count:
            return np.zeros(len(meant.outside))
        answers, comparisons = self._each(meant)
        return answers @ self.times + comparisons @ self.compared_times

    def losses(self, meant: Meant) -> Floats:
        """How much each of `pieces` takes away from the likelihood, on the mean over draws: [piece]."""
        return -np.concatenate([each.mean(axis=0) for each in self._each(meant)])

    def _each(self, meant: Meant) -> tuple[Floats, Floats]:
        """The logarithms of the likelihood of answers and of comparisons: [draw, piece] both."""
        worth = meant.worth @ self.counts + meant.base[:, None]  # [draw, package]
        if self.held.shape[1]:
            worth += meant.extra @ self.held.T
        return self._answers(worth, meant), self._comparisons(worth)

    @cached_property
    def most(self) -> float:
        """What `likelihood` cannot exceed, in any draw."""
        answers = np.log(self.grade + (1 - self.grade) / 2) @ self.times
        return float(answers + np.log(self.compared_grade + (1 - self.compared_grade) / 2) @ self.compared_times)

    def _answers(self, worth: Floats, meant: Meant) -> Floats:
        if not len(self.sign):
            return np.zeros((len(worth), 0))
        own = (self.body < 0).all()
        rest = meant.outside[:, None] if own else np.column_stack([meant.bodies, meant.outside])[:, self.body]
        single = self.shares is None
        gain = worth[:, self.rows]  # a copy, on which all is worked out in place
        gain -= rest if single else rest[:, :, None]
        sign = self.sign if single else self.sign[:, None]
        gain *= sign
        gain /= self.softness
        chance = _sigmoid(gain)
        if self.broken.shape[1]:
            breaks = (meant.limits.astype(np.float64) @ self.broken.T > 0)[:, self.rows]
            chance = np.where(breaks, np.where(sign > 0, 0.0, 1.0), chance)
        if self.shares is not None:
            chance *= self.shares
            chance = chance.sum(axis=2)
        return _graded(chance, self.grade)

    def _comparisons(self, worth: Floats) -> Floats:
        if not len(self.compared_grade):
            return np.zeros((len(worth), 0))
        chance = _sigmoid((_mixed(worth, *self.better) - _mixed(worth, *self.worse)) / self.softness)
        return _graded(chance, self.compared_grade)


def distinct(evidence: Sequence[Evidence]) -> list[tuple[Evidence, int]]:
    """Equal pieces of evidence once, with how often they came, in an order of their content alone."""
    found: dict[bytes, tuple[Evidence, int]] = {}
    for piece in evidence:
        content = hashlib.blake2b(repr((type(piece).__name__, _content(piece))).encode(), digest_size=16).digest()
        first, times = found.get(content, (piece, 0))
        found[content] = first, times + 1
    return [found[content] for content in sorted(found)]


class _Reader:
    """Gathers the packages of all evidence, each once."""

    def __init__(self, open_: Open) -> None:
        self.open, self.place = open_, dict[bytes, int]()
        self.packages: list[Places] = []

    def group(self, evidence: Sequence[Kind]) -> list[tuple[Kind, int]]:
        """Equal pieces once, with how often they came."""
        keys = [_content(piece) for piece in evidence]
        times, first = Counter(keys), dict(zip(reversed(keys), reversed(evidence), strict=True))
        return [(first[key], count) for key, count in times.items()]

    def row(self, package: Places) -> int:
        """The row of a package."""
        key = np.ascontiguousarray(package, dtype=np.int64).tobytes()
        if key not in self.place:
            self.place[key] = len(self.packages)
            self.packages.append(np.asarray(package, dtype=np.int64))
        return self.place[key]

    def mix(self, held: Sequence[tuple[Places, Floats | None]]) -> tuple[Places, Floats | None]:
        """Rows [piece, completion] and their shares; rows [piece] and None where each has one completion."""
        rows = [[self.row(package) for package in np.atleast_2d(packages)] for packages, _ in held]
        longest = max(map(len, rows), default=1)
        if longest == 1:
            return np.array([row[0] for row in rows], dtype=np.int64), None
        places = np.array([row + [row[0]] * (longest - len(row)) for row in rows], dtype=np.int64)
        shares = np.zeros(places.shape)
        for n, (row, (_, weights)) in enumerate(zip(rows, held, strict=True)):
            shares[n, : len(row)] = 1 / len(row) if weights is None else weights
        return places, shares

    def arrays(self) -> tuple[Floats, Floats, Floats]:
        """The columns that are in each package [column, package]; [package, combination] that hold; what breaks."""
        count = len(self.packages)
        packages = np.array(self.packages, dtype=np.int64).reshape(count, len(self.open.sizes))
        counts = np.zeros((sum(self.open.sizes), count))
        for issue, start in enumerate(self.open.starts):
            counts[start + packages[:, issue], np.arange(count)] = 1
        none = np.zeros((count, 0))
        held = none if self.open.holds is None else self.open.holds(packages).astype(np.float64)
        broken = none if self.open.breaks is None else self.open.breaks(packages).astype(np.float64)
        return counts, held, broken


def _content(piece: Evidence) -> tuple[object, ...]:
    """All that a piece says, comparable."""
    held = (getattr(piece, name) for name in piece.__slots__)
    return tuple(value.tobytes() if isinstance(value, np.ndarray) else value for value in held)


def _mixed(worth: Floats, rows: Places, shares: Floats | None) -> Floats:
    """What weighted completions are worth: [draw, piece]."""
    return worth[:, rows] if shares is None else np.asarray((worth[:, rows] * shares).sum(axis=2))


def _graded(chance: Floats, grade: Floats) -> Floats:
    """The logarithm of the likelihood of pieces of evidence: [draw, piece]; in place of `chance`."""
    chance *= grade
    chance += (1 - grade) / 2
    return np.log(chance, out=chance)


def _sigmoid(argument: Floats) -> Floats:
    """In place of `argument`."""
    np.clip(argument, -500, 500, out=argument)
    np.negative(argument, out=argument)
    np.exp(argument, out=argument)
    argument += 1
    return np.divide(1, argument, out=argument)
