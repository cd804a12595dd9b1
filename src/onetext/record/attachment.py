"""Attachments: files that belong to an entry, sealed like it. Mediators see them; nobody is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onetext.errors import RecordBroken, UsageError
from onetext.record.pen import Pen
from onetext.record.record import ATTACHMENT, Record
from onetext.record.sealing import NO_KEY, derived, line_about, unseal

LARGEST_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in the record: its line, the entry that it belongs to, its name there, its size, and the name of its
    sealed bytes."""

    line: int
    of: str
    file: str
    size: int
    digest: str

    @property
    def name(self) -> str:
        """By which it is asked for and erased."""
        return f"{self.of}/{self.file}"


def attach_file(record: Record, of: str, path: Path, writer: str = "") -> Attached:
    """Seal a file into the record as belonging to an entry. Raises UsageError."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}", "name a file")
    if path.stat().st_size > LARGEST_BYTES:
        raise UsageError(
            f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB", "attach a part of it, or keep it elsewhere"
        )
    content = path.read_bytes()
    with Pen(record, writer) as pen:
        if not record.rows("SELECT 1 FROM record_line WHERE tag = ?", [record.tag("entry", of)]):
            raise UsageError(f"there is no entry '{of}'", "name the id of an entry of the record")
        plain = {"attachment": {"of": of, "file": path.name, "size": str(len(content))}}
        line = pen.note(ATTACHMENT, plain, f"file {of}/{path.name}", f"{of}/{path.name}", content)
    return next(one for one in read_attachments(record) if one.line == line)


def read_attachments(record: Record) -> list[Attached]:
    """Every file of the record that was not erased, in the order in which they were attached."""
    sql = (
        "SELECT l.id, l.sealed, s.wrapped, a.name FROM record_line l JOIN record_secret s ON s.id = l.id "
        f"JOIN record_attachment a ON a.id = l.id WHERE l.kind = {ATTACHMENT} AND s.wrapped <> ? ORDER BY l.id"
    )
    found = []
    for n, sealed, wrapped, name in record.rows(sql, [NO_KEY]):
        plain = record.open_line(n, sealed, wrapped, of="attachment")
        found.append(Attached(n, plain["of"], plain["file"], int(plain["size"]), bytes(name).hex()))
    return found


def read_attachment(record: Record, name: str) -> bytes:
    """The contents of a file, by ENTRY/FILE. Raises UsageError or RecordBroken."""
    one = next((one for one in read_attachments(record) if one.name == name), None)
    if one is None:
        raise UsageError(f"there is no file '{name}'", "list them with: onetext record files RECORD")
    sql = "SELECT a.sealed, s.wrapped FROM record_attachment a JOIN record_secret s ON s.id = a.id WHERE a.id = ?"
    ((sealed, wrapped),) = record.rows(sql, [one.line])
    key = derived(record.open_key(one.line, wrapped), b"attachment")
    content = unseal(key, sealed, line_about(record.id, one.line))
    if content is None:
        raise RecordBroken(f"the file of line {one.line} was changed", "see what is wrong with: onetext verify")
    return content
