"""From a situation to beliefs about every party."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from onetext.believing.clash import find_clashes, share_without_package
from onetext.believing.grid import Unbounded, find_ties, grid_of, option_of
from onetext.believing.heard import Contrast, Hearing, Order, Ranking, Reply, Sure, Worth
from onetext.believing.listen import listen, scenarios_of
from onetext.believing.pinned import Stated, draw_stated
from onetext.believing.posterior import DRAWS
from onetext.believing.question import Question, chance_of_scenario
from onetext.believing.sampling import sample_question, stream
from onetext.believing.stance import Stances
from onetext.model import Assessment, Situation
from onetext.model.belief import Belief, Beliefs, Draws, Grid, Silence
from onetext.model.condition import Condition
from onetext.model.deadline import Event

if TYPE_CHECKING:
    from onetext.model.belief import Floats

MOST_EVENTS: Final = 4
"""How many shared events are taken into account: those whose chance is nearest to a half."""
T = TypeVar("T")
_HALF: Final = Decimal("0.5")


def believe(
    situation: Situation,
    seed: int = 0,
    samples: int = DRAWS,
    without: frozenset[str] = frozenset(),
    anchor: tuple[float, float] = (0.0, 1.0),
) -> Beliefs:
    """What every party of a viewer's situation may want; definitions page, "Beliefs".

    Nothing is believed of anybody before a mediator has assessed somebody or stated a utility: the result then says
    why (`silent`). `without` are ids of entries (or of a stated utility) to leave out, `anchor` the range of an outside
    option of which nothing is said. The same content and seed give the same draws, whatever things are called and in
    whatever order they stand.

    >>> from onetext.model import Header, make, replay
    >>> believe(replay(make(Header, title="River"), [])).silent
    'nothing assessed'
    """
    return _Believer(situation, seed, samples, without, anchor).beliefs()


class _Believer:
    def __init__(
        self, situation: Situation, seed: int, samples: int, without: frozenset[str], anchor: tuple[float, float]
    ) -> None:
        self.situation, self.seed, self.samples = situation, seed, samples
        self.without, self.anchor = without, anchor
        self.header = situation.header

    def beliefs(self) -> Beliefs:
        """Everything, party by party."""
        if not self._grounded():
            return self._silent("nothing assessed", Grid((), ()))
        self.grid = grid_of(self.situation)
        if not self.grid.issues:
            return self._silent("no issues", self.grid)
        try:
            ties = find_ties(self.grid)
        except Unbounded:
            return self._silent("too many tied", self.grid)
        if any(not len(tied.options) for tied in ties):
            return self._silent("nothing feasible", self.grid)
        self.stances = Stances(self.situation, self.grid, self.without)
        self.now = dict(self._now())
        heard = {party: self._hearings(party) for party in self.header.parties}
        self.events = self._events(heard)
        parties = {party: self._party(party, hearings) for party, hearings in heard.items()}
        shared = tuple(self.events)
        chances = tuple(
            chance_of_scenario(self.events, frozenset(name for n, name in enumerate(shared) if number >> n & 1))
            for number in range(1 << len(shared))
        )
        assumed = tuple(name for name in shared if self._chance(name) is None)
        return Beliefs(self.grid, parties, chances, shared, assumed, "", self.seed, self.samples)

    def _grounded(self) -> bool:
        stated = any(not one.supposed for one in self.header.utilities.values())
        return stated or any(True for _ in self.situation.of(Assessment))

    def _silent(self, why: Silence, grid: Grid) -> Beliefs:
        return Beliefs(grid, silent=why, seed=self.seed, samples=self.samples)

    def _now(self) -> Mapping[int, frozenset[int]]:
        """Where issues stand today, on the grid."""
        found = {}
        for place, name in enumerate(self.grid.issues):
            quo = self.header.issues[name].status_quo
            options = option_of(self.situation, self.grid, place, quo) if quo is not None else frozenset()
            if options:
                found[place] = options
        return found

    def _hearings(self, party: str) -> dict[str | None, Hearing]:
        """What is heard of a party: for each of its rival readings, where there are any."""
        names: tuple[str | None, ...] = scenarios_of(self.situation, party) or (None,)
        return {name: listen(self.situation, self.grid, party, self.stances, name, self.without) for name in names}

    # --- shared events -----------------------------------------------------------------------------------------

    def _chance(self, event: str) -> Decimal | None:
        held = self.situation.in_force.get(event)
        return held.body.chance if held is not None and isinstance(held.body, Event) else None

    def _events(self, heard: Mapping[str, Mapping[str | None, Hearing]]) -> dict[str, Decimal]:
        """The events on which what no deal is worth to some party depends, with their chances."""
        named = {
            str(item.event)
            for hearings in heard.values()
            for hearing in hearings.values()
            for item in hearing.sure
            if isinstance(item, Worth) and item.event is not None
        }
        chances = {name: self._chance(name) for name in self.situation.in_force if name in named}
        known = {name: _HALF if chance is None else chance for name, chance in chances.items()}
        chosen = sorted(known, key=lambda name: abs(known[name] - _HALF))[:MOST_EVENTS]
        return {name: chance for name, chance in known.items() if name in chosen}

    # --- one party ---------------------------------------------------------------------------------------------

    def _party(self, party: str, hearings: Mapping[str | None, Hearing]) -> Belief:
        """What is believed of one party; of rival readings each, and all together."""
        apart = {name: self._belief(hearing, self.samples // len(hearings)) for name, hearing in hearings.items()}
        if None in apart:
            return apart[None][0]
        told = np.array([likelihood for _, likelihood in apart.values()])
        shares = np.exp(told - told.max())
        beliefs = {str(name): belief for name, (belief, _) in apart.items()}
        return _mixed(beliefs, shares / shares.sum())

    def _belief(self, hearing: Hearing, samples: int) -> tuple[Belief, float]:
        own = {item.event for item in hearing.sure if isinstance(item, Worth)}
        events = {name: chance for name, chance in self.events.items() if name in own}
        question = Question(self.grid, hearing, self.now, events, self.anchor)
        stated = None if hearing.utility is None else Stated(hearing.utility, self.header, self.grid)
        draws, likelihood = self._draws(question, stated if stated is not None and not stated.why else None, samples)
        base = Question(self.grid, Hearing(hearing.party, bodies=hearing.bodies), self.now, {}, self.anchor)
        prior, _ = self._draws(base, None, samples)
        lines = np.zeros((len(prior.weight), len(hearing.lines)), dtype=bool)
        pinned = stated is not None and not stated.why
        combinations = stated.conditions if stated is not None and pinned else ()
        extra = np.zeros((len(prior.weight), len(combinations)))
        lost = {entry for reply in question.evidence(stream(0, ""))[1] for entry in reply.entries}
        unused = [(item.entry, item.why) for item in hearing.unused]
        unused += [(entry, "it fits no package that is possible") for entry in sorted(lost)]
        if stated is not None and stated.why and hearing.utility_id is not None:
            unused.append((hearing.utility_id, stated.why))
        belief = Belief(
            hearing.party,
            self.grid,
            self._with_events(draws, events, hearing.party),
            dataclasses.replace(self._with_events(prior, {}, hearing.party), limits=lines, extra=extra),
            combinations,
            tuple(line.keeps for line in hearing.lines),
            hearing.bodies,
            _rests_on(hearing, lost, pinned),
            hearing.answered,
            {} if pinned else _on_issues(hearing, self.grid, lost),
            tuple(dict.fromkeys(e for item in hearing.sure if isinstance(item, Worth) for e in item.entries)),
            tuple(line.entries for line in hearing.lines),
            tuple(line.weight for line in hearing.lines),
            tuple(line.limit for line in hearing.lines),
            {},
            tuple(unused),
            find_clashes(self.situation, question),
            share_without_package(self.situation, hearing, draws),
            hearing.utility_id if pinned else None,
        )
        return belief, likelihood

    def _draws(self, question: Question, stated: Stated | None, samples: int) -> tuple[Draws, float]:
        if stated is None:
            found = sample_question(question, self.seed, samples)
        else:
            found = draw_stated(stated, question, samples, stream(self.seed, question.key))
        return question.draws(found.meant, found.weight, tuple(question.events)), found.likelihood

    def _with_events(self, draws: Draws, own: Mapping[str, Decimal], party: str) -> Draws:
        """Draws numbered by the scenarios of all shared events; those that bear on others only come as they may."""
        shared, number = tuple(self.events), np.zeros(len(draws.weight), dtype=np.int64)
        for n, name in enumerate(own):
            number += ((draws.event >> n) & 1) << shared.index(name)
        alike: dict[Decimal, int] = {}
        for n, name in enumerate(shared):
            if name not in own:
                chance = self.events[name]
                dice = stream(self.seed, f"event {chance.normalize()} {alike.setdefault(chance, 0)}")
                alike[chance] += 1
                number += (dice.permutation(len(number)) < round(float(chance) * len(number))).astype(np.int64) << n
        return dataclasses.replace(draws, event=number)


def _rests_on(hearing: Hearing, lost: set[str], pinned: bool) -> tuple[str, ...]:
    """The entries that shaped a belief, each once."""
    sure = [item for item in hearing.sure if not pinned or isinstance(item, Worth)]
    heard = [entry for item in (*sure, *hearing.replies, *hearing.lines) for entry in item.entries]
    first = (hearing.utility_id,) if pinned and hearing.utility_id is not None else ()
    return (*first, *(entry for entry in dict.fromkeys(heard) if entry not in lost))


def _on_issues(hearing: Hearing, grid: Grid, lost: set[str]) -> dict[str, tuple[str, ...]]:
    """The entries that speak of each issue."""
    found: dict[str, dict[str, None]] = {}
    for item in (*hearing.sure, *hearing.replies):
        for issue in sorted(_issues_of(item, grid)):
            found.setdefault(issue, {}).update(dict.fromkeys(entry for entry in item.entries if entry not in lost))
    return {issue: tuple(entries) for issue, entries in found.items() if entries}


def _issues_of(item: Sure | Reply, grid: Grid) -> frozenset[str]:
    match item:
        case Order():
            return frozenset([grid.issues[item.issue]])
        case Ranking():
            return frozenset(grid.issues[place] for place in item.issues)
        case Contrast():
            return item.better.issues | item.worse.issues
        case Reply():
            return item.terms.issues
    return frozenset()


def _mixed(apart: Mapping[str, Belief], shares: Floats) -> Belief:
    """Rival readings together: each counts by its share, and a red line that one does not have is true of none of its
    draws."""
    beliefs = list(apart.values())
    lines = _each(line for belief in beliefs for line in _lines(belief))
    parts = []
    for belief, share in zip(beliefs, shares, strict=True):
        limits = np.zeros((len(belief.draws.weight), len(lines)), dtype=bool)
        limits[:, [lines.index(line) for line in _lines(belief)]] = belief.draws.limits
        parts.append(dataclasses.replace(belief.draws, weight=belief.draws.weight * share, limits=limits))
    draws = Draws(*(np.concatenate([getattr(part, name) for part in parts]) for name in Draws.__slots__))
    issues = {issue: None for belief in beliefs for issue in belief.on_issue}
    prior = beliefs[0].prior
    return dataclasses.replace(
        beliefs[0],
        draws=draws,
        prior=dataclasses.replace(prior, limits=np.zeros((len(prior.weight), len(lines)), dtype=bool)),
        red_lines=tuple(line for line, _, _, _ in lines),
        on_line=tuple(entries for _, entries, _, _ in lines),
        line_chances=tuple(chance for _, _, chance, _ in lines),
        limit_of=tuple(limit for _, _, _, limit in lines),
        rests_on=_each(entry for belief in beliefs for entry in belief.rests_on),
        on_issue={issue: _each(e for belief in beliefs for e in belief.on_issue.get(issue, ())) for issue in issues},
        on_outside=_each(entry for belief in beliefs for entry in belief.on_outside),
        scenarios=apart,
        unused=_each(pair for belief in beliefs for pair in belief.unused),
        clashes=_each(clash for belief in beliefs for clash in belief.clashes),
        nothing_left=float(sum(share * belief.nothing_left for belief, share in zip(beliefs, shares, strict=True))),
    )


def _lines(belief: Belief) -> Iterable[tuple[Condition, tuple[str, ...], float, str | None]]:
    return zip(belief.red_lines, belief.on_line, belief.line_chances, belief.limit_of, strict=True)


def _each(held: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(held))
