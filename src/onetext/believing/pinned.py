"""A party whose utility is stated: its values are fixed, and what is open is its outside option and its red lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onetext.believing.evidence import Judged
from onetext.believing.grid import find_ties
from onetext.believing.open import Open
from onetext.believing.prior import Meant
from onetext.believing.question import NEAR, Question
from onetext.believing.sampling import Sampled
from onetext.model import Header
from onetext.model.belief import Grid
from onetext.model.condition import Condition, condition_of
from onetext.model.utility import Utility
from onetext.solving.truth import truths

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.model.belief import Floats

_MORE = 20
"""How many times as many draws are weighed as are kept."""


class Stated:
    """A stated utility on a grid: `worth` [column], `extra` [combination] and `base`, scaled from 0 to 1.

    `why` says why beliefs cannot hold it ("" if they can).
    """

    def __init__(self, utility: Utility, header: Header, grid: Grid) -> None:
        self.utility, self.grid, self.why = utility, grid, ""
        out_of = float(utility.out_of)
        of = {one.issue: one for one in utility.values}
        tables = zip(grid.issues, grid.values, strict=True)
        worth = [float(of[name].of(value)) if name in of else 0.0 for name, values in tables for value in values]
        self.worth = np.array(worth) / out_of
        self.conditions = tuple(
            condition_of(one.holds, header.issues, None, header.zone) for one in utility.combinations
        )
        self.extra = np.array([float(one.worth) for one in utility.combinations]) / out_of
        if not all(condition.issues <= set(grid.issues) for condition in self.conditions):
            self.why = "it values an issue that has fewer than two values"
            return
        worst, best = self._ends()
        if best <= worst:
            self.why = "it values every package the same"
        elif utility.most is not None and best > float(utility.most) + 1e-12:
            self.why = "it is cut at a greatest value, which draws cannot hold"
        else:
            spread = best - worst
            self.worth, self.extra, self.base = self.worth / spread, self.extra / spread, -worst / spread
            stated = utility.reservation
            self.outside = None if stated is None else (float(stated) - worst) / spread

    def _ends(self) -> tuple[float, float]:
        """What the worst and the best feasible package are worth."""
        ties = find_ties(self.grid, self.conditions)
        starts, tied = np.asarray(self.grid.starts), {place for tie in ties for place in tie.issues}
        worst = best = 0.0
        for tie in ties:
            names = tuple(self.grid.issues[n] for n in tie.issues)
            part = Grid(names, tuple(self.grid.values[n] for n in tie.issues))
            total = self.worth[tie.options + starts[list(tie.issues)]].sum(axis=1)
            own = [n for n, condition in enumerate(self.conditions) if condition.issues <= set(names)]
            held = truths(part, tuple(self.conditions[n] for n in own), tie.options)
            total = total + held @ self.extra[own]
            worst, best = worst + float(total.min()), best + float(total.max())
        for place, size in enumerate(self.grid.sizes):
            if place not in tied:
                own_worth = self.worth[starts[place] : starts[place] + size]
                worst, best = worst + float(own_worth.min()), best + float(own_worth.max())
        return worst, best


def draw_stated(stated: Stated, question: Question, samples: int, dice: Generator) -> Sampled:
    """Draws of what is left open, weighed by its answers and chosen anew: all of one weight."""
    count = samples * _MORE
    prior = question.prior(dice)
    open_ = prior.open
    evidence, lost = question.evidence(dice)
    event = np.searchsorted(np.cumsum(open_.events)[:-1], dice.random(count), side="right")
    outside = dice.random(count)
    for scenario, (chances, ends) in enumerate(prior.curves):
        outside[event == scenario] = np.interp(outside[event == scenario], chances, ends)
    if stated.outside is not None:
        outside = np.full(count, stated.outside)
    bodies = outside[:, None] + NEAR * (2 * dice.random((count, open_.bodies)) - 1)
    limits = dice.random((count, len(open_.limits))) < np.asarray(open_.limits)[None, :]
    worth = np.broadcast_to(_ordered(stated, question), (count, len(stated.worth)))
    extra, none = np.broadcast_to(stated.extra, (count, len(stated.extra))), np.zeros((count, 0))
    base = np.full(count, stated.base)
    conditions = stated.conditions
    judged = Judged(_with_combinations(open_, question.ordered, conditions), evidence)
    likelihood = judged.likelihood(Meant(none, worth, base, extra, outside, bodies, limits, event))
    weight = np.exp(likelihood - likelihood.max())
    marks = (np.arange(samples) + dice.random()) / samples
    rows = np.minimum(np.searchsorted(np.cumsum(weight / weight.sum()), marks), count - 1)
    kept = Meant(
        none[rows], worth[rows], base[rows], extra[rows], outside[rows], bodies[rows], limits[rows], event[rows]
    )
    told = float(likelihood.max() + np.log(np.exp(likelihood - likelihood.max()).mean()))
    return Sampled(kept, np.full(samples, 1 / samples), told, lost)


def _ordered(stated: Stated, question: Question) -> Floats:
    """The worth of the columns in the order of content."""
    found = np.zeros(len(stated.worth))
    starts, there_starts = stated.grid.starts, question.ordered.starts
    for place, (n, at) in question.places.items():
        for option, there in at.items():
            found[there_starts[n] + there] = stated.worth[starts[place] + option]
    return found


def _with_combinations(open_: Open, grid: Grid, conditions: tuple[Condition, ...]) -> Open:
    if not conditions:
        return open_
    return replace(
        open_, combinations=(0,) * len(conditions), holds=lambda packages: truths(grid, conditions, packages)
    )
