"""What was recorded under an agreement by a moment: deliveries, notices, incidents, findings and powers used, each put
in the order in which it happened, whenever it was learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from onetext.model import (
    Agreement,
    Delivery,
    Entry,
    Finding,
    Incident,
    Moment,
    Notice,
    Obligation,
    Outline,
    Power,
    Reading,
    Situation,
)
from onetext.monitoring.span import Span, span_of

B = TypeVar("B")
Told = tuple[str | None, str]
"""An obligation and what was found or told of it."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One delivery under the agreement: when it was over, the day it counts for, from which party, how much."""

    entry: str
    body: Delivery
    instant: datetime
    day: str
    exact_day: bool
    party: str | None
    obligation: str | None
    category: str | None
    span: Span


class Evidence:
    """All that bears on one agreement, as known and done by a moment."""

    def __init__(self, situation: Situation, name: str, agreement: Agreement, until: datetime) -> None:
        self.situation, self.outline, self.until = situation, Outline(agreement), until
        self.tz: tzinfo = situation.header.tz
        self.names = {name, *_earlier(situation, agreement)}

    def day_of(self, instant: datetime) -> str:
        """The day of the case's zone on which something was over; the first of all days for what nobody can date."""
        try:
            return (instant.astimezone(self.tz) - timedelta(seconds=1)).date().isoformat()
        except OverflowError:
            return date.min.isoformat()

    def _dated(self, entry: Entry, when: Moment | None) -> datetime:
        moment = when if when is not None and when.is_known else entry.said
        return moment.by

    @cached_property
    def deliveries(self) -> tuple[Handed, ...]:
        """What was handed over under it by the moment, in the order of time."""
        bodies = {entry.id: (entry, body) for entry, body in self.situation.of(Delivery) if body.under in self.names}
        found = [self._handed(entry, body, bodies) for entry, body in bodies.values()]
        kept = [handed for handed in found if handed.instant <= self.until]
        return tuple(sorted(kept, key=lambda handed: (handed.instant, _content(handed.body), handed.entry)))

    def _handed(self, entry: Entry, body: Delivery, bodies: Mapping[str, tuple[Entry, Delivery]]) -> Handed:
        moment = self._counted(entry, body, bodies)
        exact = moment.start is not None and moment.end is not None and moment.end - moment.start <= timedelta(hours=26)
        day = self.day_of(moment.end) if exact and moment.end is not None else moment.words
        category = self.outline.categories.get(body.category or "")
        obligation = self._obligation(body)
        party = category.by if category is not None and category.by else self.situation.roster.party(body.by)
        return Handed(
            entry.id, body, self._dated(entry, body.when), day, exact, party, obligation,
            body.category or self._category(obligation), amount_in(body),
        )  # fmt: skip

    def _counted(self, entry: Entry, body: Delivery, bodies: Mapping[str, tuple[Entry, Delivery]]) -> Moment:
        """The day that a delivery counts for: stated, else that of what it was exchanged for, else its own."""
        if body.counts_for is not None:
            return body.counts_for
        root = bodies.get(body.against or "")
        if root is not None and root[1].against is None:
            entry, body = root
            if body.counts_for is not None:
                return body.counts_for
        return body.when if body.when is not None and body.when.is_known else entry.said

    def _obligation(self, body: Delivery) -> str | None:
        if body.clause in self.outline.parts:
            return body.clause
        wanted = self.outline.wider.get(body.category or "", ())
        fits = [item.id for name in wanted for item in self._by_category.get(name, ())]
        return fits[0] if len(fits) == 1 else None

    @cached_property
    def _by_category(self) -> Mapping[str, list[Obligation]]:
        found: dict[str, list[Obligation]] = {}
        for obligation in self.outline.agreement.obligations:
            if obligation.category is not None:
                found.setdefault(obligation.category, []).append(obligation)
        return found

    def _category(self, obligation: str | None) -> str | None:
        return getattr(self.outline.parts.get(obligation or ""), "category", None)

    @cached_property
    def under(self) -> Mapping[str, tuple[Handed, ...]]:
        """Deliveries by obligation."""
        found: dict[str, list[Handed]] = {}
        for handed in self.deliveries:
            if handed.obligation is not None:
                found.setdefault(handed.obligation, []).append(handed)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Handed, ...]]:
        """Deliveries by category, each under the wider ones too."""
        found: dict[str, list[Handed]] = {}
        for handed in self.deliveries:
            for name in self.outline.wider.get(handed.category or "", ()):
                found.setdefault(name, []).append(handed)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def notices(self) -> tuple[tuple[datetime, Entry, Notice], ...]:
        """Lists and notices, in the order of time."""
        found = ((entry.said.by, entry, body) for entry, body in self.situation.of(Notice) if body.under in self.names)
        return tuple(self._timely(found))

    @cached_property
    def incidents(self) -> tuple[tuple[datetime, Entry, Incident], ...]:
        """What is alleged, in the order of time."""
        found = (
            (self._dated(entry, body.when), entry, body)
            for entry, body in self.situation.of(Incident)
            if body.under in self.names
        )
        return tuple(self._timely(found))

    @cached_property
    def findings(self) -> tuple[tuple[datetime, Entry, Finding], ...]:
        """What agreed bodies found, under it or on an incident under it, in the order of time."""
        incidents = {entry.id for _, entry, _ in self.incidents}
        found = (
            (self._dated(entry, body.when), entry, body)
            for entry, body in self.situation.of(Finding)
            if body.under in self.names or body.incident in incidents
        )
        return tuple(self._timely(found))

    @cached_property
    def found(self) -> Mapping[Told, tuple[datetime, ...]]:
        """When something was found about an obligation, by (obligation, result)."""
        return _times(((body.clause, body.result), at) for at, _, body in self.findings)

    @cached_property
    def breaches(self) -> dict[str, datetime]:
        """The last violation found of each obligation."""
        clauses = {entry.id: body.clause for _, entry, body in self.incidents}
        found: dict[str, datetime] = {}
        for at, _, body in self.findings:
            name = body.clause or clauses.get(body.incident or "")
            if body.result == "violation" and name is not None:
                found[name] = at
        return found

    @cached_property
    def told(self) -> Mapping[Told, tuple[datetime, ...]]:
        """When a notice under an obligation came to a state, by (obligation, state)."""
        return _times(((body.clause, body.state), at) for at, _, body in self.notices)

    @cached_property
    def powers(self) -> tuple[tuple[datetime, Entry, Power], ...]:
        """Rights to change it that were used, by when they take effect; of one day, suspension first."""
        found = (
            ((body.since if body.since is not None and body.since.is_known else entry.said).earliest, entry, body)
            for entry, body in self.situation.of(Power)
            if body.of in self.names
        )
        kept = (item for item in found if item[0] <= self.until)
        return tuple(sorted(kept, key=lambda item: (item[0], item[1].said.by, item[2].act != "suspension", item[1].id)))

    @cached_property
    def readings(self) -> tuple[tuple[str, Reading], ...]:
        """Readings of its clauses that imply an order."""
        return tuple(
            (entry.id, body) for entry, body in self.situation.of(Reading) if body.draft in self.names and body.order
        )

    def _timely(self, found: Iterable[tuple[datetime, Entry, B]]) -> Iterator[tuple[datetime, Entry, B]]:
        kept = [item for item in found if item[0] <= self.until]
        yield from sorted(kept, key=lambda item: (item[0], item[1].said.by, item[1].id))


def amount_in(body: Delivery) -> Span:
    """How much was handed over; of people named without a number, as many as are named; else not stated.

    >>> amount_in(Delivery("people", people=("A", "B"))).lo
    Decimal('2')
    """
    if body.quantity is not None:
        return span_of(body.quantity)
    count = Decimal(len(body.people))
    return Span(count, count) if body.people else Span(Decimal(0), None)


def _times(
    pairs: Iterable[tuple[Told, datetime]],
) -> Mapping[Told, tuple[datetime, ...]]:
    found: dict[Told, list[datetime]] = {}
    for key, instant in pairs:
        found.setdefault(key, []).append(instant)
    return {key: tuple(instants) for key, instants in found.items()}


def _earlier(situation: Situation, agreement: Agreement) -> Iterator[str]:
    """The versions that an agreement replaces: what was done under them was done under it."""
    bodies = {entry.id: body for entry, body in situation.of(Agreement)}
    seen: set[str] = set()
    while agreement.previous is not None and agreement.previous in bodies and agreement.previous not in seen:
        seen.add(agreement.previous)
        yield agreement.previous
        agreement = bodies[agreement.previous]


def _content(body: Delivery) -> str:
    return f"{body.clause} {body.category} {body.quantity.words if body.quantity else ''} {body.what}"
