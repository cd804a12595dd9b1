"""Suspension and restoration: which parts were suspended from when to when, and how what is due moves on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from onetext.model import Obligation
from onetext.monitoring.evidence import Evidence


class Suspended(NamedTuple):
    """One suspension: from when, to when (None: not restored by now), of which parts (none: all), by which entries."""

    since: datetime
    until: datetime | None
    parts: tuple[str, ...]
    entries: tuple[str, ...]

    def touches(self, part: Obligation) -> bool:
        """Whether a duty, or its stage, is among what was suspended."""
        return not self.parts or part.id in self.parts or part.stage in self.parts


class Suspension:
    """The suspensions of an agreement so far."""

    def __init__(self, evidence: Evidence) -> None:
        self.now = evidence.until
        found: list[Suspended] = []
        for instant, entry, body in evidence.powers:
            if body.act == "suspension":
                end = body.until.end if body.until is not None else None
                found.append(Suspended(instant, end, body.clauses, (entry.id,)))
            elif body.act == "restoration":
                found = [_restored(item, instant, body.clauses, entry.id) for item in found]
        self.all = tuple(found)

    def shifted(self, part: Obligation, due: datetime) -> datetime:
        """What is due, moved on by as long as the duty was suspended before."""
        for item in sorted(self.all):
            if item.since < due and item.touches(part):
                due += (item.until or self.now) - item.since
        return due

    def now_on(self, part: Obligation) -> Suspended | None:
        """The suspension that a duty is under at the moment."""
        for item in self.all:
            if item.touches(part) and item.since <= self.now and (item.until is None or item.until >= self.now):
                return item
        return None


def _restored(item: Suspended, instant: datetime, parts: tuple[str, ...], entry: str) -> Suspended:
    touched = not item.parts or not parts or bool(set(item.parts) & set(parts))
    if not touched or (item.until is not None and item.until <= instant):
        return item
    left = tuple(name for name in item.parts if name not in parts) if parts else ()
    if left:
        return item
    return item._replace(until=instant, entries=(*item.entries, entry))
