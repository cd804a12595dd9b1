"""A viewer's own folder is all of its case: every verb on it gives what the verb with --for gives on the whole."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings

from onetext.files import read_case
from onetext.model import Case, project
from tests.program import run, save
from tests.strategies import views

VERBS = (("brief",), ("brief", "--json"), ("brief", "--markdown"), ("brief", "--at", "2024-02-01"), ("brief", "--meeting", "north"), ("check",), ("check", "--json"), ("monitor",), ("monitor", "--json"), ("agree",))  # fmt: skip

FEW = settings(max_examples=settings().max_examples // 4)
"""These run the program many times for each case."""


@FEW
@given(views())
def test_every_verb_on_an_exported_folder_gives_what_it_gives_for_its_viewer(
    tmp_path_factory: pytest.TempPathFactory, view: tuple[Case, str]
) -> None:
    case, viewer = view
    place = tmp_path_factory.mktemp("own")
    whole, own = save(case, place / "case"), place / "own"
    assert run("export", whole, own, "--for", viewer).code == 0
    assert read_case(own) == project(case, viewer)
    before = [run(*verb[:1], whole, *verb[1:], "--for", viewer) for verb in VERBS]
    shutil.rmtree(whole)
    own.rename(whole)
    for verb, told in zip(VERBS, before, strict=True):
        assert run(*verb[:1], whole, *verb[1:]) == told
        assert run(*verb[:1], whole, *verb[1:], "--for", viewer) == told


@given(views())
def test_an_exported_folder_tells_nobody_else_anything(
    tmp_path_factory: pytest.TempPathFactory, view: tuple[Case, str]
) -> None:
    case, viewer = view
    place = tmp_path_factory.mktemp("own")
    if viewer in case.header.parties:
        own = save(project(case, viewer), place / "own")
        others = [name for name in case.header.parties if name != viewer]
        for other in others:
            found = run("export", own, place / other, "--for", other)
            assert found.code == 2 or read_case(place / other).entries == ()
