"""Preview as somebody: whose eyes one may look through."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.model import Roster
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """Everybody through whose eyes one may look, with the first page that they see."""
    groups = [(title, [(name, desk.link_as(viewer, "today")) for viewer, name in who]) for title, who in others(desk)]
    return desk.draw("viewers.html", title="Preview as…", groups=groups)


def others(desk: Desk) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everybody that this viewer knows of and that a case can be drawn for: sides, circles, their members, by name."""
    header = desk.view.case.header
    roster = Roster(header)
    circles = roster.circles() if desk.view.inside else ()
    members = [name for name in header.mediators if any(name in roster.reach[circle] for circle in circles)]
    groups = (("Sides", [*header.parties]), ("Circles", [*circles]), ("Members of circles", members))
    return [(title, [(name, desk.words.name(name)) for name in names]) for title, names in groups if names]
