"""The slate in words and as data: packages side by side, none picked, with chances and what these rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from onetext.model.belief import SOFTNESS
from onetext.model.slate import Chance, Floated, Improvement, OnTable, Reasons, Slate
from onetext.reporting.chance import ANSWERS, basis_words, chance_words, decimal_of, error_of, hundredths, share_words
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Table
from onetext.reporting.value import plain_value, value_words
from onetext.reporting.words import Words, counted, joined, state_words

MISSING: Final = {
    "nothing assessed": "No assessment is recorded, so nothing is believed of any side and no chance is shown. "
    "Record what the mediators think that the sides prefer or could live with (kind: assessment).",
    "no issues": "No issue has two values or more, so there is no package to look for.",
    "nothing feasible": "No package satisfies the constraints of the case. See which cannot all hold: onetext stick.",
    "too many tied": "Constraints tie too many values together to try them all. Give issues fewer (step, lo, hi).",
    "one side": "A package needs two sides or more.",
    "no package": "No package fits what was recorded and fixed: the constraints, and packages that were rejected.",
}


def slate_blocks(slate: Slate, words: Words) -> Iterator[Block]:
    """The slate: packages term by term, why a side may take each or not, the text on the table, what could follow."""
    yield Heading("Packages that all may take", _count(slate))
    if slate.missing:
        yield Note(MISSING[slate.missing])
        return
    yield _packages(slate, words)
    yield Lines(tuple(doubt_lines(slate, words)))
    yield from _reasons(slate, words)
    yield from _on_table(slate, words)
    yield from _improvements(slate, words)
    yield Note(_how(slate))


def _count(slate: Slate) -> str:
    if slate.missing:
        return ""
    return f"{len(slate.packages)}, each different in {counted(slate.differ, 'issue')} or more"


def _packages(slate: Slate, words: Words) -> Table:
    head = ("", *(f"Package {n}" for n in range(1, len(slate.packages) + 1)))
    rows = [
        (words.name(issue), *(value_words(words, issue, one.terms[issue]) for one in slate.packages))
        for issue in slate.issues
    ]
    for party in slate.parties:
        name = words.name(party)
        rows.append((f"{name} takes it", *(taken_words(one.accept[party], words) for one in slate.packages)))
    rows.append(("all take it", *(taken_words(one.joint, words) for one in slate.packages)))
    rows.append(("demands", *(_met(one) for one in slate.packages)))
    rows.append(("verdict", *(_verdict(slate) for _ in slate.packages)))
    return Table("", head, tuple(rows), named=True)


def taken_words(chance: Chance, words: Words) -> str:
    """A chance of a yes with its range and basis; what was answered, as the answer that it is."""
    cited = "" if chance.entry is None else f" {words.cite(chance.entry)}"
    if chance.settled is not None:
        return f"{chance_words(chance)}{cited}"
    answered = "" if chance.answered is None else f"{ANSWERS.get(chance.answered, chance.answered)}{cited}; "
    sampling = f"sampling error {hundredths(float(error_of(chance.error)))}"
    return f"{answered}{chance_words(chance)}; {sampling}; {basis_words(chance)}"


def _met(package: Floated) -> str:
    counts = Counter(coverage.state for coverage in package.demands.values())
    return (
        " · ".join(f"{n} {state_words(state)}" for state, n in sorted(counts.items(), key=lambda one: -one[1]))
        or "none"
    )


def _verdict(slate: Slate) -> str:
    if slate.verdict.state == "proved":
        return "proved"
    if slate.verdict.state == "bounded":
        return f"bounded: none over {hundredths(slate.ceiling)} in 100"
    return str(slate.verdict)


def doubt_lines(slate: Slate, words: Words) -> list[Line]:
    """What the chances rest on, what is only assumed, and what must not be given away with a package."""
    lines = [
        Line(words.cite(*entries) or "assumptions alone", label=f"{words.name(party)}: rests on")
        for party, entries in slate.rests_on.items()
    ]
    if slate.outside_assumed:
        who = joined(map(words.name, slate.outside_assumed))
        lines.append(Line(f"What no deal is worth to {who} is not recorded: anything from its worst deal to its best."))
    for party in slate.parties:
        if all(one.accept[party].p == 0 for one in slate.packages):
            lines.append(
                Line(f"{words.name(party)} is believed to take none of these: each breaks a limit of its own.")
            )
    if slate.fixed:
        held = (
            f"{words.name(issue)}: {joined(value_words(words, issue, value) for value in values[:5])}"
            for issue, values in slate.fixed.items()
        )
        lines.append(Line("; ".join(held), label="Fixed"))
    if slate.assumed:
        lines.append(Line(f"As if it were so: {words.cite(*slate.assumed)}. Nothing was recorded.", label="Assumed"))
    for party, entries in slate.confidences.items():
        if entries:
            lines.append(Line(f"△ {words.name(party)} may not know {words.cite(*entries)}.", label="Before it is put"))
    return lines


def _reasons(slate: Slate, words: Words) -> Iterator[Block]:
    lines = []
    for n, package in enumerate(slate.packages, 1):
        for party, reasons in package.reasons.items():
            said = _why(reasons, words)
            if said and package.accept[party].settled is None:
                lines.append(Line(f"{words.name(party)}: {said}", label=f"Package {n}"))
    if lines:
        yield Heading("What carries a yes, and what holds it back")
        yield Lines(tuple(lines))


def _why(reasons: Reasons, words: Words) -> str:
    said = []
    if reasons.carried:
        told = joined(
            f"{words.name(one.issue)} (at {value_words(words, one.issue, one.value)}, {share_words(one.chance)})"
            for one in reasons.carried
        )
        said.append(f"carried by {told}")
    if reasons.held_back:
        told = joined(
            f"{words.name(one.issue)} (at {value_words(words, one.issue, one.value)}, {share_words(one.chance)})"
            for one in reasons.held_back
        )
        said.append(f"held back by {told}")
    return "; ".join(said)


def _on_table(slate: Slate, words: Words) -> Iterator[Block]:
    table = slate.on_table
    if table is None:
        return
    yield Heading("The text on the table", words.entry_name(table.proposal))
    yield Lines(tuple(_text_lines(table, words)))
    if table.changes:
        rows = tuple(
            (
                "; ".join(_moved(table, issue, words) for issue in change.terms),
                *(chance_words(change.accept[party]) for party in slate.parties),
                chance_words(change.joint),
            )
            for change in table.changes
        )
        head = ("smallest changes", *(f"{words.name(party)} takes it" for party in slate.parties), "all take it")
        yield Table("", head, rows, named=True)
    else:
        yield Note("No change of one or two issues raises the chance by more than chance itself would.")


def _text_lines(table: OnTable, words: Words) -> Iterator[Line]:
    for party, chance in table.package.accept.items():
        answer = table.answers.get(party)
        said = f"{ANSWERS.get(answer, answer)}; " if answer and chance.answered is None else ""
        yield Line(f"{said}{taken_words(chance, words)}", label=words.name(party))
    yield Line(taken_words(table.package.joint, words), label="all")
    if table.open:
        told = (f"{words.name(issue)}: {value_words(words, issue, table.package.terms[issue])}" for issue in table.open)
        yield Line(f"It leaves open, and is filled in as all are most likely to take it: {'; '.join(told)}.")


def _moved(table: OnTable, issue: str, words: Words) -> str:
    was = value_words(words, issue, table.package.terms[issue])
    now = next(change.terms[issue] for change in table.changes if issue in change.terms)
    return f"{words.name(issue)}: {was} → {value_words(words, issue, now)}"


def _improvements(slate: Slate, words: Words) -> Iterator[Block]:
    if slate.accepted is None:
        return
    yield Heading("After the yes", f"beside {words.entry_name(slate.accepted)}")
    if not slate.improvements:
        yield Note("No package is believed to be better for every side than the one that all accepted.")
        return
    head = ("", *(f"Package {chr(65 + n)}" for n in range(len(slate.improvements))))
    rows = [
        (words.name(issue), *(value_words(words, issue, one.terms[issue]) for one in slate.improvements))
        for issue in slate.issues
    ]
    rows += [
        (f"{words.name(party)} prefers it", *(chance_words(one.prefers[party]) for one in slate.improvements))
        for party in slate.parties
    ]
    yield Table("", head, tuple(rows), named=True)


def _how(slate: Slate) -> str:
    left = f"{slate.left_out} of {counted(slate.assessments, 'assessment')} left out in turn"
    return (
        f"A chance is that of the one rule 1/(1 + exp(-gain/{SOFTNESS})), averaged over {slate.draws:,} draws of what "
        f"each side may want (seed {slate.seed}); packages were searched on one part of them, chances estimated on the "
        f"other. In brackets, the range with {left}, answers twice as soft and twice as sharp, and outside options "
        "assumed higher or lower. What was answered stands as the answer. This page lists and compares, and picks none."
    )


@dataclass(frozen=True, slots=True)
class ChanceResult:
    """A chance with two digits: its sampling error, what assumptions alone give, its range, and the recorded answer."""

    p: Decimal
    sampling_error: Decimal
    prior_only: Decimal
    range: tuple[Decimal, Decimal]
    answered: str | None
    entry: str | None
    mostly_assumption: bool


@dataclass(frozen=True, slots=True)
class DriveResult:
    """An issue that moves a side's chance: what the chance would be if it alone had this value."""

    issue: str
    value: str
    p: Decimal


@dataclass(frozen=True, slots=True)
class ReasonsResult:
    """The issues that carry a side's yes, at the value it likes least, and those that hold it back, at its best."""

    carried: tuple[DriveResult, ...]
    held_back: tuple[DriveResult, ...]


@dataclass(frozen=True, slots=True)
class SlatePackage:
    """A package of the slate: its terms, each side's chance, that of all, what it meets, and how the search ended."""

    terms: Mapping[str, str]
    accept: Mapping[str, ChanceResult]
    joint: ChanceResult
    demands: Mapping[str, str]
    verdict: str
    expected: Mapping[str, Decimal]
    reasons: Mapping[str, ReasonsResult]


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """A change to the text on the table, and the chances after it."""

    terms: Mapping[str, str]
    accept: Mapping[str, ChanceResult]
    joint: ChanceResult


@dataclass(frozen=True, slots=True)
class OnTableResult:
    """The text on the table as a package, the issues it leaves open, recorded answers, and the smallest changes."""

    proposal: str
    package: SlatePackage
    open: tuple[str, ...]
    answers: Mapping[str, str]
    changes: tuple[ChangeResult, ...]


@dataclass(frozen=True, slots=True)
class ImprovementResult:
    """A package that every side is believed to prefer to the accepted one."""

    terms: Mapping[str, str]
    prefers: Mapping[str, ChanceResult]
    joint: ChanceResult


@dataclass(frozen=True, slots=True)
class PastResult:
    """A past proposal and what it is expected to be worth to each side."""

    proposal: str
    expected: Mapping[str, Decimal]
    open: bool


@dataclass(frozen=True, slots=True)
class SlateResult:
    """What is said of the slate as a whole; its packages stand in `packages`. `missing` says why there are none."""

    missing: str
    size: int
    differ: int
    draws: int
    ceiling: Decimal
    rests_on: Mapping[str, tuple[str, ...]]
    confidences: Mapping[str, tuple[str, ...]]
    outside_assumed: tuple[str, ...]
    fixed: Mapping[str, tuple[str, ...]]
    assumed: tuple[str, ...]
    left_out: int
    assessments: int
    on_table: OnTableResult | None
    accepted: str | None
    improvements: tuple[ImprovementResult, ...]
    past: tuple[PastResult, ...]


class Plain:
    """Makes data of a slate; `dates` are the issues whose numbers are days."""

    def __init__(self, dates: frozenset[str]) -> None:
        self.dates = dates

    def terms(self, terms: Mapping[str, object]) -> dict[str, str]:
        """Terms as a file states them."""
        return {issue: plain_value(value, issue in self.dates) for issue, value in terms.items()}  # type: ignore[arg-type]

    def chance(self, chance: Chance) -> ChanceResult:
        """A chance with two digits."""
        return ChanceResult(
            decimal_of(chance.p),
            error_of(chance.error),
            decimal_of(chance.prior_only),
            (decimal_of(chance.lo), decimal_of(chance.hi)),
            chance.answered,
            chance.entry,
            chance.mostly_assumption,
        )

    def chances(self, chances: Mapping[str, Chance]) -> dict[str, ChanceResult]:
        """Each side's."""
        return {party: self.chance(chance) for party, chance in chances.items()}

    def reasons(self, reasons: Reasons) -> ReasonsResult:
        """Reasons, each with its issue."""
        carried, held_back = (
            tuple(
                DriveResult(one.issue, plain_value(one.value, one.issue in self.dates), decimal_of(one.chance))
                for one in drives
            )
            for drives in (reasons.carried, reasons.held_back)
        )
        return ReasonsResult(carried, held_back)

    def package(self, package: Floated) -> SlatePackage:
        """A package."""
        return SlatePackage(
            self.terms(package.terms),
            self.chances(package.accept),
            self.chance(package.joint),
            {name: coverage.state for name, coverage in package.demands.items()},
            str(package.verdict),
            {party: decimal_of(worth) for party, worth in package.expected.items()},
            {party: self.reasons(reasons) for party, reasons in package.reasons.items()},
        )

    def on_table(self, table: OnTable | None) -> OnTableResult | None:
        """The text on the table."""
        if table is None:
            return None
        changes = tuple(
            ChangeResult(self.terms(one.terms), self.chances(one.accept), self.chance(one.joint))
            for one in table.changes
        )
        return OnTableResult(table.proposal, self.package(table.package), table.open, table.answers, changes)

    def improvements(self, found: Sequence[Improvement]) -> tuple[ImprovementResult, ...]:
        """What could follow a yes."""
        return tuple(
            ImprovementResult(self.terms(one.terms), self.chances(one.prefers), self.chance(one.joint)) for one in found
        )


def slate_result(slate: Slate, dates: frozenset[str]) -> SlateResult:
    """The slate as data, without its packages."""
    plain = Plain(dates)
    return SlateResult(
        slate.missing,
        len(slate.packages),
        slate.differ,
        slate.draws,
        decimal_of(slate.ceiling),
        slate.rests_on,
        slate.confidences,
        slate.outside_assumed,
        {issue: tuple(plain_value(value, issue in dates) for value in values) for issue, values in slate.fixed.items()},
        slate.assumed,
        slate.left_out,
        slate.assessments,
        plain.on_table(slate.on_table),
        slate.accepted,
        plain.improvements(slate.improvements),
        tuple(
            PastResult(one.proposal, {party: decimal_of(worth) for party, worth in one.expected.items()}, one.open)
            for one in slate.past
        ),
    )
