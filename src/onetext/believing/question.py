"""What is heard of one party, as numbers that the core takes: in an order of its content, not of its names."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.canon import Canon
from onetext.believing.complete import Completer
from onetext.believing.doubt import MOST_ITEMS, DoubtfulPrior, Doubts, Pairs, Perhaps
from onetext.believing.evidence import CERTAIN, Took
from onetext.believing.grid import find_ties
from onetext.believing.heard import Contrast, Hearing, Order, Ranking, Reply, Sure, Worth
from onetext.believing.open import LISTED, Bound, Open, Tied
from onetext.model.belief import Draws, Grid
from onetext.solving.truth import truths

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.believing.prior import Meant
    from onetext.model.belief import Flags, Floats, Places

PACKAGES: Final = 1000
"""How many packages stand for all the answers of a side, about: many answers are each completed in fewer ways."""
NEAR: Final = 0.1
"""How far from its party's outside option a ratifying body's threshold may lie."""


@dataclass(frozen=True)
class Question:
    """What is open about one party, and what it answered. `now` are the options at which issues stand today, by their
    place in `grid`; `events` the chances of the events that bear on it; `anchor` the range of an outside option of
    which nothing is said."""

    grid: Grid
    hearing: Hearing
    now: Mapping[int, frozenset[int]]
    events: Mapping[str, Decimal]
    anchor: tuple[float, float] = (0.0, 1.0)

    @cached_property
    def canon(self) -> Canon:
        """The order of content."""
        h = self.hearing
        return Canon(self.grid, (*h.sure, *h.replies, *h.lines), len(h.bodies), self.events, self.now)

    @cached_property
    def key(self) -> str:
        """The content of everything that is asked: what the stream of random numbers hangs on."""
        return repr((self.canon.key, self.anchor))

    @cached_property
    def ordered(self) -> Grid:
        """The grid with issues and options in the order of their content."""
        grid, canon = self.grid, self.canon
        issues = tuple(grid.issues[place] for place in canon.issues)
        values = tuple(tuple(grid.values[place][n] for n in canon.options[place]) for place in canon.issues)
        return Grid(issues, values, grid.constraints)

    @cached_property
    def ties(self) -> tuple[Tied, ...]:
        """What constraints tie, on the ordered grid."""
        return find_ties(self.ordered)

    @cached_property
    def sure(self) -> tuple[Sure, ...]:
        """What holds or not, in the order of its content."""
        return tuple(sorted(self.hearing.sure, key=self.canon.mark))

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The red lines by their place in the hearing, in the order of their content."""
        marks = [self.canon.mark(line) for line in self.hearing.lines]
        return tuple(sorted(range(len(marks)), key=lambda n: (marks[n], n)))

    @cached_property
    def places(self) -> dict[int, tuple[int, dict[int, int]]]:
        """Where an issue and its options stand in the order of content."""
        return {
            place: (n, {option: at for at, option in enumerate(self.canon.options[place])})
            for n, place in enumerate(self.canon.issues)
        }

    @cached_property
    def completer(self) -> Completer:
        """Completes terms on the ordered grid."""
        now = {
            self.places[place][0]: frozenset(self.places[place][1][n] for n in held) for place, held in self.now.items()
        }
        return Completer(self.ordered, self.ties, now)

    def prior(self, dice: Generator) -> DoubtfulPrior:
        """What is open, with all that is heard."""
        contrasts = [item for item in self.sure if isinstance(item, Contrast)]
        numbers = [all(isinstance(value, Decimal) for value in values) for values in self.ordered.values]
        lines = tuple(self.hearing.lines[n].weight for n in self.lines)
        open_ = Open(
            sizes=self.ordered.sizes,
            bounds=tuple(self.bound(item, dice) for item in contrasts),
            ties=self.ties,
            limits=(*lines, *(item.weight for item in contrasts)),
            breaks=self.breaks,
            events=self.chances(),
            bodies=len(self.hearing.bodies),
            near=NEAR,
            listed=tuple(LISTED if counted else 0.0 for counted in numbers),
        )
        orders: list[list[Perhaps]] = [[] for _ in self.ordered.sizes]
        for item in self.sure:
            if isinstance(item, Order):
                orders[self.places[item.issue][0]].append(Perhaps(item.weight, self._pairs(item)))
        weights = tuple(Perhaps(i.weight, self._heavier(i)) for i in self.sure if isinstance(i, Ranking))
        outside = tuple(outside_pieces(self.sure, happening, self.anchor) for happening in self.scenarios())
        return DoubtfulPrior(open_, Doubts(tuple(map(tuple, orders)), weights, outside, len(contrasts)))

    def breaks(self, packages: Places) -> Flags:
        """Which red lines packages break: [package, line]; beside them columns for comparisons, which none breaks."""
        keeps = tuple(self.hearing.lines[n].keeps for n in self.lines)
        broken = np.logical_not(truths(self.ordered, keeps, packages))
        contrasts = sum(isinstance(item, Contrast) for item in self.sure)
        return np.concatenate([broken, np.zeros((len(packages), contrasts), dtype=bool)], axis=1)

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """What it answered, in the order of its content."""
        return tuple(sorted(self.hearing.replies, key=self.canon.mark))

    def evidence(self, dice: Generator) -> tuple[tuple[Took, ...], tuple[int, ...]]:
        """What it answered, and the places in `replies` of what fits no feasible package."""
        found, lost = [], []
        most = max(2, PACKAGES // max(len(self.replies), 1))
        spared = [self.hearing.lines[n].keeps for n in self.lines]
        bodies = {body: at for at, body in enumerate(self.canon.bodies)}
        for place, reply in enumerate(self.replies):
            packages = self.completer.packages(reply.terms, dice, spared, most)
            if len(packages):
                body = None if reply.body is None else bodies[reply.body]
                found.append(Took(packages, reply.taken, grade=min(reply.weight, CERTAIN), body=body))
            else:
                lost.append(place)
        return tuple(found), tuple(lost)

    def scenarios(self) -> Iterator[frozenset[str]]:
        """Which events happen, for each scenario of the events in the order of their content; none first."""
        names = self.canon.events
        for happens in itertools.product((False, True), repeat=len(names)):
            yield frozenset(name for name, so in zip(names, happens, strict=True) if so)

    def chances(self) -> tuple[float, ...]:
        """How likely each scenario is."""
        return tuple(chance_of_scenario(self.events, happening) for happening in self.scenarios())

    def draws(self, meant: Meant, weight: Floats, shared: tuple[str, ...]) -> Draws:
        """Draws in the order of the grid; `shared` are the events of the case, by which scenarios are numbered."""
        columns = np.zeros(sum(self.grid.sizes), dtype=np.int64)
        starts, there_starts = self.grid.starts, self.ordered.starts
        for place, (n, at) in self.places.items():
            for option, there in at.items():
                columns[starts[place] + option] = there_starts[n] + there
        lines = {n: at for at, n in enumerate(self.lines)}
        bodies = {body: at for at, body in enumerate(self.canon.bodies)}
        limits = meant.limits[:, [lines[n] for n in range(len(lines))]]  # without those for comparisons
        number = np.array([scenario_number(happening, shared) for happening in self.scenarios()])
        return Draws(
            weight,
            meant.worth[:, columns],
            meant.base,
            meant.extra,
            meant.outside,
            meant.bodies[:, [bodies[n] for n in range(len(bodies))]],
            limits,
            number[meant.event],
        )

    def _pairs(self, order: Order) -> Pairs:
        _, at = self.places[order.issue]
        steps = itertools.pairwise(order.chain)
        return frozenset((at[one], at[other]) for better, worse in steps for one in better for other in worse)

    def _heavier(self, ranking: Ranking) -> Pairs:
        return frozenset(itertools.pairwise(self.places[place][0] for place in ranking.issues))

    def bound(self, contrast: Contrast, dice: Generator) -> Bound:
        """A comparison as a linear form, on the ordered grid: packages of one kind, on average, against others."""
        about = contrast.better.issues | contrast.worse.issues
        better, worse = (self.completer.mean(terms, about, dice) for terms in (contrast.better, contrast.worse))
        return Bound(lo=0.0, worth=tuple(map(float, better - worse)))


def outside_pieces(
    items: Iterable[Sure], happening: frozenset[str], anchor: tuple[float, float] = (0.0, 1.0)
) -> tuple[tuple[float, float, float], ...]:
    """Where the outside option may lie in a scenario, as (chance, lo, hi): as said of the events that happen, else as
    said in general. Where two say it, within both if both are so; they are not, if they have nothing in common."""
    worths = [item for item in items if isinstance(item, Worth)]
    given = [item for item in worths if item.event is not None and item.event in happening]
    chosen = sorted(given or [item for item in worths if item.event is None], key=lambda item: -item.weight)[
        :MOST_ITEMS
    ]
    found = []
    for so in itertools.product((True, False), repeat=len(chosen)):
        held = [item for item, holds in zip(chosen, so, strict=True) if holds]
        chance = math.prod(item.weight if holds else 1 - item.weight for item, holds in zip(chosen, so, strict=True))
        lo, hi = (max(i.lo for i in held), min(i.hi for i in held)) if held else anchor
        if chance > 0 and lo <= hi:
            found.append((chance, lo, hi))
    total = sum(chance for chance, _, _ in found)
    return tuple((chance / total, lo, hi) for chance, lo, hi in found) or ((1.0, *anchor),)


def scenario_number(happening: frozenset[str], shared: tuple[str, ...]) -> int:
    """The number of a scenario of the shared events: a bit for each that happens."""
    return sum(1 << n for n, name in enumerate(shared) if name in happening)


def chance_of_scenario(events: Mapping[str, Decimal], happening: frozenset[str]) -> float:
    """How likely it is that these events happen and the others do not."""
    chance = 1.0
    for name, own in events.items():
        chance *= float(own) if name in happening else 1 - float(own)
    return chance
