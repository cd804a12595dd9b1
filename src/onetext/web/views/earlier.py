"""As of an earlier day: every page as it was known at the end of a day, which is chosen here."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect

from onetext.actions import today_here
from onetext.model import Moment
from onetext.model.spoken import speak_moments
from onetext.web.desk import Desk
from onetext.web.form.echo import span_words
from onetext.web.route import ROUTES, Who

_DAYS: Final = 40
"""How many days are listed; any other can be written."""


def show(desk: Desk) -> HttpResponse:
    """The days on which something was learned, and a field for any other; a day that is written leads there at once."""
    words = desk.request.GET.get("day", "").strip()[:60]
    page = desk.request.GET.get("of", "")
    if page not in {route.name for route in ROUTES if route.title and route.who is not Who.OWN and desk.admits(route)}:
        page = "today"
    header = desk.view.case.header
    readings = speak_moments(words, today_here(header), header.tz).readings if words else ()
    found = [(day, span_words(reading, header.tz)) for reading in readings if (day := _last_day(desk, reading))]
    if len(found) == 1:
        return redirect(desk.link_at(found[0][0], page))
    return desk.draw(
        "earlier.html",
        title="As of an earlier day",
        asked=words,
        of=page,
        meant=[(desk.link_at(day, page), said) for day, said in found],
        days=[
            (desk.link_at(day, page), said, count)
            for day, said, count in desk.view.remember("days", lambda: _days(desk))
        ],
    )


def _last_day(desk: Desk, moment: Moment) -> str:
    """The last day of a time, as addresses have it; blank where it has no end."""
    if moment.end is None:
        return ""
    return (moment.end - timedelta(minutes=1)).astimezone(desk.view.case.header.tz).date().isoformat()


def _days(desk: Desk) -> list[tuple[str, str, int]]:
    """The days on which something was learned, the newest first: the day, its words, and how many entries."""
    entries = desk.view.case.entries
    counts = Counter((day, desk.words.day(entry.known)) for entry in entries if (day := _last_day(desk, entry.known)))
    return [(day, said, count) for (day, said), count in sorted(counts.items(), reverse=True)[:_DAYS]]
