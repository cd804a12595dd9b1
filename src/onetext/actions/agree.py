"""The agreement that follows from a package."""

from __future__ import annotations

from pathlib import Path

from onetext.actions.view import view_case
from onetext.agreeing import agree_on
from onetext.files import Progress, unseen
from onetext.model import Case, Situation, situation_of
from onetext.model.filling import Agreed


def agree_case(
    folder: Path,
    viewer: str | None = None,
    at: str | None = None,
    package: str | None = None,
    template: str | None = None,
    progress: Progress = unseen,
) -> tuple[Agreed, Case]:
    """What follows from a package of the case by one of its templates, for a viewer, and the viewer's case.

    Raises CaseUnreadable, UnknownViewer or UsageError.
    """
    case, _ = view_case(folder, viewer, at, progress)
    return agree_seen(case, situation_of(case), package, template)


def agree_seen(
    case: Case, situation: Situation, package: str | None = None, template: str | None = None
) -> tuple[Agreed, Case]:
    """What follows from a package of a viewer's case. Raises UsageError."""
    return agree_on(situation, package, template), case
