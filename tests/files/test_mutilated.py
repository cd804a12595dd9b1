"""Damaged folders: told as problems, never a crash."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from onetext.files import check_texts, folder_text
from tests.mutilation import mutilated, mutilated_bytes
from tests.program import run
from tests.strategies import SEEDS


@given(SEEDS)
def test_a_mutilated_case_is_read_or_its_problems_are_told(seed: int) -> None:
    texts = mutilated(seed)
    case, problems = check_texts(texts)
    for problem in problems:
        text = texts.get(problem.file, "")
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.what
        assert problem.fix
    if not problems:
        assert case is not None
        assert check_texts(folder_text(case)) == (case, [])


def test_mutilation_breaks_most_cases_and_leaves_some_sound() -> None:
    found = Counter(bool(check_texts(mutilated(seed))[1]) for seed in range(200))
    assert found[True] >= 100
    assert found[False] >= 5


@given(SEEDS)
def test_the_program_ends_in_order_on_random_bytes(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("case")
    write(folder, mutilated_bytes(seed))
    found = run("check", folder)
    assert found.code in (0, 1)
    assert "defect" not in found.err
    assert found.err.count("\n") <= 1


def write(folder: Path, files: object) -> None:
    assert isinstance(files, dict)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@given(st.text())
def test_any_text_as_a_file_of_entries_is_told_or_read(text: str) -> None:
    check_texts({"case.yaml": "title: River\n", "a.yaml": text})


@given(st.text())
def test_any_text_as_the_header_is_told_or_read(text: str) -> None:
    check_texts({"case.yaml": text})
