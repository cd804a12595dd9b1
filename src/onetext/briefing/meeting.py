"""Before a session with one party: what it was told, what may be said to it and what must not."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import NotForThisViewer, UsageError
from onetext.model import (
    Answer,
    Conveyance,
    Demand,
    Entry,
    Interest,
    Meeting,
    Position,
    Promise,
    Proposal,
    Question,
    Release,
    Response,
    Situation,
    Statement,
)
from onetext.model.brief import MeetingBrief, OpenPromise, Pending, Told
from onetext.model.entry import Acknowledgement, Correction, Erasure

_LAST_WORDS = 5
_WORDS = (Statement, Response, Answer, Demand, Position, Proposal, Interest)
_KEEPING = (Release, Correction, Acknowledgement, Erasure, Conveyance)
"""Kinds that are about other entries, and are nothing to say by themselves."""


def meeting_brief(
    situation: Situation, viewer: str, party: str, pending: tuple[Pending, ...], promises: tuple[OpenPromise, ...]
) -> MeetingBrief:
    """What to know before meeting a party. Raises NotForThisViewer for a party, UsageError for no party.

    *Told* is what was carried or released to it. *May be said* is what its audience allows and nobody carried to it
    yet. *Must not be said* is everything else in force, by the side whose words it holds, and what was corrected in
    confidence: neither the old words nor the new are for it. Lists run from the newest.
    """
    roster = situation.roster
    if not roster.viewer(viewer).inside:
        raise NotForThisViewer("the page before a meeting is for mediators", "leave --meeting out")
    met = roster.party(party)
    if met is None:
        raise UsageError(f"'{party}' is no party of this case", f"name one of: {', '.join(situation.header.parties)}")
    told = tuple(_told(situation, met))
    told_ids = {item.id for item in told}
    own = {entry.id for entry in situation.in_force.values() if met in roster.own_words(entry)}
    open_ids, may_be_said = _open_to(situation, met, own), []
    mended = {name: _untold_corrections(situation, name, met) for name in situation.corrections}
    must_not: dict[str, list[str]] = {"": [name for name in situation.corrections if name in open_ids and mended[name]]}
    for entry in situation.in_force.values():
        if entry.id in own or entry.id in told_ids or isinstance(entry.body, _KEEPING):
            continue
        if entry.id not in open_ids:
            must_not.setdefault(_side(situation, entry), []).append(entry.id)
        elif not mended.get(entry.id) and _is_news(situation, entry):
            may_be_said.append(entry.id)
    order, known = (*situation.header.parties, ""), open_ids | told_ids | own
    return MeetingBrief(
        party=met,
        waiting=tuple(p for p in pending if roster.party(p.waits_for) == met and p.id in known),
        told=told[::-1],
        may_be_said=tuple(may_be_said[::-1]),
        must_not_be_said={side: tuple(must_not[side]) for side in order if must_not.get(side)},
        last_words=tuple(_words_of(situation, own))[: -_LAST_WORDS - 1 : -1],
        promises_to=tuple(p.id for p in promises if met in map(roster.party, p.to) and p.id in known),
        promises_by=tuple(p.id for p in promises if roster.party(p.by) == met),
    )


def _open_to(situation: Situation, party: str, own: set[str]) -> set[str]:
    """The entries whose audience reaches a party, without its own words."""
    roster = situation.roster
    reached = (e.id for e in situation.in_force.values() if party in roster.members(roster.audience(e)))
    return set(reached) - own


def _is_news(situation: Situation, entry: Entry) -> bool:
    """Whether there is anything to tell in it: not in a settled promise, an answered question or a meeting held."""
    body = entry.body
    if isinstance(body, Promise):
        return body.of is None and body.state == "open"
    if isinstance(body, Question):
        return all(answer.question != entry.id for _, answer in situation.of(Answer))
    return not isinstance(body, Meeting) or body.when is not None


def _told(situation: Situation, party: str) -> Iterator[Told]:
    """What was carried to a party, released to it, or said straight to it by the mediators."""
    roster = situation.roster
    for entry in situation.in_force.values():
        body = entry.body
        hears = party in map(roster.party, getattr(body, "to", ()))
        if isinstance(body, Conveyance) and hears:
            for name in body.what or (entry.id,):
                if name in situation.in_force or name in situation.as_told:
                    yield Told(name, entry.id, entry.said, _untold_corrections(situation, name, party))
        elif isinstance(body, Release) and hears:
            corrections = situation.corrections.get(body.of or "", ())
            since = tuple(name for name in corrections if _came_after(situation, name, entry))
            yield Told(entry.id, entry.id, entry.said, since)
        elif isinstance(body, Statement | Question | Answer | Promise) and hears and not roster.own_words(entry):
            yield Told(entry.id, entry.id, entry.said, _untold_corrections(situation, entry.id, party))


def _came_after(situation: Situation, correction: str, release: Entry) -> bool:
    found = situation.in_force.get(correction)
    return found is not None and found.known.by > release.known.by


def _untold_corrections(situation: Situation, name: str, party: str) -> tuple[str, ...]:
    """Corrections of an entry that the party may not see: for it, what it was told still stands."""
    roster = situation.roster
    return tuple(
        correction
        for correction in situation.corrections.get(name, ())
        if correction in situation.in_force
        and party not in roster.members(roster.audience(situation.in_force[correction]))
    )


def _side(situation: Situation, entry: Entry) -> str:
    """The party whose words an entry holds; the empty text where it is the mediators' own or nobody's."""
    return min(situation.roster.own_words(entry), default="")


def _words_of(situation: Situation, own: set[str]) -> Iterator[str]:
    for entry in situation.in_force.values():
        if entry.id in own and isinstance(entry.body, _WORDS):
            yield entry.id
