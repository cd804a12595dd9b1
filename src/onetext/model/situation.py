"""The situation: what stands at a moment, as a pure fold of a viewer's entries.

`replay(header, a + b) == apply(replay(header, a), b)`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from onetext.model.audience import Roster
from onetext.model.case import Case, Header
from onetext.model.demand import Position
from onetext.model.entry import Correction, Entry, Erasure
from onetext.model.issue import Reading as IssueReading, read_value
from onetext.model.moment import UNKNOWN, Moment
from onetext.model.proposal import Conveyance, Proposal
from onetext.model.response import Approval, Response

B = TypeVar("B")
K = TypeVar("K")


def _grouped(pairs: Iterable[tuple[K, Entry]]) -> Mapping[K, tuple[Entry, ...]]:
    found: dict[K, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


@dataclass(frozen=True)
class Situation:
    """What stands: the entries in force in the order of the record, and what became of the others.

    `as_told` holds entries as they were before they were corrected; `corrections` the ids of the corrections of
    an entry, oldest first; `erased` the ids whose contents are destroyed.
    """

    header: Header
    in_force: Mapping[str, Entry] = field(default_factory=dict)
    as_told: Mapping[str, Entry] = field(default_factory=dict)
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pending: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()

    @cached_property
    def roster(self) -> Roster:
        """Who is who."""
        return Roster(self.header)

    @cached_property
    def _by_kind(self) -> Mapping[type, tuple[Entry, ...]]:
        return _grouped((type(entry.body), entry) for entry in self.in_force.values())

    def of(self, cls: type[B]) -> Iterator[tuple[Entry, B]]:
        """The entries in force of one kind, oldest first, each with what it says."""
        for entry in self._by_kind.get(cls, ()):
            yield entry, entry.body  # type: ignore[misc]

    @cached_property
    def latest(self) -> Moment:
        """When the last of the entries in force was learned; unknown if none has a date."""
        dated = [entry.known for entry in self.in_force.values() if entry.known.is_known]
        return max(dated, key=lambda known: (known.start or known.by, known.by), default=UNKNOWN)

    @cached_property
    def positions(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """Per (party, issue) its positions in force, oldest first; the last one is what it now says."""
        return _grouped(((position.party, position.issue), entry) for entry, position in self.of(Position))

    @cached_property
    def readings(self) -> dict[tuple[str, str], IssueReading | None]:
        """What stated values were read as, per (issue, words); filled by `reading`."""
        return {}

    def reading(self, issue: str, stated: str) -> IssueReading | None:
        """A stated value as read on an issue; None where it cannot be read."""
        key = (issue, stated)
        if key not in self.readings:
            try:
                self.readings[key] = read_value(self.header.issues[issue], stated, self.header.zone)
            except (KeyError, ValueError):
                self.readings[key] = None
        return self.readings[key]

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """Proposals that a later version replaces, with the id of that version."""
        return {p.previous: entry.id for entry, p in self.of(Proposal) if p.previous in self.in_force and p.previous}

    @cached_property
    def conveyed(self) -> Mapping[str, tuple[Entry, ...]]:
        """Per entry that was carried, the conveyances of it, oldest first."""
        return _grouped((name, entry) for entry, conveyance in self.of(Conveyance) for name in conveyance.what)

    @cached_property
    def responses(self) -> Mapping[str, tuple[Entry, ...]]:
        """Per proposal the responses to it, oldest first."""
        return _grouped((response.proposal or "", entry) for entry, response in self.of(Response))

    @cached_property
    def approvals(self) -> Mapping[tuple[str, str | None], tuple[Entry, ...]]:
        """Per (body, proposal or text) where the body stood on it, oldest first."""
        return _grouped(((approval.body, approval.on), entry) for entry, approval in self.of(Approval))

    def recipients(self, proposal: str) -> tuple[str, ...]:
        """The parties that a proposal was put to, in the header's order: those it was carried to, those it was
        addressed to and may be seen by, and those that responded."""
        entry = self.in_force[proposal]
        body = entry.body
        assert isinstance(body, Proposal)
        addressed = {self.roster.party(name) for name in body.to}
        seen_by = self.roster.members(self.roster.audience(entry))
        heard = addressed if self.header.viewer in self.header.parties else addressed & seen_by
        heard |= {self.roster.party(name) for _, carried in self._conveyances(proposal) for name in carried.to}
        heard |= {self.roster.party(response.by) for _, response in self._responses(proposal)}
        heard -= {self.roster.party(name) for name in body.author}
        return tuple(party for party in self.header.parties if party in heard)

    def answer(self, proposal: str, party: str) -> Entry | None:
        """The last response of a party to a proposal that states where it stands, or None."""
        answers = [
            entry
            for entry, response in self._responses(proposal)
            if response.state is not None and self.roster.party(response.by) == party
        ]
        return answers[-1] if answers else None

    def _conveyances(self, proposal: str) -> Iterator[tuple[Entry, Conveyance]]:
        for entry in self.conveyed.get(proposal, ()):
            assert isinstance(entry.body, Conveyance)
            yield entry, entry.body

    def _responses(self, proposal: str) -> Iterator[tuple[Entry, Response]]:
        for entry in self.responses.get(proposal, ()):
            assert isinstance(entry.body, Response)
            yield entry, entry.body


def replay(header: Header, entries: Iterable[Entry]) -> Situation:
    """The situation that follows from entries in the order of the record.

    >>> from onetext.model import Interest
    >>> wants = Entry("i1", Interest(party="north", wants="water"))
    >>> list(replay(Header(title="River"), [wants]).in_force)
    ['i1']
    """
    return apply(Situation(header), entries)


def situation_of(case: Case) -> Situation:
    """The situation of a case; of a projection, that of its viewer."""
    return replay(case.header, case.entries)


def apply(situation: Situation, entries: Iterable[Entry]) -> Situation:
    """The situation after some more entries.

    A correction that comes before what it corrects waits for it.
    """
    in_force, as_told = dict(situation.in_force), dict(situation.as_told)
    corrections, pending = dict(situation.corrections), dict(situation.pending)
    erased = set(situation.erased)

    def correct(target: Entry, correction: Entry) -> None:
        body = correction.body
        assert isinstance(body, Correction)
        as_told.setdefault(target.id, target)
        corrections[target.id] = (*corrections.get(target.id, ()), correction.id)
        if body.instead is None:
            in_force.pop(target.id, None)
        else:
            in_force[target.id] = dataclasses.replace(as_told[target.id], body=body.instead)

    for entry in entries:
        body = entry.body
        if entry.id in erased:
            continue
        in_force[entry.id] = entry
        for correction in pending.pop(entry.id, ()):
            correct(entry, correction)
        if isinstance(body, Correction) and body.of is not None:
            target = in_force.get(body.of) or as_told.get(body.of)
            if target is None:
                pending[body.of] = (*pending.get(body.of, ()), entry)
            else:
                correct(target, entry)
        elif isinstance(body, Erasure) and body.of is not None:
            erased.add(body.of)
            in_force.pop(body.of, None)
            as_told.pop(body.of, None)
    return Situation(situation.header, in_force, as_told, corrections, pending, frozenset(erased))
