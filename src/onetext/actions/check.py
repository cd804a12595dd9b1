"""Check a case folder."""

from __future__ import annotations

from pathlib import Path

from onetext.actions.view import default_viewer, read_record, view_case
from onetext.files import Progress, check_case, check_texts, folder_text, unseen
from onetext.model import Case, Problem, project
from onetext.model.audience import MEDIATORS
from onetext.record import Place, is_record


def check_folder(
    folder: Place, viewer: str | None = None, progress: Progress = unseen
) -> tuple[Case | None, list[Problem]]:
    """The case as its viewer sees it, or None, and every problem.

    Mediators are told of every problem of the folder; anybody else of those in the folder that `export` would
    write for them.
    """
    if viewer is not None and viewer != MEDIATORS:
        seen, _ = view_case(folder, viewer, progress=progress)
        return seen, check_texts(folder_text(seen))[1]
    case, problems = check_record(folder) if is_record(folder) else check_case(Path(folder), progress)
    if case is None or problems:
        return None, problems
    return project(case, default_viewer(case, viewer)), problems


def check_record(place: Place) -> tuple[Case | None, list[Problem]]:
    """The case in a record, and every problem, by the line that it would stand on in a folder."""
    case = read_record(place, None)
    return case, check_texts(folder_text(case))[1]
