"""Restoring: a backup becomes a record again, under a root of its own; what was erased since is erased again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onetext.errors import RecordBroken, TargetNotEmpty, UsageError
from onetext.model import Entry, Erasure
from onetext.record.backup import Contents, read_backup
from onetext.record.erasure import erase_entry
from onetext.record.head import ChainHead
from onetext.record.opening import expect_role, grant, make_file, migrate, open_record, remove_database
from onetext.record.place import MEMORY, Place, is_url, show_place
from onetext.record.record import Record
from onetext.record.root import Root, RootStore, roots_folder
from onetext.record.sealing import NO_KEY, Column, Wrapping, fresh
from onetext.record.verification import verify_within

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Restored:
    """A record that was restored: how many lines it holds, which of them were erased again, whether a head told of
    erasures, and how many lines that head knows which are not in the backup."""

    lines: int
    erased_again: tuple[int, ...]
    told_of_erasures: bool
    behind: int = 0


def restore_backup(
    path: Path, place: Place, passphrase: str, against: ChainHead | None = None, role: str | None = None
) -> Restored:
    """Make a record from a backup. `against` is a head of the keeper: it says what was erased since. `role` is a role
    of PostgreSQL that may read and add from now on.

    Raises UsageError if the backup does not open or the head is of another record, TargetNotEmpty, RecordUnreadable or
    RecordBroken; then the target is as it was.
    """
    if place == MEMORY:
        raise UsageError("a record in memory ends with the program", "name a file or a database")
    if is_url(place):
        read_backup(path, passphrase, lambda contents, table, row: None)  # all of it opens, before any of it is kept
        contents = _fill(place, path, passphrase, against, role)
    else:
        contents = _fill_file(Path(place), path, passphrase, against, role)
    with open_record(place) as record:
        again = () if against is None else _erase_again(record, against)
        if role is not None:
            grant(record, role)
        behind = 0 if against is None else max(0, against.n - contents.n)
        return Restored(record.read_head().n, again, against is not None, behind)


def _fill_file(target: Path, path: Path, passphrase: str, against: ChainHead | None, role: str | None) -> Contents:
    """Fill a file beside the target, and put it into its place when all of it verifies."""
    if target.exists():
        raise TargetNotEmpty(f"{target} is there already", "name a file that does not exist")
    made = target.with_name(f".{target.name}.made")
    remove_database(made)
    make_file(made)
    try:
        contents = _fill(made, path, passphrase, against, role)
        made.rename(target)
        return contents
    finally:
        remove_database(made)


def _fill(place: Place, path: Path, passphrase: str, against: ChainHead | None, role: str | None) -> Contents:
    from onetext.record.connection import open_database

    database = open_database(place)
    try:
        if role is not None:
            expect_role(database, role)
        migrate(database.alias)
        if database.rows("SELECT 1 FROM record_origin"):
            raise TargetNotEmpty(f"{show_place(place)} holds a record already", "name another database")
        rows = _Rows(database)
        try:
            with database.writing():
                contents = read_backup(path, passphrase, rows.take)
                rows.flush()
                if against is not None and against.chain != contents.record:
                    raise UsageError(
                        "the head is not of the keeper of this record", "name one of 'onetext record head'"
                    )
                _expect_whole(Record(database, rows.record, contents.made, rows.roots, rows.root), contents)
                rows.roots.keep(rows.root)  # before the commit: a record whose root is lost could not be made again
        except BaseException:
            rows.discard()
            raise
        return contents
    finally:
        database.close()


def _expect_whole(record: Record, contents: Contents) -> None:
    """All of it verifies, up to the head that the backup says."""
    head = record.read_head()
    if (head.n, head.link.hex()) != (contents.n, contents.link):
        raise RecordBroken("the backup does not end where it says")
    found = verify_within(record)
    if found.broken:
        raise RecordBroken(f"the backup is broken: {found.broken[0]}")


class _Rows:
    """Writes the rows of a backup, with every key wrapped by a new root."""

    def __init__(self, database: Any) -> None:
        self._database, self._held = database, dict[str, list[Sequence[Column]]]()
        self._old: Wrapping | None = None
        self.record = b""
        self.root: Root
        self.roots: RootStore
        self._new: Wrapping

    def take(self, contents: Contents, table: str, row: list[Column]) -> None:
        """One row."""
        if self._old is None:
            self._begin(contents)
        if table == "record_secret":
            row = self._wrapped_anew(row)
        held = self._held.setdefault(table, [])
        held.append(row)
        if len(held) >= _AT_ONCE:
            self.flush()

    def _begin(self, contents: Contents) -> None:
        self.record = bytes.fromhex(contents.record)
        self.root = Root(self.record, fresh("", "", "root"))
        self.roots = RootStore(self.record, roots_folder())
        self._old = Wrapping.under(bytes.fromhex(contents.root), self.record)
        self._new = Wrapping.under(self.root.secret, self.record)

    def _wrapped_anew(self, row: list[Column]) -> list[Column]:
        n, wrapped = row
        assert isinstance(n, int)
        assert isinstance(wrapped, bytes)
        assert self._old is not None
        if wrapped == NO_KEY:
            return row
        key = self._old.unwrap(n, wrapped)
        if key is None:
            raise ValueError("a key does not open")
        return [n, self._new.wrap(n, key)]

    def discard(self) -> None:
        """Destroy the root of a record that did not come to be."""
        if self._old is not None:
            self.roots.destroy(self.root)

    def flush(self) -> None:
        """Write what is held."""
        for table, rows in self._held.items():
            self._database.add({table.removeprefix("record_"): rows})
        self._held = {}


def _erase_again(record: Record, against: ChainHead) -> tuple[int, ...]:
    """Erase what a head kept elsewhere says was erased, and this older backup still holds."""
    erased = {n for (n,) in record.rows("SELECT erases FROM record_line WHERE erases IS NOT NULL")}
    again = []
    for n in against.erased:
        sql = "SELECT l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id WHERE l.id = ?"
        rows = record.rows(sql, [n])
        if rows and n not in erased:
            plain = record.open_line(n, *rows[0])
            file = plain.get("attachment")
            name = plain["entry"]["id"] if file is None else f"{file['of']}/{file['file']}"
            reason = "erased before, and again since an older backup was restored"
            erase_entry(record, Entry(f"erased-again-{n}", Erasure(reason=reason, of=name)))
            again.append(n)
    return tuple(again)
