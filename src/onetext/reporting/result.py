"""What each verb's JSON result holds. Later verbs add their own types here or in their module."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.balance import Balance, Counts, Rate
from onetext.model.brief import Brief
from onetext.model.moment import Moment
from onetext.model.problem import Problem
from onetext.model.sticking import Sticking, StickingPoint, WayOut


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The problems of a case, by file and line; none if it is sound."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NewResult:
    """The files of a new case."""

    folder: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The files written for one viewer, and how many entries they hold."""

    folder: str
    files: tuple[str, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class EntryResult:
    """An entry as the page says it, with its number for this viewer."""

    id: str
    n: int
    kind: str
    words: str
    said: Moment
    learned: Moment
    source: str | None


@dataclass(frozen=True, slots=True)
class BriefResult(Brief):
    """The briefing as data. `entries` holds every entry that another part names by id.

    `complete` is whether every sticking point and way out is listed.
    """

    sticking_points: tuple[StickingPoint, ...]
    ways_out: tuple[WayOut, ...]
    complete: bool
    ledgers: tuple[Balance, ...]
    exchanges: tuple[Rate, ...]
    entries: tuple[EntryResult, ...]


@dataclass(frozen=True, slots=True)
class StickResult(Sticking):
    """Sticking points and ways out as data, with every entry that they name."""

    entries: tuple[EntryResult, ...] = ()


@dataclass(frozen=True, slots=True)
class CountResult(Counts):
    """Ledgers and exchanges as data, with every entry that they name."""

    entries: tuple[EntryResult, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The shipped case that was shown, and its briefing."""

    case: str
    brief: BriefResult
