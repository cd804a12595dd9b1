"""Today: what waits for an answer, what is ahead, what is new, where it sticks."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.reporting import brief_page
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """The brief of the case, as the terminal gives it."""
    found = desk.view.brief(desk.request.GET.get("since", "").strip() or None)
    page = brief_page(found.brief, found.sticking, found.counts, found.current, found.case)
    return desk.draw_page(page, fold=True)
