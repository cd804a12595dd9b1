"""From what is typed to plain data, as a file would hold it; what is left blank is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Any, Final

from onetext.model import Fault, write_moment, write_quantity
from onetext.model.plain import Path, kind_of, write_plain
from onetext.model.problem import what_and_fix
from onetext.model.reference import Ref
from onetext.model.spoken import SpokenMoments, SpokenQuantity, speak_moments, speak_quantities
from onetext.web.form.notation import read_outline
from onetext.web.form.shape import Part, Shape

AHEAD: Final = ("due", "until", "when", "sunset")
"""Fields whose times are rather to come."""
AS_IT_IS: Final = "words"
"""The choice by which words are kept and nothing is read in them."""
_NOTHING: Final = object()


@dataclass(frozen=True)
class Typed:
    """What was typed, and against what it is read: the day and zone of the case, and the names that it knows."""

    fields: Mapping[str, Sequence[str]]
    today: date
    zone: tzinfo = UTC
    resolve: Callable[[str, Ref], str] = lambda name, ref: name
    fits: Callable[[str, Ref], list[str]] = lambda name, ref: []

    def first(self, name: str) -> str:
        """What was typed in a control; of several under one name, the first that is not blank."""
        return next((value for value in self.fields.get(name, ()) if value.strip()), "")

    def times(self, name: str) -> SpokenMoments:
        """How the time in a control may be meant."""
        return speak_moments(self.first(name), self.today, self.zone, name.rpartition(".")[2] in AHEAD)

    def numbers(self, name: str) -> tuple[SpokenQuantity, ...]:
        """How the number in a control may be meant."""
        return speak_quantities(self.first(name))


@dataclass
class Gathered:
    """Plain data, where each piece of it was typed, and what could not be read on the way."""

    plain: dict[str, Any]
    places: dict[Path, str] = field(default_factory=dict)
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    """The control, what is wrong, how to mend it."""

    def control(self, fault: Fault) -> str:
        """The control that a fault is about; empty where it is about the whole."""
        for end in range(len(fault.path), 0, -1):
            if fault.path[:end] in self.places:
                return self.places[fault.path[:end]]
        return ".".join(map(str, fault.path[:1]))


def gather_plain(shape: Shape, typed: Typed) -> Gathered:
    """What was typed for a noun.

    >>> from onetext.model import Promise
    >>> from onetext.web.form.shape import shape_of
    >>> fields = {"by": ["north"], "what": ["trucks"], "until": ["by Friday"], "to": ["mira, south"]}
    >>> gather_plain(shape_of(Promise), Typed(fields, date(2024, 4, 9))).plain
    {'by': 'north', 'what': 'trucks', 'to': ['mira', 'south'], 'until': {'words': 'by Friday', 'to': '2024-04-12'}}
    """
    walk = _Walk(typed)
    plain = walk.noun(shape, "", ())
    return Gathered({} if plain is _NOTHING else plain, walk.places, walk.faults)


class _Walk:
    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.places: dict[Path, str] = {}
        self.faults: list[tuple[str, str, str]] = []

    def value(self, shape: Shape, name: str, path: Path) -> Any:
        """What was typed for one shape, or `_NOTHING`."""
        self.places[path] = name
        found = getattr(self, shape.kind)(shape, name, path)
        return found

    def noun(self, shape: Shape, name: str, path: Path) -> Any:
        found = {}
        for key, part in shape.parts.items():
            value = self.value(part.shape, f"{name}.{key}" if name else key, (*path, key))
            if value is not _NOTHING and not _is_default(part, value):
                found[key] = value
        return found or _NOTHING

    def content(self, shape: Shape, name: str, path: Path) -> Any:
        kind = self.typed.first(f"{name}.kind")
        cls = next((noun for noun in shape.nouns if kind_of(noun) == kind), None)
        if cls is None:
            return _NOTHING
        found = self.noun(Shape("noun", cls=cls), name, path)
        return {"kind": kind} if found is _NOTHING else {"kind": kind, **found}

    def text(self, shape: Shape, name: str, path: Path) -> Any:
        return self.typed.first(name) or _NOTHING

    def number(self, shape: Shape, name: str, path: Path) -> Any:
        return self.typed.first(name).strip().replace("\u2212", "-") or _NOTHING

    def choice(self, shape: Shape, name: str, path: Path) -> Any:
        return self.typed.first(name).strip() or _NOTHING

    truth = choice

    def name(self, shape: Shape, name: str, path: Path) -> Any:
        assert shape.ref is not None
        typed = self.typed.first(name).strip()
        chosen = self.typed.first(f"{name}.read").strip()
        if typed and chosen in self.typed.fits(typed, shape.ref):
            return chosen
        return self.typed.resolve(typed, shape.ref) if typed else _NOTHING

    def names(self, shape: Shape, name: str, path: Path) -> Any:
        assert shape.ref is not None
        found: list[str] = []
        for value in self.typed.fields.get(name, ()):
            whole = self.typed.resolve(value.strip(), shape.ref)
            pieces = [value] if whole != value.strip() else re.split(r"[,;\n،]", value)
            found += [self.typed.resolve(piece.strip(), shape.ref) for piece in pieces if piece.strip()]
        return list(dict.fromkeys(found)) or _NOTHING

    def texts(self, shape: Shape, name: str, path: Path) -> Any:
        return [value for value in self.typed.fields.get(name, ()) if value.strip()] or _NOTHING

    def speaker(self, shape: Shape, name: str, path: Path) -> Any:
        assert shape.ref is not None
        unnamed, of = self.typed.first(f"{name}.unnamed"), self.typed.first(f"{name}.of").strip()
        if unnamed:
            return {"unnamed": unnamed, **({"of": self.typed.resolve(of, shape.ref)} if of else {})}
        return self.name(shape, name, path)

    def moment(self, shape: Shape, name: str, path: Path) -> Any:
        words, chosen = self.typed.first(name), self.typed.first(f"{name}.read")
        bounds = {end: value for end in ("from", "to") if (value := self._bound(f"{name}.{end}"))}
        if bounds or chosen == AS_IT_IS:
            return {"words": words or "not stated", **bounds}
        if not words:
            return _NOTHING
        spoken = self.typed.times(name)
        if not spoken.readings:
            self.faults.append(
                (
                    name,
                    f"“{words}” is not read as a time",
                    "write it otherwise, or say below from when to when it may be",
                )
            )
            return _NOTHING
        if spoken.asks and not chosen:
            self.faults.append((name, f"“{words}” may be either of two days", "choose which one is meant"))
            return _NOTHING
        return write_moment(spoken.readings[_index(chosen, len(spoken.readings))], self.typed.zone)

    def _bound(self, name: str) -> Any:
        """An end of a time, which may itself be said as people say it."""
        words = self.typed.first(name).strip()
        found = self.typed.times(name).readings if words else ()
        if words and not found:
            self.faults.append(
                (name.rpartition(".")[0], f"“{words}” is not read as a time", "write a date, such as 9 April 2024")
            )
        if not found:
            return words
        plain = write_moment(found[0], self.typed.zone)
        if isinstance(plain, str):
            return plain
        return plain.get("from" if name.endswith(".from") else "to") or plain.get("from") or plain.get("to")

    def quantity(self, shape: Shape, name: str, path: Path) -> Any:
        words, chosen = self.typed.first(name), self.typed.first(f"{name}.read")
        bounds = {key: value for key in ("lo", "hi", "unit") if (value := self.typed.first(f"{name}.{key}").strip())}
        if not words and not bounds:
            return _NOTHING
        if bounds:
            return {"words": words or " to ".join(bounds.values()), **bounds}
        spoken = self.typed.numbers(name)
        if chosen == AS_IT_IS:
            return words
        if not spoken:
            self.faults.append(
                (
                    name,
                    f"“{words}” is not read as a number",
                    "write it otherwise, or say below between which numbers it lies",
                )
            )
            return _NOTHING
        return write_quantity(spoken[_index(chosen, len(spoken))].quantity)

    def outline(self, shape: Shape, name: str, path: Path) -> Any:
        text = self.typed.first(name)
        if shape.kind == "outline" and text.strip() and not re.search(r":\s|:$|\n", text.strip()):
            return text.strip()
        try:
            return read_outline(text) if text else _NOTHING
        except ValueError as error:
            self.faults.append((name, *what_and_fix(error)))
            return _NOTHING

    def anchor(self, shape: Shape, name: str, path: Path) -> Any:
        text = self.typed.first(name)
        return self.outline(shape, name, path) if "\n" in text.strip() else text.strip() or _NOTHING

    def predicate(self, shape: Shape, name: str, path: Path) -> Any:
        if self.typed.first(f"{name}.text"):
            return self.outline(shape, f"{name}.text", path)
        atoms = []
        for n in self._rows(name):
            issue, value = (self.typed.first(f"{name}.{n}.{key}").strip() for key in ("issue", "value"))
            if issue and value:
                atoms.append({self.typed.resolve(issue, Ref(("issue",))): value})
            elif issue or value:
                missing = "what it should be" if issue else "which issue it is about"
                self.faults.append(
                    (f"{name}.{n}", f"a condition does not say {missing}", "complete it, or empty its line")
                )
        if not atoms:
            return _NOTHING
        if self.typed.first(f"{name}.way") == "any" and len(atoms) > 1:
            return {"any": atoms}
        merged = {issue: value for atom in atoms for issue, value in atom.items()}
        return merged if len(merged) == len(atoms) else {"all": atoms}

    def rows(self, shape: Shape, name: str, path: Path) -> Any:
        assert shape.item is not None
        found: list[Any] = []
        keyed = getattr(shape.item.cls, "KEYED", None)
        for n in self._rows(name):
            value = self.value(shape.item, f"{name}.{n}", (*path, len(found)))
            if value is _NOTHING or (keyed in ("issue", "account") and [*value] == [keyed]):
                continue
            if keyed == "id" and "id" not in value:
                value = {"id": slug(str(value.get("name") or value.get("does") or ""), f"{name[:-1]}-{n + 1}"), **value}
            if keyed and keyed in value:
                self.places[(*path, value[keyed])] = f"{name}.{n}"
            found.append(value)
        return found or _NOTHING

    def pairs(self, shape: Shape, name: str, path: Path) -> Any:
        assert shape.item is not None
        found: dict[str, Any] = {}
        for n in self._rows(name):
            key = self.typed.first(f"{name}.{n}.key")
            nested = shape.item.kind == "noun"
            value = self.value(shape.item, f"{name}.{n}" if nested else f"{name}.{n}.value", (*path, key or n))
            if value is _NOTHING and not key.strip():
                continue
            words = value if isinstance(value, str) else str(value.get("name", "")) if isinstance(value, dict) else ""
            key = (key.strip() and key) or slug(words if len(words) < 40 else "", str(n + 1), found)
            if key in found:
                self.faults.append((f"{name}.{n}", f"“{key}” is here twice", "give one of them another short name"))
            elif value is _NOTHING:
                self.faults.append((f"{name}.{n}", f"“{key}” says nothing", "complete it, or empty its line"))
            else:
                self.places[(*path, key)] = f"{name}.{n}"
                found[key] = value
        return found or _NOTHING

    def _rows(self, name: str) -> list[int]:
        """The numbers of the rows of a field, in order."""
        return [*row_numbers(self.typed.fields, name)]


def row_numbers(fields: Mapping[str, object], name: str) -> Iterator[int]:
    """The numbers of the rows that are typed under a name, in order.

    >>> [*row_numbers({"terms.10.value": [], "terms.2.issue": [], "title": []}, "terms")]
    [2, 10]
    """
    found = {found[1] for key in fields if (found := re.match(rf"{re.escape(name)}\.(\d{{1,4}})(?:\.|$)", key))}
    yield from sorted(map(int, found))


def _is_default(part: Part, value: Any) -> bool:
    """Whether a choice is the one that counts anyway."""
    if part.required or part.shape.kind not in ("choice", "truth"):
        return False
    return bool(part.default is not None and value == write_plain(part.default))


def _index(chosen: str, count: int) -> int:
    return min(int(chosen), count - 1) if chosen.isdecimal() and len(chosen) < 4 else 0


def slug(name: str, other: str, taken: Mapping[str, object] | frozenset[str] = frozenset()) -> str:
    """A short name made of a longer one, or the other one where it has no such letters; none that is taken.

    >>> slug("The Crossing!", "issue-1"), slug("المعبر", "issue-1"), slug("Truce", "x", frozenset(["truce"]))
    ('the-crossing', 'issue-1', 'truce-2')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or other
    found, count = made, 1
    while found in taken:
        count += 1
        found = f"{made}-{count}"
    return found
