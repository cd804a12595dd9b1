"""The page before a meeting with one party, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onetext.model import Entry
from onetext.model.brief import MeetingBrief, Told
from onetext.reporting.page import Block, Heading, Line, Lines, Note
from onetext.reporting.words import Words


def meeting_blocks(meeting: MeetingBrief, words: Words, entries: Mapping[str, Entry], limit: int | None) -> list[Block]:
    """The blocks of the page: what to ask, what the party was told, what may and what must not be said."""
    party = words.name(meeting.party)

    def lines(ids: Iterable[str]) -> list[Line]:
        return [Line(words.line(entries[name]), words.meta(entries[name]), words.cite(name)) for name in ids]

    sections: list[tuple[str, list[Line], str]] = [
        (
            "What is open with them",
            lines((*meeting.open_proposals, *meeting.open_questions)),
            "Nothing waits for their answer.",
        ),
        (
            f"What {party} was told",
            [_told(item, words, entries) for item in meeting.told],
            f"Nothing was conveyed to {party} yet.",
        ),
        ("What may be said", lines(meeting.may_be_said), "Nothing more is open to them."),
        ("Their last words", lines(meeting.last_words), "No words of theirs are recorded."),
        ("Promises to them", lines(meeting.promises_to), "No promise to them is open."),
        ("Promises by them", lines(meeting.promises_by), "No promise of theirs is open."),
    ]
    blocks: list[Block] = []
    for n, (title, found, empty) in enumerate(sections):
        if n == 3:
            blocks += _must_not(meeting, words, entries, limit)
        blocks += [Heading(title, str(len(found)) if found else ""), *(_cut(found, limit) if found else [Note(empty)])]
    return blocks


def _told(item: Told, words: Words, entries: Mapping[str, Entry]) -> Line:
    entry = entries.get(item.id)
    text = words.line(entry) if entry is not None else "an entry no longer held"
    how = words.cite(item.by) if item.by != item.id else ""
    corrected = (
        f" · corrected since, which they were not told {words.cite(*item.corrected_since)}"
        if item.corrected_since
        else ""
    )
    by = f" · carried by {how}" if how else ""
    return Line(text, f"told {words.when(item.when)}{by}{corrected}", words.cite(item.id))


def _must_not(meeting: MeetingBrief, words: Words, entries: Mapping[str, Entry], limit: int | None) -> Iterator[Block]:
    total = sum(map(len, meeting.must_not_be_said.values()))
    yield Heading("What must not be said", str(total) if total else "")
    if not total:
        yield Note("No confidence of others is recorded.")
    for side, ids in meeting.must_not_be_said.items():
        title = f"From {words.name(side)}" if side else "The mediators’ own"
        yield Note(f"{title}:")
        yield from _cut([Line(words.line(entries[name]), "", words.cite(name)) for name in ids], limit)


def _cut(lines: list[Line], limit: int | None) -> Iterator[Block]:
    shown = lines if limit is None else lines[:limit]
    yield Lines(tuple(shown))
    if len(lines) > len(shown):
        yield Note(f"and {len(lines) - len(shown)} more; --all shows them.")
