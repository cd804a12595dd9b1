"""Say what is believed of each side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onetext.actions.reading import check_draws, choose_readings
from onetext.actions.view import as_it_stands, read_when, view_case
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, as_of, situation_of
from onetext.model.outlook import Outlook
from onetext.record import Place

if TYPE_CHECKING:
    from onetext.model.belief import Beliefs


@dataclass(frozen=True)
class Believed:
    """What is believed, as of when and since when, the projection it rests on, and the same as it now stands."""

    outlook: Outlook
    as_of: Moment
    since: Moment | None
    case: Case
    current: Case


def believe_case(
    folder: Place,
    viewer: str | None = None,
    at: str | None = None,
    since: str | None = None,
    seed: int = 0,
    samples: int = 1000,
    progress: Progress = unseen,
    scenario: tuple[str, ...] = (),
) -> Believed:
    """What is believed of each side of a case, for a viewer; of rival readings one alone, where `scenario` names it as
    PARTY=NAME. Raises what reading raises, and UsageError."""
    check_draws(seed, samples)
    case, moment = view_case(folder, viewer, at, progress)
    start = None if since is None else read_when(since, case)
    situation = situation_of(case)
    from onetext.believing import believe  # loads NumPy

    return believe_seen(case, situation, moment, start, believe(situation, seed, samples), scenario)


def believe_seen(
    case: Case,
    situation: Situation,
    moment: Moment | None,
    since: Moment | None,
    beliefs: Beliefs,
    scenario: tuple[str, ...] = (),
) -> Believed:
    """What a viewer's beliefs come to, and what has changed in them since a moment. Long work where there is one."""
    from onetext.believing import believe, find_outlook

    before, readings = None, choose_readings(scenario, beliefs)
    if since is not None and not beliefs.silent:
        before = believe(situation_of(as_of(case, since)), beliefs.seed, beliefs.samples).read_as(readings)
    outlook = replace(find_outlook(beliefs.read_as(readings), before), scenario=readings)
    return Believed(outlook, moment or situation.latest, since, case, as_it_stands(case, situation))
