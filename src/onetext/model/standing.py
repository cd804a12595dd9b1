"""How an agreement stands at a moment: obligations, swaps, quotas, services, lists, violations and the score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from onetext.model.balance import Balance
from onetext.model.moment import Moment
from onetext.model.quantity import Quantity

State = Literal["pending", "active", "suspended", "fulfilled", "violated", "expired", "terminated"]
Sure = Literal["yes", "possible", "no"]
Score = Literal[0, 1, 2, 3]


@dataclass(frozen=True, slots=True)
class Wait:
    """A condition that is not met: which test, of which part, how much or until when."""

    test: str
    of: str | None = None
    amount: Quantity | None = None
    until: Moment | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next for an obligation: it begins, is due, is restored, ends; when (None: not known), on what it
    waits."""

    what: Literal["begins", "due", "restoration", "ends"]
    when: Moment | None = None
    waits_for: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True)
class ObligationStanding:
    """Where one obligation stands.

    `done` is whether what is due was done; "possible" where the words leave it open. `provisional`: done, and not yet
    verified. `overdue` is a matter of the calendar and no violation. `score` null: nothing to score it by.
    """

    id: str
    state: State
    due: Moment | None
    amount_due: Quantity | None
    amount_done: Quantity | None
    next: Next | None
    begins: Moment | None = None
    done: Sure = "no"
    provisional: bool = False
    overdue: bool = False
    score: int | None = None
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneStanding:
    """A cumulative amount of a duty by a time: what was to be there, what was, and whether it came to it."""

    obligation: str
    by: Moment | None
    at_least: Quantity
    done: Quantity
    met: Sure


@dataclass(frozen=True, slots=True)
class StageStanding:
    """Where one stage stands, and from when to when it runs as far as that is known."""

    id: str
    state: Literal["pending", "active", "ended"]
    begins: Moment | None
    ends: Moment | None


@dataclass(frozen=True, slots=True)
class Given:
    """So many of a category from a party; `outside` the ratio, where nothing is owed for it."""

    party: str | None
    category: str
    amount: Quantity
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Swap:
    """What was handed over on one day, and what the keys say was to come for it."""

    date: str
    given: tuple[Given, ...]
    expected: tuple[Given, ...]
    matches: Sure
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaStanding:
    """A total across swaps: what was given of it, what is left, and whether more than it was given."""

    id: str
    total: Quantity
    done: Quantity
    left: Quantity
    over: Sure = "no"


@dataclass(frozen=True, slots=True)
class ExtensionStanding:
    """Days by which stages were prolonged: earned, and used so far."""

    earned: Decimal
    used: Decimal


@dataclass(frozen=True, slots=True)
class Period:
    """A service in one day, week or month against its measure; `of_which` its parts."""

    begins: str
    at_least: Quantity
    given: Quantity
    met: Sure
    of_which: dict[str, Sure]


@dataclass(frozen=True, slots=True)
class ServiceStanding:
    """A measured duty so far: how many periods, in how many it was met, possibly met, not met, not reported; and the
    reported ones."""

    obligation: str
    per: str
    periods: int
    met: int
    possible: int
    short: int
    not_reported: int
    reported: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class ListStanding:
    """A list or notice for a day: what became of it, why, and whether it was given in time (null: no time is set)."""

    obligation: str | None
    for_day: Moment | None
    state: Literal["given", "accepted", "refused"]
    reason: str | None
    in_time: bool | None
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach that somebody claims (alleged), or that the agreed body found (established).

    `by` is who alleges it, `finding` the entry of the body that looked at it, `found` what that says.
    """

    obligation: str | None
    status: Literal["alleged", "established"]
    by: str | None
    finding: str | None
    found: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingCycle:
    """Steps of which each waits for the next, in the union of what the agreement and its readings say."""

    cycle: tuple[str, ...]
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit that a right sets to its use, and whether it was kept: who may use it, of which parts, once what is
    so, with how long a notice, for how long at most, how often at most. `found` is what was, in the unit of what is
    `asked`.
    """

    what: Literal["by", "parts", "when", "notice", "longest", "times"]
    kept: Sure
    asked: Quantity | None = None
    found: Quantity | None = None


@dataclass(frozen=True, slots=True)
class PowerUsed:
    """A right to change the agreement, used: from when, to when, on which parts (none named: all).

    `right` is the right of the agreement that it comes nearest to, null where the agreement gives none of the kind, and
    `limits` whether it kept within it. `automatic`: it took effect by itself.
    """

    act: str
    since: Moment
    until: Moment | None
    of: tuple[str, ...]
    rests_on: tuple[str, ...]
    right: str | None = None
    limits: tuple[Limit, ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class TogetherStanding:
    """Steps that are to take effect at once: when each did (null: not yet), and whether all did on one day of the
    case's calendar. Null before the first of them did; "no" once one did and the day is over without the others.
    """

    steps: tuple[str, ...]
    times: tuple[Moment | None, ...]
    together: Sure | None


@dataclass(frozen=True, slots=True)
class GuaranteeStanding:
    """Whether somebody is to answer for others' performance, since when, and for which duties it is so.

    `state`: "stands"; "to answer" once its condition is met or, where it states none, once an agreed body found a
    violation, not mended since, of a duty that it covers; "over" once all that it covers is fulfilled, expired or
    ended.
    """

    by: str
    covers: tuple[str, ...]
    state: Literal["stands", "to answer", "over"]
    since: Moment | None
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreStanding:
    """How far the duties are carried out, in percent: of all that can be scored, and of those due."""

    all: Decimal | None
    due: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands at a moment. `in_force` is null where not every party has signed."""

    agreement: str | None
    in_force: str | None
    since: Moment | None
    at: Moment
    stages: tuple[StageStanding, ...] = ()
    obligations: tuple[ObligationStanding, ...] = ()
    swaps: tuple[Swap, ...] = ()
    quotas: tuple[QuotaStanding, ...] = ()
    extension: ExtensionStanding = ExtensionStanding(Decimal(0), Decimal(0))
    milestones: tuple[MilestoneStanding, ...] = ()
    services: tuple[ServiceStanding, ...] = ()
    lists: tuple[ListStanding, ...] = ()
    violations: tuple[Violation, ...] = ()
    accounts: tuple[tuple[str, ...], ...] = ()
    powers: tuple[PowerUsed, ...] = ()
    together: tuple[TogetherStanding, ...] = ()
    guarantees: tuple[GuaranteeStanding, ...] = ()
    outside: tuple[str, ...] = ()
    readings: tuple[ReadingCycle, ...] = ()
    score: ScoreStanding = ScoreStanding(None, None)
    ledgers: tuple[Balance, ...] = ()


def score_percent(scores: Iterable[int]) -> Decimal | None:
    """Scores of 0 (not begun) to 3 (full) as a percentage of what they could be; None of none.

    The method of Joshi, Quinn and Regan (2015): duties that are not there are not counted.

    >>> score_percent([3, 2, 0, 1, 3])
    Decimal('60.0')
    """
    found = list(scores)
    if not found:
        return None
    return (Decimal(100 * sum(found)) / (3 * len(found))).quantize(Decimal("0.1"), ROUND_HALF_UP)


def score_of(share: Decimal) -> Score:
    """The score of a share done: none 0, under a half 1, a half or more 2, all 3. The bounds are ours.

    >>> [score_of(Decimal(share)) for share in ("0", "0.2", "0.5", "1")]
    [0, 1, 2, 3]
    """
    return 0 if share <= 0 else 1 if share < Decimal("0.5") else 2 if share < 1 else 3
