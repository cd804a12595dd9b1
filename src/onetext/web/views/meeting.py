"""Before a meeting with one side: what waits, what it was told, what may be said to it and what must not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from django.http import Http404, HttpResponse

from onetext.reporting import Page, brief_page
from onetext.web.desk import Desk

WITHHELD: Final = 60
"""How many lines of what must not be said stand on the page before a meeting; if there are more, they have pages."""
SHOWN: Final = 80


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
    page = desk.view.remember(("meeting page", party), lambda: _page(desk, party))
    withheld = sum(map(len, _withheld(desk, party).values()))
    return desk.draw_page(
        page,
        "meeting.html",
        title=f"Meeting with {desk.words.name(party)}",
        party=party,
        withheld=withheld if withheld > WITHHELD else 0,
    )


def _page(desk: Desk, party: str) -> Page:
    found = desk.view.brief(meeting=party)
    few = WITHHELD if sum(map(len, _withheld(desk, party).values())) > WITHHELD else None
    return brief_page(found.brief, found.sticking, found.counts, found.current, found.case, withheld=few)


def _withheld(desk: Desk, party: str) -> Mapping[str, tuple[str, ...]]:
    meeting = desk.view.brief(meeting=party).brief.meeting
    assert meeting is not None
    return meeting.must_not_be_said


def withheld(desk: Desk, party: str) -> HttpResponse:
    """All that must not be said to a side, by whose words it holds, in pages."""
    if party not in desk.view.case.header.parties:
        raise Http404
    every = [(side, name) for side, names in _withheld(desk, party).items() for name in names]
    given = desk.request.GET.get("page", "1")
    last = max(1, -(-len(every) // SHOWN))
    page = min(int(given), last) if given.isdecimal() and 0 < len(given) < 7 and int(given) else 1
    shown = every[(page - 1) * SHOWN : page * SHOWN]
    groups = [
        (desk.words.name(side) if side else "", [*desk.lines(name for _, name in names)])
        for side, names in groupby(shown, key=lambda one: one[0])
    ]
    title = f"What must not be said to {desk.words.name(party)}"
    around = [("Before", page - 1)] * (page > 1) + [("Further", page + 1)] * (page < last)
    return desk.draw("withheld.html", title=title, party=party, groups=groups, total=len(every), around=around)
