"""Say what is believed of each side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onetext.actions.view import as_it_stands, read_when, view_case
from onetext.errors import UsageError
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, as_of, situation_of
from onetext.model.outlook import Outlook
from onetext.record import Place

if TYPE_CHECKING:
    from onetext.model.belief import Beliefs

LEAST_SAMPLES = 100
MOST_SAMPLES = 20_000


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
) -> Believed:
    """What is believed of each side of a case, for a viewer. Raises what reading raises, and UsageError."""
    if not LEAST_SAMPLES <= samples <= MOST_SAMPLES:
        fix = f"write --samples from {LEAST_SAMPLES} to {MOST_SAMPLES}"
        raise UsageError(f"{samples} samples are too {'few' if samples < LEAST_SAMPLES else 'many'}", fix)
    case, moment = view_case(folder, viewer, at, progress)
    start = None if since is None else read_when(since, case)
    situation = situation_of(case)
    from onetext.believing import believe  # loads NumPy

    return believe_seen(case, situation, moment, start, believe(situation, seed, samples))


def believe_seen(
    case: Case, situation: Situation, moment: Moment | None, since: Moment | None, beliefs: Beliefs
) -> Believed:
    """What a viewer's beliefs come to, and what has changed in them since a moment. Long work where there is one."""
    from onetext.believing import believe, find_outlook

    before = None
    if since is not None and not beliefs.silent:
        before = believe(situation_of(as_of(case, since)), beliefs.seed, beliefs.samples)
    outlook = find_outlook(beliefs, before)
    return Believed(outlook, moment or situation.latest, since, case, as_it_stands(case, situation))
