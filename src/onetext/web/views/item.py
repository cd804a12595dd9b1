"""One item of the case, or its settings: a form; what an edit would touch is shown before it is made."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from onetext.actions import change_header, find_uses, item_type, open_header, put_header
from onetext.errors import RecordUnwritten
from onetext.model import Fault, Header, write_header, write_plain
from onetext.model.audience import ALL, MEDIATORS
from onetext.web.desk import Desk, Gone
from onetext.web.form import shape_of, spread_plain
from onetext.web.form.choice import Choices, offer_choices, suggest_names
from onetext.web.form.drawer import CLOSED, EVERY, Drawer
from onetext.web.form.filled import sent_fields
from onetext.web.form.item import SETTINGS, Item
from onetext.web.form.opened import CHANGED, REMOVED
from onetext.web.form.section_words import CALLED, ONE, SECTION_WORDS
from onetext.web.views.add import list_faults


def add(desk: Desk, section: str) -> HttpResponse:
    """The form of one more."""
    if section not in SECTION_WORDS:
        raise Http404
    fields = sent_fields(desk) if desk.request.method == "POST" else {}
    return _answer(desk, Item(desk, section, fields, None))


def edit(desk: Desk, section: str, item: str) -> HttpResponse:
    """The form of one that is there."""
    if section not in SECTION_WORDS:
        raise Http404
    if item not in desk.view.case.header.section(section):
        return _gone(desk, section, item)
    if desk.request.method == "POST":
        fields = sent_fields(desk)
        if fields.get("remove"):
            return _remove(desk, section, item, fields)
        return _answer(desk, Item(desk, section, fields, item))
    plain = write_plain(desk.view.case.header.section(section)[item], desk.view.case.header.tz)
    fields = {**spread_plain(shape_of(item_type(section)), plain), CLOSED: [EVERY]}
    return _answer(desk, Item(desk, section, fields, item))


def _gone(desk: Desk, section: str, name: str) -> HttpResponse:
    """The answer to a form of one that was removed since, in another window: what was typed can be added anew."""
    if desk.request.method != "POST":
        raise Gone(section)
    fields = {name: typed for name, typed in sent_fields(desk).items() if name != "was"}
    if fields.get("remove"):
        answer = redirect(desk.link("case"))
        answer.status_code = 303
        return answer
    item = Item(desk, section, {**fields, "word": [name]} if section == "glossary" else fields, None)
    item.faults[""] = [REMOVED]
    return _draw(desk, item, status=422)


def settle(desk: Desk) -> HttpResponse:
    """The form of what holds for the whole case."""
    if desk.request.method == "POST":
        return _answer(desk, Item(desk, "settings", sent_fields(desk), None))
    plain = {key: value for key, value in write_header(desk.view.case.header).items() if key in SETTINGS}
    return _answer(desk, Item(desk, "settings", spread_plain(shape_of(Header), plain), None))


def _answer(desk: Desk, item: Item) -> HttpResponse:
    if desk.request.method != "POST" or item.more:
        return _draw(desk, item)
    item.check()
    sure = bool(item.fields.get("sure"))
    uses = find_uses(desk.view, item.name) if item.name else []
    if item.faults or item.touched or item.after is None:
        return _draw(desk, item, status=422)
    if uses and item.means_otherwise() and not sure:
        return _draw(desk, item, status=422, uses=uses)
    if item.is_stale():
        item.faults[""] = [CHANGED]
        return _draw(desk, item, status=422, was=item.now())
    try:
        if item.after != desk.workspace.header:
            put_header(desk.workspace, item.after)
    except RecordUnwritten as error:
        item.faults[""] = [f"{error}: {error.advice}. Nothing was changed, and what you typed is still here"]
        return _draw(desk, item, status=422)
    first = item.fields.get("next", [""])[0] == "first"
    if item.fields.get("again"):
        to = desk.link("case_new", section=item.section) + ("?next=first" if first else "")
    else:
        to = desk.link("first") if first else desk.link("case")
    answer = redirect(to)
    answer.status_code = 303
    return answer


def _remove(desk: Desk, section: str, name: str, fields: dict[str, list[str]]) -> HttpResponse:
    """Take an item away that nothing rests on; where something does, what was typed stays."""

    def without(header: Header) -> tuple[Header | None, list[Fault]]:
        kept: dict[str, Any] = {section: {key: item for key, item in header.section(section).items() if key != name}}
        return dataclasses.replace(header, **kept), []

    item = Item(desk, section, {key: typed for key, typed in fields.items() if key != "remove"}, name)
    after, faults, touched = change_header(desk.workspace, desk.view, without)
    if after is None or faults or touched:
        item.touched = touched
        item.faults = {"": ["It cannot be removed: something rests on it"]}
        return _draw(desk, item, status=422)
    put_header(desk.workspace, after)
    answer = redirect(desk.link("case"))
    answer.status_code = 303
    return answer


def _draw(
    desk: Desk, item: Item, status: int = 200, uses: list[str] | None = None, was: str | None = None
) -> HttpResponse:
    drawer = Drawer(ONE.get(item.section, "settings"), item.typed, _choices(desk), item.faults, item.more)
    front = [key for key in item.worded.front if key in item.shape.parts]
    rest = [key for key in item.shape.parts if key not in front and item.section != "settings"]
    ahead, behind = drawer.parts(item.shape, "", front), drawer.parts(item.shape, "", rest)
    if item.section == "settings":
        for widget in ahead:
            widget.label = CALLED[widget.name]
            widget.hint = widget.hint if widget.name == "grade_weights" else ""
    one = ONE.get(item.section, "")
    title = "Settings of the case" if not one else f"Add a {one}" if item.name is None else f"Change a {one}"
    if one[:1] in ("a", "i", "o"):
        title = title.replace(" a ", " an ", 1)
    summary = list_faults(item.faults, [*ahead, *behind])
    summary += [("touched", "Entries could no longer be read: they stand below")] if item.touched else []
    summary += (
        [("uses", "What was entered before would mean something else: look at it, and say that you are sure")]
        if uses
        else []
    )
    return desk.draw(
        "case_item.html",
        status=status,
        title=title,
        lead=item.worded.what,
        item=item,
        was=was or item.fields.get("was", [""])[0] or item.now(),
        ahead=ahead,
        rest=behind,
        summary=summary,
        rest_open=any(one.busy for one in behind),
        problem=status == 422,
        suggestions=suggest_names(open_header(desk.view)),
        touched=[*desk.lines(item.touched[:12])],
        uses=[*desk.lines((uses or [])[:12])],
        word=item.fields.get("word", [""])[0] if item.section == "glossary" else None,
        named=len(find_uses(desk.view, item.name)) if item.name else 0,
        where=desk.request.GET.get("next", "") or item.fields.get("next", [""])[0],
        button="Save it" if item.name or not one else f"Add the {one}",
    )


def _choices(desk: Desk) -> Choices:
    choices = offer_choices(desk)
    circles = [*choices.names["circle"]]
    names = {**choices.names, "all": [(ALL, "All sides")]}
    if MEDIATORS not in dict(circles) and open_header(desk.view).viewer is None:
        names["circle"] = [(MEDIATORS, "The mediators"), *circles]
    return dataclasses.replace(choices, names=names)
