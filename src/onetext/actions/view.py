"""A case as one viewer sees it at a moment: the one way in which every action reads."""

from __future__ import annotations

from pathlib import Path

from onetext import record
from onetext.errors import CaseUnreadable, RecordBroken, UnknownViewer, UsageError
from onetext.files import Progress, read_case, unseen
from onetext.model import Case, Moment, Situation, as_of, project, read_moment
from onetext.model.audience import MEDIATORS
from onetext.model.problem import what_and_fix


def view_case(
    folder: record.Place,
    viewer: str | None,
    at: str | None = None,
    progress: Progress = unseen,
    fallback: str | None = MEDIATORS,
) -> tuple[Case, Moment | None]:
    """The projection of the case in a folder or record for a viewer, as of a moment, and that moment read.

    Without a viewer: the one the folder was made for, else the mediators. What is wrong with a case is told to
    mediators only; anybody else learns that it cannot be read.
    """
    try:
        if record.is_record(folder):
            case = read_record(folder, viewer or fallback)
        else:
            case = read_case(Path(folder), progress)
    except (CaseUnreadable, RecordBroken):
        if viewer is None or viewer == MEDIATORS:
            raise
        raise UnknownViewer(viewer) from None
    return look_at(project(case, default_viewer(case, viewer, fallback)), at)


def look_at(seen: Case, at: str | None) -> tuple[Case, Moment | None]:
    """A projection as of a moment, and that moment read."""
    moment = None if at is None else read_when(at, seen)
    return (seen if moment is None else as_of(seen, moment)), moment


def read_record(place: record.Place, viewer: str | None) -> Case:
    """What a record holds for a viewer; of a viewer's own, what it holds for that viewer."""
    with record.open_record(place) as held:
        return record.read_case(held, viewer_of(held, viewer))


def viewer_of(held: record.Record, viewer: str | None) -> str | None:
    """The viewer asked for; where a record is a viewer's own and nobody else is asked for, everything in it."""
    own = record.header_of(held).viewer
    return None if own is not None and viewer in (None, MEDIATORS, own) else viewer


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
