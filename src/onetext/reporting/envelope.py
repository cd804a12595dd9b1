"""The one envelope that every verb's result travels in as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onetext import __version__
from onetext.model import SCHEMA, Moment, Quantity


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who asked what of which case: `case` is the hash of the viewer's projection, `rests_on` the entries used."""

    verb: str
    result: Any
    case: str | None = None
    viewer: str | None = None
    at: str | None = None
    seed: int | None = None
    rests_on: tuple[str, ...] = ()


def write_envelope(envelope: Envelope) -> str:
    """The envelope as JSON text; decimals are strings and an open bound is null.

    >>> json.loads(write_envelope(Envelope("check", {"problems": ()})))["verb"]
    'check'
    """
    plain = {"onetext": __version__, "schema": SCHEMA} | plain_json(envelope)
    order = ("onetext", "schema", "verb", "case", "viewer", "at", "seed", "rests_on", "result")
    return json.dumps({key: plain[key] for key in order}, ensure_ascii=False, indent=2) + "\n"


def plain_json(value: Any) -> Any:
    """A result as JSON values.

    >>> plain_json({"share": Decimal("0.50")})
    {'share': '0.50'}
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value, "f")
        case Moment():
            return {"words": value.words, "from": _instant(value.start), "to": _instant(value.end)}
        case Quantity():
            return {"words": value.words, "lo": plain_json(value.lo), "hi": plain_json(value.hi), "unit": value.unit}
        case Mapping():
            return {key: plain_json(item) for key, item in value.items()}
        case list() | tuple():
            return [plain_json(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: plain_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def _instant(instant: Any) -> str | None:
    return None if instant is None else instant.isoformat()
