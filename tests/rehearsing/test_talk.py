"""Mediated talks: what is put to the sides, what lies on the table, and that no side is favoured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.believing import Open, Tied
from onetext.model.belief import Grid
from onetext.model.condition import Condition
from onetext.model.issue import Reading
from onetext.rehearsing import Mediator, Options, Plan, Reply, Simulated, Talk, hold_talks

SMALL = Plan(draws=150, candidates=60, sweeps=12)
SIZES = (3, 4, 2, 3)
GRID = Grid(tuple("abcd"), tuple(tuple(str(n) for n in range(size)) for size in SIZES))
SEEDS = st.integers(0, 10**6)


def side(seed: int, outside: float = 0.5, **kind: float) -> Simulated:
    """A side with wants at random, worst package 0 and best 1."""
    dice = np.random.default_rng(seed)
    weights = dice.dirichlet(np.ones(len(SIZES)))
    worth = []
    for weight, size in zip(weights, SIZES, strict=True):
        values = dice.random(size)
        worth.append((weight * (values - values.min()) / np.ptp(values)).tolist())
    return Simulated(worth, outside, np.random.default_rng(seed + 1), **kind)  # type: ignore[arg-type]


def talks(seed: int, plan: Plan = SMALL, drafts: int = 12, **kind: float) -> Talk:
    sides = {"north": side(seed, **kind), "south": side(seed + 7)}
    return hold_talks(Mediator(GRID, dict.fromkeys(sides, Open(SIZES)), plan, seed), sides, drafts)


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_what_lies_on_the_table_is_a_text_that_all_took(seed: int) -> None:
    talk = talks(seed, replace(SMALL, aim="nash", marks=(8,)), 10)
    taken = [one.draft for one in talk.rounds if one.taken]
    for one in talk.rounds:
        assert one.text is None or one.text in taken[: sum(other.taken for other in talk.rounds[: one.number])]
    assert (talk.text is None) == (not taken)
    assert len(talk.rounds) == 10


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_talks_for_an_agreement_end_with_it_and_no_draft_is_floated_twice(seed: int) -> None:
    talk = talks(seed)
    drafts = [one.draft for one in talk.rounds]
    assert len(set(drafts)) == len(drafts)
    assert talk.reached in (None, len(drafts))


def test_names_and_order_of_the_sides_change_nothing() -> None:
    plan = replace(SMALL, aim="nash", marks=(6,))
    north, south, east = side(1), side(2), side(3)
    opens = {"north": Open(SIZES, better=((0, 2, 1),)), "south": Open(SIZES), "east": Open(SIZES)}
    one = hold_talks(Mediator(GRID, opens, plan, 5), {"north": north, "south": south, "east": east}, 8)
    called = {"z": opens["south"], "y": opens["east"], "x": opens["north"]}
    other = hold_talks(Mediator(GRID, called, plan, 5), {"x": north, "y": east, "z": south}, 8)
    names = {"north": "x", "south": "z", "east": "y"}
    for here, there in zip(one.rounds, other.rounds, strict=True):
        assert (here.draft, here.table, here.text) == (there.draft, there.table, there.text)
        assert {names[name]: answer for name, answer in here.answers.items()} == there.answers
        assert {names[name]: chance for name, chance in here.chances.items()} == pytest.approx(there.chances, abs=0)


def test_the_same_seed_gives_the_same_talks_and_another_seed_others() -> None:
    assert talks(4) == talks(4)
    assert len({talks(4).rounds[0].draft, *(replaced(seed) for seed in range(6))}) > 1


def together(a: int, b: int) -> Condition:
    held = [Condition("in", name, Reading(frozenset([str(n)]), numbers=False)) for name, n in (("a", a), ("b", b))]
    return Condition("all", parts=tuple(held))


def replaced(seed: int) -> Options:
    return Mediator(GRID, {"north": Open(SIZES), "south": Open(SIZES)}, SMALL, seed).propose()


def test_every_draft_keeps_the_constraints() -> None:
    rows = np.array([[0, 0], [1, 2], [2, 3], [2, 1]])
    opens = dict.fromkeys(("north", "south"), Open(SIZES, ties=(Tied((0, 1), rows),)))
    feasible = {tuple(row) for row in rows.tolist()}
    grid = replace(GRID, constraints=(Condition("any", parts=tuple(together(*row) for row in feasible)),))
    mediator = Mediator(grid, opens, replace(SMALL, aim="nash", marks=(5,)))
    talk = hold_talks(mediator, {"north": side(1), "south": side(2)}, 8)
    assert all(one.draft[:2] in feasible for one in talk.rounds)


def test_a_yes_of_all_is_found_where_there_is_one() -> None:
    """Sides that take a third of all packages each; nearly always some text is taken within twelve drafts."""
    reached = [talks(seed, outside=0.6).reached for seed in range(12)]
    assert sum(one is not None for one in reached) >= 10


def test_a_liar_and_one_who_answers_at_random_break_nothing() -> None:
    for lies in (0.1, 0.5):
        talk = talks(3, replace(SMALL, aim="nash", marks=(9,), grade=0.8), 10, lies=lies, softness=0.05)
        assert all(0 <= one.joint <= 1 for one in talk.rounds)


def test_answers_are_learned_from() -> None:
    mediator = Mediator(GRID, {"north": Open(SIZES), "south": Open(SIZES)}, SMALL)
    draft = mediator.propose()
    before = mediator.chances(draft)
    mediator.hear({"north": Reply(True), "south": Reply(False)})
    after = mediator.chances(draft)
    assert after["north"] > before["north"] + 0.1
    assert after["south"] < before["south"] - 0.1


def test_a_criticised_issue_is_believed_better_as_it_was() -> None:
    mediator = Mediator(GRID, {"north": Open(SIZES), "south": Open(SIZES)}, SMALL)
    mediator.drafts, mediator.table = [(0, 0, 0, 0), (1, 0, 0, 0)], (0, 0, 0, 0)
    answer = Reply(takes=False, criticises=(0,))
    mediator.hear({"north": answer, "south": Reply(False)})
    sample = mediator.samples["north"]
    assert float(sample.weight @ (sample.meant.worth[:, 0] > sample.meant.worth[:, 1])) > 0.6


def test_a_simulated_side_answers_by_the_one_rule() -> None:
    """Worth exactly its outside option: yes half of the time; a liar in everything says the opposite."""
    even = Simulated(((0.5,),), 0.5, np.random.default_rng(1), softness=0.05)
    assert 440 < sum(even.answer((0,), None).takes for _ in range(1000)) < 560
    assert not Simulated(((0.9,),), 0.5, np.random.default_rng(1), lies=1.0).answer((0,), None).takes
