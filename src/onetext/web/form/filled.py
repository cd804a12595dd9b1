"""A form of an entry as it was filled in: the entry it would add, its faults, its controls, and who may be told."""

from __future__ import annotations

import dataclasses
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any, Final

from onetext.actions import add_item, draft_entry, entry_id, find_fits, find_names, open_header, today_here
from onetext.model import Case, Correction, Entry, Fault, Header, Roster, references, write_entry
from onetext.model.audience import MEDIATORS
from onetext.model.reference import Ref
from onetext.reporting import Words
from onetext.web.desk import Desk
from onetext.web.form.audience import Offer, offer_audiences
from onetext.web.form.choice import Choices, offer_choices, suggest_names
from onetext.web.form.correction import draft_correction
from onetext.web.form.drawer import CLOSED, EVERY, Drawer
from onetext.web.form.entry import entry_shape
from onetext.web.form.fault import say_fault
from onetext.web.form.field_words import label_of
from onetext.web.form.gather import Gathered, Typed, gather_plain, slug
from onetext.web.form.kind_words import KINDS as WORDED
from onetext.web.form.kind_words import KindWords
from onetext.web.form.shape import Shape
from onetext.web.form.spread import spread_plain
from onetext.web.form.widget import Widget

Fields = Mapping[str, Sequence[str]]
_BEFORE: Final = ("said",)
_AFTER: Final = ("learned", "source", "doubt", "note", "entered_by")
COMMON: Final = (*_BEFORE, *_AFTER)
"""What is typed of every entry, beside what it says."""
GAP: Final = "…"
"""What stands in place of what is missing, as the entry will stand."""
_NEAR: Final = 2_000
"""Among how many of the newest entries those on the same subject are looked for."""


def sent_fields(desk: Desk) -> dict[str, list[str]]:
    """What was sent with a form; line breaks as files have them."""
    sent = desk.request.POST
    return {name: [value.replace("\r\n", "\n") for value in sent.getlist(name)] for name in sent}


def as_it_is(desk: Desk, entry: Entry) -> dict[str, list[str]]:
    """The fields of a form that would say an entry as it is; whom it is for is left to what the form offers."""
    plain = write_entry(entry, desk.view.case.header.tz)
    plain.pop("audience", None)
    return {**spread_plain(entry_shape(entry.kind), plain), CLOSED: [EVERY]}


def new_key() -> str:
    """A one-use key: when the form was opened, in seconds since 1970, and a part that nobody can guess."""
    return f"{int(time.time())}.{secrets.token_urlsafe(12)}"


def _with_now(fields: Fields, key: str, zone: tzinfo) -> Fields:
    """Fields in which "now" as the time of learning is when the form was opened: the same however often it is sent."""
    begun = key.partition(".")[0]
    if (
        "now" not in [value.strip().lower() for value in fields.get("learned", ())]
        or not begun.isdecimal()
        or len(begun) > 11
    ):
        return fields
    return {**fields, "learned": [f"{datetime.fromtimestamp(int(begun), zone):%Y-%m-%d %H:%M:%S}"]}


class Filled:
    """One form of a kind of entry. `about` is the entry that it corrects: then only what it says is typed. `instead` is
    the entry in whose place it stands: then it says the same, and only when, from where and for whom is typed."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        fields: Fields,
        name: str | None = None,
        about: Entry | None = None,
        instead: Entry | None = None,
    ) -> None:
        self.desk, self.kind, self.about, self.instead = desk, kind, about, instead
        self.key = next(iter(fields.get("key", ())), "") or new_key()
        self.fields = fields
        self.name = name or entry_id(kind, self.key)
        self.more = self._first("more")

    def _first(self, name: str) -> str:
        return next(iter(self.fields.get(name, ())), "")

    @property
    def stands(self) -> bool:
        """Whether what is corrected stands, and was not withdrawn."""
        return self.about is not None and self.about.id in self.desk.view.situation.in_force

    @property
    def worded(self) -> KindWords:
        """How the kind is called."""
        return WORDED[self.kind]

    @cached_property
    def person(self) -> dict[str, Any]:
        """Somebody new, as typed in place; nothing where nobody is."""
        name = self._first("new.name").strip()
        if not name:
            return {}
        side, title = self._first("new.side").strip(), self._first("new.title").strip()
        return {"name": name, **({"speaks_for": side} if side else {}), **({"title": title} if title else {})}

    @cached_property
    def header(self) -> Header:
        """The header, with somebody new where there is one."""
        return self._with_person(open_header(self.desk.view))

    def _with_person(self, header: Header) -> Header:
        if not self.person:
            return header
        taken = frozenset([*header.people, *header.parties, *header.mediators, *header.actors])
        after, _ = add_item(header, "people", slug(self.person["name"], "person", taken), self.person)
        return header if after is None else after

    def real_header(self) -> Header | None:
        """The header that must be in force for the entry: none, unless there is somebody new."""
        return self._with_person(self.desk.workspace.header) if self.person else None

    def resolve(self, name: str, ref: Ref) -> str:
        """The id that a name, or the number of an entry in brackets, stands for."""
        if (found := re.fullmatch(r"\[(\d{1,6})\]", name)) and 0 < int(found[1]) <= len(self.desk.ids):
            return self.desk.ids[int(found[1]) - 1]
        if self.person and name == self.person["name"]:
            return next((n for n, item in self.header.people.items() if item.name == name), name)
        return find_names(self.desk.view)(name, ref)

    @cached_property
    def typed(self) -> Typed:
        """What was typed, with what it is read against."""
        header = self.desk.view.case.header
        return Typed(self.fields, today_here(header), header.tz, self.resolve, find_fits(self.desk.view))

    @cached_property
    def gathered(self) -> Gathered:
        """The plain data of what was typed."""
        fields = _with_now(self.fields, self.key, self.typed.zone)
        return gather_plain(entry_shape(self.kind), dataclasses.replace(self.typed, fields=fields))

    @cached_property
    def _drafted(self) -> tuple[Entry | None, list[Fault]]:
        plain = {"id": self.name, "kind": self.kind, **self.gathered.plain}
        plain.pop("audience", None)
        if self.about is not None:
            return self._corrected(self.gathered.plain)
        entry, faults = self._as_far_as_it_goes(plain)
        if entry is not None:
            chosen = self._chosen_audience(entry)
            entry = dataclasses.replace(entry, audience=chosen)
            if chosen and not faults:
                _, faults = draft_entry(self.desk.view, {**plain, "audience": [*chosen]}, self.header)
        return entry, list(dict.fromkeys(faults))

    def _as_far_as_it_goes(self, plain: dict[str, Any]) -> tuple[Entry | None, list[Fault]]:
        """The entry with a gap in place of what is missing or cannot be read, so that all faults are found at once."""
        found: list[Fault] = []
        for _ in range(3):
            entry, faults = draft_entry(self.desk.view, plain, self.header)
            found += [fault for fault in faults if GAP not in fault.what]
            if entry is not None:
                return entry, found
            parts = entry_shape(self.kind).parts
            wrong = {str(fault.path[0]) for fault in faults if fault.path}
            kept = {key: value for key, value in plain.items() if key not in wrong}
            gaps = {
                key: gap
                for key, part in parts.items()
                if part.required and key not in kept and (gap := _gap(part.shape))
            }
            plain = {**kept, **gaps}
        return None, found

    def _corrected(self, said: dict[str, Any]) -> tuple[Entry | None, list[Fault]]:
        """The correction by which an entry says what is typed."""
        assert self.about is not None
        return draft_correction(self.desk, self.about, self._first("because"), {"kind": self.kind, **said}, self.key)

    @property
    def entry(self) -> Entry | None:
        """The entry as far as it can be read."""
        return self._drafted[0]

    @cached_property
    def faults(self) -> dict[str, list[str]]:
        """What is wrong, in words, by control; under the empty name what is about the whole."""
        found: dict[str, list[str]] = {}
        for name, what, fix in self.gathered.faults:
            found.setdefault(name, []).append(f"{what}: {fix}")
        if self.about is not None and not self._first("because").strip():
            found.setdefault("because", []).append("Say why it is corrected")
        if (
            self.about is not None
            and isinstance(said := getattr(self.entry, "body", None), Correction)
            and said.instead == self.about.body
        ):
            found.setdefault("", []).append("Nothing is changed: change what is wrong, or leave")
        for fault in self._drafted[1]:
            if fault.path[:1] == ("instead",):
                fault = dataclasses.replace(fault, path=fault.path[1:])
            said = say_fault(self.gathered.control(fault), fault, self._called)
            if not any(
                said.control == name or said.control.startswith(f"{name}.") for name, _, _ in self.gathered.faults
            ):
                found.setdefault(said.control, []).append(said.words)
        if (
            self.about is None
            and not self._first("said").strip()
            and not self._first("said.to")
            and not self._first("said.from")
        ):
            found.setdefault("said", []).append("Say when it was said, or write: unknown")
        if self.about is None and self.entry is not None and not self._offers(self._first("audience")):
            found.setdefault("audience", []).append("That is wider than what was said allows: choose one of these")
        return {name: list(dict.fromkeys(words)) for name, words in found.items()}

    def _called(self, name: str) -> str:
        """Somebody or something by the name that people know it by; an entry by its number."""
        if name in self.desk.words.numbers:
            return f"[{self.desk.words.numbers[name]}]"
        item = self.header.named(name)
        return name if item is None else item.name

    # Who may read it.

    def audiences(self) -> list[Offer]:
        """Whom it may be for, one of them chosen."""
        return self._offered(self.entry)

    def _offered(self, entry: Entry | None) -> list[Offer]:
        return offer_audiences(self.header, self.desk.view.case, entry, self._first("audience"), self.instead)

    def _offers(self, value: str) -> bool:
        return not value or value in [offer.value for offer in self.audiences()]

    def _chosen_audience(self, entry: Entry) -> tuple[str, ...]:
        """The audience that is stored: none where it is the one that counts anyway."""
        value = next((offer.value for offer in self._offered(entry) if offer.chosen), MEDIATORS)
        names = tuple(value.split())
        return () if names == Roster(self.header).default_audience(entry) else names

    # What is drawn.

    def draw(self, told: bool) -> tuple[list[Widget], list[Widget]]:
        """The controls in front and those that are folded; `told`: with what is wrong."""
        drawer = Drawer(self.kind, self.typed, self.choices, self.faults if told else {}, self.more)
        shape = entry_shape(self.kind)
        own = [key for key in shape.parts if key not in (*COMMON, "audience")]
        own = own if self.instead is None else []
        front = [key for key in self.worded.front if key in own]
        keys = [*front, *_BEFORE] if self.about is None else front
        rest = [key for key in own if key not in front]
        ahead = drawer.parts(shape, "", keys)
        if self.about is not None:
            return [*ahead], drawer.parts(shape, "", rest)
        source = drawer.part(shape.parts["source"], "source")
        inner = {one.name: one for one in [*source.inner, *source.folded]}
        person = inner["source.person"]
        person.hint = "A colleague by phone, a delegate, the minutes."
        source.inner = [inner["source.of"], person] if self.header.sources else [person]
        source.folded = [one for name, one in inner.items() if one not in source.inner and name != "source.audience"]
        for one in ahead:
            one.optional = one.optional and one.name != "said"
        learned = drawer.part(shape.parts["learned"], "learned")
        return [*ahead, learned, source], [
            *drawer.parts(shape, "", rest),
            *drawer.parts(shape, "", ("doubt", "note", "entered_by")),
        ]

    @cached_property
    def choices(self) -> Choices:
        """What there is to choose from."""
        return offer_choices(self.desk)

    def suggestions(self) -> list[str]:
        """Names to be suggested where somebody is named."""
        return suggest_names(self.header)

    def line(self) -> str:
        """The entry as it will stand; nothing where it cannot be read yet."""
        if self.entry is None:
            return ""
        if isinstance(self.entry.body, Correction):
            return self.desk.words.say(self.entry.body.instead) if self.entry.body.instead is not None else ""
        words = Words(Case(self.header, ())) if self.person else self.desk.words
        return words.line(self.entry)

    def gaps(self) -> list[str]:
        """What is still missing, in words."""
        shape = entry_shape(self.kind)
        return [
            label_of(self.kind, key).lower()
            for key, part in shape.parts.items()
            if part.required and key not in self.gathered.plain
        ]

    def near(self) -> list[str]:
        """The newest entries on the same subject: of the same issues, people or sides; else of the same kind."""
        entries = self.desk.view.current.entries
        mine = {found.name for found in references(self.entry.body)} if self.entry is not None else set()
        issues = mine & set(self.desk.view.case.header.issues)
        named = self.desk.view.remember(
            "named in", lambda: [(e.id, {found.name for found in references(e.body)}) for e in entries[-_NEAR:]]
        )
        for wanted in (issues, mine):
            found = [name for name, names in reversed(named) if wanted & names]
            if found:
                return found[:5]
        return [e.id for e in reversed(entries) if e.kind == self.kind][:5]


def _gap(shape: Shape) -> Any:
    """What stands where nothing was typed yet; nothing where there is no such thing."""
    if shape.kind in ("text", "name", "names", "texts", "speaker"):
        return GAP
    return {"words": GAP} if shape.kind == "quantity" else shape.options[0] if shape.kind == "choice" else None
