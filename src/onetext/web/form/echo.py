"""What a time or a number is read as, said back below its field, with the other readings to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from onetext.model import Moment
from onetext.model.moment import MONTHS, WEEKDAYS
from onetext.model.spoken import SpokenQuantity
from onetext.web.form.gather import AS_IT_IS, Typed


@dataclass(frozen=True)
class Echo:
    """What is read: in words, why so, and the readings to choose from as (value, words, detail, chosen)."""

    words: str
    why: str = ""
    readings: tuple[tuple[str, str, str, bool], ...] = ()
    asks: bool = False


def read_back(kind: str, typed: Typed, name: str) -> Echo | None:
    """What is said back below a field; nothing where it is blank, or its bounds are given."""
    words = typed.first(name)
    bounded = any(typed.first(f"{name}.{end}") for end in ("from", "to", "lo", "hi"))
    if not words or bounded:
        return None
    return _moment(typed, name, words) if kind == "moment" else _quantity(typed, name, words)


def _moment(typed: Typed, name: str, words: str) -> Echo | None:
    spoken, chosen = typed.times(name), typed.first(f"{name}.read")
    kept = (AS_IT_IS, "not clear from the words", "no date; the words are kept", chosen == AS_IT_IS)
    if not spoken.readings:
        return Echo("Not read as a time. Say it otherwise, or keep the words alone.", readings=(kept,))
    if words.strip().lower() == "unknown":
        return Echo("Not known when.")
    said = [span_words(one, typed.zone) for one in spoken.readings]
    asks = spoken.asks and not chosen
    picked = None if asks or chosen == AS_IT_IS else _picked(chosen, len(said))
    readings = tuple((str(n), text, "", n == picked) for n, text in enumerate(said))
    if len(said) == 1:
        return Echo(f"Read as {said[0]}.")
    head = (
        "Which day is meant?"
        if asks
        else f"Read as {said[picked]}."
        if picked is not None
        else "Only the words are kept."
    )
    return Echo(head, readings=(*readings, kept), asks=asks)


def _quantity(typed: Typed, name: str, words: str) -> Echo | None:
    spoken, chosen = typed.numbers(name), typed.first(f"{name}.read")
    if not spoken:
        return Echo("Not read as a number. Say it otherwise, or give its bounds below.")
    picked = _picked(chosen, len(spoken))
    readings = tuple((str(n), bounds_words(one), one.why, n == picked) for n, one in enumerate(spoken))
    one = spoken[picked]
    likely = one.quantity.nominal if one.quantity.stated == "about" else None
    most = f", most likely about {likely:,f}" if likely is not None else ""
    return Echo(f"Read as {bounds_words(one)}{most}. The words are kept.", one.why, readings if len(spoken) > 1 else ())


def _picked(chosen: str, count: int) -> int:
    return min(int(chosen), count - 1) if chosen.isdecimal() and len(chosen) < 4 else 0


def bounds_words(spoken: SpokenQuantity) -> str:
    """The bounds of a number in words.

    >>> from onetext.model.spoken import speak_quantities
    >>> bounds_words(speak_quantities("about 40 trucks")[0]), bounds_words(speak_quantities("up to 10")[0])
    ('35 to 45 trucks', 'at most 10')
    """
    lo, hi, unit = spoken.quantity.lo, spoken.quantity.hi, spoken.quantity.unit
    of = f" {unit}" if unit else ""
    if lo is None or hi is None:
        return "any number" if lo is hi else f"at most {hi:,f}{of}" if lo is None else f"at least {lo:,f}{of}"
    return f"{lo:,f}{of}" if lo == hi else f"{lo:,f} to {hi:,f}{of}"


def span_words(moment: Moment, zone: tzinfo) -> str:
    """From when to when a time is, in days and, where it is within one, in hours.

    >>> from datetime import UTC, date
    >>> from onetext.model.spoken import speak_moments
    >>> span_words(speak_moments("early Tuesday", date(2024, 4, 12)).readings[0], UTC)
    'Tuesday 9 April 2024, 00:00–08:00'
    """
    first = moment.start.astimezone(zone) if moment.start else None
    end = moment.end.astimezone(zone) if moment.end else None
    last = (moment.end - timedelta(minutes=1)).astimezone(zone) if moment.end else None
    if first is None or last is None or end is None:
        return f"until the end of {_day(last)}" if last else f"from {_day(first)} on" if first else "not known when"
    if first.date() == last.date():
        whole = end - first >= timedelta(hours=23)
        at = f", {first:%H:%M}" if end - first <= timedelta(minutes=1) else f", {first:%H:%M}–{end:%H:%M}"
        return _day(first) if whole else f"{_day(first)}{at}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: datetime) -> str:
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
