"""The JSON Schema of every verb's envelope, made from the types of its result."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from onetext.model import SCHEMA, Moment, Quantity
from onetext.model.standing import Standing
from onetext.reporting.agree import AgreeResult
from onetext.reporting.ask_data import AskResult
from onetext.reporting.believe_data import BelieveResult
from onetext.reporting.result import (
    BackupResult,
    BridgeResult,
    BriefResult,
    CheckResult,
    CountResult,
    DemoResult,
    DivideResult,
    ExportResult,
    ImportResult,
    NewResult,
    RecordEraseResult,
    RecordFilesResult,
    RecordHeadResult,
    RecordResult,
    ReleaseResult,
    RestoreResult,
    ScenarioResult,
    StickResult,
    VerifyResult,
)

RESULTS: Final[dict[str, type]] = {
    "bridge": BridgeResult,
    "agree": AgreeResult,
    "ask": AskResult,
    "backup": BackupResult,
    "believe": BelieveResult,
    "brief": BriefResult,
    "check": CheckResult,
    "count": CountResult,
    "demo": DemoResult,
    "divide": DivideResult,
    "export": ExportResult,
    "import": ImportResult,
    "import-genius": ScenarioResult,
    "import-geniusweb": ScenarioResult,
    "import-negmas": ScenarioResult,
    "monitor": Standing,
    "new": NewResult,
    "record": RecordResult,
    "record-erase": RecordEraseResult,
    "record-files": RecordFilesResult,
    "record-head": RecordHeadResult,
    "release": ReleaseResult,
    "restore": RestoreResult,
    "stick": StickResult,
    "verify": VerifyResult,
}


def result_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each verb's envelope, by verb.

    >>> result_schemas()["check"]["properties"]["verb"]
    {'const': 'check'}
    """
    return {verb: _envelope(verb, result) for verb, result in RESULTS.items()}


def _envelope(verb: str, result: type) -> dict[str, Any]:
    defs: dict[str, Any] = {}
    text_or_null = {"type": ["string", "null"]}
    properties = {
        "onetext": {"type": "string", "description": "the version of the program"},
        "schema": {"const": SCHEMA},
        "verb": {"const": verb},
        "case": text_or_null | {"description": "SHA-256 of the viewer's projection"},
        "viewer": text_or_null,
        "at": text_or_null,
        "seed": {"type": ["integer", "null"]},
        "rests_on": {"type": "array", "items": {"type": "string"}},
        "result": _schema(result, defs),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"onetext {verb}, form {SCHEMA}",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": defs,
    }


def _schema(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(arg, defs) for arg in get_args(hint)]}
    if origin is tuple:
        args = get_args(hint)
        if args[-1] is Ellipsis:
            return {"type": "array", "items": _schema(args[0], defs)}
        return {"type": "array", "prefixItems": [_schema(arg, defs) for arg in args], "items": False}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _schema(get_args(hint)[1], defs)}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if hint is Moment:
        return {
            "type": "object",
            "properties": {
                "words": {"type": "string"},
                "from": {"type": ["string", "null"]},
                "to": {"type": ["string", "null"]},
            },
            "required": ["words", "from", "to"],
            "additionalProperties": False,
        }
    if hint is Quantity:
        number = {"type": ["string", "null"], "description": "a decimal number; null where the bound is open"}
        keys = {"words": {"type": "string"}, "lo": number, "hi": number, "unit": {"type": "string"}}
        return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}
    if hint is Any:
        return {}
    if dataclasses.is_dataclass(hint):
        return _defined(hint, defs)
    scalars: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        Decimal: {"type": "string", "description": "a decimal number"},
        type(None): {"type": "null"},
    }
    return scalars[hint]


def _defined(cls: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if cls.__name__ not in defs:
        defs[cls.__name__] = {}
        hints = get_type_hints(cls)
        defs[cls.__name__] = {
            "description": (cls.__doc__ or "").strip().split("\n")[0],
            "type": "object",
            "properties": {name: _schema(hint, defs) for name, hint in hints.items()},
            "required": list(hints),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{cls.__name__}"}
