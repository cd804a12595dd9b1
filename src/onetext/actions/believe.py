"""Say what is believed of each side."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.actions.view import as_it_stands, read_when, view_case
from onetext.errors import UsageError
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, as_of, situation_of
from onetext.model.outlook import Outlook
from onetext.record import Place

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
    from onetext.believing import believe, find_outlook  # loads NumPy

    now = believe(situation, seed, samples)
    before = None if start is None or now.silent else believe(situation_of(as_of(case, start)), seed, samples)
    outlook = find_outlook(now, before)
    return Believed(outlook, moment or situation.latest, start, case, as_it_stands(case, situation))
