"""The folder that `onetext new` writes: a commented case that passes `check`, and schemas for editors."""

from __future__ import annotations

import json
from importlib.resources import files

from onetext.files.schema import case_schema, entries_schema

_COMMENTED = ("case.yaml", "entries/first-week.yaml")
_SCHEMAS = {".schema/case.json": case_schema, ".schema/entries.json": entries_schema}


def template_texts() -> dict[str, str]:
    """The texts of a new case, by file name.

    >>> sorted(template_texts())
    ['.schema/case.json', '.schema/entries.json', 'case.yaml', 'entries/first-week.yaml']
    """
    here = files(__name__)
    texts = {name: here.joinpath(*name.split("/")).read_text(encoding="utf-8") for name in _COMMENTED}
    return texts | {name: json.dumps(make(), indent=1) + "\n" for name, make in _SCHEMAS.items()}
