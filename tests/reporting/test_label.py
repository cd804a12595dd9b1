"""Names beside points: over no other name and no mark, near their points, the same for the same points."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onetext.reporting.chart.label import Box, Named, break_name, place_labels

SHARES = st.floats(0.05, 0.95)
NAMES = st.one_of(
    st.sampled_from(
        ["Package 1", "Offer of South [43]", "Package of the mediators, second version [104]", "和平方案", ""]
    ),
    st.text(max_size=60),
)
POINTS = st.lists(st.builds(Named, SHARES, SHARES, NAMES), max_size=12)
RIVER = [
    *(Named(x, y, f"Package {n}") for n, (x, y) in enumerate(
        [(0.96, 0.36), (0.93, 0.06), (0.88, 0.28), (0.87, 0.38), (0.96, 0.24)], 1)),
    Named(0.66, 0.8, "Package of the mediators, second version [104]"),
    Named(0.62, 0.6, "Package of the mediators, first version [83]"),
    Named(0.06, 0.95, "Offer of South [43]"),
]  # fmt: skip


def boxes(points: list[Named]) -> list[Box]:
    return [label.box for label in place_labels(points, 420, 320).placed if label is not None]


@given(POINTS)
def test_no_name_lies_over_another_or_over_a_mark_or_outside(points: list[Named]) -> None:
    found = place_labels(points, 420, 320)
    placed = [label for label in found.placed if label is not None]
    assert not any(one.box.meets(other.box) for one, other in combinations(placed, 2))
    middles = [(one.x * 420, one.y * found.height) for one in points]
    marks = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in middles]
    assert not any(label.box.meets(mark) for label in placed for mark in marks)
    assert all(label.box.left >= 0 and label.box.right <= 480 for label in placed)
    assert all(label.box.top >= 0 and label.box.bottom <= found.height for label in placed)
    for label, (x, y) in zip(found.placed, middles, strict=True):
        if label is not None:
            assert abs(x - (label.box.right if label.to_left else label.box.left)) <= 9 + 1e-6
            assert abs(y - (label.box.top + label.box.bottom) / 2) <= 120 + 1e-6


@given(POINTS)
def test_a_dozen_names_all_find_room_unless_their_points_are_one_on_another(points: list[Named]) -> None:
    apart = [one for n, one in enumerate(points) if all(abs(one.y - other.y) > 0.1 for other in points[:n])]
    short = [Named(one.x, one.y, f"Package {n}") for n, one in enumerate(apart)]
    assert None not in place_labels(short, 420, 320).placed


def test_the_names_of_the_river_stand_beside_their_points_and_those_of_a_crowd_spread() -> None:
    found = place_labels(RIVER, 420, 320, RIVER[5:])
    assert found.height == 320
    assert all(label is not None and label.away <= 8 for label in found.placed)
    crowd = [Named(0.5 + n / 400, 0.5 + n / 400, f"Package {n}") for n in range(10)]
    held = boxes(crowd)
    assert len(held) == 10
    assert not any(one.meets(other) for one, other in combinations(held, 2))


def test_what_finds_no_room_has_no_name_and_the_first_are_named_first() -> None:
    crowd = [Named(0.5, 0.5, f"Package {n}") for n in range(100)]
    placed = place_labels(crowd, 420, 320).placed
    named = [n for n, label in enumerate(placed) if label is not None]
    assert 10 < len(named) < 100
    assert named == [*range(len(named))]


@given(NAMES)
def test_a_broken_name_keeps_its_letters_in_their_order(name: str) -> None:
    assert "".join("".join(break_name(name)).split()) == "".join(name.split())
