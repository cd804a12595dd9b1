"""A folder and its record in step: what is added in the browser reaches the folder, and no hand edit is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onetext.actions import Workspace, check_folder, keep, open_workspace
from tests.browsing import Browser
from tests.filling import fill, read_form

HEADER = """# Kept by hand.
title: River
audience: all
parties: {north: North, south: South}
mediators: {mira: Mira}
people: {nadia: {name: Nadia, speaks_for: north}}
issues: {truce: {name: Truce, kind: duration, unit: days}}
"""
ENTRIES = """# The first word.
- id: first
  kind: statement
  said: 2024-03-04
  speaker: nadia
  words: not yet   # as she said it
- id: second
  kind: event
  said: 2024-03-05
  what: rain
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    made = tmp_path / "talks"
    made.mkdir()
    (made / "case.yaml").write_text(HEADER)
    (made / "said.yaml").write_text(ENTRIES)
    return made


def opened(folder: Path) -> Iterator[Browser]:
    workspace, _ = open_workspace(folder)
    yield Browser(workspace)
    workspace.close()


def add(browser: Browser, what: str) -> None:
    assert fill(browser, "/mediators/add/event", what=what, said="9 April 2024").status == 303


def write(browser: Browser) -> str:
    token = browser.token("/mediators/folder")
    return browser.post("/mediators/folder", {"csrfmiddlewaretoken": token}).text


def whats(workspace: Workspace) -> list[str]:
    return [one.body.what for one in workspace.view("mediators").situation.in_force.values() if one.kind == "event"]  # type: ignore[union-attr]


def test_what_was_added_is_written_beside_files_that_stay_as_they_are(folder: Path) -> None:
    for browser in opened(folder):
        add(browser, "snow")
        shown = browser.get("/mediators/folder").text
        assert "workspace.yaml" in shown
        assert "snow" in shown
        assert "In step" in write(browser)
        assert (folder / "case.yaml").read_text() == HEADER
        assert (folder / "said.yaml").read_text() == ENTRIES
        case, problems = check_folder(folder)
        assert problems == []
        assert case == browser.workspace.view("mediators").case


def test_what_was_not_written_yet_is_still_there_at_the_next_opening(folder: Path) -> None:
    for browser in opened(folder):
        add(browser, "snow")
    for browser in opened(folder):
        assert sorted(whats(browser.workspace)) == ["rain", "snow"]
        write(browser)
    for browser in opened(folder):
        assert sorted(whats(browser.workspace)) == ["rain", "snow"]
        assert len(browser.workspace.entries) == 3


def test_what_is_edited_by_hand_is_never_overwritten_and_becomes_a_correction(folder: Path) -> None:
    for browser in opened(folder):
        add(browser, "snow")
        (folder / "said.yaml").write_text(ENTRIES.replace("rain", "hail"))
        page = write(browser)
        assert "changed by hand since" in page
        assert "hail" in (folder / "said.yaml").read_text()
        assert not (folder / "workspace.yaml").exists()
        token = browser.token("/mediators/folder")
        done = browser.post("/mediators/folder", {"csrfmiddlewaretoken": token, "bring": "1"}).text
        assert "1 corrected" in done
        assert sorted(whats(browser.workspace)) == ["hail", "snow"]
        assert "In step" in write(browser)
        assert check_folder(folder)[1] == []


def test_at_the_next_opening_an_edited_folder_is_brought_in_and_what_happened_is_said(folder: Path) -> None:
    for browser in opened(folder):
        add(browser, "snow")
    (folder / "said.yaml").write_text(ENTRIES.replace("rain", "hail"))
    workspace, told = open_workspace(folder)
    assert any("1 corrected" in line for line in told)
    assert sorted(whats(workspace)) == ["hail", "snow"]
    workspace.close()


def test_what_is_taken_out_of_the_folder_by_hand_is_withdrawn(folder: Path) -> None:
    for browser in opened(folder):
        add(browser, "snow")
        write(browser)
    (folder / "said.yaml").write_text(ENTRIES.partition("- id: second")[0])
    for browser in opened(folder):
        assert whats(browser.workspace) == ["snow"]


def test_an_erased_entry_is_cut_out_of_its_file_and_nothing_else(folder: Path) -> None:
    for browser in opened(folder):
        page = fill(browser, "/mediators/entry/second/erase", reason="never said", number="2")
        assert page.status == 200
        assert "In step" in write(browser)
        text = (folder / "said.yaml").read_text()
        assert "rain" not in text
        assert text.startswith("# The first word.\n- id: first")
        assert "# as she said it" in text
        assert check_folder(folder)[1] == []


def test_the_header_keeps_what_was_changed_on_both_sides(folder: Path) -> None:
    for browser in opened(folder):
        page = fill(browser, "/mediators/case/people/new", name="Sami", speaks_for="south")
        assert page.status == 303
    (folder / "case.yaml").write_text(HEADER.replace("title: River", "title: The river"))
    for browser in opened(folder):
        header = browser.workspace.header
        assert header.title == "The river"
        assert {person.name for person in header.people.values()} == {"Nadia", "Sami"}
        assert "In step" in write(browser)
        assert check_folder(folder)[1] == []


def test_a_place_where_nothing_is_becomes_an_empty_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    for browser in opened(tmp_path / "new"):
        assert browser.get("/").headers["Location"].endswith("/first")
        assert (tmp_path / "new" / "case.yaml").exists()


def test_an_edit_that_changes_what_was_said_before_shows_what_it_touches(folder: Path) -> None:
    (folder / "more.yaml").write_text(
        "- {id: wants, kind: position, said: 2024-03-06, party: north, issue: truce, value: 40 days}\n"
    )
    for browser in opened(folder):
        path = "/mediators/case/issues/item/truce"
        unsound = fill(browser, path, kind="choice", options__0__value="open", unit="")
        assert unsound.status == 422
        assert "could no longer be read" in unsound.text
        other = fill(browser, path, hi="30")
        assert other.status == 422
        assert "These entries speak of it" in other.text
        fields = read_form(other)
        assert browser.post(path, fields | {"sure": ["1"]}).status == 303
        assert browser.workspace.header.issues["truce"].hi == 30
        assert fill(browser, path, name="The truce").status == 303


def test_what_something_rests_on_is_not_removed(folder: Path) -> None:
    for browser in opened(folder):
        assert fill(browser, "/mediators/case/people/item/nadia", remove="1").status == 422
        assert fill(browser, "/mediators/case/issues/item/truce", remove="1").status == 303
        assert "truce" not in browser.workspace.header.issues


def test_faults_of_the_files_are_named_on_the_page_and_nothing_is_changed(folder: Path) -> None:
    for browser in opened(folder):
        (folder / "said.yaml").write_text(ENTRIES.replace("speaker: nadia", "speaker: nobody"))
        token = browser.token("/mediators/folder")
        page = browser.post("/mediators/folder", {"csrfmiddlewaretoken": token, "bring": "1"})
        assert page.status == 409
        assert "said.yaml:5: " in page.words
        assert "onetext check" not in page.words
        assert whats(browser.workspace) == ["rain"]


def test_a_folder_that_may_not_be_written_says_so_and_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> None:
        raise PermissionError(13, "Permission denied")

    for browser in opened(folder):
        add(browser, "snow")
        with monkeypatch.context() as patch:
            patch.setattr(keep, "write_texts", refuse)
            page = write(browser)
        assert "Permission denied" in page
        assert "defect" not in page
        assert "In step" in write(browser)


def test_a_folder_that_was_moved_away_is_told_of_and_can_come_back(folder: Path) -> None:
    for browser in opened(folder):
        add(browser, "snow")
        token = browser.token("/mediators/folder")
        away = folder.rename(folder.with_name("away"))
        for page in (
            browser.get("/mediators/folder"),
            browser.post("/mediators/folder", {"csrfmiddlewaretoken": token}),
        ):
            assert (page.status, str(folder) in page.words) == (409, True)
            assert "onetext new" not in page.words
        away.rename(folder)
        assert "In step" in write(browser)


@pytest.mark.parametrize("noted", ["", "[]", "{}", '{"files": {}, "ids": 1, "header": {}}'])
def test_a_note_of_being_in_step_that_cannot_be_read_keeps_nobody_out(folder: Path, noted: str) -> None:
    for browser in opened(folder):
        add(browser, "snow")
        assert "In step" in write(browser)
    keep.kept_beside(folder).write_text(noted)
    for browser in opened(folder):
        assert {"rain", "snow"} <= {*whats(browser.workspace)}


def test_an_empty_folder_becomes_a_new_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    (tmp_path / "talks").mkdir()
    workspace, told = open_workspace(tmp_path / "talks")
    assert "a new, empty case" in told[0]
    assert Browser(workspace).get("/").headers["Location"] == "/mediators/first"
    workspace.close()
