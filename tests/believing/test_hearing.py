"""What single entries say of a party, worked by hand; and what cannot all be so."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from onetext.believing import believe
from onetext.believing.doubt import Perhaps, _levels, _rows
from onetext.believing.grid import find_ties, grid_of
from onetext.believing.heard import Line, Order
from onetext.believing.listen import MOST_REPLIES, listen
from onetext.believing.stance import Stances
from onetext.model import Situation
from tests.believing.hearsay import ISSUES, heard, view

CARTS: dict[str, Any] = {"name": "Carts", "kind": "number", "unit": "carts", "lo": "0", "hi": "1000"}


def hearing(situation: Situation, party: str = "north") -> Any:
    """What is heard of a party."""
    grid = grid_of(situation)
    return listen(situation, grid, party, Stances(situation, grid))


def numbers(situation: Situation, issue: str) -> list[int]:
    """The numbers of an issue on the grid."""
    grid = grid_of(situation)
    return [int(value) for value in grid.values[grid.issues.index(issue)] if isinstance(value, Decimal)]


def test_an_issue_of_few_numbers_has_all_of_them_and_one_of_many_what_was_said_and_even_steps() -> None:
    said = {"kind": "demand", "party": "north", "requires": {"carts": "at least 437"}}
    situation = heard(said, issues={**ISSUES, "carts": CARTS})
    assert numbers(situation, "water") == list(range(30, 61))
    assert numbers(situation, "carts") == [0, 100, 200, 300, 400, 437, 500, 600, 700, 800, 900, 1000]


def test_an_issue_without_ends_has_what_was_said_of_it() -> None:
    endless = {"name": "Carts", "kind": "number", "unit": "carts"}
    said = [{"kind": "position", "party": p, "issue": "carts", "value": v} for p, v in (("north", "7"), ("south", "9"))]
    situation = heard(*said, issues={"carts": endless}, constraints={})
    assert numbers(situation, "carts") == [7, 8, 9]
    assert grid_of(heard(issues={"carts": endless}, constraints={})).issues == ()


def test_an_issue_that_is_a_product_of_others_has_products_of_their_values() -> None:
    issues = {name: {**CARTS, "name": name, "hi": hi} for name, hi in (("days", "5"), ("each", "7"), ("all", "1000"))}
    tie = {"so-many": {"holds": {"product": ["days", "each"], "is": "all"}}}
    situation = heard(issues=issues, constraints=tie)
    products = {n * m for n in range(6) for m in range(8)}
    assert set(numbers(situation, "all")) == products
    (tied,) = find_ties(grid_of(situation))
    assert len(tied.options) == 6 * 8


def test_joint_choices_are_those_that_keep_the_constraints() -> None:
    grid = grid_of(heard())
    (tied,) = find_ties(grid)
    places = [range(len(grid.values[n])) for n in tied.issues]
    others = [0] * len(grid.issues)
    for row in itertools.product(*places):
        whole = list(others)
        for place, option in zip(tied.issues, row, strict=True):
            whole[place] = option
        assert grid.allows(whole) == (list(row) in tied.options.tolist())


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ({"kind": "demand", "party": "north", "requires": {"water": "at least 40"}}, 1),
        ({"kind": "demand", "party": "north", "requires": {"water": "at most 40", "gauges": "kept"}}, -1),
        ({"kind": "position", "party": "north", "issue": "water", "value": "36 percent"}, -1),
        ({"kind": "position", "party": "north", "issue": "water", "value": "40 percent"}, 0),
        ({"kind": "proposal", "author": "north", "terms": {"water": "36 percent"}}, 0),
        ({"kind": "demand", "party": "south", "requires": {"water": "at least 40"}}, 0),
    ],
)
def test_a_sides_words_say_whether_it_wants_more_or_less(said: dict[str, Any], sign: int) -> None:
    situation = heard(said)
    assert Stances(situation, grid_of(situation)).direction("north", "water")[0] == sign


def test_an_offer_is_set_against_what_the_others_say_and_not_against_what_is_now() -> None:
    offers = [
        {"kind": "proposal", "author": p, "terms": {"water": w}}
        for p, w in (("north", "45 percent"), ("south", "50 percent"))
    ]
    situation = heard(*offers)
    stances = Stances(situation, grid_of(situation))
    assert [stances.direction(party, "water")[0] for party in ("north", "south")] == [-1, 1]


def test_words_that_point_both_ways_say_nothing() -> None:
    both = [
        {"kind": "demand", "party": "north", "requires": {"water": words}} for words in ("at least 35", "at most 55")
    ]
    situation = heard(*both)
    assert Stances(situation, grid_of(situation)).direction("north", "water") == (0, ())


def test_an_assessed_order_takes_the_place_of_what_a_side_says() -> None:
    position = {"kind": "position", "party": "north", "issue": "dams", "value": "none"}
    for views, count in (([position], 1), ([position, view(issue="dams", preference=["full", "none"])], 1)):
        found = [item for item in hearing(heard(*views)).sure if isinstance(item, Order)]
        assert len(found) == count
    assert found[0].entries == ("e1",)


def test_what_would_be_refused_whatever_the_rest_is_a_red_line_and_one_whole_package_an_answer() -> None:
    part = hearing(heard(view(would_refuse={"dams": "none"})))
    whole = hearing(heard(view(would_refuse={"water": "40", "dams": "none", "notice": "24 hours", "gauges": "kept"})))
    assert (len(part.lines), len(part.replies)) == (1, 0)
    assert (len(whole.lines), whole.replies[0].taken) == (0, False)


def test_the_chances_of_a_limit_add_up_to_its_weight() -> None:
    less = {"kind": "demand", "party": "north", "requires": {"notice": "at most 12 hours"}, "firmness": "0"}
    limit = view(interval={"issue": "notice", "limit": "between 20 and 40 hours"}, source={"grade": "B2"})
    lines: list[Line] = [line for line in hearing(heard(less, limit)).lines if line.limit]
    values = [float(line.keeps.reading.hi or 0) for line in lines]
    assert values == sorted(values)
    left, found = 1.0, {}
    for value, line in zip(
        values, lines, strict=True
    ):  # the strictest first: it is the limit while no stricter is true
        found[value] = left * line.weight
        left -= found[value]
    assert abs(sum(found.values()) - 0.85) < 1e-9
    borders = [20, *((one + other) / 2 for one, other in itertools.pairwise(values)), 40]
    for value, (below, above) in zip(values, itertools.pairwise(borders), strict=True):
        assert abs(found[value] - 0.85 * (above - below) / 20) < 1e-9


def test_a_conditional_yes_is_a_yes_to_the_rest_and_no_condition_in_words_alone_counts() -> None:
    put = {"kind": "proposal", "author": "mira", "terms": {"water": "45 percent", "notice": "48 hours"}}
    answer = {"kind": "response", "by": "north", "proposal": "e0", "state": "conditional"}
    named = hearing(heard(put, answer | {"names": ["notice"]}))
    assert [sorted(reply.terms.issues) for reply in named.replies] == [["water"]]
    bare = hearing(heard(put, answer))
    assert (bare.replies, bare.unused[0].why) == ((), "its condition names no term of the text")


def test_only_the_last_answer_to_a_text_counts_and_every_answer_is_kept_as_an_answer() -> None:
    put = {"kind": "proposal", "author": "mira", "terms": {"water": "45 percent"}}
    answers = [{"kind": "response", "by": "north", "proposal": "e0", "state": s} for s in ("rejected", "accepted")]
    found = hearing(heard(put, *answers))
    assert [(reply.entries, reply.taken) for reply in found.replies] == [(("e2",), True)]
    assert [(answered.state, answered.entry) for answered in found.answered] == [("accepted", "e2")]


def test_of_very_many_answers_the_last_count_and_the_others_are_said_not_to() -> None:
    puts = [
        {"id": f"p{n}", "kind": "proposal", "author": "mira", "terms": {"water": f"{30 + n % 30} percent"}}
        for n in range(MOST_REPLIES + 5)
    ]
    answers = [
        {
            "id": f"r{n}",
            "kind": "response",
            "by": "north",
            "proposal": f"p{n}",
            "state": "rejected",
        }
        for n in range(MOST_REPLIES + 5)
    ]
    found = hearing(heard(*puts, *answers))
    assert len(found.replies) == MOST_REPLIES
    assert [one.entry for one in found.unused] == [f"r{n}" for n in range(5)]


# --- what cannot all be so ------------------------------------------------------------------------------------------


def clashes(*views: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """What is said of North and cannot all be so."""
    return [(clash.about, clash.entries) for clash in believe(heard(*views), 0, 60).parties["north"].clashes]


@pytest.mark.parametrize(
    ("views", "about"),
    [
        ([view(ranking=["dams", "water"]), view(ranking=["water", "notice"]), view(ranking=["notice", "dams"])], "order"),
        ([view(issue="dams", preference=["full", "none"]), view(issue="dams", preference=["none", "full"])], "order"),
        (
            [
                view(issue="gauges", preference=["kept", "shared"]),
                view(comparison={"better": {"gauges": "shared"}, "worse": {"gauges": "kept"}}),
            ],
            "order",
        ),
        (
            [
                view(ranking=["gauges", "dams"]),
                view(issue="gauges", preference=["kept", "shared"]),
                view(issue="dams", preference=["full", "staged", "none"]),
                view(comparison={"better": {"gauges": "shared", "dams": "full", "notice": "24 hours"},
                                 "worse": {"gauges": "kept", "dams": "none", "notice": "24 hours"}}),
            ],
            "order",
        ),
        ([view(outside_option="at most 0.2"), view(outside_option="at least 0.4")], "outside option"),
        ([view(would_accept={"dams": "none", "water": "45"}), view(would_refuse={"dams": "not full"})], "would accept"),
        (
            [
                view(would_accept={"water": "55 percent"}),
                view(issue="water", preference=["at most 40", "at least 50"]),
                view(interval={"issue": "water", "limit": "between 40 and 45"}),
            ],
            "would accept",
        ),
        (
            [
                view(ranking=["dams", "water"]),
                {"kind": "demand", "party": "north", "requires": {"dams": "full"}, "strength": "red line"},
                {"kind": "demand", "party": "north", "requires": {"notice": "at least 72 hours"}, "strength": "red line"},
            ],
            "red lines",
        ),
    ],
)  # fmt: skip
def test_what_cannot_all_be_so_is_named_and_no_fewer_of_it(views: list[dict[str, Any]], about: str) -> None:
    ((found, entries),) = clashes(*views)
    assert found == about
    named = [view for n, view in enumerate(views) if f"e{n}" in entries]
    assert len(named) >= 2
    for n in range(len(named)):
        assert clashes(*(named[:n] + named[n + 1 :]), view(ranking=["water", "gauges"])) == []


def test_of_contradictions_the_weightier_is_so_more_often_and_never_both() -> None:
    views = [
        view(issue="gauges", preference=o, source={"grade": g})
        for o, g in ((["kept", "shared"], "A1"), (["shared", "kept"], "C3"))
    ]
    beliefs = believe(heard(*views), 0, 4000)
    start = beliefs.grid.starts[beliefs.grid.issues.index("gauges")]
    worth = beliefs.parties["north"].draws.worth
    kept = (worth[:, start + 1] > worth[:, start]).mean()
    first, second, neither = 0.95 * 0.3, 0.05 * 0.7, 0.05 * 0.3
    assert abs(kept - (first + neither / 2) / (first + second + neither)) < 0.03


def test_a_side_whose_every_package_breaks_a_red_line_is_said_to_have_none_left() -> None:
    lines = [{"kind": "demand", "party": "north", "requires": {"dams": o}, "firmness": "0.9"} for o in ("full", "none")]
    belief = believe(heard(*lines, view(ranking=["dams", "water"])), 0, 2000).parties["north"]
    assert abs(belief.nothing_left - 0.81) < 0.04


@pytest.mark.parametrize(
    ("pairs", "ways"),
    [
        ({(0, 1), (1, 2)}, [(0, 1, 2, -1)]),
        ({(0, 1), (0, 2)}, [(0, 1, 1, -1)]),
        ({(0, 1), (2, 3)}, 6),
        ({(0, 1), (1, 0)}, []),
    ],
)
def test_orders_are_laid_on_levels(pairs: set[tuple[int, int]], ways: Any) -> None:
    found = _levels(frozenset(pairs), 4)
    assert len(found) == ways if isinstance(ways, int) else found == ways


def test_doubtful_orders_hold_as_often_as_they_weigh() -> None:
    rows = _rows([Perhaps(0.8, frozenset([(0, 1)])), Perhaps(0.5, frozenset([(1, 2)]))], 3, 0.0)
    chances = np.diff(rows.until, prepend=0)
    found = {tuple(levels): chance for levels, chance in zip(rows.levels.tolist(), chances, strict=True)}
    assert found == pytest.approx({(0, 1, 2): 0.4, (0, 1, -1): 0.4, (-1, 0, 1): 0.1, (-1, -1, -1): 0.1})
