"""Entering anew: the same words with another day, source or audience; the entry that was wrong is withdrawn with it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from onetext.actions import add_entries
from onetext.errors import RecordUnwritten
from onetext.model import ABOUT_KINDS, Entry
from onetext.web.desk import Desk
from onetext.web.form.correction import ANEW, correction_id, draft_correction, said_inside, successor_of
from onetext.web.form.filled import COMMON, Fields, Filled, as_it_is, sent_fields
from onetext.web.form.kind_words import KINDS
from onetext.web.form.opened import WITHDRAWN
from onetext.web.views.add import draw_check, draw_form, draw_unwritten, go_to
from onetext.web.views.gone import offer_to_add

_TAKEN: Final = (*COMMON, "audience", "key", "more")


def enter(desk: Desk, name: str) -> HttpResponse:
    """The form with what is known of an entry beside its words; once it is sent, a new entry stands in its place."""
    n, _, entry = desk.mendable(name)
    if speaking := _speaking(desk, name):
        return desk.draw("anew_not.html", title=f"Entry {n} cannot be entered anew", n=n, name=name, lines=speaking)
    filled = _filled(desk, entry)
    if correction_id(desk, name, filled.key) in desk.words.numbers:
        return go_to(desk, filled.name)
    if name not in desk.view.situation.in_force:
        return _overtaken(desk, n, entry)
    words: dict[str, Any] = {
        "check": desk.link("anew_check", name=name),
        "heading": f"Entry {n}, {KINDS[entry.kind].title.lower()}: when, from where, for whom",
        "lead": f"Its words stay as they are. Entry {n} is withdrawn, and this one stands in its place.",
    }
    if desk.request.method != "POST" or filled.more:
        return draw_form(desk, filled, **words)
    if filled.faults or filled.entry is None:
        return draw_form(desk, filled, status=422, **words)
    withdrawal, faults = draft_correction(desk, entry, ANEW, None, filled.key)
    if withdrawal is None or faults:
        return draw_form(desk, filled, status=422, **words)
    try:
        add_entries(desk.workspace, [filled.entry, withdrawal], filled.key)
    except RecordUnwritten as error:
        return draw_unwritten(desk, filled, error, **words)
    return go_to(desk, filled.name)


def check(desk: Desk, name: str) -> HttpResponse:
    """What a field is read as."""
    return draw_check(desk, _filled(desk, desk.mendable(name)[2]))


def _filled(desk: Desk, entry: Entry) -> Filled:
    """The form: what the entry says as it stands, and what was sent of the rest."""
    return Filled(desk, entry.kind, _fields(desk, entry), instead=entry)


def _fields(desk: Desk, entry: Entry) -> Fields:
    """What stands in the form. Where words were corrected that sides were told, it begins for those from inside alone:
    a correction is not told by setting a day right."""
    fields = as_it_is(desk, entry)
    _, told, _ = desk.entry(entry.id)
    if told.body != entry.body:
        fields["audience"] = [" ".join(said_inside(desk, entry)["audience"])]
    if desk.request.method == "POST":
        fields = {key: held for key, held in fields.items() if key.partition(".")[0] not in _TAKEN}
        fields |= {key: sent for key, sent in sent_fields(desk).items() if key.partition(".")[0] in _TAKEN}
    return fields


def _overtaken(desk: Desk, n: int, entry: Entry) -> HttpResponse:
    """In place of the form of what does not stand any more: its words, with what was typed, as an entry of its own;
    before anything was typed, a page that leads on."""
    after = successor_of(desk, entry.id) or ""
    stands_in = desk.words.numbers.get(after)
    if desk.request.method == "POST":
        stands = f". Entry {stands_in} stands in its place" if stands_in else ""
        return offer_to_add(desk, entry.kind, _fields(desk, entry), f"{WITHDRAWN}{stands}")
    return desk.draw(
        "overtaken.html",
        status=409,
        title=f"Entry {n} was withdrawn",
        lines=[*desk.lines((entry.id, after))],
        name=entry.id,
        n=n,
        after=(stands_in, after) if stands_in else None,
    )


def _speaking(desk: Desk, name: str) -> list[tuple[int, Entry, str, str]]:
    """The entries that speak of it and would go on speaking of what is withdrawn."""
    speaking = desk.view.named_by.get(name, ())
    return [line for line in desk.lines(speaking) if line[1].kind not in ABOUT_KINDS]
