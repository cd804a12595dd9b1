"""Today: what waits for an answer, what is ahead, what is new, where it sticks."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.reporting import Page, brief_page
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """The brief of the case, as the terminal gives it."""
    since = desk.request.GET.get("since", "").strip() or None
    return desk.draw_page(desk.view.remember(("today", since), lambda: _page(desk, since)), fold=True)


def _page(desk: Desk, since: str | None) -> Page:
    found = desk.view.brief(since)
    return brief_page(found.brief, found.sticking, found.counts, found.current, found.case)
