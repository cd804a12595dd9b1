"""JSON Schemas of the case folder, made from the model, for editors to complete and check with.

A schema checks the form; `onetext check` also checks names, values and audiences. Text fields admit numbers and
booleans because an editor types scalars before the schema sees them.
"""

from __future__ import annotations

import dataclasses
import types
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from onetext.model import KINDS, SCHEMA, Anchor, Entry, Formula, Header, Moment, Predicate, Quantity, Trigger
from onetext.model.plain import is_required, keys_of
from onetext.model.reference import Between, Pattern

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_WORD: Final[dict[str, Any]] = {"type": ["string", "number", "boolean"]}
_WRITTEN_OUT: Final[dict[type, tuple[str, tuple[str, ...]]]] = {
    Moment: ("A moment: 2024-04-09, 9 April 2024, late 2023, unknown, or written out.", ("words", "from", "to")),
    Quantity: ("A quantity: 133, about 40, at least 500, hundreds, or written out.", ("words", "lo", "hi", "unit")),
}


def case_schema() -> dict[str, Any]:
    """The schema of `case.yaml`.

    >>> case_schema()["required"]
    ['title']
    """
    defs: dict[str, Any] = {}
    schema = _noun(Header, defs)
    return {"$schema": _DIALECT, "title": f"onetext case, form {SCHEMA}", **schema, "$defs": defs}


def entries_schema() -> dict[str, Any]:
    """The schema of a file of entries.

    >>> len(entries_schema()["items"]["oneOf"]) == len(KINDS)
    True
    """
    defs: dict[str, Any] = {}
    common = _noun(Entry, defs, leave_out=("body",))
    kinds = []
    for kind, cls in KINDS.items():
        body = _noun(cls, defs)
        kinds.append(
            {
                "title": kind,
                "description": _first_line(cls),
                "type": "object",
                "properties": {**common["properties"], **body["properties"], "kind": {"const": kind}},
                "required": ["id", "kind", *(name for name in body.get("required", []) if name != "kind")],
                "additionalProperties": False,
            }
        )
    return {
        "$schema": _DIALECT,
        "title": f"onetext entries, form {SCHEMA}",
        "type": ["array", "null"],
        "items": {"oneOf": kinds},
        "$defs": defs,
    }


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").strip().split("\n")[0]


def _noun(cls: Any, defs: dict[str, Any], leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    fields = cls.__dataclass_fields__
    keys = {key: name for key, name in keys_of(cls).items() if name not in leave_out}
    schema: dict[str, Any] = {
        "description": _first_line(cls),
        "type": "object",
        "properties": {key: _hint(hints[name], defs) for key, name in keys.items()},
        "additionalProperties": False,
    }
    required = [key for key, name in keys.items() if is_required(fields[name])]
    return schema | ({"required": required} if required else {})


def _defined(cls: Any, defs: dict[str, Any]) -> dict[str, Any]:
    name = cls.__name__
    if name not in defs:
        defs[name] = {}
        defs[name] = _noun(cls, defs)
    here = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [_WORD, here]} if hasattr(cls, "SHORTHAND") or hasattr(cls, "from_words") else here


def _hint(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        return _hint(inner, defs) | _marks(marks)
    if origin in (Union, types.UnionType):
        options = [arg for arg in get_args(hint) if arg is not type(None)]
        if all(hasattr(option, "__dataclass_fields__") and "kind" in option.__dataclass_fields__ for option in options):
            return {"oneOf": [_with_kind(option, defs) for option in options]}
        return _hint(options[0], defs) if len(options) == 1 else {"anyOf": [_hint(option, defs) for option in options]}
    if origin is tuple:
        return _list(get_args(hint)[0], defs)
    if origin is dict:
        value = _hint(get_args(hint)[1], defs)
        names = {"type": "object", "additionalProperties": value}
        return {"anyOf": [names, {"type": "array", "items": _WORD}]} if value == _WORD else names
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if hint in _WRITTEN_OUT:
        description, keys = _WRITTEN_OUT[hint]
        written_out = {
            "type": "object",
            "properties": dict.fromkeys(keys, _WORD),
            "required": ["words"],
            "additionalProperties": False,
        }
        return {"description": description, "anyOf": [_WORD, written_out]}
    if hint in (Predicate, Trigger):
        return {"type": "object", "minProperties": 1, "description": _first_line(hint)}
    if hint in (Anchor, Formula):
        return {"description": _first_line(hint), "anyOf": [_WORD, {"type": "object", "minProperties": 1}]}
    if dataclasses.is_dataclass(hint):
        return _defined(hint, defs)
    return {
        str: _WORD,
        int: {"type": "integer"},
        Decimal: {"type": ["number", "string"]},
        bool: {"enum": [True, False, "yes", "no"]},
    }[hint]


def _with_kind(cls: Any, defs: dict[str, Any]) -> dict[str, Any]:
    _defined(cls, defs)
    kind = cls.__dataclass_fields__["kind"].default
    return {
        "allOf": [{"$ref": f"#/$defs/{cls.__name__}"}],
        "properties": {"kind": {"const": kind}},
        "required": ["kind"],
    }


def _list(item: Any, defs: dict[str, Any]) -> dict[str, Any]:
    one = _hint(item, defs)
    forms = [{"type": "array", "items": one}, one]
    if hasattr(item, "KEYED"):
        forms = [forms[0], {"type": "object"}]
    return {"anyOf": forms}


def _marks(marks: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for mark in marks:
        if isinstance(mark, Pattern):
            found |= {"pattern": f"^(?:{mark.regex})$"} if not mark.regex.startswith("(?s)") else {"minLength": 1}
        elif isinstance(mark, Between):
            found |= {"minimum": mark.lo, "maximum": mark.hi}
    return found
