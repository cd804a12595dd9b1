"""Linking: lines become rows, each linked into the chains of those who are told it and into that of the whole.

Links of one call stand in an order that depends on nothing but the bytes told, so the order in which mediators learned
things does not show through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, Final

from onetext.record.line import Line
from onetext.record.record import CHAIN_BITS, HEADER, TOLD_BITS, Head, ReaderRow, Record, Tail, master_link
from onetext.record.sealing import commitment_of, first_link, line_about, next_link, seal, told_about, told_keys
from onetext.record.steps import Steps
from onetext.record.telling import Telling

_BY_WORDS: Final = itemgetter(0, 1, 2)


class Linking:
    """Writes lines to the end of a record, within one transaction."""

    def __init__(self, record: Record, head: Head, writer: bytes, telling: Telling | None, steps: Steps) -> None:
        self.record, self.head, self.writer, self.telling, self._steps = record, head, writer, telling, steps

    def write(self, lines: list[Line]) -> None:
        """The rows of these lines: their told links first, in an order of their own, then each with its master link."""
        told = [(name, by, content, line) for line in lines for name, by, content in line.telling]
        for name, _, content, line in sorted(told, key=_BY_WORDS):
            line.told.append(self.link(name, self._reader(name, line), line, content))
        self.insert(lines)

    def write_header(self, line: Line, again: list[tuple[str, Any, bytes, Line]]) -> None:
        """A header's line, with what readers are told anew of other lines because of it."""
        for name, _, content, other in sorted(again, key=_BY_WORDS):
            line.told.append(self.link(name, self._reader(name, line), other, content, anew=True))
        self.write([line])

    def insert(self, lines: list[Line]) -> None:
        """The rows of lines, into their tables; a database may add some while the next are made. What comes with a
        line is made before it: its link is over all of that."""
        wrap = self.record.wrapping.wrap
        rows: dict[str, Iterable[Sequence[Any]]] = {
            "reader": (row for line in lines for row in line.readers),
            "attachment": (row for line in lines for row in line.files),
            "told": (row for line in lines for row in self._told(line)),
            "line": (self._row(line) for line in lines),
            "secret": ((line.n, wrap(line.n, line.key)) for line in lines),
        }
        self.record.database.add(rows, at_once=len(lines) == 1 and lines[0].kind != HEADER)

    def _reader(self, name: str, line: Line) -> ReaderRow:
        tag = self.record.reader_tag(name)
        if tag not in self.head.readers:
            assert self.telling is not None
            reader = ReaderRow(len(self.head.readers) + 1, self.telling.chain(name), tag)
            self.head.readers[tag] = reader
            self.head.tails[reader.id] = Tail(0, first_link(reader.chain))
            line.readers.append((reader.id, line.n, reader.chain, reader.tag))
        return self.head.readers[tag]

    def link(self, name: str, reader: ReaderRow, line: Line, told: bytes, anew: bool = False) -> tuple[Any, ...]:
        """The next link of a reader's chain: a row without its id, its words not yet sealed; `anew`: told by another
        line."""
        assert self.telling is not None
        chain, tail = reader.chain, self.head.tails[reader.id]
        n = tail.n + 1
        alias = self.telling.alias(name, line)
        words_key, salt = told_keys(line.key, chain, n)
        commitment = commitment_of(chain, alias, salt, told)
        link = next_link(chain, n, tail.link, commitment)
        self.head.tails[reader.id] = Tail(n, link)
        words = (words_key, told, told_about(chain, n))
        return (reader.id << CHAIN_BITS | n, line.n if anew else None, alias, line.stands, commitment, link, words)

    def _told(self, line: Line) -> list[tuple[Any, ...]]:
        self._steps.step()
        first = line.n << TOLD_BITS
        line.told.sort()
        line.told = [(first | at, *told, seal(*words)) for at, (*told, words) in enumerate(line.told)]
        return line.told

    def _row(self, line: Line) -> Sequence[Any]:
        self._steps.step()
        head, record, n = self.head, self.record, line.n
        if line.kind == HEADER:
            head.header = n
        sealed = seal(line.key, line.content, line_about(record.id, n))
        row = (n, line.kind, head.header, self.writer, line.client, line.tag, record.now(), line.erases, sealed)
        head.n, head.link = n, master_link(record.id, head.link, row, line.readers, line.told, line.files)
        return (*row, head.link)
