"""Windows of an agreement that end before they begin, as far as its times can be reckoned beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from onetext.model.anchor import HOURS_PER, Anchor
from onetext.model.flaw import Flaw
from onetext.model.length import hours_in
from onetext.model.obligation import Obligation, Stage
from onetext.model.outline import Outline, Part
from onetext.model.trigger import Trigger

Reckoned = tuple[tuple[str, str], Decimal] | None
"""A time as hours after something whose own time is not known beforehand; None where it cannot be told."""


def check_windows(outline: Outline) -> Iterator[Flaw]:
    """Stages and duties whose end or sunset comes before their beginning, or before they are to be set off."""
    reckon = _Reckoning(outline.parts)
    for section, items in (("stages", outline.agreement.stages), ("obligations", outline.agreement.obligations)):
        for item in items:
            stage = outline.stage_of(item) if isinstance(item, Obligation) else None
            begin = reckon.time(item.begins, False) if item.begins is not None else None
            if begin is None and stage is not None:
                begin = reckon.edge("start", stage.id)
            ends: list[tuple[str, Reckoned]] = [
                (field, reckon.time(anchor, True))
                for field in ("ends", "sunset")
                if (anchor := getattr(item, field, None)) is not None
            ]
            fix = "mend the times, or what they are counted from"
            for field, end in ends:
                if _comes_before(end, begin):
                    yield Flaw((section, item.id, field), f"the window of '{item.id}' ends before it begins", fix)
            if stage is not None and item.ends is None:
                ends.append(("stage", reckon.edge("end", stage.id)))
            for time in _must_pass(item.when):
                if any(_comes_before(end, reckon.time(time, True)) for _, end in ends):
                    what = f"the window of '{item.id}' ends before what it waits for has passed"
                    yield Flaw((section, item.id, "when"), what, fix)


def _comes_before(end: Reckoned, begin: Reckoned) -> bool:
    """Whether an end certainly comes before a beginning; of two dates, also where nothing is left between them."""
    if begin is None or end is None or begin[0] != end[0]:
        return False
    return end[1] < begin[1] or (end[1] == begin[1] and end[0][0] == "date")


def _must_pass(condition: Trigger | None) -> Iterator[Anchor]:
    """The times that must have passed, whatever else may be so."""
    if condition is None:
        return
    if condition.op == "all":
        for part in condition.parts:
            yield from _must_pass(part)
    if condition.op == "passed" and condition.time is not None:
        yield condition.time


class _Reckoning:
    """Times of an agreement as hours after the few things whose time nobody knows beforehand."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self.parts, self.open = parts, set[tuple[str, str]]()

    def time(self, anchor: Anchor, last: bool) -> Reckoned:
        """When an anchor is; `last` is whether the end of a day is meant."""
        if anchor.parts or anchor.recurs:
            return None
        hours = anchor.amount * HOURS_PER[anchor.unit.removesuffix("s")] if anchor.amount else Decimal(0)
        if anchor.date is not None:
            instant = (anchor.date.end if last else anchor.date.start) or anchor.date.start or anchor.date.end
            return None if instant is None else (("date", ""), Decimal(int(instant.timestamp())) / 3600 + hours)
        base = self.edge(anchor.edge, anchor.of) if anchor.of is not None else ((anchor.edge, ""), Decimal(0))
        return None if base is None else (base[0], base[1] + hours)

    def edge(self, edge: str, name: str) -> Reckoned:
        """When a part begins or ends."""
        part, own = self.parts.get(name), ((edge, name), Decimal(0))
        if part is None or own[0] in self.open:
            return own
        self.open.add(own[0])
        try:
            return self._edge(edge, part) or own
        finally:
            self.open.discard(own[0])

    def _edge(self, edge: str, part: Stage | Obligation) -> Reckoned:
        if edge == "start":
            return None if part.when is not None or part.begins is None else self.time(part.begins, False)
        if (
            isinstance(part, Obligation)
            or part.extension is not None
            or part.renewal is not None
            or part.goes_on_until is not None
        ):
            return None
        if part.ends is not None:
            return self.time(part.ends, True)
        begun = self.edge("start", part.id)
        exact = part.days is not None and part.days.lo is not None and part.days.lo == part.days.hi
        if begun is None or not exact or part.days is None or part.days.lo is None:
            return None
        return begun[0], begun[1] + (hours_in(part.days).lo or Decimal(0))
