"""How an agreement stands, in words: due, late and alleged first; then exchanges, quotas, services and the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from onetext.model import Agreement, Case, Entry, Moment, Quantity
from onetext.model.balance import Counts
from onetext.model.standing import Given, ObligationStanding, Standing, Violation, Wait
from onetext.reporting.brief import named_in
from onetext.reporting.clause import Clauses
from onetext.reporting.count import count_blocks
from onetext.reporting.page import Bar, Block, Chart, Doubt, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.sources import source_blocks
from onetext.reporting.words import Words, isolated, joined, number_words, quantity_words, range_words

_STATES = {
    "pending": "○ pending",
    "active": "◇ active",
    "suspended": "△ suspended",
    "fulfilled": "● fulfilled",
    "violated": "⊘ violated",
    "expired": "– expired",
    "terminated": "– terminated",
}
_DRAWN = 30
"""How many clauses a chart draws."""
_SURE = {"yes": "● yes", "possible": "△ possible", "no": "⊘ no"}


def entries_of(standing: Standing, case: Case) -> tuple[str, ...]:
    """The entries that a standing rests on or names, in the order of the record."""
    named = named_in(standing, (entry.id for entry in case.entries))
    return tuple(entry.id for entry in case.entries if entry.id in named)


def monitor_page(standing: Standing, case: Case, printed: bool = False, charts: bool = False) -> Page:
    """The page of an agreement at a moment. `printed` has charts, and ends with the entries that it rests on; `charts`
    has the charts alone."""
    return _MonitorPage(standing, case, printed, charts or printed).page()


class _MonitorPage:
    """One standing being put into words."""

    def __init__(self, standing: Standing, case: Case, printed: bool, charts: bool) -> None:
        self.standing, self.case, self.words = standing, case, Words(case)
        self.printed, self.charts = printed, charts
        self.entries: dict[str, Entry] = {entry.id: entry for entry in case.entries}
        entry = self.entries.get(standing.agreement or "")
        self.deal = entry.body if entry is not None and isinstance(entry.body, Agreement) else None
        self.clauses = Clauses(self.deal or Agreement(()), self.words)
        self.duties = {duty.id: duty for duty in self.deal.obligations} if self.deal is not None else {}

    def page(self) -> Page:
        """The page."""
        viewer, words, at = self.case.header.viewer or "", self.words, self.standing.at
        blocks = [*self._blocks()]
        if self.printed:
            blocks += source_blocks(blocks, self.case.entries, words)
        title = f"Monitoring · {isolated(self.case.header.title)}"
        return Page(title, words.strip(viewer, at), tuple(blocks), words.for_whom(viewer), words.as_of(at))

    def _blocks(self) -> Iterator[Block]:
        if self.case.header.notice:
            yield Note(isolated(self.case.header.notice))
        if self.deal is None:
            yield Note("Nothing signed: no agreement is recorded.")
            return
        yield Note(self._force())
        sections: tuple[tuple[str, Iterable[Block]], ...] = (
            ("Due", self._due()),
            ("Alleged and found", self._violations()),
            ("Obligations", self._obligations()),
            ("When each clause runs", self._course() if self.charts else ()),
            ("Exchanges, day by day", self._swaps()),
            ("Over time", self._over_time()),
            ("Totals", self._quotas()),
            ("Amounts by a time", self._milestones()),
            ("Days earned", self._days()),
            ("Services against their measure", self._services()),
            ("Lists and notices", self._lists()),
            ("Suspended, restored, extended, ended", self._powers()),
            ("Outside the clauses", self._outside()),
            ("Order of steps", self._readings()),
            ("Score", self._score()),
        )  # fmt: skip
        for title, blocks in sections:
            found = list(blocks)
            if found:
                yield Heading(title)
                yield from found
        yield from count_blocks(Counts(self.standing.ledgers), self.words)

    def _force(self) -> str:
        name = self.words.entry_name(self.standing.agreement or "")
        if self.standing.in_force is None:
            if self.deal is not None and self.deal.ratified_by:
                return f"Not in force: not every party has signed {name}, or not every body has approved it."
            return f"Nothing signed: not every party has signed {name}."
        return f"{name} is in force since {self.words.when(self.standing.since)}."

    # --- due --------------------------------------------------------------------------------------------------------

    def _due(self) -> Iterator[Block]:
        if self.standing.since is None:
            yield Note("Nothing is due before it is in force.")
            return
        late = [item for item in self.standing.obligations if item.overdue]
        ahead = [
            item for item in self.standing.obligations
            if not item.overdue and item.next is not None and item.state in ("active", "pending", "suspended")
        ]  # fmt: skip
        if not late and not ahead:
            yield Note("Nothing is due.")
        if late:
            yield Lines(tuple(Line(self._next(item), "", "△ overdue") for item in late))
        if ahead:
            ahead.sort(key=lambda item: (item.next is None or item.next.when is None, self._instant(item)))
            yield Lines(tuple(Line(self._next(item), "", item.id) for item in ahead))

    def _instant(self, item: ObligationStanding) -> float:
        when = item.next.when if item.next is not None else None
        return when.earliest.timestamp() if when is not None else 0.0

    def _next(self, item: ObligationStanding) -> str:
        duty = self.duties[item.id]
        who = f"{self.words.name(duty.by)}: {self.clauses.what(duty)}"
        left = f", {self._part(item)}" if item.amount_due is not None else ""
        if item.overdue:
            return f"{who}{left}; was due {self._when(item.due)}"
        assert item.next is not None
        verb = {"begins": "begins", "due": "due", "restoration": "suspended until", "ends": "ends"}[item.next.what]
        waits = joined(map(self._wait, item.next.waits_for))
        return f"{who}{left}; {verb} {self._when(item.next.when)}" + (f"; waits until {waits}" if waits else "")

    def _part(self, item: ObligationStanding) -> str:
        """So much of so much, the unit once."""
        done, due = item.amount_done, item.amount_due
        if done is None or due is None:
            return "not stated"
        return f"{range_words(done.lo, done.hi)} of {quantity_words(due)}"

    def _wait(self, wait: Wait) -> str:
        until = f" ({self._when(wait.until)})" if wait.until is not None else ""
        return self.clauses.test(wait.test, wait.of, wait.amount) + until

    def _when(self, moment: Moment | None) -> str:
        return self.words.when(moment) if moment is not None else "no date given"

    def _short(self, moment: Moment | None) -> str:
        return moment.words if moment is not None else "no date given"

    # --- alleged and found ------------------------------------------------------------------------------------------

    def _violations(self) -> Iterator[Block]:
        if not self.standing.violations:
            yield Note("No violation is alleged, and none was found.")
            return
        if not any(item.status == "established" for item in self.standing.violations):
            yield Note("No violation was found. What is alleged is no violation found.")
        together = {name for names in self.standing.accounts for name in names}
        for names in self.standing.accounts:
            accounts = [item for item in self.standing.violations if item.incident in names]
            yield Note("Accounts of the same incident, side by side:")
            head = tuple(f"alleged by {self._by(item)}" for item in accounts)
            yield Table("", head, (tuple(f"{self._account(item)} {self._cite(item)}" for item in accounts),))
        lines = [
            Line(self._violation(item), "", self._cite(item))
            for item in self.standing.violations
            if item.incident not in together
        ]
        if lines:
            yield Lines(tuple(lines))

    def _by(self, item: Violation) -> str:
        return self.words.name(item.by) if item.by is not None else "somebody unnamed"

    def _cite(self, item: Violation) -> str:
        return self.words.cite(*(name for name in (item.incident, item.finding) if name is not None))

    def _account(self, item: Violation) -> str:
        entry = self.entries.get(item.incident or "")
        said = isolated(getattr(entry.body, "words", "")) if entry is not None else ""
        return f"{said}{self._found(item)}"

    def _violation(self, item: Violation) -> str:
        of = f" ({isolated(item.obligation)})" if item.obligation else ""
        said = f"alleged by {self._by(item)}: {self._account(item)}" if item.incident is not None else self._found(item)
        return f"{said.removeprefix('; ')}{of}"

    def _found(self, item: Violation) -> str:
        entry = self.entries.get(item.finding or "")
        if entry is None:
            return "" if item.finding is None else "; found, by whom not stated"
        words = getattr(entry.body, "words", None)
        by = self.words.name(getattr(entry.body, "by", None))
        return f"; found by {by}: {item.found}" + (f" ({isolated(words)})" if words else "")

    # --- tables -----------------------------------------------------------------------------------------------------

    def _obligations(self) -> Iterator[Block]:
        rows = []
        for item in self.standing.obligations:
            duty = self.duties[item.id]
            done = "not stated"
            if item.amount_due is not None:
                done = self._part(item)
            elif item.done != "no":
                done = _SURE[item.done]
            if item.done == "possible" and item.amount_due is not None:
                done += " △ possible"
            state = _STATES[item.state] + (", not yet verified" if item.provisional else "")
            score = str(item.score) if item.score is not None else "not scored"
            rows.append(
                (item.id, self.words.name(duty.by), self.clauses.what(duty), state, self._short(item.due), done, score)
            )
        if rows:
            yield Table("", ("clause", "who", "what", "state", "due", "done", "score"), tuple(rows))

    def _course(self) -> Iterator[Block]:
        """Each duty with a known beginning and time, in a lane of its own."""
        drawn = [
            item for item in self.standing.obligations
            if item.begins is not None and item.due is not None and item.begins.earliest < item.due.earliest
        ][:_DRAWN]  # fmt: skip
        if len(drawn) < 2:
            return
        doubt: dict[str, Doubt] = {"pending": "vague", "suspended": "about", "active": "about"}
        bars, rows = [], []
        for lane, item in enumerate(drawn):
            begins, due = item.begins, item.due
            assert begins is not None
            assert due is not None
            bars.append(Bar(lane, item.state, begins.start, due.start, doubt.get(item.state, "firm")))
            rows.append((item.id, self._short(begins), self._short(due), _STATES[item.state]))
        yield Chart(
            f"{len(drawn)} clauses, from when they begin to when they are due or end",
            "A bar for each clause. Dashed: active or suspended. Dotted: not begun. Filled: over.",
            "time",
            tuple(item.id for item in drawn),
            tuple(bars),
            Table("", ("clause", "begins", "due or ends", "state"), tuple(rows), named=True),
        )

    def _swaps(self) -> Iterator[Block]:
        swaps = self.standing.swaps
        if not swaps:
            return
        sides = [*self.deal.parties] if self.deal is not None else []
        others = dict.fromkeys(g.party for swap in swaps for g in swap.given if g.party not in sides)
        columns: list[str | None] = [*sides, *others]
        rows = tuple(
            (
                swap.date,
                *(self._amounts(g for g in swap.given if g.party == side) for side in columns),
                self._amounts(swap.expected),
                _SURE[swap.matches],
            )
            for swap in swaps
        )
        heads = tuple(f"given by {self.words.name(side)}" for side in columns)
        yield Table("", ("day", *heads, "by the keys, in return", "fits"), rows)

    def _amounts(self, given: Iterable[Given]) -> str:
        outside = {True: " (outside the ratio)", False: ""}
        told = (f"{self._number(g.amount)} {self.clauses.name(g.category)}{outside[g.outside]}" for g in given)
        return ", ".join(told) or "none recorded"

    def _number(self, amount: Quantity) -> str:
        return isolated(amount.words) if amount.lo or amount.hi is not None else "not stated how many"

    def _over_time(self) -> Iterator[Block]:
        """So much by the end of each day of exchange, by category."""
        days = [swap for swap in self.standing.swaps if not all(given.outside for given in swap.given)]
        names = dict.fromkeys(given.category for swap in days for given in swap.given if not given.outside)
        if len(days) < 2:
            return
        so_far = {name: (Decimal(0), Decimal(0)) for name in names}
        rows, reached = [], []
        for swap in days:
            for given in swap.given:
                if given.category in so_far:
                    lo, hi = so_far[given.category]
                    more = given.amount
                    top = hi + more.hi if more.hi is not None else Decimal("Infinity")
                    so_far[given.category] = (lo + (more.lo or 0), top)
            rows.append((swap.date, *(self._reached(*so_far[name]) for name in names)))
            reached.append(dict(so_far))
        table = Table("", ("by the end of", *map(self.clauses.name, names)), tuple(rows), named=True)
        if not self.charts:
            yield table
            return
        last = range(max(len(days) - _DRAWN // 2, 0), len(days))
        bars = [self._bar(lane, name, *reached[n][name]) for lane, n in enumerate(last) for name in names]
        yield Chart(
            "What was handed over in all, by the end of each day of exchange",
            "For each day a bar for each category, from nothing to the sum so far. Dashed where amounts are not exact.",
            "handed over in all",
            tuple(days[n].date for n in last),
            tuple(bars),
            table,
        )

    def _bar(self, lane: int, name: str, lo: Decimal, hi: Decimal) -> Bar:
        label = f"{self._reached(lo, hi)} {self.clauses.name(name)}"
        return Bar(lane, label, Decimal(0), hi if hi.is_finite() else lo, "firm" if lo == hi else "about")

    def _reached(self, lo: Decimal, hi: Decimal) -> str:
        return range_words(lo, hi if hi.is_finite() else None)

    def _quotas(self) -> Iterator[Block]:
        rows = []
        for item in self.standing.quotas:
            left = self._number(item.left).replace("-", "\u2212")
            more = "" if item.over == "no" else f" ({_SURE[item.over]}: more than the total)"
            rows.append((item.id, self._number(item.total), self._number(item.done), left + more))
        if rows:
            yield Table("", ("total of", "in all", "given", "left"), tuple(rows))

    def _milestones(self) -> Iterator[Block]:
        rows = tuple(
            (
                item.obligation,
                self._short(item.by),
                self._number(item.at_least),
                self._number(item.done),
                _SURE[item.met],
            )
            for item in self.standing.milestones
        )
        if rows:
            yield Table("", ("clause", "by", "at least", "so far", "reached"), rows)

    def _days(self) -> Iterator[Block]:
        extension = self.standing.extension
        if extension.earned or extension.used or any(s.extension for s in (self.deal.stages if self.deal else ())):
            yield Note(f"{number_words(extension.earned)} days earned, {number_words(extension.used)} begun.")

    def _services(self) -> Iterator[Block]:
        rows = tuple(
            (
                item.obligation,
                item.per,
                *map(str, (item.periods, item.met, item.possible, item.short, item.not_reported)),
            )
            for item in self.standing.services
        )
        if rows:
            head = ("clause", "per", "so far", "met", "possible", "short", "not stated")
            yield Table("", head, rows)

    def _lists(self) -> Iterator[Block]:
        lines = []
        for item in self.standing.lists:
            entry = self.entries[item.rests_on[0]]
            reason = f", because {isolated(item.reason)}" if item.reason else ""
            late = {True: ", in time", False: ", late", None: ""}[item.in_time]
            day = f" for {self.words.when(item.for_day)}" if item.for_day is not None else ""
            by = self.words.name(getattr(entry.body, "by", None))
            lines.append(Line(f"{item.state} by {by}{day}{late}{reason}", "", self.words.cite(entry.id)))
        if lines:
            yield Lines(tuple(lines))

    def _powers(self) -> Iterator[Block]:
        lines = []
        for item in self.standing.powers:
            entry = self.entries[item.rests_on[0]]
            parts = joined(map(self.clauses.name, item.of)) or "all of it"
            until = f" until {self.words.when(item.until)}" if item.until is not None else ""
            by = self.words.name(getattr(entry.body, "by", None))
            text = f"{item.act} of {parts} by {by} since {self.words.when(item.since)}"
            lines.append(Line(text + until, "", self.words.cite(entry.id)))
        if lines:
            yield Lines(tuple(lines))

    def _outside(self) -> Iterator[Block]:
        if self.standing.outside:
            lines = (
                Line(self.words.in_short.line(self.entries[n]), "", self.words.cite(n)) for n in self.standing.outside
            )
            yield Lines(tuple(lines))

    def _readings(self) -> Iterator[Block]:
        for item in self.standing.readings:
            steps = ", which waits for ".join(isolated(name) for name in (*item.cycle, item.cycle[0]))
            by = f" By the readings {self.words.cite(*item.readings)}." if item.readings else ""
            yield Note(f"No step can be the first: {steps}.{by}")

    def _score(self) -> Iterator[Block]:
        score = self.standing.score
        if score.all is None:
            return
        due = f"{number_words(score.due)} percent of those due" if score.due is not None else "none was due yet"
        counted = sum(item.score is not None for item in self.standing.obligations)
        yield Note(
            f"{number_words(score.all)} percent of the {counted} duties that something tells of, out of "
            f"{len(self.standing.obligations)}; {due}. Each duty counts 0 (not begun), 1 (minimal), "
            "2 (half or more) or 3 (full), by what was handed over or what an agreed body found."
        )
