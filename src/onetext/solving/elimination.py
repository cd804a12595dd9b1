"""Issues that conditions tie together, settled one after the other.

A *label* is a set of partial packages that no tie tells apart any more and that leave the same to be gained; of these
only payoffs that no other dominates are kept. Labels that cannot reach beyond packages already found are cut. What is
left at the end is the frontier, by the principle of optimality; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.solving.nondominated import nondominated
from onetext.solving.sums import Points, thin
from onetext.solving.tie import Machine, Tie, TooManyStates, compile_tie
from onetext.solving.whole import BITS, Ints, add, join, ranks, split

MOST_LABELS: Final = (4_000, 40_000, 400_000)
MOST_STEPS: Final = 12_000_000
_BEAMS: Final = (12, 60)
_WEIGHTS: Final = 9
_MANY: Final = 100
_FEW_OPTIONS: Final = 1_000


@dataclass(frozen=True)
class Tied:
    """Issues and the ties between them, in whole numbers.

    tables: what options are worth # [option, party, limb]. keys: a hash of each option. ties: each with what it is
    worth where it holds # [party] (None: it must hold). caps: where a party's sum stops to count, or None.
    """

    tables: tuple[Ints, ...]
    keys: tuple[Ints, ...]
    ties: tuple[tuple[Tie, tuple[int, ...] | None], ...] = ()
    caps: tuple[int | None, ...] | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(table) for table in self.tables)


@dataclass(frozen=True)
class Settled:
    """The frontier of tied issues: points above `base`, and the options behind each."""

    points: Points
    base: tuple[int, ...]
    order: tuple[int, ...]
    trace: tuple[tuple[Ints, Ints], ...]
    last: Ints
    ties_are_least: bool = False

    def options(self, point: int) -> dict[int, int]:
        """The option of each issue in the package of a point."""
        place, found = int(self.last[point]), {}
        for issue, (parents, options) in zip(reversed(self.order), reversed(self.trace), strict=True):
            found[issue] = int(options[place])
            place = int(parents[place])
        return found


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
        self.seen: tuple[dict[int, Any], dict[int, Any]] = ({}, {})
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

    def _options(self, issue: int, machines: Mapping[int, Machine], counting: bool) -> tuple[Ints, NDArray[Any], Ints]:
        """The options worth trying, how many each stands for and the least of their keys."""
        if issue in self.seen[counting]:
            held: tuple[Ints, NDArray[Any], Ints] = self.seen[counting][issue]
            return held
        table, keys = self.tied.tables[issue], self.tied.keys[issue]
        groups = _same_columns([machine.moves[issue] for machine in machines.values()], len(table))
        if not self.plain:
            groups = np.unique(np.column_stack((groups, ranks(table))), axis=0, return_inverse=True)[1].ravel()
        kept = thin(table, np.ones(len(table), np.int64), keys, groups)
        chosen = kept.right, kept.counts, kept.keys
        if not counting and len(kept) <= _FEW_OPTIONS:
            at = self._never_worse(issue, kept.right, machines)
            chosen = kept.right[at], kept.counts[at], kept.keys[at]
        self.seen[counting][issue] = chosen
        return chosen

    def _never_worse(self, issue: int, options: Ints, machines: Mapping[int, Machine]) -> Ints:
        """Without the options that another is as good as, whatever else the package holds (so some ties are lost)."""
        columns = [*ranks(self.tied.tables[issue][options]).T]
        for n, machine in machines.items():
            moves, worth = machine.moves[issue][2:, options], self.tied.ties[n][1]
            if len(moves) == 1 and (worth is None or min(worth) >= 0 or max(worth) <= 0):
                order = np.array([0, 2, 1])[np.minimum(moves[0], 2)]  # fails, open, holds
                columns.append(order if worth is None or min(worth) >= 0 else -order)
            else:
                same = _same_columns([moves], len(options))
                columns += [same, -same]
        rows = np.column_stack(columns)
        _, first = np.unique(rows, axis=0, return_index=True)
        held = rows[first]
        better = (held[None] >= held[:, None]).all(axis=2) & (held[None] > held[:, None]).max(axis=2)
        return np.sort(first[~better.max(axis=1)])

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
        keep = np.ones(size * width, bool)
        moved: dict[int, Ints] = {}
        for n, machine in machines.items():
            before = labels.states[n]
            after = machine.moves[issue][before[:, None], options[None]].ravel()
            if not before.any():
                moved[n] = after * 0
                continue
            settled = (after < 2) & np.repeat(before >= 2, width)
            when = self.when[n]
            if when is None:
                keep &= ~(settled & (after == 0))
            else:
                for holds, lost in ((1, when[0]), (0, when[1])):
                    if lost.any():
                        where = np.flatnonzero(settled & (after == holds))
                        regret[where] = add(regret[where], lost[None])
            moved[n] = np.where(after >= 2, after, 0)
        if found is not None:
            keep[keep] = ~self._beyond_hope(regret[keep], found)
        chosen = np.flatnonzero(keep)
        if found is not None and exact and labels.states and len(chosen) > _MANY:
            alive = {
                n: (moved[n][chosen] if n in moved else held[chosen // width]) >= 2 for n, held in labels.states.items()
            }
            ahead = self._ahead(alive, done)
            chosen = chosen[~self._beyond_hope(regret[chosen], found, ahead)]
        parents, picked = chosen // width, chosen % width
        states = {n: moved[n][chosen] if n in moved else held[parents] for n, held in labels.states.items()}
        multiple = self._multiplied(labels.counts[parents], counts[picked])
        return _Labels(regret[chosen], multiple, labels.keys[parents] + keys[picked], states, parents, options[picked])

    def _multiplied(self, left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
        if len(left) and int(left.max()) * int(right.max()) * len(left) >= 1 << (BITS + 2):
            product: NDArray[Any] = left.astype(object) * right.astype(object)
            return product
        result: NDArray[Any] = left * right
        return result

    def _beyond_hope(self, regret: Ints, found: Ints, ahead: NDArray[np.float64] | None = None) -> NDArray[np.bool_]:
        """Labels whose best thinkable end a package found dominates; `ahead` is what they must lose yet."""
        lost = np.zeros(len(regret), bool)
        if self.limbs == 1:
            if ahead is not None:
                sure = np.ceil(ahead * (1 - 1e-9) - 1e-6).astype(np.int64)
                regret = regret + np.maximum(sure, 0)[..., None]
            mine, known = self.capped(regret)[..., 0], found[..., 0]
            for point in known:
                worse = mine >= point
                lost |= worse.all(axis=1) & (mine > point).any(axis=1)
            return lost
        about = _floats(self.capped(regret))
        for end in _floats(found):  # floats err by less than 1 in 10^14: only what is clearly worse is cut
            lost |= (about > end * (1 + 1e-12)).all(axis=1)
        return lost

    def _ahead(self, alive: Mapping[int, NDArray[np.bool_]], done: set[int]) -> NDArray[np.float64]:
        """What each party must lose yet, at least: of every issue left, its least harmful option # [label, party].

        What a condition is worth is shared out evenly among its issues left, so nothing is counted twice.
        """
        numbers = [n for n in alive if self.when[n] is not None and not self._read(n, done)]
        count = len(next(iter(alive.values())))
        total = np.zeros((self.parties, count))
        if not numbers:
            return total.T
        held = np.vstack([alive[n] for n in numbers]).astype(np.float64)
        for issue in self.order[len(done) :]:
            harm = self._harm(issue, numbers, done)
            if harm is None:
                continue
            touched, rows = harm
            harms = np.einsum("rk,kn->rn", rows, held[touched])  # no BLAS: its threads cost more than they give here
            total += harms.reshape(-1, self.parties, count).min(axis=0)
        return total.T

    def _harm(self, issue: int, numbers: list[int], done: set[int]) -> tuple[Ints, NDArray[np.float64]] | None:
        """What each option of an issue surely takes of what conditions are worth: # [option and party, condition]."""
        touched, shares = [], []
        for row, n in enumerate(numbers):
            tie, worth = self.tied.ties[n]
            if issue in tie.issues and worth is not None and max(worth) > 0:
                kills = (self.machines[n].moves[issue][2:] == 0).all(axis=0)
                share = np.maximum(np.array([float(value) for value in worth]), 0.0) / len(tie.issues - done)
                touched.append(row)
                shares.append((kills[:, None] * share).ravel())
        if not touched or self.sizes[issue] > _FEW_OPTIONS:
            return None
        rows = np.array(shares).T.reshape(self.sizes[issue], -1)
        rows = np.unique(rows, axis=0).reshape(-1, len(touched))
        return np.array(touched), rows

    def _merged(self, labels: _Labels, done: set[int]) -> _Labels:
        groups = _signature(list(labels.states.values()), len(labels.counts))
        values = _turned(ranks(labels.regret))
        if not self.plain:
            groups = np.unique(np.column_stack((groups, values)), axis=0, return_inverse=True)[1].ravel()
        kept = thin_ranked(values, labels, groups)
        states = {n: held[kept.right] for n, held in labels.states.items() if not self._read(n, done)}
        at = kept.right
        return _Labels(labels.regret[at], kept.counts, kept.keys, states, labels.parents[at], labels.options[at])

    def _read(self, machine: int, done: set[int]) -> bool:
        return self.tied.ties[machine][0].issues <= done

    def _best(self, labels: _Labels, beam: int) -> _Labels:
        """Some labels with little regret, for several ways to weigh the parties."""
        regret = _floats(self.capped(labels.regret))
        scaled = regret / np.maximum(np.array(self.total, float), 1)
        chosen = [np.argsort(scaled @ weight, kind="stable")[:beam] for weight in _weights(self.parties)]
        at = np.unique(np.concatenate(chosen))
        states = {n: held[at] for n, held in labels.states.items()}
        return _Labels(
            labels.regret[at], labels.counts[at], labels.keys[at], states, labels.parents[at], labels.options[at]
        )


def thin_ranked(values: Ints, labels: _Labels, groups: Ints) -> Points:
    """The labels that no other of their group dominates, by ranks where more is better."""
    return thin(values[..., None], labels.counts, labels.keys, groups)


def _floats(values: Ints) -> NDArray[np.float64]:
    found = values[..., 0].astype(np.float64)
    for place in range(1, values.shape[-1]):
        found = found * 2.0**BITS + values[..., place]
    return found


def _weights(parties: int) -> list[NDArray[np.float64]]:
    if parties == 2:
        return [np.array([share, 1 - share]) for share in np.linspace(0.02, 0.98, _WEIGHTS)]
    even = np.full(parties, 1 / parties)
    return [even, *(0.15 * even + 0.85 * np.eye(parties)[party] for party in range(parties))]


def _same_columns(tables: Sequence[Ints], width: int) -> Ints:
    """A number for each column that is the same for equal columns."""
    groups = np.zeros(width, np.int64)
    for table in tables:
        for row in table:
            if (row != row[0]).any():
                groups = np.unique(groups * (int(row.max()) + 1) + row, return_inverse=True)[1]
    return groups


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


def find_orders(tied: Tied) -> tuple[tuple[int, ...], ...]:
    """Orders worth trying: one that keeps few ties open at a time, and one that takes first what decides most."""
    scopes = [(tie.issues, _weight(worth)) for tie, worth in tied.ties]
    decided = [0.0] * len(tied.tables)
    for (tie, _), (issues, weight) in zip(tied.ties, scopes, strict=True):
        for issue in issues:
            decided[issue] += weight * _strictness(tie, issue, tied.sizes[issue])
    left, few, opened = set(range(len(tied.tables))), [], set[int]()

    def score(issue: int) -> tuple[int, float, int]:
        after = opened | {issue}
        still_open = sum(1 for scope, _ in scopes if scope & after and not scope <= after)
        return still_open, -decided[issue], issue

    while left:
        issue = min(left, key=score)
        few.append(issue)
        opened.add(issue)
        left.remove(issue)
    strict = sorted(range(len(tied.tables)), key=lambda issue: (-decided[issue], issue))
    return tuple(dict.fromkeys((tuple(few), tuple(strict))))


def _strictness(tie: Tie, issue: int, size: int) -> float:
    """The share of an issue's options that a tie leaves out."""
    if tie.op == "in" and tie.issue == issue:
        return 1 - len(tie.options) / size
    return max((_strictness(part, issue, size) for part in tie.parts), default=0.0)


def _weight(worth: tuple[int, ...] | None) -> float:
    return 1.0 if worth is None else float(sum(map(abs, worth)))
