"""Before a session with one party: what it was told, what may be said to it and what must not."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import NotForThisViewer, UnknownViewer
from onetext.model import Conveyance, Entry, Release, Response, Situation, Statement, voices
from onetext.model.brief import MeetingBrief, OpenPromise, Pending, Told
from onetext.model.entry import Acknowledgement, Correction, Erasure
from onetext.model.response import Answer

_LAST_WORDS = 5
_KEEPING = (Release, Correction, Acknowledgement, Erasure, Conveyance)
"""Kinds that are about other entries, and are nothing to say by themselves."""


def meeting_brief(
    situation: Situation, viewer: str, party: str, pending: tuple[Pending, ...], promises: tuple[OpenPromise, ...]
) -> MeetingBrief:
    """What to know before meeting a party. Raises NotForThisViewer for a party, UnknownViewer for no party.

    *Told* is what was carried or released to it. *May be said* is what its audience allows and nobody carried to it
    yet. *Must not be said* is everything else in force, by the side whose words it holds.
    """
    roster = situation.roster
    if not roster.viewer(viewer).inside:
        raise NotForThisViewer("the page before a meeting is for mediators", "leave --meeting out")
    met = roster.party(party)
    if met is None:
        raise UnknownViewer(f"'{party}' is no party of this case", "name one of its parties")
    told = tuple(_told(situation, met))
    told_ids = {item.id for item in told}
    own = {entry.id for entry in situation.in_force.values() if _is_of(situation, entry, met)}
    reaches = {entry.id for entry in situation.in_force.values() if met in roster.members(roster.audience(entry))}
    sayable = [
        entry for entry in situation.in_force.values() if not isinstance(entry.body, _KEEPING) and entry.id not in own
    ]
    must_not: dict[str, list[str]] = {}
    for entry in sayable:
        if entry.id not in reaches and entry.id not in told_ids:
            must_not.setdefault(_side(situation, entry), []).append(entry.id)
    return MeetingBrief(
        party=met,
        open_questions=tuple(p.id for p in pending if p.kind == "question" and roster.party(p.waits_for) == met),
        open_proposals=tuple(p.id for p in pending if p.kind == "proposal" and p.waits_for == met),
        told=told,
        may_be_said=tuple(entry.id for entry in sayable if entry.id in reaches and entry.id not in told_ids),
        must_not_be_said={side: tuple(ids) for side, ids in must_not.items()},
        last_words=tuple(_words_of(situation, own))[-_LAST_WORDS:],
        promises_to=tuple(p.id for p in promises if any(roster.party(name) == met for name in p.to)),
        promises_by=tuple(p.id for p in promises if roster.party(p.by) == met),
    )


def _told(situation: Situation, party: str) -> Iterator[Told]:
    roster = situation.roster
    for entry in situation.in_force.values():
        body = entry.body
        if isinstance(body, Conveyance) and any(roster.party(name) == party for name in body.to):
            for name in body.what or (entry.id,):
                if name in situation.in_force or name in situation.as_told:
                    yield Told(name, entry.id, entry.said, _untold_corrections(situation, name, party))
        elif isinstance(body, Release) and party in body.to:
            corrected = () if body.of is None else situation.corrections.get(body.of, ())
            yield Told(entry.id, entry.id, entry.said, corrected)


def _untold_corrections(situation: Situation, name: str, party: str) -> tuple[str, ...]:
    """Corrections of an entry that the party may not see: for it, what it was told still stands."""
    roster = situation.roster
    return tuple(
        correction
        for correction in situation.corrections.get(name, ())
        if correction in situation.in_force
        and party not in roster.members(roster.audience(situation.in_force[correction]))
    )


def _is_of(situation: Situation, entry: Entry, party: str) -> bool:
    return any(situation.roster.party(voice) == party for voice in voices(entry))


def _side(situation: Situation, entry: Entry) -> str:
    """The side whose words an entry holds; the empty text where that is nobody's."""
    sides = (situation.roster.side(voice) for voice in voices(entry))
    return next((side for side in sides if side is not None), "")


def _words_of(situation: Situation, own: set[str]) -> Iterator[str]:
    for entry in situation.in_force.values():
        if entry.id in own and isinstance(entry.body, Statement | Response | Answer):
            yield entry.id
