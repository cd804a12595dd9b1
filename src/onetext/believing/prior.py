"""From numbers that are uniform and independent to what a party may want: the prior, as one function of them.

Each draw is a row of *latents* in [0, 2), folded to u = |1 - latent| in [0, 1], so that a step beyond an end comes
back. With latents uniform, `express` gives draws of the prior: weights Dirichlet(1); the values of an issue uniform
over those that keep what is known of their order, worst 0 and best 1; the outside option uniform on its range. Uniform
values that keep a partial order are sorted values laid along one of its total orders, each as likely as any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from onetext.believing.open import Bound, Impossible, Open, linear_orders

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Places

_LEAST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Meant:
    """What rows of latents mean. The names are those of `model.belief.Draws`; `weights` [draw, issue] is w."""

    weights: Floats
    worth: Floats
    base: Floats
    extra: Floats
    outside: Floats
    bodies: Floats
    limits: Flags
    event: Places

    def take(self, rows: Places) -> Meant:
        """Some of the draws."""
        return Meant(*(getattr(self, name)[rows] for name in self.__slots__))


class Prior:
    """`express` for one `Open`. Raises Impossible where an order goes in a circle.

    >>> prior = Prior(Open(sizes=(3, 2), better=((0, 2, 1), (0, 1, 0))))
    >>> meant = prior.express(np.random.default_rng(7).random((4, prior.width)) * 2)
    >>> bool((np.diff(meant.worth[:, :3]) >= 0).all()), meant.weights.sum(axis=1).round(9).tolist()
    (True, [1.0, 1.0, 1.0, 1.0])
    """

    def __init__(self, open_: Open) -> None:
        self.open = open_
        sizes = np.asarray(open_.sizes, dtype=np.int64)
        self.issues, self.most = len(sizes), int(sizes.max(initial=1))
        self.lasts = sizes - 1
        self.real = np.arange(self.most) < sizes[:, None]  # [issue, option], false where an issue has fewer options
        self.cells = np.flatnonzero(self.real.ravel())
        self.issue_of = np.repeat(np.arange(self.issues), sizes)  # [column]
        self.orders = [self._orders(issue) for issue in range(self.issues)]
        self.weight_order = self._weight_orders()
        counts = (self.issues, len(self.cells), self.issues, 1, 2 * len(open_.combinations))
        self.parts = np.cumsum([*counts, 1, open_.bodies, len(open_.limits), 1]).tolist()
        self.width: int = self.parts[-1]

    @cached_property
    def blocks(self) -> Flags:
        """Sets of latents that are moved together: [block, latent]."""
        starts = [self.parts[0] + start for start in self.open.starts]
        values = [range(start, start + size) for start, size in zip(starts, self.open.sizes, strict=True)]
        found = [[issue, self.parts[1] + issue, *own] for issue, own in enumerate(values)]
        found += [[issue, place] for issue, own in enumerate(values) for place in own]
        found += [[*range(self.issues), self.parts[2]]] * 2
        found += [[*range(self.parts[3], self.width)], [*range(self.width)]]
        rows = np.zeros((len(found), self.width), dtype=bool)
        for row, places in enumerate(found):
            rows[row, places] = True
        return rows

    def express(self, latents: Floats) -> Meant:
        """What latents [draw, latent] mean."""
        uniform = np.abs(1 - latents)
        size, values, shape, order, extra, outside, bodies, limits, event = np.split(uniform, self.parts[:-1], axis=1)
        raw = -np.log(np.maximum(size, _LEAST))  # [draw, issue]
        raw = self._ordered_weights(raw, order[:, 0])
        added = self._extra(extra)  # [draw, combination]
        total = raw.sum(axis=1) + np.abs(added).sum(axis=1)
        weights = raw / total[:, None]
        worth = self._values(values, shape) * weights[:, self.issue_of]
        found = np.searchsorted(np.cumsum(self.open.events)[:-1], event[:, 0], side="right")
        same = len(self.open.outside) == 1
        ends = np.asarray(self.open.outside * len(self.open.events) if same else self.open.outside)
        rest = ends[found, 0] + outside[:, 0] * (ends[found, 1] - ends[found, 0])
        near = rest[:, None] + self.open.near * (2 * bodies - 1)
        true = limits < np.asarray(self.open.limits)[None, :]
        return self._scaled(weights, worth, added / total[:, None], rest, near, true, found)

    def excess(self, meant: Meant) -> Floats:
        """By how much each draw [draw] breaks what cannot be built in: 0 where it keeps everything."""
        found = np.zeros(len(meant.outside))
        for bound in self.open.bounds:
            form = _form(bound, meant)
            found += np.maximum(bound.lo - form, 0) + np.maximum(form - bound.hi, 0)
        starts = self.open.starts
        for issue, better, worse in self.open.better if None in self.orders else ():
            if self.orders[issue] is None:
                found += np.maximum(meant.worth[:, starts[issue] + worse] - meant.worth[:, starts[issue] + better], 0)
        if self.weight_order is None:
            for heavier, lighter in self.open.heavier:
                found += np.maximum(meant.weights[:, lighter] - meant.weights[:, heavier], 0)
        return found

    def _orders(self, issue: int) -> tuple[Floats, Places] | None:
        """Chances, summed up, and ranks [order, option] of the total orders; a row of -1 leaves values as they are."""
        size, listed = self.open.sizes[issue], self.open.listed
        listed = listed if isinstance(listed, float) else listed[issue]
        pairs = [(better, worse) for at, better, worse in self.open.better if at == issue]
        try:
            orders = linear_orders(size, pairs) if pairs else []
        except ValueError:
            raise Impossible("better") from None
        if orders is None:
            return None
        up = tuple(range(size))
        along = [order for order in (up, up[::-1]) if not orders or order in orders]
        chances = [listed / len(along)] * len(along) if along else []
        rest = 1 - sum(chances)
        rows = [_ranks(order, self.most) for order in (*along, *orders)] + ([] if orders else [[-1] * self.most])
        chances += [rest / max(len(orders), 1)] * max(len(orders), 1)
        return np.cumsum(chances), np.asarray(rows)

    def _weight_orders(self) -> Places | None:
        """Ranks of the weights [order, issue]; no row where nothing is known, None where draws must be moved there."""
        if not self.open.heavier:
            return np.zeros((0, self.issues), dtype=np.int64)
        try:
            orders = linear_orders(self.issues, self.open.heavier)
        except ValueError:
            raise Impossible("heavier") from None
        return None if orders is None else np.asarray([_ranks(order, self.issues) for order in orders])

    def _ordered_weights(self, raw: Floats, order: Floats) -> Floats:
        if self.weight_order is None or not len(self.weight_order):
            return raw
        chosen = np.minimum((order * len(self.weight_order)).astype(np.int64), len(self.weight_order) - 1)
        return np.take_along_axis(np.sort(raw, axis=1), self.weight_order[chosen], axis=1)

    def _values(self, values: Floats, shape: Floats) -> Floats:
        """The values of the options [draw, column], worst 0 and best 1."""
        free = np.full((len(values), self.issues, self.most), np.inf)
        free.reshape(len(values), -1)[:, self.cells] = values
        ranked = np.sort(free, axis=2)
        least = ranked[:, :, :1]
        most = np.take_along_axis(ranked, np.broadcast_to(self.lasts[None, :, None], least.shape), axis=2)
        ranks = np.empty(free.shape, dtype=np.int64)
        for issue, orders in enumerate(self.orders):
            if orders is None:
                ranks[:, issue] = -1
            else:
                chosen = np.searchsorted(orders[0][:-1], shape[:, issue], side="right")
                ranks[:, issue] = orders[1][chosen]
        laid = np.where(ranks < 0, free, np.take_along_axis(ranked, np.maximum(ranks, 0), axis=2))
        spread = np.maximum(most - least, _LEAST)
        found = np.where(self.real, (np.where(self.real, laid, 0) - least) / spread, 0)
        found = np.where(self.lasts[None, :, None] > 0, found, 0)
        return np.asarray(found.reshape(len(values), -1)[:, self.cells], dtype=np.float64)

    def _extra(self, extra: Floats) -> Floats:
        """What combinations are worth, before all is scaled: [draw, combination]."""
        count = len(self.open.combinations)
        size = -np.log(np.maximum(extra[:, :count], _LEAST))
        known = np.asarray(self.open.combinations, dtype=np.float64).reshape(1, count)
        return size * np.where(known == 0, np.where(extra[:, count:] < 0.5, -1.0, 1.0), known)

    def _scaled(self, weights: Floats, worth: Floats, extra: Floats, *rest: Floats | Flags | Places) -> Meant:
        """So that the worst feasible package is worth 0 and the best 1."""
        outside, bodies, limits, event = rest
        base = np.zeros(len(worth))
        if not self.open.ties:
            spread = np.maximum((weights * (self.lasts > 0)).sum(axis=1), _LEAST)
        else:
            worst, best = self._ends(worth, extra)
            spread = np.maximum(best - worst, _LEAST)
            base = -worst / spread
        if self.open.ties or (self.lasts == 0).any():
            worth, extra = worth / spread[:, None], extra / spread[:, None]
        return Meant(weights, worth, base, extra, outside, bodies, limits.astype(bool), event)  # type: ignore[arg-type]

    def _ends(self, worth: Floats, extra: Floats) -> tuple[Floats, Floats]:
        """What the worst and the best feasible package are worth, before all is scaled."""
        starts, tied = np.asarray(self.open.starts), {issue for tie in self.open.ties for issue in tie.issues}
        worst = best = np.zeros(len(worth))
        for tie in self.open.ties:
            total = np.zeros((len(worth), len(tie.options)))  # [draw, row]
            for issue, options in zip(tie.issues, tie.options.T, strict=True):
                total += worth[:, starts[issue] + options]
            if tie.holds is not None and extra.shape[1]:
                total = total + extra @ tie.holds.T
            worst, best = worst + total.min(axis=1), best + total.max(axis=1)
        for issue in set(range(self.issues)) - tied:
            own = worth[:, starts[issue] : starts[issue] + self.open.sizes[issue]]
            worst, best = worst + own.min(axis=1), best + own.max(axis=1)
        return worst, best


def _ranks(order: tuple[int, ...], most: int) -> list[int]:
    """The rank of each option in an order from least to greatest; beyond the last, its own place."""
    ranks = list(range(most))
    for rank, option in enumerate(order):
        ranks[option] = rank
    return ranks


def _form(bound: Bound, meant: Meant) -> Floats:
    """A linear form in each draw: [draw]."""
    found = bound.outside * meant.outside
    if bound.weights:
        found = found + meant.weights @ np.asarray(bound.weights)
    if bound.worth:
        found = found + meant.worth @ np.asarray(bound.worth)
    return np.asarray(found, dtype=np.float64)
