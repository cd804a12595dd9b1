"""What each verb's JSON result holds. Later verbs add their own types here or in their module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.model.balance import Balance, Counts, Rate
from onetext.model.brief import Brief
from onetext.model.moment import Moment
from onetext.model.problem import Problem
from onetext.model.sticking import Sticking, StickingPoint, WayOut
from onetext.reporting.slate_data import SlatePackage, SlateResult


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
class ImportResult:
    """What an import into a record did: ids of what was added, corrected and erased."""

    record: str
    header: bool
    added: tuple[str, ...]
    corrected: tuple[str, ...]
    erased: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadResult:
    """The head of a chain: whose, the id of the chain, the number of its last link, and that link."""

    whose: str
    chain: str
    n: int
    link: str
    erased: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BreakResult:
    """The first link of a chain that does not fit, and why."""

    chain: str
    n: int
    what: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """The heads of the chains that were verified, what is broken, how many lines are erased, whether an erasure still
    waits for the files to be tidied, and the backups that still hold what was erased."""

    heads: tuple[HeadResult, ...]
    broken: tuple[BreakResult, ...]
    erased: int
    pending: bool
    backups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackupResult:
    """The file of a backup, and how many lines of the record it holds."""

    file: str
    lines: int


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The record that was restored: its lines, which of them were erased again, whether a head told of erasures, and
    how many lines that head knows which were written after the backup."""

    record: str
    lines: int
    erased_again: tuple[int, ...]
    told_of_erasures: bool
    behind: int


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """A release: its id, to whom, the words told, the confidences that it rests on, and whether it was made."""

    release: str
    to: str
    told: str
    rests_on: tuple[str, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class FileResult:
    """A file of the record: the entry that it belongs to, its name, its size, the digest of its sealed bytes."""

    of: str
    file: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What was done to a record, and with which file of yours if there was one."""

    record: str
    done: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class RecordHeadResult:
    """The heads of a record, or of one viewer's chains."""

    heads: tuple[HeadResult, ...]


@dataclass(frozen=True, slots=True)
class RecordEraseResult:
    """What an erasure did: whether files still wait to be tidied, the backups that still hold what was erased, and the
    entries and files that may say the same."""

    pending: bool
    backups: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordFilesResult:
    """The files that belong to entries of a record."""

    files: tuple[FileResult, ...]


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
class BridgePackage:
    """A package on the frontier: a value for each issue, its utility to each party, how many packages pay the same."""

    terms: Mapping[str, str]
    utility: Mapping[str, str]
    ties: int


@dataclass(frozen=True, slots=True)
class BridgeSolution:
    """What a solution concept shows, of `ties` packages that are as good by it, or of more if `ties_are_least`."""

    terms: Mapping[str, str]
    utility: Mapping[str, str]
    ties: int
    ties_are_least: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class BridgeSolutions:
    """The solution concepts; null where no package leaves every party at least its reservation value."""

    nash: BridgeSolution | None
    kalai_smorodinsky: BridgeSolution | None
    egalitarian: BridgeSolution | None
    leximin: BridgeSolution | None
    utilitarian: BridgeSolution | None


@dataclass(frozen=True, slots=True)
class BridgeFrontier:
    """The Pareto frontier: payoffs in the order of `parties`, the first party's greatest first.

    `ties_are_least`: more packages may pay the same than are counted.
    """

    size: int
    parties: tuple[str, ...]
    points: tuple[tuple[str, ...], ...]
    ties_are_least: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class BridgeResult:
    """Bridges as data; numbers are decimals. `packages` has those of the slate, where something is believed of the
    sides, then one for each point of the frontier, in its order.

    `frontier.parties` are the parties whose utilities the viewer may see; the frontier is empty unless it is all.
    """

    packages: tuple[SlatePackage | BridgePackage, ...]
    solutions: BridgeSolutions
    frontier: BridgeFrontier
    packages_total: int
    feasible: bool
    slate: SlateResult


@dataclass(frozen=True, slots=True)
class DivideResult:
    """A division by Adjusted Winner, in points of 100; numbers are exact, as whole numbers or fractions."""

    parties: tuple[str, str]
    wins: Mapping[str, tuple[str, ...]]
    points_without_ties: Mapping[str, str]
    tied: tuple[str, ...]
    received: Mapping[str, tuple[str, ...]]
    split_item: str | None
    share_of_split_item: Mapping[str, str]
    final_points: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The files of an imported case, and what was lost or read with doubt on the way."""

    folder: str
    files: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The shipped case that was shown, and its briefing."""

    case: str
    brief: BriefResult
