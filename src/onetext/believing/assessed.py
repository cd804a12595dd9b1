"""What mediators and others think of a party: assessments, each with its weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from onetext.believing.ear import Ear, weight_of
from onetext.believing.grid import limit_of
from onetext.believing.heard import Contrast, Line, Order, Ranking, Reply, Sure, Worth
from onetext.believing.limit import allowed_by, red_lines_of
from onetext.model import Assessment, Entry
from onetext.model.assessment import share_of
from onetext.model.condition import Condition

JUDGED: Final = 0.85
"""The weight of an assessment whose source has no grade: as information that is probably true."""


class Assessed:
    """What is heard of a party by assessments."""

    def __init__(self, ear: Ear) -> None:
        self.ear = ear

    def _assessments(self) -> Iterator[tuple[Entry, float, Assessment]]:
        for entry, view in self.ear.situation.of(Assessment):
            if (
                view.party != self.ear.party
                or entry.id in self.ear.without
                or view.scenario not in (None, self.ear.scenario)
            ):
                continue
            weight = weight_of(entry, self.ear.situation, JUDGED)
            if weight is None:
                self.ear.leave_out(entry, "its grade carries no weight")
            else:
                yield entry, weight, view

    def views(self) -> Iterator[Sure | Reply | Line]:
        """What each of them says, but for limits on an issue."""
        for entry, weight, view in self._assessments():
            ids = (entry.id,)
            if view.ranking:
                yield from self._ranking(entry, weight, view)
            elif view.preference:
                yield from self._preference(entry, weight, view)
            elif view.comparison is not None:
                better, worse = map(self.ear.read, (view.comparison.better, view.comparison.worse))
                if self.ear.knows(entry, better, worse):
                    yield Contrast(ids, weight, better, worse)
            elif view.would_accept is not None:
                terms = self.ear.read(view.would_accept)
                if self.ear.knows(entry, terms):
                    yield Reply(ids, weight, terms, True)
            elif view.would_refuse is not None:
                terms = self.ear.read(view.would_refuse)
                if self.ear.knows(entry, terms):
                    yield self._refusal(ids, weight, terms)
            elif view.outside_option is not None:
                lo, hi = share_of(view.outside_option)
                yield Worth(ids, weight, float(lo), float(hi), view.given)

    def _ranking(self, entry: Entry, weight: float, view: Assessment) -> Iterator[Ranking]:
        issues = tuple(self.ear.place[name] for name in view.ranking if name in self.ear.place)
        if len(issues) > 1:
            yield Ranking((entry.id,), weight, issues)
        else:
            self.ear.leave_out(entry, "it ranks fewer than two issues that have values")

    def _preference(self, entry: Entry, weight: float, view: Assessment) -> Iterator[Order]:
        if view.issue not in self.ear.place:
            self.ear.leave_out(entry, "its issue has fewer than two values")
            return
        values, seen, chain = self.ear.grid.values[self.ear.place[view.issue]], frozenset[int](), list[frozenset[int]]()
        for stated in view.preference:
            reading = self.ear.situation.reading(view.issue, stated)
            options = frozenset(n for n, v in enumerate(values) if reading is not None and reading.holds(v)) - seen
            seen |= options
            chain += [options] if options else []
        if len(chain) > 1:
            yield Order((entry.id,), weight, self.ear.place[view.issue], tuple(chain))
        else:
            self.ear.leave_out(entry, "it names fewer than two values that can be read")

    def _refusal(self, ids: tuple[str, ...], weight: float, terms: Condition) -> Reply | Line:
        """What it would refuse whatever the rest is a red line; of one whole package, an answer to it."""
        allowed = allowed_by(terms, self.ear.grid)
        if (
            terms.op == "all"
            and len(allowed) == len(self.ear.grid.issues)
            and all(len(o) == 1 for o in allowed.values())
        ):
            return Reply(ids, weight, terms, False)
        return Line(ids, weight, Condition("not", parts=(terms,)))

    def limits(self, orders: list[Order]) -> Iterator[Line]:
        """Limits on an issue, as red lines; `orders` tell whether more or less is wanted."""
        for entry, weight, view in self._assessments():
            yield from self._limit(entry, weight, view, orders)

    def _limit(self, entry: Entry, weight: float, view: Assessment, orders: list[Order]) -> Iterator[Line]:
        """A limit on an issue, at each value of the grid where it may lie."""
        if view.interval is None:
            return
        name = view.interval.issue
        if name not in self.ear.place:
            self.ear.leave_out(entry, "its issue has fewer than two values")
            return
        sign = self._direction(name, orders)
        if not sign:
            self.ear.leave_out(entry, "nothing says whether the side wants more or less")
            return
        lo, hi = limit_of(view.interval.limit, self.ear.situation.header.issues[name])
        yield from red_lines_of(entry.id, weight, name, sign, (lo, hi), self.ear.grid.values[self.ear.place[name]])

    def _direction(self, issue: str, orders: list[Order]) -> int:
        """Whether more (1) or less (-1) is wanted: by an assessment, else by the side's own words."""
        for order in orders:
            if order.issue == self.ear.place[issue]:
                values = self.ear.grid.values[order.issue]
                means = [_mean(values, options) for options in order.chain]
                known = [mean for mean in means if mean is not None]
                if len(known) > 1 and known[0] != known[-1]:
                    return 1 if known[0] > known[-1] else -1
        return self.ear.stances.direction(self.ear.party, issue)[0]


def _mean(values: tuple[object, ...], options: frozenset[int]) -> Decimal | None:
    numbers = [value for n in options if isinstance(value := values[n], Decimal)]
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None
