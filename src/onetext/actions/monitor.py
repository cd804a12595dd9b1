"""How an agreement stands."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from onetext.actions.view import as_it_stands, view_case
from onetext.counting import count_ledgers
from onetext.files import Progress, unseen
from onetext.model import Case, Moment, Situation, situation_of
from onetext.model.standing import Standing
from onetext.monitoring import follow


def monitor_case(
    folder: Path,
    viewer: str | None = None,
    at: str | None = None,
    agreement: str | None = None,
    progress: Progress = unseen,
) -> tuple[Standing, Case]:
    """How an agreement of the case stands at a moment, for a viewer, and the viewer's case as it now stands.

    Raises CaseUnreadable, UnknownViewer or UsageError.
    """
    case, moment = view_case(folder, viewer, at, progress)
    return monitor_seen(case, situation_of(case), moment, agreement)


def monitor_seen(
    case: Case, situation: Situation, moment: Moment | None, agreement: str | None = None
) -> tuple[Standing, Case]:
    """How an agreement stands in a projection, and that projection as it now stands. Raises UsageError."""
    standing = follow(situation, moment, agreement)
    if case.header.ledgers:
        standing = dataclasses.replace(standing, ledgers=count_ledgers(situation).ledgers)
    return standing, as_it_stands(case, situation)
