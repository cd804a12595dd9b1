"""Agreement: what the record holds of a deal, clause by clause, and who signed it."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from onetext.model import Agreement, Proposal, Signature
from onetext.reporting import agree_page, signed_page
from onetext.web.desk import Desk

HANDED_OVER: Final = "Add what was handed over"


def show(desk: Desk) -> HttpResponse:
    """The agreement that was asked for, else the one that is followed: the last one signed, else the last recorded.

    With a package in the address: the agreement that would follow from it, by the template of the case that fits.
    """
    package = desk.request.GET.get("package", "")
    if package and any(entry.id == package for entry, _ in desk.view.situation.of(Proposal)):
        back = [(desk.link("agreement"), "What was agreed")]
        title = f"What would follow from {desk.words.entry_name(package)}"
        return desk.draw_page(agree_page(*desk.view.agree(package)), title=title, others=back)
    names = [entry.id for entry, _ in desk.view.situation.of(Agreement)]
    wanted = desk.request.GET.get("name", "")
    name = wanted if wanted in names else desk.view.monitor()[0].agreement if names else None
    signed = [entry.id for entry, signature in desk.view.situation.of(Signature) if signature.agreement == name]
    others = [(f"?name={other}", desk.words.entry_name(other)) for other in names if other != name][:12]
    title = desk.words.entry_name(name) if name else "Agreement"
    act = (desk.adding("delivery", under=name) if name else "", HANDED_OVER)
    return desk.draw_page(signed_page(desk.view.current, name, signed), title=title, others=others, act=act)
