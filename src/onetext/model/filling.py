"""What follows from a package by a template: blanks that are filled, blanks that stay, and parts that fall away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from onetext.model.agreement import Agreement
from onetext.model.case import Header
from onetext.model.coverage import coverage_of
from onetext.model.demand import Demand
from onetext.model.formula import Formula, amount_of, quantity_between
from onetext.model.issue import read_value
from onetext.model.plain import read_plain, write_plain
from onetext.model.predicate import FALSE, OPEN, TRUE, Predicate, Truth
from onetext.model.problem import what_and_fix
from onetext.model.proposal import Proposal, Term
from onetext.model.quantity import Quantity, write_quantity
from onetext.model.situation import Situation
from onetext.model.template import Fill, Template, ids_in, with_field, without_parts

Why = Literal["not settled", "several stages", "not certain", "no number", "unreadable"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A field of a part that follows from the package: what it now says, and the issues it rests on."""

    part: str
    field: str
    value: str
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A field (None: the part as a whole) that the package leaves open, and why."""

    part: str
    field: str | None
    why: Why
    issues: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement that follows from a package, by which template, what was filled, what is open, what falls away."""

    agreement: Agreement
    template: str
    package: str | None
    filled: tuple[Filled, ...] = ()
    blanks: tuple[Blank, ...] = ()
    left_out: tuple[str, ...] = ()


class _Open(Exception):
    """A value that the package does not give; carries why."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why)
        self.why: Why = why
        self.detail = detail


def fill_template(
    name: str, template: Template, terms: Iterable[Term], header: Header, package: str | None = None
) -> Agreed:
    """The agreement that follows from the terms of a package (definitions page, "Agreements").

    Vague terms give ranges. A part whose `only_if` is not certain stays, and is named among the blanks.

    >>> from onetext.model import make
    >>> header = make(Header, title="River", issues={"captives": {"name": "Captives", "kind": "number"}})
    >>> template = make(Template, name="Exchange", agreement={"parties": ["north"], "obligations": {
    ...     "free": {"by": "north", "does": "free captives"}}},
    ...     fills=[{"part": "free", "field": "amount", "value": {"times": [{"issue": "captives"}, "3"]}}])
    >>> found = fill_template("exchange", template, [Term("captives", "40")], header)
    >>> found.agreement.obligations[0].amount.lo
    Decimal('120')
    """
    return _Filling(name, template, tuple(terms), header, package).agreed()


class _Filling:
    """One template being filled from one package."""

    def __init__(
        self, name: str, template: Template, terms: tuple[Term, ...], header: Header, package: str | None
    ) -> None:
        self.name, self.template, self.header, self.package = name, template, header, package
        self.proposal = Proposal((), terms=terms)
        self.by_issue: dict[str, list[Term]] = {}
        for term in terms:
            self.by_issue.setdefault(term.issue, []).append(term)
        self.situation = Situation(header)
        self.filled: list[Filled] = []
        self.blanks: list[Blank] = []

    def agreed(self) -> Agreed:
        """The agreement, with what became of each blank."""
        plain: dict[str, Any] = write_plain(self.template.agreement, self.header.tz)
        gone = set(self._left_out())
        plain = without_parts(plain, gone)
        standing = set(ids_in(plain))
        for (part, field), fills in self._by_field().items():
            if part in standing:
                plain = self._fill(plain, part, field, fills)
        if self.package is not None:
            plain["package"] = self.package
        agreement, faults = read_plain(Agreement, plain, self.header.tz)
        assert agreement is not None, [fault.what for fault in faults]
        return Agreed(agreement, self.name, self.package, tuple(self.filled), tuple(self.blanks), tuple(sorted(gone)))

    def _left_out(self) -> Iterator[str]:
        for part in self.template.only_if:
            truth = self._truth(part.when)
            if truth == FALSE:
                yield part.part
            elif truth == OPEN:
                self.blanks.append(Blank(part.part, None, "not certain", part.when.issues))

    def _truth(self, predicate: Predicate) -> Truth:
        state = coverage_of(Demand("", predicate), self.proposal, self.situation).state
        return {"met": TRUE, "conditional": TRUE, "unmet": FALSE, "partly": FALSE}.get(state, OPEN)

    def _by_field(self) -> Mapping[tuple[str, str], list[Fill]]:
        found: dict[tuple[str, str], list[Fill]] = {}
        for fill in self.template.fills:
            found.setdefault((fill.part, fill.field), []).append(fill)
        return found

    def _fill(self, plain: dict[str, Any], part: str, field: str, fills: list[Fill]) -> dict[str, Any]:
        for fill in fills:
            truth = TRUE if fill.when is None else self._truth(fill.when)
            issues = tuple(dict.fromkeys([*fill.value.issues(), *(fill.when.issues if fill.when else ())]))
            if truth == FALSE:
                continue
            if truth == OPEN:
                self.blanks.append(Blank(part, field, "not certain", issues))
                return plain
            try:
                value = self._value(fill)
                made = with_field(plain, part, field, value)
                _, faults = read_plain(Agreement, made, self.header.tz)
                if faults:
                    raise _Open("unreadable", faults[0].what)
            except _Open as why:
                self.blanks.append(Blank(part, field, why.why, issues, why.detail))
                return plain
            shown = value if isinstance(value, str) else str(value.get("words"))
            self.filled.append(Filled(part, field, shown, issues))
            return made
        return plain

    def _value(self, fill: Fill) -> Any:
        """The plain value of a fill: of one issue as it is stated, of a formula as the quantity that follows."""
        formula = fill.value
        if formula.op == "literal":
            return formula.literal
        if formula.op == "issue":
            return self._stated(str(formula.issue), fill.stage, formula)
        try:
            return write_quantity(amount_of(formula, lambda issue: self._amount(issue, fill.stage)))
        except ValueError as error:
            raise _Open("unreadable", what_and_fix(error)[0]) from None

    def _term(self, issue: str, stage: str | None) -> str:
        found = [term.value for term in self.by_issue.get(issue, ()) if stage is None or term.stage == stage]
        if not found:
            raise _Open("not settled")
        if len(set(found)) > 1:
            raise _Open("several stages")
        return found[0]

    def _stated(self, name: str, stage: str | None, formula: Formula) -> Any:
        stated, issue = self._term(name, stage), self.header.issues[name]
        reading = read_value(issue, stated, self.header.zone)
        if issue.kind == "date" and reading.numbers:
            return stated
        if reading.options and (issue.kind == "choice" or not reading.numbers):
            return " or ".join(issue.options[option] for option in issue.options if option in reading.options)
        return write_quantity(self._amount(name, stage))

    def _amount(self, name: str, stage: str | None) -> Quantity:
        """The value of an issue as a quantity in the unit of the issue; the words of vague ones are kept."""
        stated, issue = self._term(name, stage), self.header.issues[name]
        reading = read_value(issue, stated, self.header.zone)
        if not reading.numbers or issue.kind in ("choice", "date"):
            raise _Open("no number", stated)
        if reading.vague:
            return Quantity(stated, reading.lo, reading.hi, issue.unit, "vague")
        return quantity_between(reading.lo, reading.hi, issue.unit)
