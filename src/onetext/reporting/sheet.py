"""How an agreement stands, for other programs: sheets of a workbook, and what is ahead for a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onetext.model import Agreement, Case, Obligation, Quantity
from onetext.model.occasion import Cell, Occasion, Sheet
from onetext.model.standing import Standing
from onetext.reporting.clause import Clauses
from onetext.reporting.words import Words

_COMES = {"begins": "Begins", "due": "Due", "restoration": "Suspension ends", "ends": "Ends"}


def monitor_sheets(standing: Standing, case: Case) -> tuple[Sheet, ...]:
    """The tables of the page as sheets: obligations, exchanges, totals, services, violations, lists."""
    return tuple(_Sheets(standing, case).sheets())


def monitor_occasions(standing: Standing, case: Case) -> tuple[Occasion, ...]:
    """What is ahead and has a date: duties that begin, are due or end, and stages that end, earliest first."""
    clauses, duties = _clauses(standing, case)
    found = []
    for item in standing.obligations:
        when = item.next.when if item.next is not None else None
        if when is None or when.start is None or (standing.at.end is not None and when.start < standing.at.end):
            continue
        assert item.next is not None
        duty = duties[item.id]
        what = f"{_COMES[item.next.what]}: {clauses.words.name(duty.by)}, {clauses.what(duty)}"
        found.append(Occasion(f"{standing.agreement}-{item.id}", when.start, what, clauses.duty(duty)))
    for stage in standing.stages:
        if stage.ends is not None and stage.ends.start is not None and stage.state != "ended":
            what = f"Ends: {clauses.name(stage.id)}"
            found.append(Occasion(f"{standing.agreement}-{stage.id}-ends", stage.ends.start, what))
    return tuple(sorted(found, key=lambda occasion: (occasion.at, occasion.id)))


def _clauses(standing: Standing, case: Case) -> tuple[Clauses, dict[str, Obligation]]:
    body = next((entry.body for entry in case.entries if entry.id == standing.agreement), None)
    deal = body if isinstance(body, Agreement) else Agreement(())
    return Clauses(deal, Words(case)), {duty.id: duty for duty in deal.obligations}


class _Sheets:
    """One standing being laid out as sheets."""

    def __init__(self, standing: Standing, case: Case) -> None:
        self.standing, self.words = standing, Words(case)
        self.clauses, self.duties = _clauses(standing, case)

    def sheets(self) -> Iterator[Sheet]:
        """Every sheet that holds something; obligations always."""
        yield Sheet(
            "Obligations",
            (
                "clause",
                "who",
                "what",
                "state",
                "due",
                "due at least",
                "done at least",
                "done at most",
                "overdue",
                "score",
            ),
            tuple(tuple(map(_bare, row)) for row in self._obligations()),
        )
        parts: tuple[tuple[str, tuple[str, ...], Iterable[tuple[Cell, ...]]], ...] = (
            (
                "Exchanges",
                ("day", "who", "category", "at least", "at most", "given, expected", "fits"),
                self._swaps(),
            ),
            ("Totals", ("total of", "in all", "given at least", "left at most", "over"), self._quotas()),
            ("Services", ("clause", "period", "asked", "given at least", "given at most", "met"), self._services()),
            ("Alleged and found", ("clause", "status", "alleged by", "found", "entries"), self._violations()),
            ("Lists", ("clause", "for", "state", "reason", "entry"), self._lists()),
            ("At once", ("step", "group", "took effect", "together"), self._together()),
            (
                "Rights used",
                ("act", "of", "since", "until", "right", "limit", "at most or least", "was", "kept"),
                self._powers(),
            ),
            ("Guarantees", ("by", "clause", "state", "since"), self._guarantees()),
        )
        for name, head, rows in parts:
            found = tuple(rows)
            if found:
                yield Sheet(name, head, tuple(tuple(map(_bare, row)) for row in found))

    def _obligations(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.standing.obligations:
            duty = self.duties[item.id]
            due, done = item.amount_due, item.amount_done
            yield (
                item.id, self.words.name(duty.by), self.clauses.what(duty), item.state,
                item.due.words if item.due is not None else "no date given", _lo(due), _lo(done), _hi(done),
                "yes" if item.overdue else "no", item.score if item.score is not None else "not scored",
            )  # fmt: skip

    def _swaps(self) -> Iterator[tuple[Cell, ...]]:
        for swap in self.standing.swaps:
            for kind, items in (("given", swap.given), ("expected", swap.expected)):
                for item in items:
                    who, what = self.words.name(item.party), self.clauses.name(item.category)
                    yield swap.date, who, what, _lo(item.amount), _hi(item.amount), kind, swap.matches

    def _quotas(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.standing.quotas:
            yield item.id, _hi(item.total), _lo(item.done), _hi(item.left), item.over

    def _services(self) -> Iterator[tuple[Cell, ...]]:
        for service in self.standing.services:
            for period in service.reported:
                asked, given = period.at_least, period.given
                yield service.obligation, period.begins, asked.words, _lo(given), _hi(given), period.met

    def _violations(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.standing.violations:
            cited = self.words.cite(*(name for name in (item.incident, item.finding) if name is not None))
            by = self.words.name(item.by) if item.by is not None else "not stated"
            yield item.obligation or "not stated", item.status, by, item.found or "no finding", cited

    def _lists(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.standing.lists:
            day = self.words.when(item.for_day) if item.for_day is not None else "not stated"
            clause = item.obligation or "not stated"
            yield clause, day, item.state, item.reason or "not stated", self.words.cite(*item.rests_on)

    def _together(self) -> Iterator[tuple[Cell, ...]]:
        for n, item in enumerate(self.standing.together, 1):
            for step, when in zip(item.steps, item.times, strict=True):
                at = when.words if when is not None else "not yet"
                yield step, n, at, item.together or "not yet"

    def _powers(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.standing.powers:
            of = ", ".join(item.of) or "all of it"
            until = item.until.words if item.until is not None else "not stated"
            first = (item.act, of, item.since.words, until, item.right or "none")
            for limit in item.limits:
                asked, found = (amount.words if amount is not None else None for amount in (limit.asked, limit.found))
                yield *first, limit.what, asked, found, limit.kept
            if not item.limits:
                yield *first, None, None, None, None

    def _guarantees(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.standing.guarantees:
            since = item.since.words if item.since is not None else None
            for name in item.covers or ("none",):
                yield self.words.name(item.by), name, item.state, since


def _bare(cell: Cell) -> Cell:
    """A cell without the marks that set right-to-left names apart in a sentence: a cell of its own needs none, and
    what is searched or filtered by is the name."""
    return cell.replace("\u2068", "").replace("\u2069", "") if isinstance(cell, str) else cell


def _lo(amount: Quantity | None) -> Cell:
    return amount.lo if amount is not None else None


def _hi(amount: Quantity | None) -> Cell:
    return amount.hi if amount is not None else None
