"""What each printed sheet says at its head and foot: which case, as of when, for whom, and which page of how many."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.reporting import css_text
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """A style sheet for paper."""
    words, view = desk.words, desk.view
    seen = f"preview: {words.for_whom(view.viewer)}" if desk.other else words.for_whom(view.viewer)
    margins = {
        "top-left": css_text(view.case.header.title),
        "top-right": css_text(words.as_of(view.as_of)),
        "bottom-left": css_text(seen),
        "bottom-right": 'counter(page) " / " counter(pages)',
    }
    boxes = "".join(f"@{place}{{content:{text};font:8pt sans-serif}}" for place, text in margins.items())
    return HttpResponse(f"@page{{{boxes}}}\n", content_type="text/css; charset=utf-8")
