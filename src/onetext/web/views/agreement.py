"""Agreement: what the record holds of a deal, clause by clause, and who signed it."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.model import Agreement, Signature
from onetext.reporting import signed_page
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """The agreement that was asked for, else the one that is followed: the last one signed, else the last recorded."""
    names = [entry.id for entry, _ in desk.view.situation.of(Agreement)]
    wanted = desk.request.GET.get("name", "")
    name = wanted if wanted in names else desk.view.monitor()[0].agreement if names else None
    signed = [entry.id for entry, signature in desk.view.situation.of(Signature) if signature.agreement == name]
    others = [(f"?name={other}", desk.words.entry_name(other)) for other in names if other != name][:12]
    title = desk.words.entry_name(name) if name else "Agreement"
    return desk.draw_page(signed_page(desk.view.current, name, signed), title=title, others=others)
