"""The slate and the next questions from end to end: what page and JSON say, for whom, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from onetext.model import Case, project
from tests.cast import case, entry
from tests.program import Outcome, run, save

EXAMPLES = Path(__file__).parents[2] / "examples"
REAL = ("cairo-2024", "paris-draft-2024", "truce-2023")
ISSUES: dict[str, Any] = {
    "crossing": {
        "name": "The crossing",
        "options": {"open": "open", "market-days": "on market days", "closed": "closed"},
    },
    "truce": {"name": "Truce", "kind": "duration", "unit": "days", "lo": "0", "hi": "60", "step": "20"},
    "captives": {"name": "Captives set free", "kind": "number", "unit": "people", "lo": "0", "hi": "50", "step": "10"},
}
VIEWS: tuple[dict[str, Any], ...] = (
    {"party": "north", "issue": "crossing", "preference": ["open", "market-days", "closed"]},
    {"party": "south", "issue": "crossing", "preference": ["closed", "market-days", "open"]},
    {"party": "north", "ranking": ["crossing", "captives", "truce"]},
    {"party": "south", "ranking": ["truce", "captives", "crossing"]},
    {"party": "south", "would_accept": {"crossing": "market-days", "truce": "at least 40 days"}},
)
FEW = ("--samples", "300", "--quick")


def talks(*more: Any, **changes: Any) -> Case:
    """A small case in which something is assessed of both sides."""
    views = [entry(f"view-{n}", "assessment", **view) for n, view in enumerate(VIEWS)]
    put = entry("text", "proposal", author="mira", title="First text", to=["north", "south"],
                terms={"crossing": "closed", "truce": "60 days", "captives": "10"}, audience="all")  # fmt: skip
    said = entry("no", "response", by="nadia", proposal="text", state="rejected")
    study = entry("study", "response", by="sami", proposal="text", state="under study")
    return case(*views, put, said, study, *more, issues=ISSUES, **changes)


def bridge(folder: Path, *options: object) -> dict[str, Any]:
    outcome = run("bridge", folder, "--json", *FEW, *options)
    assert (outcome.code, outcome.err) == (0, "")
    found: dict[str, Any] = json.loads(outcome.out)["result"]
    return found


def refused(outcome: Outcome) -> str:
    assert (outcome.code, outcome.out) == (2, "")
    return outcome.err


def test_the_slate_has_the_stated_shape(tmp_path: Path) -> None:
    result = bridge(save(talks(), tmp_path / "case"))
    assert len(result["packages"]) == 5
    for package in result["packages"]:
        assert {"terms", "accept", "joint", "demands", "verdict"} <= package.keys()
        assert package["terms"].keys() == ISSUES.keys()
        for chance in (*package["accept"].values(), package["joint"]):
            assert {"p", "sampling_error", "prior_only", "range", "answered"} <= chance.keys()
            lo, hi = map(float, chance["range"])
            assert lo <= float(chance["p"]) <= hi
    assert result["slate"]["on_table"]["answers"] == {"north": "rejected", "south": "under study"}
    assert all(
        set(view) <= {f"view-{n}" for n in range(5)} | {"no", "study", "text"}
        for view in result["slate"]["rests_on"].values()
    )


def test_what_was_refused_is_not_put_again_and_reads_as_refused(tmp_path: Path) -> None:
    folder = save(talks(), tmp_path / "case")
    result = bridge(folder)
    assert {"crossing": "closed", "truce": "60", "captives": "10"} not in [one["terms"] for one in result["packages"]]
    page = run("bridge", folder, *FEW).out
    table = page[page.index("The text on the table") :]
    assert "North  rejected" in table
    assert re.search(r"under study \[\d+\]; about", " ".join(table.split()))


def test_assessments_are_left_out_in_turn_and_ranges_only_grow(tmp_path: Path) -> None:
    folder = save(talks(), tmp_path / "case")
    quick = bridge(folder)
    outcome = run("bridge", folder, "--json", "--samples", "300")
    full = json.loads(outcome.out)["result"]
    assert (quick["slate"]["left_out"], full["slate"]["left_out"]) == (0, full["slate"]["assessments"])
    for one, two in zip(quick["packages"], full["packages"], strict=True):
        assert one["terms"] == two["terms"]
        assert float(two["joint"]["range"][0]) <= float(one["joint"]["range"][0])
        assert float(one["joint"]["range"][1]) <= float(two["joint"]["range"][1])


@pytest.mark.parametrize("name", REAL)
def test_a_real_case_has_no_beliefs_and_no_figure_of_them(name: str) -> None:
    result = bridge(EXAMPLES / name)
    assert (result["packages"], result["slate"]["missing"]) == ([], "nothing assessed")
    assert result["slate"]["ceiling"] is None
    assert "in 100" not in run("bridge", EXAMPLES / name).out
    asked = run("ask", EXAMPLES / name)
    assert "no assessment of a side can be seen" in asked.out
    assert "in 100" not in asked.out


def test_a_party_that_sees_no_assessment_gets_no_chance(tmp_path: Path) -> None:
    folder = save(talks(), tmp_path / "case")
    for verb in ("bridge", "ask"):
        assert "in 100" not in run(verb, folder, "--for", "north").out


def test_a_fixed_term_stands_in_every_package(tmp_path: Path) -> None:
    result = bridge(save(talks(), tmp_path / "case"), "--fix", "crossing=open", "--fix", "truce=at least 40 days")
    for package in result["packages"]:
        assert package["terms"]["crossing"] == "open"
        assert int(package["terms"]["truce"]) >= 40


def test_a_rival_reading_of_a_side_is_taken_alone_by_its_name(tmp_path: Path) -> None:
    wants = {"hawks": ["60 days", "0 days"], "doves": ["0 days", "60 days"]}
    views = [
        entry(name, "assessment", party="north", issue="truce", preference=order, scenario=name)
        for name, order in wants.items()
    ]
    folder = save(talks(*views), tmp_path / "case")
    alone = {name: bridge(folder, "--scenario", f"north={name}") for name in wants}
    for name, result in alone.items():
        assert result["slate"]["scenario"] == {"north": name}
        assert wants.keys() & {*result["slate"]["rests_on"]["north"]} == {name}
    assert alone["hawks"]["packages"] != alone["doves"]["packages"]
    assert bridge(folder)["slate"]["scenario"] == {}
    for verb in ("believe", "ask"):
        found = run(verb, folder, "--samples", "300", "--json", "--scenario", "north=doves")
        assert json.loads(found.out)["result"]["scenario"] == {"north": "doves"}
    assert "north=doves, north=hawks" in refused(run("ask", folder, "--scenario", "south=doves"))


def test_what_all_have_accepted_is_no_chance(tmp_path: Path) -> None:
    terms = {"crossing": "market-days", "truce": "40 days", "captives": "20"}
    put = entry("both", "proposal", author="mira", terms=terms)
    said = [entry(f"{who}-yes", "response", by=who, proposal="both", state="accepted") for who in ("nadia", "sami")]
    result = bridge(save(talks(put, *said), tmp_path / "case"))
    best = result["packages"][0]
    assert best["terms"] == {"crossing": "market-days", "truce": "40", "captives": "20"}
    assert (best["joint"]["answered"], best["joint"]["p"]) == ("accepted", "1.00")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--fix", "crossing"), "fixes no issue"),
        (("--fix", "bridge=open"), "fixes no issue"),
        (("--fix", "crossing=ajar"), "no option"),
        (("--fix", "truce=70 days"), "no package that is looked at"),
        (("--assume", "nobody=accepted"), "no answer that is recorded"),
        (("--assume", "no=perhaps"), "no state"),
        (("--assume", "nowhere.yaml"), "cannot be read"),
        (("--packages", "0"), "shows nothing"),
        (("--differ", "0"), "are the same"),
        (("--samples", "3"), "too few"),
        (("--differ", "9"), "cannot differ in 9"),
        (("--fix", "crossing=open", "--fix", "crossing=closed"), "fixed twice"),
        (("--scenario", "north=doves"), "no side has rival readings"),
        (("--seed", "-1"), "negative"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_how_to_ask(options: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert told in refused(run("bridge", save(talks(), tmp_path / "case"), "--quick", *options))


def test_what_is_assumed_counts_and_is_written_nowhere(tmp_path: Path) -> None:
    folder = save(talks(), tmp_path / "case")
    before = {path.name: path.read_text() for path in folder.iterdir()}
    supposed = tmp_path / "yes.yaml"
    supposed.write_text("- {id: yes-now, kind: response, by: nadia, proposal: text, state: accepted}\n")
    table = bridge(folder, "--assume", supposed)["slate"]
    assert table["assumed"] == ["yes-now"]
    assert table["on_table"]["package"]["accept"]["north"]["answered"] == "accepted"
    again = bridge(folder, "--assume", "study=rejected")["slate"]["on_table"]
    assert again["answers"]["south"] == "rejected"
    assert {path.name: path.read_text() for path in folder.iterdir()} == before


def test_every_fault_of_what_is_assumed_is_told_with_its_line(tmp_path: Path) -> None:
    supposed = tmp_path / "yes.yaml"
    supposed.write_text(
        "- {id: a, kind: response, by: nobody, proposal: text, state: accepted}\n- {id: b, kind: whim}\n"
    )
    told = refused(run("bridge", save(talks(), tmp_path / "case"), "--assume", supposed))
    assert f"{supposed}:1:" in told
    assert f"{supposed}:2:" in told


def test_after_a_yes_from_all_the_page_looks_for_what_is_better_for_all(tmp_path: Path) -> None:
    taken = {"id": "yes", "kind": "response", "by": "nadia", "proposal": "text", "state": "accepted"}
    supposed = tmp_path / "yes.yaml"
    supposed.write_text(json.dumps([taken]))
    found = bridge(save(talks(), tmp_path / "case"), "--assume", supposed, "--assume", "study=accepted")
    assert found["slate"]["accepted"] == "text"
    for better in found["slate"]["improvements"]:
        assert all(float(chance["p"]) > 0.5 for chance in better["prefers"].values())


def test_questions_have_the_stated_shape_and_what_each_answer_would_change(tmp_path: Path) -> None:
    found = run("ask", save(talks(), tmp_path / "case"), "--json", "--samples", "300")
    assert (found.code, found.err) == (0, "")
    result = json.loads(found.out)["result"]
    assert result["questions"]
    for one in result["questions"]:
        assert {"to", "words", "kind", "about", "worth", "error", "rests_on_confidences"} <= one.keys()
        assert one["to"] in ("north", "south", "all")
        assert float(one["worth"]) > 2 * float(one["error"]) * 0.94
        assert one["rests_on_confidences"] == bool(one["confidences"])
        assert one["answers"]
    page = run("ask", tmp_path / "case", "--samples", "300").out
    assert "Before use" in page


def test_a_clean_list_rests_only_on_what_the_party_may_know(tmp_path: Path) -> None:
    shared = [entry(f"open-{n}", "assessment", audience=["mediators", "north"], **view) for n, view in enumerate(VIEWS)]
    held = talks(*shared)
    folder = save(held, tmp_path / "case")
    result = json.loads(run("ask", folder, "--json", "--samples", "300", "--clean", "north").out)["result"]
    assert result["clean"] == "north"
    assert result["questions"]
    assert all(one["confidences"] == [] for one in result["questions"])
    known = {one.id for one in project(held, "north").entries}
    assert {name for rests in result["rests_on"].values() for name in rests} <= known
    assert "no party" in refused(run("ask", folder, "--clean", "nobody"))
    assert "for mediators" in refused(run("ask", folder, "--clean", "north", "--for", "south"))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = save(talks(), tmp_path / "case")
    for verb in ("bridge", "ask"):
        one, two, other = (run(verb, folder, "--samples", "200", "--seed", seed).out for seed in (1, 1, 2))
        assert one == two != other


@pytest.mark.parametrize("form", ["svg", "html"])
def test_the_slate_and_the_path_of_past_proposals_are_drawn(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"slate.{form}"
    outcome = run("bridge", save(talks(), tmp_path / "case"), *FEW, "--chart", file)
    assert (outcome.code, outcome.err) == (0, "")
    content = file.read_text()
    assert "Package 1" in content
    assert "First text" in content


def test_the_page_is_written_as_a_file(tmp_path: Path) -> None:
    folder = save(talks(), tmp_path / "case")
    for verb in ("bridge", "ask"):
        assert run(verb, folder, "--samples", "200", "--html", tmp_path / f"{verb}.html").code == 0
        assert "not for the parties" in (tmp_path / f"{verb}.html").read_text()
