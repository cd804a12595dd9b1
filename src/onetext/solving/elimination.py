"""Issues that conditions tie together, settled one after the other.

A *label* is a set of partial packages that no tie tells apart any more and that leave the same to be gained; of these
only payoffs that no other dominates are kept. Labels that cannot reach beyond packages already found are cut. What is
left at the end is the frontier, by the principle of optimality; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.solving.bound import certain, floats, is_beaten, least_loss
from onetext.solving.nondominated import nondominated
from onetext.solving.option import choose_options
from onetext.solving.order import find_orders
from onetext.solving.sums import Points, thin
from onetext.solving.tie import Machine, TooManyStates, compile_tie
from onetext.solving.tied import Settled, Tied
from onetext.solving.whole import BITS, Ints, add, join, ranks, split

MOST_LABELS: Final = (4_000, 40_000, 400_000)
MOST_STEPS: Final = 12_000_000
_BEAMS: Final = (12, 60)
_WEIGHTS: Final = 9
_MANY: Final = 100
"""Labels above which it pays to bound what is still ahead of them."""


@dataclass
class _Labels:
    regret: Ints  # [label, party, limb]: what the best thinkable package gives more
    counts: NDArray[Any]
    keys: Ints
    states: dict[int, Ints]
    parents: Ints
    options: Ints


_Ended = tuple[_Labels, list[tuple[Ints, Ints]]] | None


def eliminate(tied: Tied) -> Settled:
    """The exact frontier of tied issues, with how many packages have each payoff. Raises TooManyStates at the limit.

    First without what only adds ties, which finds every payoff; then once more, with all ties and nothing that these
    payoffs dominate. Where a cap stops a sum, labels are merged only where they are equal, so that ties are counted.
    `Settled.ties_are_least` where the second pass would need too many labels.
    """
    run, found, done = _find_payoffs(tied)
    try:
        done = run.labels(found, None, True, MOST_LABELS[-1]) if tied.ties else done
    except TooManyStates:
        return run.settled(done, ties_are_least=True)
    return run.settled(done)


def _find_payoffs(tied: Tied) -> tuple[_Run, Ints | None, _Ended]:
    """Every payoff of the frontier, by the first order and the least limit that suffice."""
    runs = [_Run(tied, order) for order in find_orders(tied)]
    found: Ints | None = None
    for most in MOST_LABELS:
        for run in runs:
            try:
                for beam in _BEAMS if tied.ties else ():
                    found = run.better(found, run.labels(found, beam, False, most))
                done = run.labels(found, None, not tied.ties, most)
            except TooManyStates:
                continue
            return run, run.better(found, done), done
    raise TooManyStates


def _turned(values: Ints) -> Ints:
    """Ranks where less is better, as ranks where more is."""
    return values.max(axis=0) - values if len(values) else values


class _Run:
    """One problem, with what is the same in every pass over its issues."""

    def __init__(self, tied: Tied, order: tuple[int, ...]) -> None:
        self.tied, self.sizes, self.order = tied, tied.sizes, order
        self.parties = tied.tables[0].shape[1]
        self.seen: dict[tuple[int, bool], tuple[Ints, NDArray[Any], Ints]] = {}
        worths = [worth for _, worth in tied.ties if worth is not None]
        self.base = tuple(sum(min(worth[p], 0) for worth in worths) for p in range(self.parties))
        gains = [sum(abs(worth[p]) for worth in worths) for p in range(self.parties)]
        tops = [[int(top) for top in join(table).max(axis=0)] for table in tied.tables]
        self.total = tuple(gains[p] + sum(top[p] for top in tops) for p in range(self.parties))
        self.limbs = max(tied.tables[0].shape[2], -(-max(self.total).bit_length() // BITS))
        self.losses = [
            split(top - join(table), self.limbs) for top, table in zip(map(np.array, tops), tied.tables, strict=True)
        ]
        self.machines = [compile_tie(condition, self.order, self.sizes) for condition, _ in tied.ties]
        self.when = [self._loss(worth) for _, worth in tied.ties]
        caps = tied.caps or (None,) * self.parties
        self.floors = [
            None if cap is None else max(0, self.total[p] + self.base[p] - cap) for p, cap in enumerate(caps)
        ]
        self.plain = all(floor is None or floor == 0 for floor in self.floors)

    def better(self, found: Ints | None, ended: _Ended) -> Ints | None:
        """What was found, and what was found now: the least regrets."""
        if ended is None:
            return found
        ends = self.capped(ended[0].regret)
        ends = ends if found is None else np.concatenate((found, ends))
        places, starts = nondominated(_turned(ranks(ends)))
        return ends[places[starts]]

    def settled(self, ended: _Ended, ties_are_least: bool = False) -> Settled:
        """The frontier, from the labels of the last issue."""
        if ended is None:
            empty = np.zeros(0, np.int64)
            none = Points(np.zeros((0, self.parties, self.limbs), np.int64), empty, empty, empty, empty)
            return Settled(none, self.base, self.order, (), empty)
        labels, trace = ended
        totals = join(split([list(self.total)], self.limbs))
        values = totals - join(self.capped(labels.regret))
        under = [min(0, int(value)) for value in values.min(axis=0)]  # a cap may lie below what every package gives
        points = thin(split(values - np.array(under, values.dtype), self.limbs), labels.counts, labels.keys)
        base = tuple(low + more for low, more in zip(self.base, under, strict=True))
        return Settled(points, base, self.order, tuple(trace), points.right, ties_are_least)

    def _loss(self, worth: tuple[int, ...] | None) -> tuple[Ints, Ints] | None:
        """What is lost where a condition holds, and where it fails."""
        if worth is None:
            return None
        held = [abs(value) - max(value, 0) for value in worth]
        failed = [abs(value) - max(-value, 0) for value in worth]
        return split(held, self.limbs), split(failed, self.limbs)

    def capped(self, regret: Ints) -> Ints:
        """Regret counted from where the sums stop to count."""
        if self.plain:
            return regret
        held = join(regret).copy()
        for party, floor in enumerate(self.floors):
            if floor:
                held[:, party] = np.maximum(held[:, party], floor)
        return split(held, self.limbs)

    def labels(self, found: Ints | None, beam: int | None, counting: bool, most: int) -> _Ended:
        """All labels after the last issue that reach beyond `found`, or some if there is a beam; None if there is none.

        Raises TooManyStates for more than `most` at a time. Without `counting`, every payoff but not every tie.
        """
        one = np.zeros(1, np.int64)
        open_states = {n: one + machine.start for n, machine in enumerate(self.machines)}
        regret = np.zeros((1, self.parties, self.limbs), np.int64)
        if not self._settle_constant(regret, open_states):
            return None
        labels = _Labels(regret, one + 1, one, open_states, one, one)
        trace = []
        for place, issue in enumerate(self.order):
            done = set(self.order[: place + 1])
            labels = self._expanded(labels, issue, done, found, beam is None, counting)
            if not len(labels.counts):
                return None
            labels = self._merged(labels, done) if beam is None else self._best(labels, beam)
            trace.append((labels.parents, labels.options))
            if len(labels.counts) > most:
                raise TooManyStates
        return labels, trace

    def _settle_constant(self, regret: Ints, states: dict[int, Ints]) -> bool:
        for n, machine in enumerate(self.machines):
            if machine.start < 2:
                when = self.when[n]
                if when is None:
                    if machine.start == 0:
                        return False
                else:
                    regret[:] = add(regret, when[0 if machine.start else 1][None])
                states[n] = np.zeros(1, np.int64)
        return True

    def _options(self, issue: int, machines: dict[int, Machine], counting: bool) -> tuple[Ints, NDArray[Any], Ints]:
        if (issue, counting) not in self.seen:
            self.seen[issue, counting] = choose_options(self.tied, issue, machines, counting, self.plain)
        return self.seen[issue, counting]

    def _expanded(
        self, labels: _Labels, issue: int, done: set[int], found: Ints | None, exact: bool, counting: bool
    ) -> _Labels:
        machines = {n: machine for n, machine in enumerate(self.machines) if issue in machine.moves}
        options, counts, keys = self._options(issue, machines, counting)
        size, width = len(labels.counts), len(options)
        if size * width > MOST_STEPS:
            raise TooManyStates
        loss = self.losses[issue][options]
        regret = add(labels.regret[:, None], loss[None]).reshape(size * width, self.parties, self.limbs)
        moved, fails = self._moved(labels, issue, machines, options, regret)
        chosen = np.flatnonzero(~fails)
        if found is not None:
            chosen = chosen[~is_beaten(self.capped(regret[chosen]), found)]
            if exact and self.limbs == 1 and labels.states and len(chosen) > _MANY:
                chosen = self._hopeful(labels, moved, chosen, width, regret, found, done)
        parents, picked = chosen // width, chosen % width
        states = {n: moved[n][chosen] if n in moved else held[parents] for n, held in labels.states.items()}
        multiple = self._multiplied(labels.counts[parents], counts[picked])
        return _Labels(regret[chosen], multiple, labels.keys[parents] + keys[picked], states, parents, options[picked])

    def _moved(
        self, labels: _Labels, issue: int, machines: dict[int, Machine], options: Ints, regret: Ints
    ) -> tuple[dict[int, Ints], NDArray[np.bool_]]:
        """The states after an issue, and where a tie fails that must hold; what is lost is added to the regret."""
        fails, moved = np.zeros(len(regret), bool), {}
        for n, machine in machines.items():
            before = labels.states[n]
            after = machine.moves[issue][before[:, None], options[None]].ravel()
            if not before.any():
                moved[n] = after * 0
                continue
            settled = (after < 2) & np.repeat(before >= 2, len(options))
            when = self.when[n]
            if when is None:
                fails |= settled & (after == 0)
            else:
                for holds, lost in ((1, when[0]), (0, when[1])):
                    if lost.any():
                        where = np.flatnonzero(settled & (after == holds))
                        regret[where] = add(regret[where], lost[None])
            moved[n] = np.where(after >= 2, after, 0)
        return moved, fails

    def _hopeful(
        self,
        labels: _Labels,
        moved: dict[int, Ints],
        chosen: Ints,
        width: int,
        regret: Ints,
        found: Ints,
        done: set[int],
    ) -> Ints:
        """Those that reach beyond what was found even with what they must lose yet."""
        alive = {
            n: (moved[n][chosen] if n in moved else held[chosen // width]) >= 2 for n, held in labels.states.items()
        }
        ahead = least_loss(self.tied, self.machines, alive, self.order[len(done) :])
        hopeful: Ints = chosen[~is_beaten(self.capped(regret[chosen] + certain(ahead)[..., None]), found)]
        return hopeful

    def _multiplied(self, left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
        if len(left) and int(left.max()) * int(right.max()) * len(left) >= 1 << (BITS + 2):
            product: NDArray[Any] = left.astype(object) * right.astype(object)
            return product
        result: NDArray[Any] = left * right
        return result

    def _merged(self, labels: _Labels, done: set[int]) -> _Labels:
        groups = _signature(list(labels.states.values()), len(labels.counts))
        values = _turned(ranks(labels.regret))
        if not self.plain:
            groups = np.unique(np.column_stack((groups, values)), axis=0, return_inverse=True)[1].ravel()
        kept = thin(values[..., None], labels.counts, labels.keys, groups)
        states = {n: held[kept.right] for n, held in labels.states.items() if not self._read(n, done)}
        at = kept.right
        return _Labels(labels.regret[at], kept.counts, kept.keys, states, labels.parents[at], labels.options[at])

    def _read(self, machine: int, done: set[int]) -> bool:
        return self.tied.ties[machine][0].issues <= done

    def _best(self, labels: _Labels, beam: int) -> _Labels:
        """Some labels with little regret, for several ways to weigh the parties."""
        regret = floats(self.capped(labels.regret))
        scaled = regret / np.maximum(np.array(self.total, float), 1)
        chosen = [np.argsort(scaled @ weight, kind="stable")[:beam] for weight in _weights(self.parties)]
        at = np.unique(np.concatenate(chosen))
        states = {n: held[at] for n, held in labels.states.items()}
        return _Labels(
            labels.regret[at], labels.counts[at], labels.keys[at], states, labels.parents[at], labels.options[at]
        )


def _weights(parties: int) -> list[NDArray[np.float64]]:
    if parties == 2:
        return [np.array([share, 1 - share]) for share in np.linspace(0.02, 0.98, _WEIGHTS)]
    even = np.full(parties, 1 / parties)
    return [even, *(0.15 * even + 0.85 * np.eye(parties)[party] for party in range(parties))]


def _signature(states: Sequence[Ints], size: int) -> Ints:
    """A number for each label that is the same for equal states."""
    groups, room = np.zeros(size, np.int64), 1
    for held in states:
        most = int(held.max()) + 1
        if most == 1:
            continue
        if room * most >= 1 << BITS:
            groups = np.unique(groups, return_inverse=True)[1]
            room = size
        groups = groups * most + held
        room *= most
    return np.unique(groups, return_inverse=True)[1]
