"""Before a meeting with one side: what waits, what it was told, what may be said to it and what must not."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from onetext.reporting import brief_page
from onetext.web.desk import Desk


def choose(desk: Desk) -> HttpResponse:
    """The sides there are to meet."""
    parties = [
        (name, desk.words.name(name), desk.link("meeting", party=name)) for name in desk.view.case.header.parties
    ]
    return desk.draw("meetings.html", title="Meeting with…", parties=parties)


def show(desk: Desk, party: str) -> HttpResponse:
    """The page before a meeting; it is for circles and their members, and never for a side."""
    if party not in desk.view.case.header.parties:
        raise Http404
    found = desk.view.brief(meeting=party)
    page = brief_page(found.brief, found.sticking, found.counts, found.current, found.case, cut="text" not in desk.form)
    return desk.draw_page(page, title=f"Meeting with {desk.words.name(party)}")
