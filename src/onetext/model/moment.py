"""Moments: intervals of time as somebody stated them, with the words kept.

A moment is an interval [start, end) in UTC, its granularity and the words it was stated in. Either end
may be open (None); an unknown moment has both open. The end of a day is the start of the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

Granularity = Literal["minute", "day", "month", "year", "part", "range", "open", "unknown"]

MONTHS: Final = "january february march april may june july august september october november december".split()
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_PARTS: Final = ("early", "mid", "late")
_BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
_END: Final = datetime.max.replace(tzinfo=UTC)
HOW_TO_WRITE: Final = (
    "write 2024-04-09, 9 April 2024, late 2023, before 2024-04-09, 6-7 April 2024, unknown, "
    "or {words: ..., from: ..., to: ...}"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An interval of time, how finely it was stated and in which words.

    >>> read_moment("late 2023").end.isoformat()
    '2024-01-01T00:00:00+00:00'
    >>> read_moment("unknown").is_known
    False
    """

    words: str
    start: datetime | None = None
    end: datetime | None = None
    granularity: Granularity = "unknown"

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    @property
    def earliest(self) -> datetime:
        """The start, or the beginning of time."""
        return self.start or _BEGINNING

    @property
    def latest(self) -> datetime:
        """The end, or the end of time where there is none."""
        return self.end or _END

    @property
    def by(self) -> datetime:
        """When it surely was over: the end; of an open or unknown moment, the start or the beginning.

        This is what sorts a record and what `--at` compares, so an entry whose moment nobody knows
        counts as known from the beginning.
        """
        return self.end or self.start or _BEGINNING


UNKNOWN: Final = Moment("unknown")


def read_moment(stated: object, zone: tzinfo = UTC) -> Moment:
    """Read a moment from words or from {words, from, to}; times without a zone are in `zone`.

    "early", "mid" and "late" are thirds of a year or month and of a day. Raises ValueError with advice.

    >>> m = read_moment("6-7 April 2024")
    >>> (m.start.day, m.end.day, m.granularity)
    (6, 8, 'range')
    >>> read_moment({"words": "over the weekend", "from": "2024-04-06", "to": "2024-04-07"}).words
    'over the weekend'
    """
    if isinstance(stated, Moment):
        return stated
    if isinstance(stated, dict):
        return _read_mapping(stated, zone)
    if isinstance(stated, str):
        return _read_words(stated, zone)
    raise ValueError(f"this is no moment ({HOW_TO_WRITE})")


def _read_mapping(stated: dict[str, Any], zone: tzinfo) -> Moment:
    extra = sorted(set(stated) - {"words", "from", "to"})
    if extra or not isinstance(stated.get("words"), str) or not stated["words"].strip():
        raise ValueError(f"a moment written out needs 'words', and may have 'from' and 'to' ({HOW_TO_WRITE})")
    first, last = (read_moment(stated[key], zone) if key in stated else UNKNOWN for key in ("from", "to"))
    if first.start and last.end and last.end <= first.start:
        raise ValueError("the moment ends before it begins (swap 'from' and 'to')")
    known = first.start or last.end
    return Moment(stated["words"], first.start, last.end, "range" if known else "unknown")


@lru_cache(maxsize=8192)
def _read_words(words: str, zone: tzinfo) -> Moment:
    text = " ".join(words.replace("–", "-").split()).lower()
    found = (
        UNKNOWN
        if text == "unknown"
        else _read_open(text, zone) or _read_part(text, zone) or _read_plain(text, zone) or _read_range(text, zone)
    )
    if found is None:
        raise ValueError(f"'{words}' is no moment ({HOW_TO_WRITE})")
    return replace(found, words=words)


def _read_open(text: str, zone: tzinfo) -> Moment | None:
    word, _, rest = text.partition(" ")
    if word not in ("before", "after", "since", "from", "by", "until"):
        return None
    inner = _read_part(rest, zone) or _read_plain(rest, zone)
    if inner is None:
        return None
    return {
        "before": Moment(text, None, inner.start, "open"),
        "by": Moment(text, None, inner.end, "open"),
        "until": Moment(text, None, inner.end, "open"),
        "after": Moment(text, inner.end, None, "open"),
        "since": Moment(text, inner.start, None, "open"),
        "from": Moment(text, inner.start, None, "open"),
    }[word]


def _read_part(text: str, zone: tzinfo) -> Moment | None:
    part, _, rest = text.partition(" ")
    if part not in _PARTS:
        return None
    whole = _read_plain(rest, zone)
    if whole is None or whole.start is None or whole.end is None or whole.granularity == "minute":
        return None
    third = _PARTS.index(part)
    if whole.granularity == "year":
        year = whole.start.astimezone(zone).year
        bounds = [datetime(year, 1 + 4 * k, 1, tzinfo=zone) for k in range(3)] + [whole.end]
    else:
        step = (whole.end - whole.start) / 3
        bounds = [whole.start + k * step for k in range(3)] + [whole.end]
    return Moment(text, bounds[third].astimezone(UTC), bounds[third + 1].astimezone(UTC), "part")


_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(z|[+-]\d{2}:?\d{2})?")
_DAY: Final = re.compile(r"(?:([a-z]+),? )?(\d{1,2}) ([a-z]+) (\d{4})(?:,? (\d{1,2}):(\d{2}))?")


def _read_plain(text: str, zone: tzinfo) -> Moment | None:
    if re.fullmatch(r"\d{4}", text):
        return _span(text, int(text), None, None, zone)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return _span(text, int(found[1]), int(found[2]), None, zone)
    if found := _ISO_DAY.fullmatch(text):
        return _span(text, int(found[1]), int(found[2]), int(found[3]), zone)
    if _ISO_TIME.fullmatch(text):
        return _instant(text, zone)
    if (found := re.fullmatch(r"([a-z]+) (\d{4})", text)) and (month := _month(found[1])):
        return _span(text, int(found[2]), month, None, zone)
    if (found := _DAY.fullmatch(text)) and (month := _month(found[3])):
        return _spelt_day(text, found, month, zone)
    return None


def _spelt_day(text: str, found: re.Match[str], month: int, zone: tzinfo) -> Moment:
    day = _span(text, int(found[4]), month, int(found[2]), zone)
    assert day.start is not None
    local = day.start.astimezone(zone)
    if found[1]:
        if found[1] not in WEEKDAYS:
            raise ValueError(f"'{found[1]}' is no day of the week ({HOW_TO_WRITE})")
        if local.weekday() != WEEKDAYS.index(found[1]):
            right = WEEKDAYS[local.weekday()].capitalize()
            raise ValueError(f"that date is a {right}, not a {found[1].capitalize()} (mend the day or the date)")
    if found[5]:
        if int(found[5]) > 23 or int(found[6]) > 59:
            raise ValueError("there is no such time of day (write 14:30)")
        start = local.replace(hour=int(found[5]), minute=int(found[6])).astimezone(UTC)
        return Moment(text, start, start + timedelta(minutes=1), "minute")
    return day


def _read_range(text: str, zone: tzinfo) -> Moment | None:
    if found := re.fullmatch(r"(\d{1,2}) ?- ?(\d{1,2}) ([a-z]+ \d{4})", text):
        ends = [f"{found[1]} {found[3]}", f"{found[2]} {found[3]}"]
    else:
        ends = re.split(r" to | - ", text)
    if len(ends) != 2:
        return None
    first, last = _read_plain(ends[0], zone), _read_plain(ends[1], zone)
    if first is None or last is None or first.start is None or last.end is None:
        return None
    if last.end <= first.start:
        raise ValueError("the moment ends before it begins (swap its two dates)")
    return Moment(text, first.start, last.end, "range")


def _month(word: str) -> int | None:
    return next((n for n, name in enumerate(MONTHS, 1) if word in (name, name[:3])), None)


def _span(text: str, year: int, month: int | None, day: int | None, zone: tzinfo) -> Moment:
    granularity: Granularity = "day" if day else "month" if month else "year"
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=zone)
        if day:
            end = start + timedelta(days=1)
        elif month:
            end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        else:
            end = datetime(year + 1, 1, 1, tzinfo=zone)
        return Moment(text, start.astimezone(UTC), end.astimezone(UTC), granularity)
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such date as '{text}' ({HOW_TO_WRITE})") from None


def _instant(text: str, zone: tzinfo) -> Moment:
    try:
        start = datetime.fromisoformat(text.upper().replace(" Z", "Z"))
    except ValueError:
        raise ValueError(f"there is no such time ({HOW_TO_WRITE})") from None
    start = (start if start.tzinfo else start.replace(tzinfo=zone)).astimezone(UTC)
    return Moment(text, start, start + timedelta(minutes=1), "minute")


def write_moment(moment: Moment, zone: tzinfo = UTC) -> str | dict[str, str]:
    """The shortest form that reads back as this moment: its words, or {words, from, to}.

    >>> write_moment(read_moment("late 2023"))
    'late 2023'
    >>> write_moment(read_moment({"words": "soon", "to": "2024-05-01"}))
    {'words': 'soon', 'to': '2024-05-01'}
    """
    try:
        read = _read_words(moment.words, zone)
        if read is moment or read == moment:
            return moment.words
    except ValueError:
        pass
    plain = {"words": moment.words}
    if moment.start is not None:
        plain["from"] = _bound(moment.start, zone)
    if moment.end is not None:
        plain["to"] = _last_bound(moment.end, zone)
    return plain


def _bound(instant: datetime, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    whole_day = (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return local.date().isoformat() if whole_day else instant.isoformat()


def _last_bound(instant: datetime, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        return (local - timedelta(hours=12)).date().isoformat()
    return (instant - timedelta(minutes=1)).isoformat()


def zone_named(name: str) -> tzinfo:
    """The time zone of an IANA name; raises ValueError.

    >>> str(zone_named("Africa/Cairo"))
    'Africa/Cairo'
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"'{name}' is no time zone (write one such as UTC or Africa/Cairo)") from None
