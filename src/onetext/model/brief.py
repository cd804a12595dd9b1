"""The brief: what one page before a session must say, as data. Built by `briefing`, worded by `reporting`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from onetext.model.contradiction import Contradiction
from onetext.model.coverage import Coverage
from onetext.model.moment import Moment

LAST_DAY: Final = "the last day"
"""The words of `since` where nobody stated a date."""


@dataclass(frozen=True, slots=True)
class ProposalStanding:
    """A proposal no later version replaces: where each recipient stands and what it covers.

    `status` holds None for a recipient with no recorded answer; `answers` the entries those states rest on.
    """

    id: str
    status: Mapping[str, str | None]
    answers: Mapping[str, str]
    pending_with: tuple[str, ...]
    conveyances: tuple[str, ...]
    responses: tuple[str, ...]
    versions: tuple[str, ...]
    coverage: Mapping[str, Coverage]


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that waits for somebody: an answer to a proposal or to a question."""

    id: str
    kind: Literal["proposal", "question"]
    waits_for: str
    state: str | None
    since: Moment
    due: Moment | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something ahead, or pressing without a date (`when` None or unknown)."""

    id: str
    kind: str
    when: Moment | None
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApprovalStanding:
    """Where a deciding body stands on a proposal; `state` None where nothing is recorded."""

    party: str
    body: str
    must_ratify: bool
    on: str | None
    state: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer or view that depends on something else."""

    id: str
    depends_on: tuple[str, ...]
    excludes: tuple[str, ...]
    reciprocal_on: str | None


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that is not kept, broken or withdrawn as far as recorded."""

    id: str
    by: str
    to: tuple[str, ...]
    until: Moment | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party wants on one issue: its positions and its demands, oldest first; the last position stands."""

    party: str
    positions: tuple[str, ...]
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue and what each party, in the stated order, wants on it."""

    issue: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """One line of the conveyance register: who carried what to whom."""

    id: str
    what: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    when: Moment
    form: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """Something a party was told, when and by which entry; the corrections are those it was not told."""

    id: str
    by: str
    when: Moment
    corrected_since: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingBrief:
    """What to know before a session with one party."""

    party: str
    waiting: tuple[Pending, ...]
    told: tuple[Told, ...]
    may_be_said: tuple[str, ...]
    must_not_be_said: Mapping[str, tuple[str, ...]]
    last_words: tuple[str, ...]
    promises_to: tuple[str, ...]
    promises_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page, for one viewer at one moment, with the entries it cites by id."""

    viewer: str
    as_of: Moment
    since: Moment
    proposals: tuple[ProposalStanding, ...]
    pending: tuple[Pending, ...]
    contradictions: tuple[Contradiction, ...]
    deadlines: tuple[Ahead, ...]
    approvals: tuple[ApprovalStanding, ...]
    offers: tuple[Offer, ...]
    promises: tuple[OpenPromise, ...]
    interests: tuple[str, ...]
    positions: tuple[IssueRow, ...]
    carried: tuple[Carried, ...]
    new: tuple[str, ...]
    corrected: Mapping[str, tuple[str, ...]]
    meeting: MeetingBrief | None
