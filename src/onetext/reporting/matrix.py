"""What each side wants, issue by issue, and how proposals cover it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onetext.model import Coverage, Entry, Position, Predicate, Proposal
from onetext.model.audience import Roster
from onetext.model.brief import Brief, Cell, IssueRow, ProposalStanding
from onetext.model.demand import Demand
from onetext.reporting.page import Block, Heading, Note, Table
from onetext.reporting.phrase import state_words
from onetext.reporting.words import Words

_DEMANDS_SHOWN = 3


def matrix(
    brief: Brief, words: Words, entries: Mapping[str, Entry], proposals: list[ProposalStanding], limit: int | None
) -> Iterator[Block]:
    """Issues by parties, with the terms of the given proposal in the last column and its coverage below each demand."""
    if not brief.positions:
        return
    standing = proposals[0] if proposals else None
    title = "What each side wants"
    if standing is not None:
        title += f", and what {words.entry_name(standing.id)} says on it"
    yield Heading(title, f"{len(brief.positions)} issue{'s' if len(brief.positions) > 1 else ''}", place="folded")
    shown = brief.positions if limit is None else brief.positions[:limit]
    parties = tuple(words.name(party) for party in words.case.header.parties)
    head = ("Issue", *parties, *(["Its terms"] if standing else []))
    table = Matrix(words, entries, standing)
    yield Table("", head, tuple(map(table.row, shown)), named=True)
    if len(shown) < len(brief.positions):
        yield Note(f"and {len(brief.positions) - len(shown)} more issues; --all shows them.")


class Matrix:
    """The rows of one table."""

    def __init__(self, words: Words, entries: Mapping[str, Entry], standing: ProposalStanding | None) -> None:
        self.words, self.entries, self.standing = words, entries, standing
        self.roster = Roster(words.case.header)
        self.judged: set[str] = set()

    def row(self, row: IssueRow) -> tuple[str, ...]:
        """The cells of one issue as texts."""
        cells = (self._cell(row.issue, cell) for cell in row.cells)
        return (
            self.words.name(row.issue),
            *cells,
            *(["\n".join(self.terms(row.issue)) or "silent"] if self.standing else []),
        )

    def _cell(self, issue: str, cell: Cell) -> str:
        lines = []
        if cell.positions:
            lines.append(self.position(cell.positions[-1]))
            if len(cell.positions) > 1:
                earlier = self.entries[cell.positions[-2]]
                assert isinstance(earlier.body, Position)
                lines.append(f"before: {self.words.value(issue, earlier.body.value)} {self.words.cite(earlier.id)}")
        for name in cell.demands[-_DEMANDS_SHOWN:]:
            lines.append(self.demand(issue, name))
            if (covered := self.covered(name, cell.party)) is not None:
                lines.append(covered)
        if len(cell.demands) > _DEMANDS_SHOWN:
            lines.append(f"and {len(cell.demands) - _DEMANDS_SHOWN} earlier demands")
        return "\n".join(lines) or "No position recorded"

    def position(self, name: str) -> str:
        """A position, by who spoke."""
        body = self.entries[name].body
        assert isinstance(body, Position)
        return f"{self.words.spoken(body)}{self.words.position(body)} {self.words.cite(name)}"

    def demand(self, issue: str, name: str) -> str:
        """A demand, as far as it is about an issue."""
        body = self.entries[name].body
        assert isinstance(body, Demand)
        verb = {"red line": "demands, as a red line", "demand": "demands", "wish": "wishes"}[body.strength]
        parts = body.requires.parts if body.requires.op == "all" else ()
        here = [part for part in parts if part.issues == (issue,)] or [body.requires]
        said = "; ".join(self.words.predicate(part, issue) for part in here)
        if body.words and any(_is_negative(part) for part in here):
            said = self.words.own(body.words)
        return f"{self.words.spoken(body)}{verb}: {said} {self.words.cite(name)}"

    def covered(self, name: str, party: str) -> str | None:
        """How the proposal covers a demand of another side than the proposer's; told once, at its first issue."""
        if self.standing is None or name in self.judged:
            return None
        proposal = self.entries[self.standing.id].body
        assert isinstance(proposal, Proposal)
        if of_the_proposer(party, proposal, self.roster):
            return None
        self.judged.add(name)
        return covered_words(self.standing.coverage[name], self.words)

    def terms(self, issue: str) -> tuple[str, ...]:
        """What the proposal says on an issue; nothing where it is silent."""
        if self.standing is None:
            return ()
        proposal = self.entries[self.standing.id].body
        assert isinstance(proposal, Proposal)
        return tuple(
            self.words.term_value(term) + (f", stage {self.words.own(term.stage)}" if term.stage else "")
            for term in proposal.terms
            if term.issue == issue
        )


def _is_negative(predicate: Predicate) -> bool:
    return predicate.op == "not" or predicate.stated.startswith("not ")


def of_the_proposer(party: str, proposal: Proposal, roster: Roster) -> bool:
    """Whether a party is among the authors of a proposal."""
    return any(roster.party(name) == party for name in proposal.author)


def covered_words(found: Coverage, words: Words) -> str:
    """A state of coverage and what it was judged by."""
    share = f", {int(found.share * 100)} % of the way from before" if found.share is not None else ""
    if found.by == "position":
        return f"{state_words(found.state)}{share}, by position {words.cite(*found.rests_on)}"
    return f"{state_words(found.state)}{share}" + (", by its terms" if found.by == "terms" else "")


def coverage_tables(
    standings: list[ProposalStanding], words: Words, entries: Mapping[str, Entry], limit: int | None
) -> Iterator[Block]:
    """How each further proposal covers each demand."""
    for standing in standings:
        rows = []
        for name, found in standing.coverage.items():
            demand = entries[name].body
            assert isinstance(demand, Demand)
            said = f"{words.predicate(demand.requires)} {words.cite(name)}"
            rows.append((words.name(demand.party), said, covered_words(found, words)))
        if rows:
            yield Heading(f"What {words.entry_name(standing.id)} covers", str(len(rows)), place="folded")
            shown = rows if limit is None else rows[:limit]
            yield Table("", ("Side", "Demand", "Covered"), tuple(shown))
            if len(shown) < len(rows):
                yield Note(f"and {len(rows) - len(shown)} more; --all shows them.")
