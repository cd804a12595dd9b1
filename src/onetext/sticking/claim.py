"""What the sides insist on: their demands, and what they refuse."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from onetext.model import Demand, Entry, Issue, Position, Predicate, Situation, Statement
from onetext.model.condition import Condition, Sharp, Space, Words, condition_of, vague_words
from onetext.model.issue import Reading

_SHARP_WORDS = 3
"""How many vague words of one demand are read in every combination; of more, all at one end."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a side insists on: the entry that says so, what must hold, and how firm it is, where known."""

    id: str
    party: str
    requires: Predicate
    firmness: Decimal | None
    condition: Condition
    vague: tuple[Words, ...]
    restated: tuple[str, ...] = ()

    def readings(
        self, issues: Mapping[str, Issue], zone: str, space: Space
    ) -> Iterator[tuple[Mapping[Words, Sharp], Condition]]:
        """What it requires for each way of reading its vague words sharply."""
        ends: tuple[Sharp, Sharp] = ("lowest", "highest")
        many = len(self.vague) > _SHARP_WORDS
        alike = ((end,) * len(self.vague) for end in ends)
        for choice in alike if many else itertools.product(ends, repeat=len(self.vague)):
            read = dict(zip(self.vague, choice, strict=True))
            yield read, condition_of(self.requires, issues, read, zone, space)


def find_claims(situation: Situation) -> tuple[Claim, ...]:
    """What the sides insist on, in the order of the record; what one side says several times is there once.

    Demands (wishes are none), latest positions of the form "not x", and statements that reject a demand of another side
    and were not followed by one that accepts it.
    """
    header = situation.header
    claims: dict[tuple[str, Condition, tuple[Words, ...]], Claim] = {}
    for entry, party, requires, firmness in sorted(_insisted(situation), key=_demands_first):
        condition = _plain(condition_of(requires, header.issues, None, header.zone), header.issues)
        vague = vague_words(requires, header.issues, header.zone)
        key = (party, condition, vague)
        held = claims.get(key)
        if held is None:
            claims[key] = Claim(entry.id, party, requires, firmness, condition, vague)
        else:
            known = firmness if firmness is not None else held.firmness
            claims[key] = replace(held, firmness=known, restated=(*held.restated, entry.id))
    order = {name: n for n, name in enumerate(situation.in_force)}
    return tuple(sorted(claims.values(), key=lambda claim: order[claim.id]))


Insisted = tuple[Entry, str, Predicate, Decimal | None]


def _demands_first(found: Insisted) -> bool:
    return not isinstance(found[0].body, Demand)


def _insisted(situation: Situation) -> Iterable[Insisted]:
    for entry, demand in situation.of(Demand):
        if demand.strength != "wish":
            yield entry, demand.party, demand.requires, demand.firmness
    for (party, issue), held in situation.positions.items():
        last = held[-1].body
        assert isinstance(last, Position)
        if last.value.lower().startswith("not "):
            yield held[-1], party, Predicate("is", issue=issue, stated=last.value), None
    yield from _rejections(situation)


def _rejections(situation: Situation) -> Iterator[Insisted]:
    """The last word of each side on each demand of another, where it rejects it without a condition.

    What one statement rejects it insists on as a whole.
    """
    last: dict[tuple[str, str], Entry] = {}
    for entry, said in situation.of(Statement):
        party = situation.roster.party(said.speaks_for or (said.speaker if isinstance(said.speaker, str) else ""))
        if party is not None and said.stance in ("accepts", "rejects"):
            last |= {(party, name): entry for name in said.about}
    refused: dict[tuple[str, str], list[Predicate]] = {}
    for (party, name), entry in last.items():
        wanted = situation.in_force.get(name)
        body = entry.body
        if wanted is None or not isinstance(wanted.body, Demand) or wanted.body.party == party:
            continue
        if isinstance(body, Statement) and body.stance == "rejects" and not body.conditional_on:
            refused.setdefault((party, entry.id), []).append(Predicate("not", parts=(wanted.body.requires,)))
    for (party, name), parts in refused.items():
        together = parts[0] if len(parts) == 1 else Predicate("all", parts=tuple(parts))
        yield situation.in_force[name], party, together, None


def _plain(condition: Condition, issues: Mapping[str, Issue]) -> Condition:
    """A refusal of options of a choice as the options that are left, so that two ways of saying it are one."""
    part = condition.parts[0] if condition.op == "not" else None
    if part is None or part.op != "in" or issues[str(part.issue)].kind != "choice":
        return condition
    left = frozenset(issues[str(part.issue)].options) - part.reading.options
    return Condition("in", part.issue, Reading(left, numbers=False))
