"""Adjusted Winner: as published, equitable, and the same whatever the order and the scale."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from onetext.model.division import Division, adjusted_winner

KNOWN = Path(__file__).parents[2].parent / "shared" / "known" / "aw_divorce_bob_carol.yaml"
POINTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.fixed_dictionaries({"north": st.integers(0, 60), "south": st.integers(0, 60)}),
    min_size=1,
    max_size=7,
).filter(lambda points: all(sum(row[party] for row in points.values()) for party in ("north", "south")))


def ends(division: Division) -> tuple[Any, ...]:
    return dict(division.final_points), division.split_item, dict(division.share_of_split_item)


@given(POINTS)
def test_both_end_with_the_same_points_unless_everything_passed_or_is_worthless_to_the_other(points: Any) -> None:
    divided = adjusted_winner(points)
    north, south = divided.final_points["north"], divided.final_points["south"]
    ahead, behind = ("north", "south") if north >= south else ("south", "north")
    assert north == south or all(points[item][behind] == 0 for item in divided.received[ahead])
    worth = {
        party: {
            item: Fraction(row[party] * 100, sum(r[party] for r in points.values())) for item, row in points.items()
        }
        for party in (ahead, behind)
    }
    for party in (ahead, behind):
        own = sum((worth[party][item] for item in divided.received[party]), Fraction(0))
        if divided.split_item is not None:
            own += worth[party][divided.split_item] * divided.share_of_split_item[party]
        assert own == divided.final_points[party]


@given(POINTS)
def test_each_gets_at_least_half_of_what_it_values_and_nobody_envies(points: Any) -> None:
    divided = adjusted_winner(points)
    assert min(divided.final_points.values()) >= 50


@given(POINTS, st.randoms())
def test_the_order_of_items_and_parties_changes_nothing(points: Any, dice: Any) -> None:
    items = [*points.items()]
    dice.shuffle(items)
    turned = {item: {"south": row["south"], "north": row["north"]} for item, row in items}
    one, other = adjusted_winner(points), adjusted_winner(turned)
    assert one.final_points == other.final_points
    tied = one.points_without_ties["north"] == one.points_without_ties["south"] and one.tied
    assert tied or ends(one) == ends(other)


@given(POINTS, st.integers(1, 9))
def test_scaling_one_sides_points_changes_nothing(points: Any, times: int) -> None:
    scaled = {item: {**row, "north": row["north"] * times} for item, row in points.items()}
    assert ends(adjusted_winner(points)) == ends(adjusted_winner(scaled))


@pytest.mark.skipif(not KNOWN.exists(), reason="the known answers lie beside the project, not in it")
def test_the_divorce_of_bob_and_carol_comes_out_as_published() -> None:
    known = yaml.safe_load(KNOWN.read_text())
    divided, expected = adjusted_winner(known["points"]), known["expected"]
    assert {party: list(items) for party, items in divided.wins.items()} == expected["wins"]
    assert divided.points_without_ties == expected["points_without_ties"]
    assert list(divided.tied) == expected["tied"]
    assert divided.split_item == expected["split_item"]
    assert {p: str(share) for p, share in divided.share_of_split_item.items()} == expected["share_of_split_item"]
    assert {party: str(points) for party, points in divided.final_points.items()} == expected["final_points"]


@pytest.mark.parametrize(
    ("points", "word"),
    [
        ({}, "nothing to divide"),
        ({"a": {"north": 1}}, "two parties"),
        ({"a": {"north": 1, "south": 1, "west": 1}}, "two parties"),
        ({"a": {"north": 1, "south": 1}, "b": {"north": 2}}, "no points of one party"),
        ({"a": {"north": 1, "south": -1}}, "below 0"),
        ({"a": {"north": 1, "south": float("nan")}}, "no number"),
        ({"a": {"north": 1, "south": 0}}, "gives no points"),
    ],
)
def test_what_cannot_be_divided_is_refused_in_clear_words(points: Any, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        adjusted_winner(points)
