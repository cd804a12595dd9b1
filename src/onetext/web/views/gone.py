"""What is not there any more, as another window took it away: what was typed is kept, and can be added."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from onetext.web.desk import Desk
from onetext.web.form.filled import Fields, Filled, sent_fields
from onetext.web.form.kind_words import KINDS
from onetext.web.form.opened import ERASED
from onetext.web.form.section_words import ONE
from onetext.web.views.add import draw_check, draw_form

KIND: Final = "of-kind"
"""The field in which a form about an entry sends of which kind that is."""
_OTHER_FORM: Final = ("was", "because", "more", KIND)
"""What a form about an entry sends, and one that adds an entry does not."""


def show(desk: Desk, section: str = "") -> HttpResponse:
    """In place of a form about an entry, or an item of the case, that is not there: a form that adds what was typed;
    where nothing was typed that could be added, a page that says so and leads on."""
    sent = sent_fields(desk)
    kind = next(iter(sent.get(KIND, [""])), "")
    if kind in KINDS and desk.route.does == "check":
        return draw_check(desk, Filled(desk, kind, _added(sent)))
    if kind in KINDS:
        return offer_to_add(desk, kind, sent, ERASED)
    return desk.draw(
        "gone.html",
        status=404,
        title="It is not there any more",
        section=section,
        one=ONE.get(section, "entry"),
        typed=next(iter(sent.get("reason", [""])), "").strip(),
    )


def offer_to_add(desk: Desk, kind: str, sent: Fields, why: str) -> HttpResponse:
    """The form that adds an entry of a kind, with what was typed about one that does not stand any more."""
    filled = Filled(desk, kind, _added(sent))
    because = next(iter(sent.get("because", [""])), "").strip()
    filled.faults[""] = [f"{why}. You had typed why: “{because}”" if because else why]
    return draw_form(desk, filled, status=422, to=desk.link("add_kind", kind=kind))


def _added(sent: Fields) -> Fields:
    return {"learned": ["now"], **{name: typed for name, typed in sent.items() if name not in _OTHER_FORM}}
