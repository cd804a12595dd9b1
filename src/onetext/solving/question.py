"""What a question is worth: how much its answer would raise the joint chance of the best package, on average.

worth = E over answers y of [max over x of A(x | y)] - max over x of A(x), over a pool of packages. The maximisers are
chosen on one part of the draws and valued on the other, then the other way round, and the mean of the two is taken: a
question that only seems to help is worth nothing. Arrays in, arrays out.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import SOFTNESS, Beliefs
from onetext.solving.acceptance import acceptance
from onetext.solving.answer import answers_of
from onetext.solving.panel import is_among, part_of

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places
    from onetext.solving.panel import Part

_NOTHING: Final = 1e-9
"""Below this a worth is what is left of rounding."""


@dataclass(frozen=True)
class Votes:
    """Who would take which of a pool of packages, on one part of the draws.

    For each side, `yes` [draw, package] and `weight` [event, draw], which sums to 1 in each event; `events` [event].
    """

    yes: tuple[Floats, ...]
    weight: tuple[Floats, ...]
    events: Floats

    def means(self) -> Floats:
        """The chance of yes of each side: [side, event, package]."""
        return np.stack([weight @ yes for weight, yes in zip(self.weight, self.yes, strict=True)])


@dataclass(frozen=True)
class Asked:
    """A question as what each answer is as likely as: for each side that is asked, [draw, answer], rows summing to 1.

    `first` and `second` are for the two parts of the draws, by the number of the side. Where a package of the pool is
    put (`put`, its place), answer 0 is yes and 1 is no: an answer is then taken as given.
    """

    first: Mapping[int, Floats]
    second: Mapping[int, Floats]
    put: int | None = None


@dataclass(frozen=True)
class Worth:
    """What a question is worth, with its error (one standard deviation).

    For each way in which those asked may answer (`answers`, a number for each), `chance` that they do, `best` the place
    of the best package then (None where that answer cannot be), and `joint` the chance that all sides take it.
    """

    value: float
    error: float
    answers: tuple[tuple[int, ...], ...] = ()
    chance: tuple[float, ...] = ()
    best: tuple[int | None, ...] = ()
    joint: tuple[float, ...] = ()

    @property
    def stands_out(self) -> bool:
        """Whether it is worth more than two errors."""
        return self.value > max(2 * self.error, _NOTHING)


def votes_of(beliefs: Beliefs, packages: Places, part: Part, softness: float = SOFTNESS) -> Votes:
    """The votes of all sides on some packages [package, issue]; a recorded yes is 1, a recorded no 0."""
    yes, weights = [], []
    for belief in beliefs.parties.values():
        draws = part_of(belief.draws, part)
        held = acceptance(belief, packages, draws, softness)
        told = answers_of(belief)
        for state in ("accepted", "rejected"):
            known = np.array([package for package, stated, _ in told if stated == state], dtype=np.int64)
            held[:, is_among(packages, known.reshape(-1, packages.shape[1]))] = state == "accepted"
        weight = np.stack([np.where(draws.event == n, draws.weight, 0) for n in range(len(beliefs.events))])
        weight = np.where(weight.sum(axis=1, keepdims=True) > 0, weight, draws.weight)
        yes.append(held)
        weights.append(weight / weight.sum(axis=1, keepdims=True))
    return Votes(tuple(yes), tuple(weights), np.asarray(beliefs.events, dtype=np.float64))


@dataclass(frozen=True)
class Poll:
    """The votes on both parts of the draws, ready for many questions."""

    first: Votes
    second: Votes
    means: tuple[Floats, Floats] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "means", (self.first.means(), self.second.means()))

    def worth(self, asked: Asked) -> Worth:
        """What a question is worth."""
        parts = ((self.first, self.means[0], asked.first), (self.second, self.means[1], asked.second))
        sizes = [like.shape[1] for like in asked.first.values()]
        answers = tuple(itertools.product(*map(range, sizes)))
        values, variances, told = [], [], []
        for (seen, seen_means, seen_like), (unseen, unseen_means, unseen_like) in (parts, parts[::-1]):
            joint = _joint(seen, seen_means, seen_like, answers, asked.put)
            best = joint.argmax(axis=1)
            before = int((seen.events @ seen_means.prod(axis=0)).argmax())
            value, variance, by_answer = _value(unseen, unseen_means, unseen_like, answers, asked.put, best, before)
            values.append(value)
            variances.append(variance)
            told.append((best, by_answer))
        best, joint = told[0]
        chances = [_chance(votes, like, answers) for votes, _, like in parts]
        chance = np.mean(chances, axis=0)
        held = np.divide(joint, chances[1], out=np.zeros(len(answers)), where=chances[1] > 0)
        return Worth(
            float(np.mean(values)),
            float(np.sqrt(sum(variances)) / 2),
            answers,
            tuple(map(float, chance)),
            tuple(int(n) if p > 0 else None for n, p in zip(best, chance, strict=True)),
            tuple(float(min(max(one, 0.0), 1.0)) for one in held),
        )


def _joint(
    votes: Votes, means: Floats, like: Mapping[int, Floats], answers: Sequence[tuple[int, ...]], put: int | None
) -> Floats:
    """The chance of each answer and that then all sides take each package: [answer, package]."""
    given = {side: _given(votes, side, held, put) for side, held in like.items()}
    rest = np.prod([means[n] for n in range(len(means)) if n not in like], axis=0) if len(like) < len(means) else 1.0
    rows = []
    for answer in answers:
        product = np.asarray(votes.events)[:, None] * rest  # [event, package]
        for side, n in zip(like, answer, strict=True):
            product = product * given[side][:, n]
        rows.append(product.sum(axis=0))
    return np.array(rows)


def _given(votes: Votes, side: int, like: Floats, put: int | None) -> Floats:
    """The chance that a side answers so and takes each package: [event, answer, package]."""
    weighted = votes.weight[side][:, :, None] * like[None]  # [event, draw, answer]
    found = np.asarray(np.swapaxes(weighted, 1, 2) @ votes.yes[side], dtype=np.float64)
    if put is not None:
        found[:, :, put] = 0
        found[:, 0, put] = weighted[:, :, 0].sum(axis=1)
    return found


def _chance(votes: Votes, like: Mapping[int, Floats], answers: Sequence[tuple[int, ...]]) -> Floats:
    """The chance of each answer: [answer]."""
    held = {side: votes.weight[side] @ one for side, one in like.items()}  # [event, answer]
    rows = [np.prod([held[side][:, n] for side, n in zip(like, answer, strict=True)], axis=0) for answer in answers]
    return np.asarray(np.array(rows) @ votes.events, dtype=np.float64)


def _value(
    votes: Votes,
    means: Floats,
    like: Mapping[int, Floats],
    answers: Sequence[tuple[int, ...]],
    put: int | None,
    best: Places,
    before: int,
) -> tuple[float, float, Floats]:
    """What knowing the answer is worth on these draws, the variance of that, and each answer's part [answer].

    The variance is that of the mean of what each draw of each side adds, the other sides held at their means.
    """
    sides = range(len(votes.yes))
    adds = []  # for each side [draw, answer, and last: without a question]
    for side in sides:
        after = votes.yes[side][:, best]
        if side in like:
            place = list(like).index(side)
            own = like[side][:, [answer[place] for answer in answers]]
            after = after * own
            if put is not None:
                said_yes = np.array([answer[place] == 0 for answer in answers])
                after = np.where(best == put, own * said_yes, after)
        adds.append(np.concatenate([after, votes.yes[side][:, [before]]], axis=1))
    held = np.stack([votes.weight[side] @ adds[side] for side in sides])  # [side, event, answer + 1]
    sign = np.append(np.ones(len(answers)), -1.0)
    parts = votes.events @ held.prod(axis=0)  # [answer + 1]
    variance = 0.0
    for side in sides:
        others = np.prod([held[n] for n in sides if n != side], axis=0)  # [event, answer + 1]
        each = adds[side] @ (others * sign).T  # [draw, event]
        weight = votes.weight[side].T
        off = each - (weight * each).sum(axis=0)
        variance += float(((weight * off) ** 2).sum(axis=0) @ votes.events**2)
    return float(parts @ sign), variance, np.asarray(parts[:-1], dtype=np.float64)
