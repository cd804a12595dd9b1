"""Every verb against the four of the cast: what each gets of it. A verb without a row fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings

from onetext.errors import UnknownViewer
from onetext.files import folder_text
from onetext.model import Case, project
from onetext.record import create_record
from tests.cast import MIRA, NADIA, ORIOL, SAMI, case, entry
from tests.program import Outcome, all_commands, run, save
from tests.strategies import cases

OWN: Final = "its own projection"
REFUSED: Final = "refused, in words that say nothing of the case"
SAME: Final = "the same for everybody"
KEEPER: Final = "for who keeps the record, and holds the root that opens it"

ROWS: Final[dict[str, dict[str, str]]] = {
    "demo": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "new": {MIRA: SAME, NADIA: SAME, SAMI: SAME, ORIOL: SAME},
    "divide": {MIRA: SAME, NADIA: SAME, SAMI: SAME, ORIOL: SAME},
    "import genius": {MIRA: SAME, NADIA: SAME, SAMI: SAME, ORIOL: SAME},
    "import geniusweb": {MIRA: SAME, NADIA: SAME, SAMI: SAME, ORIOL: SAME},
    "import negmas": {MIRA: SAME, NADIA: SAME, SAMI: SAME, ORIOL: SAME},
    "check": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "brief": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "brief --html out.html": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "brief --meeting north": {MIRA: OWN, NADIA: REFUSED, SAMI: REFUSED, ORIOL: REFUSED},
    "count": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "stick": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "believe": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "bridge": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "ask": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "ask --clean north": {MIRA: OWN, NADIA: OWN, SAMI: REFUSED, ORIOL: REFUSED},
    "monitor": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "agree": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "export": {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "verify": {MIRA: REFUSED, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "record verify": {MIRA: REFUSED, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    "record head": {MIRA: REFUSED, NADIA: OWN, SAMI: OWN, ORIOL: REFUSED},
    **{
        name: dict.fromkeys((MIRA, NADIA, SAMI, ORIOL), KEEPER)
        for name in (
            "import folder",
            "backup",
            "restore",
            "release",
            "serve",
            "record init",
            "record recovery",
            "record recover",
            "record lock",
            "record erase",
            "record attach",
            "record files",
            "record fetch",
        )
    },
}
IN_A_RECORD: Final = ("verify", "record verify", "record head")
"""Verbs that read a record and no folder."""
SIDES: Final = {MIRA: "mira", NADIA: "north", SAMI: "south"}
TOLD: Final = {MIRA: "ALPHA", NADIA: "BRAVO", SAMI: "CHARLIE"}
"""A word that only this one of the cast may see."""


def told() -> Case:
    """A case in which each of the cast has been told its own word."""

    def own(who: str) -> str:
        return "shuttle" if who == MIRA else SIDES[who]

    deal = {"parties": ["north", "south"], "obligations": {"open": {"by": "north", "does": "open the gate"}}}
    templates = {
        f"{who}-way": {"name": f"The {word} way", "audience": own(who), "agreement": deal} for who, word in TOLD.items()
    }
    said = [entry(f"{who}-word", "event", what=f"{word} is near", audience=own(who)) for who, word in TOLD.items()]
    deals = [
        entry(f"{who}-deal", "agreement", title=f"The {word} deal", audience=own(who), **deal)
        for who, word in TOLD.items()
    ]
    terms = {"truce": "40 days"}
    puts = [
        entry(f"{who}-package", "proposal", author="mira", title=f"The {word} package", terms=terms, audience=own(who))
        for who, word in TOLD.items()
    ]
    return case(*said, *deals, *puts, templates=templates)


@pytest.fixture(autouse=True)
def roots(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own for the roots of records."""
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path_factory.mktemp("roots")))


def recorded(folder: Path) -> Path:
    """A folder as a record, beside it."""
    place = folder.with_suffix(".record")
    if not place.exists():
        with create_record(place):
            pass
        assert run("import", folder, "--record", place).code == 0
    return place


def ask(row: str, viewer: str, folder: Path) -> Outcome:
    """Run the verb of a row for a viewer."""
    if row in IN_A_RECORD:
        return run(*row.split(), *(["--record"] if row == "verify" else []), recorded(folder), "--for", viewer)
    verb, *options = row.split()
    place = {"demo": ["river"], "export": [folder, folder.parent / f"out-{viewer}"]}.get(verb, [folder])
    options = [str(folder.parent / f"out-{viewer}" / word) if word == "out.html" else word for word in options]
    if "--html" in options:
        (folder.parent / f"out-{viewer}").mkdir(exist_ok=True)
    return run(verb, *place, *options, "--for", viewer)


def test_every_verb_has_a_row_for_each_of_the_cast() -> None:
    assert {row for row in ROWS if "--" not in row} == set(all_commands())
    assert all(row.keys() == {MIRA, NADIA, SAMI, ORIOL} for row in ROWS.values())


def test_the_verbs_that_are_the_same_for_everybody_take_no_viewer() -> None:
    for name, command in all_commands().items():
        takes_viewer = any("--for" in parameter.opts for parameter in command.params)
        assert takes_viewer == ({SAME, KEEPER}.isdisjoint(ROWS[name].values()))


@pytest.mark.parametrize(
    ("row", "viewer"), [(row, who) for row, gets in ROWS.items() for who, what in gets.items() if what == OWN]
)
def test_who_gets_its_own_projection_gets_its_word_and_nobody_elses(row: str, viewer: str, tmp_path: Path) -> None:
    found = ask(row, viewer, save(told(), tmp_path / "case"))
    assert (found.code, found.err) == (0, "")
    written = found.out + "".join(path.read_text() for path in tmp_path.glob("out-*/*"))
    if row.split()[0] in ("brief", "export", "monitor", "agree"):
        assert TOLD[viewer] in written
    assert [word for who, word in TOLD.items() if who != viewer and word in written] == []


@pytest.mark.parametrize("viewer", [MIRA, NADIA, SAMI])
def test_an_export_is_the_projection_of_its_viewer(viewer: str, tmp_path: Path) -> None:
    ask("export", viewer, save(told(), tmp_path / "case"))
    written = {path.name: path.read_text() for path in (tmp_path / f"out-{viewer}").iterdir()}
    assert written == folder_text(project(told(), viewer))


@pytest.mark.parametrize("row", [row for row, gets in ROWS.items() if gets[ORIOL] == REFUSED])
@settings(max_examples=settings().max_examples // 4)
@given(generated=cases())
def test_oriol_gets_the_same_refusal_whatever_the_case_holds(
    row: str, generated: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("outside")
    found = ask(row, ORIOL, save(generated, place / "case"))
    refusal = UnknownViewer(ORIOL)
    assert found == Outcome(2, "", f"onetext: {refusal}; {refusal.advice}\n")
    assert not list(place.glob("out-*/*"))


@pytest.mark.parametrize("row", ["check", "brief", "count", "stick", "bridge", "ask", "export"])
def test_oriol_gets_the_same_refusal_from_a_case_that_is_broken(row: str, tmp_path: Path) -> None:
    folder = save(told(), tmp_path / "case")
    sound = ask(row, ORIOL, folder)
    (folder / "more.yaml").write_text("- {id: x, kind: nothing}\n")
    assert ask(row, ORIOL, folder) == sound


@pytest.mark.parametrize(
    ("row", "viewer"),
    [(row, who) for row, gets in ROWS.items() for who, what in gets.items() if what == REFUSED and who != ORIOL],
)
def test_who_is_refused_learns_nothing_from_it(row: str, viewer: str, tmp_path: Path) -> None:
    full, empty = (ask(row, viewer, save(held, tmp_path / name)) for name, held in (("full", told()), ("bare", case())))
    assert full == empty
    assert (full.code, full.out) == (2, "")


@pytest.mark.parametrize("viewer", ["north", "south", "mira"])
def test_the_envelope_says_for_whom_it_is_and_rests_on_what_its_viewer_sees(viewer: str, tmp_path: Path) -> None:
    envelope = json.loads(run("brief", save(told(), tmp_path / "case"), "--json", "--for", viewer).out)
    assert viewer in json.dumps(envelope)
    seen = project(told(), viewer)
    assert seen.fingerprint in json.dumps(envelope)
    assert told().fingerprint not in json.dumps(envelope)
