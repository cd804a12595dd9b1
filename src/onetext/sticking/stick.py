"""The sticking points and ways out of a situation."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from onetext.model import Proposal, Situation, Term
from onetext.model.condition import Condition, Sharp, Space, Words, condition_of, space_of
from onetext.model.predicate import Predicate, write_predicate
from onetext.model.sticking import Ids, KnotStanding, Moves, Relaxation, Sticking, StickingPoint, WayOut, chance_of
from onetext.solving import SEARCH, Knot, Search, find_conflicts
from onetext.sticking.claim import Claim, find_claims
from onetext.sticking.relaxation import relaxations

_EXPLAINED = 100
"""For how many sticking points of a knot it is worked out on which constraints they rest."""
_ONE = Search(limit=1)
_RELAXED = 50
"""For how many ways out of a knot the least relaxations are worked out."""


def find_sticking(situation: Situation, search: Search = SEARCH, proposals: Iterable[str] | None = None) -> Sticking:
    """Where talks stick (definitions page, "Sticking points and ways out").

    `proposals`: for which of them to say what would have to move (None: all that no later version replaces). Raises
    ValueError for words of a demand that cannot be read.

    >>> from onetext.model import Demand, Entry, Header, Issue, make, replay
    >>> header = make(Header, title="River", issues={"crossing": {"name": "Crossing", "options": ["open", "shut"]}})
    >>> wanted = {"north": "open", "south": "shut"}
    >>> entries = [Entry(n, make(Demand, party=n, requires={"crossing": value})) for n, value in wanted.items()]
    >>> [way.withdraw for way in find_sticking(replay(header, entries)).ways_out]
    [('north',), ('south',)]
    """
    return _Talks(situation, search).sticking(proposals)


@dataclass(frozen=True)
class _Talks:
    """One situation, its claims read for the issues of the case."""

    situation: Situation
    search: Search

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in find_claims(self.situation)}

    @cached_property
    def constraints(self) -> Mapping[str, Condition]:
        header = self.situation.header
        held = header.constraints.items()
        return {name: condition_of(item.holds, header.issues, None, header.zone) for name, item in held}

    @cached_property
    def texts(self) -> Mapping[str, tuple[Condition, ...]]:
        """Per proposal what its terms fix."""
        return {entry.id: tuple(self._fixed(proposal)) for entry, proposal in self.situation.of(Proposal)}

    def _standing_texts(self) -> Iterator[str]:
        return (name for name in self.texts if name not in self.situation.replaced)

    def _fixed(self, proposal: Proposal) -> Iterator[Condition]:
        """One condition per issue: the value of one of its stages."""
        header = self.situation.header
        for issue, terms in itertools.groupby(sorted(proposal.terms, key=_issue_of), key=_issue_of):
            values = [Predicate("is", issue=issue, stated=term.value) for term in terms]
            yield condition_of(Predicate("any", parts=tuple(values)), header.issues, None, header.zone)

    @cached_property
    def space(self) -> Space:
        said = [claim.condition for claim in self.claims.values()]
        fixed = [condition for text in self.texts.values() for condition in text]
        return space_of(self.situation.header.issues, [*self.constraints.values(), *said, *fixed])

    @cached_property
    def wanted(self) -> Mapping[str, Condition]:
        return {name: claim.condition for name, claim in self.claims.items()}

    def conflicts(self, fixed: Iterable[Condition] = ()) -> tuple[Knot, ...]:
        """The knots of all claims, read in the widest way."""
        constraints = [*self.constraints.values(), *fixed]
        return find_conflicts(self.space, constraints, self.wanted, self.search)

    def sticking(self, proposals: Iterable[str] | None) -> Sticking:
        """Everything asked for."""
        certain = self.conflicts()
        unclear, all_unclear = self._unclear(frozenset(found for knot in certain for found in knot.sticking))
        knots = [*map(self._standing, certain), *(KnotStanding((point,), ()) for point in unclear)]
        points = sorted((point for knot in knots for point in knot.sticking_points), key=lambda p: _order(p.demands))
        ways, all_ways = _together([knot.ways_out for knot in knots if knot.ways_out], self.search.limit)
        known = all(knot.complete for knot in knots) and all_unclear and all_ways
        blocked = any(not knot.ways for knot in certain if knot.all_ways)
        return Sticking(
            sticking_points=tuple(points[: self.search.limit]),
            ways_out=() if blocked else tuple(self._way(way.withdraw, way.relax) for way in ways),
            complete=known and len(points) <= self.search.limit,
            knots=tuple(knots),
            proposals=tuple(self._moves(name) for name in (self._standing_texts() if proposals is None else proposals)),
            restated={name: claim.restated for name, claim in self.claims.items() if claim.restated},
        )

    def _standing(self, knot: Knot) -> KnotStanding:
        stopped = self.search.stopped
        points = (self._point(found, n < _EXPLAINED and not stopped()) for n, found in enumerate(knot.sticking))
        ways = (
            self._way(_ids(way), self._relaxed(way) if n < _RELAXED and not stopped() else ())
            for n, way in enumerate(knot.ways)
        )
        return KnotStanding(tuple(points), tuple(ways), knot.all_sticking and knot.all_ways)

    def _relaxed(self, way: frozenset[str]) -> tuple[Relaxation, ...]:
        issues = self.situation.header.issues
        return tuple(relaxations(way, self.wanted, self.constraints.values(), self.space, issues))

    def _way(self, withdraw: Ids, relax: tuple[Relaxation, ...]) -> WayOut:
        return WayOut(withdraw, chance_of(tuple(self.claims[name].firmness for name in withdraw)), relax)

    def _point(self, found: frozenset[str], explained: bool) -> StickingPoint:
        asked = [self.wanted[name] for name in found]
        return StickingPoint(_ids(found), constraints=self._breaking(asked) if explained else ())

    def _breaking(self, held: list[Condition]) -> Ids:
        """A minimal set of constraints that cannot hold together with some conditions, whatever their names."""
        header, kept = self.situation.header, dict(self.constraints)
        for name in sorted(kept, key=lambda name: json.dumps(write_predicate(header.constraints[name].holds))):
            others = [condition for other, condition in kept.items() if other != name]
            if self._clash([*others, *held]):
                del kept[name]
        return _ids(kept)

    def _clash(self, conditions: Iterable[Condition]) -> bool:
        """Whether some conditions cannot all hold."""
        return any(knot.sticking for knot in find_conflicts(self.space, conditions, {}, _ONE))

    # --- words that leave open what is meant -------------------------------------------------------------------

    def _unclear(self, certain: frozenset[frozenset[str]]) -> tuple[list[StickingPoint], bool]:
        """The sets that cannot all be met for some reading of vague words, and whether these are all."""
        if not any(claim.vague for claim in self.claims.values()):
            return [], True
        header, read = self.situation.header, {}
        for name, claim in self.claims.items():
            for n, (ends, condition) in enumerate(claim.readings(header.issues, header.zone, self.space)):
                read[f"{name} {n}"] = name, ends, condition
        by_words: dict[Words, dict[Sharp, list[str]]] = {}
        for key, (_, choice, _) in read.items():
            for words, end in choice.items():
                by_words.setdefault(words, {}).setdefault(end, []).append(key)
        apart = {
            frozenset(pair)
            for held in by_words.values()
            for pair in itertools.product(held.get("lowest", ()), held.get("highest", ()))
        }
        conditions = {key: condition for key, (_, _, condition) in read.items()}
        knots = find_conflicts(self.space, self.constraints.values(), conditions, self.search, apart)
        sets = {frozenset(read[key][0] for key in found) for knot in knots for found in knot.sticking}
        constraints = self.constraints.values()
        widest = {found: [*constraints, *(self.wanted[name] for name in found)] for found in sets - certain}
        open_sets = {found for found, conditions in widest.items() if not self._clash(conditions)}
        least = [found for found in open_sets if not any(other < found for other in open_sets | certain)]
        listed = sorted(map(_ids, least), key=_order)
        points = [StickingPoint(demands, False, (), self._vague(demands)) for demands in listed]
        return points, all(knot.all_sticking for knot in knots)

    def _vague(self, demands: Ids) -> Ids:
        return tuple(name for name in demands if self.claims[name].vague)

    # --- the text on the table ---------------------------------------------------------------------------------

    def _moves(self, proposal: str) -> Moves:
        fixed = self.texts.get(proposal, ())
        knots = self.conflicts(fixed)
        if any(frozenset() in knot.sticking for knot in knots):
            return Moves(proposal, (), possible=False, constraints=self._breaking([*fixed]))
        alternatives = tuple(tuple(map(_ids, knot.ways)) for knot in knots)
        ways, whole = _together([tuple(map(WayOut, sets)) for sets in alternatives], self.search.limit)
        complete = whole and all(knot.all_ways for knot in knots)
        return Moves(proposal, tuple(way.withdraw for way in ways), alternatives, complete=complete)


def _issue_of(term: Term) -> str:
    return term.issue


def _of(relaxation: Relaxation) -> str:
    return relaxation.demand


def _ids(names: Iterable[str]) -> Ids:
    return tuple(sorted(names))


def _order(ids: Ids) -> tuple[int, Ids]:
    return len(ids), ids


def _together(knots: list[tuple[WayOut, ...]], limit: int) -> tuple[list[WayOut], bool]:
    """One way out of each knot, in every combination, the smallest first; and whether these are all.

    Knots share no demand, so the first few of all combinations need only the first few of some of the knots.
    """
    found, whole = [WayOut(())], True
    for ways in knots:
        joined = [
            WayOut(_ids([*one.withdraw, *other.withdraw]), relax=tuple(sorted([*one.relax, *other.relax], key=_of)))
            for one in found
            for other in ways
        ]
        joined.sort(key=lambda way: _order(way.withdraw))
        whole = whole and len(joined) <= limit
        found = joined[:limit]
    return ([] if found == [WayOut(())] else found), whole
