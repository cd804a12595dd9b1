"""Which confidences stand behind a question: entries that those asked may not see, and that are not only about them."""

from __future__ import annotations

from onetext.model import Assessment, Situation
from onetext.model.belief import Beliefs


def confidences_behind(beliefs: Beliefs, situation: Situation, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The entries that beliefs rest on and that some of those asked may not see, in the order of the record.

    What the mediators think of the side that is asked is their own view of it, and no confidence of another side.
    """
    roster = situation.roster
    resting = frozenset[str]().union(*(belief.rests_on for belief in beliefs.parties.values()))
    return tuple(
        entry.id
        for entry in situation.in_force.values()
        if entry.id in resting
        and any(
            party not in roster.members(roster.audience(entry)) and not _is_view_of(entry.body, party)
            for party in asked
        )
    )


def _is_view_of(body: object, party: str) -> bool:
    return isinstance(body, Assessment) and body.party == party
