"""All sides at once: their draws as tables that a search can ask many times a second, and the joint chance of packages.

A package is one option number for each issue (`model.belief.Grid`). The joint chance is A(x) = sum over events of their
chance times the product over the sides of each one's chance given the event. Arrays are float32, which is as exact as
a search needs; what is told in the end is computed again by `solving.acceptance`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from onetext.model.belief import SOFTNESS, Belief, Beliefs, Draws
from onetext.solving.answer import answers_of
from onetext.solving.truth import Sieve

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from onetext.model.belief import Flags, Floats, Grid, Places

    Singles = NDArray[float32]

Part = Literal["all", "first", "second"]
"""Which of the draws: all, those that a search sees, or those that it does not."""

BLOCK: Final = 1 << 17
"""How many numbers are worked on at once: as many as a processor keeps at hand."""


@dataclass(frozen=True)
class Side:
    """One party, every worth divided by the softness and with its sign turned, so that chance = 1 / (1 + exp(loss)).

    `loss` [column, draw], `start` [draw] what is lost before any option is chosen, `bodies` [body, draw] how much more
    each body that must ratify asks for, `weight` [event, draw] summing to 1 in each event, `extra` [combination, draw]
    as a loss, `limits` [red line, draw] 1 where the red line is true.
    """

    loss: Singles
    start: Singles
    bodies: Singles
    weight: Singles
    extra: Singles
    combinations: Sieve
    limits: Singles
    red_lines: Sieve

    def base(self, packages: Places, columns: Places) -> Singles:
        """What is lost by packages, combinations left out: [package, draw]. `columns` is the first of each issue."""
        lost = np.repeat(self.start[None, :], len(packages), axis=0)
        for issue, first in enumerate(columns):
            lost += self.loss[first + packages[:, issue]]
        return lost

    def chances(self, lost: Singles, packages: Places) -> Floats:
        """The chance of yes in each event: [event, package]. `lost` is changed."""
        if len(self.combinations):
            lost += self.combinations(packages).astype(np.float32) @ self.extra
        broken = ~self.red_lines(packages) if len(self.red_lines) else None
        return self._mean(lost, broken)

    def bound(self, lost: Singles, begun: Places, known: frozenset[int]) -> Floats:
        """The most that `chances` can be of packages that begin so, where only the `known` issues are settled.

        A combination that is not settled is taken to hold where that is a gain, a red line not to be broken.
        """
        if len(self.combinations):
            decided = self.combinations.decided(known)
            open_ = [n for n in range(len(self.combinations)) if n not in decided]
            lost += self.combinations(begun)[:, decided].astype(np.float32) @ self.extra[decided]
            lost += np.minimum(self.extra[open_], 0).sum(axis=0)
        broken = None
        if len(self.red_lines):
            decided = self.red_lines.decided(known)
            broken = np.zeros((len(begun), len(self.red_lines)), dtype=bool)
            broken[:, decided] = ~self.red_lines(begun)[:, decided]
        return self._mean(lost, broken)

    def _mean(self, lost: Singles, broken: Flags | None) -> Floats:
        yes = _yes(lost)
        for body in self.bodies:
            yes *= _yes(lost + body)
        if broken is not None and broken.any():
            rows, which = _kinds(broken)
            kept = (rows.astype(np.float32) @ self.limits == 0).astype(np.float32)
            yes *= kept[which]
        return np.asarray((yes @ self.weight.T).T, dtype=np.float64)  # in this order it is not shared out to threads


def _kinds(rows: Flags) -> tuple[Flags, Places]:
    """The kinds among many rows of flags, and of which kind each row is: there are few."""
    if rows.shape[1] > 62:
        found, which = np.unique(rows, axis=0, return_inverse=True)
        return found, which.ravel()
    codes = rows @ (np.int64(1) << np.arange(rows.shape[1], dtype=np.int64))
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    return rows[first], which.ravel()


def _yes(lost: Singles) -> Singles:
    with np.errstate(over="ignore"):  # exp is then infinite and the chance 0, as it should be
        found = np.exp(lost)
    found += 1
    return np.asarray(np.reciprocal(found, out=found), dtype=np.float32)


@dataclass(frozen=True)
class Panel:
    """The sides over one grid; `events` are the chances of the shared events, `sure` what is answered already.

    `sure` holds, for each side, packages [package, issue] that it is recorded to have accepted: its chance there is 1.
    `refused` [package, issue] are as infeasible as those that break a constraint.
    """

    grid: Grid
    parties: tuple[str, ...]
    sides: tuple[Side, ...]
    events: Floats
    constraints: Sieve
    sure: tuple[Places, ...]
    refused: Places

    @property
    def starts(self) -> Places:
        """The first column of each issue."""
        return np.asarray(self.grid.starts, dtype=np.int64)

    def feasible(self, packages: Places) -> Flags:
        """Which packages keep every constraint and are not refused."""
        return np.asarray(self.broken(packages) == 0, dtype=bool)

    def broken(self, packages: Places) -> Places:
        """How many constraints each package breaks, and one more if it is refused."""
        broken = (~self.constraints(packages)).sum(axis=1)
        return np.asarray(broken + is_among(packages, self.refused), dtype=np.int64)

    def party_chances(self, packages: Places) -> Floats:
        """The chance that each side says yes to each package in each event: [party, event, package]."""
        found = np.empty((len(self.sides), len(self.events), len(packages)))
        columns = self.starts
        for n, side in enumerate(self.sides):
            step = max(1, BLOCK // side.start.size)
            for first in range(0, len(packages), step):
                block = packages[first : first + step]
                found[n, :, first : first + step] = side.chances(side.base(block, columns), block)
        return self.answered(found, packages)

    def answered(self, chances: Floats, packages: Places) -> Floats:
        """The same chances, with 1 where a side is recorded to have accepted: [party, event, package]."""
        for n, accepted in enumerate(self.sure):
            chances[n][:, is_among(packages, accepted)] = 1
        return chances

    def joint(self, chances: Floats) -> Floats:
        """The chance that all say yes [package], of what `party_chances` gives."""
        return np.asarray(self.events @ chances.prod(axis=0), dtype=np.float64)

    def chance(self, packages: Places) -> Floats:
        """A(x): the chance that all sides take each package: [package]."""
        return self.joint(self.party_chances(packages))


def panel_of(
    beliefs: Beliefs,
    part: Part = "all",
    softness: float = SOFTNESS,
    prior: bool = False,
    drawn: Mapping[str, Draws] | None = None,
    again: bool = False,
) -> Panel:
    """The sides of some beliefs as tables. `drawn` are draws to take instead, by party; with `prior`, from assumptions.

    A package that some side is recorded to have rejected is taken as infeasible, for it is not put again as it stands;
    not so with `again`.
    """
    grid = beliefs.grid
    sides, sure, refused = [], [], []
    for belief in beliefs.parties.values():
        draws = belief.prior if prior else belief.draws
        if drawn is not None:
            draws = drawn.get(belief.party, draws)
        sides.append(_side(belief, part_of(draws, part), softness, len(beliefs.events)))
        answers = () if prior else answers_of(belief)
        sure.append(_packages(grid, [package for package, state, _ in answers if state == "accepted"]))
        refused += [package for package, state, _ in answers if state == "rejected" and not again]
    return Panel(
        grid,
        tuple(beliefs.parties),
        tuple(sides),
        np.asarray(beliefs.events, dtype=np.float64),
        Sieve(grid, grid.constraints),
        tuple(sure),
        _packages(grid, refused),
    )


def is_among(packages: Places, known: Places) -> Flags:
    """Which packages [package, issue] are among some others [package, issue]: [package]."""
    if not len(known):
        return np.zeros(len(packages), dtype=bool)
    width = int(max(packages.max(initial=0), known.max())) + 1
    steps = np.int64(width) ** np.arange(
        packages.shape[1], dtype=np.int64
    )  # may wrap round: then some are looked at twice
    found = np.isin(packages @ steps, known @ steps)
    rows = {tuple(row) for row in known.tolist()} if found.any() else set()
    found[found] = [tuple(row) in rows for row in packages[found].tolist()]
    return np.asarray(found, dtype=bool)


def _packages(grid: Grid, packages: Sequence[Sequence[int]]) -> Places:
    return np.array(packages, dtype=np.int64).reshape(len(packages), len(grid.issues))


def _side(belief: Belief, draws: Draws, softness: float, events: int) -> Side:
    def scaled(values: Any) -> Singles:
        return np.ascontiguousarray(np.clip(np.asarray(values) / softness, -1e30, 1e30), dtype=np.float32)

    return Side(
        scaled(-draws.worth.T),
        scaled(draws.outside - draws.base),
        scaled((draws.bodies - draws.outside[:, None]).T),
        _by_event(draws, events).astype(np.float32),
        scaled(-draws.extra.T),
        Sieve(belief.grid, belief.combinations),
        np.ascontiguousarray(draws.limits.T, dtype=np.float32),
        Sieve(belief.grid, belief.red_lines),
    )


def _by_event(draws: Draws, events: int) -> Floats:
    """The weights within each event [event, draw]; those of all draws for an event that no draw is of."""
    found = np.zeros((events, len(draws.weight)))
    for event in range(events):
        own = np.where(draws.event == event, draws.weight, 0)
        own = own if own.sum() > 0 else draws.weight
        found[event] = own / own.sum()
    return found


def part_of(draws: Draws, part: Part) -> Draws:
    """One of two parts of some draws, told apart by what is drawn: equal draws are never in both.

    Whichever part would hold less than a quarter of the weight, all draws are taken instead: too few to part.
    """
    if part == "all":
        return draws
    first = _in_first(draws)
    share = float(draws.weight[first].sum() / draws.weight.sum())
    if not 0.25 <= share <= 0.75:
        return draws
    return take(draws, first if part == "first" else ~first)


def halved(beliefs: Beliefs, part: Part) -> Beliefs:
    """The beliefs on one of the two parts of the draws alone."""
    halves = {party: replace(belief, draws=part_of(belief.draws, part)) for party, belief in beliefs.parties.items()}
    return replace(beliefs, parties=halves)


def take(draws: Draws, which: Any) -> Draws:
    """Some of the draws, their weights summing to 1 again. Axes as in `Draws`."""
    weight = draws.weight[which]
    return Draws(
        weight / weight.sum(),
        draws.worth[which],
        draws.base[which],
        draws.extra[which],
        draws.outside[which],
        draws.bodies[which],
        draws.limits[which],
        draws.event[which],
    )


def _in_first(draws: Draws) -> Flags:
    """By a hash of each draw that does not look at the order of issues, options, bodies or red lines."""
    held = (np.sort(draws.worth, axis=1), draws.outside[:, None], np.sort(draws.bodies, axis=1), draws.event[:, None])
    rows = np.round(np.concatenate([np.asarray(one, dtype=np.float64) for one in held], axis=1), 9) + 0.0
    return np.array([hashlib.blake2b(row.tobytes(), digest_size=1).digest()[0] & 1 == 0 for row in rows], dtype=bool)
