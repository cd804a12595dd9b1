"""The keys, and how a page is read."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from onetext.web.desk import Desk
from onetext.web.route import ROUTES

_OTHERS: Final = (
    ("?", "This list"),
    ("/", "Find in the record"),
    ("j", "Next line"),
    ("k", "Line before"),
    ("Enter", "Open the line"),
    ("h", "Its history"),
    ("v", "Preview as somebody"),
    ("Esc", "Leave the field"),
)


def show(desk: Desk) -> HttpResponse:
    """The list of keys; each has a link or button too."""
    own = () if desk.preview else (("a", "Add to the record"), ("Ctrl Enter", "Send a form"))
    pages = [(f"g {route.key}", route.title) for route in ROUTES if route.key and desk.admits(route)]
    return desk.draw("keys.html", title="Keys and reading", keys=[*_OTHERS, *own, *pages])
