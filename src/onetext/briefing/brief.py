"""The brief of a situation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from onetext.briefing.ahead import find_ahead
from onetext.briefing.meeting import meeting_brief
from onetext.briefing.proposal import find_pending, proposal_standings
from onetext.model import (
    Approval,
    Conveyance,
    Interest,
    Moment,
    Position,
    Promise,
    Response,
    Situation,
    Statement,
    find_contradictions,
)
from onetext.model.brief import (
    LAST_DAY,
    ApprovalStanding,
    Brief,
    Carried,
    Cell,
    IssueRow,
    Offer,
    OpenPromise,
)
from onetext.model.demand import Demand
from onetext.model.moment import UNKNOWN

_DAY = timedelta(days=1)
_FIRST_DAY = datetime.min.replace(tzinfo=UTC) + _DAY


def make_brief(
    situation: Situation,
    viewer: str,
    at: Moment | None = None,
    since: Moment | None = None,
    meeting: str | None = None,
) -> Brief:
    """The brief of a viewer's situation.

    `at` is when the page is for (default: when the last entry was learned); `since` from when on entries are new
    (default: the last day on which something was learned); `meeting` a party to meet. Raises NotForThisViewer if a
    party asks for a meeting page.

    >>> from onetext.model import Header, replay
    >>> make_brief(replay(Header(title="River"), []), "mediators").proposals
    ()
    """
    last = situation.latest
    as_of = at or last
    now = as_of.by if as_of.is_known else None
    since = _last_day(last) if since is None else since
    standings = tuple(proposal_standings(situation))
    pending = tuple(find_pending(situation, standings))
    promises = tuple(_open_promises(situation, now))
    return Brief(
        viewer=viewer,
        as_of=as_of,
        since=since,
        proposals=standings,
        pending=pending,
        contradictions=find_contradictions(situation),
        deadlines=find_ahead(situation, standings, pending, promises, now),
        approvals=tuple(_approvals(situation)),
        offers=tuple(_offers(situation)),
        promises=promises,
        interests=tuple(entry.id for entry, _ in situation.of(Interest)),
        positions=tuple(_positions(situation)),
        carried=tuple(_carried(situation)),
        new=tuple(entry.id for entry in situation.in_force.values() if entry.known.by > since.earliest),
        corrected=dict(situation.corrections),
        meeting=None if meeting is None else meeting_brief(situation, viewer, meeting, pending, promises),
    )


def _last_day(last: Moment) -> Moment:
    if not last.is_known or last.by < _FIRST_DAY:
        return UNKNOWN
    return Moment(LAST_DAY, last.by - _DAY, None, "open")


def _open_promises(situation: Situation, now: datetime | None) -> Iterator[OpenPromise]:
    settled: dict[str, str] = {}
    for _, promise in situation.of(Promise):
        if promise.of is not None:
            settled[promise.of] = promise.state
    for entry, promise in situation.of(Promise):
        if promise.of is None and settled.get(entry.id, promise.state) == "open":
            due = promise.until is not None and promise.until.end is not None
            overdue = due and now is not None and promise.until is not None and promise.until.latest < now
            yield OpenPromise(entry.id, promise.by, promise.to, promise.until, overdue)


def _approvals(situation: Situation) -> Iterator[ApprovalStanding]:
    """Every deciding body, with its last word on each thing it spoke on; without one, on nothing."""
    for party, name, body in situation.header.bodies():
        spoken = {on: held[-1] for (spoke, on), held in situation.approvals.items() if spoke == name}
        for on, entry in spoken.items():
            assert isinstance(entry.body, Approval)
            yield ApprovalStanding(party, name, body.must_ratify, on, entry.body.state, entry.id)
        if not spoken:
            yield ApprovalStanding(party, name, body.must_ratify, None, None, None)


def _offers(situation: Situation) -> Iterator[Offer]:
    """Latest positions, statements, answers and terms that hold only if something else does."""
    latest = {held[-1].id for held in situation.positions.values()}
    for entry in situation.in_force.values():
        match entry.body:
            case Position() as position if entry.id in latest:
                if position.conditions or position.exclusions or position.reciprocal_on:
                    yield Offer(entry.id, position.conditions, position.exclusions, position.reciprocal_on)
            case Statement(conditional_on=str(condition)) | Response(conditional_on=str(condition)):
                yield Offer(entry.id, (condition,), (), None)


def _positions(situation: Situation) -> Iterator[IssueRow]:
    """Issues on which somebody wants something, by parties in the stated order."""
    demands: dict[tuple[str, str], list[str]] = {}
    for entry, demand in situation.of(Demand):
        for issue in demand.requires.issues:
            demands.setdefault((demand.party, issue), []).append(entry.id)
    for issue in situation.header.issues:
        cells = tuple(
            Cell(
                party,
                tuple(entry.id for entry in situation.positions.get((party, issue), ())),
                tuple(demands.get((party, issue), ())),
            )
            for party in situation.header.parties
        )
        if any(cell.positions or cell.demands for cell in cells):
            yield IssueRow(issue, cells)


def _carried(situation: Situation) -> Iterator[Carried]:
    for entry, conveyance in situation.of(Conveyance):
        yield Carried(entry.id, conveyance.what, conveyance.by, conveyance.to, entry.said, conveyance.form)
