"""Erasing: the key of an entry is destroyed, its line and its links stay.

The steps, each of which may be the last before a crash: a new root is written beside the old; in one transaction the
erasure is appended, the key is overwritten and all others are wrapped by the new root; the database's files are
tidied; the old root is overwritten and removed. While a reader keeps the files from being tidied the erasure is
pending, and the next start tries again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onetext.errors import RecordUnwritten, UsageError
from onetext.model import Entry, Erasure
from onetext.record.attachment import read_attachments
from onetext.record.backup import find_backups
from onetext.record.line import Addition
from onetext.record.pen import Pen
from onetext.record.reading import lines_for
from onetext.record.record import Record
from onetext.record.root import Root, read_recovery, write_recovery
from onetext.record.sealing import NO_KEY, WRAPPED_BYTES, Wrapping


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: whether the files still await tidying, and what else still holds the contents."""

    line: int
    pending: bool
    backups: tuple[str, ...]
    related: tuple[str, ...]


def erase_entry(record: Record, erasure: Entry, writer: str = "") -> Erased:
    """Destroy what an erasure names, and append the erasure. Raises UsageError or RecordUnwritten."""
    assert isinstance(erasure.body, Erasure)
    name = erasure.body.of or ""
    related = tuple(_related(record, name))
    root = Root(record.id, record.entropy(writer, erasure.id, "root"), replaces=record.root.print)
    record.roots.keep(root)
    try:
        line = _erase(record, root, name, erasure, writer)
    except BaseException:
        record.roots.destroy(root)
        raise
    record.rewrap_under(root)
    pending = not finish_erasure(record)
    return Erased(line, pending, tuple(backups_holding(record, line)), related)


def _erase(record: Record, root: Root, name: str, erasure: Entry, writer: str) -> int:
    with Pen(record, writer, [Addition(erasure, erasure.id)], erasing=True) as pen:
        rows = record.rows("SELECT id FROM record_line WHERE tag = ?", [record.tag("entry", name)])
        if not rows or record.rows("SELECT 1 FROM record_line WHERE erases = ?", [rows[0][0]]):
            raise UsageError(f"there is no entry '{name}' to erase", "name the id of an entry of the record")
        (line,) = rows[0]
        pen.append()
        _rewrap(record, root, line)
    return int(line)


def _rewrap(record: Record, root: Root, erased: int) -> None:
    """Destroy one key and wrap all others anew, within the transaction of the erasure."""
    database, old, new = record.database, record.wrapping, Wrapping.under(root.secret, record.id)
    change = database.sql("UPDATE record_secret SET wrapped = ? WHERE id = ?")
    database.run(change, (NO_KEY, erased))
    keys = ((n, bytes(wrapped)) for n, wrapped in record.rows("SELECT id, wrapped FROM record_secret"))
    database.run_many(
        change,
        [
            (new.wrap(n, key), n)
            for n, wrapped in keys
            if wrapped != NO_KEY and (key := old.unwrap(n, wrapped)) is not None
        ],
    )
    (left,) = record.rows("SELECT COUNT(*) FROM record_secret WHERE length(wrapped) <> ?", [WRAPPED_BYTES])[0]
    if left:
        raise RecordUnwritten("a key has another length than it should", "see what is wrong with: onetext verify")


def finish_erasure(record: Record) -> bool:
    """Finish what an erasure left to do: tidy the files, then destroy the old root; whether it is done."""
    if not is_pending(record) and not any(
        other.print != record.root.print and other.replaces == record.root.print for other in record.roots.roots()
    ):
        return True
    if record.root.replaces and not record.database.tidy():
        return False
    record.roots.settle(record.root)
    record.rewrap_under(Root(record.root.record, record.root.secret))
    return True


def is_pending(record: Record) -> bool:
    """Whether an erasure waits for the files to be tidied and the old root to be destroyed."""
    return bool(record.root.replaces)


def backups_holding(record: Record, line: int) -> list[str]:
    """The backups that were made while a line could be read, by name and time: they still hold it."""
    return find_backups(record, line)


def _related(record: Record, name: str) -> list[str]:
    """What else holds what this entry says: its corrections and releases, and the files that belong to it."""
    with record.database.reading():
        found = [
            entry.id
            for _, entry, _ in lines_for(record, None)
            if entry.kind in ("correction", "release") and getattr(entry.body, "of", None) == name
        ]
    return found + [one.name for one in read_attachments(record) if one.of == name]


def lock_root(record: Record, sealed: Path, passphrase: str) -> None:
    """Write the root as a file sealed by a passphrase, see that it opens, and destroy the root itself.

    The record cannot be read until it is recovered. Raises TargetNotEmpty, or UsageError while an erasure is pending.
    """
    if not finish_erasure(record):
        raise UsageError("an erasure waits for the files to be tidied", "close other programs that read the record")
    write_recovery(record.root, sealed, passphrase)
    if read_recovery(sealed, passphrase) != record.root:
        raise RecordUnwritten(f"what was written to {sealed} does not open", "the root is still in its place")
    record.roots.destroy(record.root)  # and no other: a copy that was restored has a root of its own
