"""Add: the kinds of entries in words, and a form for each; what is typed is read back, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from onetext.actions import add_entry
from onetext.errors import RecordUnwritten, UsageError
from onetext.web.desk import ADDED, Desk
from onetext.web.form.filled import Fields, Filled, sent_fields
from onetext.web.form.kind_words import GROUPS, KINDS
from onetext.web.form.widget import Widget

_KINDS = frozenset(kind for kinds in GROUPS.values() for kind in kinds)


def show(desk: Desk) -> HttpResponse:
    """The kinds of entries, in the words of who enters them."""
    groups = [
        (group, [(desk.link("add_kind", kind=kind), *KINDS[kind][:2]) for kind in kinds])
        for group, kinds in GROUPS.items()
    ]
    return desk.draw("add.html", title="Add to the record", groups=groups)


def fill(desk: Desk, kind: str) -> HttpResponse:
    """The form of a kind, or what was sent with it."""
    if kind not in _KINDS:
        raise Http404
    if desk.request.method != "POST":
        return draw_form(desk, Filled(desk, kind, _begin(desk, kind)))
    filled = Filled(desk, kind, sent_fields(desk))
    if filled.more:
        return draw_form(desk, filled)
    if filled.faults or filled.entry is None:
        return draw_form(desk, filled, status=422)
    try:
        add_entry(desk.workspace, filled.entry, filled.key, filled.real_header())
    except UsageError:
        again = Filled(desk, kind, {**filled.fields, "key": [""]})
        again.faults[""] = [
            "Something else was sent with this form before. What is here was not added: look at it, and send it again"
        ]
        return draw_form(desk, again, status=422)
    except RecordUnwritten as error:
        return draw_unwritten(desk, filled, error)
    return go_to(desk, filled.entry.id)


def draw_unwritten(desk: Desk, filled: Filled, error: RecordUnwritten, **words: Any) -> HttpResponse:
    """The form with everything that was typed, where the record could not be written to, such as on a full disk."""
    filled.faults[""] = [f"{error}: {error.advice}. Nothing was added, and what you typed is still here"]
    return draw_form(desk, filled, status=422, **words)


def go_to(desk: Desk, name: str) -> HttpResponse:
    """To the page of an entry that was just added; to the record, where this viewer does not see it."""
    desk.request.session[ADDED] = name
    seen = desk.workspace.view(desk.view.viewer)
    shown = any(entry.id == name for entry in seen.case.entries)
    answer = redirect(desk.link("entry", name=name) if shown else desk.link("record"))
    answer.status_code = 303
    return answer


def check(desk: Desk, kind: str) -> HttpResponse:
    """What one field is read as, and, when it was left, what is wrong with it and how the entry will stand."""
    if kind not in _KINDS:
        raise Http404
    return draw_check(desk, Filled(desk, kind, sent_fields(desk)))


def draw_check(desk: Desk, filled: Filled) -> HttpResponse:
    """The answer to a field that is typed in."""
    name, left = desk.request.GET.get("field", ""), "left" in desk.request.GET
    ahead, rest = filled.draw(told=left)
    widget = next((one for top in (*ahead, *rest) for one in top.each() if one.name == name), None)
    return desk.draw(
        "check.html", w=widget, name=name.replace(".", "-"), left=left, filled=filled, **_beside(desk, filled)
    )


def draw_form(desk: Desk, filled: Filled, status: int = 200, check: str = "", **words: Any) -> HttpResponse:
    """The form as it is filled in; with a status of 422 with what is wrong."""
    told = status == 422
    ahead, rest = filled.draw(told)
    return desk.draw(
        "add_form.html",
        status=status,
        title=f"Add: {filled.worded.title.lower()}" if filled.about is None else "Correct an entry",
        problem=told,
        summary=list_faults(filled.faults, [*ahead, *rest]) if told else [],
        filled=filled,
        ahead=ahead,
        rest=rest,
        rest_open=any(one.busy for one in rest),
        check=check or desk.link("add_check", kind=filled.kind),
        reason=next(iter(filled.fields.get("because", [""])), ""),
        **words,
        **_beside(desk, filled),
    )


def list_faults(faults: Fields, widgets: Iterable[Widget]) -> list[tuple[str, str]]:
    """Every fault with the control it leads to: its own, or the nearest that is drawn."""
    drawn = {one.name for top in widgets for one in top.each()}
    found = []
    for name, words in faults.items():
        near = name
        while near and near not in drawn and near not in ("audience", "new", "because"):
            near = near.rpartition(".")[0]
        found += [(f"f-{near}".replace(".", "-") if near else "form", said) for said in words]
    return found


def _beside(desk: Desk, filled: Filled) -> dict[str, Any]:
    return {
        "line": filled.line(),
        "gaps": filled.gaps(),
        "audiences": filled.audiences() if filled.about is None else [],
        "near": [*desk.lines(filled.near())],
    }


def _begin(desk: Desk, kind: str) -> dict[str, list[str]]:
    """What stands in a form before anybody typed: today as the day of learning, a line for each issue of a proposal."""
    asked = {name: desk.request.GET.getlist(name) for name in desk.request.GET}
    fields = {"learned": ["now"], **asked}
    if kind == "proposal":
        fields |= {f"terms.{n}.issue": [name] for n, name in enumerate(desk.view.case.header.issues)}
    return fields
