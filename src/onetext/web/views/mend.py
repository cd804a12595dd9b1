"""What is done to an entry: corrected, withdrawn, put back, acknowledged, erased. Always by another entry."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from onetext.actions import add_entries, add_entry, draft_entry, entry_id, undo_of
from onetext.errors import RecordUnwritten
from onetext.model import ABOUT_KINDS, Correction, Entry, Fault, write_entry
from onetext.reporting import plain_text
from onetext.web.desk import Desk
from onetext.web.form.correction import correction_id, draft_correction, said_inside, successor_of
from onetext.web.form.entry import entry_shape
from onetext.web.form.filled import COMMON, Filled, as_it_is, new_key, sent_fields
from onetext.web.form.kind_words import KINDS
from onetext.web.form.opened import CHANGED, STOOD, sign_of
from onetext.web.views.add import draw_check, draw_form, draw_unwritten, go_to


def correct(desk: Desk, name: str) -> HttpResponse:
    """The form of an entry with what it says in it; what is changed becomes a correction."""
    n, _, entry = desk.mendable(name)
    sent = desk.request.POST.get("key", "")
    if sent and correction_id(desk, name, sent) in desk.words.numbers:
        return go_to(desk, name)
    filled = Filled(
        desk, entry.kind, sent_fields(desk) if desk.request.method == "POST" else as_it_is(desk, entry), about=entry
    )
    now = sign_of([write_entry(entry, desk.view.case.header.tz), filled.stands])
    was = desk.request.POST.get("was", "") or now
    words: dict[str, Any] = {
        "check": desk.link("correct_check", name=name),
        "was": was,
        "heading": f"Correct entry {n}: {KINDS[entry.kind].title.lower()}",
        "lead": "Both stay: what was entered, and the correction.",
    }
    if desk.request.method != "POST" or filled.more:
        return draw_form(desk, filled, **words)
    if filled.faults or filled.entry is None:
        return draw_form(desk, filled, status=422, **words)
    if was != now:
        filled.faults[""] = [_overtaken(desk, entry)]
        return draw_form(desk, filled, status=422, **words | {"was": now})
    try:
        add_entry(desk.workspace, filled.entry, filled.key)
    except RecordUnwritten as error:
        return draw_unwritten(desk, filled, error, **words)
    return go_to(desk, name)


def _overtaken(desk: Desk, entry: Entry) -> str:
    """What became of an entry since a form of it was opened."""
    if entry.id in desk.view.situation.in_force:
        return f"{CHANGED}. It says: {plain_text(desk.words.line(entry))}"
    after = desk.words.numbers.get(successor_of(desk, entry.id) or "")
    return f"{STOOD}.{f' Entry {after} stands in its place' if after else ''}"


def check(desk: Desk, name: str) -> HttpResponse:
    """What a field of a correction is read as."""
    _, _, entry = desk.entry(name)
    return draw_check(desk, Filled(desk, entry.kind, sent_fields(desk), about=entry))


def withdraw(desk: Desk, name: str) -> HttpResponse:
    """Take an entry back: a correction that puts nothing in its place."""
    n, told, _ = desk.mendable(name)
    reason, wrong = _sent(desk, "reason"), ""
    if reason:
        entry, faults = draft_correction(desk, told, reason, None, _key(desk))
        if entry is not None and not faults and not (wrong := _add(desk, [entry])):
            return go_to(desk, name)
    what = "It no longer counts. Its words stay in the record, with the reason."
    return _ask(desk, f"Withdraw entry {n}", what, "Withdraw it", told, reason="Why it is withdrawn", wrong=wrong)


def undo(desk: Desk, name: str) -> HttpResponse:
    """Put back what an entry said before its last correction, by a correction; where there is none, to the entry."""
    n, told, _ = desk.entry(name)
    before, after = undo_of(desk.view, name), successor_of(desk, name)
    if (sent := _sent(desk, "key")) and correction_id(desk, name, sent) in desk.words.numbers:
        return go_to(desk, name)
    if before is None:
        return redirect(desk.link("entry", name=name))
    now, wrong = sign_of([one.id for one in desk.view.case.entries if _corrects(one, name)]), ""
    overtaken = bool(was := _sent(desk, "was")) and was != now
    if desk.request.method == "POST" and overtaken:
        wrong = f"{CHANGED.partition('. ')[0]}. Nothing was put in its place: look at what would be put back now"
    elif desk.request.method == "POST":
        said = write_entry(before, desk.view.case.header.tz)
        own = [key for key in entry_shape(before.kind).parts if key not in (*COMMON, "audience")]
        instead = {"kind": before.kind, **{key: said[key] for key in own if key in said}}
        entry, faults = draft_correction(desk, told, "the last correction was taken back", instead, _key(desk))
        gone, more = _withdrawal(desk, after, _key(desk))
        if entry is not None and not faults and not more and not (wrong := _add(desk, [entry, *gone])):
            return go_to(desk, name)
    what = f"It says again: {desk.words.line(before)}. The correction stays in the record too."
    if after is not None:
        what += f" Entry {desk.words.numbers[after]}, which stood in its place, is withdrawn."
    return _ask(desk, f"Take the last correction of entry {n} back", what, "Put it back", told, wrong=wrong, was=now)


def _corrects(entry: Entry, name: str) -> bool:
    return isinstance(entry.body, Correction) and entry.body.of == name


def _withdrawal(desk: Desk, name: str | None, key: str) -> tuple[list[Entry], list[Fault]]:
    """The withdrawal of what stood in the place of an entry that is put back, if anything did."""
    if name is None or name not in desk.view.situation.in_force:
        return [], []
    _, told, _ = desk.entry(name)
    gone, faults = draft_correction(desk, told, "the entry in whose place it stood was put back", None, key)
    return [gone] if gone is not None else [], faults


def acknowledge(desk: Desk, name: str) -> HttpResponse:
    """Accept a finding of the program about an entry, with a reason."""
    n, told, _ = desk.entry(name)
    reason, wrong = _sent(desk, "reason"), ""
    if reason:
        plain = {"id": entry_id("acknowledgement", _key(desk)), "kind": "acknowledgement", "of": name, "reason": reason}
        entry, faults = draft_entry(desk.view, plain | said_inside(desk, told))
        if entry is not None and not faults and not (wrong := _add(desk, [entry])):
            return go_to(desk, name)
    what = (
        "A contradiction, or another finding of the program about this entry, is accepted. It is no longer pointed out."
    )
    return _ask(
        desk,
        f"Acknowledge what was found about entry {n}",
        what,
        "Acknowledge it",
        told,
        reason="Why it is accepted",
        wrong=wrong,
    )


def erase(desk: Desk, name: str) -> HttpResponse:
    """Destroy the contents of an entry; its number must be typed."""
    n, told, _ = desk.entry(name)
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
        can_correct=told.kind not in ABOUT_KINDS,
    )


def _key(desk: Desk) -> str:
    return desk.request.POST.get("key", "") or new_key()


def _sent(desk: Desk, name: str) -> str:
    return next(iter(sent_fields(desk).get(name, [""])), "").strip()


def _add(desk: Desk, entries: list[Entry]) -> str:
    """Add what a form makes; why it could not be, where the record could not be written to."""
    try:
        add_entries(desk.workspace, entries, _key(desk))
    except RecordUnwritten as error:
        return f"{error}: {error.advice}. Nothing was added, and what you typed is still here"
    return ""


def _ask(
    desk: Desk, heading: str, what: str, button: str, told: Entry, reason: str = "", wrong: str = "", was: str = ""
) -> HttpResponse:
    """A page that asks once more; after a send without a reason, with what is missing."""
    missing = desk.request.method == "POST"
    typed = _sent(desk, "reason")
    impossible = wrong or "This is not possible as the record stands"
    summary = [("f-reason", reason if reason and not typed else impossible)] if missing else []
    return desk.draw(
        "ask.html",
        status=422 if missing else 200,
        title=heading,
        what=what,
        button=button,
        reason=reason,
        typed=typed,
        was=was,
        summary=summary,
        problem=missing,
        line=desk.words.line(told),
        key=_key(desk),
        name=told.id,
    )
