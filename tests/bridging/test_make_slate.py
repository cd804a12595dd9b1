"""The slate of beliefs: every figure by the definition from raw draws, answers as answers, and what is asked for kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.believing import Open, draw_prior
from onetext.bridging import Request, WhatIf, make_slate
from onetext.bridging.improvement import beliefs_against, find_improvements
from onetext.bridging.text import Asked, find_changes
from onetext.model import Case, Entry, Header, Situation, make, read_entry, situation_of
from onetext.model.belief import Answered, Beliefs, Draws, chance_to_accept
from onetext.model.condition import Condition, holds
from onetext.model.issue import Reading, Value
from onetext.model.predicate import Factor
from onetext.model.slate import Slate
from onetext.solving.brute_slate import all_packages, joint_chance, list_slate
from onetext.solving.chance import chances_of
from onetext.solving.panel import part_of
from tests.hand import make_beliefs

SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=max(settings().max_examples // 8, 4))


def entry(name: str, kind: str, **plain: Any) -> Entry:
    found, faults = read_entry({"id": name, "kind": kind, "said": "2024-03-04", **plain})
    assert found is not None, faults
    return found


def situation(beliefs: Beliefs, *entries: Entry) -> Situation:
    """A case with the sides and issues of some beliefs."""
    numbers = {
        name: {"name": name, "kind": "number", "lo": "0", "hi": str(size - 1), "step": "1"}
        for name, size in zip(beliefs.grid.issues, beliefs.grid.sizes, strict=True)
    }
    header = make(
        Header, title="River", audience="all", parties=dict.fromkeys(beliefs.parties, "A side"), issues=numbers
    )
    return situation_of(Case(header, entries))


def slate_of(beliefs: Beliefs, *entries: Entry, **wish: Any) -> Slate:
    return make_slate(beliefs, situation(beliefs, *entries), Request(**wish))


def chance_of(
    beliefs: Beliefs, party: str, terms: Mapping[str, Value], draws: Draws, event: int, soft: float
) -> tuple[float, float]:
    """The chance that a side takes a package in one event, and its variance: draw by draw, by the definition."""
    belief, grid = beliefs.parties[party], beliefs.grid
    options = [values.index(terms[issue]) for issue, values in zip(grid.issues, grid.values, strict=True)]
    columns = [first + option for first, option in zip(grid.starts, options, strict=True)]
    rows = [s for s in range(len(draws.weight)) if draws.event[s] == event] or list(range(len(draws.weight)))
    weights, chances = [], []
    for s in rows:
        worth = sum(draws.worth[s, column] for column in columns) + draws.base[s]
        worth += sum(draws.extra[s, n] for n, one in enumerate(belief.combinations) if holds(one, terms))
        chance = chance_to_accept(worth - draws.outside[s], soft)
        for threshold in draws.bodies[s]:
            chance *= chance_to_accept(worth - threshold, soft)
        if any(draws.limits[s, n] and not holds(one, terms) for n, one in enumerate(belief.red_lines)):
            chance = 0.0
        weights.append(draws.weight[s])
        chances.append(chance)
    total = sum(weights)
    mean = sum(w * a for w, a in zip(weights, chances, strict=True)) / total
    return mean, sum((w / total) ** 2 * (a - mean) ** 2 for w, a in zip(weights, chances, strict=True))


def all_of(
    beliefs: Beliefs, terms: Mapping[str, Value], part: Any, soft: float = 0.05, tilt: int = 0
) -> dict[str, float]:
    """Each side's chance and that of all."""
    found: dict[str, float] = dict.fromkeys(beliefs.parties, 0.0) | {"all": 0.0}
    for event, chance in enumerate(beliefs.events):
        product = 1.0
        for party, belief in beliefs.parties.items():
            draws = belief.prior if part == "prior" else part_of(belief.draws, part)
            if tilt:
                draws = replace(draws, weight=draws.weight * (draws.outside if tilt > 0 else 1 - draws.outside))
            mean, _ = chance_of(beliefs, party, terms, draws, event, soft)
            found[party] += chance * mean
            product *= mean
        found["all"] += chance * product
    return found


@FEW
@given(SEEDS)
def test_every_figure_is_what_the_definition_gives_from_the_raw_draws(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=40, packages=200)
    for package in slate_of(beliefs, count=2).packages:
        told = {**package.accept, "all": package.joint}
        now = all_of(beliefs, package.terms, "second")
        before = all_of(beliefs, package.terms, "prior")
        others = [all_of(beliefs, package.terms, "second", soft) for soft in (0.025, 0.1)]
        others += [all_of(beliefs, package.terms, "second", tilt=tilt) for tilt in (-1, 1)]
        for who, chance in told.items():
            assert chance.p == pytest.approx(now[who], abs=1e-9)
            assert chance.prior_only == pytest.approx(before[who], abs=1e-9)
            assert chance.lo == pytest.approx(min(now[who], *(one[who] for one in others)), abs=1e-9)
            assert chance.hi == pytest.approx(max(now[who], *(one[who] for one in others)), abs=1e-9)
        for party, belief in beliefs.parties.items():
            variance = sum(
                chance**2 * chance_of(beliefs, party, package.terms, part_of(belief.draws, "second"), event, 0.05)[1]
                for event, chance in enumerate(beliefs.events)
            )
            assert package.accept[party].error == pytest.approx(math.sqrt(variance), abs=1e-9)


@FEW
@given(SEEDS)
def test_leaving_an_entry_out_widens_a_range_and_moves_nothing_else(seed: int) -> None:
    beliefs, other = (make_beliefs(seed, draws=40, packages=100, plain=True) for _ in range(2))
    vague = replace(other, parties={name: replace(one, draws=one.prior) for name, one in other.parties.items()})
    alone, left = slate_of(beliefs), slate_of(beliefs, left_out=(vague,))
    for one, two in zip(alone.packages, left.packages, strict=True):
        assert (one.terms, one.joint.p) == (two.terms, two.joint.p)
        assert two.joint.lo <= one.joint.lo
        assert one.joint.hi <= two.joint.hi
    assert left.left_out == 1


def whole(beliefs: Beliefs, terms: Mapping[str, Value]) -> Condition:
    return Condition(
        "all", parts=tuple(Condition("in", name, Reading(lo=value, hi=value)) for name, value in terms.items())
    )  # type: ignore[arg-type]


def answered(beliefs: Beliefs, party: str, terms: Mapping[str, Value], state: str) -> Beliefs:
    said = (Answered(whole(beliefs, terms), state, "said"),)
    return replace(beliefs, parties={**beliefs.parties, party: replace(beliefs.parties[party], answered=said)})


@FEW
@given(SEEDS)
def test_a_recorded_yes_stands_as_a_yes_and_a_refused_package_is_not_put_again(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=60, packages=200, plain=True)
    best = slate_of(beliefs).packages[0]
    party = next(iter(beliefs.parties))
    yes = slate_of(answered(beliefs, party, best.terms, "accepted")).packages[0]
    assert yes.terms == best.terms
    chance = yes.accept[party]
    assert (chance.p, chance.error, chance.settled, chance.entry) == (1, 0, "accepted", "said")
    assert not chance.mostly_assumption
    others = np.prod([one.p for name, one in yes.accept.items() if name != party])
    assert yes.joint.p == pytest.approx(others)
    no = slate_of(answered(beliefs, party, best.terms, "rejected"))
    assert best.terms not in [package.terms for package in no.packages]
    studied = slate_of(answered(beliefs, party, best.terms, "under study")).packages[0].accept[party]
    assert (studied.p, studied.answered, studied.settled) == (best.accept[party].p, "under study", None)


@FEW
@given(SEEDS)
def test_what_is_fixed_stays_and_the_best_of_the_rest_is_found(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=50, packages=300, plain=True)
    issue, values = beliefs.grid.issues[0], beliefs.grid.values[0]
    for value in values[:3]:
        found = slate_of(beliefs, fixed={issue: (value,)})
        assert {package.terms[issue] for package in found.packages} == {value}


def test_demands_are_judged_by_the_terms() -> None:
    beliefs = make_beliefs(3, sizes=(3, 3), draws=50, plain=True)
    asks = entry("d", "demand", party="side-1", requires={"issue-0": "at least 1"})
    for package in slate_of(beliefs, asks, count=4).packages:
        state = package.demands["d"].state
        assert (state == "met") == (package.terms["issue-0"] >= 1)  # type: ignore[operator]


def test_a_change_to_the_text_on_the_table_is_small_and_raises_the_chance() -> None:
    beliefs = make_beliefs(5, sizes=(4,) * 6, sides=2, draws=600, plain=True)
    text = entry("p", "proposal", author="side-0", terms=dict.fromkeys(beliefs.grid.issues[:5], "0"))
    table = slate_of(beliefs, text).on_table
    assert table is not None
    assert table.open == ("issue-5",)
    assert table.changes
    for change in table.changes:
        assert 1 <= len(change.terms) <= 2
        assert change.joint.p > table.package.joint.p
        assert all(table.package.terms[issue] != value for issue, value in change.terms.items())


@FEW
@given(SEEDS)
def test_of_all_changes_of_one_issue_and_of_two_the_best_are_shown(seed: int) -> None:
    """Tried one by one on the draws that were searched; also those that only two issues together can make."""
    beliefs = make_beliefs(seed, sizes=(3, 4, 3), draws=120, packages=100)
    beliefs = replace(beliefs, parties={party: replace(one, answered=()) for party, one in beliefs.parties.items()})
    packages = all_packages(beliefs)
    if not len(packages):
        return
    text = packages[seed % len(packages)]
    situation_ = situation(beliefs)
    now = chances_of(beliefs, text[None]).joint[0]
    shown = find_changes(Asked(beliefs, situation_), text, now)
    seen, unseen = (joint_chance(beliefs, packages, part) for part in ("first", "second"))
    apart = (packages != text).sum(axis=1)
    made = [beliefs.grid.package(list(text)) | dict(change.terms) for change in shown]
    possible = [beliefs.grid.package(list(one)) for one in packages]
    assert all(one in possible for one in made)
    assert all(change.joint.p > now.p for change in shown)
    for size in (1, 2):
        places = np.flatnonzero(apart == size)
        if not len(places) or (size == 2 and any(len(change.terms) == 1 for change in shown)):
            continue  # a change of two issues is shown where it does more than one of one issue
        first, second = places[np.argsort(-seen[places])][[0, min(1, len(places) - 1)]]
        if unseen[first] - now.p > 0.3 and (first == second or seen[first] > seen[second] + 1e-6):
            assert possible[first] in made


def test_two_issues_that_a_constraint_ties_change_together() -> None:
    """They add up to 3, so neither can change alone; both sides want the first high."""
    beliefs = make_beliefs(0, sides=2, sizes=(4, 4), draws=200, plain=True)
    factors = (Factor("issue-0", Decimal(1)), Factor("issue-1", Decimal(1)))
    grid = replace(beliefs.grid, constraints=(Condition("sum", None, Reading(lo=Decimal(3), hi=Decimal(3)), factors),))

    def wanting(draws: Draws) -> Draws:
        rising = np.concatenate([np.linspace(0, 1, 4), np.zeros(4)])
        spread = np.linspace(0.4, 0.6, len(draws.weight))
        return replace(draws, worth=np.tile(rising, (len(draws.weight), 1)), base=0 * draws.base, outside=spread)

    parties = {p: replace(one, grid=grid, draws=wanting(one.draws)) for p, one in beliefs.parties.items()}
    text = entry("p", "proposal", author="side-0", terms={"issue-0": "0", "issue-1": "3"})
    table = slate_of(replace(beliefs, grid=grid, parties=parties), text).on_table
    assert table is not None
    assert [dict(change.terms) for change in table.changes] == [{"issue-0": 3, "issue-1": 0}]


@FEW
@given(SEEDS)
def test_a_reason_names_nothing_that_cannot_be(seed: int) -> None:
    beliefs = make_beliefs(seed, draws=60, packages=300)
    for package in slate_of(beliefs, count=2).packages:
        for reasons in package.reasons.values():
            for drive in (*reasons.carried, *reasons.held_back):
                terms = dict(package.terms) | {drive.issue: drive.value}
                assert all(holds(constraint, terms) for constraint in beliefs.grid.constraints)


def test_an_answer_to_the_text_on_the_table_stands_in_place_of_a_chance() -> None:
    beliefs = make_beliefs(5, sizes=(4,) * 4, sides=2, draws=300, plain=True)
    text = entry("p", "proposal", author="side-0", terms={"issue-0": "0"})
    said = entry("r", "response", by="side-1", proposal="p", state="accepted")
    table = slate_of(beliefs, text, said).on_table
    assert table is not None
    assert table.answers == {"side-1": "accepted"}
    assert table.package.accept["side-1"].settled == "accepted"
    assert table.package.joint.p == pytest.approx(table.package.accept["side-0"].p)


def test_after_a_yes_every_improvement_is_better_for_every_side_on_average() -> None:
    beliefs = make_beliefs(8, sizes=(4,) * 5, sides=2, draws=600, plain=True)
    text = entry("p", "proposal", author="side-0", terms=dict.fromkeys(beliefs.grid.issues, "0"))
    said = entry("r", "response", by="side-1", proposal="p", state="accepted")
    found = slate_of(beliefs, text, said)
    assert found.accepted == "p"
    against = beliefs_against(beliefs, np.zeros(5, dtype=np.int64))
    for better in found.improvements:
        assert all(chance.p > 0.5 for chance in better.prefers.values())
        worth = all_of(against, better.terms, "second")
        assert worth["all"] == pytest.approx(better.joint.p)
    assert slate_of(beliefs, text).accepted is None


@FEW
@given(SEEDS)
def test_what_could_follow_a_yes_is_what_trying_every_package_gives(seed: int) -> None:
    beliefs = make_beliefs(seed, sides=2, sizes=(3, 3, 4), draws=300, plain=True)
    text = all_packages(beliefs)[seed % 36]
    terms = {issue: str(value) for issue, value in beliefs.grid.package(list(text)).items()}
    put = entry("p", "proposal", author="side-0", terms=terms)
    found = find_improvements(Asked(beliefs, situation(beliefs, put), seed=seed), "p", 3)
    against = beliefs_against(beliefs, text)
    best, _ = list_slate(against, 3, 2, "first")
    chances = chances_of(against, best)
    expected = [
        beliefs.grid.package(list(package))
        for k, package in enumerate(best)
        if (package != text).any() and all(own[k].p - 2 * own[k].error > 0.5 for own in chances.accept.values())
    ]
    assert [dict(one.terms) for one in found] == expected


@FEW
@given(SEEDS)
def test_the_range_of_what_could_follow_a_yes_holds_every_judgment_left_out(seed: int) -> None:
    """And outside options assumed otherwise: what the accepted package is worth is never taken for one of them."""
    beliefs, other = (make_beliefs(seed, sides=2, sizes=(3, 3, 4), draws=300, plain=True) for _ in range(2))
    vague = replace(other, parties={name: replace(one, draws=one.prior) for name, one in other.parties.items()})
    text = all_packages(beliefs)[seed % 36]
    terms = {issue: str(value) for issue, value in beliefs.grid.package(list(text)).items()}
    put = entry("p", "proposal", author="side-0", terms=terms)
    asked = Asked(beliefs, situation(beliefs, put), (vague,), seed)

    def tilted(draws: Draws, tilt: int) -> Draws:
        return replace(draws, weight=draws.weight * (draws.outside if tilt > 0 else 1 - draws.outside))

    sides = beliefs.parties.items()
    ways = [replace(beliefs, parties={p: replace(b, draws=tilted(b.draws, t)) for p, b in sides}) for t in (-1, 1)]
    against, *others = [beliefs_against(one, text) for one in (beliefs, vague, *ways)]
    for one in find_improvements(asked, "p", 3):
        now = all_of(against, one.terms, "second")
        found = [now, *(all_of(against, one.terms, "second", soft) for soft in (0.025, 0.1))]
        found += [all_of(way, one.terms, "second") for way in others]
        for who, chance in {**one.prefers, "all": one.joint}.items():
            assert chance.lo == pytest.approx(min(way[who] for way in found), abs=1e-9)
            assert chance.hi == pytest.approx(max(way[who] for way in found), abs=1e-9)


def test_a_side_of_which_nothing_is_known_has_hardly_a_reason_either_way() -> None:
    """Which of five values happens to look worst among a few hundred draws is no reason."""
    count, open_ = 0, Open((5,) * 6)
    for seed in range(12):
        beliefs = make_beliefs(seed, sides=2, sizes=open_.sizes, draws=300, plain=True)
        drawn = [draw_prior(open_, 100, np.random.default_rng([seed, n])).draws for n in range(2)]
        sides = zip(beliefs.parties.items(), drawn, strict=True)
        beliefs = replace(beliefs, parties={party: replace(one, draws=own) for (party, one), own in sides})
        for package in slate_of(beliefs).packages:
            count += sum(len(one.carried) + len(one.held_back) for one in package.reasons.values())
    assert count <= 30  # of 1,440 that could be; 16 are, and 140 were where the draws that chose them told them


def test_what_is_known_to_decide_is_a_reason() -> None:
    """Both sides take what has the first issue at 1, and nothing else."""
    beliefs = make_beliefs(0, sides=2, sizes=(2, 3), draws=200, plain=True)

    def wanting(draws: Draws) -> Draws:
        count = len(draws.weight)
        worth = np.tile([0.0, 1.0, 0.0, 0.0, 0.0], (count, 1))
        return replace(draws, worth=worth, base=np.zeros(count), outside=np.linspace(0.3, 0.7, count))

    parties = {p: replace(one, draws=wanting(one.draws)) for p, one in beliefs.parties.items()}
    best = slate_of(replace(beliefs, parties=parties), count=1).packages[0]
    assert all([one.issue for one in reasons.carried] == ["issue-0"] for reasons in best.reasons.values())


def test_what_if_gives_the_same_chances_as_the_slate() -> None:
    beliefs = make_beliefs(9, sizes=(4,) * 5, sides=3, draws=300, plain=True)
    best = slate_of(beliefs).packages[0]
    near = np.zeros((1, 5), dtype=np.int64)
    found = WhatIf(beliefs, near).outlook(best.terms)
    assert found is not None
    assert found.joint == pytest.approx(best.joint.p, abs=1e-5)
    free = WhatIf(beliefs, near).outlook({"issue-0": Decimal(2)})
    assert free is not None
    assert free.terms["issue-0"] == 2


def test_one_side_is_no_negotiation_and_silence_is_passed_on() -> None:
    beliefs = make_beliefs(1, sizes=(2, 2), draws=20, plain=True)
    alone = Beliefs(beliefs.grid, dict(list(beliefs.parties.items())[:1]))
    assert slate_of(alone).missing == "one side"
    assert (
        make_slate(Beliefs(beliefs.grid, silent="nothing assessed"), situation(beliefs)).missing == "nothing assessed"
    )
