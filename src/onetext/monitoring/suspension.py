"""Suspension and restoration: when each duty was suspended, and how what is due moves on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from onetext.model import Obligation, Right
from onetext.model.length import hours_in
from onetext.monitoring.evidence import Evidence
from onetext.monitoring.order import touches
from onetext.monitoring.when import LAST


class Act(NamedTuple):
    """A suspension or restoration: at which instant, of which parts (none: all), until when as stated or as the right
    allows at most; by which entry, or by itself under which right."""

    at: datetime
    act: str
    parts: tuple[str, ...]
    until: datetime | None = None
    entry: str | None = None
    right: str | None = None


class Suspended(NamedTuple):
    """A time for which a duty was suspended; `until` None: not restored by now."""

    since: datetime
    until: datetime | None


class Suspension:
    """The suspensions of an agreement so far."""

    def __init__(self, evidence: Evidence) -> None:
        self.now, self.outline = evidence.until, evidence.outline
        self.acts = [
            Act(at, body.act, body.clauses, body.until.end if body.until is not None else None, entry.id)
            for at, entry, body in evidence.powers
            if body.act in ("suspension", "restoration")
        ]
        self._known: dict[str, tuple[Suspended, ...]] = {}

    def take(self, right: Right, at: datetime) -> None:
        """Let a right to suspend or restore take effect by itself."""
        if right.act not in ("suspension", "restoration") or at > self.now:
            return
        most = hours_in(right.most).hi if right.most is not None else None
        until = at + timedelta(hours=float(most)) if most is not None else None
        self.acts.append(Act(at, right.act, right.of, until, right=right.id))
        self.acts.sort(key=lambda item: (item.at, item.act != "suspension"))
        self._known.clear()

    def of(self, part: Obligation) -> tuple[Suspended, ...]:
        """The times for which a duty was suspended, in order."""
        if part.id not in self._known:
            self._known[part.id] = tuple(self._found(part))
        return self._known[part.id]

    def _found(self, part: Obligation) -> list[Suspended]:
        found: list[Suspended] = []
        for item in self.acts:
            if not touches(item.parts, part):
                continue
            if item.act == "suspension":
                found.append(Suspended(item.at, item.until))
            else:
                found = [_restored(held, item.at) for held in found]
        return found

    def shifted(self, part: Obligation, due: datetime) -> datetime:
        """What is due, moved on by as long as the duty was suspended before; no hour counts twice."""
        reached: datetime | None = None
        for since, until in self.of(part):
            begins = since if reached is None else max(since, reached)
            ends = until or self.now
            if begins < min(due, ends):
                due = LAST if ends - begins > LAST - due else due + (ends - begins)
            reached = ends if reached is None else max(reached, ends)
        return due

    def now_on(self, part: Obligation) -> Suspended | None:
        """The suspension that a duty is under at the moment."""
        return next((item for item in self.of(part) if item.until is None or item.until >= self.now), None)

    def restored_by(self, act: Act) -> Act | None:
        """What restored a suspension in all its parts, before its time was over; None where nothing has by now."""
        left = set(act.parts)
        for item in self.acts:
            if item.act != "restoration" or item.at < act.at or (act.until is not None and act.until <= item.at):
                continue
            left -= {name for name in left if self._is_part_of(name, item.parts)}
            if not item.parts or (act.parts and not left):
                return item
        return None

    def _is_part_of(self, name: str, parts: tuple[str, ...]) -> bool:
        return name in parts or getattr(self.outline.parts.get(name), "stage", None) in parts


def _restored(item: Suspended, instant: datetime) -> Suspended:
    return item if item.until is not None and item.until <= instant else item._replace(until=instant)
