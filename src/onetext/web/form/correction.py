"""Corrections as forms make them: of what an entry says, its withdrawal, and another entry in its place."""

from __future__ import annotations

from typing import Any, Final

from onetext.actions import draft_entry, entry_id, open_header, today_here
from onetext.model import Correction, Entry, Fault, Roster
from onetext.model.audience import ALL, MEDIATORS
from onetext.web.desk import Desk

ANEW: Final = "entered anew"
"""The reason of a withdrawal in whose place another entry was made."""
_PLAIN: Final = str.maketrans("23456789", "abcdefgh")


def draft_correction(
    desk: Desk, about: Entry, reason: str, instead: dict[str, Any] | None, key: str
) -> tuple[Entry | None, list[Fault]]:
    """A correction of an entry, for the mediators among those who may see it, and every fault that it would bring."""
    plain: dict[str, Any] = {
        "id": correction_id(desk, about.id, key),
        "kind": "correction",
        "of": about.id,
        "reason": reason,
    }
    plain |= {"instead": instead} if instead is not None else {}
    return draft_entry(desk.view, plain | said_inside(desk, about))


def correction_id(desk: Desk, name: str, key: str) -> str:
    """The id of a correction: those of one entry and day stand in the order in which they were made."""
    mark = _mark(entry_id("", key))
    there = [e.id for e in desk.view.case.entries if isinstance(e.body, Correction) and e.body.of == name]
    sent = next((one for one in there if one.endswith(f"-{mark}")), None)
    return sent or f"{name[:50]}.corrected-{len(there) + 1}-{mark}"


def _mark(name: str) -> str:
    """The part of an id that comes from the one-use key of a form, in letters alone."""
    return name.rpartition("-")[2].translate(_PLAIN)


def successor_of(desk: Desk, name: str) -> str | None:
    """The entry that was made in place of one whose last correction withdrew it: both were sent with one key."""
    entries = desk.view.case.entries
    corrections = [e for e in entries if isinstance(e.body, Correction) and e.body.of == name]
    if not corrections or not _withdraws_anew(corrections[-1]):
        return None
    kind, mark = next(e.kind for e in entries if e.id == name), _mark(corrections[-1].id)
    return next((e.id for e in entries if e.kind == kind and _mark(e.id) == mark), None)


def _withdraws_anew(entry: Entry) -> bool:
    body = entry.body
    return isinstance(body, Correction) and body.instead is None and body.reason == ANEW


def predecessor_of(desk: Desk, name: str) -> str | None:
    """The entry in whose place one was made, while it is withdrawn."""
    mark = _mark(name)
    found = (e.body.of for e in desk.view.case.entries if _withdraws_anew(e) and _mark(e.id) == mark)  # type: ignore[union-attr]
    return next((old for old in found if old is not None and successor_of(desk, old) == name), None)


def said_inside(desk: Desk, about: Entry) -> dict[str, Any]:
    """The common fields of what is entered today about an entry, for those from inside who may see it."""
    header = open_header(desk.view)
    roster = Roster(header)
    audience = roster.audience(about)
    inside = [name for name in audience if name in roster.circles()] or (
        [MEDIATORS] if ALL in audience else [*audience]
    )
    return {"said": today_here(header).isoformat(), "audience": inside}
