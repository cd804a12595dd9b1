"""What a field looks like, by its type: a text, a time, a name, rows of fields."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from onetext.model import Anchor, Formula, Moment, Predicate, Quantity, Trigger, Unnamed
from onetext.model.plain import is_required, keys_of, kind_of
from onetext.model.reference import Id, Ref

Kind = Literal[
    "text",
    "number",
    "truth",
    "choice",
    "moment",
    "quantity",
    "predicate",
    "outline",
    "anchor",
    "name",
    "names",
    "texts",
    "speaker",
    "noun",
    "rows",
    "pairs",
    "content",
]
_WORDED: Final[dict[Any, Kind]] = {
    str: "text",
    int: "number",
    Decimal: "number",
    bool: "truth",
    Moment: "moment",
    Quantity: "quantity",
    Predicate: "predicate",
    Trigger: "outline",
    Formula: "outline",
    Anchor: "anchor",
}


@dataclass(frozen=True)
class Part:
    """One field of a noun: what it is called in files, its shape, whether it must be there, and its default."""

    key: str
    shape: Shape
    required: bool
    default: Any


@dataclass(frozen=True)
class Shape:
    """How a value is typed. `cls` is a noun's, `item` that of rows and pairs, `options` those of a choice, `nouns`
    the kinds of contents. Pairs are `called` where each is known by what its author calls it, not by a short name."""

    kind: Kind
    cls: type | None = None
    item: Shape | None = None
    options: tuple[str, ...] = ()
    ref: Ref | None = None
    nouns: tuple[type, ...] = ()
    called: bool = False

    @property
    def parts(self) -> dict[str, Part]:
        """The fields of a noun by name."""
        return {} if self.cls is None else _parts(self.cls)


@cache
def shape_of(cls: type) -> Shape:
    """The shape of a noun.

    >>> from onetext.model import Promise
    >>> [(key, part.shape.kind) for key, part in shape_of(Promise).parts.items()][:3]
    [('by', 'name'), ('what', 'text'), ('to', 'names')]
    """
    return Shape("noun", cls=cls)


@cache
def _parts(cls: Any) -> dict[str, Part]:
    hints = get_type_hints(cls, include_extras=True)
    fields: dict[str, dataclasses.Field[Any]] = cls.__dataclass_fields__
    found = {}
    for key, name in keys_of(cls).items():
        hint, field = hints[name], fields[name]
        if name == "kind" and get_origin(hint) is Literal and len(get_args(hint)) == 1:
            continue
        if name in ("body", "id") and cls.__name__ == "Entry":
            continue
        made = field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
        found[key] = Part(key, _shape(hint), is_required(field), made)
    return found


def _shape(hint: Any, ref: Ref | None = None) -> Shape:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        return _shape(inner, next((mark for mark in marks if isinstance(mark, Ref)), ref))
    if origin in (Union, types.UnionType):
        return _union([arg for arg in get_args(hint) if arg is not type(None)], ref)
    if origin is tuple:
        return _many(get_args(hint)[0])
    if origin is dict:
        key, item = get_args(hint)
        return Shape("pairs", item=_shape(item), called=key is not Id)
    if origin is Literal:
        return Shape("choice", options=get_args(hint))
    if hint in _WORDED:
        kind = _WORDED[hint]
        return Shape("name", ref=ref) if ref is not None and kind == "text" else Shape(kind)
    return Shape("noun", cls=hint)


def _union(hints: list[Any], ref: Ref | None) -> Shape:
    if len(hints) == 1:
        return _shape(hints[0], ref)
    if Unnamed in hints:
        (other,) = (hint for hint in hints if hint is not Unnamed)
        return Shape("speaker", ref=_shape(other).ref)
    return Shape("content", nouns=tuple(sorted(hints, key=kind_of)))


def _many(hint: Any) -> Shape:
    item = _shape(hint)
    if item.kind == "name":
        return Shape("names", ref=item.ref)
    return Shape("texts") if item.kind == "text" else Shape("rows", item=item)
