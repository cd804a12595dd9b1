"""The root of a record: thirty-two bytes in a file outside the database, without which nothing in it can be read.

Roots lie in one folder of their user, away from the records: a copied record is of no use without them. A root that
takes the place of another (after an erasure) says so until the other is destroyed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onetext.errors import RecordUnreadable, TargetNotEmpty, UsageError

_KIND: Final = "onetext root 1"
FOLDER_VARIABLE: Final = "ONETEXT_ROOTS"


def roots_folder() -> Path:
    """The folder that holds the roots: that of ONETEXT_ROOTS, else one of the user's own."""
    stated = os.environ.get(FOLDER_VARIABLE)
    if stated:
        return Path(stated)
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local/share") / "onetext" / "roots"


@dataclass(frozen=True)
class Root:
    """A root and the print of the one that it replaces, if that may still be there."""

    record: bytes
    secret: bytes
    replaces: str = ""

    @property
    def print(self) -> str:
        """What tells roots apart without telling them."""
        return hashlib.sha256(b"onetext/root-print/1|" + self.secret).hexdigest()[:16]

    def text(self) -> str:
        """The root as the text of its file."""
        return "\n".join((_KIND, self.record.hex(), self.secret.hex(), self.replaces, ""))


def read_root(text: str) -> Root:
    """A root from the text of its file. Raises UsageError."""
    try:
        kind, record, secret, replaces, *_ = [*text.split("\n"), ""]
        found = Root(bytes.fromhex(record), bytes.fromhex(secret), replaces)
    except ValueError:
        kind, found = "", Root(b"", b"")
    if kind != _KIND or len(found.secret) != 32:
        raise UsageError("this is no root of a record", "name the recovery copy that was saved with the record")
    return found


class RootStore:
    """The roots that this user holds for one record. The store of a record in memory keeps them in memory."""

    def __init__(self, record: bytes, folder: Path | None) -> None:
        self._record, self._folder = record, folder
        self._held: dict[str, Root] = {}

    def _path(self, root: Root) -> Path:
        assert self._folder is not None
        return self._folder / f"{self._record.hex()}-{root.print}.root"

    def keep(self, root: Root) -> None:
        """Write a root, for its owner's eyes only, and see that the disk has it."""
        if self._folder is None:
            self._held[root.print] = root
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(root)
        made = path.with_suffix(".made")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(root.text())
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
        sync_folder(self._folder)

    def roots(self) -> Iterator[Root]:
        """Every root held for the record."""
        if self._folder is None:
            yield from list(self._held.values())
            return
        for path in sorted(self._folder.glob(f"{self._record.hex()}-*.root")):
            yield read_root(path.read_text())

    def find(self, opens: Callable[[Root], bool]) -> Root:
        """The root that opens the record. Raises RecordUnreadable."""
        for root in self.roots():
            if opens(root):
                return root
        advice = f"roots are looked for in {self._folder}; bring one back with: onetext record recover RECORD FILE"
        raise RecordUnreadable("no root at hand opens this record", advice)

    def destroy(self, root: Root) -> None:
        """Overwrite and remove a root."""
        if self._folder is None:
            self._held.pop(root.print, None)
            return
        path = self._path(root)
        if path.exists():
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            sync_folder(self._folder)

    def settle(self, root: Root) -> None:
        """Finish a change of roots that was cut short: destroy what the root replaces, and what would replace it."""
        for other in self.roots():
            if other.print == root.replaces or other.replaces == root.print:
                self.destroy(other)
        if root.replaces:
            self.keep(Root(root.record, root.secret))


def sync_folder(folder: Path) -> None:
    """See that the disk knows which files a folder holds, where the system has such a call."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def expect_absent(path: Path) -> None:
    """Raises TargetNotEmpty if there is something at a path already."""
    if path.exists():
        raise TargetNotEmpty(f"{path} is there already", "name a file that does not exist")


def keep_root(root: Root) -> None:
    """Put a root among those of this user."""
    RootStore(root.record, roots_folder()).keep(root)


def write_recovery(root: Root, path: Path, passphrase: str) -> None:
    """Write a recovery copy of a root, sealed by a passphrase in the age format. Raises TargetNotEmpty."""
    import pyrage

    expect_absent(path)
    sealed = pyrage.passphrase.encrypt(Root(root.record, root.secret).text().encode(), passphrase)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise


def read_recovery(path: Path, passphrase: str) -> Root:
    """The root in a recovery copy. Raises UsageError if the passphrase or the file is not right."""
    import pyrage

    if not path.is_file():
        raise UsageError(f"there is no file {path}", "name the recovery copy that was saved with the record")
    try:
        text = pyrage.passphrase.decrypt(path.read_bytes(), passphrase).decode()
    except (pyrage.DecryptError, UnicodeDecodeError):
        raise UsageError("the recovery copy does not open", "see that passphrase and file are the right ones") from None
    return read_root(text)
