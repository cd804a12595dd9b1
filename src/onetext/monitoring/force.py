"""Since when an agreement is in force: signed by every party, and approved by every body that must ratify it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from onetext.model import Approval, Entry, Signature
from onetext.monitoring.evidence import Evidence
from onetext.monitoring.when import NEVER, When

_LONG_AGO: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""When something took effect that nobody dated."""


def entry_into_force(evidence: Evidence) -> When:
    """Since when every party has signed, and every body that must ratify has approved."""
    deal = evidence.outline.agreement
    signed: dict[str, datetime] = {}
    for entry, body in _signatures(evidence):
        since = body.since if body.since is not None and body.since.is_known else entry.said
        for party in body.parties:
            signed[party] = min(since.earliest, signed.get(party, since.earliest))
    if not deal.parties or any(party not in signed for party in deal.parties):
        return NEVER
    approved = _approved(evidence)
    if any(body not in approved for body in deal.ratified_by):
        return NEVER
    latest = max([*(signed[party] for party in deal.parties), *(approved[body] for body in deal.ratified_by)])
    latest = max(latest, _LONG_AGO)
    return When(latest, latest)


def last_signature(evidence: Evidence) -> When:
    """When it was last signed."""
    signed = [entry.said.earliest for entry, _ in _signatures(evidence)]
    return When(max(signed), max(signed)) if signed else NEVER


def _approved(evidence: Evidence) -> dict[str, datetime]:
    """Since when each body has approved it; not while its last word is another."""
    last: dict[str, tuple[datetime, Approval]] = {}
    for entry, body in evidence.situation.of(Approval):
        if body.on in evidence.names:
            last[body.body] = max(last.get(body.body, (entry.said.by, body)), (entry.said.by, body), key=_at)
    return {name: at for name, (at, body) in last.items() if body.state == "approved" and at <= evidence.until}


def _at(found: tuple[datetime, Approval]) -> datetime:
    return found[0]


def _signatures(evidence: Evidence) -> tuple[tuple[Entry, Signature], ...]:
    return tuple((entry, body) for entry, body in evidence.situation.of(Signature) if body.agreement in evidence.names)
