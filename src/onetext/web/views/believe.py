"""Beliefs: what each side may want, from which entries, what is only assumption, and what has changed."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.actions import Believed
from onetext.reporting import Page, believe_page
from onetext.web.advice import for_browser
from onetext.web.desk import Desk
from onetext.web.job import Job


def show(desk: Desk) -> HttpResponse:
    """What is believed, side by side in the order of the case; while it is worked out, a page that asks again."""
    since = desk.request.GET.get("since", "").strip() or None
    job: Job[Believed] = desk.view.remember(
        ("beliefs", since), lambda: Job(lambda told, stopped: desk.view.believe(since))
    )
    if not job.wait():
        lead = "Working out what each side may want: thousands of draws of what fits the entries."
        return desk.draw_waiting(lead, "This takes some seconds, once for each state of the record.")
    page = desk.view.remember(("beliefs page", since), lambda: _page(desk, job.result()))
    asked = any(True for block in page.blocks if type(block).__name__ == "Heading")
    return desk.draw_page(page, "beliefs.html", beside=False, since=since or "", asked=asked, others=desk.ahead)


def _page(desk: Desk, found: Believed) -> Page:
    return for_browser(believe_page(found.outlook, found.current, desk.view.viewer, found.as_of, found.since, True))
