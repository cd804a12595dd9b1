"""When duties stop before their time: ended for good, or lifted until they are restored."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from onetext.model import Obligation
from onetext.monitoring.clock import Clock
from onetext.monitoring.order import touches


class Stop(NamedTuple):
    """What stops duties: at which instant, a termination or a snapback, of which parts (none: all)."""

    at: datetime
    act: str
    parts: tuple[str, ...]


class Endings:
    """What has stopped duties of an agreement so far, by a power or by itself."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.evidence = clock, clock.evidence

    def stop(self, duty: Obligation) -> datetime | None:
        """Since when a duty is stopped; None where it is not. A restoration brings back what snapped back."""
        return min(
            (item.at for item in self._stops if touches(item.parts, duty) and self._lasts(item, duty)), default=None
        )

    def sunset(self, duty: Obligation) -> datetime | None:
        """When a duty ends by itself, by its own sunset or that of the whole."""
        anchors = (duty.sunset, self.clock.deal.sunset)
        times = [self.clock.anchor(anchor, last=True).surely for anchor in anchors if anchor is not None]
        return min((at for at in times if at is not None), default=None)

    def _lasts(self, item: Stop, duty: Obligation) -> bool:
        if item.act == "termination":
            return True
        return not any(at >= item.at and touches(parts, duty) for at, parts in self._restorations)

    @cached_property
    def _stops(self) -> list[Stop]:
        found = [
            Stop(at, body.act, body.clauses)
            for at, _, body in self.evidence.powers
            if body.act in ("termination", "snapback")
        ]
        for right in self.clock.deal.rights:
            at = self.clock.by_itself(right).surely
            if right.act in ("termination", "snapback") and at is not None and at <= self.evidence.until:
                found.append(Stop(at, right.act, right.of))
        return found

    @cached_property
    def _restorations(self) -> list[tuple[datetime, tuple[str, ...]]]:
        return [(item.at, item.parts) for item in self.clock.suspension.acts if item.act == "restoration"]
