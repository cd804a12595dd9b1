"""Brief a viewer on a case."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.actions.view import as_it_stands, read_when, view_case
from onetext.briefing import make_brief
from onetext.counting import count_ledgers
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, situation_of
from onetext.model.balance import Counts
from onetext.model.brief import Brief
from onetext.model.sticking import Sticking
from onetext.record import Place
from onetext.solving import Search
from onetext.sticking import find_sticking

_SEARCH = Search(limit=50, effort=1.0)
"""How far a brief looks for sticking points; `stick` looks further."""


@dataclass(frozen=True)
class Briefing:
    """A brief with where talks stick and what adds up, the projection it was made from, and the same with corrected
    entries as they now stand."""

    brief: Brief
    sticking: Sticking
    counts: Counts
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
    return brief_seen(case, situation_of(case), moment, since, meeting)


def brief_seen(
    case: Case, situation: Situation, moment: Moment | None, since: str | None = None, meeting: str | None = None
) -> Briefing:
    """The brief of a projection and the situation that follows from it. Raises NotForThisViewer or UsageError."""
    start = None if since is None else read_when(since, case)
    seen_by = case.header.viewer
    assert seen_by is not None
    found = make_brief(situation, seen_by, moment, start, meeting)
    sticking = find_sticking(situation, _SEARCH, proposals=())
    return Briefing(found, sticking, count_ledgers(situation), case, as_it_stands(case, situation))
