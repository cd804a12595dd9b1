"""Make and look after a record."""

from __future__ import annotations

from pathlib import Path

from onetext import record
from onetext.actions.import_ import today
from onetext.errors import UsageError
from onetext.files import write_file
from onetext.model import Entry, Erasure

KEEPER = "keeper"


def make_record(place: record.Place, recovery: Path | None, passphrase: str, role: str | None = None) -> str:
    """Make an empty record and save a recovery copy of its root, sealed by a passphrase; the record's id.

    `role` is a role of PostgreSQL that may read and add from now on. Raises TargetNotEmpty or RecordUnreadable.
    """
    if recovery is not None:
        record.expect_absent(recovery)
        if not recovery.absolute().parent.is_dir():
            raise UsageError(f"there is no folder {recovery.parent}", "name a file in a folder that is there")
    with record.create_record(place, role=role) as held:
        if recovery is not None:
            record.write_recovery(held.root, recovery, passphrase)
        return held.id.hex()


def save_recovery(place: record.Place, recovery: Path, passphrase: str) -> None:
    """Save a new recovery copy of a record's root. Raises TargetNotEmpty."""
    record.expect_absent(recovery)
    with record.open_record(place) as held:
        record.write_recovery(held.root, recovery, passphrase)


def lock_root(place: record.Place, sealed: Path, passphrase: str) -> None:
    """Seal the root of a record by a passphrase and destroy it on this computer, until it is recovered.

    Raises TargetNotEmpty, or UsageError while an erasure is pending.
    """
    record.expect_absent(sealed)
    with record.open_record(place) as held:
        record.lock_root(held, sealed, passphrase)


def recover_root(place: record.Place, recovery: Path, passphrase: str) -> None:
    """Bring the root of a record back from its recovery copy. Raises UsageError or RecordUnreadable."""
    record.keep_root(record.read_recovery(recovery, passphrase))
    record.open_record(place).close()


def erase(place: record.Place, name: str, reason: str) -> record.Erased:
    """Destroy the contents of an entry or file and keep the fact that it was there. Raises UsageError."""
    with record.open_record(place) as held:
        taken = {entry.id for entry in record.read_case(held).entries}
        count = 1
        while (erasure := f"erasure-{count}") in taken:
            count += 1
        return record.erase_entry(held, Entry(erasure, Erasure(reason=reason, of=name), said=today(held)), KEEPER)


def attach(place: record.Place, name: str, path: Path) -> record.Attached:
    """Seal a file into the record as belonging to an entry. Raises UsageError."""
    with record.open_record(place) as held:
        return record.attach_file(held, name, path, KEEPER)


def list_files(place: record.Place) -> tuple[record.Attached, ...]:
    """The files that belong to entries of a record."""
    with record.open_record(place) as held:
        return tuple(record.read_attachments(held))


def fetch(place: record.Place, name: str, target: Path) -> int:
    """Write a file of the record to the disk, for its owner only; its size. Raises UsageError or TargetNotEmpty."""
    record.expect_absent(target)
    with record.open_record(place) as held:
        content = record.read_attachment(held, name)
    write_file(content, target)
    return len(content)
