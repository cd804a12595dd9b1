"""The positions of all sides as data for a table that people compare in: values first, then how firm and how old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onetext.model import Demand, Entry, Moment, Position
from onetext.model.brief import Brief, Cell, ProposalStanding
from onetext.reporting.matrix import Matrix
from onetext.reporting.page import Line
from onetext.reporting.phrase import counted
from onetext.reporting.words import Words

_NOW_DAYS = 60
"""Up to how many days back an age is said in days."""


@dataclass(frozen=True, slots=True)
class PositionCell:
    """What one party wants on one issue now, and how many entries of it are older and not shown."""

    party: str
    lines: tuple[Line, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One issue: every party in the stated order, what the proposal says, and whether it meets their demands."""

    issue: str
    name: str
    cells: tuple[PositionCell, ...]
    terms: tuple[str, ...]
    covered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """The table, the proposal that it is held against, and the issues on which nothing is recorded."""

    caption: str
    parties: tuple[tuple[str, str, str], ...]
    """Each party by id and name, with who decides for it."""
    proposal: str
    rows: tuple[PositionRow, ...]
    silent: tuple[str, ...]


def position_table(brief: Brief, words: Words, entries: Mapping[str, Entry]) -> Positions:
    """What each side wants, issue by issue, against the newest proposal on the table."""
    on_table = [standing for standing in brief.proposals if standing.pending_with] or [*brief.proposals]
    standing = on_table[0] if on_table else None
    return _Positions(brief, words, entries, standing).table()


def position_history(
    brief: Brief, words: Words, entries: Mapping[str, Entry], issue: str, party: str
) -> list[tuple[str, Line]]:
    """Everything that a party wanted on an issue, the newest first, by id; empty where it said nothing."""
    for row in brief.positions:
        for cell in row.cells:
            if (row.issue, cell.party) == (issue, party):
                found = _Positions(brief, words, entries, None)
                names = [*cell.positions, *cell.demands]
                order = sorted(names, key=lambda name: words.numbers[name], reverse=True)
                return [(name, found.line(issue, name)) for name in order]
    return []


class _Positions:
    """One table being put into words."""

    def __init__(
        self, brief: Brief, words: Words, entries: Mapping[str, Entry], standing: ProposalStanding | None
    ) -> None:
        self.brief, self.words, self.entries, self.standing = brief, words, entries, standing
        self.matrix = Matrix(words, entries, standing)
        self.clashing = {
            name
            for found in brief.contradictions
            for _, names in found.stances
            for name in names
        }  # fmt: skip

    def table(self) -> Positions:
        """All of it."""
        header = self.words.case.header
        rows = tuple(
            PositionRow(
                row.issue,
                self.words.name(row.issue),
                tuple(self._cell(row.issue, cell) for cell in row.cells),
                self.matrix.terms(row.issue),
                tuple(self._covered(row.cells)),
            )
            for row in self.brief.positions
        )
        shown = {row.issue for row in self.brief.positions}
        return Positions(
            self._caption(len(rows)),
            tuple((name, self.words.name(name), self._deciders(name)) for name in header.parties),
            self.words.entry_name(self.standing.id) if self.standing is not None else "",
            rows,
            tuple(self.words.name(name) for name in header.issues if name not in shown),
        )

    def _caption(self, count: int) -> str:
        parties = counted(len(self.words.case.header.parties), "party", "parties")
        as_of = self.brief.as_of
        today = f" “Today” is {self.words.when(as_of)}." if as_of.is_known else ""
        return f"{counted(count, 'issue')}, {parties} in the order of the case.{today}"

    def _deciders(self, party: str) -> str:
        bodies = [name for name, body in self.words.case.header.parties[party].bodies.items() if body.must_ratify]
        return f"must approve: {self.words.names(bodies)}" if bodies else ""

    def _cell(self, issue: str, cell: Cell) -> PositionCell:
        shown = [*cell.positions[-1:], *cell.demands[-3:]]
        total = len(cell.positions) + len(cell.demands)
        return PositionCell(cell.party, tuple(self.line(issue, name) for name in shown), total - len(shown))

    def line(self, issue: str, name: str) -> Line:
        """A position or demand: its value, then its kind, firmness and age."""
        entry = self.entries[name]
        clash = " △ said on the same days, in opposite senses" if name in self.clashing else ""
        if isinstance(entry.body, Position):
            return Line(self.matrix.position(name), f"{self._meta('position', entry)}{clash}", name)
        return Line(self.matrix.demand(issue, name), f"{self._meta('demand', entry)}{clash}", name)

    def _meta(self, kind: str, entry: Entry) -> str:
        parts = [kind]
        firmness = getattr(entry.body, "firmness", None)
        if isinstance(entry.body, Demand) and entry.body.strength == "red line":
            parts = ["red line"]
        if isinstance(entry.body, Demand) and self.brief.viewer not in self.words.case.header.parties:
            parts.append(f"firmness {firmness}" if firmness is not None else "firmness not stated")
        parts.append(age_words(entry.said, self.brief.as_of, self.words))
        return " · ".join(parts)

    def _covered(self, cells: Sequence[Cell]) -> Iterator[str]:
        for cell in cells:
            for name in cell.demands[-3:]:
                if (said := self.matrix.covered(name, cell.party)) is not None:
                    yield f"{self.words.name(cell.party)} {self.words.cite(name)}: {said}"


def age_words(moment: Moment, now: Moment, words: Words) -> str:
    """How old a thing is: "today", "3 days ago"; its date where it is older or not known to the day."""
    zone = words.case.header.tz
    if moment.start is None or moment.end is None or now.end is None:
        return words.when(moment) if moment.is_known else "no date known"

    def last(end: datetime) -> date:
        return (end - timedelta(minutes=1)).astimezone(zone).date()

    today = last(now.end)
    most, least = (today - moment.start.astimezone(zone).date()).days, (today - last(moment.end)).days
    if least < 0 or most > _NOW_DAYS:
        return words.when(moment)
    if most == 0:
        return "today"
    days = str(most) if least == most else f"{least}–{most}"
    return f"{days} day{'' if days == '1' else 's'} ago"
