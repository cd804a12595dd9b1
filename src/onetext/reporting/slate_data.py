"""The slate as data, as `bridge --json` prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onetext.model import Case
from onetext.model.slate import Chance, Floated, Improvement, OnTable, Reasons, Slate
from onetext.reporting.chance import decimal_of, error_of
from onetext.reporting.value import plain_value


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
    """What is said of the slate as a whole; its packages stand in `packages`. `missing` says why there are none, and
    `ceiling` what no package's joint chance exceeds: null where none was looked for."""

    missing: str
    size: int
    differ: int
    draws: int
    ceiling: Decimal | None
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
    scenario: Mapping[str, str]
    not_counted: Mapping[str, tuple[str, ...]]


def dates_of(case: Case) -> frozenset[str]:
    """The issues whose numbers are days."""
    return frozenset(name for name, issue in case.header.issues.items() if issue.kind == "date")


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
        None if slate.ceiling is None else decimal_of(slate.ceiling),
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
        slate.scenario,
        slate.not_counted,
    )
