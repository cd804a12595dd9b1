"""Brief a viewer on a case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onetext.actions.view import read_when, view_case
from onetext.briefing import brief
from onetext.model import Case, Moment, situation_of
from onetext.model.brief import Brief


@dataclass(frozen=True)
class Briefing:
    """A brief, the projection it was made from, and the moment it is for."""

    brief: Brief
    case: Case
    at: Moment | None


def brief_case(
    folder: Path,
    viewer: str | None = None,
    at: str | None = None,
    since: str | None = None,
    meeting: str | None = None,
) -> Briefing:
    """The brief of the case in a folder for a viewer (default: its own, else the mediators).

    Raises CaseUnreadable, UnknownViewer, NotForThisViewer or UsageError.
    """
    case, moment = view_case(folder, viewer, at)
    start = None if since is None else read_when(since, case)
    seen_by = case.header.viewer
    assert seen_by is not None
    return Briefing(brief(situation_of(case), seen_by, moment, start, meeting), case, moment)
