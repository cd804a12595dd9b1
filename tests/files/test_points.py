"""Points for goods: what is no such file is told in clear words, and no small file can hold the program up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import run


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "'points' is missing"),
        ("points: {", "no YAML text"),
        ("points: {a: 5}", "no list of items"),
        ("points: {a: {n: .nan, s: 3}}", "'a' are no number"),
        ("points: {a: {n: 1e999999999, s: 3}}", "'a' are no number"),
        ("points: {a: {n: [1, 2], s: 3}}", "'a' are no number"),
        ("points: {a: {n: -1, s: 3}}", "below 0"),
        ("points: {a: {n: 0, s: 3}}", "gives no points"),
        ("points: {a: {n: 1, s: 3, t: 4}}", "two parties, not 3"),
        ("points: {a: {n: 1}, b: {s: 2}}", "no points of one party"),
        ("points:\n  a: {n: 1, s: 3}\n  a: {n: 2, s: 3}", "line 3 names 'a' again"),
        ("a: &a [x, x]\nb: &b [*a, *a]\npoints: {i: {n: *b, s: 1}}", "'i' are no number"),
    ],
)
def test_what_is_no_list_of_points_is_told_in_clear_words(text: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "points.yaml").write_text(text)
    found = run("divide", tmp_path / "points.yaml")
    assert found.code == 2
    assert word in found.err
