"""From the entries of a situation to what is heard of one party.

Only what a viewer may see and what is in force is there to be heard: the situation is that of a projection.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from onetext.believing.grid import limit_of
from onetext.believing.heard import Contrast, Hearing, Line, Order, Ranking, Reply, Sure, Unused, Worth
from onetext.believing.stance import Stances
from onetext.model import Assessment, Demand, Entry, Predicate, Proposal, Response, Situation, Statement
from onetext.model.assessment import share_of
from onetext.model.belief import Answered, Grid
from onetext.model.condition import Condition, condition_of
from onetext.model.demand import Position
from onetext.model.response import Approval

SAID: Final = 0.95
"""The weight of what a side said or did itself, where its source has no grade: as information that is confirmed."""
JUDGED: Final = 0.85
"""The weight of an assessment whose source has no grade: as information that is probably true."""
MOST_REPLIES: Final = 400
"""How many answers of a side count: the last ones. More tell little that is new, and take long."""
FIRMNESS: Final = {"red line": 0.8, "demand": 0.3, "wish": 0.0}
"""The chance that a demand is a true red line, by its strength, where no firmness is recorded."""


def weight_of(entry: Entry, situation: Situation, ungraded: float) -> float | None:
    """The chance that an entry is so, by the grade of its source; None where that carries no weight."""
    source = entry.source
    grade = None if source is None else source.grade
    if source is not None and grade is None and source.of is not None:
        held = situation.header.sources.get(source.of)
        grade = None if held is None else held.grade
    if grade is None:
        return ungraded
    found = situation.header.grade_weights.get(grade[1])
    return None if found is None or found <= 0 else min(float(found), 1.0)


def scenarios_of(situation: Situation, party: str) -> tuple[str, ...]:
    """The rival readings of a party, by the order in which they are first named."""
    views = (view for _, view in situation.of(Assessment) if view.party == party and view.scenario is not None)
    return tuple(dict.fromkeys(str(view.scenario) for view in views))


def listen(
    situation: Situation,
    grid: Grid,
    party: str,
    stances: Stances,
    scenario: str | None = None,
    without: frozenset[str] = frozenset(),
) -> Hearing:
    """All that is heard of a party. Of assessments that belong to a rival reading only those of `scenario` count;
    entries in `without` are passed over."""
    return _Listener(situation, grid, party, stances, scenario, without).hearing()


class _Listener:
    def __init__(
        self,
        situation: Situation,
        grid: Grid,
        party: str,
        stances: Stances,
        scenario: str | None,
        without: frozenset[str],
    ) -> None:
        self.situation, self.grid, self.party, self.stances = situation, grid, party, stances
        self.scenario, self.without = scenario, without
        self.header, self.roster = situation.header, situation.roster
        self.place = stances.place
        self.unused: list[Unused] = []
        self.terms: dict[str, Condition] = {}

    def hearing(self) -> Hearing:
        """Everything, in the order of the record."""
        views = list(self._views())
        orders = [item for item in views if isinstance(item, Order)]
        assessed = {item.issue for item in orders}
        spoken = [item for item in self.stances.orders(self.party, self._spoken()) if item.issue not in assessed]
        sure: list[Sure] = [item for item in views if not isinstance(item, Reply | Line)]
        lines = [item for item in views if isinstance(item, Line)]
        lines += [
            line for entry, weight, view in self._assessments() for line in self._limit(entry, weight, view, orders)
        ]
        answers = list(self._answers())
        replies = [item for item in views if isinstance(item, Reply)]
        replies += [*self._proposals(), *(item for item in answers if isinstance(item, Reply)), *self._approvals()]
        replies = self._latest(replies)
        utility = next(
            (
                (name, one)
                for name, one in reversed(self.header.utilities.items())
                if one.party == self.party and not one.supposed and name not in self.without
            ),
            None,
        )
        return Hearing(
            self.party,
            (*sure, *spoken),
            tuple(replies),
            (*lines, *self._demands()),
            self._bodies(),
            None if utility is None else utility[1],
            None if utility is None else utility[0],
            tuple(dict.fromkeys(self.unused)),
            tuple(item for item in answers if isinstance(item, Answered)),
        )

    def _latest(self, replies: list[Reply]) -> list[Reply]:
        if len(replies) <= MOST_REPLIES:
            return replies
        order = {name: n for n, name in enumerate(self.situation.in_force)}
        ordered = sorted(replies, key=lambda reply: order[reply.entries[0]])
        for reply in ordered[:-MOST_REPLIES]:
            self._pass(self.situation.in_force[reply.entries[0]], f"it answered {MOST_REPLIES} times since")
        return ordered[-MOST_REPLIES:]

    # --- assessments -------------------------------------------------------------------------------------------

    def _assessments(self) -> Iterator[tuple[Entry, float, Assessment]]:
        for entry, view in self.situation.of(Assessment):
            if view.party != self.party or entry.id in self.without or view.scenario not in (None, self.scenario):
                continue
            weight = weight_of(entry, self.situation, JUDGED)
            if weight is None:
                self._pass(entry, "its grade carries no weight")
            else:
                yield entry, weight, view

    def _views(self) -> Iterator[Sure | Reply | Line]:
        for entry, weight, view in self._assessments():
            ids = (entry.id,)
            if view.ranking:
                yield from self._ranking(entry, weight, view)
            elif view.preference:
                yield from self._preference(entry, weight, view)
            elif view.comparison is not None:
                better, worse = map(self._read, (view.comparison.better, view.comparison.worse))
                if self._known(entry, better, worse):
                    yield Contrast(ids, weight, better, worse)
            elif view.would_accept is not None:
                terms = self._read(view.would_accept)
                if self._known(entry, terms):
                    yield Reply(ids, weight, terms, True)
            elif view.would_refuse is not None:
                terms = self._read(view.would_refuse)
                if self._known(entry, terms):
                    yield self._refusal(ids, weight, terms)
            elif view.outside_option is not None:
                lo, hi = share_of(view.outside_option)
                yield Worth(ids, weight, float(lo), float(hi), view.given)

    def _ranking(self, entry: Entry, weight: float, view: Assessment) -> Iterator[Ranking]:
        issues = tuple(self.place[name] for name in view.ranking if name in self.place)
        if len(issues) > 1:
            yield Ranking((entry.id,), weight, issues)
        else:
            self._pass(entry, "it ranks fewer than two issues that have values")

    def _preference(self, entry: Entry, weight: float, view: Assessment) -> Iterator[Order]:
        if view.issue not in self.place:
            self._pass(entry, "its issue has fewer than two values")
            return
        values, seen, chain = self.grid.values[self.place[view.issue]], frozenset[int](), list[frozenset[int]]()
        for stated in view.preference:
            reading = self.situation.reading(view.issue, stated)
            options = frozenset(n for n, v in enumerate(values) if reading is not None and reading.holds(v)) - seen
            seen |= options
            chain += [options] if options else []
        if len(chain) > 1:
            yield Order((entry.id,), weight, self.place[view.issue], tuple(chain))
        else:
            self._pass(entry, "it names fewer than two values that can be read")

    def _refusal(self, ids: tuple[str, ...], weight: float, terms: Condition) -> Reply | Line:
        """What it would refuse whatever the rest is a red line; of one whole package, an answer to it."""
        allowed = allowed_by(terms, self.grid)
        if terms.op == "all" and len(allowed) == len(self.grid.issues) and all(len(o) == 1 for o in allowed.values()):
            return Reply(ids, weight, terms, False)
        return Line(ids, weight, Condition("not", parts=(terms,)))

    def _limit(self, entry: Entry, weight: float, view: Assessment, orders: list[Order]) -> Iterator[Line]:
        """A limit on an issue, at each value of the grid where it may lie."""
        if view.interval is None:
            return
        name = view.interval.issue
        if name not in self.place:
            self._pass(entry, "its issue has fewer than two values")
            return
        sign = self._direction(name, orders)
        if not sign:
            self._pass(entry, "nothing says whether the side wants more or less")
            return
        lo, hi = limit_of(view.interval.limit, self.header.issues[name])
        yield from _limits(entry.id, weight, name, sign, (lo, hi), self.grid.values[self.place[name]])

    def _direction(self, issue: str, orders: list[Order]) -> int:
        """Whether more (1) or less (-1) is wanted: by an assessment, else by the side's own words."""
        for order in orders:
            if order.issue == self.place[issue]:
                values = self.grid.values[order.issue]
                means = [_mean(values, options) for options in order.chain]
                known = [mean for mean in means if mean is not None]
                if len(known) > 1 and known[0] != known[-1]:
                    return 1 if known[0] > known[-1] else -1
        return self.stances.direction(self.party, issue)[0]

    # --- what the side says and does ---------------------------------------------------------------------------

    def _spoken(self) -> dict[str, float]:
        """The weight of what was said by or of it, where it has one."""
        found = {}
        for entry in self.situation.in_force.values():
            if isinstance(entry.body, Position | Demand | Proposal) and entry.id not in self.without:
                weight = weight_of(entry, self.situation, SAID)
                if weight is not None:
                    found[entry.id] = weight
        return found

    def _demands(self) -> Iterator[Line]:
        for entry, demand in self.situation.of(Demand):
            if demand.party != self.party or entry.id in self.without:
                continue
            weight = weight_of(entry, self.situation, SAID)
            chance = demand.firmness
            firm = FIRMNESS[demand.strength] * (weight or 0) if chance is None else float(chance)
            keeps = self._read(demand.requires)
            if weight is None:
                self._pass(entry, "its grade carries no weight")
            elif firm > 0 and self._known(entry, keeps):
                yield Line((entry.id,), firm, keeps)

    def _proposals(self) -> Iterator[Reply]:
        for entry, proposal in self.situation.of(Proposal):
            own = any(self.roster.party(name) == self.party for name in proposal.author)
            if own and entry.id not in self.without and proposal.terms:
                yield from self._replied(entry, entry.id, True, own=True)

    def _answers(self) -> Iterator[Reply | Answered]:
        """What it answered last to each proposal."""
        last: dict[str, tuple[Entry, Response]] = {}
        for entry, response in self.situation.of(Response):
            mine = self.roster.party(response.by) == self.party and response.state is not None
            if mine and response.proposal in self.situation.in_force and entry.id not in self.without:
                last[str(response.proposal)] = entry, response
        for name, (entry, response) in last.items():
            yield Answered(self._terms(name), str(response.state), entry.id)
            if response.state in ("accepted", "rejected", "countered"):
                yield from self._replied(entry, name, response.state == "accepted")
            elif response.state == "conditional":
                yield from self._conditional(entry, name, response)
            else:
                self._pass(entry, "it is no answer yet")

    def _conditional(self, entry: Entry, name: str, response: Response) -> Iterator[Reply]:
        """With what it names left open, it would take the rest."""
        named = frozenset(issue for subject in response.names for issue in self._issues_of(subject))
        if named & self._terms(name).issues:
            yield from self._replied(entry, name, True, frozenset(named))
        else:
            self._pass(entry, "its condition names no term of the text")

    def _issues_of(self, subject: str) -> frozenset[str]:
        if subject in self.header.issues:
            return frozenset([subject])
        held = self.situation.in_force.get(subject)
        body = None if held is None else held.body
        if isinstance(body, Demand):
            return frozenset(body.requires.issues)
        if isinstance(body, Statement):
            return frozenset(name for name in body.about if name in self.header.issues)
        return frozenset([body.issue]) if isinstance(body, Position) else frozenset()

    def _approvals(self) -> Iterator[Reply]:
        bodies = self._bodies()
        for (body, on), held in self.situation.approvals.items():
            approval = held[-1].body
            assert isinstance(approval, Approval)
            deal = self.situation.in_force.get(on or "")
            stated = deal is not None and isinstance(deal.body, Proposal)
            if body in bodies and stated and approval.state != "pending" and held[-1].id not in self.without:
                taken = approval.state == "approved"
                for reply in self._replied(held[-1], str(on), taken):
                    yield Reply(reply.entries, reply.weight, reply.terms, taken, bodies.index(body))

    def _bodies(self) -> tuple[str, ...]:
        party = self.header.parties.get(self.party)
        return tuple(name for name, body in party.bodies.items() if body.must_ratify) if party is not None else ()

    def _replied(
        self, entry: Entry, proposal: str, taken: bool, open_: frozenset[str] = frozenset(), own: bool = False
    ) -> Iterator[Reply]:
        weight, terms = weight_of(entry, self.situation, SAID), self._terms(proposal)
        terms = Condition("all", parts=tuple(part for part in terms.parts if part.issues and not part.issues <= open_))
        if weight is None:
            self._pass(entry, "its grade carries no weight")
        elif not terms.parts:
            self._pass(entry, "the text has no terms that can be read")
        else:
            yield Reply((entry.id,), weight, terms, taken, own=own)

    def _terms(self, proposal: str) -> Condition:
        """What a proposal says, issue by issue: the value of one of its stages."""
        if proposal not in self.terms:
            held = self.situation.in_force[proposal].body
            assert isinstance(held, Proposal)
            by_issue = itertools.groupby(sorted(held.terms, key=lambda term: term.issue), key=lambda term: term.issue)
            parts = [self._term(issue, [term.value for term in terms]) for issue, terms in by_issue]
            self.terms[proposal] = Condition("all", parts=tuple(part for part in parts if part is not None))
        return self.terms[proposal]

    def _term(self, issue: str, stated: list[str]) -> Condition | None:
        found = [reading for words in stated if (reading := self.situation.reading(issue, words)) is not None]
        parts = tuple(Condition("in", issue, reading) for reading in found)
        if not parts or issue not in self.place:
            return None
        return parts[0] if len(parts) == 1 else Condition("any", parts=parts)

    # --- reading -----------------------------------------------------------------------------------------------

    def _read(self, predicate: Predicate) -> Condition:
        return condition_of(predicate, self.header.issues, None, self.header.zone)

    def _known(self, entry: Entry, *conditions: Condition) -> bool:
        """Whether all that is spoken of has values; else the entry is passed over."""
        known = all(condition.issues <= self.place.keys() for condition in conditions)
        if not known:
            self._pass(entry, "its issue has fewer than two values")
        return known

    def _pass(self, entry: Entry, why: str) -> None:
        self.unused.append(Unused(entry.id, why))


def allowed_by(terms: Condition, grid: Grid) -> dict[int, frozenset[int]]:
    """The options that terms name outright, for each issue that they do so of: by the parts about one issue alone."""
    from onetext.model.condition import holds

    found: dict[int, frozenset[int]] = {}
    for part in terms.parts if terms.op == "all" else (terms,):
        if len(part.issues) == 1:
            (name,) = part.issues
            place = grid.issues.index(name)
            options = frozenset(n for n, value in enumerate(grid.values[place]) if holds(part, {name: value}))
            found[place] = found.get(place, options) & options
    return found


def _mean(values: tuple[object, ...], options: frozenset[int]) -> Decimal | None:
    numbers = [value for n in options if isinstance(value := values[n], Decimal)]
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None


def _limits(
    entry: str, weight: float, issue: str, sign: int, ends: tuple[Decimal, Decimal], values: tuple[object, ...]
) -> Iterator[Line]:
    """Red lines at the values where a limit may lie, each with the chance that it is true while no stricter one is.

    The limit is taken to lie anywhere between its ends, and to be the value nearest to it.
    """
    from onetext.model.issue import Reading

    lo, hi = ends
    numbers = sorted(value for value in values if isinstance(value, Decimal))
    inner = [n for n in numbers if lo <= n <= hi] or [min(numbers, key=lambda n: (abs(n - lo), n))]
    left = 1.0
    for number, share in sorted(zip(inner, _shares(inner, lo, hi), strict=True), reverse=sign > 0):
        chance = min(weight * share / left, 1.0)
        left -= weight * share
        reading = Reading(lo=number) if sign > 0 else Reading(hi=number)
        if chance > 0:
            yield Line((entry,), chance, Condition("in", issue, reading), limit=entry)


def _shares(values: list[Decimal], lo: Decimal, hi: Decimal) -> list[float]:
    """How much of a range lies nearest to each of some values in it, from the least to the greatest.

    >>> _shares([Decimal(40), Decimal(45), Decimal(50)], Decimal(40), Decimal(50))
    [0.25, 0.5, 0.25]
    """
    if lo == hi:
        return [1 / len(values)] * len(values)
    borders = [lo, *((one + other) / 2 for one, other in itertools.pairwise(values)), hi]
    return [float((above - below) / (hi - lo)) for below, above in itertools.pairwise(borders)]
