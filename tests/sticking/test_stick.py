"""Sticking points and ways out of situations."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from onetext.model import Case, Header, Situation, make, read_entry, situation_of
from onetext.model.sticking import Chance, Relaxation
from onetext.solving import Search
from onetext.sticking import find_sticking
from tests.laws.test_equal_treatment import permuted, renamed
from tests.strategies import SEEDS, cases

KNOWN = Path(__file__).parents[2].parent / "shared" / "known" / "mus_mcs_demands.yaml"

ISSUES: dict[str, dict[str, Any]] = {
    "truce": {
        "name": "Days of truce", "kind": "duration", "unit": "days", "lo": "0", "hi": "42",
        "options": {"permanent": "a permanent truce"},
    },
    "hostages": {"name": "Hostages", "kind": "number", "lo": "0", "hi": "133"},
    "rate": {"name": "Prisoners for each", "kind": "number", "lo": "0", "hi": "20"},
    "prisoners": {"name": "Prisoners", "kind": "number", "lo": "0"},
    "crossing": {"name": "Crossing", "options": ["open", "market", "closed"]},
}  # fmt: skip
DEMANDS = {
    "c1": ("a", {"truce": "at most 42 days"}),
    "c2": ("b", {"truce": "permanent"}),
    "c3": ("a", {"rate": "at most 10"}),
    "c4": ("b", {"rate": "at least 12"}),
    "c5": ("a", {"prisoners": "at most 400"}),
    "c6": ("a", {"hostages": "at least 40"}),
}
PRODUCT = {"so-many-each": {"name": "so many for each", "holds": {"product": ["hostages", "rate"], "is": "prisoners"}}}


def talks(*entries: dict[str, Any], constraints: dict[str, Any] | None = None) -> Situation:
    """A situation of two sides from plain entries."""
    header = make(Header, title="Talks", parties={"a": "A", "b": "B"}, issues=ISSUES, constraints=constraints or {})
    read = [read_entry({"kind": "demand", **plain}) for plain in entries]
    assert [faults for _, faults in read if faults] == []
    return situation_of(Case(header, tuple(entry for entry, _ in read if entry is not None)))


def demand(name: str, party: str, requires: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "party": party, "requires": requires, **more}


def points(situation: Situation) -> list[tuple[tuple[str, ...], bool]]:
    return [(point.demands, point.certain) for point in find_sticking(situation).sticking_points]


@pytest.fixture(scope="module")
def exchange() -> Situation:
    """The worked example of the field: truce, hostages and prisoners."""
    wanted = [demand(name, party, requires) for name, (party, requires) in DEMANDS.items()]
    return talks(*wanted, constraints=PRODUCT)


def test_the_worked_example_has_its_three_sticking_points_and_six_ways_out(exchange: Situation) -> None:
    found = find_sticking(exchange)
    assert [point.demands for point in found.sticking_points] == [("c1", "c2"), ("c3", "c4"), ("c4", "c5", "c6")]
    assert [way.withdraw for way in found.ways_out] == [
        ("c1", "c4"), ("c2", "c4"), ("c1", "c3", "c5"), ("c1", "c3", "c6"), ("c2", "c3", "c5"), ("c2", "c3", "c6"),
    ]  # fmt: skip
    assert found.complete
    assert [point.constraints for point in found.sticking_points] == [(), (), ("so-many-each",)]


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_it_is_what_the_known_case_expects(exchange: Situation) -> None:
    expected = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))["example"]["expected"]
    found = find_sticking(exchange)
    assert [list(point.demands) for point in found.sticking_points] == expected["muses"]
    assert sorted(list(way.withdraw) for way in found.ways_out) == sorted(expected["mcses"])


def test_the_least_relaxation_is_how_far_the_others_let_it_stay(exchange: Situation) -> None:
    ways = {way.withdraw: way.relax for way in find_sticking(exchange).ways_out}
    assert ways["c2", "c4"] == (Relaxation("c4", "at least 10"),)
    assert ways["c1", "c3", "c5"] == (Relaxation("c3", "at most 12"), Relaxation("c5", "at most 480"))
    assert ways["c1", "c3", "c6"] == (Relaxation("c3", "at most 12"), Relaxation("c6", "at least 33"))


def test_hundreds_against_at_least_five_hundred_is_unclear_and_why_is_said() -> None:
    situation = talks(
        demand("vague", "a", {"prisoners": "hundreds"}), demand("firm", "b", {"prisoners": "at least 500"})
    )
    found = find_sticking(situation)
    assert [(point.demands, point.certain, point.unclear) for point in found.sticking_points] == [
        (("firm", "vague"), False, ("vague",))
    ]
    assert found.ways_out == ()
    assert found.complete


def test_hundreds_against_at_least_a_thousand_is_certain_and_against_two_hundred_nothing() -> None:
    vague = demand("vague", "a", {"prisoners": "hundreds"})
    assert points(talks(vague, demand("firm", "b", {"prisoners": "at least 1000"}))) == [(("firm", "vague"), True)]
    assert points(talks(vague, demand("firm", "b", {"prisoners": "at least 200"}))) == []


def test_the_same_vague_words_mean_the_same_on_both_sides() -> None:
    same = [demand(side, side, {"prisoners": "about 400"}) for side in ("a", "b")]
    assert points(talks(*same)) == []
    other = demand("b", "b", {"prisoners": "about 410"})
    assert points(talks(same[0], other)) == [(("a", "b"), False)]


def test_a_wish_is_not_insisted_on() -> None:
    shut = demand("shut", "b", {"crossing": "closed"})
    assert points(talks(demand("open", "a", {"crossing": "open"}), shut)) == [(("open", "shut"), True)]
    assert points(talks(demand("open", "a", {"crossing": "open"}, strength="wish"), shut)) == []


def test_a_refusal_counts_and_what_one_side_says_twice_is_one() -> None:
    wanted = demand("open", "a", {"crossing": "open"})
    refused = {"id": "refused", "kind": "position", "party": "b", "issue": "crossing", "value": "not open"}
    again = {"id": "rejected", "kind": "statement", "speaker": "b", "stance": "rejects", "about": "open", "words": "no"}
    found = find_sticking(talks(wanted, refused, again))
    assert [point.demands for point in found.sticking_points] == [("open", "refused")]
    assert found.restated == {"refused": ("rejected",)}


def test_a_rejection_that_was_taken_back_or_depends_on_something_does_not_count() -> None:
    wanted = demand("open", "a", {"crossing": "open"})
    said = {"kind": "statement", "speaker": "b", "about": "open", "words": "so it is"}
    rejects = {"id": "s1", "stance": "rejects", "said": "2024-01-01", **said}
    assert points(talks(wanted, rejects)) == [(("open", "s1"), True)]
    assert points(talks(wanted, rejects, {"id": "s2", "stance": "accepts", "said": "2024-01-02", **said})) == []
    assert points(talks(wanted, {**rejects, "conditional_on": "rain"})) == []


def test_a_position_that_is_no_refusal_is_not_insisted_on() -> None:
    held = {"id": "held", "kind": "position", "party": "b", "issue": "crossing", "value": "closed"}
    assert points(talks(demand("open", "a", {"crossing": "open"}), held)) == []


def test_a_demand_that_cannot_be_met_at_all_stands_alone() -> None:
    assert points(talks(demand("many", "a", {"hostages": "at least 134"}))) == [(("many",), True)]


def test_constraints_that_cannot_hold_are_told_before_all_else() -> None:
    both = {"c": {"holds": {"crossing": "open"}}, "d": {"holds": {"crossing": "closed"}}}
    found = find_sticking(talks(demand("open", "a", {"crossing": "open"}), constraints=both))
    assert [(point.demands, point.constraints) for point in found.sticking_points] == [((), ("c", "d"))]
    assert found.ways_out == ()


def test_the_chance_of_a_way_out_is_that_nothing_in_it_is_a_true_limit() -> None:
    firm = demand("open", "a", {"crossing": "open"}, firmness="0.8")
    found = find_sticking(talks(firm, demand("shut", "b", {"crossing": "closed"})))
    chances = {way.withdraw: way.chance for way in found.ways_out}
    assert chances == {("open",): Chance(Decimal("0.2"), Decimal("0.2")), ("shut",): Chance(Decimal(0), Decimal(1))}


def test_for_a_text_as_it_stands_only_what_breaks_on_it_would_have_to_move() -> None:
    text = {"id": "text", "kind": "proposal", "author": "b", "terms": {"crossing": "market", "hostages": "30"}}
    situation = talks(
        demand("open", "a", {"crossing": "open"}),
        demand("some", "a", {"hostages": "at least 40"}),
        demand("few", "b", {"hostages": "at most 40"}),
        text,
    )
    (moves,) = find_sticking(situation).proposals
    assert (moves.withdraw, moves.possible, moves.complete) == ((("open", "some"),), True, True)
    assert points(situation) == []


def test_a_text_that_breaks_a_constraint_is_told_so() -> None:
    text = {
        "id": "text", "kind": "proposal", "author": "b", "terms": {"hostages": "10", "rate": "3", "prisoners": "31"},
    }  # fmt: skip
    (moves,) = find_sticking(talks(text, constraints=PRODUCT)).proposals
    assert not moves.possible


def test_no_demand_is_no_sticking_point() -> None:
    found = find_sticking(talks())
    assert (found.sticking_points, found.ways_out, found.complete) == ((), (), True)


def said(situation: Situation) -> object:
    """What is found, whatever the order of the header."""
    found = find_sticking(situation, Search(limit=50))
    return found.complete, set(found.sticking_points), {(way.withdraw, way.chance) for way in found.ways_out}


@given(cases(), SEEDS)
def test_the_order_of_the_header_changes_nothing(case: Case, seed: int) -> None:
    one, other = said(situation_of(case)), said(situation_of(permuted(case, seed)))
    assert one == other or not one[0]  # type: ignore[index]


@given(cases())
def test_exchanging_the_names_of_the_parties_changes_nothing(case: Case) -> None:
    one, other = said(situation_of(case)), said(situation_of(renamed(case)))
    assert one == other or not one[0]  # type: ignore[index]


def test_what_one_statement_rejects_it_insists_on_as_a_whole() -> None:
    wanted = demand("open", "a", {"crossing": "open"}), demand("many", "a", {"hostages": "at least 40"})
    both = {
        "id": "no", "kind": "statement", "speaker": "b", "stance": "rejects", "about": ["open", "many"], "words": "no",
    }  # fmt: skip
    found = find_sticking(talks(*wanted, both))
    assert [point.demands for point in found.sticking_points] == [("many", "no"), ("no", "open")]
    assert [way.withdraw for way in found.ways_out] == [("no",), ("many", "open")]


def test_a_cut_list_calls_nothing_unclear_that_is_certain() -> None:
    wanted = [demand(f"d{n}", "ab"[n % 2], {"hostages": str(n * 10)}) for n in range(8)]
    found = find_sticking(talks(*wanted, demand("vague", "a", {"prisoners": "about 40"})), Search(limit=2))
    assert not found.complete
    assert {point.certain for point in found.sticking_points} == {True}


def test_a_duration_is_the_same_in_hours_and_in_days() -> None:
    issues = {"notice": {"name": "Notice", "kind": "duration", "unit": "hours", "lo": "0", "hi": "168"}}
    header = make(Header, title="Talks", parties=["a", "b"], issues=issues)
    said = ({"id": "d1", "party": "a", "requires": {"notice": "three days"}}, demand("d2", "b", {"notice": "72 hours"}))
    entries = [read_entry({"kind": "demand", **plain})[0] for plain in said]
    found = find_sticking(situation_of(Case(header, tuple(entry for entry in entries if entry is not None))))
    assert found.sticking_points == ()


def test_vague_words_are_read_at_numbers_that_the_issue_can_have() -> None:
    issues = {"carts": {"name": "Carts", "kind": "number", "lo": "0", "hi": "100", "step": "10"}}
    header = make(Header, title="Talks", parties=["a"], issues=issues)
    entry, _ = read_entry({"id": "d1", "kind": "demand", "party": "a", "requires": {"carts": "about 40"}})
    assert entry is not None
    assert find_sticking(situation_of(Case(header, (entry,)))).sticking_points == ()


def test_a_search_that_came_to_no_answer_says_so() -> None:
    found = find_sticking(
        talks(*[demand(n, p, r) for n, (p, r) in DEMANDS.items()], constraints=PRODUCT), Search(effort=0, solver=True)
    )
    assert not found.complete
