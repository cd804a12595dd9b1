"""A viewer's own folder, from the browser: the files of `onetext export --for`, packed."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from onetext.actions import open_workspace
from onetext.files import read_case
from tests.browsing import Browser
from tests.program import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("viewer", ["north", "south", "shuttle", "mira"])
def test_the_packed_folder_is_the_one_that_export_writes(
    viewer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    shutil.copytree(EXAMPLES / "river", tmp_path / "talks")
    assert run("export", tmp_path / "talks", tmp_path / viewer, "--for", viewer).code == 0
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in (tmp_path / viewer).iterdir()}
    workspace, _ = open_workspace(tmp_path / "talks")
    found = Browser(workspace).get(f"/mediators/folder/for/{viewer}/zip")
    workspace.close()
    assert found.headers["Content-Disposition"] == f'attachment; filename="{viewer}.zip"'
    with zipfile.ZipFile(io.BytesIO(found.body)) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        assert {(member.date_time[0], member.external_attr >> 16) for member in archive.infolist()} == {(1980, 0o600)}
    assert [*packed] == sorted(written)
    assert packed == written


def test_the_folder_page_leads_to_each_own_folder_and_says_what_it_would_hold() -> None:
    browser = Browser(read_case(EXAMPLES / "river"))
    assert 'href="/mediators/folder/for/south"' in browser.get("/mediators/folder").text
    page = browser.get("/mediators/folder/for/south")
    count = len(browser.workspace.view("south").case.entries)
    assert f"{count}. All of them, as South sees them" in page.words
    assert "Look at it before you hand it over" in page.words
    assert "Shuttle" not in page.words
    assert 'href="/mediators/folder/for/south/zip"' in page.text
    assert browser.get("/mediators/folder/for/nobody").body == browser.get("/nothing").body
