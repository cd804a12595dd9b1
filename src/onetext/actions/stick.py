"""Find where talks stick."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.actions.view import as_it_stands, view_case
from onetext.errors import UsageError
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, situation_of
from onetext.model.sticking import Sticking
from onetext.record import Place
from onetext.solving import SEARCH, Search
from onetext.sticking import find_sticking

__all__ = ["Search", "Stalemate", "stick_case"]


@dataclass(frozen=True)
class Stalemate:
    """Where talks stick, as of when, the projection it was found in, and the same as it now stands."""

    sticking: Sticking
    as_of: Moment
    case: Case
    current: Case


def stick_case(
    folder: Place,
    viewer: str | None = None,
    at: str | None = None,
    search: Search = SEARCH,
    progress: Progress = unseen,
) -> Stalemate:
    """Where talks stick in the case in a folder, for a viewer. Raises what reading raises, and UsageError."""
    if search.limit < 1:
        raise UsageError(f"a limit of {search.limit} lists nothing", "write --limit 100")
    case, moment = view_case(folder, viewer, at, progress)
    return stick_seen(case, situation_of(case), moment, search)


def stick_seen(case: Case, situation: Situation, moment: Moment | None, search: Search = SEARCH) -> Stalemate:
    """Where talks stick in a projection and the situation that follows from it."""
    found = find_sticking(situation, search)
    return Stalemate(found, moment or situation.latest, case, as_it_stands(case, situation))
