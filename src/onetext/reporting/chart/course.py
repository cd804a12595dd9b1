"""The course of the talks: what was said and done when, by whom, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onetext.model import Case, Entry, Moment, Statement
from onetext.model.audience import Roster
from onetext.model.brief import Brief
from onetext.reporting.page import Bar, Block, Chart, Heading, Note, Table
from onetext.reporting.words import Words

KINDS = (
    "statement response answer question proposal conveyance demand position promise meeting event delivery incident "
    "finding signature notice"
).split()
"""Kinds of entries that are something said or done."""
BARS_DRAWN = 24
_DAY = timedelta(days=1)
_WORTH = 3
"""How many moments a picture needs."""


def time_chart(brief: Brief, case: Case, words: Words, limit: int | None) -> Iterator[Block]:
    """When things were said and done, side by side by who did, and what is ahead named below; with a `limit`, the last.

    What happened at the same moment on the same side is one bar with several numbers. A moment of more than a day is
    drawn dashed: it was at some time within. Nothing is drawn of fewer than three moments.
    """
    course = _Course(brief, case, words)
    found = course.spans()
    shown = _near(found if limit is None else found[-BARS_DRAWN:])
    if len({(span.start, span.end) for span in shown}) < _WORTH:
        return
    yield Heading("The course of the talks")
    yield course.chart(shown)
    if beside := course.beside([span for span in found if span not in shown]):
        yield Note(beside)


@dataclass(frozen=True)
class _Span:
    """Some entries of one side with one moment."""

    lane: int
    start: datetime
    end: datetime
    when: str
    ids: tuple[str, ...]


class _Course:
    """The talks of one case as spans in lanes."""

    def __init__(self, brief: Brief, case: Case, words: Words) -> None:
        self.brief, self.case, self.words = brief, case, words
        self.roster = Roster(case.header)
        self.lanes = (*map(words.name, case.header.parties), "Mediators", "Others")

    def spans(self) -> list[_Span]:
        """The spans, the earliest to end first."""
        held: dict[tuple[datetime, datetime, int], list[Entry]] = {}
        for entry in self.case.entries:
            moment = _moment(entry)
            if entry.kind in KINDS and moment.start is not None and moment.end is not None and self._is_past(moment):
                held.setdefault((moment.end, moment.start, self._lane(entry)), []).append(entry)
        zone = self.case.header.tz
        return [
            _Span(
                lane,
                start.astimezone(zone),
                end.astimezone(zone),
                self.words.when(_moment(held[end, start, lane][0])),
                tuple(e.id for e in held[end, start, lane]),
            )
            for end, start, lane in sorted(held)
        ]

    def _is_past(self, moment: Moment) -> bool:
        now = self.brief.as_of
        return now.end is None or moment.earliest < now.end

    def _lane(self, entry: Entry) -> int:
        """The side whose word or deed it is, in the stated order; then the mediators, then everybody else."""
        header, body = self.case.header, entry.body
        parties = [*header.parties]
        for name in _doers(body):
            side = self.roster.side(name)
            if side in header.parties:
                return parties.index(side)
            if side in header.mediators or name in self.roster.circles():
                return len(parties)
        of = {self.roster.party(name) for name in getattr(body, "who", ())}
        only = of.pop() if len(of) == 1 else None
        return len(parties) + 1 if only is None else parties.index(only)

    def chart(self, spans: Sequence[_Span]) -> Chart:
        """The picture of some spans, and the same as a table: a row for each moment."""
        lanes = [lane for lane in range(len(self.lanes)) if any(span.lane == lane for span in spans)]
        bars = tuple(
            Bar(lanes.index(s.lane), self._label(s), s.start, s.end, "about" if s.end - s.start > _DAY else "firm")
            for s in spans
        )
        rows: dict[str, list[str]] = {}
        for span in sorted(spans, key=lambda span: (span.start, span.end, span.lane)):
            rows.setdefault(span.when, []).append(f"{self.lanes[span.lane]} {self.words.cite(*span.ids)}")
        table = tuple((when, " · ".join(held)) for when, held in rows.items())
        said = "; ".join(f"{self.lanes[span.lane]}, {span.when}: {self.words.cite(*span.ids)}" for span in spans)
        return Chart(
            title=self._finding(spans),
            description=f"What was said and done, by whom, from left to right in time. {said}.",
            axis="time, from left to right; dashed: at some time within",
            lanes=tuple(self.lanes[lane] for lane in lanes),
            bars=bars,
            table=Table("", ("When", "Said or done, by whom"), table, named=True),
        )

    def _label(self, span: _Span) -> str:
        shown = self.words.cite(*span.ids[:5])
        return shown if len(span.ids) <= 5 else f"{shown} +{len(span.ids) - 5}"

    def _finding(self, spans: Sequence[_Span]) -> str:
        first, last = min(spans, key=lambda span: (span.start, span.end)), spans[-1]
        count = sum(len(span.ids) for span in spans)
        return f"{count} entries, from {first.when} to {last.when}"

    def beside(self, earlier: Iterable[_Span]) -> str:
        """What is not in the picture: what came before it, what is ahead, what presses without a date."""
        before = [name for span in earlier for name in span.ids]
        ahead = [item for item in self.brief.deadlines if item.when is not None and item.when.is_known]
        undated = [item for item in self.brief.deadlines if item.when is None or not item.when.is_known]
        dated = "; ".join(f"{self.words.when(item.when)} {self.words.cite(item.id)}" for item in ahead)
        parts = [f"Ahead: {dated}."] if dated else []
        parts += (
            [f"Pressing without a date: {self.words.cite(*dict.fromkeys(i.id for i in undated))}."] if undated else []
        )
        parts += [f"Before the picture: {_count(before)}."] if before else []
        return " ".join(parts)


def _count(names: Sequence[str]) -> str:
    return f"{len(names)} entr{'y' if len(names) == 1 else 'ies'}"


def _moment(entry: Entry) -> Moment:
    """When it happened, for what has a moment of its own; else when it was said."""
    when = getattr(entry.body, "when", None)
    return when if isinstance(when, Moment) and when.is_known else entry.said


def _doers(body: object) -> Iterator[str]:
    if isinstance(body, Statement) and body.speaks_for:
        yield body.speaks_for
    for field in ("speaker", "by", "party", "author", "parties"):
        held = getattr(body, field, None)
        if held is not None:
            yield from held if isinstance(held, tuple) else (held,)


def _near(spans: Sequence[_Span]) -> list[_Span]:
    """The spans without the few oldest that would press all others into a corner.

    The oldest is left out while that at least halves the time to be drawn, and no more than a quarter goes.
    """
    shown = sorted(spans, key=lambda span: (span.start, span.end))
    last = max((span.end for span in shown), default=None)
    spare = len(shown) // 4
    for gone in range(spare, 0, -1):
        if last is not None and (last - shown[0].start) >= 2 * (last - shown[gone].start):
            shown = shown[gone:]
            break
    return sorted(shown, key=lambda span: (span.end, span.start, span.lane))
