"""Nouns to plain data and back: text, lists and mappings, as a file holds them.

The types of the fields say everything: how a value is read, what is wrong with it, and (in `files`) the schema.
Reading finds all faults at once, each with the path to it.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal, InvalidOperation
from functools import cache
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from onetext.model.anchor import Anchor, read_anchor, write_anchor
from onetext.model.formula import Formula, read_formula, write_formula
from onetext.model.moment import Moment, read_moment, write_moment
from onetext.model.predicate import Predicate, read_predicate, write_predicate
from onetext.model.problem import nearest_name, what_and_fix
from onetext.model.quantity import Quantity, is_writable, read_quantity, write_quantity
from onetext.model.reference import Between, Key, Pattern
from onetext.model.trigger import Trigger, read_trigger, write_trigger

if TYPE_CHECKING:
    from onetext.model.case import Header
    from onetext.model.entry import Entry

T = TypeVar("T")
Path = tuple[str | int, ...]
Plain = str | list[Any] | dict[str, Any]

_BOOLS: Final = {"yes": True, "true": True, "no": False, "false": False}
_NONE: Final = type(None)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with plain data, at which path in it, and how to mend it.

    `at_key` says that the fault is the key at the end of the path, not its value.
    """

    path: Path
    what: str
    fix: str
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of plain data: the zone for its moments and the faults found so far."""

    zone: tzinfo
    faults: list[Fault]

    def fault(self, path: Path, what: str, fix: str, at_key: bool = False) -> None:
        self.faults.append(Fault(path, what, fix, at_key))

    def refused(self, path: Path, error: ValueError) -> None:
        what, fix = what_and_fix(error)
        self.fault(path, what, fix)


Reader = Callable[[Any, Path, _Reading], Any]


def read_plain(cls: type[T], plain: Any, zone: tzinfo = UTC) -> tuple[T | None, list[Fault]]:
    """Read one noun from plain data: the noun, or None and every fault.

    >>> from onetext.model import Demand
    >>> demand, _ = read_plain(Demand, {"party": "north", "requires": {"water": "at least 40"}})
    >>> demand.strength
    'demand'
    >>> _, faults = read_plain(Demand, {"party": "north", "reqires": {"water": "all"}, "firmness": "often"})
    >>> for fault in faults:
    ...     print(fault.what, "|", fault.fix)
    'reqires' is no field of a demand | did you mean 'requires'?
    'often' is no number | write digits, such as 0.5
    """
    reading = _Reading(zone, [])
    noun: T | None = _reader(cls)(plain, (), reading)
    return (None if reading.faults else noun), reading.faults


def make(cls: type[T], **plain: Any) -> T:
    """Make one noun from plain values as a file would hold them; raises ValueError with all faults.

    >>> from onetext.model import Demand
    >>> make(Demand, party="north", requires={"water": "all"}).requires.issues
    ('water',)
    """
    noun, faults = read_plain(cls, plain)
    if noun is None:
        raise ValueError("; ".join(f"{fault.what} ({fault.fix})" for fault in faults))
    return noun


def _reader(hint: Any) -> Reader:
    """How values of one type are read; made once per type."""
    return _made(hint)


@cache
def _made(hint: Any) -> Reader:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        return _marked(_reader(inner), marks)
    if origin in (Union, types.UnionType):
        return _union(tuple(arg for arg in get_args(hint) if arg is not _NONE))
    if origin is tuple:
        return _many(get_args(hint)[0])
    if origin is dict:
        return _mapping(*get_args(hint))
    if origin is Literal:
        return _choice(get_args(hint))
    if hint in _SCALARS:
        return _SCALARS[hint]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _noun(hint)
    raise TypeError(f"no way to read {hint}")


def _text(value: Any, path: Path, reading: _Reading) -> Any:
    if isinstance(value, str):
        return value
    reading.fault(path, f"'{_last(path)}' holds a {_shape(value)} where some words belong", "write text")
    return None


def _number(make: Callable[[str], Any], example: str) -> Reader:
    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            value = str(value)
        try:
            number = make(value) if isinstance(value, str) else None
        except (ValueError, InvalidOperation):
            number = None
        if number is None or not Decimal(number).is_finite():
            shown = f"'{value}'" if isinstance(value, str) else f"a {_shape(value)}"
            reading.fault(path, f"{shown} is no number", f"write digits, such as {example}")
        elif not is_writable(Decimal(number)):
            reading.fault(path, "the number is too long to be written out", "write one of at most 100 digits")
        return number

    return read


def _truth(value: Any, path: Path, reading: _Reading) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLS:
        return _BOOLS[value.lower()]
    reading.fault(path, f"'{_last(path)}' is either yes or no", "write yes or no")
    return None


def _worded(read: Callable[[Any, tzinfo], Any]) -> Reader:
    def read_words(value: Any, path: Path, reading: _Reading) -> Any:
        try:
            return read(value, reading.zone)
        except ValueError as error:
            reading.refused(path, error)
            return None

    return read_words


_SCALARS: Final[dict[Any, Reader]] = {
    str: _text,
    int: _number(int, "3"),
    Decimal: _number(Decimal, "0.5"),
    bool: _truth,
    Moment: _worded(read_moment),
    Quantity: _worded(lambda value, zone: read_quantity(value)),
    Predicate: _worded(lambda value, zone: read_predicate(value)),
    Anchor: _worded(read_anchor),
    Trigger: _worded(read_trigger),
    Formula: _worded(lambda value, zone: read_formula(value)),
}


def _marked(read: Reader, marks: list[Any]) -> Reader:
    for mark in marks:
        if isinstance(mark, Pattern):
            read = _matching(read, re.compile(mark.regex), mark.fix)
        elif isinstance(mark, Between):
            read = _between(read, mark)
    return read


def _matching(read: Reader, pattern: re.Pattern[str], fix: str) -> Reader:
    matches, is_text = pattern.fullmatch, read is _text

    def read_matching(value: Any, path: Path, reading: _Reading) -> Any:
        if is_text and type(value) is str and matches(value):
            return value
        text = read(value, path, reading)
        if text is not None and not matches(text):
            what = f"'{text}' cannot stand as '{_last(path)}'" if text.strip() else f"'{_last(path)}' is empty"
            reading.fault(path, what, fix)
        return text

    return read_matching


def _between(read: Reader, mark: Between) -> Reader:
    def read_between(value: Any, path: Path, reading: _Reading) -> Any:
        number = read(value, path, reading)
        if number is not None and not mark.lo <= number <= mark.hi:
            reading.fault(path, f"{number} is out of range", f"write a number from {mark.lo} to {mark.hi}")
        return number

    return read_between


def _choice(words: tuple[str, ...]) -> Reader:
    known = frozenset(words)

    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if isinstance(value, str) and value in known:
            return value
        shown = f"'{value}'" if isinstance(value, str) else f"a {_shape(value)}"
        near = nearest_name(value, words) if isinstance(value, str) else None
        fix = f"did you mean '{near}'?" if near else f"write one of: {', '.join(words)}"
        reading.fault(path, f"{shown} is no {_last(path).replace('_', ' ')}", fix)
        return None

    return read


def _union(hints: tuple[Any, ...]) -> Reader:
    if len(hints) == 1:
        return _reader(hints[0])
    nouns = [hint for hint in hints if isinstance(hint, type) and dataclasses.is_dataclass(hint)]
    if len(nouns) == len(hints):
        return _by_kind({kind_of(noun): noun for noun in nouns})
    (text,) = (hint for hint in hints if hint not in nouns)
    (noun,) = nouns
    read_text, read_noun, from_words = _reader(text), _reader(noun), noun.from_words  # type: ignore[attr-defined]

    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if not isinstance(value, str):
            return read_noun(value, path, reading)
        found = from_words(value)
        return read_text(value, path, reading) if found is None else found

    return read


def kind_of(cls: type) -> str:
    """The kind that a dataclass of an entry's contents stands for."""
    kind: str = cls.__dataclass_fields__["kind"].default  # type: ignore[attr-defined]
    return kind


def _by_kind(nouns: Mapping[str, type]) -> Reader:
    choose, made = _choice(tuple(nouns)), tuple(nouns.values())

    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if not isinstance(value, dict):
            if isinstance(value, made):
                return value
            reading.fault(path, f"'{_last(path)}' holds no mapping", "write kind: and its fields")
            return None
        if "kind" not in value:
            reading.fault(path, "'kind' is missing", f"add kind: with one of: {', '.join(nouns)}")
            return None
        kind = choose(value["kind"], (*path, "kind"), reading)
        return None if kind is None else _reader(nouns[kind])(value, path, reading)

    return read


def _many(hint: Any) -> Reader:
    read_one = _reader(hint)
    keyed = getattr(hint, "KEYED", None)
    shorthand = getattr(hint, "SHORTHAND", None)

    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if keyed is not None and isinstance(value, dict) and keyed not in value:
            return tuple(
                read_one(
                    {keyed: key, **(item if isinstance(item, dict) else {shorthand: item})},
                    (*path, key),
                    reading,
                )
                for key, item in value.items()
            )
        if isinstance(value, list | tuple):
            return tuple([read_one(item, (*path, n), reading) for n, item in enumerate(value)])
        return (read_one(value, path, reading),)

    return read


def _mapping(key_hint: Any, hint: Any) -> Reader:
    read_key, read_one = _reader(key_hint), _reader(hint)

    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = {item: item for item in value}
        if not isinstance(value, dict):
            fix = f"write 'name: ...' lines, indented below '{_last(path)}'"
            reading.fault(path, f"'{_last(path)}' holds a {_shape(value)} where names and values belong", fix)
            return None
        found = {}
        for key, item in value.items():
            key_faults = _Reading(reading.zone, [])
            read_key(key, (*path, key), key_faults)
            reading.faults.extend(dataclasses.replace(fault, at_key=True) for fault in key_faults.faults)
            found[key] = read_one(item, (*path, key), reading)
        return found

    return read


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a noun: its name, the name it goes by in files, how it is read, and whether it must be there."""

    name: str
    key: str
    read: Reader
    required: bool


def keys_of(cls: type) -> dict[str, str]:
    """The fields of a noun: name in files -> name in Python.

    >>> from onetext.model import Statement
    >>> keys_of(Statement)["for"]
    'speaks_for'
    """
    hints = get_type_hints(cls, include_extras=True)
    return {_key(field.name, hints[field.name]): field.name for field in dataclasses.fields(cls)}


def _key(name: str, hint: Any) -> str:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((mark.name for mark in marks if isinstance(mark, Key)), name)


@cache
def _fields(cls: Any) -> dict[str, _Field]:
    hints = get_type_hints(cls, include_extras=True)
    fields: dict[str, dataclasses.Field[Any]] = cls.__dataclass_fields__
    return {
        key: _Field(name, key, _reader(hints[name]), is_required(fields[name])) for key, name in keys_of(cls).items()
    }


@cache
def _readers(cls: Any) -> dict[str, tuple[str, Reader]]:
    return {key: (field.name, field.read) for key, field in _fields(cls).items()}


@cache
def _required(cls: Any) -> frozenset[str]:
    return frozenset(field.name for field in _fields(cls).values() if field.required)


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether a field has no default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def words_of(cls: type) -> str:
    """What a noun is called in a sentence.

    >>> from onetext.model import ExchangeKey
    >>> words_of(ExchangeKey)
    'exchange key'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


@cache
def _called(cls: Any) -> str:
    """What a noun is called in a fault: by its kind, where it is of one kind alone."""
    kinds = get_args(get_type_hints(cls)["kind"]) if "kind" in cls.__dataclass_fields__ else ()
    return kinds[0] if len(kinds) == 1 else words_of(cls)


def _noun(cls: type) -> Reader:
    shorthand = getattr(cls, "SHORTHAND", None)

    def read(value: Any, path: Path, reading: _Reading) -> Any:
        if isinstance(value, cls):
            return value
        if shorthand is not None and isinstance(value, str):
            value = {shorthand: value}
        if not isinstance(value, dict):
            fix = "write 'name: value' lines, indented below it"
            reading.fault(path, f"this {_called(cls)} is a {_shape(value)} where fields belong", fix)
            return None
        fields, readers, required = _fields(cls), _readers(cls), _required(cls)
        found, before = {}, len(reading.faults)
        for key, item in value.items():
            if key in readers:
                name, read_field = readers[key]
                found[name] = read_field(item, (*path, key), reading)
            else:
                unknown = [name for name in fields if name not in value]
                near = nearest_name(str(key), unknown)
                fix = f"did you mean '{near}'?" if near else f"{_called(cls)} has: {', '.join(fields)}"
                reading.fault((*path, key), f"'{key}' is no field of {a(_called(cls))}", fix, at_key=True)
        if not found.keys() >= required:
            mended = {fault.fix for fault in reading.faults[before:]}
            for field in fields.values():
                if field.required and field.name not in found and f"did you mean '{field.key}'?" not in mended:
                    reading.fault(path, f"'{field.key}' is missing", f"add '{field.key}:' to this {_called(cls)}")
        return None if len(reading.faults) > before else cls(**found)

    return read


def a(noun: str) -> str:
    """A noun with its article.

    >>> a("draft"), a("agreement")
    ('a draft', 'an agreement')
    """
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def _last(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "it")


def _shape(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "list"
    return "mapping" if isinstance(value, dict) else "text" if isinstance(value, str) else "value"


def write_plain(noun: Any, zone: tzinfo = UTC) -> Any:
    """A noun as plain data, without the fields that are at their defaults; reads back as the same noun.

    >>> from onetext.model import Demand
    >>> write_plain(make(Demand, party="north", requires={"water": "all"}))
    {'party': 'north', 'requires': {'water': 'all'}}
    """
    cls: Any = type(noun)
    if cls is str:
        return noun
    write = _WRITERS.get(cls)
    return (_noun_writer(cls) if write is None else write)(noun, zone)


@cache
def _noun_writer(cls: Any) -> Callable[[Any, tzinfo], dict[str, Any]]:
    """How a noun is written: all its fields are taken at once."""
    written = _written(cls)
    keys, names, defaults = ([field[n] for field in written] for n in range(3))
    held: Callable[[Any], Iterable[Any]] = (
        attrgetter(*names) if len(names) > 1 else lambda noun: [getattr(noun, name) for name in names]
    )

    def write(noun: Any, zone: tzinfo) -> dict[str, Any]:
        return {
            key: value if type(value) is str else write_plain(value, zone)
            for key, default, value in zip(keys, defaults, held(noun), strict=True)
            if value is not default and value != default
        }

    return write


_WRITERS: Final[dict[type, Callable[[Any, tzinfo], Any]]] = {
    bool: lambda noun, zone: "yes" if noun else "no",
    int: lambda noun, zone: str(noun),
    Decimal: lambda noun, zone: format(noun, "f"),
    tuple: lambda noun, zone: [item if type(item) is str else write_plain(item, zone) for item in noun],
    dict: lambda noun, zone: {key: write_plain(item, zone) for key, item in noun.items()},
    Moment: write_moment,
    Quantity: lambda noun, zone: write_quantity(noun),
    Predicate: lambda noun, zone: write_predicate(noun),
    Anchor: write_anchor,
    Formula: lambda noun, zone: write_formula(noun),
    Trigger: write_trigger,
}
"""How what is no noun with fields of its own is written, by its type."""


@cache
def _written(cls: Any) -> tuple[tuple[str, str, Any], ...]:
    fields: dict[str, dataclasses.Field[Any]] = cls.__dataclass_fields__
    return tuple((key, name, _default(fields[name])) for key, name in keys_of(cls).items())


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def write_header(header: Header) -> dict[str, Any]:
    """A header as plain data.

    >>> from onetext.model import Header
    >>> write_header(make(Header, title="River", parties={"north": "North"}))
    {'onetext': '1', 'title': 'River', 'parties': {'north': {'name': 'North'}}}
    """
    plain: dict[str, Any] = write_plain(header, header.tz)
    return {"onetext": str(header.onetext)} | plain


def write_entry(entry: Entry, zone: tzinfo = UTC) -> dict[str, Any]:
    """An entry as plain data, its kind beside its id and what it says beside its common fields.

    >>> from onetext.model import Demand, Entry
    >>> write_entry(Entry("d1", make(Demand, party="north", requires={"water": "all"})))
    {'id': 'd1', 'kind': 'demand', 'party': 'north', 'requires': {'water': 'all'}}
    """
    plain: dict[str, Any] = write_plain(entry, zone)
    body = plain.pop("body")
    for field in ("copy", "instead"):
        if field in body:
            body[field] = {"kind": getattr(entry.body, field).kind} | body[field]
    return {"id": plain.pop("id"), "kind": entry.body.kind, **plain, **body}


def read_entry(plain: dict[str, Any], zone: tzinfo = UTC) -> tuple[Entry | None, list[Fault]]:
    """Read an entry whose fields and those of its kind stand side by side: the entry, or None and every fault.

    >>> read_entry({"id": "d1", "kind": "demand", "party": "north", "requires": {"water": "all"}})[0].kind
    'demand'
    """
    from onetext.model.entry import KINDS, Entry  # the kinds are read by this module

    fields = _fields(Entry)
    body = dict(plain)
    common: dict[str, Any] = {key: body.pop(key) for key in plain if key in fields and key != "body"}
    common["body"] = body
    entry, faults = read_plain(Entry, common, zone)
    kind = KINDS.get(str(plain.get("kind"))) if faults else None
    return entry, [_in_common(fault, plain, kind) for fault in faults]


def _in_common(fault: Fault, plain: Mapping[str, Any], kind: type | None) -> Fault:
    """A fault of an unknown field, with the fields that every entry has offered too."""
    from onetext.model.entry import Entry

    if not (fault.at_key and kind is not None and fault.path[:1] == ("body",) and len(fault.path) == 2):
        return fault
    key, common = str(fault.path[1]), [name for name in _fields(Entry) if name != "body"]
    near = nearest_name(key, [name for name in (*_fields(kind), *common) if name not in plain])
    meant = f"did you mean '{near}'?" if near else f"{fault.fix}; every entry has: {', '.join(common)}"
    return dataclasses.replace(fault, fix=meant)
