"""Who listens to one party: what it hears on, what it has passed over, and what an entry weighs by its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from onetext.believing.heard import Unused
from onetext.believing.stance import Stances
from onetext.model import Entry, Predicate, Situation
from onetext.model.belief import Grid
from onetext.model.condition import Condition, condition_of

SAID: Final = 0.95
"""The weight of what a side said or did itself, where its source has no grade: as information that is confirmed."""


def weight_of(entry: Entry, situation: Situation, ungraded: float) -> float | None:
    """The chance that an entry is so, by the grade of its source; None where that carries no weight."""
    source = entry.source
    grade = None if source is None else source.grade
    if source is not None and grade is None and source.of is not None:
        held = situation.header.sources.get(source.of)
        grade = None if held is None else held.grade
    if grade is None:
        return ungraded
    found = situation.header.grade_weights.get(grade[1])
    return None if found is None or found <= 0 else min(float(found), 1.0)


@dataclass
class Ear:
    """A listener: of assessments that belong to a rival reading it hears only those of `scenario`; entries in `without`
    are passed over, and those that nothing is made of are kept in `unused`."""

    situation: Situation
    grid: Grid
    party: str
    stances: Stances
    scenario: str | None = None
    without: frozenset[str] = frozenset()
    unused: list[Unused] = field(default_factory=list)

    @property
    def place(self) -> dict[str, int]:
        """Where each issue stands on the grid."""
        return self.stances.place

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The bodies of the party that must ratify."""
        party = self.situation.header.parties.get(self.party)
        return tuple(name for name, body in party.bodies.items() if body.must_ratify) if party is not None else ()

    def read(self, predicate: Predicate) -> Condition:
        """A predicate, as a condition on values."""
        header = self.situation.header
        return condition_of(predicate, header.issues, None, header.zone)

    def knows(self, entry: Entry, *conditions: Condition) -> bool:
        """Whether all that is spoken of has values; else the entry is passed over."""
        known = all(condition.issues <= self.place.keys() for condition in conditions)
        if not known:
            self.leave_out(entry, "its issue has fewer than two values")
        return known

    def leave_out(self, entry: Entry, why: str) -> None:
        """Nothing is made of an entry, and why."""
        self.unused.append(Unused(entry.id, why))
