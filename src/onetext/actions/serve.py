"""Open a case to work on it in the browser."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from onetext import record
from onetext.actions.demo import EXAMPLES, in_checkout
from onetext.actions.keep import bring_in_folder
from onetext.actions.workspace import Workspace
from onetext.errors import UsageError
from onetext.files import HEADER_FILE, Progress, unseen, write_folder

SHIPPED: Final = "river"
"""The case that is opened where none is named."""
UNTITLED: Final = "Untitled case"
"""What a case is called until somebody names it."""
DATA_VARIABLE: Final = "ONETEXT_DATA"


def open_workspace(
    place: record.Place | None, reading: Progress = unseen, sealing: Progress = unseen
) -> tuple[Workspace, tuple[str, ...]]:
    """A workspace on a folder, on a record, or on a copy of the shipped case; and what was done, to be said.

    A place where nothing is, or an empty folder, becomes a new, empty case. A folder is kept in step with a record
    beside it, of the same name with `.record` after it: made at the first time, and told at every opening what was
    changed in the folder since; `reading` and `sealing` are told how far that has come. Raises what reading and
    importing raise; then no record was made, or the one that there is was not changed.
    """
    if place is None:
        place = example_folder(SHIPPED)
    if record.is_record(place):
        held = record.open_record(place)
        return Workspace(held), tuple(held.notices)
    folder = Path(place)
    begun: tuple[str, ...] = ()
    if _is_free(folder):
        write_folder({HEADER_FILE: f"title: {UNTITLED}\n"}, folder)
        begun = (f"{folder}: a new, empty case",)
    if not folder.is_dir():
        raise UsageError(f"there is no folder or record {folder}", "name a case folder or a record")
    told = (*begun, *_bring_in(folder, reading, sealing))
    held = record.open_record(record_beside(folder))
    return Workspace(held, folder), (*told, *held.notices)


def _is_free(folder: Path) -> bool:
    """Whether a new case can begin there: nothing is at the place, or a folder with nothing in it."""
    if folder.is_dir():
        return not any(folder.iterdir())
    return not folder.exists() and folder.absolute().parent.is_dir()


def _bring_in(folder: Path, reading: Progress, sealing: Progress) -> tuple[str, ...]:
    place = record_beside(folder)
    fresh = not place.exists()
    if fresh:
        record.create_record(place).close()
    try:
        with record.open_record(place) as held:
            done, clashes = bring_in_folder(folder, held, reading, sealing)
    except BaseException:
        if fresh:
            _discard(place)
        raise
    if fresh:
        return (f"{place}: made from the folder; save its root with: onetext record recovery {place} FILE",)
    counts = (len(done.added), len(done.corrected), len(done.erased))
    both = tuple(
        f"{folder}: {name} was changed in the folder and in the browser; the folder counts" for name in clashes
    )
    if not (done.header or any(counts)):
        return both
    return (*both, "{}: {} added, {} corrected, {} erased, as the folder says now".format(place, *counts))


def record_beside(folder: Path) -> Path:
    """Where the record of a folder is.

    >>> record_beside(Path("talks/river")).as_posix().endswith("talks/river.record")
    True
    """
    whole = folder.absolute()
    return whole.with_name(f"{whole.name}.record")


def _discard(place: Path) -> None:
    """Take away a record that was made and never held anything, and its root."""
    with record.open_record(place) as held:
        held.roots.destroy(held.root)
    for path in place.parent.glob(f"{place.name}*"):
        path.unlink()


def example_folder(name: str) -> Path:
    """The user's own copy of a shipped case, made at the first time."""
    if name not in EXAMPLES:
        raise UsageError(f"'{name}' is no example", f"name one of: {', '.join(EXAMPLES)}")
    target = data_folder() / "cases" / name
    if not target.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with as_file(files("onetext") / "examples" / name) as packed:
            shutil.copytree(packed if packed.is_dir() else in_checkout(name), target)
    return target


def data_folder() -> Path:
    """The folder for what the program keeps of a user: that of ONETEXT_DATA, else one of the user's own."""
    stated = os.environ.get(DATA_VARIABLE)
    if stated:
        return Path(stated)
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local/share") / "onetext"
