"""Preview as somebody: whose eyes one may look through."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.model import Roster
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """Everybody that this viewer knows of and that a case can be drawn for: sides, circles, their members."""
    header = desk.view.case.header
    roster = Roster(header)
    circles = roster.circles() if desk.view.inside else ()
    members = [name for name in header.mediators if any(name in roster.reach[circle] for circle in circles)]
    groups = (("Sides", [*header.parties]), ("Circles", [*circles]), ("Members of circles", members))
    shown = [
        (
            title,
            [
                (desk.words.name(name), desk.link("today").replace(f"/{desk.view.viewer}/", f"/{name}/", 1))
                for name in names
            ],
        )
        for title, names in groups
        if names
    ]
    return desk.draw("viewers.html", title="Preview as…", groups=shown)
