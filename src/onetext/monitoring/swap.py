"""Exchanges day by day, against the keys; and quotas that run across them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from onetext.model import ExchangeKey, Quota, name_key
from onetext.model.standing import Given, QuotaStanding, Sure, Swap
from onetext.monitoring.clock import Clock
from onetext.monitoring.evidence import Handed
from onetext.monitoring.span import NOTHING, Span, equals, least_sure, needed, span_of, total_of

_ZERO, _ONE = Decimal(0), Decimal(1)


class Swaps:
    """The days of exchange under one agreement."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.evidence, self.outline = clock, clock.evidence, clock.outline
        self.keys = self.outline.agreement.keys

    @cached_property
    def exchanged(self) -> frozenset[str]:
        """The categories that a key speaks of, with their narrower ones, and those outside the ratio."""
        named = {key.category for key in self.keys} | {item.category for key in self.keys for item in key.against}
        inside = {name for name, wider in self.outline.wider.items() if named & set(wider)}
        return frozenset(inside | {item.id for item in self.outline.agreement.categories if item.outside_ratio})

    @cached_property
    def by_day(self) -> dict[str, list[Handed]]:
        """What was exchanged, by the day it counts for."""
        found: dict[str, list[Handed]] = {}
        for handed in self.evidence.deliveries:
            if handed.category in self.exchanged:
                found.setdefault(handed.day, []).append(handed)
        return found

    @property
    def days(self) -> frozenset[str]:
        """The days on which something was exchanged under a key."""
        return frozenset(
            day for day, handed in self.by_day.items() if any(not self._outside(h.category) for h in handed)
        )

    def _outside(self, category: str | None) -> bool:
        found = self.outline.categories.get(category or "")
        return found is not None and found.outside_ratio

    def standings(self) -> Iterator[Swap]:
        """Each day, oldest first; days that nobody dated exactly go by their words."""
        for day in sorted(self.by_day):
            yield self._swap(day, self.by_day[day])

    def _swap(self, day: str, handed: list[Handed]) -> Swap:
        expected: dict[str, Span] = {}
        left_over = False
        for key in self.keys:
            count, residual = self._rounds(key, handed)
            left_over = left_over or residual
            for counter in key.against if count != NOTHING else ():
                more = span_of(counter.amount).times(count)
                expected[counter.category] = expected.get(counter.category, NOTHING) + more
        if all(self._outside(item.category) for item in handed):
            return Swap(day, tuple(self._given(handed)), (), "yes", tuple(item.entry for item in handed))
        matches = least_sure(
            self._matches(category, expected.get(category), handed) for category in self._asked(expected)
        )
        if left_over:
            matches = "no"
        if matches == "yes" and not self._belong_together(handed):
            matches = "possible"
        return Swap(
            day,
            tuple(self._given(handed)),
            tuple(Given(self._party(name), name, span.quantity()) for name, span in expected.items()),
            matches,
            tuple(item.entry for item in handed),
        )

    def _belong_together(self, handed: list[Handed]) -> bool:
        """Whether all was on one day, or each is said to be in exchange for another."""
        linked = {item.body.against for item in handed} | {item.entry for item in handed if item.body.against}
        return all(item.exact_day or item.entry in linked for item in handed)

    def _asked(self, expected: dict[str, Span]) -> list[str]:
        """The counter-categories of the keys: those expected, and those that may have come unasked."""
        counters = {counter.category for key in self.keys for counter in key.against}
        return sorted({*expected, *counters})

    def _matches(self, category: str, expected: Span | None, handed: list[Handed]) -> Sure:
        return equals(self._amount(category, handed), expected if expected is not None else NOTHING)

    def _amount(self, category: str, handed: list[Handed]) -> Span:
        """So much of a category, those of narrower ones included and those outside the ratio not."""
        wider = self.outline.wider
        return total_of(
            item.span
            for item in handed
            if category in wider.get(item.category or "", ()) and not self._outside(item.category)
        )

    def _rounds(self, key: ExchangeKey, handed: list[Handed]) -> tuple[Span, bool]:
        """How often a key applies to what was given, and whether a part of a group was left without the rest."""
        if key.people:
            wanted = {name_key(person) for person in key.people}
            count = Decimal(sum(name_key(person) in wanted for item in handed for person in item.body.people))
            return Span(count, count).over(self._per(key)), False
        amount = self._amount(key.category, handed)
        by_name = self._by_name(key, handed)
        amount = Span(max(amount.lo - by_name, _ZERO), None if amount.hi is None else max(amount.hi - by_name, _ZERO))
        if not key.group:
            return amount.over(self._per(key)), False
        per = self._per(key)
        lo, hi = amount.lo // per, None if amount.hi is None else amount.hi // per
        return Span(lo, hi), amount.lo == amount.hi and bool(amount.lo % per)

    def _by_name(self, key: ExchangeKey, handed: list[Handed]) -> Decimal:
        """How many of a category another key takes by name, in place of this one."""
        wanted = {
            name_key(person)
            for other in self.keys
            if other.people and not other.added and key.category in self.outline.wider[other.category]
            for person in other.people
        }
        return Decimal(sum(name_key(person) in wanted for item in handed for person in item.body.people))

    def _per(self, key: ExchangeKey) -> Decimal:
        return needed(key.per).lo or _ONE

    def _given(self, handed: list[Handed]) -> Iterator[Given]:
        sums: dict[tuple[str | None, str], Span] = {}
        for item in handed:
            pair = (item.party, item.category or "")
            sums[pair] = sums.get(pair, NOTHING) + item.span
        order = {party: n for n, party in enumerate(self.outline.agreement.parties)}
        places = {name: n for n, name in enumerate(self.outline.categories)}
        for (party, category), span in sorted(
            sums.items(), key=lambda p: (order.get(p[0][0] or "", 99), places[p[0][1]])
        ):
            yield Given(party, category, span.quantity(), self._outside(category))

    def _party(self, category: str) -> str | None:
        found = self.outline.categories.get(category)
        if found is not None and found.by is not None:
            return found.by
        return next((item.by for item in self.outline.in_category.get(category, ())), None)

    # --- quotas -----------------------------------------------------------------------------------------------------

    def quotas(self) -> Iterator[QuotaStanding]:
        """Every quota: what was given of it across all swaps, and what is left."""
        for quota in self.outline.agreement.quotas:
            given = total_of(self._of_quota(quota))
            total = span_of(quota.total)
            lo = None if given.hi is None else total.lo - given.hi
            hi = None if total.hi is None else total.hi - given.lo
            left = Span(lo, hi) if lo is not None else Span(min(total.lo - given.lo, Decimal(0)), hi)
            yield QuotaStanding(
                quota.id,
                quota.total,
                given.quantity(quota.total.unit),
                left.quantity(quota.total.unit),
                _over(given, total),
            )

    def _of_quota(self, quota: Quota) -> Iterator[Span]:
        """What was delivered of its categories, each once; of a key, what the key is for.

        Of what was recorded in a wider category only, any part may have been of these.
        """
        names = {self.outline.keys[name].category if name in self.outline.keys else name for name in quota.of}
        above = {other for name in names for other in self.outline.wider[name]} - names
        last = None if quota.until is None else self.clock.anchor(quota.until, last=True).surely
        for category, wider in self.outline.wider.items():
            within = bool(names & set(wider))
            for handed in self._exactly.get(category, ()) if within or category in above else ():
                if last is None or handed.instant <= last:
                    yield handed.span if within else Span(_ZERO, handed.span.hi)

    @cached_property
    def _exactly(self) -> dict[str, list[Handed]]:
        """Deliveries by the category they were recorded in."""
        found: dict[str, list[Handed]] = {}
        for handed in self.evidence.deliveries:
            found.setdefault(handed.category or "", []).append(handed)
        return found


def _over(given: Span, total: Span) -> Sure:
    if total.hi is None or (given.hi is not None and given.hi <= total.lo):
        return "no"
    return "yes" if given.lo > total.hi else "possible" if given.hi is None or given.hi > total.hi else "no"
