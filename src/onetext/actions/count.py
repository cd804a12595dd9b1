"""Find what adds up."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.actions.view import as_it_stands, view_case
from onetext.counting import count_ledgers
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, situation_of
from onetext.model.balance import Counts
from onetext.record import Place


@dataclass(frozen=True)
class Counting:
    """What adds up, as of when, the projection it was found in, and the same as it now stands."""

    counts: Counts
    as_of: Moment
    case: Case
    current: Case


def count_case(
    folder: Place, viewer: str | None = None, at: str | None = None, progress: Progress = unseen
) -> Counting:
    """The ledgers and exchanges of the case in a folder, for a viewer. Raises what reading raises."""
    case, moment = view_case(folder, viewer, at, progress)
    return count_seen(case, situation_of(case), moment)


def count_seen(case: Case, situation: Situation, moment: Moment | None) -> Counting:
    """What adds up in a projection and the situation that follows from it."""
    return Counting(count_ledgers(situation), moment or situation.latest, case, as_it_stands(case, situation))
