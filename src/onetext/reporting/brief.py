"""The brief in words: one page for the room, and the same as data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from onetext.model import Case, Entry, Moment, Position, Proposal, Response
from onetext.model.audience import Roster
from onetext.model.brief import LAST_DAY, Brief, Cell, Pending, ProposalStanding
from onetext.model.contradiction import Contradiction
from onetext.model.demand import Demand
from onetext.model.predicate import Predicate
from onetext.model.quantity import VAGUE
from onetext.reporting.meeting import meeting_blocks
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.result import BriefResult, EntryResult
from onetext.reporting.words import Words, isolated, range_words, state_words

ABOUT_RULE = (
    "“about n” is read as n give or take half a unit of its last non-zero digit, not under 5 % nor over 25 %, "
    "in whole numbers for what is counted; an entry may state its own range"
)
_EMPTY = {"position": "No position recorded", "demand": "No demand recorded"}


LIMIT = 12
"""How many lines of one list a page shows unless it is asked for all."""


def brief_page(brief: Brief, case: Case, at: Moment | None, cut: bool = True) -> Page:
    """The page of a brief; with `cut`, lists longer than `LIMIT` are cut, and say so."""
    return _BriefPage(brief, case, LIMIT if cut else None).page(at)


def brief_result(brief: Brief, case: Case) -> BriefResult:
    """The brief as data, with every entry that it names."""
    words = Words(case)
    named = _named(dataclasses.asdict(brief), words.numbers.keys())
    entries = tuple(
        EntryResult(
            id=entry.id,
            n=words.numbers[entry.id],
            kind=entry.kind,
            words=words.line(entry),
            said=entry.said,
            learned=entry.known,
            source=words.source(entry.source) if entry.source is not None else None,
        )
        for entry in case.entries
        if entry.id in named
    )
    fields = {field.name: getattr(brief, field.name) for field in dataclasses.fields(brief)}
    return BriefResult(**fields, entries=entries)


def _named(value: object, known: Iterable[str]) -> set[str]:
    """The entry ids anywhere in plain data."""
    ids, found, pending = set(known), set(), [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            found |= {item} & ids
        elif isinstance(item, dict):
            pending.extend((*item.keys(), *item.values()))
        elif isinstance(item, list | tuple):
            pending.extend(item)
    return found


class _BriefPage:
    """One brief of one case being put into words."""

    def __init__(self, brief: Brief, case: Case, limit: int | None) -> None:
        self.brief, self.case, self.limit = brief, case, limit
        self.words = Words(case)
        self.roster = Roster(case.header)
        self.entries = {entry.id: entry for entry in case.entries}

    def page(self, at: Moment | None) -> Page:
        header = self.case.header
        moment = f"as of {self.words.when(at)}" if at is not None else "as of the last entry"
        strip = " · ".join([self._for_whom(), moment, _count(len(self.case.entries), "entry", "entries")])
        title = isolated(header.title)
        blocks: list[Block] = [Note(text) for text in self._for_all_lines()]
        if self.brief.meeting is not None:
            title = f"Meeting with {self.words.name(self.brief.meeting.party)} · {title}"
            blocks += meeting_blocks(self.brief.meeting, self.words, self.entries, self.limit)
        elif not self.case.entries:
            blocks.append(Note("Nothing is recorded yet. Add an entry to a file of this folder, then look again."))
        else:
            blocks += self._today()
        return Page(title, strip, tuple(blocks))

    def _for_all_lines(self) -> Iterator[str]:
        """What holds for every line is said once."""
        if self.case.header.notice:
            yield isolated(self.case.header.notice)
        once = []
        if self.words.common_source is not None:
            once.append(f"from {self.words.source(self.words.common_source)}")
        if self.words.common_audience:
            once.append(self.words.audience(self.words.common_audience))
        if once:
            yield f"Every entry: {'; '.join(once)}."

    def _for_whom(self) -> str:
        viewer = self.brief.viewer
        name = self.words.name(viewer)
        return f"what {name} may see" if viewer in self.case.header.parties else f"for {name}, not for the parties"

    def _today(self) -> list[Block]:
        sections = (
            self._waiting,
            self._new,
            self._coverage,
            self._positions,
            self._contradictions,
            self._offers,
            self._interests,
            self._promises,
            self._ahead,
            self._approvals,
            self._carried,
            self._corrected,
            self._reading,
        )
        return [block for section in sections for block in section()]

    # --- what waits -------------------------------------------------------------------------------------------

    def _waiting(self) -> Iterator[Block]:
        proposals = [standing for standing in self.brief.proposals if standing.pending_with]
        yield Heading("Waiting for an answer", _count(len(self.brief.pending), "answer"))
        for standing in proposals:
            yield Lines(tuple(self._pending_proposal(standing)))
        questions = [waiting for waiting in self.brief.pending if waiting.kind == "question"]
        if questions:
            yield from self._cut([self._pending_question(waiting) for waiting in questions])
        if not proposals and not questions:
            yield Note("Nothing is waiting for an answer.")
        answered = [standing for standing in self.brief.proposals if not standing.pending_with]
        if answered:
            yield Heading("Other proposals on record", str(len(answered)))
            yield from self._cut([self._answered(standing) for standing in answered])

    def _pending_proposal(self, standing: ProposalStanding) -> Iterator[Line]:
        entry = self.entries[standing.id]
        body = entry.body
        assert isinstance(body, Proposal)
        stands = "; ".join(self._stand(waiting) for waiting in self.brief.pending if waiting.id == standing.id)
        text = f"{self.words.entry_name(standing.id)}, by {self.words.names(body.author)}, {stands}"
        yield Line(text, self.words.meta(entry))
        yield from self._elsewhere(standing)
        for carried in self.brief.carried:
            if carried.id in standing.conveyances:
                form = f", {isolated(carried.form)}" if carried.form else ""
                by = self.words.names(carried.by) or "somebody unnamed"
                told = f"{self.words.when(carried.when)}, by {by}, to {self.words.names(carried.to)}{form}"
                yield Line(f"{told} {self.words.cite(carried.id)}", "", "Conveyed")
        if body.words:
            yield Line(isolated(body.words), "", "As reported")
        for stage in dict.fromkeys(term.stage for term in body.terms):
            terms = "; ".join(self.words.term(term) for term in body.terms if term.stage == stage)
            yield Line(terms, "", f"Stage {isolated(stage)}" if stage else "Terms")
        if not body.complete:
            yield Line("On the other issues its terms are not stated.")
        for name in standing.responses:
            response = self.entries[name]
            assert isinstance(response.body, Response)
            label = "Answer" if response.body.state else "Comment"
            yield Line(f"{self.words.line(response)} {self.words.cite(name)}", self.words.meta(response), label)
        if standing.versions:
            yield Line(self.words.names(standing.versions), "", "Replaces")

    def _stand(self, waiting: Pending) -> str:
        state = waiting.state or "no answer recorded"
        due = f"answer due {self.words.when(waiting.due)}" if waiting.due else "no date for an answer was given"
        who = self.words.name(waiting.waits_for)
        return f"is with {who}: {state}; {due}"

    def _elsewhere(self, standing: ProposalStanding) -> Iterator[Line]:
        for party, state in standing.status.items():
            if party not in standing.pending_with:
                answer = standing.answers.get(party)
                cited = f" {self.words.cite(answer)}" if answer else ""
                yield Line(f"{self.words.name(party)}: {state}{cited}", "", "Answered")

    def _pending_question(self, waiting: Pending) -> Line:
        entry = self.entries[waiting.id]
        due = f"due {self.words.when(waiting.due)}" if waiting.due else "no date given"
        return Line(
            f"{self.words.line(entry)} {self.words.cite(entry.id)}", f"{self.words.meta(entry)} · {due}", "Question"
        )

    def _answered(self, standing: ProposalStanding) -> Line:
        entry = self.entries[standing.id]
        states = "; ".join(
            f"{self.words.name(party)}: {state} {self.words.cite(standing.answers.get(party, ''))}".rstrip()
            for party, state in standing.status.items()
        )
        text = f"{self.words.line(entry)} {self.words.cite(entry.id)}"
        return Line(text, f"{states or 'no record that it was put to anyone'} · {self.words.meta(entry)}")

    # --- what is new, what each side wants --------------------------------------------------------------------

    def _new(self) -> Iterator[Block]:
        since = self.brief.since
        title = (
            "New on the last day of the record" if since.words == LAST_DAY else f"New since {self.words.when(since)}"
        )
        yield Heading(title, _count(len(self.brief.new), "entry", "entries"))
        above = {name for standing in self.brief.proposals for name in (standing.id, *standing.responses)}
        shown = [name for name in reversed(self.brief.new) if name not in above]
        yield from self._cut([self._short_line(self.entries[name]) for name in shown])
        also = [name for name in self.brief.new if name in above]
        if also:
            yield Note(f"and, above, {self.words.cite(*also)}")
        elif not shown:
            yield Note("Nothing new.")

    def _short_line(self, entry: Entry) -> Line:
        short = self.words.in_short
        return Line(short.line(entry), short.meta(entry), short.cite(entry.id))

    def _coverage(self) -> Iterator[Block]:
        for standing in self.brief.proposals:
            if standing.coverage and (standing.pending_with or standing is self.brief.proposals[0]):
                rows = tuple(self._coverage_row(demand, standing) for demand in standing.coverage)
                title = self.words.entry_name(standing.id)
                yield Heading(f"What {title} covers", _count(len(rows), "demand"))
                shown = rows if self.limit is None else rows[: self.limit]
                yield Table("", ("Demand", "By", "Covered", "Judged by"), shown)
                yield from self._more(len(rows) - len(shown))

    def _coverage_row(self, name: str, standing: ProposalStanding) -> tuple[str, ...]:
        found = standing.coverage[name]
        demand = self.entries[name].body
        assert isinstance(demand, Demand)
        share = f", {int(found.share * 100)} % of the way" if found.share is not None else ""
        by = {"terms": "its terms", "position": "the proposer’s position", None: "nothing recorded"}[found.by]
        cited = f" {self.words.cite(*found.rests_on)}" if found.rests_on else ""
        text = f"{self.words.predicate(demand.requires)} {self.words.cite(name)}"
        return text, self.words.name(demand.party), f"{state_words(found.state)}{share}", f"{by}{cited}"

    def _positions(self) -> Iterator[Block]:
        if not self.brief.positions:
            return
        yield Heading("Positions, issue by issue", _count(len(self.brief.positions), "issue"))
        parties = tuple(self.words.name(party) for party in self.case.header.parties)
        rows = tuple(
            (self.words.name(row.issue), *(self._cell(row.issue, cell) for cell in row.cells))
            for row in self.brief.positions
        )
        yield Table("", ("Issue", *parties), rows)

    def _cell(self, issue: str, cell: Cell) -> str:
        lines = []
        if cell.positions:
            entry = self.entries[cell.positions[-1]]
            assert isinstance(entry.body, Position)
            lines.append(f"{self.words.position(entry.body)} {self.words.cite(entry.id)}")
            if len(cell.positions) > 1:
                earlier = self.entries[cell.positions[-2]]
                assert isinstance(earlier.body, Position)
                value = self.words.value(issue, earlier.body.value)
                lines.append(f"before: {value} {self.words.cite(earlier.id)}")
        for name in cell.demands[-3:]:
            body = self.entries[name].body
            assert isinstance(body, Demand)
            firm = f", {body.strength}" if body.strength != "demand" else ""
            lines.append(f"demands {self._on(issue, body.requires)}{firm} {self.words.cite(name)}")
        if len(cell.demands) > 3:
            lines.append(f"and {len(cell.demands) - 3} earlier demands")
        return "\n".join(lines) or _EMPTY["position"]

    def _on(self, issue: str, requires: Predicate) -> str:
        """What a demand says on one issue, where it says several things side by side."""
        parts = requires.parts if requires.op == "all" else ()
        here = [part for part in parts if part.issues == (issue,)]
        return "; ".join(self.words.predicate(part, issue) for part in here or (requires,))

    # --- what does not fit together, what depends -------------------------------------------------------------

    def _contradictions(self) -> Iterator[Block]:
        if not self.brief.contradictions:
            return
        yield Heading("Said on the same days, in opposite senses", str(len(self.brief.contradictions)))
        yield from self._cut([line for found in self.brief.contradictions for line in self._opposed(found)])

    def _opposed(self, found: Contradiction) -> Iterator[Line]:
        yield Line(f"On {self.words.name(found.about)}:", "", "△")
        for stance, ids in found.stances:
            for name in ids[-4:]:
                entry = self.entries[name]
                said = self.words.when(entry.said)
                yield Line(f"{self.words.in_short.line(entry)} {self.words.cite(name)} · {said}", "", stance)
            if len(ids) > 4:
                yield Line(f"and {len(ids) - 4} earlier", "", stance)

    def _offers(self) -> Iterator[Block]:
        if self.brief.offers:
            yield Heading("Offers that depend on something", str(len(self.brief.offers)))
            yield from self._cut([self._short_line(self.entries[offer.id]) for offer in self.brief.offers])

    def _interests(self) -> Iterator[Block]:
        if self.brief.interests:
            yield Heading("Interests", str(len(self.brief.interests)))
            yield from self._cut([self._short_line(self.entries[name]) for name in self.brief.interests])

    def _promises(self) -> Iterator[Block]:
        if not self.brief.promises:
            return
        yield Heading("Promises open", str(len(self.brief.promises)))
        lines = []
        for promise in self.brief.promises:
            entry = self.entries[promise.id]
            late = " · past its date" if promise.overdue else ""
            own = " · the mediators’ own" if self.roster.side(promise.by) in self.case.header.mediators else ""
            lines.append(Line(self.words.line(entry), self.words.meta(entry) + own + late, self.words.cite(promise.id)))
        yield from self._cut(lines)

    # --- what lies ahead, who decides, what was carried -------------------------------------------------------

    def _ahead(self) -> Iterator[Block]:
        if not self.brief.deadlines:
            return
        yield Heading("Ahead", str(len(self.brief.deadlines)))
        lines = []
        for item in self.brief.deadlines:
            entry = self.entries[item.id]
            if item.kind.startswith("answer"):
                text = f"Answer of {self.words.names(item.who)} to {self.words.entry_name(item.id)}"
            else:
                text = f"{self.words.line(entry)} {self.words.cite(item.id)}"
            lines.append(Line(text, "", self.words.when(item.when) if item.when else "No date"))
        yield from self._cut(lines)

    def _approvals(self) -> Iterator[Block]:
        if not self.brief.approvals:
            return
        yield Heading("Who must approve")
        rows = []
        for standing in self.brief.approvals:
            on = f" on {self.words.entry_name(standing.on)}" if standing.on else ""
            state = (
                f"{standing.state}{on} {self.words.cite(standing.id or '')}".strip()
                if standing.state
                else ("nothing recorded yet")
            )
            must = "must approve" if standing.must_ratify else "is heard"
            rows.append((self.words.name(standing.party), self.words.name(standing.body), must, state))
        yield Table("", ("Side", "Body", "Role", "Where it stands"), tuple(rows))

    def _carried(self) -> Iterator[Block]:
        if not self.brief.carried:
            return
        yield Heading("Who carried what to whom", str(len(self.brief.carried)))
        rows = [
            (
                self.words.when(item.when),
                self.words.names(item.by) or "not stated",
                self.words.names(item.what) or self.words.line(self.entries[item.id]),
                self.words.names(item.to),
                isolated(item.form or "not stated"),
            )
            for item in reversed(self.brief.carried)
        ]
        shown = rows if self.limit is None else rows[: self.limit]
        yield Table("", ("When", "By", "What", "To", "Form"), tuple(shown))
        yield from self._more(len(rows) - len(shown))

    def _corrected(self) -> Iterator[Block]:
        if not self.brief.corrected:
            return
        yield Heading("Corrected", str(len(self.brief.corrected)))
        lines = []
        for name, corrections in self.brief.corrected.items():
            last = self.entries[corrections[-1]]
            lines.append(Line(f"{self.words.line(last)} {self.words.cite(last.id)}", self._still_told(name, last)))
        yield from self._cut(lines)

    def _still_told(self, name: str, correction: Entry) -> str:
        """Parties that saw the corrected entry and may not see the correction: for them the old words stand."""
        seen = self.roster.members(self.entries[name].audience) if name in self.entries else frozenset()
        now = self.roster.members(correction.audience)
        parties = [party for party in self.case.header.parties if party in seen - now]
        return f"for {self.words.names(parties)} the words told before still stand" if parties else ""

    def _reading(self) -> Iterator[Block]:
        """How doubtful words are read, and what the numbers in brackets are."""
        vague = "; ".join(f"“{word}” as {range_words(lo, hi)}" for word, (lo, hi) in VAGUE.items())
        yield Heading("How to read this page")
        yield Note(
            "A number in brackets is the entry a line rests on. Words are paraphrased unless in quotation marks. "
            f"{ABOUT_RULE}; {vague}. This page lists and compares; it recommends nothing."
        )

    # --- cutting ----------------------------------------------------------------------------------------------

    def _cut(self, lines: list[Line]) -> Iterator[Block]:
        shown = lines if self.limit is None else lines[: self.limit]
        if shown:
            yield Lines(tuple(shown))
        yield from self._more(len(lines) - len(shown))

    def _more(self, count: int) -> Iterator[Block]:
        if count > 0:
            yield Note(f"and {count} more; --all shows them.")


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
