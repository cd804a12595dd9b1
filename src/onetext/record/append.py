"""Appending: entries in, their numbers in the record out. One call is one transaction and all of it is kept, or none.

What each reader is told of an entry is fixed here, as bytes, and linked into that reader's chain. Links of one call
stand in an order that depends on nothing but those bytes, so the order in which mediators learned things does not
show through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onetext.errors import UsageError
from onetext.model import (
    KINDS,
    Entry,
    Erasure,
    Header,
    Ref,
    Release,
    Teller,
    read_entry,
    references,
    write_entry,
    write_header,
)
from onetext.model.moment import zone_named
from onetext.record.record import (
    CHAIN_BITS,
    ENTRY,
    HEADER,
    Head,
    Known,
    ReaderRow,
    Record,
    Tail,
    collector_paused,
    known_from,
    master_link,
)
from onetext.record.sealing import (
    alias_of,
    canonical,
    commit,
    derived,
    digest,
    line_about,
    next_link,
    number,
    seal,
    told_about,
)

_KINDS = frozenset(("entry", *KINDS))
_AT_ONCE = 400
_WITH_A_LINE = ("reader", "told", "attachment")
"""The tables whose rows come with a line, in the order in which the master link takes them."""


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry to be appended, and the id its writer gave it: appended again under the same id, it is there once."""

    entry: Entry
    client: str


@dataclass(slots=True)
class _Line:
    """A line being written."""

    n: int
    kind: int
    client: bytes
    key: bytes
    content: bytes
    entry: Entry | None = None
    plain: dict[str, Any] = field(default_factory=dict)
    tag: bytes | None = None
    erases: int | None = None
    names: tuple[tuple[str, Ref], ...] = ()
    """The entries that it speaks of."""
    all_names: frozenset[str] = frozenset()
    audience: tuple[str, ...] = ()
    telling: list[tuple[str, Any, bytes]] = field(default_factory=list)
    """What each reader is told: its name, what the order within a transaction goes by, and the bytes."""
    aliases: dict[str, bytes] = field(default_factory=dict)
    others: list[tuple[str, Sequence[Any]]] = field(default_factory=list)


def append_entries(record: Record, additions: Sequence[Addition], writer: str = "") -> list[int]:
    """Append entries; the number of each in the record. Those that are there already keep theirs.

    Raises UsageError for an id that is taken by something else, RecordUnwritten if the database refuses; then nothing
    was appended.
    """
    with collector_paused(), Pen(record, writer) as pen:
        return pen.append(additions)


def set_header(record: Record, header: Header, writer: str = "", client: str = "") -> bool:
    """Put another header in force, unless it is that already; tells every reader what changes for it."""
    with Pen(record, writer) as pen:
        return pen.put_header(header, client)


def append_case(record: Record, header: Header, additions: Sequence[Addition], writer: str = "") -> list[int]:
    """Put a header in force and append entries, in one transaction. Raises as `append_entries` does."""
    with collector_paused(), Pen(record, writer) as pen:
        pen.put_header(header, "")
        return pen.append(additions)


class Pen:
    """One transaction of a writer."""

    def __init__(self, record: Record, writer: str, erasing: bool = False) -> None:
        self.record, self.writer, self._erasing = record, writer, erasing
        self._transaction: Any = None
        self.head: Head
        self.known: Known
        self._aliases: dict[tuple[str, bytes], bytes] = {}
        self._chains: dict[str, bytes] = {}

    def __enter__(self) -> Pen:
        self._transaction = self.record.database.writing()
        self._transaction.__enter__()
        try:
            self.head = self.record.read_head()
            if self.head.header:
                self.known = self.record.known_at(self.head.header)
            self._writer_tag = self.record.tag("writer", self.writer)
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is not None:
            self.record.head = self.record.known = None
        try:
            self._transaction.__exit__(kind, error, trace)
        except BaseException:
            self.record.head = self.record.known = None
            raise

    # Entries.

    def append(self, additions: Sequence[Addition]) -> list[int]:
        """Append entries within this transaction."""
        if not self.head.header:
            raise UsageError("the record holds no case yet", "import one with: onetext import FOLDER --record R")
        places: dict[bytes, int] = {}
        clients = [self.record.tag("client", f"{self.writer}\0{addition.client}") for addition in additions]
        there = dict(self._there(clients))
        lines: list[_Line] = []
        n = self.head.n
        for addition, client in zip(additions, clients, strict=True):
            if client in there:
                self._expect_same(addition, *there[client])
                places[client] = there[client][0]
            elif client not in places:
                n += 1
                places[client] = n
                lines.append(self._line(n, addition, client))
        self._expect_new(lines)
        self._find_aliases(lines)
        for line in lines:
            self._point(line)
        for line in lines:
            self._tell(line)
        self._write(lines)
        return [places[client] for client in clients]

    def _there(self, clients: Sequence[bytes]) -> Iterator[tuple[bytes, tuple[int, bytes, bytes]]]:
        sql = (
            "SELECT l.client, l.id, l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id "
            "WHERE l.writer = ? AND l.client IN (?)"
        )
        for client, n, sealed, wrapped in self._among(sql, clients, [self._writer_tag]):
            yield bytes(client), (n, bytes(sealed), bytes(wrapped))

    def _among(self, sql: str, values: Sequence[Any], before: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query whose `IN (?)` stands for many values, asked for some at a time."""
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self.record.rows(sql.replace("IN (?)", f"IN ({marks})"), [*before, *some])

    def _expect_same(self, addition: Addition, n: int, sealed: bytes, wrapped: bytes) -> None:
        if self.record.wrapping.unwrap(n, wrapped) is None:
            return
        plain = self.record.open_line(n, sealed, wrapped)
        held, _ = read_entry(plain["entry"], zone_named(plain["zone"])) if "entry" in plain else (None, [])
        if held != addition.entry:
            advice = "give each entry its own"
            raise UsageError(f"the client id '{addition.client}' was used for something else", advice)

    def _line(self, n: int, addition: Addition, client: bytes) -> _Line:
        entry, header = addition.entry, self.known.header
        key = self.record.entropy(self.writer, addition.client, "key")
        plain = write_entry(entry, self.known.tz)
        content = canonical({"zone": header.zone, "entry": plain})
        return self._speaking(_Line(n, ENTRY, client, key, content, entry, plain, self.record.tag("entry", entry.id)))

    def _speaking(self, line: _Line) -> _Line:
        """A line with what it speaks of and for whom it is."""
        assert line.entry is not None
        found = list(references(line.entry))
        line.names = tuple((one.name, one.ref) for one in found if not _KINDS.isdisjoint(one.ref.kinds))
        line.audience = self.known.roster.audience(line.entry)
        line.all_names = frozenset([one.name for one in found] + list(line.audience))
        return line

    def _expect_new(self, lines: list[_Line]) -> None:
        tags = [line.tag for line in lines]
        taken = {bytes(tag) for (tag,) in self._among("SELECT tag FROM record_line WHERE tag IN (?)", tags)}
        seen: set[bytes] = set()
        for line in lines:
            assert line.entry is not None
            assert line.tag is not None
            if line.tag in taken or line.tag in seen:
                raise UsageError(f"the id '{line.entry.id}' is taken", "give each entry an id of its own")
            seen.add(line.tag)

    # What readers are told.

    def _find_aliases(self, lines: list[_Line]) -> None:
        """By which names readers know the entries that these lines speak of."""
        wanted = {name for line in lines for name, _ in line.names}
        tags = [self.record.tag("entry", name) for name in wanted]
        stands = [self.record.tag("copy", f"{kind}\0{name}") for name in wanted for kind in KINDS]
        names = {reader.id: name for name, reader in self._readers()}
        told = "SELECT t.id, l.tag, t.alias FROM record_told t JOIN record_line l ON l.id = t.line WHERE l.tag IN (?)"
        self._remember(names, self._among(told, tags))
        self._remember(names, self._among("SELECT id, stands, alias FROM record_told WHERE stands IN (?)", stands))
        for line in lines:
            assert line.entry is not None
            assert line.tag is not None
            body = line.entry.body
            for name, teller in self.known.tellers.items():
                if not (wanted and teller.may_see(line.entry, line.audience)):
                    continue
                if teller.told_plain(line.entry, line.plain, _unnamed, line.audience, line.all_names) is not None:
                    alias = self._alias(name, line)
                    self._aliases[name, line.tag] = alias
                    if isinstance(body, Release) and body.of and not teller.inside:
                        self._aliases[name, self.record.tag("copy", f"{body.copy.kind}\0{body.of}")] = alias

    def _remember(self, names: dict[int, str], rows: Iterator[tuple[Any, ...]]) -> None:
        for told, tag, alias in rows:
            if told >> CHAIN_BITS in names:
                self._aliases[names[told >> CHAIN_BITS], bytes(tag)] = bytes(alias)

    def _readers(self) -> Iterator[tuple[str, ReaderRow]]:
        for name in self.known.tellers:
            if (reader := self.head.readers.get(self.record.reader_tag(name))) is not None:
                yield name, reader

    def _alias(self, name: str, line: _Line) -> bytes:
        if name not in line.aliases:
            line.aliases[name] = alias_of(line.key, self._chain(name))
        return line.aliases[name]

    def _chain(self, name: str) -> bytes:
        reader = self.head.readers.get(self.record.reader_tag(name))
        return self._new_chain(name) if reader is None else reader.chain

    def _new_chain(self, name: str) -> bytes:
        if name not in self._chains:
            self._chains[name] = self.record.entropy("", f"reader {name}", "chain")[:16]
        return self._chains[name]

    def _named(self, reader: str, inside: bool) -> Any:
        def named(name: str, ref: Ref) -> str | None:
            alias = self._aliases.get((reader, self.record.tag("entry", name)))
            if inside:
                return None if alias is None else name
            kinds = KINDS if "entry" in ref.kinds else ref.kinds
            copies = (self._aliases.get((reader, self.record.tag("copy", f"{kind}\0{name}"))) for kind in kinds)
            found = alias if alias is not None else next(filter(None, copies), None)
            return None if found is None else found.hex()

        return named

    def _tell(self, line: _Line) -> None:
        entry = line.entry
        assert entry is not None
        fallen = False
        for name, teller in self.known.tellers.items():
            told = self._told(line, name, teller)
            fallen = fallen or (not told and teller.inside and teller.may_see(entry, line.audience))
        if fallen:
            self._tell_members(line)

    def _told(self, line: _Line, name: str, teller: Teller) -> bool:
        assert line.entry is not None
        named = self._named(name, teller.inside) if line.names else _unnamed
        plain = teller.told_plain(line.entry, line.plain, named, line.audience, line.all_names)
        if plain is None:
            return False
        if not teller.inside:
            plain["id"] = self._alias(name, line).hex()
        line.telling.append((name, line.entry.said.by, canonical(dict(sorted(plain.items())))))
        return True

    def _tell_members(self, line: _Line) -> None:
        """A circle may not know what an entry rests on, while a member does: it is told by itself."""
        circles = {name: self.known.roster.reach[name] for name in self.known.roster.circles()}
        heard = [name for name, _, _ in line.telling]
        for member in sorted(frozenset().union(*circles.values()) - self.known.tellers.keys()):
            if not any(member in circles.get(name, ()) for name in heard):
                self._told(line, member, Teller(self.known.header, member))

    def _point(self, line: _Line) -> None:
        """An erasure points at the line that it erases."""
        body = None if line.entry is None else line.entry.body
        if isinstance(body, Erasure) and body.of is not None:
            rows = self.record.rows("SELECT id FROM record_line WHERE tag = ?", [self.record.tag("entry", body.of)])
            taken = self.record.rows("SELECT 1 FROM record_line WHERE erases = ?", [rows[0][0]]) if rows else []
            line.erases = rows[0][0] if rows and not taken else None
            if line.erases is not None and not self._erasing:
                advice = f"erase it with: onetext record erase RECORD {body.of}"
                raise UsageError(f"'{body.of}' is in the record, and its key must be destroyed", advice)

    # Rows.

    def _write(self, lines: list[_Line]) -> None:
        """The rows of these lines: their told links first, in an order of their own, then each with its master link."""
        chains: list[tuple[Any, ...]] = [(name, by, told, line) for line in lines for name, by, told in line.telling]
        chains.sort(key=lambda item: item[:3])
        for name, _, told, line in chains:
            reader = self._reader(name, line)
            line.others.append(("told", self._link(name, reader, line, told)))
        rows: dict[str, list[Sequence[Any]]] = {"line": [], "secret": [], "reader": [], "told": [], "attachment": []}
        for line in lines:
            rows["line"].append(self._row(line))
            rows["secret"].append((line.n, self.record.wrapping.wrap(line.n, line.key)))
            for table, other in line.others:
                rows[table].append(other)
        for table, some in rows.items():
            self.record.insert(table, some)

    def _reader(self, name: str, line: _Line) -> ReaderRow:
        tag = self.record.reader_tag(name)
        if tag not in self.head.readers:
            reader = ReaderRow(len(self.head.readers) + 1, self._new_chain(name), tag)
            self.head.readers[tag] = reader
            self.head.tails[reader.id] = Tail(0, digest("chain", reader.chain))
            line.others.insert(0, ("reader", (reader.id, line.n, reader.chain, reader.tag)))
        return self.head.readers[tag]

    def _link(self, name: str, reader: ReaderRow, line: _Line, told: bytes, teller: int | None = None) -> Sequence[Any]:
        tail, key, chain = self.head.tails[reader.id], line.key, reader.chain
        n = tail.n + 1
        alias = self._alias(name, line)
        commitment = commit(key, chain, n, alias, told)
        link = next_link(chain, n, tail.link, commitment)
        self.head.tails[reader.id] = Tail(n, link)
        sealed = seal(derived(key, "told", chain, number(n)), told, told_about(chain, n))
        body = None if line.entry is None else line.entry.body
        copy = isinstance(body, Release) and body.of is not None
        stands = self.record.tag("copy", f"{body.copy.kind}\0{body.of}") if copy else None  # type: ignore[union-attr]
        return (
            reader.id << CHAIN_BITS | n,
            line.n,
            line.n if teller is None else teller,
            alias,
            stands,
            commitment,
            link,
            sealed,
        )

    def _row(self, line: _Line) -> Sequence[Any]:
        if line.kind == HEADER:
            self.head.header = line.n
        sealed = seal(line.key, line.content, line_about(self.record.id, line.n))
        header, made = self.head.header, self.record.now()
        row = (line.n, line.kind, header, self._writer_tag, line.client, line.tag, made, line.erases, sealed)
        line.others.sort(key=lambda other: (_WITH_A_LINE.index(other[0]), other[1][0]))
        link = master_link(self.record.id, self.head.link, row, (other for _, other in line.others))
        self.head.n, self.head.link = line.n, link
        return (*row, link)

    # Notes and files.

    def note(
        self, kind: int, plain: dict[str, Any], client: str, name: str | None = None, file: bytes | None = None
    ) -> int:
        """Add a line that no reader is told, with a sealed file if there is one; its number."""
        key = self.record.entropy(self.writer, client, "key")
        tag = None if name is None else self.record.tag("entry", name)
        taken = tag is not None and self.record.rows("SELECT 1 FROM record_line WHERE tag = ?", [tag])
        if taken:
            raise UsageError(f"'{name}' is there already", "give the file another name")
        client_tag = self.record.tag("client", f"{self.writer}\0{client}")
        line = _Line(self.head.n + 1, kind, client_tag, key, canonical(plain), tag=tag)
        if file is not None:
            sealed = seal(derived(key, "attachment"), file, line_about(self.record.id, line.n))
            line.others.append(("attachment", (line.n, digest("attachment", sealed), sealed)))
        self._write([line])
        return line.n

    # Headers.

    def put_header(self, header: Header, client: str) -> bool:
        """Put a header in force within this transaction; whether it was another."""
        if self.head.header and _header_bytes(self.known.header) == _header_bytes(header):
            return False
        before = self.known.tellers if self.head.header else {}
        self.known = known_from(header)
        client = client or f"header {self.head.n + 1}"
        key = self.record.entropy(self.writer, client, "key")
        tag = self.record.tag("client", f"{self.writer}\0{client}")
        line = _Line(self.head.n + 1, HEADER, tag, key, _header_bytes(header))
        for name, teller in self.known.tellers.items():
            told = _header_bytes(teller.header)
            if name not in before or _header_bytes(before[name].header) != told:
                line.telling.append((name, "", told))
        again = list(self._told_anew(line)) if before else []
        self._write_header(line, again)
        self.record.known = (line.n, self.known)
        return True

    def _write_header(self, line: _Line, again: list[tuple[str, Any, bytes, _Line]]) -> None:
        for name, _, told, other in sorted(again, key=lambda item: item[:3]):
            reader = self._reader(name, line)
            line.others.append(("told", self._link(name, reader, other, told, line.n)))
        self._write([line])

    def _told_anew(self, line: _Line) -> Iterator[tuple[str, Any, bytes, _Line]]:
        """What readers are told anew since the header is another: entries that they now see, or see otherwise."""
        from onetext.record.reading import lines_for, told_now

        lines = []
        for n, entry, key in lines_for(self.record, None):
            plain, tag = write_entry(entry, self.known.tz), self.record.tag("entry", entry.id)
            lines.append(self._speaking(_Line(n, ENTRY, b"", key, b"", entry, plain, tag)))
        self._find_aliases(lines)
        held = told_now(self.record, {other.n: other.key for other in lines})
        for other in lines:
            self._tell(other)
            for name, by, told in other.telling:
                reader = self.head.readers.get(self.record.reader_tag(name))
                if reader is None or held.get((reader.id, other.n)) != told:
                    yield name, by, told, other


def _header_bytes(header: Header) -> bytes:
    """A header as bytes; the order of its items is part of it."""
    return canonical({"header": write_header(header)})


def _unnamed(name: str, ref: Ref) -> None:
    return None
