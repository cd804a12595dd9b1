"""An open record: its database, the root that opens it, and what is remembered between two appends."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from itertools import chain
from types import TracebackType
from typing import Any, Final, NamedTuple

from onetext.errors import RecordBroken, RecordUnreadable
from onetext.model import Header, Roster, Teller, read_plain
from onetext.model.moment import zone_named
from onetext.model.projection import header_names
from onetext.record.database import Database
from onetext.record.place import show_place
from onetext.record.root import Root, RootStore
from onetext.record.sealing import (
    Entropy,
    Wrapping,
    canonical,
    derived,
    digest,
    first_link,
    fresh,
    line_about,
    number,
    packed,
    unseal,
)

FORM: Final = 3
CHAIN_BITS: Final = 40
"""A told row's place is its reader's id, shifted by this, plus its number in the reader's chain."""
TOLD_BITS: Final = 28
"""A told row's id is the line that told it, shifted by this, plus its number among the rows that this line told."""
TOLD_LINE: Final = f"COALESCE(t.line, t.id >> {TOLD_BITS})"
"""The line that a told row `t` tells."""
_READERS: Final = 1 << 63 - CHAIN_BITS
_LINES: Final = 1 << 63 - TOLD_BITS
"""There are no places for more readers, and no numbers for what more lines tell."""
HEADER, ENTRY, BACKUP, ATTACHMENT = range(4)
"""What a line holds."""
_Rows = Sequence[Sequence[Any]]
HEAD: Final = "SELECT id, link, header FROM record_line ORDER BY id DESC LIMIT 1"


class Tail(NamedTuple):
    """The last link of a reader's chain and its number."""

    n: int
    link: bytes


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """A reader as the database knows it."""

    id: int
    chain: bytes
    tag: bytes


@dataclass
class Head:
    """The end of the record: the last line, its link, the header in force, and the end of every reader's chain."""

    n: int
    link: bytes
    header: int
    readers: dict[bytes, ReaderRow]
    tails: dict[int, Tail]


@dataclass(frozen=True)
class Known:
    """A header in force, with what is worked out once for it."""

    header: Header
    tz: tzinfo
    roster: Roster
    tellers: dict[str, Teller]
    names: frozenset[str]
    """Everything that the header names."""
    before_entry: bytes
    """What stands before an entry in the contents of its line: the zone in which its moments are written."""

    @cached_property
    def circles_of(self) -> dict[str, frozenset[str]]:
        """The circles of each of their members who is no reader otherwise."""
        roster = self.roster
        circles = {name: roster.reach[name] for name in roster.circles()}
        members = sorted(frozenset().union(*circles.values()) - self.tellers.keys())
        return {one: frozenset(name for name, held in circles.items() if one in held) for one in members}

    @cached_property
    def members(self) -> dict[str, Teller]:
        """A teller for each of these, for what its circles are not told."""
        return {name: Teller(self.header, name) for name in self.circles_of}


def clock() -> int:
    """Now, in microseconds since 1970."""
    return time.time_ns() // 1000


@dataclass
class Record:
    """One record, open. Close it, or use it in a `with` block; one thread at a time."""

    database: Database
    id: bytes
    made: int
    roots: RootStore
    root: Root
    entropy: Entropy = fresh
    now: Any = clock
    notices: list[str] = field(default_factory=list)
    head: Head | None = None
    known: tuple[int, Known] | None = None
    alone: bool = True
    """Whether nobody else wrote between our last two appends: then the next need not ask first what is there."""
    reader_tags: dict[str, bytes] = field(default_factory=dict)
    writer_tags: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def wrapping(self) -> Wrapping:
        """The root at work."""
        return Wrapping.under(self.root.secret, self.id)

    @cached_property
    def index(self) -> bytes:
        """The key of the digests that stand for names and ids."""
        rows = self.rows("SELECT wrapped FROM record_secret WHERE id = 0")
        key = self.wrapping.unwrap(0, bytes(rows[0][0])) if rows else None
        if key is None:
            raise RecordUnreadable("the root does not open this record")
        return key

    def rewrap_under(self, root: Root) -> None:
        """Work with another root from now on."""
        self.root = root
        self.__dict__.pop("wrapping", None)

    def tag(self, use: str, name: str) -> bytes:
        """The digest that stands for a name in the tables."""
        return derived(self.index, f"{use}|{name}".encode())[:16]

    def reader_tag(self, name: str) -> bytes:
        """The digest that stands for a reader."""
        if name not in self.reader_tags:
            self.reader_tags[name] = self.tag("reader", name)
        return self.reader_tags[name]

    def writer_tag(self, name: str) -> bytes:
        """The digest that stands for a writer."""
        if name not in self.writer_tags:
            self.writer_tags[name] = self.tag("writer", name)
        return self.writer_tags[name]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, with `?` for values."""
        return self.database.rows(self.database.sql(sql), values)

    def ask(self, *questions: tuple[str, Sequence[Any]]) -> list[list[tuple[Any, ...]]]:
        """The rows of several queries, asked for at once; a list among the values is for an `IN (?)`."""
        return self.database.ask(questions)

    def open_key(self, n: int, wrapped: bytes) -> bytes:
        """The key of line n. Raises RecordBroken."""
        key = self.wrapping.unwrap(n, wrapped)
        if key is None:
            raise RecordBroken(f"the key of line {n} does not open", "see what is wrong with: onetext verify")
        return key

    def open_line(self, n: int, sealed: bytes, wrapped: bytes, of: str | None = None) -> Any:
        """The contents of line n as plain data, or what it holds of a kind. Raises RecordBroken."""
        content = unseal(self.open_key(n, wrapped), sealed, line_about(self.id, n))
        plain = {} if content is None else json.loads(content)
        if content is None or (of is not None and of not in plain):
            raise RecordBroken(f"line {n} was changed", "see what is wrong with: onetext verify")
        return plain if of is None else plain[of]

    def header_at(self, n: int) -> Header:
        """The header that line n holds."""
        sql = "SELECT l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id WHERE l.id = ?"
        rows = self.rows(sql, [n])
        if not rows:
            raise RecordBroken("the header is gone", "see what is wrong with: onetext verify")
        ((sealed, wrapped),) = rows
        plain = self.open_line(n, sealed, wrapped, of="header")
        header, faults = read_plain(Header, plain, zone_named(plain.get("zone", "UTC")))
        if header is None:
            raise RecordUnreadable(f"the header has {len(faults)} faults", "open it with the program that wrote it")
        return header

    def known_at(self, n: int) -> Known:
        """The header of line n with what follows from it; remembered while it is in force."""
        if self.known is None or self.known[0] != n:
            self.known = (n, known_from(self.header_at(n)))
        return self.known[1]

    def read_head(self) -> Head:
        """The end of the record as it is now; what is remembered of it serves while nobody else has written."""
        return self.head_from(self.rows(HEAD))

    def head_from(self, rows: list[tuple[Any, ...]]) -> Head:
        """The end of the record, from what `HEAD` asks for. Raises RecordBroken."""
        n, link, header = rows[0] if rows else (0, first_master(self.id, self.made), 0)
        if self.head is None or self.head.link != link:
            if n >= _LINES:
                raise RecordBroken(
                    "a line has another number than it was given", "see what is wrong with: onetext verify"
                )
            readers = [ReaderRow(*row) for row in self.rows("SELECT id, chain, tag FROM record_reader")]
            tails = {reader.id: self._tail(reader) for reader in readers}
            self.head = Head(n, bytes(link), header, {reader.tag: reader for reader in readers}, tails)
        return self.head

    def reader_named(self, name: str) -> ReaderRow | None:
        """The reader of a name, and no other row: one that is broken is nothing to whoever does not read by it."""
        rows = self.rows("SELECT id, chain, tag FROM record_reader WHERE tag = ?", [self.reader_tag(name)])
        return ReaderRow(*rows[0]) if rows else None

    def _tail(self, reader: ReaderRow) -> Tail:
        rows = self.rows(
            "SELECT place, link FROM record_told WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1",
            chain_range(reader.id),
        )
        return (
            Tail(rows[0][0] & ((1 << CHAIN_BITS) - 1), bytes(rows[0][1])) if rows else Tail(0, first_link(reader.chain))
        )

    def close(self) -> None:
        """Give the connection back."""
        self.database.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __str__(self) -> str:
        return show_place(self.database.place)


def known_from(header: Header) -> Known:
    """A header with a teller for each of its readers: the parties and the circles."""
    roster = Roster(header)
    own = () if header.viewer is None else (header.viewer,)
    return Known(
        header,
        header.tz,
        roster,
        {name: Teller(header, name) for name in dict.fromkeys((*header.parties, *roster.circles(), *own))},
        header_names(header),
        canonical({"zone": header.zone})[:-1] + b',"entry":',
    )


def chain_range(reader: int) -> tuple[int, int]:
    """The places of a reader's links: from the first to before the second. Raises RecordBroken for a number that no
    reader was given."""
    if not 0 < reader < _READERS:
        raise RecordBroken("a reader has another number than it was given", "see what is wrong with: onetext verify")
    return reader << CHAIN_BITS, (reader + 1) << CHAIN_BITS


def first_master(record: bytes, made: int) -> bytes:
    """Link 0 of the master chain: which record it is, and in which form."""
    return digest(b"record", record, number(FORM), number(made))


def master_link(
    record: bytes, before: bytes, line: Sequence[Any], readers: _Rows = (), told: _Rows = (), files: _Rows = ()
) -> bytes:
    """A link of the master chain: over all columns of a line but the link, and all of every row that came with it."""
    counts = (len(readers), len(told), len(files))
    return digest(b"line", record, before, packed([*line, *counts, *chain(*readers, *told, *files)]))
