"""Write a viewer's own folder."""

from __future__ import annotations

from pathlib import Path

from onetext.actions.view import read_record, view_case
from onetext.errors import UsageError
from onetext.files import ENTRIES_FILE, Progress, folder_text, unseen, write_folder
from onetext.model import Case
from onetext.record import Place, is_record


def export_case(
    folder: Place,
    target: Path,
    viewer: str | None = None,
    at: str | None = None,
    progress: Progress = unseen,
) -> tuple[Case, tuple[str, ...]]:
    """Write what a viewer may see as a folder of its own; the projection and the files written.

    Without a viewer, only a folder that was itself made for one is written again. Raises UsageError, TargetNotEmpty,
    and what reading raises; then nothing is written.
    """
    if not is_record(folder) and Path(folder).resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError(f"{target} lies in the case itself", "name a folder outside it")
    case, _ = view_case(folder, viewer, at, progress, fallback=None)
    texts = folder_text(case)
    write_folder(texts, target)
    return case, tuple(texts)


def export_record(place: Place, target: Path) -> tuple[Case, tuple[str, ...]]:
    """Write all that a record holds as a folder, for its keeper; the case and the files written.

    Importing that folder into an empty record gives the same case. Raises TargetNotEmpty and what reading raises.
    """
    case = read_record(place, None)
    texts = folder_text(case)
    write_folder(texts, target)
    return case, tuple(texts)


def entry_text(case: Case, name: str) -> str:
    """One entry of a projection as it would stand in a folder."""
    whole = folder_text(Case(case.header, tuple(entry for entry in case.entries if entry.id == name)))
    return whole[ENTRIES_FILE]
