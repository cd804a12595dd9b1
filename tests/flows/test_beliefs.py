"""Beliefs from end to end: what the page and JSON say, for whom, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onetext.reporting import result_schemas
from tests.program import run

EXAMPLES = Path(__file__).parents[2] / "examples"
RIVER = EXAMPLES / "river"
REAL = ("cairo-2024", "truce-2023", "paris-draft-2024")
QUICK = ("--samples", "200")


@pytest.fixture(scope="module")
def river() -> dict[str, Any]:
    """The river's beliefs as data, since the answers to the first package."""
    found = run("believe", RIVER, "--json", "--since", "2024-03-09", "--samples", "400")
    assert (found.code, found.err) == (0, "")
    envelope: dict[str, Any] = json.loads(found.out)
    return envelope


def test_the_data_are_as_their_schema_says(river: dict[str, Any]) -> None:
    jsonschema.validate(river, result_schemas()["believe"])


def test_the_river_shows_every_sort_of_belief_and_as_much_of_either_side(river: dict[str, Any]) -> None:
    parties = river["result"]["parties"]
    for party in parties.values():
        assert all(party[part] for part in ("scenarios", "clashes", "limits", "bodies"))
        assert party["outside_option"]["rests_on"]
        assert any(weight["assumption"] for weight in party["weights"].values())
        assert any(not weight["assumption"] for weight in party["weights"].values())
        assert party["effective_samples"] >= 100
    assert len(parties["north"]["clashes"]) == len(parties["south"]["clashes"])
    assert river["result"]["events"] == {"second-dry-summer": "0.40"}


def test_weights_are_shares_of_the_whole_and_lie_in_their_intervals(river: dict[str, Any]) -> None:
    for party in river["result"]["parties"].values():
        weights = party["weights"].values()
        assert abs(sum(float(weight["mean"]) for weight in weights) - 1) < 0.01 * len(weights)
        assert all(float(w["interval"][0]) <= float(w["mean"]) <= float(w["interval"][1]) for w in weights)


def test_every_figure_rests_on_entries_that_the_envelope_names(river: dict[str, Any]) -> None:
    for party in river["result"]["parties"].values():
        parts = [*party["weights"].values(), *party["directions"].values(), *party["limits"], party["outside_option"]]
        assert (
            {entry for part in parts for entry in part["rests_on"]} <= set(party["rests_on"]) <= set(river["rests_on"])
        )


def test_what_sides_want_less_and_more_of_is_what_they_say(river: dict[str, Any]) -> None:
    parties = river["result"]["parties"]
    assert [parties[party]["directions"]["water-share"]["direction"] for party in ("north", "south")] == [
        "less",
        "more",
    ]
    assert "north-weights-otherwise" in json.dumps(parties["north"]["changes"])


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_of_real_parties_nothing_is_believed_and_no_figure_shown(name: str, options: tuple[str, ...]) -> None:
    found = run("believe", EXAMPLES / name, *QUICK, *options)
    assert found.code == 0
    if options:
        assert json.loads(found.out)["result"] == {
            "parties": {}, "silent": "nothing assessed", "events": {}, "assumed": [], "since": None, "scenario": {}
        }  # fmt: skip
    else:
        assert "Nothing but assumptions yet" in found.out
        assert "%" not in found.out


@pytest.mark.parametrize("party", ["north", "south"])
def test_a_side_is_shown_no_belief(party: str) -> None:
    assert json.loads(run("believe", RIVER, "--json", "--for", party, *QUICK).out)["result"]["parties"] == {}


def test_the_page_names_what_contradicts_what_and_what_is_only_assumption() -> None:
    page = run("believe", RIVER, *QUICK).out
    assert "⊘ Contradiction" in page
    assert "○ assumption" in page
    assert "Rival reading" in page


def test_the_printed_page_draws_the_weights(tmp_path: Path) -> None:
    found = run("believe", RIVER, *QUICK, "--html", tmp_path / "page.html")
    assert found.code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<figure") == 2
    assert "percent of the weight of all issues" in page


@pytest.mark.parametrize(("samples", "said"), [("9", "too few"), ("90000", "too many")])
def test_too_few_and_too_many_samples_are_refused(samples: str, said: str) -> None:
    found = run("believe", RIVER, "--samples", samples)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_the_same_seed_gives_the_same_page_and_another_gives_another() -> None:
    one, same, other = (run("believe", RIVER, *QUICK, "--seed", seed).out for seed in ("1", "1", "2"))
    assert one == same != other
