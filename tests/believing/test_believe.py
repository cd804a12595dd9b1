"""Beliefs: what holds of them whatever is heard, and what single things do to them."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.believing import believe, leave_out
from onetext.model import Assessment, Situation, situation_of
from onetext.model.belief import Belief, Grid
from onetext.model.condition import holds
from onetext.model.utility import utility_of
from onetext.solving.acceptance import acceptance, utilities
from tests.believing.hearsay import (
    CONSTRAINTS,
    ISSUES,
    PARTIES,
    built,
    heard,
    plain_case,
    random_entries,
    renamed,
    view,
)

SAMPLES = 120
SEEDS = st.integers(0, 10**6)
RANKED = view(ranking=["dams", "water"], source={"grade": "A1"})


def feasible(grid: Grid) -> np.ndarray[Any, Any]:
    """Every package of a grid that keeps the constraints, one by one."""
    packages = np.array(list(itertools.product(*map(range, grid.sizes))))
    return packages[[grid.allows(options) for options in packages]]


def same(one: Belief, other: Belief) -> bool:
    """Whether two beliefs hold the same draws, number by number."""
    names = type(one.draws).__slots__
    return all(np.array_equal(getattr(one.draws, name), getattr(other.draws, name)) for name in names)


@settings(max_examples=settings().max_examples // 10, deadline=None)
@given(SEEDS)
def test_whatever_is_heard_no_draw_leaves_what_is_possible(seed: int) -> None:
    beliefs = believe(heard(*random_entries(seed), RANKED), seed, SAMPLES)
    packages = feasible(beliefs.grid)
    for belief in beliefs.parties.values():
        worth = utilities(belief, packages)
        assert np.allclose(worth.min(axis=1), 0)
        assert np.allclose(worth.max(axis=1), 1)
        assert np.isclose(belief.draws.weight.sum(), 1)
        assert ((belief.draws.outside >= 0) & (belief.draws.outside <= 1)).all()
        chance = acceptance(belief, packages)
        broken = np.array([[not holds(line, beliefs.grid.package(p)) for line in belief.red_lines] for p in packages])
        if belief.red_lines:
            assert (chance[(belief.draws.limits[:, None, :] & broken[None]).any(axis=2)] == 0).all()


@settings(max_examples=settings().max_examples // 10, deadline=None)
@given(SEEDS)
def test_names_and_places_change_nothing_but_names(seed: int) -> None:
    told_apart = [view(party, issue="dams", preference=["staged", "full", "none"]) for party in PARTIES]
    header, entries = plain_case(*random_entries(seed), RANKED, *told_apart)
    rng = random.Random(seed)
    ids = frozenset([*PARTIES, "council", *ISSUES, "full", "staged", "none", "shared", "kept"])
    fresh = {name: f"x{n}" for n, name in enumerate(rng.sample(sorted(ids), len(ids)))}
    shuffled = {key: _shuffled(held, rng) if isinstance(held, dict) else held for key, held in header.items()}
    shuffled["issues"] = {
        name: issue | ({"options": _shuffled(issue["options"], rng)} if "options" in issue else {})
        for name, issue in shuffled["issues"].items()
    }
    moved = [entry | {"id": f"y{n}"} for n, entry in enumerate(rng.sample(entries, len(entries)))]
    other_case = built(renamed(shuffled, fresh.__getitem__, ids), renamed(moved, fresh.__getitem__, ids))
    one, other = believe(heard(*entries), 7, SAMPLES), believe(situation_of(other_case), 7, SAMPLES)
    place = {name: n for n, name in enumerate(other.grid.issues)}
    columns = [
        other.grid.starts[place[fresh[name]]]
        + other.grid.values[place[fresh[name]]].index(fresh.get(str(value), value))
        for name, values in zip(one.grid.issues, one.grid.values, strict=True)
        for value in values
    ]
    for party, belief in one.parties.items():
        found = other.parties[fresh[party]]
        assert np.array_equal(belief.draws.worth, found.draws.worth[:, columns])
        assert np.array_equal(belief.draws.outside, found.draws.outside)
        assert np.array_equal(belief.draws.weight, found.draws.weight)


def _shuffled(held: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    return {key: held[key] for key in rng.sample([*held], len(held))}


@settings(max_examples=settings().max_examples // 20, deadline=None)
@given(SEEDS)
def test_what_is_heard_of_one_side_shifts_no_draw_of_the_other(seed: int) -> None:
    entries = random_entries(seed)
    before = believe(heard(*entries, RANKED), seed, SAMPLES)
    after = believe(heard(*entries, RANKED, view("north", ranking=["gauges", "water"])), seed, SAMPLES)
    assert same(before.parties["south"], after.parties["south"])


def test_the_same_content_and_seed_give_the_same_draws_and_another_seed_gives_others() -> None:
    found = [believe(heard(RANKED), seed, SAMPLES).parties["north"] for seed in (1, 1, 2)]
    assert same(found[0], found[1])
    assert not same(found[0], found[2])


def test_what_was_drawn_before_is_drawn_no_other_way() -> None:
    kept: dict[str, object] = {}
    first = believe(heard(RANKED), 1, SAMPLES, kept=kept)
    drawn = dict(kept)
    again = believe(heard(RANKED), 1, SAMPLES, kept=kept)
    assert same(first.parties["north"], again.parties["north"])
    assert drawn
    assert all(kept[key] is held for key, held in drawn.items())  # nothing was drawn anew


@settings(max_examples=settings().max_examples // 20, deadline=None)
@given(SEEDS)
def test_leaving_an_assessment_out_is_as_if_it_had_never_been_made(seed: int) -> None:
    situation = heard(*random_entries(seed), RANKED)
    beliefs = believe(situation, seed, SAMPLES)
    names = [entry.id for entry, _ in situation.of(Assessment)]
    for name, found in zip(names, leave_out(beliefs, situation, names, SAMPLES), strict=True):
        never = believe(situation, seed, SAMPLES, frozenset([name]))
        assert found.events == never.events
        for party, belief in never.parties.items():
            assert same(found.parties[party], belief)


def test_one_rival_reading_alone_is_as_if_the_other_had_never_been_thought_of() -> None:
    hawks = view("north", ranking=["dams", "water"])
    doves = view("north", ranking=["notice", "dams"])
    both = believe(heard(RANKED, {**hawks, "scenario": "hawks"}, {**doves, "scenario": "doves"}), 3, 2 * SAMPLES)
    for name, other in (("hawks", hawks), ("doves", doves)):
        alone = believe(heard(RANKED, other), 3, SAMPLES)
        assert same(both.read_as({"north": name}).parties["north"], alone.parties["north"])
    assert both.read_as({"north": "nobody"}).parties["north"] is both.parties["north"]


def test_what_is_certain_holds_in_every_draw_exactly() -> None:
    certain: dict[str, Any] = {"source": {"grade": "A1"}}
    views = [
        view(ranking=["dams", "water", "notice"], **certain),
        view(issue="dams", preference=["staged", "full", "none"], **certain),
        view(comparison={"better": {"water": "30 percent"}, "worse": {"gauges": "shared"}}, **certain),
        {"kind": "proposal", "author": "north", "terms": {"dams": "none", "gauges": "shared"}},
    ]
    beliefs = believe(heard(*views, grade_weights={"1": "1"}), 3, 300)
    draws, grid = beliefs.parties["north"].draws, beliefs.grid
    worth = {
        name: draws.worth[:, grid.starts[n] : grid.starts[n] + grid.sizes[n]] for n, name in enumerate(grid.issues)
    }
    spread = {name: own.max(axis=1) - own.min(axis=1) for name, own in worth.items()}
    assert (spread["dams"] >= spread["water"]).all()
    assert (spread["water"] >= spread["notice"]).all()
    full, staged, none = worth["dams"].T
    assert ((staged >= full) & (full >= none)).all()
    at = {name: beliefs.grid.values[n].index for n, name in enumerate(beliefs.grid.issues)}
    quo = worth["water"][:, at["water"](40)], worth["gauges"][:, at["gauges"]("kept")]
    gain = worth["water"][:, at["water"](30)] + quo[1] - quo[0] - worth["gauges"][:, at["gauges"]("shared")]
    assert (gain >= -1e-9).all()


@pytest.mark.parametrize(("grade", "weight"), [("A1", 0.95), ("B2", 0.85), ("C3", 0.7), (None, 0.85)])
def test_what_is_heard_holds_in_as_many_draws_as_it_weighs(grade: str | None, weight: float) -> None:
    source = {"source": {"grade": grade}} if grade else {}
    beliefs = believe(heard(view(issue="gauges", preference=["kept", "shared"], **source)), 0, 4000)
    draws, grid = beliefs.parties["north"].draws, beliefs.grid
    start = grid.starts[grid.issues.index("gauges")]
    share = (draws.worth[:, start + 1] > draws.worth[:, start]).mean()
    assert abs(share - (weight + (1 - weight) / 2)) < 4 * (0.25 / 4000) ** 0.5


@pytest.mark.parametrize("grade", ["D4", "E5", "F6"])
def test_what_carries_no_weight_changes_nothing_and_is_said_not_to_count(grade: str) -> None:
    plain, doubted = view(ranking=["dams", "water"]), view(ranking=["notice", "gauges"], source={"grade": grade})
    one, other = (believe(heard(*views), 0, SAMPLES).parties["north"] for views in ([plain], [plain, doubted]))
    assert same(one, other)
    assert other.unused == (("e1", "its grade carries no weight"),)


def test_before_anybody_is_assessed_nothing_is_believed() -> None:
    said = {"kind": "demand", "party": "north", "requires": {"water": "at most 45 percent"}}
    beliefs = believe(heard(said))
    assert (beliefs.silent, beliefs.parties) == ("nothing assessed", {})


def test_a_supposed_utility_binds_no_belief_and_gives_no_ground_for_one() -> None:
    supposed = {
        "u": {"party": "north", "supposed": True, "values": {"gauges": {"options": {"shared": "1", "kept": "0"}}}}
    }
    assert believe(heard(utilities=supposed)).silent == "nothing assessed"


def test_where_no_package_is_possible_nothing_is_believed() -> None:
    never = {"never": {"holds": {"all": [{"gauges": "kept"}, {"gauges": "shared"}]}}}
    assert believe(heard(RANKED, constraints=never)).silent == "nothing feasible"


def test_a_stated_utility_is_held_exactly() -> None:
    stated = {
        "u": {
            "party": "north", "reservation": "2",
            "values": {"water": {"line": {"slope": "-0.1", "from": "60"}}, "gauges": {"options": {"shared": "1", "kept": "0"}}},
            "combinations": [{"holds": {"dams": "full", "gauges": "shared"}, "worth": "3"}],
        }
    }  # fmt: skip
    situation = heard(utilities=stated)
    beliefs = believe(situation, 0, SAMPLES)
    belief, packages = beliefs.parties["north"], feasible(beliefs.grid)
    assert belief.stated == "u"
    (utility,) = situation.header.utilities.values()
    exact = np.array([float(utility_of(utility, beliefs.grid.package(p), situation.header.issues)) for p in packages])
    wanted = (exact - exact.min()) / (exact.max() - exact.min())
    assert np.allclose(utilities(belief, packages), wanted[None, :])
    assert np.allclose(belief.draws.outside, (2 - exact.min()) / (exact.max() - exact.min()))


ACCEPTED = [
    {"kind": "proposal", "author": "mira", "terms": {"water": "36 percent", "dams": "full", "notice": "24 hours", "gauges": "shared"}},
    {"kind": "response", "by": "north", "proposal": "e1", "state": "accepted"},
]  # fmt: skip


def acceptance_of(situation: Situation, party: str = "north", **terms: Any) -> float:
    """The chance that a party takes a package."""
    belief = believe(situation, 0, 1000).parties[party]
    package = np.array(
        [[values.index(terms[name]) for name, values in zip(belief.grid.issues, belief.grid.values, strict=True)]]
    )
    return float(belief.draws.weight @ acceptance(belief, package)[:, 0])


def test_a_yes_makes_the_same_more_likely_and_a_no_less() -> None:
    terms = {"water": 36, "dams": "full", "notice": 24, "gauges": "shared"}
    no = [ACCEPTED[0], ACCEPTED[1] | {"state": "rejected"}]
    found = [acceptance_of(heard(RANKED, *answer), **terms) for answer in (no, [ACCEPTED[0]], ACCEPTED)]
    assert found[0] < 0.2 < found[1] < 0.8 < found[2]


def test_a_ratifying_body_that_refused_holds_its_side_back() -> None:
    refusal = {"kind": "approval", "body": "council", "on": "e1", "state": "refused"}
    terms = {"water": 36, "dams": "full", "notice": 24, "gauges": "shared"}
    yes, blocked = (acceptance_of(heard(RANKED, *ACCEPTED, *more), **terms) for more in ([], [refusal]))
    assert blocked < 0.5 < yes


def test_an_event_is_drawn_once_for_all_and_bears_on_what_no_deal_is_worth() -> None:
    drought = {"id": "drought", "kind": "event", "what": "A drought", "chance": "0.3"}
    given = [view(p, outside_option="at most 0.2", given="drought", source={"grade": "A1"}) for p in PARTIES]
    general = [view(p, outside_option="between 0.6 and 0.8", source={"grade": "A1"}) for p in PARTIES]
    beliefs = believe(heard(drought, *given, *general, grade_weights={"1": "1"}), 0, 1000)
    assert (beliefs.shared, beliefs.assumed) == (("drought",), ())
    assert np.allclose(beliefs.events, (0.7, 0.3))
    for belief in beliefs.parties.values():
        comes, outside = belief.draws.event == 1, belief.draws.outside
        assert abs(comes.mean() - 0.3) < 0.06
        assert (outside[comes] <= 0.2 + 1e-6).all()
        assert ((outside[~comes] >= 0.6 - 1e-6) & (outside[~comes] <= 0.8 + 1e-6)).all()


def test_rival_readings_are_believed_apart_and_their_answers_weigh_them() -> None:
    hard = view(scenario="hard", outside_option="between 0.9 and 1", source={"grade": "A1"})
    soft = view(scenario="soft", outside_option="between 0 and 0.1", source={"grade": "A1"})
    belief = believe(heard(RANKED, *ACCEPTED, hard, soft), 0, 1000).parties["north"]
    assert set(belief.scenarios) == {"hard", "soft"}
    outside = {name: float(one.draws.weight @ one.draws.outside) for name, one in belief.scenarios.items()}
    assert outside["hard"] > 0.6 > 0.2 > outside["soft"]
    half = len(belief.scenarios["hard"].draws.weight)
    assert belief.draws.weight[:half].sum() < belief.draws.weight[half:].sum()


def test_an_entry_left_out_is_as_if_it_were_not_there() -> None:
    other = view(ranking=["notice", "gauges"])
    assert same(
        believe(heard(RANKED, other), 0, SAMPLES, frozenset(["e1"])).parties["north"],
        believe(heard(RANKED), 0, SAMPLES).parties["north"],
    )


def test_a_limit_lies_between_its_ends_and_is_no_limit_as_often_as_its_weight_leaves() -> None:
    limited = view(interval={"issue": "water", "limit": "between 40 and 50"}, source={"grade": "C3"})
    less = {"kind": "demand", "party": "north", "requires": {"water": "at most 35 percent"}, "firmness": "0"}
    belief = believe(heard(limited, less), 0, 4000).parties["north"]
    ends = np.array([float(line.reading.hi) for line in belief.red_lines])
    strictest = np.where(belief.draws.limits, ends, np.inf).min(axis=1)
    assert set(belief.limit_of) == {"e0"}
    assert abs(np.isinf(strictest).mean() - 0.3) < 0.03
    assert abs(np.mean(strictest[np.isfinite(strictest)]) - 45) < 0.6
    assert ((strictest[np.isfinite(strictest)] >= 40) & (strictest[np.isfinite(strictest)] <= 50)).all()


def test_a_limit_of_which_nobody_knows_the_side_is_said_not_to_count() -> None:
    limited = view(interval={"issue": "water", "limit": "between 40 and 50"})
    assert believe(heard(limited), 0, SAMPLES).parties["north"].unused == (
        ("e0", "nothing says whether the side wants more or less"),
    )


def test_terms_that_fit_no_package_are_said_not_to_count() -> None:
    odd = [ACCEPTED[0] | {"terms": {"dams": "full", "notice": "72 hours"}}, ACCEPTED[1]]
    belief = believe(heard(RANKED, *odd), 0, SAMPLES).parties["north"]
    assert belief.unused == (("e2", "it fits no package that is possible"),)


def test_constraints_are_those_of_the_case() -> None:
    beliefs = believe(heard(RANKED, constraints=CONSTRAINTS), 0, SAMPLES)
    assert not beliefs.grid.allows([beliefs.grid.values[n].index(v) for n, v in enumerate((30, "full", 96, "kept"))])
