"""What lies ahead, with a date or without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from onetext.model import Approval, Deadline, Event, Meeting, Moment, Response, Situation
from onetext.model.brief import Ahead, OpenPromise, Pending, ProposalStanding


def find_ahead(
    situation: Situation,
    standings: tuple[ProposalStanding, ...],
    pending: tuple[Pending, ...],
    promises: tuple[OpenPromise, ...],
    now: datetime | None,
) -> tuple[Ahead, ...]:
    """Dated things not yet over, earliest first, then those without a date."""
    found = [item for item in _all(situation, standings, pending, promises) if not _is_over(item.when, now)]
    return tuple(sorted(found, key=_order))


def _order(item: Ahead) -> tuple[bool, float]:
    if item.when is None or not item.when.is_known:
        return (True, 0.0)
    edge = item.when.end or item.when.start
    assert edge is not None
    return (False, edge.timestamp())


def _is_over(when: Moment | None, now: datetime | None) -> bool:
    return when is not None and when.end is not None and now is not None and when.end < now


def _all(
    situation: Situation,
    standings: tuple[ProposalStanding, ...],
    pending: tuple[Pending, ...],
    promises: tuple[OpenPromise, ...],
) -> Iterator[Ahead]:
    for entry, deadline in situation.of(Deadline):
        yield Ahead(entry.id, "deadline", deadline.when, deadline.who)
    for entry, event in situation.of(Event):
        if event.when is not None:
            yield Ahead(entry.id, "event", event.when, event.who)
    for entry, meeting in situation.of(Meeting):
        if meeting.when is not None:
            yield Ahead(entry.id, "meeting", meeting.when, meeting.who)
    for entry, approval in situation.of(Approval):
        if approval.state == "pending" and situation.approvals[approval.body, approval.on][-1] is entry:
            yield Ahead(entry.id, "approval", approval.due, (approval.body,))
    for waiting in pending:
        yield Ahead(waiting.id, f"answer to a {waiting.kind}", waiting.due, (waiting.waits_for,))
    for standing in standings:
        for party, answer in standing.answers.items():
            response = situation.in_force[answer].body
            if party not in standing.pending_with and isinstance(response, Response) and response.due is not None:
                yield Ahead(answer, "answer to a proposal", response.due, (party,))
    for promise in promises:
        if promise.until is not None:
            yield Ahead(promise.id, "promise", promise.until, (promise.by,))
