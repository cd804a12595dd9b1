"""From plain data to what a form holds: the inverse of `gather`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onetext.model import read_quantity
from onetext.model.plain import kind_of
from onetext.model.predicate import RESERVED
from onetext.model.spoken import speak_quantities
from onetext.web.form.gather import AS_IT_IS
from onetext.web.form.notation import write_outline
from onetext.web.form.shape import Shape

Fields = dict[str, list[str]]


def spread_plain(shape: Shape, plain: Mapping[str, Any]) -> Fields:
    """The fields of plain data.

    >>> from onetext.model import Promise
    >>> from onetext.web.form.shape import shape_of
    >>> spread_plain(shape_of(Promise), {"by": "north", "until": {"words": "soon", "to": "2024-04-09"}})
    {'by': ['north'], 'until': ['soon'], 'until.to': ['2024-04-09']}
    """
    fields: Fields = {}
    _noun(shape, plain, "", fields)
    return fields


def _noun(shape: Shape, plain: Mapping[str, Any], name: str, fields: Fields) -> None:
    for key, part in shape.parts.items():
        if key in plain:
            _spread(part.shape, plain[key], f"{name}.{key}" if name else key, fields)


def _spread(shape: Shape, plain: Any, name: str, fields: Fields) -> None:
    match shape.kind:
        case "noun":
            _noun(shape, plain, name, fields)
        case "content":
            cls = next(noun for noun in shape.nouns if kind_of(noun) == plain["kind"])
            fields[f"{name}.kind"] = [plain["kind"]]
            _noun(Shape("noun", cls=cls), plain, name, fields)
        case "rows":
            assert shape.item is not None
            for n, item in enumerate(plain):
                _spread(shape.item, item, f"{name}.{n}", fields)
        case "pairs":
            assert shape.item is not None
            for n, (key, item) in enumerate(plain.items()):
                fields[f"{name}.{n}.key"] = [key]
                _spread(shape.item, item, f"{name}.{n}" if shape.item.kind == "noun" else f"{name}.{n}.value", fields)
        case "names" | "texts":
            fields[name] = [plain] if isinstance(plain, str) else [*plain]
        case "predicate":
            _predicate(plain, name, fields)
        case "outline" | "anchor":
            fields[name] = [write_outline(plain)]
        case "moment" if isinstance(plain, dict):
            fields[name] = [plain["words"]]
            fields |= {f"{name}.{end}": [plain[end]] for end in ("from", "to") if end in plain}
            if len(plain) == 1:
                fields[f"{name}.read"] = [AS_IT_IS]
        case "quantity":
            _quantity(plain, name, fields)
        case "speaker" if isinstance(plain, dict):
            fields[f"{name}.unnamed"] = [plain["unnamed"]]
            fields |= {f"{name}.of": [plain["of"]]} if "of" in plain else {}
        case _:
            fields[name] = [str(plain)]


def _quantity(plain: Any, name: str, fields: Fields) -> None:
    if isinstance(plain, dict):
        fields[name] = [plain["words"]]
        fields |= {f"{name}.{key}": [plain[key]] for key in ("lo", "hi", "unit") if key in plain}
        return
    fields[name] = [plain]
    spoken = speak_quantities(plain)
    if not spoken or spoken[0].quantity != read_quantity(plain):
        fields[f"{name}.read"] = [AS_IT_IS]


def _predicate(plain: Mapping[str, Any], name: str, fields: Fields) -> None:
    """As simple rows where they can say it, else as an outline."""
    parts = plain["any"] if [*plain] == ["any"] else [{issue: value} for issue, value in plain.items()]
    simple = all(len(part) == 1 and not set(part) & set(RESERVED) for part in parts)
    if not simple or not all(isinstance(value, str) for part in parts for value in part.values()):
        fields[f"{name}.text"] = [write_outline(plain)]
        return
    for n, part in enumerate(parts):
        ((issue, value),) = part.items()
        fields |= {f"{name}.{n}.issue": [issue], f"{name}.{n}.value": [value]}
    if "any" in plain and len(parts) > 1:
        fields[f"{name}.way"] = ["any"]
    elif "any" in plain:
        for n in range(len(parts)):
            del fields[f"{name}.{n}.issue"], fields[f"{name}.{n}.value"]
        fields[f"{name}.text"] = [write_outline(plain)]
