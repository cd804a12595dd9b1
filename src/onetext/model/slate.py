"""The slate: packages that all sides may take on what is believed of them, with chances and how sure these are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from onetext.model.belief import Silence
from onetext.model.coverage import Coverage
from onetext.model.issue import Value
from onetext.model.verdict import PROVED, Verdict

HARDLY: Final = 0.05
"""How far a chance must be from that on assumptions alone before evidence can be said to have moved it."""

Missing = Silence | Literal["one side", "no package"]
"""Why there is no slate: nothing is believed, only one side is known, or no package is left that may be put."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance, estimated on draws that no search has seen.

    `error` is one standard deviation of sampling, `prior_only` the chance on assumptions alone, `lo` and `hi` the range
    when each assessment is left out in turn, the softness of answers halved and doubled, and what is assumed of outside
    options tilted either way. `answered` is the state that is recorded, by `entry`: "accepted" and "rejected" are
    answers, so the chance is then 1 or 0.
    """

    p: float
    error: float
    prior_only: float
    lo: float
    hi: float
    answered: str | None = None
    entry: str | None = None

    @property
    def mostly_assumption(self) -> bool:
        """Whether it hardly differs from what assumptions alone give.

        >>> Chance(0.42, 0.02, 0.40, 0.3, 0.5).mostly_assumption, Chance(0.8, 0.02, 0.4, 0.7, 0.9).mostly_assumption
        (True, False)
        """
        return self.settled is None and abs(self.p - self.prior_only) <= max(HARDLY, 2 * self.error)

    @property
    def settled(self) -> str | None:
        """The recorded yes or no, if there is one."""
        return self.answered if self.answered in ("accepted", "rejected") else None


@dataclass(frozen=True, slots=True)
class Drive:
    """What one issue does to a side's chance: what it would be if this issue alone had that value."""

    issue: str
    value: Value
    chance: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a side may take a package, and why not: the issues that carry its yes, and those that hold it back.

    `carried` are issues without which its chance would fall most (each at the value it likes least), `held_back` those
    that would raise it most (each at the value it likes best).
    """

    carried: tuple[Drive, ...] = ()
    held_back: tuple[Drive, ...] = ()


@dataclass(frozen=True, slots=True)
class Floated:
    """A package of the slate: its terms, each side's chance of taking it, the chance that all do, what it meets.

    `expected` is what it is worth to each side on average, from 0 (its worst package) to 1 (its best). `demands` are
    the demands in force, by id.
    """

    terms: Mapping[str, Value]
    accept: Mapping[str, Chance]
    joint: Chance
    demands: Mapping[str, Coverage]
    verdict: Verdict
    expected: Mapping[str, float] = field(default_factory=dict)
    reasons: Mapping[str, Reasons] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a text: the new value of each issue that changes, and the chance that all take it then."""

    terms: Mapping[str, Value]
    joint: Chance
    accept: Mapping[str, Chance]


@dataclass(frozen=True, slots=True)
class Trial:
    """A package that was tried: some issues `held` to a value, the others as all are then most likely to take it."""

    held: Mapping[str, Value]
    terms: Mapping[str, Value]
    accept: Mapping[str, Chance]
    joint: Chance


@dataclass(frozen=True, slots=True)
class OnTable:
    """The text on the table: which proposal, what it says, and the smallest changes that raise the joint chance most.

    Issues that it leaves open (`open`) are filled in as all are most likely to take it. `answers` are those recorded to
    the proposal, by side.
    """

    proposal: str
    package: Floated
    open: tuple[str, ...]
    answers: Mapping[str, str]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Improvement:
    """A package that every side is believed to prefer to the one that all accepted, with the chance that each does."""

    terms: Mapping[str, Value]
    prefers: Mapping[str, Chance]
    joint: Chance


@dataclass(frozen=True, slots=True)
class Past:
    """A past proposal as a point of the frontier chart: what it is expected to be worth to each side.

    `open` is whether it left issues open, which are filled in as in `OnTable`.
    """

    proposal: str
    expected: Mapping[str, float]
    open: bool


@dataclass(frozen=True, slots=True)
class Slate:
    """The slate of a case, none of it picked: `packages`, best first on the draws that were searched.

    Each differs from the others in `differ` issues or more. `missing` says why there is none. No package's joint chance
    exceeds the `ceiling`; None where none was looked for. `fixed` are the issues
    that were held to some values, `assumed` the entries that were taken as if they were so, `left_out` how many
    assessments were left out in turn for the ranges, of all `assessments`. `confidences` are, for each party, the
    entries behind the slate that it may not see, save what the mediators think of it. Of the parties `outside_assumed`
    nothing is recorded about what no deal is worth. `improvements` stand beside the package `accepted` by all.
    `scenario` is the rival reading of a party that is taken alone; `not_counted` are entries on each party of which
    nothing could be made.
    """

    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    packages: tuple[Floated, ...] = ()
    missing: Missing = ""
    differ: int = 0
    draws: int = 0
    seed: int = 0
    ceiling: float | None = None
    verdict: Verdict = PROVED
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside_assumed: tuple[str, ...] = ()
    fixed: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    left_out: int = 0
    assessments: int = 0
    on_table: OnTable | None = None
    accepted: str | None = None
    improvements: tuple[Improvement, ...] = ()
    past: tuple[Past, ...] = ()
    scenario: Mapping[str, str] = field(default_factory=dict)
    not_counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
