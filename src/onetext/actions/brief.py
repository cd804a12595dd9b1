"""Brief a viewer on a case."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.actions.view import read_when, view_case
from onetext.briefing import make_brief
from onetext.files import Progress, unseen
from onetext.model import Case, situation_of
from onetext.model.brief import Brief
from onetext.record import Place


@dataclass(frozen=True)
class Briefing:
    """A brief, the projection it was made from, and the same with corrected entries as they now stand."""

    brief: Brief
    case: Case
    current: Case


def brief_case(
    folder: Place,
    viewer: str | None = None,
    at: str | None = None,
    since: str | None = None,
    meeting: str | None = None,
    progress: Progress = unseen,
) -> Briefing:
    """The brief of the case in a folder for a viewer (default: its own, else the mediators).

    Raises CaseUnreadable, UnknownViewer, NotForThisViewer or UsageError.
    """
    case, moment = view_case(folder, viewer, at, progress)
    start = None if since is None else read_when(since, case)
    seen_by = case.header.viewer
    assert seen_by is not None
    situation = situation_of(case)
    current = Case(case.header, tuple(situation.in_force.get(entry.id, entry) for entry in case.entries))
    return Briefing(make_brief(situation, seen_by, moment, start, meeting), case, current)
