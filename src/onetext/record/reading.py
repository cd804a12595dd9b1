"""Reading: what the database holds for a viewer, chosen by SQL from what its reader was told.

The lines of a viewer are those linked in its chains: no other line is opened for it. The model's projection of them
is its projection of the whole record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from onetext.errors import NotForThisViewer, RecordUnreadable
from onetext.model import Case, Entry, Header, Roster, read_entry
from onetext.model.collector import collector_paused
from onetext.model.moment import zone_named
from onetext.record.record import CHAIN_BITS, ENTRY, Record, chain_range
from onetext.record.sealing import NO_KEY, line_about, number, told_about, told_key, unseal


def read_case(record: Record, viewer: str | None = None) -> Case:
    """The case of a record with the entries that a viewer may see (None: the keeper, who sees all).

    Raises UnknownViewer. What the model's `project` makes of it is what it makes of the whole case.
    """
    with record.database.reading(), collector_paused():
        header = header_in_force(record)
        return Case(header, tuple(entry for _, entry, _ in lines_for(record, viewer, header)))


def header_in_force(record: Record) -> Header:
    """The header that counts now. Raises RecordUnreadable if nothing was imported yet."""
    head = record.read_head()
    if not head.header:
        raise RecordUnreadable(
            "the record holds no case yet", f"import one with: onetext import FOLDER --record {record}"
        )
    return record.known_at(head.header).header


def has_case(record: Record) -> bool:
    """Whether anything was imported yet."""
    with record.database.reading():
        return bool(record.read_head().header)


def header_of(record: Record) -> Header:
    """The header that counts now, read by itself. Raises RecordUnreadable if nothing was imported yet."""
    with record.database.reading():
        return header_in_force(record)


def readers_of(header: Header, viewer: str) -> tuple[str, ...]:
    """Under which names a viewer is told things: its own and its circles'. Raises UnknownViewer."""
    roster = Roster(header)
    found = roster.viewer(viewer)
    circles = (name for name in roster.circles() if found.members <= roster.reach[name]) if found.inside else ()
    return tuple(dict.fromkeys((found.id, *circles)))


def chain_of(header: Header, viewer: str) -> str:
    """The name of a viewer's chain. Raises UnknownViewer, or NotForThisViewer for a member of a circle:
    a circle's chain would tell it what the circle knows together."""
    roster = Roster(header)
    found = roster.viewer(viewer).id
    if found not in (*header.parties, *roster.circles(), header.viewer):
        raise NotForThisViewer("chains are kept for parties and circles", "name a circle, such as mediators")
    return found


def lines_for(record: Record, viewer: str | None, header: Header | None = None) -> Iterator[tuple[int, Entry, bytes]]:
    """Every entry for a viewer (None: every one), in the order of the record, with the number and key of its line."""
    sql = (
        "SELECT l.id, l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id "
        f"WHERE l.kind = {ENTRY} AND s.wrapped <> ?"
    )
    values: list[Any] = [NO_KEY]
    if viewer is not None:
        assert header is not None
        ranges = [chain_range(reader.id) for name in readers_of(header, viewer) if (reader := _reader(record, name))]
        within = " OR ".join(["(id >= ? AND id < ?)"] * len(ranges)) or "1 = 0"
        sql += f" AND l.id IN (SELECT line FROM record_told WHERE {within})"
        values += [end for pair in ranges for end in pair]
    about, unwrap = line_about(record.id, 0)[:-8], record.wrapping.unwrap
    for n, sealed, wrapped in record.database.stream(record.database.sql(f"{sql} ORDER BY l.id"), values):
        key = unwrap(n, wrapped)
        content = None if key is None else unseal(key, sealed, about + number(n))
        if key is None or content is None:
            record.open_line(n, sealed, wrapped)
        else:
            yield n, _entry(n, content), key


def _reader(record: Record, name: str) -> Any:
    return record.read_head().readers.get(record.tag("reader", name))


def _entry(n: int, content: bytes) -> Entry:
    plain = json.loads(content)
    entry, faults = read_entry(plain["entry"], _zone(plain["zone"]))
    if entry is None:
        raise RecordUnreadable(f"line {n} has {len(faults)} faults", "open it with the program that wrote it")
    return entry


@lru_cache(64)
def _zone(name: str) -> tzinfo:
    return zone_named(name)


def told_now(record: Record, keys: Mapping[int, bytes]) -> dict[tuple[int, int], bytes]:
    """Per reader and line the bytes it was told last, for the lines whose keys are given."""
    chains = {reader.id: reader.chain for reader in record.read_head().readers.values()}
    found = {}
    for told, line, sealed in record.rows("SELECT id, line, sealed FROM record_told ORDER BY id"):
        reader, n = told >> CHAIN_BITS, told & ((1 << CHAIN_BITS) - 1)
        if line in keys:
            chain = chains[reader]
            key = told_key(keys[line], chain, n)
            found[reader, line] = unseal(key, bytes(sealed), told_about(chain, n)) or b""
    return found
