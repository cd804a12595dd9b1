"""Next questions: only those that stand out, to those who can answer, with what each answer would change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onetext.asking import find_inquiries
from onetext.model import situation_of
from onetext.model.belief import Belief, Beliefs, Draws, Grid
from tests.cast import case, entry
from tests.hand import make_beliefs

KINDS = {"take", "prefer", "matters", "limit", "float"}


def drawn(worth: list[list[float]], outside: list[float]) -> Draws:
    none = np.zeros((len(outside), 0))
    weight = np.full(len(outside), 1 / len(outside))
    return Draws(
        weight, np.array(worth), 0 * weight, none, np.array(outside), none, none > 0, np.zeros(len(outside), int)
    )


def one_thing_unknown(draws: int = 200) -> Beliefs:
    """North takes either the one or the other crossing, nobody knows which; South takes both."""
    grid = Grid(("crossing",), (("open", "market-days", "closed"),))
    spread = np.linspace(0, 1e-3, draws)
    north = drawn([[1.0, 0.0, 0.0] if n % 2 else [0.0, 1.0, 0.0] for n in range(draws)], list(0.5 + spread))
    south = drawn([[0.9, 0.9, 0.0]] * draws, list(0.5 + spread))
    held = {
        "north": Belief("north", grid, north, north, rests_on=("told",)),
        "south": Belief("south", grid, south, south),
    }
    return Beliefs(grid, held)


def test_the_one_thing_that_is_unknown_is_asked_of_the_side_that_knows_it() -> None:
    found = find_inquiries(one_thing_unknown(), situation_of(case()))
    assert {one.to for one in found.questions if one.to != "all"} == {"north"}
    best = next(one for one in found.questions if one.to == "north")
    assert best.worth == pytest.approx(0.5, abs=0.1)
    assert sum(answer.chance for answer in best.answers) == pytest.approx(1, abs=0.02)
    assert all(answer.joint > 0.9 for answer in best.answers)
    assert {one.kind for one in found.questions} <= KINDS


def test_where_everything_is_known_nothing_is_asked() -> None:
    sure = one_thing_unknown()
    known = replace(sure.parties["south"], party="north")
    found = find_inquiries(replace(sure, parties={**sure.parties, "north": known}), situation_of(case()))
    assert found.tried > 0
    assert all(one.worth < 0.01 for one in found.questions)


def test_every_question_listed_is_worth_more_than_two_errors() -> None:
    beliefs = make_beliefs(7, sizes=(4,) * 5, sides=2, draws=300, plain=True)
    found = find_inquiries(beliefs, situation_of(case()), every=True)
    assert found.questions
    assert all(one.worth > 2 * one.error for one in found.questions)
    assert [one.worth for one in found.questions] == sorted((one.worth for one in found.questions), reverse=True)
    few = find_inquiries(beliefs, situation_of(case()))
    assert {(one.to, one.kind) for one in few.questions} == {(one.to, one.kind) for one in found.questions}
    assert len(few.questions) <= len(found.questions)


def test_a_question_names_the_confidences_that_it_rests_on() -> None:
    told = entry("told", "statement", speaker="sami", words="They would take either.")
    found = find_inquiries(one_thing_unknown(), situation_of(case(told)))
    assert all(one.confidences == ("told",) for one in found.questions if one.to == "north")
    own = entry("told", "assessment", party="north", would_accept={"crossing": "open"})
    found = find_inquiries(one_thing_unknown(), situation_of(case(own)))
    assert all(one.confidences == () for one in found.questions if one.to == "north")


def test_the_search_stops_when_asked_to() -> None:
    beliefs = make_beliefs(7, sizes=(4,) * 5, sides=2, draws=100, plain=True)
    found = find_inquiries(beliefs, situation_of(case()), stopped=lambda: True)
    assert found.questions == ()
