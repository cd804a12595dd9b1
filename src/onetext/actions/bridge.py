"""Build bridges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onetext.actions.view import view_case
from onetext.files import Progress, unseen, write_file
from onetext.model import Case, Moment, situation_of
from onetext.model.bridges import Bridges


@dataclass(frozen=True)
class Bridged:
    """The bridges of a case, as of when, and the projection that they were built on."""

    bridges: Bridges
    as_of: Moment
    case: Case


def bridge_case(folder: Path, viewer: str | None = None, at: str | None = None, progress: Progress = unseen) -> Bridged:
    """The frontier and the solution concepts of the case in a folder, for a viewer. Raises what reading raises."""
    case, moment = view_case(folder, viewer, at, progress)
    situation = situation_of(case)
    from onetext.bridging import find_bridges  # loads NumPy

    return Bridged(find_bridges(situation), moment or situation.latest, case)


def save_chart(content: bytes, file: Path) -> None:
    """Write a chart as a new file. Raises TargetNotEmpty."""
    write_file(content, file)
