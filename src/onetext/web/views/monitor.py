"""Monitoring: what is due, late, alleged; exchanges, totals, services; how each part stands."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.model import Agreement
from onetext.reporting import monitor_page
from onetext.web.desk import Desk
from onetext.web.views.agreement import HANDED_OVER


def show(desk: Desk) -> HttpResponse:
    """How the agreement stands, with a chart, and a table beside it."""
    names = [entry.id for entry, _ in desk.view.situation.of(Agreement)]
    wanted = desk.request.GET.get("name", "")
    standing, case = desk.view.monitor(wanted if wanted in names else None)
    others = [(f"?name={name}", desk.words.entry_name(name)) for name in names if name != standing.agreement][:12]
    act = (desk.adding("delivery", under=standing.agreement) if standing.agreement else "", HANDED_OVER)
    return desk.draw_page(monitor_page(standing, case, charts=True), others=others, beside=False, act=act)
