"""Contradictions: things said about one subject within a few days, in opposed stances, by different speakers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from onetext.model.entry import Entry
from onetext.model.response import Response
from onetext.model.situation import Situation
from onetext.model.statement import OPPOSED, Stance, Statement, Unnamed


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
    speaker: object
    channel: tuple[str, ...]


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
            yield subject, _Voice(entry, body.stance, _key(speaker), body.through)


def _key(speaker: str | Unnamed) -> object:
    return speaker if isinstance(speaker, str) else (speaker.unnamed, speaker.of)


def _opposed(subject: str, voices: list[_Voice], window: timedelta) -> Iterator[Contradiction]:
    """The runs of voices that are opposed within the window, each run as one contradiction."""
    voices.sort(key=lambda voice: (voice.entry.said.earliest, voice.entry.said.latest, voice.entry.id))
    opposed = sorted(_opposed_indices(voices, window))
    run: list[_Voice] = []
    for index in opposed:
        voice = voices[index]
        if run and voice.entry.said.earliest - run[-1].entry.said.latest > window:
            yield _contradiction(subject, run)
            run = []
        run.append(voice)
    if run:
        yield _contradiction(subject, run)


def _opposed_indices(voices: list[_Voice], window: timedelta) -> set[int]:
    """Indices of voices with an opponent near in time; per voice only the last two of each stance are looked at,
    which suffices to find one by another speaker or channel."""
    found: set[int] = set()
    for order in (range(len(voices)), range(len(voices) - 1, -1, -1)):
        recent: dict[Stance, list[int]] = {}
        for index in order:
            voice = voices[index]
            for stance, others in recent.items():
                if frozenset((stance, voice.stance)) not in OPPOSED:
                    continue
                for other in others:
                    if _apart(voices[other], voice) and _near(voices[other], voice, window):
                        found |= {index, other}
                        break
            held = recent.setdefault(voice.stance, [])
            held[:] = [*[n for n in held if _apart(voices[n], voice)][-1:], index]
    return found


def _apart(one: _Voice, other: _Voice) -> bool:
    return one.speaker != other.speaker or one.channel != other.channel


def _near(one: _Voice, other: _Voice, window: timedelta) -> bool:
    first, second = sorted((one.entry.said, other.entry.said), key=lambda said: said.earliest)
    return second.earliest - first.latest <= window


def _contradiction(subject: str, run: list[_Voice]) -> Contradiction:
    stances: dict[Stance, list[str]] = {}
    for voice in run:
        stances.setdefault(voice.stance, []).append(voice.entry.id)
    return Contradiction(subject, tuple((stance, tuple(ids)) for stance, ids in stances.items()))
