"""From a situation to beliefs about every party."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeVar

import numpy as np

from onetext.believing.basis import entries_behind, entries_by_issue
from onetext.believing.clash import find_clashes, share_without_package
from onetext.believing.grid import Unbounded, find_ties, grid_of, option_of
from onetext.believing.heard import Hearing, Worth
from onetext.believing.listen import listen, scenarios_of
from onetext.believing.mixture import fit_prior, mix_readings
from onetext.believing.pinned import Stated, draw_stated
from onetext.believing.posterior import DRAWS
from onetext.believing.question import Question, chance_of_scenario
from onetext.believing.sampling import Kept, Sampled, sample_question, stream
from onetext.believing.stance import Stances
from onetext.model import Assessment, Situation
from onetext.model.belief import Belief, Beliefs, Draws, Grid, Silence
from onetext.model.deadline import Event

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
    contradictions: bool = True,
    kept: Kept | None = None,
) -> Beliefs:
    """What every party of a viewer's situation may want; definitions page, "Beliefs".

    Nothing is believed of anybody before a mediator has assessed somebody or stated a utility: the result then says
    why (`silent`). `without` are ids of entries (or of a stated utility) to leave out, `anchor` the range of an outside
    option of which nothing is said. The same content and seed give the same draws, whatever things are called and in
    whatever order they stand. `contradictions`: whether to look for what cannot all be so, which no draw hangs on.
    `kept` are draws made before, for one viewer alone; what is made is put there too.

    >>> from onetext.model import Header, make, replay
    >>> believe(replay(make(Header, title="River"), [])).silent
    'nothing assessed'
    """
    return _Believer(situation, seed, samples, without, anchor, contradictions, {} if kept is None else kept).beliefs()


def leave_out(beliefs: Beliefs, situation: Situation, names: Iterable[str], samples: int) -> Iterator[Beliefs]:
    """What `believe` gives where one entry (or stated utility) is left out, each in turn; without contradictions.

    A party, or a rival reading of one, of which the same is heard without it stays as it is in `beliefs`, which are
    those of the situation; of any other there are `samples` draws.
    """
    kept: Kept = {}
    known = _Believer(situation, beliefs.seed, beliefs.samples).known(beliefs)
    for name in names:
        yield _Believer(situation, beliefs.seed, samples, frozenset([name]), kept=kept).beliefs(known)


@dataclass(frozen=True)
class _Known:
    """What is believed already: of a party and reading, by what is heard of it; where the events are the same."""

    beliefs: Mapping[tuple[str, str | None], tuple[Hearing, Belief]] = field(default_factory=dict)
    events: Mapping[str, Decimal] = field(default_factory=dict)

    def find(self, party: str, reading: str | None, hearing: Hearing, events: Mapping[str, Decimal]) -> Belief | None:
        """The same, if nothing that it hangs on is different."""
        heard, belief = self.beliefs.get((party, reading), (None, None))
        return belief if heard == hearing and self.events == events else None

    def prior(self, party: str, events: Mapping[str, Decimal]) -> Draws | None:
        """The draws of the party from assumptions alone, if the events are the same."""
        found = (belief.prior for (name, _), (_, belief) in self.beliefs.items() if name == party)
        return next(found, None) if self.events == events else None


class _Believer:
    def __init__(
        self,
        situation: Situation,
        seed: int,
        samples: int,
        without: frozenset[str] = frozenset(),
        anchor: tuple[float, float] = (0.0, 1.0),
        contradictions: bool = False,
        kept: Kept | None = None,
    ) -> None:
        self.situation, self.seed, self.samples = situation, seed, samples
        self.without, self.anchor, self.contradictions = without, anchor, contradictions
        self.kept: Kept = {} if kept is None else kept
        self.header = situation.header
        self.priors: dict[tuple[tuple[str, ...], int], Draws] = {}

    def beliefs(self, known: _Known = _Known()) -> Beliefs:
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
        heard = self._heard()
        parties = {party: self._party(party, hearings, known) for party, hearings in heard.items()}
        shared = tuple(self.events)
        chances = tuple(
            chance_of_scenario(self.events, frozenset(name for n, name in enumerate(shared) if number >> n & 1))
            for number in range(1 << len(shared))
        )
        assumed = tuple(name for name in shared if self._chance(name) is None)
        return Beliefs(self.grid, parties, chances, shared, assumed, "", self.seed, self.samples)

    def known(self, beliefs: Beliefs) -> _Known:
        """The beliefs that were made of this, by what is heard."""
        if beliefs.silent:
            return _Known()
        self.grid = beliefs.grid
        heard, parties = self._heard(), beliefs.parties
        found = {
            (party, name): (hearing, parties[party] if name is None else parties[party].scenarios[name])
            for party, hearings in heard.items()
            for name, hearing in hearings.items()
        }
        return _Known(found, self.events)

    def _heard(self) -> dict[str, dict[str | None, Hearing]]:
        self.stances = Stances(self.situation, self.grid, self.without)
        self.now = dict(self._now())
        heard = {party: self._hearings(party) for party in self.header.parties}
        self.events = self._events(heard)
        return heard

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

    def _party(self, party: str, hearings: Mapping[str | None, Hearing], known: _Known) -> Belief:
        """What is believed of one party; of rival readings each, and all together."""
        apart = {
            name: known.find(party, name, hearing, self.events)
            or self._belief(hearing, self.samples // len(hearings), known.prior(party, self.events))
            for name, hearing in hearings.items()
        }
        if None in apart:
            return apart[None]
        told = np.array([belief.likelihood for belief in apart.values()])
        shares = np.exp(told - told.max())
        return mix_readings({str(name): belief for name, belief in apart.items()}, shares / shares.sum())

    def _belief(self, hearing: Hearing, samples: int, prior: Draws | None) -> Belief:
        own = {item.event for item in hearing.sure if isinstance(item, Worth)}
        events = {name: chance for name, chance in self.events.items() if name in own}
        question = Question(self.grid, hearing, self.now, events, self.anchor)
        stated = None if hearing.utility is None else Stated(hearing.utility, self.header, self.grid)
        pinned = stated is not None and not stated.why
        sampled = self._sampled(question, stated if pinned else None, samples)
        draws = question.draws(sampled.meant, sampled.weight, tuple(question.events))
        combinations = stated.conditions if stated is not None and pinned else ()
        lost = {entry for place in sampled.lost for entry in question.replies[place].entries}
        unused = [(item.entry, item.why) for item in hearing.unused]
        unused += [(entry, "it fits no package that is possible") for entry in sorted(lost)]
        if stated is not None and stated.why and hearing.utility_id is not None:
            unused.append((hearing.utility_id, stated.why))
        return Belief(
            hearing.party,
            self.grid,
            self._with_events(draws, events),
            fit_prior(prior or self._prior(hearing, samples), len(hearing.lines), len(combinations)),
            combinations,
            tuple(line.keeps for line in hearing.lines),
            hearing.bodies,
            entries_behind(hearing, lost, pinned),
            hearing.answered,
            {} if pinned else entries_by_issue(hearing, self.grid, lost),
            tuple(dict.fromkeys(e for item in hearing.sure if isinstance(item, Worth) for e in item.entries)),
            tuple(line.entries for line in hearing.lines),
            tuple(line.weight for line in hearing.lines),
            tuple(line.limit for line in hearing.lines),
            {},
            tuple(unused),
            find_clashes(self.situation, question) if self.contradictions else (),
            share_without_package(self.situation, hearing, draws) if self.contradictions else 0.0,
            hearing.utility_id if pinned else None,
            sampled.likelihood,
        )

    def _prior(self, hearing: Hearing, samples: int) -> Draws:
        """Draws of a party of which nothing is heard: the same for all that have as many bodies."""
        key = hearing.bodies, samples
        if key not in self.priors:
            base = Question(self.grid, Hearing(hearing.party, bodies=hearing.bodies), self.now, {}, self.anchor)
            sampled = self._sampled(base, None, samples)
            self.priors[key] = self._with_events(base.draws(sampled.meant, sampled.weight, ()), {})
        return self.priors[key]

    def _sampled(self, question: Question, stated: Stated | None, samples: int) -> Sampled:
        if stated is None:
            return sample_question(question, self.seed, samples, self.kept)
        return draw_stated(stated, question, samples, stream(self.seed, question.key))

    def _with_events(self, draws: Draws, own: Mapping[str, Decimal]) -> Draws:
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
