"""What is believed of each side in words: weights, leanings, limits, and how far all of it is assumption."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from onetext.model import Case, Moment
from onetext.model.outlook import Change, Estimate, IssueOutlook, LimitOutlook, Outlook, PartyOutlook
from onetext.reporting.basis import MISSING, cited
from onetext.reporting.page import Bar, Block, Chart, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.phrase import counted, isolated, joined
from onetext.reporting.value import plain_value
from onetext.reporting.words import Words

_ABOUT: Final = {
    "order": "cannot all be so",
    "outside option": "leave no common range for what no deal is worth to it",
    "would accept": "cannot both be so: what it would accept is what it would refuse",
    "red lines": "leave no package that is possible, if all are true red lines",
}


def believe_page(
    outlook: Outlook, case: Case, viewer: str, as_of: Moment, since: Moment | None = None, printed: bool = False
) -> Page:
    """The page: party by party, in the order of the case; `printed` with charts."""
    words = Words(case)
    title = f"What is believed · {isolated(case.header.title)}"
    blocks = tuple(_blocks(outlook, words, since, printed))
    return Page(title, words.strip(viewer, as_of), blocks, words.for_whom(viewer), words.as_of(as_of))


def _blocks(outlook: Outlook, words: Words, since: Moment | None, printed: bool) -> Iterator[Block]:
    if outlook.silent:
        yield Note(MISSING[outlook.silent])
        return
    for party in outlook.parties:
        name = words.name(party.party)
        yield Heading(name, f"effective sample {party.effective:,} of {party.samples:,} draws")
        if party.party in outlook.scenario:
            yield Note(f"On one of its rival readings alone: {isolated(outlook.scenario[party.party])}.")
        yield from _Told(party, words).blocks(printed)
        if since is not None:
            yield from _changes(party, words, since)
    if outlook.events:
        assumed = dict.fromkeys(outlook.assumed, " (assumed: none is recorded)")
        said = {entry.id: f"{words.in_short.line(entry)} {words.cite(entry.id)}" for entry in words.case.entries}
        lines = [Line(f"{said[n]}: chance {_chance(c)}{assumed.get(n, '')}") for n, c in outlook.events.items()]
        yield Heading("Events that bear on what no deal is worth")
        yield Lines(tuple(lines))
    yield Note(_HOW)


_HOW: Final = (
    "[n] is the entry a line rests on. A weight is how far the best and the worst value of an issue lie apart for the "
    "side, as a share of all issues; intervals hold nine tenths of the draws. “○ assumption” is what no entry speaks "
    "of, or what entries hardly change. Wishes and words are taken to say what a side wants, answers what it takes; "
    "each counts by the grade of its source. This page lists and compares; it recommends nothing."
)
_STATED: Final = (
    "Its utility is stated in the case, so its values are fixed; limits and what no deal is worth may be open."
)


class _Told:
    """One party being put into words."""

    def __init__(self, party: PartyOutlook, words: Words) -> None:
        self.party, self.words = party, words
        self.entries = {entry.id: entry for entry in words.case.entries}
        self.ordered = sorted(party.issues, key=lambda issue: -issue.weight.mean)

    def blocks(self, printed: bool) -> Iterator[Block]:
        """Everything about the party."""
        if self.party.stated is not None:
            yield Note(_STATED)
        table = Table(
            "", ("Issue", "Weight", "Before any entry", "Wants", "Rests on"), tuple(map(self._row, self.ordered)), True
        )
        yield self._chart(table) if printed else table
        limits = [self._limit(limit) for limit in self.party.limits]
        if limits:
            yield Lines(tuple(limits))
        yield Lines(tuple(self._thresholds()))
        doubts = [*self._scenarios(), *self._clashes(), *self._unused()]
        if doubts:
            yield Lines(tuple(doubts))

    def _row(self, issue: IssueOutlook) -> tuple[str, ...]:
        weight = issue.weight
        entries = cited(issue.rests_on, self.words) or ("as stated" if self.party.stated else "")
        before = f"{_percent(weight.prior_lo)}–{_percent(weight.prior_hi)} %"
        mean = f"{_percent(weight.mean)} %, {_percent(weight.lo)}–{_percent(weight.hi)} %"
        rests = (
            "○ assumption"
            if issue.assumption and not entries
            else f"○ mostly assumption {entries}"
            if issue.assumption
            else entries
        )
        return self.words.name(issue.issue), mean, before, self._wants(issue), rests

    def _wants(self, issue: IssueOutlook) -> str:
        """Which way it leans: more or less where that is likely, else the values that may be best."""
        if issue.direction is not None and issue.chance is not None and issue.chance >= Decimal("0.75"):
            special = [name for name in issue.best if name in self.words.case.header.issues[issue.issue].options]
            if not special:
                return f"{issue.direction} ({_chance(issue.chance)})"
        said = [f"{self._value(issue.issue, value)} ({_chance(chance)})" for value, chance in [*issue.best.items()][:3]]
        return f"best: {', '.join(said)}" if said else "not known"

    def _value(self, issue: str, value: str) -> str:
        held = self.words.case.header.issues[issue]
        plain = value if value in held.options or held.kind != "date" else plain_value(Decimal(value), date=True)
        return self.words.value(issue, plain)

    def _limit(self, limit: LimitOutlook) -> Line:
        entries = cited(limit.rests_on, self.words)
        before = f"{_chance(limit.prior_chance)} before any answer"
        if limit.issue is None or limit.lo is None or limit.hi is None:
            entry = self.entries.get(limit.rests_on[0]) if limit.rests_on else None
            said = self.words.in_short.line(entry) if entry is not None else "a red line"
            return Line(
                f"{said} {entries}", f"a true red line with a chance of {_chance(limit.chance)}; {before}", "Red line"
            )
        ends = [self._value(limit.issue, format(end, "f")) for end in (limit.lo, limit.hi)]
        between = ends[0] if limit.lo == limit.hi else f"between {ends[0]} and {ends[1]}"
        said = f"{self.words.name(limit.issue)}: {limit.side} a value {between} {entries}"
        if limit.lo == limit.hi:
            said = f"{self.words.name(limit.issue)}: {limit.side} {between} {entries}"
        return Line(said, f"a true limit with a chance of {_chance(limit.chance)}; {before}", "Limit")

    def _thresholds(self) -> Iterator[Line]:
        entries = cited(self.party.outside_rests_on, self.words)
        yield self._threshold("No deal is worth", self.party.outside_option, entries)
        for body, estimate in self.party.bodies.items():
            yield self._threshold(f"{self.words.name(body)} needs", estimate, "")

    def _threshold(self, label: str, estimate: Estimate, entries: str) -> Line:
        mean, lo, hi = (_signed(number) for number in (estimate.mean, estimate.lo, estimate.hi))
        said = f"{mean}, between {lo} and {hi}, where its worst deal is 0 and its best 1 {entries}"
        inferred = "from its answers alone" if not entries and not estimate.assumption else ""
        return Line(said.rstrip(), "○ assumption" if estimate.assumption and not entries else inferred, label)

    def _scenarios(self) -> Iterator[Line]:
        for name, one in self.party.scenarios.items():
            first = sorted(one.issues, key=lambda issue: -issue.weight.mean)[:3]
            weights = joined(f"{self.words.name(issue.issue)} {_percent(issue.weight.mean)} %" for issue in first)
            said = f"{isolated(name)}: counts {_chance(one.share)} by its answers; most weight: {weights}"
            yield Line(said, f"no deal is worth {one.outside_option.mean}", "Rival reading")

    def _clashes(self) -> Iterator[Line]:
        for clash in self.party.clashes:
            lines = [
                f"{self.words.in_short.line(self.entries[n])} {self.words.cite(n)}"
                for n in clash.entries
                if n in self.entries
            ]
            yield Line(
                "\n".join(lines),
                f"{_ABOUT[clash.about]}; each counts by its weight where the others are not so",
                "⊘ Contradiction",
            )
        if self.party.nothing_left >= Decimal("0.01"):
            yield Line(
                f"In {_chance(self.party.nothing_left)} of the draws every package breaks a red line of it.",
                "",
                "⊘ Nothing left",
            )

    def _unused(self) -> Iterator[Line]:
        by_why: dict[str, list[str]] = {}
        for one in self.party.unused:
            by_why.setdefault(one.why, []).append(one.entry)
        for why, names in by_why.items():
            yield Line(f"{cited(names, self.words) or joined(names)}: {why}", "", "Not counted")

    def _chart(self, table: Table) -> Chart:
        name = self.words.name(self.party.party)
        lanes = tuple(self.words.name(issue.issue) for issue in self.ordered)
        bars = tuple(
            Bar(
                n,
                f"{_percent(issue.weight.mean)} %",
                issue.weight.lo * 100,
                issue.weight.hi * 100,
                "vague" if issue.assumption else "firm",
            )
            for n, issue in enumerate(self.ordered)
        )
        known = [issue for issue in self.ordered if not issue.assumption]
        first = f"most weight on {self.words.name(known[0].issue)}" if known else "nothing but assumption"
        said = "; ".join(
            f"{self.words.name(i.issue)}: {_percent(i.weight.lo)} to {_percent(i.weight.hi)} percent"
            for i in self.ordered
        )
        return Chart(
            f"{name}: {first}",
            f"What the issues weigh for {name}, nine tenths of the draws; hollow is assumption. {said}.",
            "percent of the weight of all issues",
            lanes,
            bars,
            table,
        )


def _changes(party: PartyOutlook, words: Words, since: Moment) -> Iterator[Block]:
    if not party.changes:
        yield Note(f"Nothing has changed since {words.when(since)} by more than chance would have it.")
        return
    lines = [Line(f"{_change(change, words)} {words.cite(*change.entries)}".rstrip()) for change in party.changes]
    yield Heading(f"{words.name(party.party)}: changed since {words.when(since)}", counted(len(lines), "change"))
    yield Lines(tuple(lines))


def _change(change: Change, words: Words) -> str:
    match change.what:
        case "weight":
            return f"{words.name(change.issue)}: weight from {_percent(change.before)} % to {_percent(change.now)} %"
        case "more":
            chances = f"{_chance(change.now)}, from {_chance(change.before)}"
            return f"{words.name(change.issue)}: wants more with a chance of {chances}"
    return f"No deal is worth {change.now}, from {change.before}"


def _percent(share: Decimal) -> str:
    return f"{int((share * 100).to_integral_value())}"


def _signed(number: Decimal) -> str:
    return f"{number}".replace("-", "\u2212")


def _chance(chance: Decimal) -> str:
    """A chance with two digits at most.

    >>> _chance(Decimal("0.30")), _chance(Decimal("0.99")), _chance(Decimal(0))
    ('3 in 10', '99 in 100', 'under 1 in 100')
    """
    hundredths = int((chance * 100).to_integral_value())
    if hundredths in (0, 100):
        return "over 99 in 100" if hundredths else "under 1 in 100"
    return f"{hundredths // 10} in 10" if hundredths % 10 == 0 else f"{hundredths} in 100"
