"""Back a record up, and restore it."""

from __future__ import annotations

from pathlib import Path

from onetext import record
from onetext.actions.verify import read_head_file


def backup_record(place: record.Place, target: Path, passphrase: str) -> int:
    """Write a record as a file sealed by a passphrase; how many lines it holds. Raises TargetNotEmpty."""
    with record.open_record(place) as held:
        return record.write_backup(held, target, passphrase)


def restore_record(
    path: Path, place: record.Place, passphrase: str, against: Path | None = None, role: str | None = None
) -> record.Restored:
    """Make a record from a backup; what a kept head says was erased since is erased again.

    `role` is a role of PostgreSQL that may read and add from now on. Raises UsageError, TargetNotEmpty,
    RecordUnreadable or RecordBroken; then the target is as it was.
    """
    kept = None if against is None else read_head_file(against)
    return record.restore_backup(path, place, passphrase, kept, role)
