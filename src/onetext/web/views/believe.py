"""Beliefs: what each side may want, from which entries, what is only assumption, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from onetext.actions import Believed
from onetext.reporting import Chart, Page, believe_page, chart_spec, read_sections
from onetext.web.advice import for_browser
from onetext.web.desk import Desk
from onetext.web.job import Job


def show(desk: Desk) -> HttpResponse:
    """What is believed, side by side in the order of the case; while it is worked out, a page that asks again."""
    since = _since(desk)
    job = _job(desk, since)
    if not job.wait():
        lead = "Working out what each side may want: thousands of draws of what fits the entries."
        return desk.draw_waiting(lead, "This takes some seconds, once for each state of the record.")
    page = _page(desk, since)
    return desk.draw_page(
        page,
        "beliefs.html",
        beside=False,
        since=since or "",
        asked=any(isinstance(block, Chart) for block in page.blocks),
        charts_from=f"{desk.link('weights')}?{urlencode({'since': since or ''})}",
        others=desk.ahead,
    )


def chart(desk: Desk) -> HttpResponse:
    """One of the charts, as data for the browser to draw: they come after the page, whose tables have the numbers."""
    since = _since(desk)
    if not _job(desk, since).wait():
        return HttpResponse(status=202)
    wanted = desk.request.GET.get("chart", "")
    drawn = dict(_charts(_page(desk, since)))
    if wanted not in drawn:
        raise Http404
    return desk.draw_chart(("weights", since, wanted), lambda: chart_spec(drawn[wanted]))


def _since(desk: Desk) -> str | None:
    return desk.request.GET.get("since", "").strip()[:60] or None


def _job(desk: Desk, since: str | None) -> Job[Believed]:
    view = desk.view
    return view.remember(("beliefs", since), lambda: Job(lambda told, stopped: view.believe(since), view.over.is_set))


def _page(desk: Desk, since: str | None) -> Page:
    found = _job(desk, since).result()
    return desk.view.remember(
        ("beliefs page", since),
        lambda: for_browser(
            believe_page(found.outlook, found.current, desk.view.viewer, found.as_of, found.since, True)
        ),
    )


def _charts(page: Page) -> Iterator[tuple[str, Chart]]:
    """The charts of a page by where they stand: in which section, and as which of its blocks."""
    for n, section in enumerate(read_sections(page), 1):
        for place, block in enumerate(section.blocks, 1):
            if isinstance(block, Chart):
                yield f"{n}-{place}", block
