"""What a party says and does itself: demands, its own proposals, answers to others', approvals of its bodies."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from onetext.believing.ear import SAID, Ear, weight_of
from onetext.believing.heard import Line, Reply
from onetext.model import Demand, Entry, Proposal, Response, Statement
from onetext.model.belief import Answered
from onetext.model.condition import Condition
from onetext.model.demand import Position
from onetext.model.response import Approval

FIRMNESS: Final = {"red line": 0.8, "demand": 0.3, "wish": 0.0}
"""The chance that a demand is a true red line, by its strength, where no firmness is recorded."""


class Said:
    """What a party says and does."""

    def __init__(self, ear: Ear) -> None:
        self.ear = ear
        self.terms: dict[str, Condition] = {}

    def weights(self) -> dict[str, float]:
        """The weight of what was said by or of it, where it has one."""
        found = {}
        for entry in self.ear.situation.in_force.values():
            if isinstance(entry.body, Position | Demand | Proposal) and entry.id not in self.ear.without:
                weight = weight_of(entry, self.ear.situation, SAID)
                if weight is not None:
                    found[entry.id] = weight
        return found

    def demands(self) -> Iterator[Line]:
        """Its demands, each with the chance that it is a red line."""
        for entry, demand in self.ear.situation.of(Demand):
            if demand.party != self.ear.party or entry.id in self.ear.without:
                continue
            weight = weight_of(entry, self.ear.situation, SAID)
            chance = demand.firmness
            firm = FIRMNESS[demand.strength] * (weight or 0) if chance is None else float(chance)
            keeps = self.ear.read(demand.requires)
            if weight is None:
                self.ear.leave_out(entry, "its grade carries no weight")
            elif firm > 0 and self.ear.knows(entry, keeps):
                yield Line((entry.id,), firm, keeps)

    def proposals(self) -> Iterator[Reply]:
        """Its own proposals, which it would take."""
        for entry, proposal in self.ear.situation.of(Proposal):
            own = any(self.ear.situation.roster.party(name) == self.ear.party for name in proposal.author)
            if own and entry.id not in self.ear.without and proposal.terms:
                yield from self._replied(entry, entry.id, True, own=True)

    def answers(self) -> Iterator[Reply | Answered]:
        """What it answered last to each proposal."""
        last: dict[str, tuple[Entry, Response]] = {}
        for entry, response in self.ear.situation.of(Response):
            mine = self.ear.situation.roster.party(response.by) == self.ear.party and response.state is not None
            if mine and response.proposal in self.ear.situation.in_force and entry.id not in self.ear.without:
                last[str(response.proposal)] = entry, response
        for name, (entry, response) in last.items():
            yield Answered(self._terms(name), str(response.state), entry.id)
            if response.state in ("accepted", "rejected", "countered"):
                yield from self._replied(entry, name, response.state == "accepted")
            elif response.state == "conditional":
                yield from self._conditional(entry, name, response)
            else:
                self.ear.leave_out(entry, "it is no answer yet")

    def _conditional(self, entry: Entry, name: str, response: Response) -> Iterator[Reply]:
        """With what it names left open, it would take the rest."""
        named = frozenset(issue for subject in response.names for issue in self._issues_of(subject))
        if named & self._terms(name).issues:
            yield from self._replied(entry, name, True, frozenset(named))
        else:
            self.ear.leave_out(entry, "its condition names no term of the text")

    def _issues_of(self, subject: str) -> frozenset[str]:
        if subject in self.ear.situation.header.issues:
            return frozenset([subject])
        held = self.ear.situation.in_force.get(subject)
        body = None if held is None else held.body
        if isinstance(body, Demand):
            return frozenset(body.requires.issues)
        if isinstance(body, Statement):
            return frozenset(name for name in body.about if name in self.ear.situation.header.issues)
        return frozenset([body.issue]) if isinstance(body, Position) else frozenset()

    def approvals(self) -> Iterator[Reply]:
        """What its ratifying bodies approved or refused."""
        bodies = self.ear.bodies
        for (body, on), held in self.ear.situation.approvals.items():
            approval = held[-1].body
            assert isinstance(approval, Approval)
            deal = self.ear.situation.in_force.get(on or "")
            stated = deal is not None and isinstance(deal.body, Proposal)
            if body in bodies and stated and approval.state != "pending" and held[-1].id not in self.ear.without:
                taken = approval.state == "approved"
                for reply in self._replied(held[-1], str(on), taken):
                    yield Reply(reply.entries, reply.weight, reply.terms, taken, bodies.index(body))

    def _replied(
        self, entry: Entry, proposal: str, taken: bool, open_: frozenset[str] = frozenset(), own: bool = False
    ) -> Iterator[Reply]:
        weight, terms = weight_of(entry, self.ear.situation, SAID), self._terms(proposal)
        terms = Condition("all", parts=tuple(part for part in terms.parts if part.issues and not part.issues <= open_))
        if weight is None:
            self.ear.leave_out(entry, "its grade carries no weight")
        elif not terms.parts:
            self.ear.leave_out(entry, "the text has no terms that can be read")
        else:
            yield Reply((entry.id,), weight, terms, taken, own=own)

    def _terms(self, proposal: str) -> Condition:
        """What a proposal says, issue by issue: the value of one of its stages."""
        if proposal not in self.terms:
            held = self.ear.situation.in_force[proposal].body
            assert isinstance(held, Proposal)
            by_issue = itertools.groupby(sorted(held.terms, key=lambda term: term.issue), key=lambda term: term.issue)
            parts = [self._term(issue, [term.value for term in terms]) for issue, terms in by_issue]
            self.terms[proposal] = Condition("all", parts=tuple(part for part in parts if part is not None))
        return self.terms[proposal]

    def _term(self, issue: str, stated: list[str]) -> Condition | None:
        found = [reading for words in stated if (reading := self.ear.situation.reading(issue, words)) is not None]
        parts = tuple(Condition("in", issue, reading) for reading in found)
        if not parts or issue not in self.ear.place:
            return None
        return parts[0] if len(parts) == 1 else Condition("any", parts=parts)
