"""Next questions: only those that stand out, to those who can answer, with what each answer would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from onetext.asking import find_inquiries
from onetext.model import situation_of
from onetext.model.belief import Belief, Beliefs, Draws, Grid
from onetext.model.condition import Condition, Factor
from onetext.model.issue import Reading, Value
from onetext.solving.acceptance import acceptance
from onetext.solving.panel import halved
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
    assert sum(answer.chance.p for answer in best.answers) == pytest.approx(1, abs=0.02)
    assert all(answer.joint.p > 0.9 for answer in best.answers)
    assert {one.kind for one in found.questions} <= KINDS


@pytest.mark.parametrize("seed", range(6))
def test_what_follows_from_an_answer_is_bayes_rule_on_the_raw_draws(seed: int) -> None:
    """P(answer) and A(x | answer), draw by draw, on the part that no search has seen."""
    beliefs = make_beliefs(seed, sizes=(3, 4, 3), draws=120)
    found = find_inquiries(beliefs, situation_of(case()), every=True)
    unseen = halved(beliefs, "second")
    taken = [one for one in found.questions if one.kind == "take"]
    assert taken
    for one in taken[:3]:
        package = np.array([options(beliefs, one.packages[0])])
        for answer in one.answers:
            best = np.array([options(beliefs, answer.best)])
            put = bool((best == package).all())
            chance = joint = 0.0
            for event, likely in enumerate(beliefs.events):
                product = likely
                for party, belief in unseen.parties.items():
                    draws = belief.draws
                    here = draws.weight * (draws.event == event)
                    here = here / here.sum() if here.sum() > 0 else draws.weight
                    taking = acceptance(belief, best, draws)[:, 0]
                    if party == one.to:
                        alone = replace(draws, bodies=draws.bodies[:, :0])
                        yes = acceptance(belief, package, alone)[:, 0]
                        says = yes if answer.answer == "yes" else 1 - yes
                        chance += likely * (here @ says)
                        taking = (np.full(len(says), answer.answer == "yes") if put else taking) * says
                    product *= here @ taking
                joint += product
            assert answer.chance.p == pytest.approx(chance, abs=1e-9)
            assert answer.joint.p == pytest.approx(joint / chance, abs=1e-9)
            assert answer.joint.lo <= answer.joint.p <= answer.joint.hi
            assert answer.joint.settled is None or answer.joint.p in (0, 1)


def options(beliefs: Beliefs, package: Mapping[str, Value]) -> list[int]:
    """The option numbers of a package."""
    return [held.index(package[issue]) for issue, held in zip(beliefs.grid.issues, beliefs.grid.values, strict=True)]


def test_how_far_is_asked_of_values_that_are_possible() -> None:
    """The rest as in a package, an issue that a constraint ties can have few values; only these are asked about."""
    factors = (Factor("issue-0", Decimal(1)), Factor("issue-1", Decimal(1)))
    tie, told = Condition("sum", factors=factors, reading=Reading(hi=Decimal(3))), 0
    for seed in range(6):
        beliefs = make_beliefs(seed, sizes=(4, 4, 3), draws=100, plain=True)
        grid = replace(beliefs.grid, constraints=(tie,))
        held = {party: replace(belief, grid=grid) for party, belief in beliefs.parties.items()}
        found = find_inquiries(replace(beliefs, grid=grid, parties=held), situation_of(case()), every=True)
        for one in (one for one in found.questions if one.kind == "limit"):
            for answer in filter(None, (answer.answer for answer in one.answers)):
                assert grid.allows(options(beliefs, {**one.packages[0], one.about[0]: Decimal(answer)}))
                told += 1
    assert told


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
