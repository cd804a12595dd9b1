"""Cases about beliefs, at random, and the same cases under other names and in another order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from onetext.model import Case, Header, Situation, make, read_entry, situation_of

Plain = dict[str, Any]
Rename = Callable[[str], str]

_FIRST = date(2024, 1, 4)
ISSUES: Plain = {
    "water": {"name": "Water", "kind": "number", "unit": "percent", "lo": "30", "hi": "60", "status_quo": "40"},
    "dams": {"name": "Dams", "options": {"full": "full", "staged": "in stages", "none": "not at all"}},
    "notice": {"name": "Notice", "kind": "duration", "unit": "hours", "lo": "0", "hi": "96", "status_quo": "0 hours"},
    "gauges": {"name": "Gauges", "options": {"shared": "shared", "kept": "kept"}, "status_quo": "kept"},
}
CONSTRAINTS: Plain = {"spillway": {"holds": {"if": {"dams": "full"}, "then": {"notice": "at most 48 hours"}}}}
PARTIES: Plain = {"north": {"name": "North", "bodies": {"council": "Council"}}, "south": {"name": "South"}}


def plain_case(*entries: Plain, **header: Any) -> tuple[Plain, list[Plain]]:
    """A case as plain data: a header of two parties and four issues, and entries, each said on its own day.

    Of two entries of one moment the record says by their ids which is the later, so names would matter there.
    """
    base = {"title": "The river", "audience": "all", "parties": PARTIES, "mediators": {"mira": "Mira"}}
    return base | {"issues": ISSUES, "constraints": CONSTRAINTS} | header, [
        {"id": f"e{n}", "said": str(_FIRST + timedelta(days=n)), **entry} for n, entry in enumerate(entries)
    ]


def built(header: Plain, entries: Iterable[Plain]) -> Case:
    """The case of plain data."""
    found = []
    for plain in entries:
        entry, faults = read_entry(plain)
        assert entry is not None, faults
        found.append(entry)
    return Case(make(Header, **header), tuple(found))


def heard(*entries: Plain, **header: Any) -> Situation:
    """The situation of some entries."""
    return situation_of(built(*plain_case(*entries, **header)))


def view(party: str = "north", **view: Any) -> Plain:
    """An assessment."""
    return {"kind": "assessment", "party": party, **view}


def random_entries(seed: int) -> list[Plain]:
    """Some things heard of both sides, no two of them alike."""
    rng = random.Random(seed)
    terms = [
        {"water": "45 percent", "notice": "48 hours"}, {"dams": "staged"}, {"water": "at least 50 percent", "gauges": "shared"},
        {"notice": "72 hours", "dams": "none"}, {"water": "38 percent", "dams": "full", "notice": "24 hours", "gauges": "kept"},
    ]  # fmt: skip
    sorts: list[Callable[[str], Plain]] = [
        lambda p: view(p, ranking=rng.sample([*ISSUES], rng.randint(2, 3))),
        lambda p: view(p, issue="dams", preference=rng.sample(["full", "staged", "none"], 2)),
        lambda p: view(p, comparison={"better": rng.choice(terms), "worse": {"gauges": "kept", "water": "35 percent"}}),
        lambda p: view(p, would_accept=rng.choice(terms)),
        lambda p: view(p, would_refuse=rng.choice(terms)),
        lambda p: view(p, outside_option=rng.choice(["about 0.4", "between 0.1 and 0.3", "at most 40 percent"])),
        lambda p: view(p, interval={"issue": "water", "limit": rng.choice(["about 45 percent", "between 40 and 50"])}),
        lambda p: {"kind": "demand", "party": p, "requires": rng.choice(terms), "firmness": rng.choice(["0.2", "0.7"])},
        lambda p: {"kind": "position", "party": p, "issue": "water", "value": rng.choice(["36 percent", "54 percent"])},
        lambda p: {"kind": "proposal", "author": p, "terms": rng.choice(terms)},
    ]
    return [rng.choice(sorts)(rng.choice([*PARTIES])) for _ in range(rng.randint(2, 6))]


def renamed(plain: Any, rename: Rename, ids: frozenset[str]) -> Any:
    """Plain data with its ids renamed, wherever they stand: as keys and as values."""
    if isinstance(plain, dict):
        return {renamed(key, rename, ids): renamed(value, rename, ids) for key, value in plain.items()}
    if isinstance(plain, list):
        return [renamed(item, rename, ids) for item in plain]
    return rename(plain) if plain in ids else plain
