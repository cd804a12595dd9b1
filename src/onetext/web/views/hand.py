"""A viewer's own folder: what it would hold, and the folder itself as a ZIP to be handed over. Made of that viewer's
projection and of nothing else; for mediators only."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from onetext.actions import View, pack_case
from onetext.errors import UnknownViewer
from onetext.web.desk import Desk
from onetext.web.form.section_words import SECTION_WORDS


def show(desk: Desk, name: str) -> HttpResponse:
    """What the folder of a viewer would hold, before it is made."""
    theirs = _view(desk, name)
    header = theirs.case.header
    held = [(worded.title, len(header.section(section))) for section, worded in SECTION_WORDS.items()]
    return desk.draw(
        "hand.html",
        title=f"The folder of {desk.words.name(name)}",
        name=name,
        total=len(theirs.case.entries),
        held=[(title, count) for title, count in held if count],
        record=desk.link_as(name, "record"),
        of_a_side=name in desk.view.case.header.parties,
    )


def pack(desk: Desk, name: str) -> HttpResponse:
    """The folder as a ZIP."""
    answer = HttpResponse(pack_case(_view(desk, name).case), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.zip")
    return answer


def _view(desk: Desk, name: str) -> View:
    """What somebody else may see. Raises Http404 where there is no such viewer, and for who is no mediator."""
    if not desk.view.inside or name == desk.view.viewer:
        raise Http404
    try:
        return desk.workspace.view(name)
    except UnknownViewer:
        raise Http404 from None
