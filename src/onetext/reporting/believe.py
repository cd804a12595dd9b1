"""What is believed of each side in words: weights, leanings, limits, and how far all of it is assumption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from onetext.model import Case, Moment
from onetext.model.belief import Clash
from onetext.model.outlook import Change, Estimate, IssueOutlook, LimitOutlook, Outlook, PartyOutlook, Unheard
from onetext.reporting.page import Bar, Block, Chart, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.value import plain_value
from onetext.reporting.words import Words, counted, isolated, joined

_SILENT: Final = {
    "nothing assessed": (
        "Nothing but assumptions yet: no assessment of a side is recorded here, and so no figure is shown. "
        "Record what a side ranks, prefers, would accept or refuse, and look again."
    ),
    "no issues": "No issue of the case has two values or more, so there is nothing to believe anything of.",
    "nothing feasible": "No package satisfies the constraints of the case. See which cannot all hold: onetext stick.",
    "too many tied": (
        "The constraints tie too many issues together to try every joint choice. Part one of the constraints, or give "
        "the issues in it fewer values (a wider step), and look again."
    ),
}
_CITED: Final = 12
"""How many entries are cited in one line."""
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
        yield Note(_SILENT[outlook.silent])
        return
    for party in outlook.parties:
        name = words.name(party.party)
        yield Heading(name, f"effective sample {party.effective:,} of {party.samples:,} draws")
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
        cited = self.words.cite(*issue.rests_on) or ("as stated" if self.party.stated else "")
        before = f"{_percent(weight.prior_lo)}–{_percent(weight.prior_hi)} %"
        mean = f"{_percent(weight.mean)} %, {_percent(weight.lo)}–{_percent(weight.hi)} %"
        rests = (
            "○ assumption"
            if issue.assumption and not cited
            else f"○ mostly assumption {cited}"
            if issue.assumption
            else cited
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
        cited = self.words.cite(*limit.rests_on)
        before = f"{_chance(limit.prior_chance)} before any answer"
        if limit.issue is None or limit.lo is None or limit.hi is None:
            entry = self.entries.get(limit.rests_on[0]) if limit.rests_on else None
            said = self.words.in_short.line(entry) if entry is not None else "a red line"
            return Line(
                f"{said} {cited}", f"a true red line with a chance of {_chance(limit.chance)}; {before}", "Red line"
            )
        ends = [self._value(limit.issue, format(end, "f")) for end in (limit.lo, limit.hi)]
        between = ends[0] if limit.lo == limit.hi else f"between {ends[0]} and {ends[1]}"
        said = f"{self.words.name(limit.issue)}: {limit.side} a value {between} {cited}"
        if limit.lo == limit.hi:
            said = f"{self.words.name(limit.issue)}: {limit.side} {between} {cited}"
        return Line(said, f"a true limit with a chance of {_chance(limit.chance)}; {before}", "Limit")

    def _thresholds(self) -> Iterator[Line]:
        cited = self.words.cite(*self.party.outside_rests_on)
        yield self._threshold("No deal is worth", self.party.outside_option, cited)
        for body, estimate in self.party.bodies.items():
            yield self._threshold(f"{self.words.name(body)} needs", estimate, "")

    def _threshold(self, label: str, estimate: Estimate, cited: str) -> Line:
        said = (
            f"{estimate.mean}, between {estimate.lo} and {estimate.hi}, of 0 (its worst deal) to 1 (its best) {cited}"
        )
        inferred = "from its answers alone" if not cited and not estimate.assumption else ""
        return Line(said.rstrip(), "○ assumption" if estimate.assumption and not cited else inferred, label)

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
            cited = counted(len(names), "entry", "entries") if len(names) > _CITED else self.words.cite(*names)
            cited = cited or joined(names)
            yield Line(f"{cited}: {why}", "", "Not counted")

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
    return f"{int((share * 100).to_integral_value())}".replace("-", "\u2212")


def _chance(chance: Decimal) -> str:
    """A chance with two digits at most.

    >>> _chance(Decimal("0.30")), _chance(Decimal("0.99")), _chance(Decimal(0))
    ('3 in 10', '99 in 100', 'under 1 in 100')
    """
    hundredths = int((chance * 100).to_integral_value())
    if hundredths in (0, 100):
        return "over 99 in 100" if hundredths else "under 1 in 100"
    return f"{hundredths // 10} in 10" if hundredths % 10 == 0 else f"{hundredths} in 100"


# --- as data -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WeightResult:
    """The weight of an issue, as a share of all; the interval holds nine tenths of the draws."""

    mean: Decimal
    interval: tuple[Decimal, Decimal]
    prior_mean: Decimal
    prior_interval: tuple[Decimal, Decimal]
    assumption: bool
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectionResult:
    """Whether more or less of an issue is wanted, with its chance; and the values that may be best, with theirs."""

    direction: Literal["more", "less"] | None
    chance: Decimal | None
    best: Mapping[str, Decimal]
    assumption: bool
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitResult:
    """A limit with the chance that it is a true one; on an issue, between which values it lies (else null)."""

    issue: str | None
    side: Literal["at least", "at most"] | None
    interval: tuple[str, str] | None
    chance: Decimal
    prior_chance: Decimal
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BelieveParty:
    """What is believed of one party."""

    weights: Mapping[str, WeightResult]
    directions: Mapping[str, DirectionResult]
    limits: tuple[LimitResult, ...]
    outside_option: WeightResult
    bodies: Mapping[str, WeightResult]
    effective_samples: int
    samples: int
    rests_on: tuple[str, ...]
    scenarios: Mapping[str, BelieveParty]
    share: Decimal
    clashes: tuple[Clash, ...]
    not_counted: tuple[Unheard, ...]
    nothing_left: Decimal
    stated: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class BelieveResult:
    """Beliefs as data. `silent` says why there are none ("": there are); `events` have chances, `assumed` are those of
    which none is recorded; `since` is when changes are counted from."""

    parties: Mapping[str, BelieveParty]
    silent: str
    events: Mapping[str, Decimal]
    assumed: tuple[str, ...]
    since: Moment | None


def believe_result(outlook: Outlook, case: Case, since: Moment | None = None) -> BelieveResult:
    """The outlook as data."""
    parties = {party.party: _party(party, case) for party in outlook.parties}
    return BelieveResult(parties, outlook.silent, outlook.events, outlook.assumed, since)


def _party(party: PartyOutlook, case: Case) -> BelieveParty:
    return BelieveParty(
        {issue.issue: _weight(issue.weight, issue.rests_on) for issue in party.issues},
        {
            i.issue: DirectionResult(i.direction, i.chance, _dated(i, case), i.assumption, i.rests_on)
            for i in party.issues
        },
        tuple(_limit(limit, case) for limit in party.limits),
        _weight(party.outside_option, party.outside_rests_on),
        {name: _weight(estimate, ()) for name, estimate in party.bodies.items()},
        party.effective,
        party.samples,
        party.rests_on,
        {name: _party(one, case) for name, one in party.scenarios.items()},
        party.share,
        party.clashes,
        party.unused,
        party.nothing_left,
        party.stated,
        party.changes,
    )


def _weight(estimate: Estimate, rests_on: tuple[str, ...]) -> WeightResult:
    e = estimate
    return WeightResult(e.mean, (e.lo, e.hi), e.prior_mean, (e.prior_lo, e.prior_hi), e.assumption, rests_on)


def _dated(issue: IssueOutlook, case: Case) -> dict[str, Decimal]:
    held = case.header.issues[issue.issue]
    is_date = held.kind == "date"
    return {
        plain_value(Decimal(value), date=True) if is_date and value not in held.options else value: chance
        for value, chance in issue.best.items()
    }


def _limit(limit: LimitOutlook, case: Case) -> LimitResult:
    ends = None
    if limit.lo is not None and limit.hi is not None:
        ends = plain_value(limit.lo), plain_value(limit.hi)
    return LimitResult(limit.issue, limit.side, ends, limit.chance, limit.prior_chance, limit.rests_on)
