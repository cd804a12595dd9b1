"""Bridges from end to end: what the page and JSON say, for whom, and what is refused."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.bridging import find_bridges
from onetext.model import Case, Header, Utility, make, situation_of
from onetext.model.bridges import Bridges
from tests.laws.test_equal_treatment import permuted
from tests.program import run, save

RIVER = Path(__file__).parents[2] / "examples" / "river"
VALUES = {
    "north": {"water": {"line": {"slope": "-0.1", "from": "7"}}, "post": {"options": {"joint": "0.3", "own": "0.5"}}},
    "south": {"water": {"line": {"slope": "0.1", "from": "3"}}, "post": {"options": {"joint": "0.4", "own": "0"}}},
}


def river(**changes: Any) -> Case:
    """A small case with utilities that everybody may see."""
    plain: dict[str, Any] = {
        "title": "River",
        "audience": "all",
        "parties": {"north": "North", "south": "South"},
        "issues": {
            "water": {"name": "Water", "kind": "number", "lo": "3", "hi": "7", "step": "1"},
            "post": {"name": "The post", "options": {"joint": "joint", "own": "each its own"}},
            "start": {"name": "The first day", "kind": "date"},
        },
        "utilities": {f"of-{party}": {"party": party, "values": values} for party, values in VALUES.items()},
    }
    return Case(make(Header, **plain | changes))


def bridges(case: Case) -> Bridges:
    return find_bridges(situation_of(case))


def test_a_constraint_is_kept_by_every_package_and_an_issue_that_nobody_values_is_left_open() -> None:
    wet = {"wet": {"holds": {"if": {"water": "at least 5"}, "then": {"post": "joint"}}}}
    found = bridges(river(constraints=wet))
    assert found.packages_total == 10
    assert all(bridge.terms.keys() == {"water", "post"} for bridge in found.packages)
    assert all(bridge.terms["post"] == "joint" for bridge in found.packages if bridge.terms["water"] >= 5)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"utilities": {}}, "utilities missing"),
        ({"parties": {"north": "North"}, "utilities": {"n": {"party": "north", "values": VALUES["north"]}}}, "utilities missing"),
        ({"constraints": {"no": {"holds": {"water": "at least 9"}}}}, "nothing feasible"),
        ({"utilities": {f"of-{p}": {"party": p, "values": v, "reservation": "9"} for p, v in VALUES.items()}}, "nothing rational"),
        ({"utilities": {f"of-{p}": {"party": p, "values": {"start": {"line": {"slope": "1"}}}} for p in VALUES}}, "values without end"),
    ],
)  # fmt: skip
def test_where_there_is_no_solution_it_is_said_why(changes: dict[str, Any], why: str, tmp_path: Path) -> None:
    case = river(**changes)
    assert bridges(case).why == why
    shown = run("bridge", save(case, tmp_path / "case"))
    assert (shown.code, shown.err) == (0, "")
    result = json.loads(run("bridge", tmp_path / "case", "--json").out)["result"]
    assert set(result["solutions"].values()) == {None}
    assert result["feasible"] == (why == "nothing rational")


@given(st.integers(0, 10**6))
def test_the_order_of_the_header_changes_no_payoff_count_or_package(seed: int) -> None:
    dice = random.Random(seed)
    values = {
        party: {
            "water": {"options": {str(n): str(dice.randint(0, 4)) for n in range(3, 8)}},
            "post": {"options": {name: str(dice.randint(0, 4)) for name in ("joint", "own")}},
        }
        for party in VALUES
    }
    case = river(utilities={f"of-{party}": {"party": party, "values": held} for party, held in values.items()})

    def told(found: Bridges) -> Any:
        assert found.solutions is not None
        shown = {concept: one and (dict(one.bridge.terms), one.ties) for concept, one in found.solutions.items()}
        return shown, {
            frozenset(bridge.utility.items()): (dict(bridge.terms), bridge.ties) for bridge in found.packages
        }

    assert told(bridges(case)) == told(bridges(permuted(case, seed)))


def test_the_last_of_several_utilities_of_a_party_is_taken_and_the_page_says_so(tmp_path: Path) -> None:
    utilities = {"first": {"party": "north", "values": VALUES["south"]}, "of-north": {"party": "north", "values": VALUES["north"]},
                 "of-south": {"party": "south", "values": VALUES["south"]}}  # fmt: skip
    case = river(utilities=utilities)
    assert bridges(case).packages == bridges(river()).packages
    assert "the last is taken" in run("bridge", save(case, tmp_path / "case")).out


def test_the_river_is_bridged_for_the_mediators_and_no_party_learns_what_packages_are_worth() -> None:
    result = json.loads(run("bridge", RIVER, "--json", "--quick", "--samples", "200").out)["result"]
    assert set(result) == {"packages", "solutions", "frontier", "packages_total", "feasible", "slate"}
    assert result["frontier"]["verdict"] == "proved"
    valued = [package for package in result["packages"] if "utility" in package]
    assert result["frontier"]["size"] == len(valued) == len(result["frontier"]["points"])
    for party in ("north", "south"):
        hidden = json.loads(run("bridge", RIVER, "--json", "--for", party).out)["result"]
        assert (hidden["frontier"]["parties"], hidden["packages"]) == ([], [])


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_a_chart_is_written_in_each_form_and_fetches_nothing(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"frontier.{form}"
    assert run("bridge", save(river(), tmp_path / "case"), "--chart", file).code == 0
    content = file.read_bytes()
    assert content[:60].lstrip().startswith({"svg": b"<svg", "png": b"\x89PNG", "html": b"<!DOCTYPE html"}[form])
    if form == "html":
        assert b"<table" in content
        assert b'src="http' not in content


def test_a_file_of_no_form_of_chart_is_refused(tmp_path: Path) -> None:
    found = run("bridge", save(river(), tmp_path / "case"), "--chart", tmp_path / "frontier.txt")
    assert (found.code, "html, svg, png" in found.err) == (2, True)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"post": {"options": {"joint": "1"}}}, "it is not said what 'own' is worth"),
        ({"post": {"options": {"joint": "1", "own": "0", "opne": "1"}}}, "'opne' is no value"),
        ({"water": {"weight": "1"}}, "needs 'options' or a 'line'"),
        ({"post": {"line": {"slope": "1"}}}, "is a choice and has no line"),
        ({"water": {"line": {"slope": "1"}, "out_of": "0"}}, "cannot be divided by nothing"),
        ({"water": {"line": {"slope": "NaN"}}}, "no number"),
    ],
)
def test_a_utility_that_cannot_stand_is_told_with_its_line(values: dict[str, Any], word: str, tmp_path: Path) -> None:
    folder = save(river(), tmp_path / "case")
    text = (folder / "case.yaml").read_text() + f"  broken: {{party: north, values: {json.dumps(values)}}}\n"
    (folder / "case.yaml").write_text(text)
    found = run("check", folder)
    assert found.code == 1
    assert word in found.out
    assert all(f"case.yaml:{text.count(chr(10))}:" in line for line in found.out.splitlines())


def test_a_utility_falls_whole_where_one_of_its_issues_is_hidden() -> None:
    assert isinstance(river().header.utilities["of-north"], Utility)
    from onetext.model import project

    hidden = {**{name: {"name": name, "kind": "number", "lo": "3", "hi": "7"} for name in ("water",)},
              "post": {"name": "The post", "options": {"joint": "joint", "own": "own"}, "audience": "mediators"}}  # fmt: skip
    seen = project(river(issues=hidden, utilities={"of-north": {"party": "north", "values": VALUES["north"]}}), "north")
    assert not seen.header.utilities
