"""A mediator who knows the issues and what is open about each side: which draft next, and what the answers teach.

Before a yes it floats the draft that all are most likely to take, with some regard to what the answers tell. After a
yes, if it is to improve, it floats the draft that is most worth hearing of (`hearing`), and may put back on the table
one of the texts that were floated. A draft at a *mark* is the text that is then thought best. The rules are in
docs/explanation/mediated-talks.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from onetext.believing import CERTAIN, Evidence, Open, Preferred, Sample, Took, draw_prior, learn
from onetext.believing.sampling import stream
from onetext.model.belief import SOFTNESS, Belief, Beliefs, Draws
from onetext.model.condition import Condition
from onetext.rehearsing.candidate import gather_candidates, neighbours, worth_of
from onetext.rehearsing.hearing import information, worth_hearing
from onetext.rehearsing.party import Options, Reply
from onetext.solving.panel import Panel, panel_of
from onetext.solving.slate import Wanted, climb_from
from onetext.solving.truth import Sieve

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Grid, Places

CURIOSITY: Final = 0.3
"""What one nat that answers would tell counts for, beside a chance of 1, while no text has been taken by all."""
_EXCHANGES: Final = 20
_CLIMBERS: Final = 6
"""From how many candidates the search for the likeliest agreement climbs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a mediator goes about it.

    `aim`: stop at the first text that all take, or go on to the greatest product of gains. `marks` are the numbers of
    the drafts at which the text thought best is floated. `draws` is how many draws a belief has, `candidates` how many
    packages are weighed for each draft, `tables` how many of the best floated texts may be on the table. `grade` is the
    chance that an answer is what the side means, `softness` how near a tie it may go either way, `sweeps` along how
    many lines draws are moved where their weights have run thin: in long talks more than for a case.
    """

    aim: Literal["agreement", "nash"] = "agreement"
    marks: tuple[int, ...] = ()
    draws: int = 500
    candidates: int = 250
    tables: int = 1
    grade: float = CERTAIN
    softness: float = SOFTNESS
    sweeps: int = 30


@dataclass(slots=True)
class _Side:
    """One side as it is known: its draws, those before any answer, and what its draws have been made of."""

    name: str
    sample: Sample
    prior: Draws
    content: str
    combinations: tuple[Condition, ...] = ()
    red_lines: tuple[Condition, ...] = ()


@dataclass
class Mediator:
    """Floats drafts over a grid to sides of which `opens` say what is open, and learns from what they answer.

    `combinations` and `red_lines` are the conditions behind those columns of an `Open`, by side. What happens hangs on
    `seed`, on what is open and on what is answered, and on neither the names nor the order of the sides.

    >>> from onetext.model.belief import Grid
    >>> grid = Grid(("truce", "gate"), (("short", "long"), ("shut", "open")))
    >>> mediator = Mediator(grid, {"north": Open((2, 2)), "south": Open((2, 2))}, Plan(draws=200))
    >>> draft = mediator.propose()
    >>> mediator.hear({"north": Reply(takes=True), "south": Reply(takes=False)})
    >>> mediator.propose() != draft, mediator.text is None
    (True, True)
    """

    grid: Grid
    opens: Mapping[str, Open]
    plan: Plan = Plan()
    seed: int = 0
    combinations: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    red_lines: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    drafts: list[Options] = field(default_factory=list)
    agreed: list[Options] = field(default_factory=list)
    table: Options | None = None

    def __post_init__(self) -> None:
        self._sides = [self._side(name, open_) for name, open_ in self.opens.items()]

    def _side(self, name: str, open_: Open) -> _Side:
        combined, limits = self.combinations.get(name, ()), self.red_lines.get(name, ())
        if combined and open_.holds is None:
            open_ = replace(open_, holds=Sieve(self.grid, combined))
        if limits and open_.breaks is None:
            sieve = Sieve(self.grid, limits)
            open_ = replace(open_, breaks=lambda packages: ~sieve(packages))
        content = _digest(*(_plain(getattr(open_, part)) for part in open_.__slots__), combined, limits)
        sample = draw_prior(open_, self.plan.draws, stream(self.seed, content))
        sample = replace(sample, softness=self.plan.softness)
        return _Side(name, sample, sample.draws, content, combined, limits)

    @property
    def _ordered(self) -> list[_Side]:
        """The sides in an order that hangs on content alone."""
        return sorted(self._sides, key=lambda side: side.content)

    @property
    def samples(self) -> dict[str, Sample]:
        """The draws of each side as they stand."""
        return {side.name: side.sample for side in self._sides}

    @property
    def beliefs(self) -> Beliefs:
        """What is believed of each side, as other rooms take it; the sides in an order that hangs on content alone."""
        found = {
            side.name: Belief(side.name, self.grid, side.sample.draws, side.prior, side.combinations, side.red_lines)
            for side in self._ordered
        }
        return Beliefs(self.grid, found)

    @property
    def text(self) -> Options | None:
        """Of the texts that all took, the one now thought best; None before the first."""
        if not self.agreed:
            return None
        floated = np.array(list(dict.fromkeys(self.agreed)))
        return _options(floated[self._product(floated).argmax()])

    def chances(self, draft: Options) -> dict[str, float]:
        """The chance that each side takes a draft."""
        panel = panel_of(self.beliefs, softness=self.plan.softness)
        found = panel.party_chances(np.array([draft]))[:, :, 0]
        return {name: float(own @ panel.events) for name, own in zip(panel.parties, found, strict=True)}

    def propose(self) -> Options:
        """The next draft; what it is to be compared with stands in `table`."""
        samples = [side.sample for side in self._ordered]
        dice = stream(self.seed, " ".join(sorted(side.content for side in self._sides)) + f" {len(self.drafts)}")
        candidates = gather_candidates(samples, self.plan.candidates, dice)
        if self.text is None:
            draft = self._likeliest(candidates)
            self._put_beside(np.array([draft]))
        elif len(self.drafts) + 1 in self.plan.marks:
            self.table = self.text
            draft = self._best(candidates)
        else:
            candidates = dice.permutation(candidates)[: self.plan.candidates]
            draft = _options(candidates[self._put_beside(candidates)])
        self.drafts.append(draft)
        return draft

    def hear(self, answers: Mapping[str, Reply]) -> None:
        """Learn from what every side answered to the last draft."""
        draft = self.drafts[-1]
        for side in self._sides:
            evidence = self._evidence(draft, answers[side.name])
            side.content = _digest(side.content, draft, self.table, answers[side.name])
            side.sample = learn(side.sample, evidence, stream(self.seed, side.content), self.plan.sweeps)
        if all(answer.takes for answer in answers.values()):
            self.agreed.append(draft)

    def _evidence(self, draft: Options, answer: Reply) -> list[Evidence]:
        here, grade = np.array([draft]), self.plan.grade
        found: list[Evidence] = [Took(here, answer.takes, grade=grade)]
        if self.table is None or self.table == draft:
            return found
        there = np.array([self.table])
        if answer.better is not None:
            found.append(Preferred(here, there, grade) if answer.better else Preferred(there, here, grade))
        for issue in answer.criticises:
            as_before = here.copy()
            as_before[0, issue] = self.table[issue]
            found.append(Preferred(as_before, here, grade))
        return found

    def _likeliest(self, candidates: Places) -> Options:
        """Of drafts not yet floated, the one with the greatest A + CURIOSITY (1 - A) x what its answers tell."""
        panel = panel_of(self.beliefs, softness=self.plan.softness)
        joint = panel.chance(candidates)
        climbed, _ = climb_from(panel, candidates[np.argsort(-joint, kind="stable")[:_CLIMBERS]], Wanted())
        fresh = self._fresh(np.unique(np.concatenate([candidates, climbed]), axis=0), panel)
        joint, told = panel.chance(fresh), np.zeros(len(fresh))
        for side in self._ordered:
            gain = worth_of(side.sample, fresh) - side.sample.meant.outside[:, None]
            told += information(gain, side.sample.weight, self.plan.softness)
        return _options(fresh[(joint + CURIOSITY * (1 - joint) * told).argmax()])

    def _best(self, candidates: Places) -> Options:
        """The package of the greatest expected product of gains: the best candidate, bettered two issues at a time."""
        allowed = Sieve(self.grid, self.grid.constraints)
        package = candidates[self._product(candidates).argmax()]
        for _ in range(_EXCHANGES):
            near = neighbours(package, self.grid.sizes)
            near = near[allowed(near).all(axis=1)]
            value = self._product(np.concatenate([package[None], near]))
            if value.argmax() == 0:
                break
            package = near[value.argmax() - 1]
        return _options(package)

    def _fresh(self, packages: Places, panel: Panel) -> Places:
        """Those that were not floated and are feasible; all, where there is none."""
        known = set(self.drafts)
        kept = np.array([_options(package) not in known for package in packages]) & panel.feasible(packages)
        return packages[kept] if kept.any() else packages

    def _put_beside(self, candidates: Places) -> int:
        """Which of the candidates is most worth hearing of, and beside which floated text; sets `table`."""
        if not self.drafts:
            return 0
        floated = np.array(list(dict.fromkeys(self.drafts)))
        tables = floated[np.argsort(-self._product(floated), kind="stable")[: self.plan.tables]]
        samples = [side.sample for side in self._ordered]
        score = np.array([worth_hearing(samples, candidates, table, self.plan.softness) for table in tables])
        best = int(score.argmax())
        self.table = _options(tables[best // len(candidates)])
        return best % len(candidates)

    def _product(self, packages: Places) -> Floats:
        """The product over the sides of the gain that each expects from packages: [package]."""
        found = np.ones(len(packages))
        for side in self._ordered:
            gain = worth_of(side.sample, packages) - side.sample.meant.outside[:, None]
            found *= side.sample.weight @ np.maximum(gain, 0)
        return found


def _options(package: Places | Sequence[int]) -> Options:
    return tuple(int(option) for option in package)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _plain(value: object) -> object:
    """What is open, as something to key by; functions say nothing, ties their rows."""
    if callable(value):
        return None
    if isinstance(value, tuple) and value and hasattr(value[0], "options"):
        return [(tie.issues, tie.options.tolist(), None if tie.holds is None else tie.holds.tolist()) for tie in value]
    return value
