"""Backups: a whole record in one file, sealed by a passphrase in the age format, and back.

The file is a tar of two members that other tools open too: `key.age`, an age identity sealed by the passphrase, and
`record.age`, the record sealed to it. Both ways are streamed, and nothing is written to disk that is not sealed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from onetext.errors import TargetNotEmpty, UsageError
from onetext.record.pen import Pen
from onetext.record.record import BACKUP, FORM, Record
from onetext.record.root import sync_folder
from onetext.record.sealing import Column, packed, unpacked

_KIND: Final = b"onetext backup 1\n"
_KEY, _RECORD = "key.age", "record.age"
_LENGTH: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself: the record, its root, the end of its master chain, the columns of its tables."""

    record: str
    root: str
    made: int
    form: int
    n: int
    link: str
    columns: dict[str, list[str]]


def write_backup(record: Record, target: Path, passphrase: str, writer: str = "") -> int:
    """Write a record as a sealed file and note that in the record; how many lines it holds. Raises TargetNotEmpty,
    or RecordBroken."""
    import pyrage

    if target.exists():
        raise TargetNotEmpty(f"{target} is there already", "name a file that does not exist")
    identity = pyrage.x25519.Identity.generate()
    key = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    made = target.with_name(f".{target.name}.made")
    try:
        with _for_owner(made) as file:
            _member(file, _KEY, lambda inner: inner.write(key))
            with record.database.reading():
                head = record.read_head()
                source = _Source(_stream(record))
                with source.failing():
                    _member(file, _RECORD, lambda inner: pyrage.encrypt_io(source, inner, [identity.to_public()]))
                lines = head.n
            file.write(bytes(2 * tarfile.BLOCKSIZE))
            file.flush()
            os.fsync(file.fileno())
        _note(record, target.name, lines, writer)  # first, so that no backup is there that the record does not know
        made.rename(target)
        sync_folder(target.absolute().parent)
    finally:
        made.unlink(missing_ok=True)
    return lines


def _note(record: Record, name: str, lines: int, writer: str) -> None:
    when = datetime.fromtimestamp(record.now() / 1_000_000, UTC).isoformat(timespec="seconds")
    with Pen(record, writer) as pen:
        note = {"name": name, "made": when, "lines": str(lines)}
        pen.note(BACKUP, {"backup": note}, f"backup {lines} {record.now()} {name}")


def find_backups(record: Record, erased: int | None = None) -> list[str]:
    """The backups that still hold something erased since (a line, or anything), by name and time."""
    sql = "SELECT id, erases FROM record_line WHERE erases IS NOT NULL"
    gone = [(line, by) for by, line in record.rows(sql) if erased in (None, line)]
    found = []
    sql = "SELECT l.id, l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id WHERE l.kind = ?"
    for n, sealed, wrapped in record.rows(f"{sql} ORDER BY l.id", [BACKUP]) if gone else ():
        backup = record.open_line(n, sealed, wrapped, of="backup")
        if any(line <= int(backup["lines"]) < by for line, by in gone):
            found.append(f"{backup['name']} of {backup['made']}")
    return found


def _for_owner(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")


def _member(file: BinaryIO, name: str, write: Callable[[BinaryIO], object]) -> None:
    """One member of the tar, whose size is known when it is written."""
    info = tarfile.TarInfo(name)
    info.mode = 0o600
    start = file.tell()
    file.write(bytes(tarfile.BLOCKSIZE))
    write(file)
    info.size = file.tell() - start - tarfile.BLOCKSIZE
    file.write(bytes(-info.size % tarfile.BLOCKSIZE))
    end = file.tell()
    file.seek(start)
    file.write(info.tobuf(tarfile.USTAR_FORMAT))
    file.seek(end)


def _stream(record: Record) -> Iterator[bytes]:
    """A record as bytes: what it is, every row of every table, and a digest of all that."""
    from onetext.record.guard import columns, tables

    held = {model._meta.db_table: columns(model) for model in tables()}
    head = record.read_head()
    contents = Contents(record.id.hex(), record.root.secret.hex(), record.made, FORM, head.n, head.link.hex(), held)
    about = {name: getattr(contents, name) for name in Contents.__dataclass_fields__}
    digest = hashlib.sha256()
    parts = [_KIND, json.dumps(about).encode() + b"\n"]
    for place, (table, names) in enumerate(held.items()):
        for row in record.database.stream(f"SELECT {', '.join(names)} FROM {table} ORDER BY id"):
            row_bytes = packed([place, *row])
            parts += (_LENGTH.pack(len(row_bytes)), row_bytes)
            if len(parts) > 256:
                whole = b"".join(parts)
                digest.update(whole)
                yield whole
                parts = []
    whole = b"".join([*parts, _LENGTH.pack(0)])
    digest.update(whole)
    yield whole + digest.digest()


class _Source(io.RawIOBase):
    """Bytes that come in parts, as a file to be read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest = parts, b""
        self._failed: Exception | None = None

    @contextmanager
    def failing(self) -> Iterator[None]:
        """What fails where the parts are made is raised as that, whatever was made of it on the way."""
        try:
            yield
        except Exception:
            if self._failed is not None:
                raise self._failed from None
            raise

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                self._rest = next(self._parts, b"")
            except Exception as error:
                self._failed = error
                raise
            if not self._rest:
                return 0
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


class _Sink(io.RawIOBase):
    """A file to be written, that takes a backup apart and hands on its rows."""

    def __init__(self, take: Callable[[Contents, str, list[Column]], None]) -> None:
        self._take, self._held, self._seen = take, bytearray(), hashlib.sha256()
        self.contents: Contents | None = None
        self._tables: list[str] = []
        self.whole = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += bytes(data)
        while self._step():
            pass
        return len(data)

    def _step(self) -> bool:
        if self.contents is None:
            return self._open()
        if self.whole or len(self._held) < _LENGTH.size:
            return False
        (length,) = _LENGTH.unpack_from(self._held)
        if not length:
            return self._end()
        end = _LENGTH.size + length
        if len(self._held) < end:
            return False
        place, *row = unpacked(bytes(self._held[_LENGTH.size : end]))
        self._seen.update(self._held[:end])
        del self._held[:end]
        assert isinstance(place, int)
        self._take(self.contents, self._tables[place], row)
        return True

    def _open(self) -> bool:
        first = self._held.find(b"\n")
        second = self._held.find(b"\n", first + 1)
        if second < 0:
            return False
        if bytes(self._held[: first + 1]) != _KIND:
            raise ValueError("not a backup")
        self.contents = _contents(json.loads(bytes(self._held[first:second])))
        self._tables = list(self.contents.columns)
        self._seen.update(self._held[: second + 1])
        del self._held[: second + 1]
        return True

    def _end(self) -> bool:
        if len(self._held) < _LENGTH.size + 32:
            return False
        self._seen.update(self._held[: _LENGTH.size])
        if bytes(self._held[_LENGTH.size :]) != self._seen.digest():
            raise ValueError("not what was written")
        self.whole = True
        return False


def _contents(plain: dict[str, Any]) -> Contents:
    if plain["form"] != FORM:
        advice = "restore it with that one, take the case out, and import it into a new record"
        raise UsageError("another onetext made this backup, of a record in another form", advice)
    return Contents(**plain)


def read_backup(path: Path, passphrase: str, take: Callable[[Contents, str, list[Column]], None]) -> Contents:
    """Open a backup and hand on its rows. Raises UsageError if the passphrase is wrong, the file is not whole, or
    the record was of another form."""
    import pyrage

    try:
        with tarfile.open(path, "r:") as tar:
            key, sealed = (tar.extractfile(name) for name in (_KEY, _RECORD))
            assert key is not None
            assert sealed is not None
            identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(key.read(), passphrase).decode())
            sink = _Sink(take)
            pyrage.decrypt_io(sealed, sink, [identity])
    except FileNotFoundError:
        raise UsageError(f"there is no backup {path}", "name a file that 'onetext backup' wrote") from None
    except (
        tarfile.TarError,
        KeyError,
        pyrage.DecryptError,
        pyrage.IdentityError,
        ValueError,
        AssertionError,
        EOFError,
    ):
        raise _unopened(path) from None
    except OSError as error:
        if error.errno is None:
            raise _unopened(path) from None
        raise
    if not sink.whole or sink.contents is None:
        raise _unopened(path)
    return sink.contents


def _unopened(path: Path) -> UsageError:
    return UsageError(f"the backup {path} does not open", "the passphrase is wrong, or the file was changed or cut off")
