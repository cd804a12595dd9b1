"""What is done to an entry: corrected, withdrawn, put back, acknowledged, erased. Always by another entry."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse

from onetext.actions import add_entry, draft_entry, entry_id, undo_of
from onetext.model import Entry, write_entry
from onetext.web.desk import Desk
from onetext.web.form import spread_plain
from onetext.web.form.entry import entry_shape
from onetext.web.form.filled import Filled, correction_id, draft_correction, new_key, said_inside, sent_fields
from onetext.web.form.wording import KINDS
from onetext.web.views.add import draw_check, draw_form, go_to

_ABOUT: Final = ("release", "correction", "erasure")


def _entry(desk: Desk, name: str) -> tuple[int, Entry]:
    """The number of an entry, and the entry as it was told; what cannot be corrected is not there."""
    if name not in desk.words.numbers:
        raise Http404
    n = desk.words.numbers[name]
    return n, desk.view.case.entries[n - 1]


def _standing(desk: Desk, name: str) -> Entry:
    n, _ = _entry(desk, name)
    return desk.view.current.entries[n - 1]


def correct(desk: Desk, name: str) -> HttpResponse:
    """The form of an entry with what it says in it; what is changed becomes a correction."""
    n, told = _entry(desk, name)
    if told.kind in (*_ABOUT, "acknowledgement"):
        raise Http404
    entry = _standing(desk, name)
    sent = desk.request.POST.get("key", "")
    if sent and correction_id(desk, name, sent) in desk.words.numbers:
        return go_to(desk, name)
    filled = Filled(
        desk, entry.kind, sent_fields(desk) if desk.request.method == "POST" else _as_it_is(desk, entry), about=entry
    )
    words: dict[str, Any] = {
        "heading": f"Correct entry {n}: {KINDS[entry.kind].title.lower()}",
        "lead": "Both stay: what was entered, and the correction.",
    }
    if desk.request.method != "POST" or filled.more:
        return draw_form(desk, filled, check=desk.link("correct_check", name=name), **words)
    if filled.faults or filled.entry is None:
        return draw_form(desk, filled, status=422, check=desk.link("correct_check", name=name), **words)
    add_entry(desk.workspace, filled.entry, filled.key)
    return go_to(desk, name)


def _as_it_is(desk: Desk, entry: Entry) -> dict[str, list[str]]:
    shape = entry_shape(entry.kind)
    return spread_plain(shape, write_entry(entry, desk.view.case.header.tz))


def check(desk: Desk, name: str) -> HttpResponse:
    """What a field of a correction is read as."""
    entry = _standing(desk, name)
    return draw_check(desk, Filled(desk, entry.kind, sent_fields(desk), about=entry))


def withdraw(desk: Desk, name: str) -> HttpResponse:
    """Take an entry back: a correction that puts nothing in its place."""
    n, told = _entry(desk, name)
    if told.kind in _ABOUT:
        raise Http404
    fields = sent_fields(desk)
    reason = next(iter(fields.get("reason", [""])), "")
    if desk.request.method == "POST" and reason.strip():
        entry, faults = draft_correction(desk, told, reason, None, _key(desk))
        if entry is not None and not faults:
            add_entry(desk.workspace, entry, _key(desk))
            return go_to(desk, name)
    what = "It no longer counts. Its words stay in the record, with the reason."
    return _ask(desk, f"Withdraw entry {n}", what, "Withdraw it", reason="Why it is withdrawn", told=told)


def undo(desk: Desk, name: str) -> HttpResponse:
    """Put back what an entry said before its last correction, by a correction."""
    n, told = _entry(desk, name)
    before = undo_of(desk.view, name)
    if before is None:
        raise Http404
    if desk.request.method == "POST":
        said = write_entry(before, desk.view.case.header.tz)
        own = entry_shape(before.kind).parts
        common = ("said", "learned", "entered_by", "audience", "source", "doubt", "note")
        instead = {"kind": before.kind, **{key: said[key] for key in own if key in said and key not in common}}
        entry, faults = draft_correction(desk, told, "the last correction was taken back", instead, _key(desk))
        if entry is not None and not faults:
            add_entry(desk.workspace, entry, _key(desk))
            return go_to(desk, name)
    what = f"It says again: {desk.words.line(before)}. The correction stays in the record too."
    return _ask(desk, f"Take the last correction of entry {n} back", what, "Put it back", told=told, before=True)


def acknowledge(desk: Desk, name: str) -> HttpResponse:
    """Accept a finding of the program about an entry, with a reason."""
    n, told = _entry(desk, name)
    fields = sent_fields(desk)
    reason = next(iter(fields.get("reason", [""])), "")
    if desk.request.method == "POST" and reason.strip():
        plain = {"id": entry_id("acknowledgement", _key(desk)), "kind": "acknowledgement", "of": name, "reason": reason}
        entry, faults = draft_entry(desk.view, plain | said_inside(desk, told))
        if entry is not None and not faults:
            add_entry(desk.workspace, entry, _key(desk))
            return go_to(desk, name)
    what = (
        "A contradiction, or another finding of the program about this entry, is accepted. It is no longer pointed out."
    )
    return _ask(
        desk,
        f"Acknowledge what was found about entry {n}",
        what,
        "Acknowledge it",
        reason="Why it is accepted",
        told=told,
    )


def erase(desk: Desk, name: str) -> HttpResponse:
    """Destroy the contents of an entry; its number must be typed."""
    n, told = _entry(desk, name)
    if told.kind == "erasure":
        raise Http404
    fields = sent_fields(desk)
    reason, number = (next(iter(fields.get(key, [""])), "").strip() for key in ("reason", "number"))
    wrong = []
    if desk.request.method == "POST":
        wrong += [] if reason else [("f-reason", "Say why it is erased")]
        wrong += [] if number == str(n) else [("f-number", f"Type the number of the entry: {n}")]
        if not wrong:
            backups, related = desk.workspace.erase(name, reason)
            return desk.draw(
                "erased.html",
                title=f"Entry {n} is erased",
                backups=backups,
                related=related,
                folder=desk.workspace.folder,
            )
    speaking = [desk.words.numbers[one] for one in desk.view.named_by.get(name, ()) if one in desk.words.numbers]
    return desk.draw(
        "erase.html",
        status=422 if wrong else 200,
        title=f"Erase entry {n}",
        n=n,
        line=desk.words.line(told),
        summary=wrong,
        problem=bool(wrong),
        speaking=speaking,
        reason=reason,
        number=number,
        name=name,
        can_correct=told.kind not in (*_ABOUT, "acknowledgement"),
    )


def _key(desk: Desk) -> str:
    return desk.request.POST.get("key", "") or new_key()


def _ask(
    desk: Desk, heading: str, what: str, button: str, told: Entry, reason: str = "", before: bool = False
) -> HttpResponse:
    """A page that asks once more; after a send without a reason, with what is missing."""
    missing = desk.request.method == "POST"
    summary = [("f-reason", reason if reason else "This is not possible as the record stands")] if missing else []
    return desk.draw(
        "ask.html",
        status=422 if missing else 200,
        title=heading,
        what=what,
        button=button,
        reason=reason,
        summary=summary,
        problem=missing,
        line=desk.words.line(told),
        key=_key(desk),
        name=told.id,
        before=before,
    )
