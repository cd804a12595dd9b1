"""The fixed cast: Mira mediates, with Amina and Tove; Nadia speaks for North, Sami for South; Oriol is outside.

Mira alone is the circle `shuttle`, the other two are `desk`. All of the header is for all of them.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from onetext.model import Case, Entry, Header, Moment, make, read_entry, read_moment

MIRA, NADIA, SAMI, ORIOL = "mira", "nadia", "sami", "oriol"

HEADER: dict[str, Any] = {
    "title": "The river",
    "audience": "all",
    "parties": {
        "north": {"name": "North", "bodies": {"north-council": "The council of North"}},
        "south": {"name": "South", "bodies": {"south-council": "The council of South"}},
    },
    "mediators": {"mira": "Mira", "amina": "Amina", "tove": "Tove"},
    "circles": {"shuttle": {"name": "Those who travel", "members": "mira"}, "desk": {"name": "Those who stay", "members": ["amina", "tove"]}},
    "people": {
        "nadia": {"name": "Nadia", "speaks_for": "north", "aliases": ["ناديا", "the head of the delegation"]},
        "sami": {"name": "Sami", "speaks_for": "south", "aliases": ["סמי"]},
    },
    "issues": {
        "crossing": {"name": "The crossing", "options": {"open": "open", "market-days": "on market days", "closed": "closed"}, "status_quo": "closed"},
        "truce": {"name": "Truce", "kind": "duration", "unit": "days", "status_quo": "0 days"},
        "captives": {"name": "Captives set free", "kind": "number", "unit": "people", "status_quo": "0"},
        "start": {"name": "The first day", "kind": "date"},
    },
}  # fmt: skip


def header(**changes: Any) -> Header:
    """The header of the cast, with some fields changed."""
    return make(Header, **HEADER | changes)


def entry(name: str, kind: str, tz: tzinfo | None = None, **plain: Any) -> Entry:
    """An entry from plain values as a file would hold them; said on 4 March 2024 unless stated."""
    found, faults = read_entry({"id": name, "kind": kind, "said": "2024-03-04", **plain}, *([tz] if tz else []))
    assert found is not None, faults
    return found


def case(*entries: Entry, **changes: Any) -> Case:
    """A case of the cast with these entries."""
    return Case(header(**changes), entries)


def day(words: str) -> Moment:
    """A moment from words."""
    return read_moment(words)
