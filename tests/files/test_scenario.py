"""Scenarios of other programs: read as these read them, told what is lost, and there and back without loss."""

from __future__ import annotations

import itertools
import random
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.bridging import space_of_case
from onetext.files import (
    check_texts,
    folder_text,
    read_genius,
    read_geniusweb,
    read_negmas,
    write_genius,
    write_geniusweb,
    write_negmas,
)
from onetext.files.scenario import Box, Scenario, ScenarioIssue, Side, Worth, case_of, scenario_of
from onetext.model import Case, Line, utility_of
from onetext.solving import Frontier, find_frontier
from tests.program import run

SHARED = Path(__file__).parents[2].parent / "shared" / "scenarios"
READERS = {"genius": read_genius, "geniusweb": read_geniusweb, "negmas": read_negmas}
WRITERS = {"genius": write_genius, "geniusweb": write_geniusweb, "negmas": write_negmas}
NAMES = ("0 kW", "no", "Yes", "25 & more", "<b>", 'say "so"', "כן", "a or b", "1e3", "~", "not x", "5")
DOMAIN = """<negotiation_template><utility_space number_of_issues="2"><objective index="0" name="x">
<issue index="1" name="Colour" type="discrete"><item index="1" value="red"/><item index="2" value="blue"/></issue>
<issue index="2" name="Height" type="integer" etype="integer" vtype="integer" lowerbound="1" upperbound="3"/>
</objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space><objective index="0" name="x">
<issue index="1" name="Colour" type="discrete"><item index="1" value="red" evaluation="4"/><item index="2" value="blue" evaluation="3"/></issue>
<issue index="2" name="Height" type="integer"><evaluator ftype="linear" slope="0.8" offset="-0.2"/></issue>
<weight index="1" value="0.25"/><weight index="2" value="0.75"/></objective>
<reservation value="0.4"/><discount_factor value="0.9"/></utility_space>"""


FLAT = """{"LinearAdditiveUtilitySpace": {"issueWeights": {"a": 1}, "issueUtilities": {"a": {"numberutils":
{"lowValue": 3, "highValue": 3, "lowUtility": 0, "highUtility": 1}}}}}"""


def folder_of(place: Path, **texts: str) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (place / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return place


def made(seed: int, form: str) -> Scenario:
    """A scenario that a form can hold whole."""
    dice = random.Random(seed)

    def number(most: int = 100) -> Decimal:
        return Decimal(dice.randint(0, most)) / 100

    issues: list[ScenarioIssue] = []
    for place in range(dice.randint(1, 4)):
        if form != "geniusweb" and dice.random() < 0.3:
            low = dice.randint(-3, 3)
            issues.append(ScenarioIssue(f"N {place}", (), Decimal(low), Decimal(low + dice.randint(0, 5))))
        else:
            issues.append(ScenarioIssue(f"Issue {place}", tuple(dice.sample(NAMES, dice.randint(1, 4)))))
    sides = []
    boxed = form == "genius" and all(not issue.options for issue in issues)
    for n in range(dice.randint(2, 3)):
        side = Side(f"profile-{n + 1:02}-Side-{n}" if form == "genius" else f"Side {n}")
        if boxed:
            side.out_of, side.most = Decimal(7), Decimal(1)
            for _ in range(dice.randint(1, 3)):
                place = dice.randrange(len(issues))
                side.boxes.append(Box(number(), [(place, Decimal(-1), Decimal(2), dice.random() < 0.7)]))
        for place, issue in enumerate(() if boxed else issues):
            if issue.options:
                worths = {name: Decimal(dice.randint(1, 9)) for name in issue.options}
                out_of = max(worths.values()) if form == "genius" else Decimal(1)
                side.worths[place] = Worth(worths, weight=number(), out_of=out_of)
            elif form == "genius":
                assert issue.lo is not None
                line = Line(number() - number(), number(), issue.lo, Decimal(0), Decimal(1))
                side.worths[place] = Worth(line=line, weight=number())
            else:
                side.worths[place] = Worth(line=Line(number(), number()), weight=number())
        side.reservation = number() if form != "geniusweb" else None
        side.discount = number() if form == "genius" else None
        sides.append(side)
    return Scenario("a scenario", issues, sides)


@pytest.mark.parametrize("form", READERS)
@given(seed=st.integers(0, 10**9))
def test_a_scenario_comes_back_as_the_case_that_was_written(form: str, seed: int) -> None:
    assert comes_back(form, seed)


def comes_back(form: str, seed: int) -> bool:
    """Whether a scenario survives the way through a case folder and another program's form, to the last digit."""
    scenario = made(seed, form)
    case = case_of(scenario)
    texts = folder_text(case)
    if check_texts(texts) != (case, []):
        return False
    written = WRITERS[form](scenario_of(case))
    with tempfile.TemporaryDirectory() as place:
        folder = folder_of(
            Path(place) / "a scenario", **{name.replace(".", "__"): text for name, text in written.items()}
        )
        back = READERS[form](folder)
    return back.problems == [] and worths(case_of(back)) == worths(case)


def worths(case: Case) -> list[Any]:
    """What every package is worth to every side, and the reservation values: the same scenario, whatever its ids."""
    header = case.header
    values = [
        [*issue.options] if issue.options else [Decimal(n) for n in range(int(issue.lo or 0), int(issue.hi or 0) + 1)]
        for issue in header.issues.values()
    ]
    packages = [dict(zip(header.issues, package, strict=True)) for package in itertools.product(*values)]
    named = [[issue.name, *issue.options.values()] for issue in header.issues.values()]
    found: list[Any] = [named]
    for utility in header.utilities.values():
        found.append([utility_of(utility, package, header.issues) for package in packages])
        found.append((header.parties[utility.party].name.split("Side")[-1], utility.reservation, utility.discount))
    return found


def test_genius_divides_by_the_largest_evaluation_and_keeps_lines_within_0_and_1(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "g", domain__xml=DOMAIN, a__xml=PROFILE, b__xml=PROFILE)
    scenario = read_genius(folder)
    assert scenario.problems == []
    header = case_of(scenario).header
    utility = header.utilities["a-utility"]
    package = {"colour": "blue", "height": Decimal(1)}
    assert utility_of(utility, package, header.issues) == Fraction(3, 4) * Fraction(1, 4)
    package = {"colour": "red", "height": Decimal(3)}
    assert utility_of(utility, package, header.issues) == 1
    assert (utility.reservation, utility.discount) == (Decimal("0.4"), Decimal("0.9"))
    assert any("discount factor 0.9" in lost for lost in scenario.lost)


def test_both_ends_of_a_hyper_rectangle_count_and_excludes_is_the_complement(tmp_path: Path) -> None:
    domain = DOMAIN.replace(
        '<issue index="1" name="Colour" type="discrete"><item index="1" value="red"/><item index="2" value="blue"/></issue>',
        "",
    )
    box = """<utility_space type="nonlinear"><objective><utility maxutility="5"><ufun type="PlainUfun" weight="1" aggregation="sum">
    <hyperRectangle utility="4"><INCLUDES index="2" min="1" max="2"/></hyperRectangle>
    <hyperRectangle utility="3"><EXCLUDES index="2" min="1" max="1"/></hyperRectangle></ufun></utility></objective></utility_space>"""
    scenario = read_genius(folder_of(tmp_path / "g", domain__xml=domain, a__xml=box, b__xml=box))
    header = case_of(scenario).header
    utility = header.utilities["a-utility"]
    worth = [utility_of(utility, {"height": Decimal(n)}, header.issues) for n in (1, 2, 3)]
    assert worth == [Fraction(4, 5), Fraction(1), Fraction(3, 5)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<utility_space><objective>", "no sound XML"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><utility_space>&b;</utility_space>', "entities"),
        (PROFILE.replace('"4"', '"NaN"'), "no number that has an end"),
        (PROFILE.replace('"4"', '"1e999"'), "no number that has an end"),
        (PROFILE.replace('slope="0.8"', 'slope="steep"'), "no number"),
        (PROFILE.replace('ftype="linear"', 'ftype="curved"'), "no linear evaluator"),
        ("<a>" * 300, "too deep"),
    ],
)
def test_a_profile_that_is_broken_is_told_with_file_line_and_mend(text: str, word: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "g", domain__xml=DOMAIN, a__xml=text, b__xml=PROFILE)
    found = run("import", "genius", folder, "-o", tmp_path / "case")
    assert found.code == 1
    assert word in found.out
    assert found.out.startswith(f"{folder / 'a.xml'}:")
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize(
    ("form", "texts", "word"),
    [
        ("genius", {}, "no domain"),
        ("genius", {"d__xml": DOMAIN}, "no profile was found"),
        ("genius", {"d__xml": DOMAIN, "a__xml": PROFILE}, "one profile was found"),
        ("genius", {"d__xml": DOMAIN.replace('<item index="1" value="red"/><item index="2" value="blue"/>', "")}, "has no value"),
        ("geniusweb", {"d__json": "{"}, "no sound JSON"),
        ("geniusweb", {"d__json": '{"issuesValues": {"a": {"values": []}}}'}, "has no value"),
        ("geniusweb", {"d__json": '{"issuesValues": {"a": {"values": [NaN]}}}'}, "no sound JSON"),
        ("geniusweb", {"d__json": '{"issuesValues": {"a": {"range": [5, 1, 1]}}}'}, "ends below its start"),
        ("geniusweb", {"d__json": '{"issuesValues": {"a": {"range": [1, 5, 0]}}}'}, "not above 0"),
        ("geniusweb", {"d__json": '{"issuesValues": {"a": {"range": [1, 5, 1]}}}', "p__json": FLAT}, "not above its lowValue"),
        ("negmas", {"d__yml": "issues: ["}, "no sound YAML"),
        ("negmas", {"d__yml": "a: &a [1]\nb: *a\n"}, "an alias"),
        ("negmas", {"d__yml": "issues: [{name: a, type: ContinuousIssue, values: [0, 1]}]"}, "continuous"),
    ],
)  # fmt: skip
def test_a_folder_that_is_no_scenario_is_told_in_clear_words(
    form: str, texts: dict[str, str], word: str, tmp_path: Path
) -> None:
    found = run("import", form, folder_of(tmp_path / "x", **texts), "-o", tmp_path / "case")
    assert found.code == 1
    assert word in found.out


def frontier_of(folder: Path, form: str) -> tuple[Frontier, list[Any]]:
    scenario = READERS[form](folder)
    assert scenario.problems == []
    header = case_of(scenario).header
    space = space_of_case(header, {utility.party: utility for utility in header.utilities.values()})
    return find_frontier(space.tables, space.factors, space.caps, space.names), list(space.tables)


needs_scenarios = pytest.mark.skipif(not SHARED.exists(), reason="the scenarios lie beside the project, not in it")
ADDITIVE = sorted(
    (form, path.name)
    for form in ("genius", "geniusweb")
    for path in ((SHARED / form).iterdir() if SHARED.exists() else ())
    if not path.name.startswith("S-1")
)


@needs_scenarios
@pytest.mark.parametrize(("form", "name"), ADDITIVE)
def test_the_frontier_of_every_additive_scenario_is_that_of_trying_all_packages(form: str, name: str) -> None:
    assert is_as_tried(form, name)


def is_as_tried(form: str, name: str) -> bool:
    """Whether the frontier of a scenario is that of trying all its packages, in floats."""
    frontier, tables = frontier_of(SHARED / form / name, form)
    mine = np.array([[float(value) for value in frontier.utility(n)] for n in range(len(frontier))])
    truth = tried(tables)
    return mine.shape == truth.shape and np.allclose(mine, truth, atol=1e-9)


def tried(tables: list[Any]) -> Any:
    """Every package's payoff in floats, rounded, and of these the ones that no other dominates, one by one."""
    payoffs = np.zeros((1, len(tables[0][0])))
    for table in tables:
        options = np.array([[float(value) for value in row] for row in table])
        payoffs = (payoffs[:, None] + options[None]).reshape(-1, payoffs.shape[1])
    payoffs = np.unique(np.round(payoffs, 12), axis=0)[::-1]
    payoffs = payoffs[np.argsort(-payoffs.sum(axis=1), kind="stable")]
    kept = np.zeros((0, payoffs.shape[1]))
    while len(payoffs):
        kept = np.vstack((kept, payoffs[:1]))  # the greatest sum left is dominated by nothing left
        payoffs = payoffs[(payoffs > payoffs[0]).any(axis=1)]
    return kept[np.lexsort(-kept.T[::-1])]


@needs_scenarios
@pytest.mark.parametrize(("name", "size"), [("S-1NIKFRT-1", 4), ("S-1NIKFRT-2", 16)])
def test_the_true_frontier_of_hyper_rectangles_is_found_and_proved(name: str, size: int) -> None:
    frontier, _ = frontier_of(SHARED / "genius" / name, "genius")
    assert (len(frontier), frontier.verdict.state) == (size, "proved")
