"""Which confidences stand behind a question or a package to be put: entries that those asked may not see."""

from __future__ import annotations

from onetext.model.assessment import Assessment
from onetext.model.belief import Beliefs
from onetext.model.situation import Situation


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
