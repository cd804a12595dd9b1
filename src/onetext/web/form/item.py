"""The form of an item of the header as it was filled in: what it would change, what is wrong, what it touches."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from onetext.actions import add_item, change_header, find_fits, find_names, item_type, today_here
from onetext.model import Fault, Header, read_plain, write_header, write_plain
from onetext.model.audience import ALL, MEDIATORS
from onetext.web.desk import Desk
from onetext.web.form.fault import say_fault
from onetext.web.form.gather import Gathered, Typed, gather_plain, slug
from onetext.web.form.kind_words import KindWords
from onetext.web.form.opened import sign_of
from onetext.web.form.section_words import ONE, SECTION_WORDS
from onetext.web.form.shape import Shape, shape_of

SETTINGS: Final = ("title", "zone", "notice", "contradiction_days", "grade_weights", "audience")
"""What is set for the case as a whole."""
_ALIKE: Final = ("people", "actors", "utilities")
"""Sections in which two may have one name."""
_HARMLESS: Final = ("name", "aliases", "note", "title", "learned")
"""Fields that change no meaning of what was entered before."""


class Item:
    """The form of an item of the header as it was filled in."""

    def __init__(self, desk: Desk, section: str, fields: Mapping[str, list[str]], name: str | None) -> None:
        header = desk.view.case.header
        self.desk, self.section, self.fields, self.name = desk, section, fields, name
        self.shape: Shape = shape_of(Header) if section == "settings" else shape_of(item_type(section))
        self.typed = Typed(fields, today_here(header), header.tz, find_names(desk.view), find_fits(desk.view))
        self.gathered: Gathered = gather_plain(self.shape, self.typed)
        self.more = next(iter(fields.get("more", [""])), "")
        self.after: Header | None = None
        self.touched: list[str] = []
        self.faults: dict[str, list[str]] = {}

    @property
    def worded(self) -> KindWords:
        """How the section is called."""
        return (
            KindWords("Settings", "Of the case as a whole.", SETTINGS)
            if self.section == "settings"
            else SECTION_WORDS[self.section]
        )

    def change(self, header: Header) -> tuple[Header | None, list[Fault]]:
        """The header with what is typed in place."""
        plain = self.gathered.plain
        if self.section == "settings":
            kept = {key: value for key, value in write_header(header).items() if key not in SETTINGS}
            real, shown = write_header(header), write_header(self.desk.view.case.header)
            same = {key: real[key] for key in SETTINGS if key in real and plain.get(key) == shown.get(key)}
            stated = {key: plain[key] for key in SETTINGS if key in plain} | same
            found, faults = read_plain(Header, kept | stated, header.tz)
            return found, faults
        name = self.id_in(header)
        if self.name is not None:
            plain = self._as_it_was(header, plain)
        return add_item(header, self.section, name, plain)

    def _as_it_was(self, header: Header, plain: dict[str, Any]) -> dict[str, Any]:
        """What is typed, with what nobody changed as it really is: a page may show less than there is."""
        assert self.name is not None
        real, shown = (
            write_plain(one.section(self.section)[self.name], header.tz) for one in (header, self.desk.view.case.header)
        )
        same = {key for key in (*real, *plain) if plain.get(key) == shown.get(key)}
        return {key: value for key, value in plain.items() if key not in same} | {k: real[k] for k in real if k in same}

    def id_in(self, header: Header) -> str:
        """The id of the item: its own, else one made of its name that nothing has."""
        if self.name is not None:
            return self.name
        if self.section == "glossary":
            return next(iter(self.fields.get("word", [""])), "").strip()
        taken = frozenset(
            name for section in SECTION_WORDS for name in (header.section(section) if section != "glossary" else ())
        ) | {body for _, body, _ in header.bodies()}
        plain = self.gathered.plain
        words = next((str(plain[key]) for key in ("name", "document", "outlet", "person") if key in plain), "")
        reserved = frozenset((ALL, MEDIATORS, "any", "not", "if", "then", "sum", "product", "is"))
        return slug(words, ONE[self.section].split()[0], taken | reserved)

    def check(self) -> None:
        """Find what is wrong with it, and what it would make unreadable."""
        for name, what, fix in self.gathered.faults:
            self.faults.setdefault(name, []).append(f"{what}: {fix}")
        if self.section == "glossary" and not self.id_in(self.desk.workspace.header):
            self.faults.setdefault("word", []).append("Write the word")
        if self.faults:
            return
        self.after, faults, self.touched = change_header(self.desk.workspace, self.desk.view, self.change)
        for fault in faults:
            said = say_fault(self.gathered.control(self._own(fault)), self._own(fault))
            self.faults.setdefault(said.control, []).append(said.words)
        self._check_twins()

    def _check_twins(self) -> None:
        """Whether there is one of this name: the same one was sent twice, which changes nothing; of others than people
        two of a name could not be told apart."""
        if self.name is not None or self.after is None or self.faults or self.section == "settings":
            return
        real, new = self.desk.workspace.header.section(self.section), self.id_in(self.desk.workspace.header)
        there = {name: real[name] for name in self.desk.view.case.header.section(self.section)}
        item = self.after.section(self.section)[new]
        same = {name for name, one in there.items() if one == item}
        if new in same or (same and self.section != "glossary"):
            self.after = self.desk.workspace.header
        elif new in there:
            self.faults["word"] = [f"“{new}” has a meaning already: change that one"]
        elif self.section not in _ALIKE and _called(item) and _called(item) in map(_called, there.values()):
            self.faults["name"] = [f"“{item.name}” is there already: give this one another name, or change that one"]

    def now(self) -> str:
        """A sign of what it says now; blank for one that is not there yet."""
        header = self.desk.view.case.header
        if self.section == "settings":
            return sign_of({key: value for key, value in write_header(header).items() if key in SETTINGS})
        return sign_of(write_plain(header.section(self.section)[self.name], header.tz)) if self.name else ""

    def is_stale(self) -> bool:
        """Whether it says otherwise by now than when its form was opened."""
        was = self.fields.get("was", [""])[0]
        return bool(was) and was != self.now() and self.after != self.desk.workspace.header

    def _own(self, fault: Fault) -> Fault:
        """A fault with its path within the item."""
        return dataclasses.replace(fault, path=fault.path[2:]) if fault.path[:1] == (self.section,) else fault

    def means_otherwise(self) -> bool:
        """Whether more than names of an item that was there would be changed."""
        header = self.desk.workspace.header
        if self.name is None or self.after is None:
            return False
        one, other = (
            write_plain(h.section(self.section)[self.name]) if self.section != "glossary" else {}
            for h in (header, self.after)
        )
        return {key: value for key, value in one.items() if key not in _HARMLESS} != {
            key: value for key, value in other.items() if key not in _HARMLESS
        }


def _called(item: Any) -> str:
    """The name of an item, as names are compared; blank where it has none."""
    return (getattr(item, "name", None) or "").casefold()
