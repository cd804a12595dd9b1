"""Occasions as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from onetext.model.occasion import Occasion


def calendar_bytes(title: str, occasions: Iterable[Occasion], stamp: datetime) -> bytes:
    """A calendar of occasions, marked as confidential; the same occasions give the same bytes.

    `stamp` is when the calendar is of, in UTC.

    >>> from datetime import UTC
    >>> noon = datetime(2024, 3, 5, 12, tzinfo=UTC)
    >>> b"SUMMARY:List due" in calendar_bytes("River", [Occasion("list", noon, "List due")], noon)
    True
    """
    from icalendar import Calendar, Event  # a fifth of a second that other commands need not wait

    calendar = Calendar()
    calendar.add("prodid", "-//onetext//monitor//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for occasion in occasions:
        event = Event()
        event.add("uid", f"{occasion.id}@onetext.invalid")
        event.add("dtstamp", stamp)
        event.add("dtstart", occasion.at)
        event.add("summary", occasion.what)
        if occasion.detail:
            event.add("description", occasion.detail)
        event.add("class", "CONFIDENTIAL")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
