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

from onetext.errors import NotForThisViewer, RecordBroken, RecordUnreadable
from onetext.model import Case, Entry, Header, Roster, read_entry
from onetext.model.collector import collector_paused
from onetext.model.moment import zone_named
from onetext.record.record import ATTACHMENT, BACKUP, CHAIN_BITS, ENTRY, HEADER, TOLD_LINE, Record, chain_range
from onetext.record.sealing import NO_KEY, line_about, number, told_about, told_keys, unseal

_decode = json.JSONDecoder().raw_decode


def read_case(record: Record, viewer: str | None = None) -> Case:
    """The case of a record with the entries that a viewer may see (None: the keeper, who sees all).

    Raises UnknownViewer. What the model's `project` makes of it is what it makes of the whole case.
    """
    with record.database.reading(), collector_paused():
        header = header_in_force(record)
        return Case(header, tuple(entry for _, entry, _ in lines_for(record, viewer, header)))


def header_in_force(record: Record) -> Header:
    """The header that counts now. Raises RecordUnreadable if nothing was imported yet."""
    n = _header_line(record)
    if not n:
        raise RecordUnreadable(
            "the record holds no case yet", f"import one with: onetext import FOLDER --record {record}"
        )
    return record.known_at(n).header


def _header_line(record: Record) -> int:
    """The line of the header that counts now; 0 if nothing was imported yet. The rest of the last line may be hidden
    from whoever reads."""
    rows = record.rows("SELECT header FROM record_line ORDER BY id DESC LIMIT 1")
    return int(rows[0][0]) if rows else 0


def has_case(record: Record) -> bool:
    """Whether anything was imported yet."""
    with record.database.reading():
        return bool(_header_line(record))


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
        "SELECT l.id, l.kind, l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id "
        f"WHERE l.kind NOT IN ({HEADER}, {BACKUP}, {ATTACHMENT}) AND s.wrapped <> ?"
    )
    values: list[Any] = [NO_KEY]
    if viewer is not None:
        assert header is not None
        ranges = [
            chain_range(reader.id) for name in readers_of(header, viewer) if (reader := record.reader_named(name))
        ]
        within = " OR ".join(["(t.place >= ? AND t.place < ?)"] * len(ranges)) or "1 = 0"
        sql += f" AND l.id IN (SELECT {TOLD_LINE} FROM record_told t WHERE {within})"
        values += [end for pair in ranges for end in pair]
    about, unwrap = line_about(record.id, 0)[:-8], record.wrapping.unwrap
    for n, kind, sealed, wrapped in record.database.stream(record.database.sql(f"{sql} ORDER BY l.id"), values):
        key = unwrap(n, wrapped)
        content = None if key is None else unseal(key, sealed, about + number(n))
        plain = None if content is None or kind != ENTRY else _decode(content.decode())[0]
        if key is None or plain is None or "entry" not in plain:
            raise broken_at(n, viewer)
        yield n, _entry(plain), key


def broken_at(n: int, viewer: str | None) -> RecordBroken:
    """That line n was changed. Where a line stands in the record is for its keeper alone."""
    what = f"line {n} was changed, or its key" if viewer is None else "something that you may see was changed"
    return RecordBroken(what, "see what is wrong with: onetext verify")


def _entry(plain: Mapping[str, Any]) -> Entry:
    entry, faults = read_entry(plain["entry"], _zone(plain["zone"]))
    if entry is None:
        raise RecordUnreadable(f"an entry has {len(faults)} faults", "open it with the program that wrote it")
    return entry


@lru_cache(64)
def _zone(name: str) -> tzinfo:
    return zone_named(name)


def told_now(record: Record, keys: Mapping[int, bytes]) -> dict[tuple[int, int], bytes]:
    """Per reader and line the bytes it was told last, for the lines whose keys are given. Raises RecordBroken."""
    chains = {reader.id: reader.chain for reader in record.read_head().readers.values()}
    found = {}
    for place, line, sealed in record.rows(
        f"SELECT t.place, {TOLD_LINE} AS line, t.sealed FROM record_told t ORDER BY t.place"
    ):
        reader, n = place >> CHAIN_BITS, place & ((1 << CHAIN_BITS) - 1)
        if line in keys:
            chain = chains.get(reader, b"")
            key, _ = told_keys(keys[line], chain, n)
            words = unseal(key, sealed, told_about(chain, n))
            if words is None:
                raise broken_at(line, None)
            found[reader, line] = words
    return found
