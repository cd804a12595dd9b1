"""A case as one viewer sees it at a moment: the one way in which every action reads."""

from __future__ import annotations

from pathlib import Path

from onetext.errors import CaseUnreadable, UnknownViewer, UsageError
from onetext.files import Progress, read_case, unseen
from onetext.model import Case, Moment, Situation, as_of, project, read_moment
from onetext.model.audience import MEDIATORS
from onetext.model.problem import what_and_fix


def view_case(
    folder: Path,
    viewer: str | None,
    at: str | None = None,
    progress: Progress = unseen,
    fallback: str | None = MEDIATORS,
) -> tuple[Case, Moment | None]:
    """The projection of the case in a folder for a viewer, as of a moment, and that moment read.

    Without a viewer: the one the folder was made for, else the mediators. What is wrong with a case is told to
    mediators only; anybody else learns that it cannot be read.
    """
    try:
        case = read_case(folder, progress)
    except CaseUnreadable:
        if viewer is None or viewer == MEDIATORS:
            raise
        raise UnknownViewer(viewer) from None
    seen = project(case, default_viewer(case, viewer, fallback))
    moment = None if at is None else read_when(at, seen)
    return (seen if moment is None else as_of(seen, moment)), moment


def as_it_stands(case: Case, situation: Situation) -> Case:
    """The case with corrected entries as they now stand."""
    return Case(case.header, tuple(situation.in_force.get(entry.id, entry) for entry in case.entries))


def default_viewer(case: Case, viewer: str | None, fallback: str | None = MEDIATORS) -> str:
    """The viewer asked for, else the one the folder was made for, else the fallback; raises UsageError without one."""
    found = viewer if viewer is not None else case.header.viewer or fallback
    if found is None:
        raise UsageError("nobody is named", "say for whom: --for PARTY, or --for mediators for all that they may see")
    return found


def read_when(words: str, case: Case) -> Moment:
    """A moment of the command line, in the case's zone. Raises UsageError."""
    try:
        return read_moment(words, case.header.tz)
    except ValueError as error:
        what, fix = what_and_fix(error)
        raise UsageError(what, fix) from None
