"""How an agreement stands, in words: due, late and alleged first; then exchanges, quotas, services and the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onetext.model import Case
from onetext.model.balance import Counts
from onetext.model.standing import Standing
from onetext.reporting.brief_data import named_in
from onetext.reporting.conduct import (
    guarantee_blocks,
    list_blocks,
    outside_blocks,
    power_blocks,
    reading_blocks,
    together_blocks,
    violation_blocks,
)
from onetext.reporting.count import count_blocks
from onetext.reporting.due import course_blocks, due_blocks, duty_blocks
from onetext.reporting.exchange import (
    day_blocks,
    milestone_blocks,
    over_time_blocks,
    quota_blocks,
    service_blocks,
    swap_blocks,
)
from onetext.reporting.page import Block, Heading, Note, Page
from onetext.reporting.phrase import isolated, number_words
from onetext.reporting.sources import source_blocks
from onetext.reporting.standing_words import StandingWords


def entries_of(standing: Standing, case: Case) -> tuple[str, ...]:
    """The entries that a standing rests on or names, in the order of the record."""
    named = named_in(standing, (entry.id for entry in case.entries))
    return tuple(entry.id for entry in case.entries if entry.id in named)


def monitor_page(standing: Standing, case: Case, printed: bool = False, charts: bool = False) -> Page:
    """The page of an agreement at a moment. `printed` has charts, and ends with the entries that it rests on; `charts`
    has the charts alone."""
    told = StandingWords(standing, case)
    viewer, words, at = case.header.viewer or "", told.words, standing.at
    blocks = [*_blocks(told, charts or printed)]
    if printed:
        blocks += source_blocks(blocks, case.entries, words)
    title = f"Monitoring · {isolated(case.header.title)}"
    return Page(title, words.strip(viewer, at), tuple(blocks), words.for_whom(viewer), words.as_of(at))


def _blocks(told: StandingWords, charts: bool) -> Iterator[Block]:
    if told.case.header.notice:
        yield Note(isolated(told.case.header.notice))
    if told.deal is None:
        yield Note("Nothing signed: no agreement is recorded.")
        return
    yield Note(_force(told))
    sections: tuple[tuple[str, Iterable[Block]], ...] = (
        ("Due", due_blocks(told)),
        ("Alleged and found", violation_blocks(told)),
        ("Obligations", duty_blocks(told)),
        ("When each clause runs", course_blocks(told) if charts else ()),
        ("Exchanges, day by day", swap_blocks(told)),
        ("Over time", over_time_blocks(told, charts)),
        ("Totals", quota_blocks(told)),
        ("Amounts by a time", milestone_blocks(told)),
        ("Days earned", day_blocks(told)),
        ("Services against their measure", service_blocks(told)),
        ("Lists and notices", list_blocks(told)),
        ("Steps that take effect at once", together_blocks(told)),
        ("Suspended, restored, extended, ended", power_blocks(told)),
        ("Guarantees", guarantee_blocks(told)),
        ("Outside the clauses", outside_blocks(told)),
        ("Order of steps", reading_blocks(told)),
        ("Score", _score(told)),
    )
    for title, blocks in sections:
        found = list(blocks)
        if found:
            yield Heading(title)
            yield from found
    yield from count_blocks(Counts(told.standing.ledgers), told.words)


def _force(told: StandingWords) -> str:
    name = told.words.entry_name(told.standing.agreement or "")
    if told.standing.in_force is not None:
        return f"{name} is in force since {told.words.when(told.standing.since)}."
    if told.deal is not None and told.deal.ratified_by:
        return f"Not in force: not every party has signed {name}, or not every body has approved it."
    if told.standing.since is not None:
        return f"Not in force yet: {name} is signed, and in force from {told.words.when(told.standing.since)}."
    return f"Nothing signed: not every party has signed {name}."


def _score(told: StandingWords) -> Iterator[Block]:
    score, duties = told.standing.score, told.standing.obligations
    if score.all is None:
        return
    due = f"{number_words(score.due)} percent of those due" if score.due is not None else "none was due yet"
    counted = sum(item.score is not None for item in duties)
    yield Note(
        f"{number_words(score.all)} percent of the {counted} duties that something tells of, out of "
        f"{len(duties)}; {due}. Each duty counts 0 (not begun), 1 (minimal), "
        "2 (half or more) or 3 (full), by what was handed over or what an agreed body found."
    )
