"""Find what to ask next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onetext.actions.bridge import WISH, Wish, check_wish
from onetext.actions.reading import choose_readings
from onetext.actions.suppose import suppose
from onetext.actions.view import as_it_stands, view_case
from onetext.errors import NotForThisViewer, UsageError
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, project, situation_of
from onetext.model.audience import Roster
from onetext.model.inquiry import Inquiries
from onetext.record import Place

if TYPE_CHECKING:
    from onetext.model.belief import Beliefs


@dataclass(frozen=True)
class Inquired:
    """What to ask next, as of when, the projection that it was found in, and the same as it now stands."""

    inquiries: Inquiries
    as_of: Moment
    case: Case
    current: Case


def ask_case(
    folder: Place,
    viewer: str | None = None,
    at: str | None = None,
    clean: str | None = None,
    every: bool = False,
    wish: Wish = WISH,
    progress: Progress = unseen,
    told: Progress = unseen,
    stopped: Callable[[], bool] = lambda: False,
) -> Inquired:
    """The questions that would help most, for a viewer; with `clean`, those to that party, from what it may know alone.

    Raises what reading raises, NotForThisViewer where another party's clean list is asked for, and UsageError.
    """
    check_wish(wish)
    case, moment = view_case(folder, viewer, at, progress)
    if clean is not None:
        case = _known_to(case, clean)
    supposed = suppose(case, wish.assumed)
    situation = supposed.situation
    from onetext.asking import find_inquiries
    from onetext.believing import believe

    beliefs = believe(situation, wish.seed, wish.samples, contradictions=False)
    readings = choose_readings(wish.scenario, beliefs)
    found = find_inquiries(beliefs.read_as(readings), situation, wish.seed, told, stopped, every, clean)
    found = replace(found, scenario=readings)
    return Inquired(found, moment or situation.latest, case, as_it_stands(supposed.case, situation))


def ask_seen(
    case: Case,
    situation: Situation,
    moment: Moment | None,
    beliefs: Beliefs,
    told: Progress = unseen,
    stopped: Callable[[], bool] = lambda: False,
) -> Inquired:
    """The questions that would help most, on what is believed already for a viewer; long work."""
    from onetext.asking import find_inquiries

    found = find_inquiries(beliefs, situation, beliefs.seed, told, stopped)
    return Inquired(found, moment or situation.latest, case, as_it_stands(case, situation))


def ask_clean(
    case: Case,
    moment: Moment | None,
    clean: str,
    samples: int,
    told: Progress = unseen,
    stopped: Callable[[], bool] = lambda: False,
) -> Inquired:
    """Questions to a party, from what it may know alone; long work. Raises NotForThisViewer and UsageError."""
    from onetext.asking import find_inquiries
    from onetext.believing import believe

    known = _known_to(case, clean)
    situation = situation_of(known)
    beliefs = believe(situation, samples=samples, contradictions=False)
    found = find_inquiries(beliefs, situation, beliefs.seed, told, stopped, False, clean)
    return Inquired(found, moment or situation.latest, known, as_it_stands(known, situation))


def _known_to(case: Case, party: str) -> Case:
    """What a party may know of what the viewer sees."""
    roster, viewer = Roster(case.header), case.header.viewer
    if viewer == party:
        return case
    if viewer is None or not roster.viewer(viewer).inside:
        raise NotForThisViewer("a clean list for another side is for mediators", "leave --clean out")
    if party not in case.header.parties:
        raise UsageError(f"'{party}' is no party of this case", f"name one of: {', '.join(case.header.parties)}")
    return project(case, party)
