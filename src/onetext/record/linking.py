"""Linking: lines become rows, each linked into the chains of those who are told it and into that of the whole.

Links of one call stand in an order that depends on nothing but the bytes told, so the order in which mediators learned
things does not show through.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from onetext.model import Release
from onetext.record.line import Line
from onetext.record.record import CHAIN_BITS, HEADER, Head, ReaderRow, Record, Tail, master_link
from onetext.record.sealing import commit, first_link, line_about, next_link, seal, told_about, told_key
from onetext.record.telling import Telling

TABLES: Final = ("line", "secret", "reader", "told", "attachment")
"""The tables that are written to; of those whose rows come with a line, in the order that its master link takes."""


class Linking:
    """Writes lines to the end of a record, within one transaction."""

    def __init__(self, record: Record, head: Head, writer: bytes, telling: Telling | None) -> None:
        self.record, self.head, self.writer, self.telling = record, head, writer, telling

    def write(self, lines: list[Line]) -> None:
        """The rows of these lines: their told links first, in an order of their own, then each with its master link."""
        told = [(name, by, content, line) for line in lines for name, by, content in line.telling]
        for name, _, content, line in sorted(told, key=lambda item: item[:3]):
            line.others.append(("told", self.link(name, self._reader(name, line), line, content)))
        self.insert(lines)

    def write_header(self, line: Line, again: list[tuple[str, Any, bytes, Line]]) -> None:
        """A header's line, with what readers are told anew of other lines because of it."""
        for name, _, content, other in sorted(again, key=lambda item: item[:3]):
            line.others.append(("told", self.link(name, self._reader(name, line), other, content, line.n)))
        self.write([line])

    def insert(self, lines: list[Line]) -> None:
        """The rows as they are, into their tables."""
        rows: dict[str, list[Sequence[Any]]] = {table: [] for table in TABLES}
        for line in lines:
            rows["line"].append(self._row(line))
            rows["secret"].append((line.n, self.record.wrapping.wrap(line.n, line.key)))
            for table, other in line.others:
                rows[table].append(other)
        self.record.database.add(rows)

    def _reader(self, name: str, line: Line) -> ReaderRow:
        tag = self.record.reader_tag(name)
        if tag not in self.head.readers:
            assert self.telling is not None
            reader = ReaderRow(len(self.head.readers) + 1, self.telling.new_chain(name), tag)
            self.head.readers[tag] = reader
            self.head.tails[reader.id] = Tail(0, first_link(reader.chain))
            line.others.insert(0, ("reader", (reader.id, line.n, reader.chain, reader.tag)))
        return self.head.readers[tag]

    def link(self, name: str, reader: ReaderRow, line: Line, told: bytes, teller: int | None = None) -> Sequence[Any]:
        """The next link of a reader's chain, as a row."""
        assert self.telling is not None
        tail, key, chain = self.head.tails[reader.id], line.key, reader.chain
        n = tail.n + 1
        alias = self.telling.alias(name, line)
        commitment = commit(key, chain, n, alias, told)
        link = next_link(chain, n, tail.link, commitment)
        self.head.tails[reader.id] = Tail(n, link)
        sealed = seal(told_key(key, chain, n), told, told_about(chain, n))
        row = (line.n, line.n if teller is None else teller, alias, self._stands(line), commitment, link, sealed)
        return (reader.id << CHAIN_BITS | n, *row)

    def _stands(self, line: Line) -> bytes | None:
        body = None if line.entry is None else line.entry.body
        if not isinstance(body, Release) or body.of is None:
            return None
        assert self.telling is not None
        return self.telling.copy_tag(body.copy.kind, body.of)

    def _row(self, line: Line) -> Sequence[Any]:
        if line.kind == HEADER:
            self.head.header = line.n
        sealed = seal(line.key, line.content, line_about(self.record.id, line.n))
        header, made = self.head.header, self.record.now()
        row = (line.n, line.kind, header, self.writer, line.client, line.tag, made, line.erases, sealed)
        if len(line.others) > 1:
            line.others.sort(key=lambda other: (TABLES.index(other[0]), other[1][0]))
        link = master_link(self.record.id, self.head.link, row, [other for _, other in line.others])
        self.head.n, self.head.link = line.n, link
        return (*row, link)
