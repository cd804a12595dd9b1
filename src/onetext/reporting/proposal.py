"""A proposal in words: where it stands, its terms beside those of earlier versions, and what it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from onetext.model import Case, Entry, Proposal
from onetext.model.brief import Brief, ProposalStanding
from onetext.reporting.matrix import coverage_tables
from onetext.reporting.page import Block, Heading, Line, Lines, Note
from onetext.reporting.phrase import isolated
from onetext.reporting.words import Words

Change = Literal["", "added", "removed", "changed"]
_VERSIONS = 4
"""How many versions stand side by side."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One issue in each version, oldest first (empty: not addressed), and what the newest changed of it."""

    issue: str
    cells: tuple[str, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Versions:
    """The terms of a proposal beside those it replaces: the versions by name, and a row for each issue."""

    heads: tuple[str, ...]
    rows: tuple[VersionRow, ...]
    changed: str


def compare_versions(standing: ProposalStanding, words: Words, entries: Mapping[str, Entry]) -> Versions:
    """The newest version and up to three before it, side by side, by issue in the order they name them."""
    names = [*reversed(standing.versions[: _VERSIONS - 1]), standing.id]
    held = [_terms(entries[name], words) for name in names]
    issues = dict.fromkeys(issue for terms in reversed(held) for issue in terms)
    rows = [_row(issue, [terms.get(issue, "") for terms in held], words) for issue in issues]
    return Versions(tuple(map(words.entry_name, names)), tuple(rows), _changed(rows, len(names)))


def _terms(entry: Entry, words: Words) -> dict[str, str]:
    """What a version says on each issue; a line for each stage."""
    assert isinstance(entry.body, Proposal)
    found: dict[str, list[str]] = {}
    for term in entry.body.terms:
        stage = f", stage {isolated(term.stage)}" if term.stage else ""
        found.setdefault(term.issue, []).append(f"{words.term_value(term)}{stage}")
    return {issue: "\n".join(said) for issue, said in found.items()}


def _row(issue: str, cells: list[str], words: Words) -> VersionRow:
    change: Change = ""
    if len(cells) > 1 and cells[-1] != cells[-2]:
        change = "added" if not cells[-2] else "removed" if not cells[-1] else "changed"
    return VersionRow(words.name(issue), tuple(cells), change)


def _changed(rows: list[VersionRow], versions: int) -> str:
    """What the newest version changed, in words."""
    if versions < 2:
        return ""
    counts = {change: sum(row.change == change for row in rows) for change in ("added", "changed", "removed")}
    said = [f"{n} {change}" for change, n in counts.items() if n]
    return f"Against the version before: {', '.join(said)}." if said else "Against the version before: the same terms."


def proposal_blocks(standing: ProposalStanding, brief: Brief, case: Case, words: Words) -> Iterator[Block]:
    """Where a proposal stands with each side, how it was put, what was answered, and what it covers."""
    entries = {entry.id: entry for entry in case.entries}
    entry = entries[standing.id]
    assert isinstance(entry.body, Proposal)
    yield Heading("Where it stands")
    lines = [Line(_state(party, standing, brief, words), "", words.name(party)) for party in standing.status]
    yield Lines(tuple(lines)) if lines else Note("No record that it was put to anybody.")
    if entry.body.words:
        yield Heading("As told")
        yield Lines((Line(isolated(entry.body.words), "", words.cite(entry.id)),))
    for title, names in (("How it was put", standing.conveyances), ("What was answered", standing.responses)):
        if names:
            yield Heading(title, str(len(names)))
            short = words.in_short
            yield Lines(tuple(Line(short.line(entries[n]), short.meta(entries[n]), words.cite(n)) for n in names[::-1]))
    yield from coverage_tables([standing], words, entries, None)


def _state(party: str, standing: ProposalStanding, brief: Brief, words: Words) -> str:
    state = standing.status[party] or "no answer recorded"
    cited = words.cite(standing.answers.get(party, ""))
    waits = next((w for w in brief.pending if w.id == standing.id and w.waits_for == party), None)
    if waits is None:
        return f"{state} {cited}".rstrip()
    due = f"answer due {words.when(waits.due)}" if waits.due else "no date given for an answer"
    return f"{state} {cited}".rstrip() + f"; waits since {words.when(waits.since)}; {due}"
