"""Verifying: that a record holds what was written to it, link by link. Names the first link that does not fit.

The keeper's verification covers every column of every table; a viewer's reads its own chains and nothing else, so a
broken line that it may not see changes nothing in the answer.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from onetext.errors import RecordBroken
from onetext.record.head import KEEPER, ChainHead
from onetext.record.kind import OtherKind, expect_kinds
from onetext.record.reading import chain_of, header_in_force
from onetext.record.record import (
    CHAIN_BITS,
    FORM,
    HEADER,
    TOLD_BITS,
    TOLD_LINE,
    ReaderRow,
    Record,
    chain_range,
    first_master,
    master_link,
)
from onetext.record.sealing import (
    NO_KEY,
    alias_of,
    commitment_of,
    digest,
    first_link,
    line_about,
    next_link,
    told_about,
    told_keys,
    unseal,
)


@dataclass(frozen=True, slots=True)
class Break:
    """The first link of a chain that does not fit, and what is wrong there."""

    chain: str
    n: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain}, link {self.n}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified: the head of each chain, what is broken, how many lines are erased, whether that is pending,
    and the backups that still hold something erased."""

    heads: tuple[ChainHead, ...]
    broken: tuple[Break, ...]
    erased: int = 0
    pending: bool = False
    backups: tuple[str, ...] = ()


def verify_record(record: Record, viewer: str | None = None, against: ChainHead | None = None) -> Verification:
    """Verify the whole record (its keeper), or the chains of one viewer; and that a head kept elsewhere is in it.

    Raises UnknownViewer, or NotForThisViewer for a member of a circle.
    """
    with record.database.reading():
        found = _keeper(record, against) if viewer is None else _viewer(record, viewer, against)
    return found


def verify_within(record: Record) -> Verification:
    """Verify the whole record inside a transaction that is there already."""
    return _keeper(record, None)


_WALKED: Final = ("place", "line", "alias", "commitment", "link", "sealed")


class _Found(Exception):
    """Ends a walk at the first break."""

    def __init__(self, n: int, what: str) -> None:
        super().__init__(what)
        self.n, self.what = n, what


# A viewer's chains.


def _viewer(record: Record, viewer: str, against: ChainHead | None) -> Verification:
    heads, broken = [], []
    name, reader = chain_of(header_in_force(record), viewer), None
    try:
        reader = record.reader_named(name)
    except OtherKind as error:
        broken.append(Break(name, 0, str(error)))
    if reader is not None:
        links = {0: first_link(reader.chain)}
        try:
            for n, link in _walk(record, reader):
                links[n] = link
        except _Found as found:
            broken.append(Break(name, found.n, found.what))
        last = len(links) - 1
        heads.append(ChainHead(name, reader.chain.hex(), last, links[last].hex()))
        broken += _compared(against, name, reader.chain, links)
    if against is not None and against.chain not in {head.chain for head in heads}:
        broken.append(Break("the head kept elsewhere", against.n, "it is of another chain"))
    return Verification(tuple(heads), tuple(broken))


def _walk(record: Record, reader: ReaderRow) -> Iterator[tuple[int, bytes]]:
    """The links of a reader's chain, each checked against the bytes told where their key is still there."""
    sql = (
        f"SELECT {', '.join(f't.{name}' for name in _WALKED)}, {TOLD_LINE}, s.wrapped FROM record_told t "
        f"LEFT JOIN record_secret s ON s.id = {TOLD_LINE} WHERE t.place >= ? AND t.place < ? ORDER BY t.place"
    )
    before, expected, chain = first_link(reader.chain), 1, reader.chain
    for row in record.database.stream(record.database.sql(sql), _places(reader), as_is=True):
        *_, line, wrapped = row
        place, _, alias, commitment, link, sealed = _of_their_kind(row[:-2], expected)
        n = place & ((1 << CHAIN_BITS) - 1)
        if n != expected:
            raise _Found(min(n, expected), "it is missing" if n > expected else "it is there twice")
        if wrapped is None:
            raise _Found(n, "its key is missing")
        if wrapped != NO_KEY:
            key = record.wrapping.unwrap(line, wrapped)
            if key is None:
                raise _Found(n, "its key does not open")
            words_key, salt = told_keys(key, chain, n)
            content = unseal(words_key, sealed, told_about(chain, n))
            if content is None:
                raise _Found(n, "the words told were changed")
            if alias != alias_of(key, chain) or commitment != commitment_of(chain, alias, salt, content):
                raise _Found(n, "the words told are not those that were committed to")
        if link != next_link(chain, n, before, commitment):
            raise _Found(n, "it does not follow from the link before")
        yield n, link
        before, expected = link, expected + 1
    if expected == 1:
        raise _Found(1, "it is missing")  # nobody becomes a reader who is told nothing


def _places(reader: ReaderRow) -> tuple[int, int]:
    try:
        return chain_range(reader.id)
    except RecordBroken as error:
        raise _Found(0, str(error)) from None


def _of_their_kind(row: Sequence[Any], expected: int) -> Sequence[Any]:
    """The columns of a told row, as they are if each is of its kind."""
    try:
        expect_kinds(_WALKED, (row,))
    except OtherKind as error:
        raise _Found(expected, str(error)) from None
    return row


def _compared(against: ChainHead | None, name: str, chain: bytes, links: dict[int, bytes]) -> Iterator[Break]:
    if against is None or against.chain != chain.hex():
        return
    link = links.get(against.n)
    if link is None:
        yield Break(name, against.n, "the chain ends before the head that was kept")
    elif not hmac.compare_digest(link.hex(), against.link):
        yield Break(name, against.n, "it is not the head that was kept")


# The whole record.


def _keeper(record: Record, against: ChainHead | None) -> Verification:
    walk = _Keeper(record)
    broken: list[Break] = []
    try:
        walk.check_origin()
        for _ in walk.lines():
            pass
        walk.check_rest()
    except _Found as found:
        broken.append(Break("the record", found.n, found.what))
    except OtherKind as error:
        broken.append(Break("the record", walk.n, str(error)))
    for reader in walk.readers if not broken else ():
        try:
            for _ in _walk(record, reader):
                pass
        except _Found as found:
            broken.append(Break(f"the chain of reader {reader.id}", found.n, found.what))
    head = ChainHead(KEEPER, record.id.hex(), walk.n, walk.links[-1].hex(), tuple(sorted(walk.erased)))
    if against is not None:
        if against.chain == record.id.hex():
            broken += _compared(against, "the record", record.id, dict(enumerate(walk.links)))
        elif not (found_reader := next((r for r in walk.readers if r.chain.hex() == against.chain), None)):
            broken.append(Break("the head kept elsewhere", against.n, "it is of another record"))
        elif not broken:
            links = {0: first_link(found_reader.chain), **dict(_walk(record, found_reader))}
            broken += _compared(against, f"the chain of reader {found_reader.id}", found_reader.chain, links)
    from onetext.record.backup import find_backups
    from onetext.record.erasure import is_pending

    backups = () if broken else tuple(find_backups(record))
    return Verification((head,), tuple(broken), len(walk.erased), is_pending(record), backups)


class _Rows:
    """The rows of a table that belong to lines, taken in the order of the lines: `line` gives that of a row."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], line: Callable[[Any], int]) -> None:
        self._rows, self._line = rows, line
        self.next: tuple[Any, ...] | None = next(rows, None)

    def of(self, n: int) -> Iterator[tuple[Any, ...]]:
        """The rows of line n."""
        while self.next is not None and self._line(self.next) == n:
            yield self.next
            self.next = next(self._rows, None)


class _Keeper:
    """One walk over everything."""

    def __init__(self, record: Record) -> None:
        from onetext.record.guard import columns, tables

        self.record = record
        self.columns = {model._meta.db_table: ", ".join(columns(model)) for model in tables()}
        self.links = [first_master(record.id, record.made)]
        self.n, self.header = 0, 0
        self.erased: set[int] = set()
        self.readers: list[ReaderRow] = []
        self.told: dict[int, int] = {}
        """The first line that told something to a reader, by its number."""

    def _table(self, table: str, order: str = "id") -> Iterator[tuple[Any, ...]]:
        """All rows of a table."""
        name = f"record_{table}"
        return self._stream(f"SELECT {self.columns[name]} FROM {name} ORDER BY {order}")

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Rows as they are: what is of another kind breaks the link that is over it, and is named by that."""
        return self.record.database.stream(sql, as_is=True)

    def check_origin(self) -> None:
        rows = self.record.rows(f"SELECT {self.columns['record_origin']} FROM record_origin")
        if len(rows) != 1 or (rows[0][0], bytes(rows[0][1]), rows[0][2], rows[0][3]) != (
            1,
            self.record.id,
            FORM,
            self.record.made,
        ):
            raise _Found(0, "the row that says which record this is was changed")
        index = self.record.rows("SELECT wrapped FROM record_secret WHERE id = 0")
        if len(index) != 1 or self.record.wrapping.unwrap(0, bytes(index[0][0])) is None:
            raise _Found(0, "the key of digests does not open")

    def lines(self) -> Iterator[None]:
        """Each line with all rows that came with it, checked."""
        keys = _Rows(self._table("secret"), itemgetter(0))
        list(keys.of(0))
        readers = _Rows(self._table("reader", "line, id"), itemgetter(1))
        told = _Rows(self._table("told"), lambda row: row[0] >> TOLD_BITS)
        attached = _Rows(self._table("attachment"), itemgetter(0))
        erased = {e for (e,) in self._stream("SELECT erases FROM record_line WHERE erases IS NOT NULL")}
        for row in self._table("line"):
            n = row[0]
            if n != self.n + 1:
                raise _Found(self.n + 1, "it is missing")
            mine = list(readers.of(n))
            links = list(told.of(n))
            files = list(attached.of(n))
            self._check_line(row, list(keys.of(n)), mine, links, files, n in erased)
            self.readers += [ReaderRow(r[0], bytes(r[2]), bytes(r[3])) for r in mine]
            for row_told in links:
                self.told.setdefault(row_told[1] >> CHAIN_BITS, n)
            yield
        for rest, what in ((keys, "a key"), (readers, "a reader"), (told, "a told link"), (attached, "an attachment")):
            if rest.next is not None:
                raise _Found(self.n, f"{what} belongs to no line")

    def _check_line(self, row: Any, keys: Any, readers: Any, told: Any, files: Any, erased: bool) -> None:
        n, kind, header, sealed, link = row[0], row[1], row[2], row[-2], row[-1]
        try:
            expected = master_link(self.record.id, self.links[-1], row[:-1], readers, told, files)
        except KeyError:  # words or a fraction, which SQLite would take in any column and which nobody writes
            expected = None
        if link != expected:
            raise _Found(n, "it does not follow from the link before, or a row that came with it was changed")
        self.header = n if kind == HEADER else self.header
        if header != self.header:
            raise _Found(n, "it names another header than the one in force")
        if len(keys) != 1:
            raise _Found(n, "its key is missing")
        if erased or keys[0][1] == NO_KEY:
            self._check_erased(n, keys[0][1], erased)
        else:
            key = self.record.wrapping.unwrap(n, keys[0][1])
            if key is None or unseal(key, sealed, line_about(self.record.id, n)) is None:
                raise _Found(n, "its key does not open it")
        for attachment in files:
            if attachment[1] != digest(b"attachment", attachment[2]):
                raise _Found(n, "its attachment was changed")
        self.n = n
        self.links.append(bytes(link))

    def _check_erased(self, n: int, wrapped: bytes, erased: bool) -> None:
        if not erased:
            raise _Found(n, "its key is gone and no entry erases it")
        if wrapped != NO_KEY:
            raise _Found(n, "it is erased and its key is still there")
        self.erased.add(n)

    def check_rest(self) -> None:
        """Numbers of readers without a gap; within one call they are not given in the order of the lines. And nothing
        is told to nobody: a link is walked by its reader."""
        there = {reader.id for reader in self.readers}
        if there != {*range(1, len(self.readers) + 1)}:
            raise _Found(self.n, "a reader is missing")
        for n in sorted(first for reader, first in self.told.items() if reader not in there):
            raise _Found(n, "it is told to a reader that does not exist")
