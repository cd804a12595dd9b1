"""Which questions would help most: every kind tried on every side, and those kept whose worth stands out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from onetext.asking.answer import how_far, possible, what_matters, would_prefer, would_take
from onetext.asking.consequence import Answering, Like
from onetext.asking.pool import Pool, make_pool
from onetext.model import Situation
from onetext.model.belief import Beliefs
from onetext.model.confidence import confidences_behind
from onetext.model.inquiry import LEAST_WORTH, Consequence, Inquiries, Inquiry, InquiryKind
from onetext.solving.chance import chances_of
from onetext.solving.panel import Part, halved, part_of
from onetext.solving.question import Asked, Poll, Worth, votes_of

if TYPE_CHECKING:
    from onetext.model.belief import Places

ALL_SIDES: Final = "all"
_PAIRED: Final = 8
"""How many packages are set against one another."""
_LIMITED: Final = 2
"""On how many packages limits are asked for."""
_FLOATED: Final = 8
"""How many packages are tried as put to all sides."""
_ALIKE: Final = 2
"""How many questions of one kind to one side are listed, unless all are."""
_SELDOM: Final = 0.01
"""An answer with less chance than this is not told."""


@dataclass(frozen=True)
class _Tried:
    """A question as it is tried: to which sides, how each would answer, and which package of the pool is put."""

    to: str
    kind: InquiryKind
    about: tuple[str, ...]
    packages: tuple[int, ...]
    likes: dict[int, Like]
    put: int | None = None


def find_inquiries(
    beliefs: Beliefs,
    situation: Situation,
    seed: int = 0,
    told: Callable[[int, int], None] = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
    every: bool = False,
    only: str | None = None,
) -> Inquiries:
    """The questions whose worth is over two errors and `LEAST_WORTH`, the most useful first; see `solving.question`.

    Of questions of one kind to one side the best two that differ are listed, unless `every` one is wanted; `only` to
    one side, if it is named. `told` hears how many of how many were tried, and `stopped` may end it early.
    """
    if beliefs.silent or len(beliefs.parties) < 2:
        return Inquiries(tuple(beliefs.parties), missing=beliefs.silent or "one side", seed=seed, clean=only)
    pool = make_pool(beliefs, seed)
    known = {party: belief.rests_on for party, belief in beliefs.parties.items()}
    if pool is None:
        return Inquiries(
            tuple(beliefs.parties), beliefs.grid.issues, missing="no package", rests_on=known, seed=seed, clean=only
        )
    poll = Poll(votes_of(beliefs, pool.packages, "first"), votes_of(beliefs, pool.packages, "second"))
    tried = [one for one in _questions(beliefs, pool) if only in (None, one.to)]
    sides = tuple(beliefs.parties.values())
    parts: tuple[Part, ...] = ("first", "second")
    drawn = [[part_of(belief.draws, part) for belief in sides] for part in parts]
    found = []
    for done, one in enumerate(tried):
        told(done, len(tried))
        if stopped():
            break
        first, second = ({n: like(sides[n], held[n]) for n, like in one.likes.items()} for held in drawn)
        worth = poll.worth(Asked(first, second, one.put))
        if worth.stands_out and worth.value >= LEAST_WORTH:
            found.append((one, worth))
    found.sort(key=lambda pair: (-pair[1].value, pair[0].to, pair[0].kind, pair[0].about, pair[0].packages))
    unseen = halved(beliefs, "second")
    before = int((poll.first.events @ poll.means[0].prod(axis=0)).argmax())
    kept = found if every else _not_alike(found, pool)
    return Inquiries(
        tuple(beliefs.parties),
        beliefs.grid.issues,
        tuple(_inquiry(one, worth, unseen, pool, situation) for one, worth in kept),
        tried=len(tried),
        best=beliefs.grid.package(list(pool.packages[before])),
        joint=chances_of(beliefs, pool.packages[[before]]).joint[0],
        seed=seed,
        draws=max(len(belief.draws.weight) for belief in beliefs.parties.values()),
        clean=only,
        rests_on=known,
        not_counted=beliefs.not_counted,
    )


def _questions(beliefs: Beliefs, pool: Pool) -> Iterator[_Tried]:
    """Every question that is tried."""
    for n, party in enumerate(beliefs.parties):
        yield from _about_packages(n, party, pool)
        yield from _about_issues(n, party, beliefs, pool)
    for place in pool.asked[:_FLOATED]:
        likes = {n: _take(pool, place) for n in range(len(beliefs.parties))}
        yield _Tried(ALL_SIDES, "float", (), (place,), likes, place)


def _about_packages(n: int, party: str, pool: Pool) -> Iterator[_Tried]:
    for place in pool.asked:
        yield _Tried(party, "take", (), (place,), {n: _take(pool, place)}, place)
    for one, other in itertools.combinations(pool.asked[:_PAIRED], 2):
        yield _Tried(party, "prefer", (), (one, other), {n: _prefer(pool, one, other)})


def _about_issues(n: int, party: str, beliefs: Beliefs, pool: Pool) -> Iterator[_Tried]:
    issues = [place for place, size in enumerate(beliefs.grid.sizes) if size > 1]
    names = beliefs.grid.issues
    for one, other in itertools.combinations(issues, 2):
        yield _Tried(party, "matters", (names[one], names[other]), (), {n: _matters(one, other)})
    for place in pool.asked[:_LIMITED]:
        for issue in issues:
            options = possible(beliefs.grid, pool.packages[place], issue)
            if len(options) > 1:
                yield _Tried(party, "limit", (names[issue],), (place,), {n: _limit(pool, place, issue, options)})


def _take(pool: Pool, place: int) -> Like:
    return lambda belief, draws: would_take(belief, draws, pool.packages[place])


def _prefer(pool: Pool, one: int, other: int) -> Like:
    return lambda belief, draws: would_prefer(belief, draws, pool.packages[one], pool.packages[other])


def _matters(one: int, other: int) -> Like:
    return lambda belief, draws: what_matters(belief, draws, one, other)


def _limit(pool: Pool, place: int, issue: int, options: Places) -> Like:
    return lambda belief, draws: how_far(belief, draws, pool.packages[place], issue, options)


def _not_alike(found: list[tuple[_Tried, Worth]], pool: Pool) -> list[tuple[_Tried, Worth]]:
    """The best few of each kind to each side, none nearly the same as one before."""
    kept: list[tuple[_Tried, Worth]] = []
    for one, worth in found:
        alike = [other for other, _ in kept if (other.to, other.kind) == (one.to, one.kind)]
        if len(alike) < _ALIKE and not any(_same(one, other, pool) for other in alike):
            kept.append((one, worth))
    return kept


def _same(one: _Tried, other: _Tried, pool: Pool) -> bool:
    """Whether two questions of a kind are about the same issue, or about packages that hardly differ."""
    if one.put is None or other.put is None:
        return one.kind == "limit" and one.about == other.about
    return int((pool.packages[one.put] != pool.packages[other.put]).sum()) < pool.apart


def _inquiry(one: _Tried, worth: Worth, beliefs: Beliefs, pool: Pool, situation: Situation) -> Inquiry:
    grid = beliefs.grid
    packages = tuple(grid.package(list(pool.packages[place])) for place in one.packages)
    about = one.about
    if one.kind == "prefer":
        first, second = packages
        about = tuple(issue for issue in grid.issues if first[issue] != second[issue])
    answering = Answering(beliefs, one.likes)
    told = [
        Consequence(
            _answer(one, answer, beliefs),
            chance,
            grid.package(list(pool.packages[best])),
            answering.joint(answer, pool.packages[best], best == one.put),
        )
        for answer, best in zip(worth.answers, worth.best, strict=True)
        if best is not None and (chance := answering.chance(answer)).p >= _SELDOM
    ]
    told.sort(key=lambda consequence: -consequence.chance.p)
    made = Inquiry(one.to, one.kind, about, packages, worth.value, worth.error, tuple(told))
    asked = tuple(beliefs.parties) if one.to == ALL_SIDES else (one.to,)
    return replace(made, confidences=confidences_behind(beliefs, situation, asked))


def _answer(one: _Tried, answer: tuple[int, ...], beliefs: Beliefs) -> str:
    """An answer as data; see `Consequence`."""
    match one.kind:
        case "take":
            return ("yes", "no")[answer[0]]
        case "prefer":
            return ("first", "second")[answer[0]]
        case "matters":
            return one.about[answer[0]]
        case "limit":
            values = beliefs.grid.values[beliefs.grid.issues.index(one.about[0])]
            return "" if answer[0] == len(values) else str(values[answer[0]])
    return ", ".join(party for party, n in zip(beliefs.parties, answer, strict=True) if n == 0)
