"""A folder that is kept in step with a record: what must be written into it, and what was changed in it by hand.

The author's own files stay as they are, comments and all: what the record has more goes into a file of its own, what
was erased is cut out of its file, and only a header that is another is written anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from onetext.files.document import read_items
from onetext.files.export import ENTRIES_FILE, folder_text, write_file
from onetext.files.folder import HEADER_FILE, _read_texts, check_texts
from onetext.model import Case, Header, read_plain, write_header

ADDED_FILE: Final = "workspace.yaml"
"""The file of what was added in the browser."""


@dataclass(frozen=True)
class Kept:
    """What a folder held when it was last in step: the digest of each file, the ids of its entries, its header."""

    files: Mapping[str, str]
    ids: frozenset[str]
    header: Mapping[str, Any]


def digest_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """A digest of each file."""
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}


def read_texts(folder: Path) -> dict[str, str]:
    """The texts of the files of a folder that hold entries or the header."""
    return _read_texts(folder)[0]


def read_kept(place: Path) -> Kept | None:
    """What was noted when the folder was last in step, or None."""
    try:
        plain = json.loads(place.read_text(encoding="utf-8"))
        return Kept(plain["files"], frozenset(plain["ids"]), plain["header"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_kept(place: Path, texts: Mapping[str, str], case: Case) -> None:
    """Note that a folder with these texts, which say this case, is in step. Raises OSError."""
    plain = {"files": digest_texts(texts), "ids": [e.id for e in case.entries], "header": write_header(case.header)}
    write_file(json.dumps(plain, ensure_ascii=False).encode(), place)


def merge_headers(kept: Mapping[str, Any], folder: Header, held: Header) -> tuple[Header, tuple[str, ...]]:
    """The header that has what was changed in the folder and what was changed in the record since they were in step.

    Where both changed one thing, the folder's word counts, and its name is given.

    >>> base = Header(title="River")
    >>> merge_headers(write_header(base), Header(title="River", notice="Invented"), Header(title="The river"))[0].title
    'The river'
    """
    one, other, clashes = write_header(folder), write_header(held), []
    merged: dict[str, Any] = {}
    for key in dict.fromkeys([*other, *one]):
        mine, theirs, base = one.get(key), other.get(key), kept.get(key)
        if isinstance(mine or {}, dict) and isinstance(theirs or {}, dict) and isinstance(base or {}, dict):
            section, lost = _merge(base or {}, mine or {}, theirs or {})
            clashes += [f"{key}: {name}" for name in lost]
            if section:
                merged[key] = section
        else:
            value = theirs if mine == base else mine
            clashes += [key] if mine != base and theirs not in (base, mine) else []
            if value is not None:
                merged[key] = value
    found, faults = read_plain(Header, merged, folder.tz)
    return (found if found is not None and not faults else folder), tuple(clashes)


def _merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    found, lost = {}, []
    for name in dict.fromkeys([*theirs, *mine]):
        one, other, first = mine.get(name), theirs.get(name), base.get(name)
        value = other if one == first else one
        if one != first and other not in (first, one):
            lost.append(name)
        if value is not None:
            found[name] = value
    return found, lost


def plan_texts(texts: Mapping[str, str], case: Case, gone: frozenset[str]) -> dict[str, str]:
    """The texts of a folder after it was brought in step with a case: only the files that change.

    `gone` are the ids of entries whose contents were destroyed.
    """
    found, _ = check_texts({name: text for name, text in texts.items() if name != ADDED_FILE})
    changed: dict[str, str] = {}
    if found is None or write_header(found.header) != write_header(case.header):
        changed[HEADER_FILE] = folder_text(Case(case.header))[HEADER_FILE]
    held: set[str] = set()
    for name, text in texts.items():
        if name in (HEADER_FILE, ADDED_FILE):
            continue
        items = [*read_items(name, text, [])]
        held |= {str(item.plain.get("id")) for item in items if isinstance(item.plain, dict)}
        cut = [item for item in items if isinstance(item.plain, dict) and str(item.plain.get("id")) in gone]
        if cut:
            lines = text.split("\n")
            for item in reversed(cut):
                del lines[item.line - 1 : item.until]
            changed[name] = "\n".join(lines)
    added = tuple(entry for entry in case.entries if entry.id not in held)
    text = folder_text(Case(case.header, added))[ENTRIES_FILE] if added else ""
    if text != texts.get(ADDED_FILE, ""):
        changed[ADDED_FILE] = text or "[]\n"
    return changed


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of a folder, each whole or not at all. Raises UsageError and OSError."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(text.encode(), folder / name)
