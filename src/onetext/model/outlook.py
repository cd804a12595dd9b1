"""What is believed, summed up for people: means and intervals, what they rest on, and what is only assumption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from onetext.model.belief import Clash, Silence
from onetext.model.condition import Condition

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and the interval that holds nine tenths of the draws; beside them those from assumptions alone.

    `assumption`: no entry speaks of it, or what they say hardly changes it.
    """

    mean: Decimal
    lo: Decimal
    hi: Decimal
    prior_mean: Decimal
    prior_lo: Decimal
    prior_hi: Decimal
    assumption: bool = True


@dataclass(frozen=True, slots=True)
class IssueOutlook:
    """What is believed of one party on one issue: its weight, a share of the whole, and the order of values.

    `direction` is whether it wants more or less (null for a choice), with the chance of that; `best` are the values
    that may be its best, with their chances, the likeliest first: ids of options, and numbers (dates as days).
    """

    issue: str
    weight: Estimate
    direction: Literal["more", "less"] | None
    chance: Decimal | None
    best: Mapping[str, Decimal]
    assumption: bool
    rests_on: Ids = ()


@dataclass(frozen=True, slots=True)
class LimitOutlook:
    """A limit that a party may have. `chance` that it is a true one, and what was taken before any answer.

    Of a limit on the numbers of an issue: `side`, and between which values it lies in nine tenths of the draws in which
    there is one. `keeps` is what it would hold packages to.
    """

    chance: Decimal
    prior_chance: Decimal
    keeps: Condition
    issue: str | None = None
    side: Literal["at least", "at most"] | None = None
    lo: Decimal | None = None
    hi: Decimal | None = None
    rests_on: Ids = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What was believed of a party at an earlier time and is not now: of the weight of an issue, the chance of wanting
    more of it, or the outside option; and the entries that are new to it."""

    what: Literal["weight", "more", "outside option"]
    issue: str | None
    before: Decimal
    now: Decimal
    entries: Ids


@dataclass(frozen=True, slots=True)
class Unheard:
    """An entry that beliefs make nothing of, and why."""

    entry: str
    why: str


@dataclass(frozen=True, slots=True)
class PartyOutlook:
    """What is believed of one party. `effective` is the effective sample size, of `samples` draws.

    `bodies` are the thresholds of those that must ratify. `scenarios` are rival readings, each with its `share`.
    `nothing_left` is the share of draws in which its red lines leave no package. `stated`: the utility that fixes its
    values.
    """

    party: str
    issues: tuple[IssueOutlook, ...]
    limits: tuple[LimitOutlook, ...]
    outside_option: Estimate
    bodies: Mapping[str, Estimate]
    effective: int
    samples: int
    rests_on: Ids = ()
    outside_rests_on: Ids = ()
    scenarios: Mapping[str, PartyOutlook] = field(default_factory=dict)
    share: Decimal = Decimal(1)
    clashes: tuple[Clash, ...] = ()
    unused: tuple[Unheard, ...] = ()
    nothing_left: Decimal = Decimal(0)
    stated: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is believed of every party; `silent` says why nothing is. `events` are the shared events with their chances,
    `assumed` those of which none is recorded. `scenario` is the rival reading of a party that is taken alone."""

    parties: tuple[PartyOutlook, ...] = ()
    silent: Silence = ""
    seed: int = 0
    samples: int = 0
    events: Mapping[str, Decimal] = field(default_factory=dict)
    assumed: Ids = ()
    scenario: Mapping[str, str] = field(default_factory=dict)
