"""The brief in words: one page for the room, and the same as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby

from onetext.model import Case, Correction, Entry, Proposal, Response, Term
from onetext.model.audience import Roster
from onetext.model.balance import Counts
from onetext.model.brief import LAST_DAY, Ahead, ApprovalStanding, Brief, Carried, Pending, ProposalStanding
from onetext.model.contradiction import Contradiction
from onetext.model.demand import Demand
from onetext.model.sticking import Sticking
from onetext.reporting.chart import number_charts, time_chart
from onetext.reporting.count import count_blocks
from onetext.reporting.matrix import coverage_tables, matrix, of_the_proposer
from onetext.reporting.meeting import meeting_blocks
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page, Table, cut_lines, page_text
from onetext.reporting.phrase import counted, isolated, joined
from onetext.reporting.sources import source_blocks
from onetext.reporting.stick import sticking_blocks
from onetext.reporting.words import Words

LIMIT = 12
"""How many lines of one list a page shows unless it is asked for all."""


def brief_page(
    brief: Brief,
    sticking: Sticking,
    counts: Counts,
    case: Case,
    as_told: Case | None = None,
    cut: bool = True,
    printed: bool = False,
    withheld: int | None = None,
) -> Page:
    """The page of a brief; with `cut`, lists longer than `LIMIT` are cut, and say so.

    What must not be said at a meeting is never cut, but where `withheld` says how many lines of a side, the newest, do:
    for a page that leads to all of them. `case` holds the entries as they now stand, `as_told` as they were before they
    were corrected. A page to be `printed` has charts, and ends with the entries that it rests on.
    """
    return _BriefPage(brief, case, as_told or case, sticking, counts, LIMIT if cut else None, printed, withheld).page()


class _BriefPage:
    """One brief of one case being put into words."""

    def __init__(
        self,
        brief: Brief,
        case: Case,
        as_told: Case,
        sticking: Sticking,
        counts: Counts,
        limit: int | None,
        printed: bool,
        withheld: int | None,
    ) -> None:
        self.withheld = withheld
        self.brief, self.case, self.limit, self.printed = brief, case, limit, printed
        self.sticking, self.counts = sticking, counts
        self.as_told = {entry.id: entry for entry in as_told.entries}
        self.pending = {(waiting.id, waiting.waits_for): waiting for waiting in brief.pending}
        self.carried = {item.id: item for item in brief.carried}
        self.words = Words(case)
        self.roster = Roster(case.header)
        self.entries = {entry.id: entry for entry in case.entries}
        self.on_table = [standing for standing in brief.proposals if _is_open(standing)]

    def page(self) -> Page:
        """The page: for a meeting, of today, or of an empty case."""
        title = isolated(self.case.header.title)
        blocks: list[Block] = [Note(text) for text in self._once_for_all()]
        if self.brief.meeting is not None:
            title = f"Meeting with {self.words.name(self.brief.meeting.party)} · {title}"
            met = meeting_blocks(self.brief.meeting, self.words, self.entries, self.as_told, self.limit, self.withheld)
            blocks += [*met, *self._behind(met)]
        elif not self.case.entries:
            blocks.append(Note("Nothing is recorded yet. Add an entry to a file of this folder, then look again."))
        else:
            blocks += self._today()
        viewer, as_of = self.brief.viewer, self.brief.as_of
        strip = self.words.strip(viewer, as_of)
        return Page(title, strip, tuple(blocks), self.words.for_whom(viewer), self.words.as_of(as_of))

    def _once_for_all(self) -> Iterator[str]:
        """What holds for every line is said once."""
        if self.case.header.notice:
            yield isolated(self.case.header.notice)
        once = []
        if self.words.common_source is not None:
            once.append(self.words.source(self.words.common_source))
        if self.words.common_audience:
            once.append(self.words.audience(self.words.common_audience))
        if once:
            yield f"Every entry: {'; '.join(once)}."

    def _today(self) -> list[Block]:
        first = [*self._waiting(), *self._ahead()]
        wanted = [*self._wanted()]
        rest = [
            *self._stuck(),
            *count_blocks(self.counts, self.words),
            *self._opposed(),
            *self._offers(page_text(wanted)),
            *self._list("Interests", self.brief.interests),
            *self._promises(),
            *self._approvals(),
            *self._other_proposals(),
            *self._carried(),
            *self._corrected(),
        ]
        new = [*self._new(page_text([*first, *wanted, *rest]))]
        body = [*first, *new, *wanted, *self._numbers(), *rest, *self._course()]
        return [*body, *self._reading(page_text(body)), *self._behind(body)]

    def _numbers(self) -> list[Block]:
        """Numbers against each other, where the page is to be printed."""
        return [*number_charts(self.brief, self.case, self.words, self.on_table[:1])] if self.printed else []

    def _course(self) -> list[Block]:
        """The course of the talks in time, where the page is to be printed."""
        return [*time_chart(self.brief, self.case, self.words, self.limit)] if self.printed else []

    def _behind(self, body: list[Block]) -> list[Block]:
        """The entries that the page cites, where it is to be printed."""
        return [*source_blocks(body, self.case.entries, self.words)] if self.printed else []

    # --- what waits -------------------------------------------------------------------------------------------

    def _waiting(self) -> Iterator[Block]:
        questions = [waiting for waiting in self.brief.pending if waiting.kind == "question"]
        counts = [counted(len(self.on_table), "proposal")] if self.on_table else []
        counts += [counted(len(questions), "question")] if questions else []
        yield Heading("Waiting for an answer", ", ".join(counts))
        for standing in self.on_table:
            yield from self._proposal(standing)
        yield from cut_lines([self._question(waiting) for waiting in questions], self.limit)
        if not self.on_table and not questions:
            yield Note("No record that anything waits for an answer.")

    def _proposal(self, standing: ProposalStanding) -> Iterator[Block]:
        entry = self.entries[standing.id]
        proposal = entry.body
        assert isinstance(proposal, Proposal)
        called = f"{self.words.entry_name(standing.id)}, by {self.words.names(proposal.author)}"
        lines = [self._stand(party, standing, called) for party in standing.status]
        lines += [Line(self._put(self.carried[name]), "", "Put") for name in standing.conveyances]
        lines += self._terms(proposal, entry)
        if standing.versions:
            lines.append(Line(self.words.names(standing.versions), "", "Replaces"))
        yield Lines(tuple(lines))
        yield from self._responses(standing)
        if record := self._on_record(proposal, standing):
            yield Note(record)

    def _stand(self, party: str, standing: ProposalStanding, called: str) -> Line:
        name, state = self.words.name(party), standing.status[party]
        cited = self.words.cite(standing.answers.get(party, ""))
        waiting = self.pending.get((standing.id, party))
        if waiting is None:
            return Line(f"{called}: {state} {cited}".rstrip(), "", name)
        unanswered = "no answer recorded" if self._inside else "no answer on this record"
        due = f"answer due {self.words.when(waiting.due)}" if waiting.due else "no date given for an answer"
        stand = f"{state} {cited}" if state else unanswered
        return Line(f"{called}: {stand}; {due}", "", f"With {name}")

    @property
    def _inside(self) -> bool:
        return self.brief.viewer not in self.case.header.parties

    def _put(self, carried: Carried) -> str:
        by = self.words.names(carried.by) or "somebody unnamed"
        form = isolated(carried.form) if carried.form else "form not stated"
        told = f"{self.words.when(carried.when)}{self._days_ago(carried)}, by {by}, to {self.words.names(carried.to)}"
        return f"{told}; {form} {self.words.cite(carried.id)}"

    def _days_ago(self, carried: Carried) -> str:
        """How many days before the page's day something was carried, where both are known to the day."""
        now, when, zone = self.brief.as_of, carried.when, self.case.header.tz
        if now.end is None or when.start is None or when.end is None:
            return ""
        today, first = (_last_day(now.end, zone), when.start.astimezone(zone).date())
        most, least = (today - first).days, (today - _last_day(when.end, zone)).days
        if least < 0 or most > 60:
            return ""
        days = str(most) if least == most else f"{least} to {most}"
        return f", {days} day{'' if days == '1' else 's'} ago" if most else ", today"

    def _terms(self, proposal: Proposal, entry: Entry) -> Iterator[Line]:
        said = [f"{isolated(text.rstrip('.'))}." for text in (proposal.words, entry.doubt, entry.note) if text]
        if said:
            yield Line(" ".join(said), "", "As told")
        for stage, terms in groupby(proposal.terms, key=_stage):
            yield Line(" · ".join(map(self.words.term, terms)), "", f"Stage {isolated(stage)}" if stage else "Terms")
        if not proposal.complete and len({term.issue for term in proposal.terms}) < len(self.case.header.issues):
            yield Line("On the other issues its terms are not stated.")

    def _responses(self, standing: ProposalStanding) -> Iterator[Block]:
        """The last responses, side by side."""
        shown = standing.responses[-3:]
        if not shown:
            return
        head, cells = [], []
        for name in shown:
            entry = self.entries[name]
            response = entry.body
            assert isinstance(response, Response)
            state = response.state or "comment, no answer"
            head.append(f"{self.words.in_short.person(response.by)}, {self.words.when(entry.said)}: {state}")
            cells.append(f"{self.words.reply(response)} {self.words.cite(name)}{self._doubts(entry)}")
        yield Table("", tuple(head), (tuple(cells),))

    def _doubts(self, entry: Entry) -> str:
        return f"\n△ {isolated(entry.doubt)}" if entry.doubt else ""

    def _on_record(self, proposal: Proposal, standing: ProposalStanding) -> str:
        """Beside what a side says of the proposal: what the record holds of its demands."""
        said = []
        for party in self.case.header.parties:
            demands = [name for name in standing.coverage if self._demand(name).party == party]
            if not demands or of_the_proposer(party, proposal, self.roster):
                continue
            states = [standing.coverage[name].state for name in demands]
            tally = [f"{state.replace('_', ' ')} {states.count(state)}" for state in dict.fromkeys(("met", *states))]
            silent = sum(standing.coverage[name].by != "terms" for name in demands)
            on = "all of them" if silent == len(demands) else str(silent)
            tail = f"; its terms are silent on {on}" if silent else ""
            said.append(f"{counted(len(demands), 'demand')} of {self.words.name(party)}: {', '.join(tally)}{tail}")
        return f"On record: {'. '.join(said)}." if said else ""

    def _demand(self, name: str) -> Demand:
        body = self.entries[name].body
        assert isinstance(body, Demand)
        return body

    def _question(self, waiting: Pending) -> Line:
        entry = self.entries[waiting.id]
        due = f"due {self.words.when(waiting.due)}" if waiting.due else "no date given"
        text = f"{self.words.in_short.line(entry)} {self.words.cite(entry.id)} · {due}"
        return Line(text, self.words.in_short.meta(entry), f"With {self.words.name(waiting.waits_for)}")

    # --- ahead, new, wanted -----------------------------------------------------------------------------------

    def _ahead(self) -> Iterator[Block]:
        if self.brief.deadlines:
            yield Heading("Ahead", str(len(self.brief.deadlines)), place="beside")
            yield from cut_lines([self._ahead_line(item) for item in self.brief.deadlines], self.limit)

    def _ahead_line(self, item: Ahead) -> Line:
        entry = self.entries[item.id]
        if item.kind.startswith("answer"):
            body = entry.body
            to = body.proposal if isinstance(body, Response) and body.proposal else item.id
            text = f"Answer of {self.words.names(item.who)} to {self.words.entry_name(to)}"
        else:
            text = f"{self.words.undated.line(entry)} {self.words.cite(item.id)}"
        label = self.words.when(item.when) if item.when else "no date given"
        now = self.brief.as_of
        today = item.when is not None and item.when.end is not None and item.when.end == now.end
        return Line(text, "", f"{label}, today" if today else label)

    def _new(self, elsewhere: str) -> Iterator[Block]:
        since = self.brief.since
        last_day = since.words == LAST_DAY
        title = f"New on {self.words.when(self.brief.as_of)}" if last_day else f"New since {self.words.when(since)}"
        if not since.is_known:
            title = "New"
        yield Heading(title, counted(len(self.brief.new), "entry", "entries"))
        alone = [name for name in reversed(self.brief.new) if self.words.cite(name) not in elsewhere]
        yield from cut_lines([self._line(name) for name in alone], self.limit)
        also = [name for name in self.brief.new if name not in set(alone)]
        if also:
            yield Note(f"In the other parts of this page: {self._cited(also)}")
        elif not alone:
            yield Note("Nothing new.")

    def _cited(self, names: list[str]) -> str:
        shown = names if self.limit is None else names[-3 * LIMIT :]
        more = f" and {len(names) - len(shown)} older" if len(names) > len(shown) else ""
        return f"{self.words.cite(*shown)}{more}"

    def _line(self, name: str) -> Line:
        entry = self.entries[name]
        short = self.words.in_short
        return Line(short.line(entry), short.meta(entry), short.cite(name))

    def _wanted(self) -> Iterator[Block]:
        yield from matrix(self.brief, self.words, self.entries, self.on_table[:1], self.limit)
        yield from coverage_tables(self.on_table[1:], self.words, self.entries, self.limit)

    # --- what does not fit together, what depends -------------------------------------------------------------

    def _stuck(self) -> Iterator[Block]:
        """Nothing on a page where nobody demands anything."""
        if self.sticking.sticking_points or not self.sticking.complete or self._demanded:
            yield from sticking_blocks(self.sticking, self.words, self.limit)

    @property
    def _demanded(self) -> bool:
        return any(isinstance(entry.body, Demand) for entry in self.case.entries)

    def _opposed(self) -> Iterator[Block]:
        if self.brief.contradictions:
            yield Heading("Said on the same days, in opposite senses", str(len(self.brief.contradictions)))
        shown = self.brief.contradictions if self.limit is None else self.brief.contradictions[-4:]
        for found in shown:
            yield Table(f"On {self.words.name(found.about)}", *self._sides(found))
        if len(shown) < len(self.brief.contradictions):
            yield Note(f"and {len(self.brief.contradictions) - len(shown)} earlier; --all shows them.")

    def _sides(self, found: Contradiction) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The two sides of a contradiction as columns: what is well disposed, and what is not."""
        good = {"accepts", "hopeful", "offers"}
        columns: dict[str, list[str]] = {}
        stances: dict[bool, list[str]] = {}
        for stance, _ in found.stances:
            stances.setdefault(stance in good, []).append(stance)
        for stance, ids in found.stances:
            head = f"{joined(stances[stance in good])} (as entered here)"
            columns.setdefault(head, []).extend(map(self._voice, ids[-4:]))
            if len(ids) > 4:
                columns[head].append(f"and {len(ids) - 4} earlier")
        return tuple(columns), (tuple("\n".join(cells) for cells in columns.values()),)

    def _voice(self, name: str) -> str:
        entry = self.entries[name]
        words = self.words.in_short
        body = entry.body
        text = f"{words.person(body.by)}: {words.reply(body)}" if isinstance(body, Response) else words.line(entry)
        doubt = " △ doubtful words, see above" if entry.doubt else ""
        return f"{text} {self.words.when(entry.said)} {self.words.cite(name)}{doubt}"

    def _offers(self, elsewhere: str) -> Iterator[Block]:
        left = [offer.id for offer in self.brief.offers if self.words.cite(offer.id) not in elsewhere]
        every = len(left) == len(self.brief.offers)
        title = "Offers that depend on something" if every else "Other offers that depend on something"
        yield from self._list(title, left)

    def _list(self, title: str, names: Iterable[str]) -> Iterator[Block]:
        lines = [self._line(name) for name in names]
        if lines:
            yield Heading(title, str(len(lines)), place="folded")
            yield from cut_lines(lines[::-1], self.limit)

    def _promises(self) -> Iterator[Block]:
        mediators = self.case.header.mediators
        promises = sorted(self.brief.promises, key=lambda promise: self.roster.side(promise.by) not in mediators)
        lines = []
        for promise in promises:
            line = self._line(promise.id)
            own = " · the mediators’ own" if self.roster.side(promise.by) in mediators else ""
            late = " · past its date" if promise.overdue else ""
            lines.append(Line(line.text, line.meta + own + late, line.label))
        if lines:
            yield Heading("Promises open", str(len(lines)))
            yield from cut_lines(lines, self.limit)

    # --- who decides, what else there is ----------------------------------------------------------------------

    def _approvals(self) -> Iterator[Block]:
        found = self.brief.approvals
        if not found:
            return
        recorded = any(standing.state for standing in found)
        yield Heading("Who must approve", "" if recorded else "no decision recorded", place="beside")
        lines = []
        for party, standings in groupby(found, key=lambda standing: standing.party):
            said = "; ".join(self._approval(standing, recorded) for standing in standings)
            lines.append(Line(said, "", self.words.name(party)))
        yield Lines(tuple(lines))

    def _approval(self, standing: ApprovalStanding, recorded: bool) -> str:
        body = self.words.name(standing.body) + ("" if standing.must_ratify else " (is heard, need not approve)")
        if standing.state is None:
            return f"{body}: no decision recorded" if recorded else body
        on = f" on {self.words.entry_name(standing.on)}" if standing.on else ""
        return f"{body}: {standing.state}{on} {self.words.cite(standing.id or '')}"

    def _other_proposals(self) -> Iterator[Block]:
        lines = [self._other_proposal(standing) for standing in self.brief.proposals if standing not in self.on_table]
        if lines:
            yield Heading("Other proposals on record", str(len(lines)), place="folded")
            yield from cut_lines(lines, self.limit)

    def _other_proposal(self, standing: ProposalStanding) -> Line:
        entry = self.entries[standing.id]
        states = []
        for party, state in standing.status.items():
            cited = self.words.cite(standing.answers.get(party, ""))
            states.append(f"{self.words.name(party)}: {state or 'no answer recorded'} {cited}".rstrip())
        unput = "no record that it was put to anyone" if self._inside else "nothing more on this record"
        put = "; ".join(states) or unput
        meta = f"{put} · said {self.words.when(entry.said)}"
        return Line(self.words.in_short.line(entry), meta, self.words.cite(entry.id))

    def _carried(self) -> Iterator[Block]:
        above = {name for standing in self.on_table for name in standing.conveyances}
        rows = [
            (
                self.words.when(item.when),
                self.words.names(item.by) or "not stated",
                f"{self.words.names(item.what) or self.words.line(self.entries[item.id])} {self.words.cite(item.id)}",
                self.words.names(item.to),
                isolated(item.form or "not stated"),
            )
            for item in reversed(self.brief.carried)
            if item.id not in above
        ]
        if rows:
            title = "Who carried what to whom" if not above else "Carried before"
            yield Heading(title, str(len(rows)), place="folded")
            shown = rows if self.limit is None else rows[: self.limit]
            yield Table("", ("When", "By", "What", "To", "Form"), tuple(shown))
            if len(shown) < len(rows):
                yield Note(f"and {len(rows) - len(shown)} more; --all shows them.")

    def _corrected(self) -> Iterator[Block]:
        lines = []
        for name, corrections in self.brief.corrected.items():
            last = self.entries[corrections[-1]]
            before, now = self.as_told[name], self.entries[name]
            meta = [f"before: {self.words.in_short.line(before)}"]
            if isinstance(last.body, Correction) and last.body.instead is not None:
                meta.append(f"now: {self.words.in_short.line(now)}")
            meta += [told] if (told := self._still_told(name, last)) else []
            lines.append(Line(f"{self.words.line(last)} {self.words.cite(last.id)}", " · ".join(meta)))
        if lines:
            yield Heading("Corrected", str(len(lines)), place="folded")
            yield from cut_lines(lines[::-1], self.limit)

    def _still_told(self, name: str, correction: Entry) -> str:
        """Parties that saw the corrected entry and may not see the correction: for them the old words stand."""
        seen = self.roster.members(self.entries[name].audience) if name in self.entries else frozenset()
        now = self.roster.members(correction.audience)
        parties = [party for party in self.case.header.parties if party in seen - now]
        return f"for {self.words.names(parties)} the words told before still stand" if parties else ""

    def _reading(self, page: str) -> Iterator[Block]:
        yield Heading("How to read this page", place="folded")
        shown = set(re.findall(r"\[\d+\]", page))
        left = [entry.id for entry in self.case.entries if self.words.cite(entry.id) not in shown]
        rest = f" Not on this page: {self._cited(left)}." if left else ""
        yield Note(
            "[n] is the entry a line rests on. ● met, ◐ partly met, ⊘ unmet, ◇ holds only on a condition, △ unclear or "
            "doubtful, ○ not addressed: by the terms of the proposal or, where they are silent, by the latest position "
            "of its author. “About” and “hundreds” are read as the range beside them: about n is "
            "within half a unit of its last digit that is not 0, at least 5 %, at most 25 %."
            f"{rest} This page lists and compares; it recommends nothing."
        )


def _is_open(standing: ProposalStanding) -> bool:
    """Whether a proposal is still on the table: some answer is awaited or came with a condition."""
    return bool(standing.pending_with) or "conditional" in standing.status.values()


def _stage(term: Term) -> str | None:
    return term.stage


def _last_day(end: datetime, zone: tzinfo) -> date:
    return (end - timedelta(minutes=1)).astimezone(zone).date()
