"""Where the proposals on the table stand, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Answer, Demand, Moment, Proposal, Question, Response, Situation, coverage_of
from onetext.model.brief import Pending, ProposalStanding

OPEN_STATES = (None, "under study", "silent")
"""States in which an answer is still awaited; None is no recorded answer."""


def proposal_standings(situation: Situation) -> Iterator[ProposalStanding]:
    """Every proposal that no later version replaces, newest first."""
    demands = list(situation.of(Demand))
    for entry, proposal in reversed(list(situation.of(Proposal))):
        if entry.id in situation.replaced:
            continue
        recipients = situation.recipients(entry.id)
        found = {party: situation.answer(entry.id, party) for party in recipients}
        status = {party: _state(situation, entry.id, party) for party in recipients}
        yield ProposalStanding(
            id=entry.id,
            status=status,
            answers={party: answer.id for party, answer in found.items() if answer is not None},
            pending_with=tuple(party for party in recipients if status[party] in OPEN_STATES),
            conveyances=tuple(conveyed.id for conveyed in situation.conveyed.get(entry.id, ())),
            responses=tuple(response.id for response in situation.responses.get(entry.id, ())),
            versions=tuple(_earlier(situation, proposal)),
            coverage={demand_id.id: coverage_of(demand, proposal, situation) for demand_id, demand in demands},
        )


def _state(situation: Situation, proposal: str, party: str) -> str | None:
    answer = situation.answer(proposal, party)
    if answer is None:
        return None
    assert isinstance(answer.body, Response)
    return answer.body.state


def _earlier(situation: Situation, proposal: Proposal) -> Iterator[str]:
    """The versions that a proposal replaces, newest first."""
    seen: set[str] = set()
    previous = proposal.previous
    while previous is not None and previous in situation.in_force and previous not in seen:
        seen.add(previous)
        yield previous
        body = situation.in_force[previous].body
        previous = body.previous if isinstance(body, Proposal) else None


def find_pending(situation: Situation, standings: tuple[ProposalStanding, ...]) -> Iterator[Pending]:
    """Answers awaited, to proposals and to questions, with whom and since when."""
    for standing in standings:
        for party in standing.pending_with:
            since = _put_to(situation, standing, party)
            yield Pending(
                standing.id, "proposal", party, standing.status[party], since, _due(situation, standing, party)
            )
    answered = {answer.question for _, answer in situation.of(Answer)}
    for entry, question in situation.of(Question):
        if entry.id not in answered:
            for name in question.to:
                yield Pending(entry.id, "question", name, None, entry.said, question.due)


def _put_to(situation: Situation, standing: ProposalStanding, party: str) -> Moment:
    """When a proposal was first carried to a party, else when it was put."""
    for name in standing.conveyances:
        entry = situation.in_force[name]
        if any(situation.roster.party(hearer) == party for hearer in entry.body.to):  # type: ignore[union-attr]
            return entry.said
    return situation.in_force[standing.id].said


def _due(situation: Situation, standing: ProposalStanding, party: str) -> Moment | None:
    """The last date that a party gave for its answer."""
    due: Moment | None = None
    for name in standing.responses:
        response = situation.in_force[name].body
        assert isinstance(response, Response)
        if response.due is not None and situation.roster.party(response.by) == party:
            due = response.due
    return due
