"""Which confidences stand behind a question or a package to be put: entries that those asked may not see."""

from __future__ import annotations

from onetext.model.assessment import Assessment
from onetext.model.belief import Beliefs
from onetext.model.entry import Entry
from onetext.model.situation import Situation


def confidences_behind(beliefs: Beliefs, situation: Situation, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The entries that beliefs rest on and that some of those asked may not see, in the order of the record.

    What the mediators think of the side that is asked is their own view of it, and no confidence of another side.
    """
    resting = frozenset[str]().union(*(belief.rests_on for belief in beliefs.parties.values()))
    return tuple(
        entry.id
        for entry in situation.in_force.values()
        if entry.id in resting
        and not all(_may_know(situation, entry, party) or _is_view_of(entry.body, party) for party in asked)
    )


def _may_know(situation: Situation, entry: Entry, party: str) -> bool:
    """Whether a party may see an entry; what a party itself sees does not say who else does, save the speaker."""
    roster, viewer = situation.roster, situation.header.viewer
    if viewer in situation.header.parties:
        return party == viewer or party in roster.own_words(entry)
    return party in roster.members(roster.audience(entry))


def _is_view_of(body: object, party: str) -> bool:
    return isinstance(body, Assessment) and body.party == party
