"""A case as a folder: texts by file name, and the folder itself, written whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from onetext.errors import TargetNotEmpty, UsageError
from onetext.files.folder import HEADER_FILE
from onetext.model import Case, write_entry, write_header

ENTRIES_FILE: Final = "entries.yaml"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can state, in place of when it was made."""
_UNIX: Final = 3
"""The system that a ZIP says it was made on, whichever it was."""
_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def folder_text(case: Case) -> dict[str, str]:
    """The texts of a folder that reads back as this case, by file name; the same case gives the same bytes.

    >>> from onetext.model import Header
    >>> sorted(folder_text(Case(Header(title="River"))))
    ['case.yaml', 'entries.yaml']
    """
    entries = [write_entry(entry, case.header.tz) for entry in case.entries]
    text = "\n".join(map(_entry_text, entries)) if entries else "[]\n"
    return {HEADER_FILE: _yaml(write_header(case.header)), ENTRIES_FILE: text}


def _entry_text(plain: dict[str, Any]) -> str:
    return _yaml([plain])


def _yaml(plain: Any) -> str:
    text: str = yaml.dump(plain, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=110)
    return text


def write_folder(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts as a new folder, for its owner's eyes only. Raises TargetNotEmpty and leaves what is there.

    The folder appears whole: it is made beside its place and moved there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetNotEmpty(f"{folder} is there already", "name a folder that does not exist, or is empty")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, text in texts.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def pack_folder(texts: Mapping[str, str], name: str) -> bytes:
    """Texts as a ZIP with one folder in it; the same texts give the same bytes, whenever and wherever it is made.

    >>> pack_folder({"b": "2", "a": "1"}, "own") == pack_folder({"a": "1", "b": "2"}, "own")
    True
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(texts):
            member = zipfile.ZipInfo(f"{name}/{path}", date_time=_NO_TIME)
            member.create_system, member.external_attr = _UNIX, 0o600 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, texts[path].encode())
    return packed.getvalue()


def write_file(data: bytes, path: Path) -> None:
    """Write data as one file, for its owner's eyes only, in place of a file that is there; whole or not at all.

    Raises UsageError where no file can be of that name, and OSError, which names the file, where the system refuses.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is {'a folder' if path.is_dir() else 'no file'}", "name a file in it, or elsewhere")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}", "make it first, or name a file elsewhere")
    made: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(prefix=f".{path.name[:32]}-", dir=path.parent, delete=False) as file:
            made = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        if made is not None:
            made.unlink(missing_ok=True)
