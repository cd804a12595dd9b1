"""Counts: what adds up, what can, what cannot, and at what rates things were exchanged."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.reporting import Page, count_page
from onetext.web.advice import for_browser
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """Every ledger with its sum as a table, and every exchange."""
    return desk.draw_page(desk.view.remember("count page", lambda: _page(desk)))


def _page(desk: Desk) -> Page:
    found = desk.view.count()
    return for_browser(count_page(found.counts, found.current, desk.view.viewer, found.as_of))
