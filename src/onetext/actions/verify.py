"""Verify a record: that it holds what was written to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onetext import record
from onetext.errors import RecordBroken, UsageError
from onetext.files import read_case


@dataclass(frozen=True)
class Verified:
    """What was verified, for whom, and what the officer should know about the record."""

    found: record.Verification
    viewer: str | None
    notices: tuple[str, ...]


def verify_place(place: record.Place, viewer: str | None = None, against: Path | None = None) -> Verified:
    """Verify the chains of a viewer, or all of a record for its keeper; against a head kept elsewhere, if one is named.

    Raises UnknownViewer, UsageError, RecordUnreadable.
    """
    kept = None if against is None else read_head_file(against)
    with record.open_record(place) as held:
        found = record.verify_record(held, viewer, kept)
        return Verified(found, viewer, tuple(held.notices))


def verify_folder(folder: Path, against: Path | None = None) -> Verified:
    """Verify a folder that was exported from a record for a viewer, by the chain that came with it.

    Raises CaseUnreadable, UsageError.
    """
    case = read_case(folder)
    path = folder / record.CHAIN_FILE
    if not path.is_file():
        raise UsageError(f"{folder} holds no chain", "name a record, or a folder exported from one with --for")
    chain = record.read_chain(path.read_text(encoding="utf-8", errors="replace"))
    found = record.verify_chain(chain, case, None if against is None else read_head_file(against))
    return Verified(found, case.header.viewer, ())


def read_head_file(path: Path) -> record.ChainHead:
    """A head from a file. Raises UsageError."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}", "name a file that 'onetext record head' wrote")
    return record.read_head(path.read_text(encoding="utf-8", errors="replace"))


def head_text(head: record.ChainHead) -> str:
    """A head as the text of its file."""
    return record.write_head(head)


def find_heads(place: record.Place, viewer: str | None = None) -> tuple[record.ChainHead, ...]:
    """The heads of a viewer's chains, or of the whole record: to be kept elsewhere. Raises RecordBroken."""
    with record.open_record(place) as held:
        found = record.verify_record(held, viewer)
    if found.broken:
        raise RecordBroken(str(found.broken[0]), "restore it from a backup")
    return found.heads
