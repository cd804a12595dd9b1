"""The first case: what an empty case needs, step by step, each step a form that there is anyway."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.actions import UNTITLED
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """The steps: what is done, and what comes next."""
    header, entries = desk.view.case.header, desk.view.case.entries
    said = sum(entry.kind in ("statement", "position", "demand") for entry in entries)
    steps = [
        (
            "Name the case",
            f"It is called “{desk.words.own(header.title)}”.",
            desk.link("case_settings"),
            header.title != UNTITLED,
            "Name it",
        ),
        (
            "The sides",
            "Two or more, with the bodies that decide for them.",
            desk.link("case_new", section="parties"),
            len(header.parties) > 1,
            "Add a side",
        ),
        (
            "Who mediates",
            "You, and whoever works with you.",
            desk.link("case_new", section="mediators"),
            bool(header.mediators),
            "Add a mediator",
        ),
        (
            "People",
            "Who speaks for each side, and the names that reports give them.",
            desk.link("case_new", section="people"),
            len(header.people) > 1,
            "Add a person",
        ),
        (
            "Issues",
            "What is to be settled, and which values it can take.",
            desk.link("case_new", section="issues"),
            bool(header.issues),
            "Add an issue",
        ),
        (
            "The first statement",
            "Who said what: from here on the other pages have something to show.",
            desk.link("add_kind", kind="statement"),
            said > 0,
            "Enter it",
        ),
        (
            "A demand or a position",
            "What a side requires on one issue.",
            desk.link("add_kind", kind="demand"),
            any(e.kind in ("position", "demand") for e in entries),
            "Enter it",
        ),
    ]
    shown = [
        (
            name,
            what,
            f"{address}?next=first" if "/case/" in address else address,
            done,
            button,
            "Change it" if button == "Name it" else "Add another",
        )
        for name, what, address, done, button in steps
    ]
    at = next((n for n, step in enumerate(shown) if not step[3]), len(shown))
    return desk.draw("first.html", title="The first case", steps=shown, at=at)
