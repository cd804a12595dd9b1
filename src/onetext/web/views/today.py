"""Today: what waits for an answer, what is ahead, what is new, where it sticks."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.reporting import Page, brief_page
from onetext.web.advice import for_browser
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """The brief of the case, as the terminal gives it."""
    since = desk.request.GET.get("since", "").strip() or None
    first = not desk.view.case.entries
    act = (desk.link("first"), "Begin step by step") if first else (desk.link("add"), "Add an entry")
    return desk.draw_page(
        desk.view.remember(("today", since), lambda: _page(desk, since)),
        fold=True,
        act=("", "") if desk.preview else act,
    )


def _page(desk: Desk, since: str | None) -> Page:
    found = desk.view.brief(since)
    page = brief_page(found.brief, found.sticking, found.counts, found.current, found.case)
    return page if desk.view.case.entries else for_browser(page)
