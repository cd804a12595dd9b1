"""Sticking points: what cannot all be met, and the ways out; the search is shown while it runs, and can be stopped."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect

from onetext.actions import Search, Stalemate
from onetext.reporting import stick_page
from onetext.web.advice import for_browser
from onetext.web.desk import Desk
from onetext.web.job import Job

LIMIT: Final = 100
"""How many sticking points and ways out of one knot are looked for; a search that is cut says so."""
_SHOWN: Final = 25


def show(desk: Desk) -> HttpResponse:
    """What was found; while it is looked for, a page that asks again by itself."""
    job = _job(desk)
    if not job.wait():
        return desk.draw_waiting(
            "Looking for what cannot all be met.",
            f"Found so far: {job.found}. It lists {LIMIT} of a sort at most, and says so if there are more.",
            "stop",
        )
    found = job.result()
    limit = None if "text" in desk.form else _SHOWN
    page = for_browser(stick_page(found.sticking, found.current, desk.view.viewer, found.as_of, limit))
    return desk.draw_page(page, beside=False, others=desk.ahead)


def stop(desk: Desk) -> HttpResponse:
    """End the search with what it has found."""
    _job(desk).stop()
    answer = redirect(desk.link("stick"))
    answer.status_code = 303
    return answer


def _job(desk: Desk) -> Job[Stalemate]:
    view = desk.view
    return view.remember(
        "sticking",
        lambda: Job(lambda told, stopped: view.stick(Search(LIMIT, progress=told, stopped=stopped)), view.over.is_set),
    )
