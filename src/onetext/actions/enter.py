"""Enter what somebody typed, an entry or an item of the header, checked as a folder would be."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints

from onetext.actions.workspace import View, Workspace
from onetext.files import check_addition, check_header, fits_finder, name_finder
from onetext.model import (
    Case,
    Correction,
    Entry,
    Fault,
    Header,
    Moment,
    read_moment,
    read_plain,
    references,
    situation_of,
)
from onetext.model.case import SECTIONS
from onetext.model.reference import Ref


def open_header(view: View) -> Header:
    """The header against which a viewer's own entries are checked: what it may know, and not marked as an export."""
    header, own = view.case.header, view.stated_viewer
    return dataclasses.replace(header, viewer=own)


def find_names(view: View) -> Callable[[str, Ref], str]:
    """A function that gives the id that a name stands for among what a viewer may know."""
    found: Callable[[str, Ref], str] = view.remember("names", lambda: name_finder(open_header(view), view.case.entries))
    return found


def find_fits(view: View) -> Callable[[str, Ref], list[str]]:
    """A function that gives every id that a name may stand for among what a viewer may know."""
    found: Callable[[str, Ref], list[str]] = view.remember("fits", lambda: fits_finder(open_header(view)))
    return found


def draft_entry(view: View, plain: dict[str, Any], header: Header | None = None) -> tuple[Entry | None, list[Fault]]:
    """The entry that plain data says among what a viewer may see, and every fault that it would bring.

    One of the same id is left out: what is sent twice under one key is one entry.
    """
    others = [entry for entry in view.case.entries if entry.id != plain["id"]]
    return check_addition(header or open_header(view), others, plain)


def entry_id(kind: str, key: str) -> str:
    """The id of an entry that is added under a one-use key: it tells nothing of what else there is.

    >>> entry_id("promise", "a"), entry_id("promise", "a") == entry_id("promise", "b")
    ('promise-2bkw27', False)
    """
    digest = hashlib.sha256(key.encode()).digest()
    letters = "abcdefghjkmnpqrstvwxyz23456789"
    return f"{kind}-" + "".join(letters[byte % len(letters)] for byte in digest[:6])


def today_here(header: Header) -> date:
    """The day it is where the case is."""
    return datetime.now(UTC).astimezone(header.tz).date()


def now_here(header: Header) -> Moment:
    """The minute it is where the case is; what is told later the same day comes after."""
    return read_moment(f"{datetime.now(UTC).astimezone(header.tz):%Y-%m-%d %H:%M:%S}", header.tz)


def add_item(header: Header, section: str, name: str, plain: dict[str, Any]) -> tuple[Header | None, list[Fault]]:
    """A header with an item more, or another in place of one of that id."""
    cls = dict(_item_types())[section]
    item: Any
    item, faults = read_plain(cls, plain, header.tz)
    if faults:
        return None, faults
    changed: dict[str, Any] = {section: {**header.section(section), name: item}}
    return dataclasses.replace(header, **changed), []


def _item_types() -> list[tuple[str, type]]:
    hints = get_type_hints(Header, include_extras=True)
    return [(section, get_args(hints[section])[1]) for section in (*SECTIONS, "glossary")]


def item_type(section: str) -> type:
    """The noun that a section of the header holds.

    >>> item_type("people").__name__
    'Person'
    """
    return dict(_item_types())[section]


def change_header(
    workspace: Workspace, view: View, change: Callable[[Header], tuple[Header | None, list[Fault]]]
) -> tuple[Header | None, list[Fault], list[str]]:
    """What a change makes of the header: it, its own faults, and the entries that it would make unsound.

    Nothing is written. Faults of entries that the viewer may not see are told as one, without their words.
    """
    after, faults = change(workspace.header)
    if after is None:
        return None, faults, []
    touched: list[str] = []
    for name, fault in check_header(after, workspace.entries):
        if name is None:
            faults.append(fault)
        elif name in {entry.id for entry in view.case.entries}:
            touched.append(name)
        else:
            faults.append(Fault((), "something that this page may not show rests on it", "leave it as it is"))
    return after, faults, list(dict.fromkeys(touched))


def find_uses(view: View, name: str) -> list[str]:
    """The entries that name an item of the header, in the order of the record."""
    return view.remember(
        ("uses", name), lambda: [e.id for e in view.case.entries if any(found.name == name for found in references(e))]
    )


def put_header(workspace: Workspace, header: Header) -> None:
    """Put a header in force. Raises RecordUnwritten."""
    workspace.put(header, ())


def add_entry(workspace: Workspace, entry: Entry, key: str, header: Header | None = None) -> None:
    """Append an entry under a one-use key, with a header if the entry needs another; sent twice, it is there once.

    Raises UsageError if something else was sent under the key.
    """
    workspace.put(header, [entry], key)


def add_entries(workspace: Workspace, entries: Sequence[Entry], key: str) -> None:
    """Append entries that belong together, in one transaction, under a one-use key; sent twice, they are there once.

    Raises UsageError if something else was sent under the key.
    """
    workspace.put(None, entries, key)


def undo_of(view: View, name: str) -> Entry | None:
    """What an entry said before its last correction, if it was corrected; to be put in force again."""
    corrections = [e for e in view.case.entries if isinstance(e.body, Correction) and e.body.of == name]
    if not corrections:
        return None
    before = Case(view.case.header, tuple(e for e in view.case.entries if e.id != corrections[-1].id))
    return situation_of(before).in_force.get(name)
