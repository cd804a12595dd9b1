"""Contradictions: things said about one subject within a few days, in opposed stances, by different speakers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from onetext.model.entry import Entry
from onetext.model.moment import Moment
from onetext.model.response import Response
from onetext.model.situation import Situation
from onetext.model.statement import OPPOSED, Stance, Statement, Unnamed

_BEGINNING_OF_TIME: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One subject and the entries that stand against each other on it, by stance, oldest first.

    Every entry here is opposed by at least one other here that was said within the days of the case.
    """

    about: str
    stances: tuple[tuple[Stance, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    entry: Entry
    stance: Stance
    who: object

    @property
    def said(self) -> Moment:
        """When it was said."""
        return self.entry.said


def find_contradictions(situation: Situation) -> tuple[Contradiction, ...]:
    """All contradictions among statements, and responses with a stance, in force.

    An entry said at an unknown time contradicts nothing. Takes time in proportion to the entries said.

    >>> from onetext.model import Header, read_moment, replay
    >>> said = [Entry(str(n), Statement(who, "...", about=("talks",), stance=stance), said=read_moment("2024-04-08"))
    ...         for n, (who, stance) in enumerate([("katz", "hopeful"), ("leader", "doubtful")])]
    >>> find_contradictions(replay(Header(title="Talks"), said))[0].stances
    (('hopeful', ('0',)), ('doubtful', ('1',)))
    """
    subjects: dict[str, list[_Voice]] = {}
    for subject, voice in _voices(situation):
        subjects.setdefault(subject, []).append(voice)
    window = timedelta(days=situation.header.contradiction_days)
    return tuple(found for subject, voices in subjects.items() for found in _opposed(subject, voices, window))


def _voices(situation: Situation) -> Iterator[tuple[str, _Voice]]:
    stances = {stance for pair in OPPOSED for stance in pair}
    for entry in situation.in_force.values():
        body = entry.body
        if not isinstance(body, Statement | Response) or body.stance not in stances or not entry.said.is_known:
            continue
        if isinstance(body, Statement):
            speaker, subjects = body.speaker, body.about
        else:
            speaker, subjects = body.by, tuple(name for name in (body.proposal, *body.names) if name)
        for subject in subjects:
            yield subject, _Voice(entry, body.stance, (_key(speaker), body.through))


def _key(speaker: str | Unnamed) -> object:
    return speaker if isinstance(speaker, str) else (speaker.unnamed, speaker.of)


def _opposed(subject: str, voices: list[_Voice], window: timedelta) -> Iterator[Contradiction]:
    """The voices that are opposed within the window, in runs with no longer silence between them."""
    voices.sort(key=lambda voice: (voice.said.earliest, voice.said.latest, voice.entry.id))
    run: list[_Voice] = []
    until = None
    for voice in _with_opponents(voices, window):
        if until is not None and voice.said.earliest - until > window:
            yield _contradiction(subject, run)
            run, until = [], None
        run.append(voice)
        until = voice.said.latest if until is None else max(until, voice.said.latest)
    if run:
        yield _contradiction(subject, run)


def _with_opponents(voices: list[_Voice], window: timedelta) -> Iterator[_Voice]:
    """Of voices in the order of their beginnings, those with an opponent within the window, before or after."""
    before = _nearest(voices, lambda voice: voice.said.latest)
    after = _nearest(voices[::-1], lambda voice: _BEGINNING_OF_TIME - voice.said.earliest)[::-1]
    for voice, earlier, later in zip(voices, before, after, strict=True):
        if (earlier is not None and voice.said.earliest - earlier.said.latest <= window) or (
            later is not None and later.said.earliest - voice.said.latest <= window
        ):
            yield voice


def _nearest(voices: Iterable[_Voice], nearness: Callable[[_Voice], Any]) -> list[_Voice | None]:
    """Per voice, the nearest of the opposed ones before it by another speaker or channel.

    It is enough to hold, for each stance, the two nearest that differ in speaker or channel.
    """
    held: dict[Stance, list[_Voice]] = {}
    found: list[_Voice | None] = []
    for voice in voices:
        opposed = (
            other
            for stance, others in held.items()
            if frozenset((stance, voice.stance)) in OPPOSED
            for other in others
            if other.who != voice.who
        )
        found.append(max(opposed, key=nearness, default=None))
        same = held.get(voice.stance, [])
        rivals = sorted([voice, *same], key=nearness, reverse=True)
        first = rivals[0]
        second = next((rival for rival in rivals if rival.who != first.who), None)
        held[voice.stance] = [first] if second is None else [first, second]
    return found


def _contradiction(subject: str, run: list[_Voice]) -> Contradiction:
    stances: dict[Stance, list[str]] = {}
    for voice in run:
        stances.setdefault(voice.stance, []).append(voice.entry.id)
    return Contradiction(subject, tuple((stance, tuple(ids)) for stance, ids in stances.items()))
