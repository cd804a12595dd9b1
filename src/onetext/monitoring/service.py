"""Measured duties against their measure, period by period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from math import ceil

from onetext.model import Measure, Obligation, Quantity
from onetext.model.standing import Period, ServiceStanding, Sure
from onetext.monitoring.clock import Clock
from onetext.monitoring.ending import Endings
from onetext.monitoring.evidence import Handed
from onetext.monitoring.span import Span, least_sure, reaches, span_of, total_of

_DAY = timedelta(days=1)


class Services:
    """The measured duties of one agreement at a moment. `swap_days` are the days on which there was an exchange."""

    def __init__(self, clock: Clock, endings: Endings, swap_days: frozenset[str]) -> None:
        self.clock, self.evidence, self.endings, self.swap_days = clock, clock.evidence, endings, swap_days

    @cached_property
    def standings(self) -> tuple[ServiceStanding, ...]:
        """Every duty that has a measure and has begun."""
        return tuple(found for duty in self.clock.deal.obligations if (found := self._standing(duty)) is not None)

    def _standing(self, duty: Obligation) -> ServiceStanding | None:
        window = self._window(duty)
        if duty.measure is None or window is None:
            return None
        count, first, last = _periods(*window, duty.measure.per, self.clock.deal.partial_days)
        by_period: dict[str, list[Handed]] = {}
        for handed in self.evidence.under.get(duty.id, ()):
            period = _period_of(handed.day, duty.measure.per) if handed.exact_day else None
            if period is not None and first <= period <= last:
                by_period.setdefault(period, []).append(handed)
        fractions = self._fractions(*window, duty.measure)
        reported = tuple(
            self._period(name, by_period[name], duty.measure, fractions.get(name, Decimal(1)))
            for name in sorted(by_period)
        )
        met, possible, short = (sum(item.met == state for item in reported) for state in ("yes", "possible", "no"))
        count -= len(self._suspended(duty, *window) - by_period.keys())
        return ServiceStanding(
            duty.id, duty.measure.per, count, met, possible, short, max(count - len(reported), 0), reported
        )

    def _suspended(self, duty: Obligation, start: datetime, stop: datetime) -> set[str]:
        """The periods of a window in which the duty was suspended all the time: nothing was owed in them."""
        assert duty.measure is not None
        days: set[date] = set()
        for since, until in self.clock.suspension.of(duty):
            begins, ends = (at.astimezone(start.tzinfo) for at in (max(since, start), min(until or stop, stop)))
            day = begins.date() if begins == start or not (begins.hour or begins.minute) else begins.date() + _DAY
            last = (ends - timedelta(seconds=1)).date() if ends == stop else ends.date() - _DAY
            while day <= last:
                days.add(day)
                day += _DAY
        touched = {_period_of(day.isoformat(), duty.measure.per) for day in days}
        last_day = (stop - timedelta(seconds=1)).date()
        owed = (start.date() + n * _DAY for n in range((last_day - start.date()).days + 1) if touched)
        kept = {_period_of(day.isoformat(), duty.measure.per) for day in owed if day not in days}
        return {period for period in touched - kept if period is not None}

    def _window(self, duty: Obligation) -> tuple[datetime, datetime] | None:
        """From when to when the duty has run so far, in the zone of the case; a result until the day it was done."""
        start, end, now = self.clock.start(duty.id).surely, self.clock.end(duty.id).surely, self.evidence.until
        done = self.clock.done(duty.id).surely
        if start is None or start >= now:
            return None
        stop = min(at for at in (now, end, self.endings.stop(duty), self.endings.sunset(duty)) if at is not None)
        if done is not None and duty.duty == "result":
            local = done.astimezone(self.evidence.tz) - timedelta(seconds=1)
            stop = min(stop, local.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY)
        if stop <= start:
            return None
        return start.astimezone(self.evidence.tz), stop.astimezone(self.evidence.tz)

    def _fractions(self, start: datetime, stop: datetime, measure: Measure) -> dict[str, Decimal]:
        """What part of its first and last day the duty ran, where a day cut short counts by hours."""
        if self.clock.deal.partial_days != "by hours" or measure.per != "day":
            return {}
        found: dict[str, Decimal] = {}
        for day in {start.date(), (stop - timedelta(seconds=1)).date()}:
            begins = datetime(day.year, day.month, day.day, tzinfo=start.tzinfo)
            hours = (min(stop, begins + _DAY) - max(start, begins)) / timedelta(hours=1)
            found[day.isoformat()] = Decimal(str(hours)) / 24
        return found

    def _period(self, name: str, handed: list[Handed], measure: Measure, fraction: Decimal) -> Period:
        swap = measure.on_swap_days is not None and name in self.swap_days
        asked = measure.on_swap_days if swap and measure.on_swap_days is not None else measure.at_least
        asked = _scaled(asked, fraction)
        given = total_of(item.span for item in handed)
        parts: dict[str, Sure] = {}
        for part, amount in measure.of_which.items():
            stated = [item.body.of_which[part] for item in handed if part in item.body.of_which]
            total = total_of(map(span_of, stated)) if len(stated) == len(handed) else Span(
                total_of(map(span_of, stated)).lo, None
            )  # fmt: skip
            parts[part] = reaches(total, _scaled(amount, fraction))
        return Period(
            name, asked, given.quantity(asked.unit), least_sure([reaches(given, asked), *parts.values()]), parts
        )


def _scaled(asked: Quantity, fraction: Decimal) -> Quantity:
    if fraction == 1:
        return asked
    return span_of(asked).times(Span(fraction, fraction)).quantity(asked.unit)


def _periods(start: datetime, stop: datetime, per: str, rule: str | None) -> tuple[int, str, str]:
    """How many periods a window holds, its first and its last.

    Days are those of the calendar, from the day of the beginning. Without a rule for days that are cut short there are
    as many as the window is long, so the last morning of a window that began in a morning is no day of its own.

    >>> _periods(datetime(2023, 11, 24, 7), datetime(2023, 11, 28, 7), "day", None)
    (4, '2023-11-24', '2023-11-27')
    """
    first, touched = start.date(), (stop - timedelta(seconds=1)).date()
    if per != "day":
        names = list(_names(first, touched, per))
        return len(names), names[0], names[-1]
    last = touched
    if rule is None:
        last = first + timedelta(days=ceil((stop - start) / _DAY) - 1)
    elif rule == "not counted":
        first += _DAY if start.hour or start.minute else timedelta(0)
        last -= _DAY if stop.hour or stop.minute else timedelta(0)
    last = min(last, touched)
    return max((last - first).days + 1, 0), first.isoformat(), last.isoformat()


def _names(first: date, last: date, per: str) -> Iterator[str]:
    day = first
    seen: set[str] = set()
    while day <= last:
        name = _period_of(day.isoformat(), per)
        if name is not None and name not in seen:
            seen.add(name)
            yield name
        day += _DAY


def _period_of(day: str, per: str) -> str | None:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    if per == "week":
        found -= timedelta(days=found.weekday())
    return found.replace(day=1).isoformat() if per == "month" else found.isoformat()
