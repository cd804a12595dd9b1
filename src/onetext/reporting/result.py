"""What each verb's JSON result holds. Later verbs add their own types here or in their module."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.brief import Brief
from onetext.model.moment import Moment
from onetext.model.problem import Problem


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
    """The briefing as data. `entries` holds every entry that another part names by id."""

    entries: tuple[EntryResult, ...]


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The shipped case that was shown, and its briefing."""

    case: str
    brief: BriefResult
