"""Bring in the scenarios of other programs, and write a case as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from onetext.actions.view import view_case
from onetext.errors import UsageError
from onetext.files import (
    Progress,
    check_texts,
    folder_text,
    read_genius,
    read_geniusweb,
    read_negmas,
    unseen,
    write_folder,
    write_genius,
    write_geniusweb,
    write_negmas,
)
from onetext.files.scenario import Scenario, case_of, scenario_of
from onetext.model import Case, Problem
from onetext.record import Place

READERS: Final[dict[str, Callable[[Path], Scenario]]] = {
    "genius": read_genius,
    "geniusweb": read_geniusweb,
    "negmas": read_negmas,
}
WRITERS: Final[dict[str, Callable[[Scenario], dict[str, str]]]] = {
    "genius": write_genius,
    "geniusweb": write_geniusweb,
    "negmas": write_negmas,
}
FORMATS: Final = tuple(READERS)

Lost = tuple[str, ...]


def import_scenario(form: str, folder: Path, target: Path) -> tuple[tuple[str, ...], Lost, tuple[Problem, ...]]:
    """Write the case of a scenario as a new folder: its files, what was lost, and the problems for which nothing was
    written. Raises TargetNotEmpty."""
    scenario = READERS[form](folder)
    if scenario.problems:
        return (), tuple(scenario.lost), tuple(scenario.problems)
    texts = folder_text(case_of(scenario))
    problems = check_texts(texts)[1]
    if problems:
        return (), tuple(scenario.lost), tuple(problems)
    write_folder(texts, target)
    return tuple(texts), tuple(dict.fromkeys(scenario.lost)), ()


def export_scenario(
    form: str, place: Place, target: Path, viewer: str | None, at: str | None, progress: Progress = unseen
) -> tuple[Case, tuple[str, ...], Lost]:
    """Write what a viewer may see of a case as a scenario of another program: the projection, its files, what is lost.

    Raises UsageError, TargetNotEmpty, and what reading raises.
    """
    folder = Path(place)
    if folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError(f"{target} lies in the case itself", "name a folder outside it")
    case, _ = view_case(place, viewer, at, progress, fallback=None)
    scenario = scenario_of(case)
    if not scenario.problems:
        scenario.settle(folder)
    if scenario.problems:
        problem = scenario.problems[0]
        raise UsageError(f"no scenario can be written: {problem.what}", problem.fix)
    texts = WRITERS[form](scenario)
    write_folder(texts, target)
    return case, tuple(texts), tuple(dict.fromkeys(scenario.lost))
