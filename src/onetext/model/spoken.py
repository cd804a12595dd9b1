"""Times and numbers as people say them: "early Tuesday", "by Friday", "9.4.", "about 40, maybe 45".

What `moment` and `quantity` read without knowing the day on which it is said is read by them. What is read here is
kept in its words with its bounds beside them, so a file holds no word whose meaning depends on the day of reading.
The first reading is the one that is proposed; the others are offered beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from onetext.model.moment import MONTHS, WEEKDAYS, Moment, read_moment
from onetext.model.quantity import NUMBER_WORDS, Quantity, about, is_counted, read_quantity


@dataclass(frozen=True, slots=True)
class SpokenMoments:
    """How a time may be meant, the likeliest first. `asks`: no reading is likelier, so somebody must choose."""

    readings: tuple[Moment, ...]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class SpokenQuantity:
    """One way in which a number may be meant, and why it is read so."""

    quantity: Quantity
    why: str


_Span = tuple[datetime | None, datetime | None]
_OPEN: Final = ("before", "after", "since", "from", "by", "until")
_PARTS: Final = ("early", "mid", "late")
_HOURS: Final = {"morning": (6, 12), "noon": (11, 14), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}


def speak_moments(words: str, today: date, zone: tzinfo = UTC, ahead: bool = False) -> SpokenMoments:
    """How a time said on a day may be meant; no reading where it is none. `ahead`: rather to come than past.

    >>> said = speak_moments("early Tuesday", date(2024, 4, 12))
    >>> said.readings[0].start.isoformat(), said.readings[0].end.isoformat()
    ('2024-04-09T00:00:00+00:00', '2024-04-09T08:00:00+00:00')
    >>> speak_moments("by Friday", date(2024, 4, 9), ahead=True).readings[0].end.date().isoformat()
    '2024-04-13'
    >>> speak_moments("4/9", date(2024, 10, 1)).asks
    True
    """
    try:
        return SpokenMoments((read_moment(words, zone),))
    except ValueError:
        pass
    if len(words) > _LONGEST:
        return SpokenMoments(())
    reader = _Reader(today, zone, ahead)
    spans = reader.spans(" ".join(words.replace("–", "-").lower().split()).rstrip(" .,"))
    found = tuple(dict.fromkeys(Moment(words, start, end, "range") for start, end in spans if start or end))
    return SpokenMoments(found, asks=reader.asks and len(found) > 1)


_LONGEST = 200
"""Characters beyond which nothing is a time."""


@dataclass
class _Reader:
    """One reading of words said on a day."""

    today: date
    zone: tzinfo
    ahead: bool
    asks: bool = False

    def spans(self, text: str) -> list[_Span]:
        """What a text may mean, as [start, end)."""
        word, _, rest = text.partition(" ")
        if word in _OPEN and rest:
            return [self._open(word, span) for span in self.spans(rest)]
        if word in _PARTS and rest:
            return [self._third(_PARTS.index(word), span) for span in self.spans(rest)]
        if found := re.fullmatch(r"(.+?)(?:,| at)? (\d{1,2}):(\d{2})", text):
            return [*self._at(self.spans(found[1]), int(found[2]), int(found[3]))]
        if found := re.fullmatch(r"(.+?)(?:,| in the)? (morning|noon|afternoon|evening|night)", text):
            return [*self._hours(self.spans("today" if found[1] == "this" else found[1]), *_HOURS[found[2]])]
        if found := re.fullmatch(r"(.+?) (?:-|to) (.+)", text):
            return [(a[0], b[1]) for a, b in zip(self.spans(found[1]), self.spans(found[2]), strict=False)]
        days = [*self._days(text.removeprefix("on ").removeprefix("over ").removeprefix("the "))]
        if days:
            return [(self._start(first), self._start(last + timedelta(days=1))) for first, last in days]
        try:
            plain = read_moment(text, self.zone)
        except ValueError:
            return []
        return [(plain.start, plain.end)]

    def _start(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)

    def _open(self, word: str, span: _Span) -> _Span:
        start, end = span
        return {"before": (None, start), "by": (None, end), "until": (None, end), "after": (end, None)}.get(
            word, (start, None)
        )

    def _third(self, third: int, span: _Span) -> _Span:
        start, end = span
        if start is None or end is None:
            return span
        step = (end - start) / 3
        return start + third * step, start + (third + 1) * step

    def _at(self, spans: list[_Span], hour: int, minute: int) -> Iterator[_Span]:
        for start, end in spans:
            if start and end and hour < 24 and minute < 60 and end - start < timedelta(days=2):
                local = start.astimezone(self.zone).replace(hour=hour, minute=minute).astimezone(UTC)
                yield local, local + timedelta(minutes=1)

    def _hours(self, spans: list[_Span], first: int, last: int) -> Iterator[_Span]:
        for start, end in spans:
            if start and end and end - start < timedelta(days=2):
                yield start + timedelta(hours=first), start + timedelta(hours=last)

    # Days, as (first, last).

    def _days(self, text: str) -> Iterator[tuple[date, date]]:
        readers: tuple[Callable[[str], Iterator[tuple[date, date]]], ...] = (
            self._named,
            self._weekday,
            self._ago,
            self._written,
            self._figures,
        )
        for read in readers:
            found = [*read(text)]
            if found:
                yield from found
                return

    def _named(self, text: str) -> Iterator[tuple[date, date]]:
        near = {"today": 0, "now": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
        near |= {"day before yesterday": -2, "day after tomorrow": 2, "last night": -1}
        if text in near:
            day = self.today + timedelta(days=near[text])
            yield day, day
        if found := re.fullmatch(r"(?:(last|next|this|coming|past) )?weekend", text):
            for first in (5, 4):  # Saturday and Sunday, or Friday and Saturday
                begin = self._on(first, found[1] or "")
                yield begin, begin + timedelta(days=1)
        if found := re.fullmatch(r"(last|this|next) (week|month|year)", text):
            yield from self._period(("last", "this", "next").index(found[1]) - 1, found[2])

    def _period(self, by: int, unit: str) -> Iterator[tuple[date, date]]:
        if unit == "week":
            for first in (0, 6):  # from Monday, or from Sunday
                begin = self.today - timedelta(days=(self.today.weekday() - first) % 7) + timedelta(weeks=by)
                yield begin, begin + timedelta(days=6)
        else:
            months = (
                self.today.year * 12 + self.today.month - 1 + by if unit == "month" else 12 * (self.today.year + by)
            )
            begin, after = _first(months), _first(months + (1 if unit == "month" else 12))
            yield begin, after - timedelta(days=1)

    def _on(self, weekday: int, which: str) -> date:
        """A day of the week: the last one up to today, or the next one."""
        back = (self.today.weekday() - weekday) % 7
        if which in ("next", "coming") or (which != "last" and which != "past" and self.ahead):
            return self.today + timedelta(days=(7 - back) if back or which == "next" else 0)
        return self.today - timedelta(days=back or (7 if which == "last" else 0))

    def _weekday(self, text: str) -> Iterator[tuple[date, date]]:
        which, _, name = text.rpartition(" ")
        number = next((n for n, day in enumerate(WEEKDAYS) if name.rstrip(".") in (day, day[:3], day[:4])), None)
        if number is None or which not in ("", "last", "next", "this", "coming", "past"):
            return
        day = self._on(number, which)
        week = timedelta(days=7)
        for found in (
            day,
            day + week if self.ahead or which == "next" else day - week,
            day - week if self.ahead else day + week,
        ):
            yield found, found

    def _ago(self, text: str) -> Iterator[tuple[date, date]]:
        if found := re.fullmatch(r"(?:(in) )?(\d+|[a-z]+) (day|week)s?( ago)?", text):
            number = int(found[2]) if found[2].isdigit() else {"a": 1, "an": 1, **NUMBER_WORDS}.get(found[2])
            if number is not None and (found[1] is None) != (found[4] is None) and number < 3650:
                days = number * (7 if found[3] == "week" else 1)
                day = self.today + timedelta(days=days if found[1] else -days)
                yield day, day

    def _written(self, text: str) -> Iterator[tuple[date, date]]:
        """A day and month, or a month, without a year."""
        text = re.sub(r"^[a-z]+day,? ", "", text)
        if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?(?: (\d{4}))?", text):
            yield from self._dates(int(found[1]), _month(found[2]), found[3])
        elif found := re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", text):
            yield from self._dates(int(found[2]), _month(found[1]), found[3])
        elif found := re.fullmatch(r"(\d{1,2})-(\d{1,2}) ([a-z]+)", text):
            ends = zip(
                self._dates(int(found[1]), _month(found[3])), self._dates(int(found[2]), _month(found[3])), strict=False
            )
            yield from ((one[0], other[1]) for one, other in ends if one[0] <= other[1])
        elif (month := _month(text)) is not None:
            for year in self._years(date(self.today.year, month, 1)):
                yield date(year, month, 1), _first(year * 12 + month) - timedelta(days=1)

    def _figures(self, text: str) -> Iterator[tuple[date, date]]:
        """9.4., 9/4 or 9-4, with a year or without: where only the order tells day from month, somebody must say."""
        found = re.fullmatch(r"(\d{1,2})([./-]) ?(\d{1,2})[./-]?(?: ?(\d{4}|\d{2}))?", text)
        if not found:
            return
        one, other = int(found[1]), int(found[3])
        year = found[4] and (found[4] if len(found[4]) == 4 else f"20{found[4]}")
        first = [*self._dates(one, other, year)]
        second = [] if found[2] == "." or one == other else [*self._dates(other, one, year)]
        self.asks = bool(first[:1] and second[:1])
        yield from ([first[0], second[0]] if self.asks else first or second)

    def _dates(self, day: int, month: int | None, year: str | None = None) -> Iterator[tuple[date, date]]:
        if month is None or not 1 <= month <= 12:
            return
        for y in [int(year)] if year else self._years_of(month, day):
            try:
                found = date(y, month, day)
            except ValueError:
                continue
            yield found, found

    def _years_of(self, month: int, day: int) -> list[int]:
        try:
            return self._years(date(self.today.year, month, day))
        except ValueError:
            return [self.today.year]

    def _years(self, this: date) -> list[int]:
        """This year and the other that could be meant: of what is past the last one, of what is ahead the next."""
        past, year = this <= self.today + timedelta(days=1), self.today.year
        if self.ahead:
            return [year, year + 1] if this >= self.today - timedelta(days=60) else [year + 1, year]
        return [year, year - 1] if past else [year - 1, year]


def _first(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _month(word: str) -> int | None:
    return next((n for n, name in enumerate(MONTHS, 1) if word in (name, name[:3], name[:4])), None)


_NUMBER: Final = r"(?:about |around |some |roughly |~)?[\d,.]*\d"
_MAYBE: Final = re.compile(
    rf"({_NUMBER})(?: \w+)??,? (?:or )?(?:maybe|perhaps|possibly)(?: even)? ({_NUMBER})(?: (.+))?"
)
_VAGUE: Final = {
    "a few dozen": (24, 99),
    "a dozen": (12, 12),
    "half a dozen": (6, 6),
    "two dozen": (24, 24),
    "a couple": (2, 2),
    "a few": (2, 9),
    "several": (3, 9),
    "a handful": (3, 7),
    "tens": (20, 99),
    "a hundred": (100, 100),
    "a few hundred": (200, 900),
    "several hundred": (300, 900),
    "a thousand": (1000, 1000),
    "a few thousand": (2000, 9000),
    "several thousand": (3000, 9000),
    "thousands": (2000, 9999),
    "tens of thousands": (20000, 99999),
    "hundreds of thousands": (200000, 999999),
}


def speak_quantities(words: str) -> tuple[SpokenQuantity, ...]:
    """How a number may be meant, the likeliest first; none where it is no number.

    >>> [(str(one.quantity.lo), str(one.quantity.hi)) for one in speak_quantities("about 40, maybe 45")]
    [('35', '45'), ('35', '48')]
    """
    text = " ".join(words.replace("−", "-").lower().split())
    if found := _MAYBE.fullmatch(text):
        return tuple(_maybe(words, found[1], found[2], found[3] or ""))
    if found := re.fullmatch(r"([\d,.]*\d) or ([\d,.]*\d)(.*)", text):
        ends = sorted(Decimal(found[n].replace(",", "")) for n in (1, 2))
        return (_range(words, ends[0], ends[1], _unit(found[3]), "both are within it"),)
    try:
        return (_plainly(read_quantity(words)),)
    except ValueError:
        return tuple(_loosely(words, text))


def _plainly(quantity: Quantity) -> SpokenQuantity:
    why = {
        "about": "“about” is half a unit of the last digit that is not 0, at least 5 % and at most 25 %",
        "vague": "the widest range that the word allows",
    }.get(quantity.stated, "as it says")
    return SpokenQuantity(quantity, why)


def _maybe(words: str, first: str, second: str, unit: str) -> Iterator[SpokenQuantity]:
    try:
        one, other = read_quantity(first), read_quantity(second)
    except ValueError:
        return
    low, high = [q.nominal for q in (one, other)]
    if low is None or high is None or one.lo is None or one.hi is None or other.hi is None:
        return
    bounds = [one.lo, one.hi, high]
    yield _range(
        words, min(bounds), max(bounds), unit, f"“maybe {high:,f}” is the most" if high >= low else "both ends"
    )
    wide = about(high, counted=is_counted(high, unit))
    lo, hi = min(one.lo, wide[0]), max(one.hi, wide[1])
    if (lo, hi) != (min(bounds), max(bounds)):
        yield _range(words, lo, hi, unit, f"“maybe {high:,f}” is itself an “about”: {wide[0]:,f} to {wide[1]:,f}")


def _loosely(words: str, text: str) -> Iterator[SpokenQuantity]:
    for phrase, (least, most) in sorted(_VAGUE.items(), key=lambda item: -len(item[0])):
        if text == phrase or text.startswith(f"{phrase} "):
            yield _range(
                words, Decimal(least), Decimal(most), _unit(text[len(phrase) :]), "the usual range of the word"
            )
            return
    if found := re.fullmatch(
        r"(more than|over|less than|fewer than|under|almost|nearly|just over) ([\d,.]*\d)(.*)", text
    ):
        number, unit = Decimal(found[2].replace(",", "")), _unit(found[3])
        step = Decimal(1) if is_counted(number, unit) else Decimal(0)
        lo, hi = about(number, counted=bool(step))
        bounds: dict[str, tuple[Decimal | None, Decimal | None]] = {
            "more than": (number + step, None),
            "over": (number + step, None),
            "less than": (None, number - step),
            "fewer than": (None, number - step),
            "under": (None, number - step),
            "almost": (lo, number - step),
            "nearly": (lo, number - step),
            "just over": (number + step, hi),
        }
        yield _range(
            words, *bounds[found[1]], unit, f"“{found[1]}”, without the number itself" if step else "as it says"
        )


def _range(words: str, lo: Decimal | None, hi: Decimal | None, unit: str, why: str) -> SpokenQuantity:
    return SpokenQuantity(Quantity(words, lo, hi, unit, "vague"), why)


def _unit(rest: str) -> str:
    return rest.strip().removeprefix("of ").strip()
