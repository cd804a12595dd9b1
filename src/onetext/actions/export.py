"""Write a viewer's own folder."""

from __future__ import annotations

from pathlib import Path

from onetext.actions.view import view_case
from onetext.errors import UsageError
from onetext.files import Progress, folder_text, unseen, write_folder
from onetext.model import Case


def export_case(
    folder: Path,
    target: Path,
    viewer: str | None = None,
    at: str | None = None,
    progress: Progress = unseen,
) -> tuple[Case, tuple[str, ...]]:
    """Write what a viewer may see as a folder of its own; the projection and the files written.

    Without a viewer, only a folder that was itself made for one is written again. Raises UsageError, TargetNotEmpty,
    and what reading raises; then nothing is written.
    """
    if folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError(f"{target} lies in the case itself", "name a folder outside it")
    case, _ = view_case(folder, viewer, at, progress, fallback=None)
    texts = folder_text(case)
    write_folder(texts, target)
    return case, tuple(texts)
