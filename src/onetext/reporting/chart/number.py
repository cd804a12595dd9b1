"""Positions, demands and terms on one issue of numbers, durations or dates, against each other on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from onetext.model import Case, Issue, Position, Proposal, read_quantity, read_value
from onetext.model.brief import Brief, IssueRow, ProposalStanding
from onetext.model.demand import Demand
from onetext.reporting.page import Bar, Block, Bound, Chart, Doubt, Heading, Table
from onetext.reporting.phrase import range_words
from onetext.reporting.words import Words

_DEMANDS_DRAWN = 3


def number_charts(brief: Brief, case: Case, words: Words, proposals: Sequence[ProposalStanding]) -> Iterator[Block]:
    """A chart for each issue on which two sides, or a side and a proposal, have stated a range; a heading before them.

    Where all that was stated is one and the same number, there is nothing to draw.
    """
    charts = [chart for row in brief.positions if (chart := _NumberChart(row, case, words, proposals).chart())]
    if charts:
        yield Heading("Numbers against each other", f"{len(charts)} issue{'s' if len(charts) > 1 else ''}")
        yield from charts


@dataclass(frozen=True)
class _Stated:
    """One stated value: who, as what, in which words, and how it is read."""

    lane: int
    what: str
    value: str
    cited: str
    lo: Decimal | None
    hi: Decimal | None
    doubt: Doubt


class _NumberChart:
    """The chart of one issue."""

    def __init__(self, row: IssueRow, case: Case, words: Words, proposals: Sequence[ProposalStanding]) -> None:
        self.row, self.case, self.words, self.proposals = row, case, words, proposals
        self.issue = case.header.issues[row.issue]
        self.entries = {entry.id: entry for entry in case.entries}
        parties = [words.name(cell.party) for cell in row.cells]
        self.lanes = (*parties, *(words.entry_name(standing.id) for standing in proposals))

    def chart(self) -> Chart | None:
        """The chart, if there are two lanes with different ranges."""
        if self.issue.kind == "choice":
            return None
        found = [*self._wanted(), *self._proposed()]
        ranges = {(item.lo, item.hi) for item in found}
        if len({item.lane for item in found}) < 2 or len(ranges) < 2:
            return None
        name = self.words.name(self.row.issue)
        said = "; ".join(f"{self.lanes[item.lane]}, {item.what}: {self._range(item)}" for item in found)
        rows = tuple((self.lanes[i.lane], f"{i.what}: {i.value} {i.cited}".rstrip(), self._range(i)) for i in found)
        return Chart(
            title=f"{name}: {self._finding(found)}",
            description=f"What was stated on {name}, as ranges on one axis. {said}.",
            axis=self._axis(),
            lanes=self.lanes,
            bars=tuple(Bar(i.lane, self._label(i), self._bound(i.lo), self._bound(i.hi), i.doubt) for i in found),
            table=Table("", ("Whose", "Stated", "Read as"), rows, named=True),
        )

    def _wanted(self) -> Iterator[_Stated]:
        for lane, cell in enumerate(self.row.cells):
            if cell.positions:
                body = self.entries[cell.positions[-1]].body
                assert isinstance(body, Position)
                depends = body.conditions or body.exclusions or body.reciprocal_on
                yield from self._stated(
                    lane, "position, conditional" if depends else "position", body.value, cell.positions[-1]
                )
            for name in cell.demands[-_DEMANDS_DRAWN:]:
                demand = self.entries[name].body
                assert isinstance(demand, Demand)
                for part in (demand.requires, *(demand.requires.parts if demand.requires.op == "all" else ())):
                    if part.op == "is" and part.issue == self.row.issue:
                        yield from self._stated(lane, demand.strength, part.stated, name)

    def _proposed(self) -> Iterator[_Stated]:
        for lane, standing in enumerate(self.proposals, len(self.row.cells)):
            body = self.entries[standing.id].body
            assert isinstance(body, Proposal)
            for term in body.terms:
                if term.issue == self.row.issue:
                    depends = ", conditional" if term.conditions or term.exclusions else ""
                    stage = f", stage {self.words.own(term.stage)}" if term.stage else ""
                    yield from self._stated(lane, f"term{stage}{depends}", term.value, "")

    def _stated(self, lane: int, what: str, value: str, entry: str) -> Iterator[_Stated]:
        try:
            read = read_value(self.issue, value, self.case.header.zone)
        except ValueError:
            return
        if read.lo is not None or read.hi is not None:
            said = self.words.value(self.row.issue, value)
            yield _Stated(lane, what, said, self.words.cite(entry), read.lo, read.hi, _doubt(self.issue, value))

    # --- in words ---------------------------------------------------------------------------------------------

    def _finding(self, found: Sequence[_Stated]) -> str:
        """What the picture shows: whether one value lies in every range, as they are read."""
        lows = [item.lo for item in found if item.lo is not None]
        highs = [item.hi for item in found if item.hi is not None]
        lo, hi = max(lows, default=None), min(highs, default=None)
        if lo is not None and hi is not None and lo > hi:
            return "no value lies in every range that was stated"
        verb = "may lie" if any(item.doubt != "firm" for item in found) else "lies" if lo == hi else "lie"
        return f"{self._in_words(lo, hi)} {verb} in every range that was stated"

    def _range(self, item: _Stated) -> str:
        return self._in_words(item.lo, item.hi)

    def _in_words(self, lo: Decimal | None, hi: Decimal | None) -> str:
        if self.issue.kind != "date":
            return range_words(lo, hi)
        first, last = (None if bound is None else self._day(bound) for bound in (lo, hi))
        if first is None or last is None:
            return f"from {first}" if first else f"by {last}"
        return first if first == last else f"{first} to {last}"

    def _day(self, days: Decimal) -> str:
        day = datetime(1970, 1, 1) + timedelta(days=int(days))  # noqa: DTZ001 (a day of the calendar, in no zone)
        return f"{day.day} {day:%B} {day.year}"

    def _label(self, item: _Stated) -> str:
        return f"{item.what}: {item.value} {item.cited}".rstrip()

    def _axis(self) -> str:
        if self.issue.kind == "date":
            return "date, from left to right"
        return self.words.own(self.issue.unit) or self.words.name(self.row.issue)

    def _bound(self, bound: Decimal | None) -> Bound | None:
        if bound is None or self.issue.kind != "date":
            return bound
        zone = self.case.header.tz
        day = datetime.combine(datetime(1970, 1, 1).date() + timedelta(days=int(bound)), time(), tzinfo=zone)  # noqa: DTZ001
        return day


def _doubt(issue: Issue, value: str) -> Doubt:
    if issue.kind == "date":
        return "firm"
    stated = read_quantity(value).stated
    return stated if stated in ("about", "vague") else "firm"
