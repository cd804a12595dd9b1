"""The page before a meeting with one party, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onetext.model import Entry
from onetext.model.brief import MeetingBrief, Pending, Told
from onetext.reporting.page import Block, Heading, Line, Lines, Note, cut_lines
from onetext.reporting.words import Words


def meeting_blocks(
    meeting: MeetingBrief,
    words: Words,
    entries: Mapping[str, Entry],
    as_told: Mapping[str, Entry],
    limit: int | None,
    withheld: int | None = None,
) -> list[Block]:
    """The blocks of the page: what waits, their last words, what they were told, promises, what must not and may
    be said.

    What must not be said is cut only to `withheld` lines a side, by who leads to the rest.
    """
    return [*_MeetingPage(meeting, words, entries, as_told, limit, withheld).blocks()]


class _MeetingPage:
    """One meeting page being put into words."""

    def __init__(
        self,
        meeting: MeetingBrief,
        words: Words,
        entries: Mapping[str, Entry],
        as_told: Mapping[str, Entry],
        limit: int | None,
        withheld: int | None,
    ) -> None:
        self.meeting, self.words, self.limit, self.withheld = meeting, words, limit, withheld
        self.entries, self.as_told = entries, as_told

    def blocks(self) -> Iterator[Block]:
        """The sections from the first to be read to the last."""
        meeting, party = self.meeting, self.words.name(self.meeting.party)
        yield Note(f"This page is not for {party}.")
        sections: dict[str, tuple[Iterable[Line], str]] = {
            "What waits for them": (map(self._waiting, meeting.waiting), "No record that anything waits for them."),
            "Their last words": (self._lines(meeting.last_words), "No words of theirs are recorded."),
            f"What {party} was told": (
                map(self._told, meeting.told),
                f"No record that anything was conveyed to {party}.",
            ),
            "Promises to them": (
                self._lines(meeting.promises_to),
                "No open promise that they may know of is recorded.",
            ),
            "Promises by them": (self._lines(meeting.promises_by), "No open promise of theirs is recorded."),
        }
        for title, (lines, empty) in sections.items():
            yield from self._section(title, lines, empty)
        yield from self._must_not()
        open_to_them = self._lines(meeting.may_be_said)
        yield from self._section(
            f"Open to {party}; no record that it was told", open_to_them, "No more is open to them."
        )

    def _section(self, title: str, lines: Iterable[Line], empty: str) -> Iterator[Block]:
        found = list(lines)
        yield Heading(title, str(len(found)) if found else "")
        yield from cut_lines(found, self.limit)
        if not found:
            yield Note(empty)

    def _lines(self, names: Iterable[str]) -> Iterator[Line]:
        for name in names:
            entry = self.entries[name]
            doubt = f" △ {self.words.own(entry.doubt)}" if entry.doubt else ""
            yield Line(self.words.in_short.line(entry) + doubt, self.words.in_short.meta(entry), self.words.cite(name))

    def _waiting(self, waiting: Pending) -> Line:
        entry = self.entries[waiting.id]
        what = self.words.entry_name(waiting.id) if waiting.kind == "proposal" else self.words.in_short.line(entry)
        state = waiting.state or "no answer recorded"
        due = f"answer due {self.words.when(waiting.due)}" if waiting.due else "no date given for an answer"
        return Line(what, f"{state}, since {self.words.when(waiting.since)}; {due}", self.words.cite(waiting.id))

    def _told(self, item: Told) -> Line:
        entry = (self.as_told if item.corrected_since else self.entries).get(item.id)
        text = self.words.in_short.line(entry) if entry is not None else "an entry no longer held"
        by = f" · by {self.words.cite(item.by)}" if item.by != item.id else ""
        corrected = f" · corrected since, which they were not told {self.words.cite(*item.corrected_since)}"
        meta = f"told {self.words.when(item.when)}{by}{corrected if item.corrected_since else ''}"
        return Line(text, meta, self.words.cite(item.id))

    def _must_not(self) -> Iterator[Block]:
        held = self.meeting.must_not_be_said
        total = sum(map(len, held.values()))
        yield Heading("What must not be said", str(total) if total else "")
        if not total:
            yield Note("No confidence of others is recorded.")
        for side, names in held.items():
            own = "The mediators’ own, and what was corrected in confidence"
            yield Note(f"{f'From {self.words.name(side)}' if side else own}:")
            shown = names if self.withheld is None else names[-self.withheld :]
            yield Lines(tuple(Line(self.words.in_short.line(self.entries[n]), "", self.words.cite(n)) for n in shown))
            if len(shown) < len(names):
                yield Note(f"and {len(names) - len(shown)} older, which must not be said either.")
