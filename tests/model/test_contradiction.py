"""Contradictions: the fast search against the definition written out."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from onetext.model import Case, Entry, Response, Situation, Statement, Unnamed, find_contradictions, situation_of
from onetext.model.statement import OPPOSED
from tests.cast import case, entry
from tests.strategies import SEEDS, cases
from tests.writer import STANCES, Dice


def slow(situation: Situation) -> dict[str, set[str]]:
    """Per subject the entries in some pair that is opposed, near in time, and by another speaker or channel."""
    found: dict[str, set[str]] = {}
    window = timedelta(days=situation.header.contradiction_days)
    for one, other in combinations(situation.in_force.values(), 2):
        for subject in subjects(one) & subjects(other):
            if opposed(one, other) and near(one, other, window) and apart(one, other):
                found.setdefault(subject, set()).update((one.id, other.id))
    return found


def subjects(said: Entry) -> set[str]:
    body = said.body
    if isinstance(body, Statement):
        return {*body.about}
    return {name for name in (body.proposal, *body.names) if name} if isinstance(body, Response) else set()


def opposed(one: Entry, other: Entry) -> bool:
    return frozenset((one.body.stance, other.body.stance)) in OPPOSED


def near(one: Entry, other: Entry, window: timedelta) -> bool:
    if not (one.said.is_known and other.said.is_known):
        return False
    return one.said.earliest - other.said.latest <= window and other.said.earliest - one.said.latest <= window


def apart(one: Entry, other: Entry) -> bool:
    return speaker(one) != speaker(other) or one.body.through != other.body.through


def speaker(said: Entry) -> str | Unnamed:
    return said.body.speaker if isinstance(said.body, Statement) else said.body.by


def fast(situation: Situation) -> dict[str, set[str]]:
    """What the search finds, per subject."""
    found: dict[str, set[str]] = {}
    for contradiction in find_contradictions(situation):
        for _, ids in contradiction.stances:
            found.setdefault(contradiction.about, set()).update(ids)
    return found


def talk(seed: int, count: int) -> Situation:
    """Many short statements about few things by few people within few days."""
    dice = Dice(("talk", seed))
    said = []
    for n in range(count):
        when = dice.one(
            [
                f"2024-03-{dice.number(1, 28):02}",
                f"2024-03-{dice.number(1, 28):02}",
                f"{dice.number(1, 20)}-{dice.number(21, 28)} March 2024",
                dice.moment(),
            ]
        )
        heard = (
            {"to": "mira", "about": dice.some(("truce", "crossing"), 1, 2)} if dice.maybe(0.8) else {"names": "truce"}
        )
        kind = "statement" if "about" in heard else "response"
        who = (
            {"speaker": dice.one(("nadia", "sami", "unnamed aide of north", "unnamed aide of south"))}
            if kind == "statement"
            else {"by": dice.one(("nadia", "sami"))}
        )
        words = {"words": "..."} if kind == "statement" else {}
        through = {"through": dice.one(("mira", "amina"))} if dice.maybe() else {}
        said.append(entry(f"t{n}", kind, said=when, stance=dice.one(STANCES), **heard, **who, **words, **through))
    return situation_of(case(*said, contradiction_days=str(dice.one((0, 1, 3, 30)))))


@given(SEEDS, st.integers(2, 30))
def test_the_search_finds_what_the_definition_says(seed: int, count: int) -> None:
    situation = talk(seed, count)
    assert fast(situation) == slow(situation)


@given(cases())
def test_the_search_finds_in_any_case_what_the_definition_says(case: Case) -> None:
    assert fast(situation_of(case)) == slow(situation_of(case))


def test_talks_contradict_themselves_often_enough_to_try_the_search() -> None:
    assert sum(bool(slow(talk(seed, 12))) for seed in range(50)) >= 20


@pytest.mark.parametrize(
    ("days", "found"), [("2024-03-04", True), ("2024-03-08", True), ("2024-03-09", False), ("unknown", False)]
)
def test_the_window_is_three_days_between_the_end_of_one_and_the_start_of_the_other(days: str, found: bool) -> None:
    one = entry("s1", "statement", speaker="nadia", words="yes", about="truce", stance="hopeful")
    other = entry("s2", "statement", said=days, speaker="sami", words="no", about="truce", stance="doubtful")
    assert bool(find_contradictions(situation_of(case(one, other)))) is found


def test_one_speaker_over_one_channel_changes_its_mind_and_contradicts_nothing() -> None:
    one = entry("s1", "statement", speaker="nadia", words="yes", about="truce", stance="hopeful")
    other = entry("s2", "statement", speaker="nadia", words="no", about="truce", stance="doubtful")
    assert find_contradictions(situation_of(case(one, other))) == ()
    over = entry("s2", "statement", speaker="nadia", words="no", about="truce", stance="doubtful", through="amina")
    assert len(find_contradictions(situation_of(case(one, over)))) == 1
