"""Processes of tests: fresh ones, that have an end."""

from __future__ import annotations

import ast
import subprocess
import time
from pathlib import Path

import pytest

from tests.apart import run_apart

TESTS = Path(__file__).parent


def sleep(seconds: str) -> None:
    """Do nothing for a while."""
    time.sleep(float(seconds))


def fail(word: str) -> None:
    """Fail with a word."""
    raise SystemExit(word)


def test_a_process_that_does_not_end_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run_apart(sleep, 60, longest=0.5)


def test_how_a_process_ended_and_what_it_wrote_is_told() -> None:
    ended = run_apart(fail, "rain")
    assert (ended.returncode, ended.stderr) == (1, "rain\n")


def test_no_test_forks_the_process_that_runs_the_tests() -> None:
    """Which has threads: the child may wait for ever for a lock that one of them held."""
    for path in (*TESTS.rglob("*.py"), *TESTS.with_name("benchmarks").rglob("*.py")):
        names = [node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)]
        assert "fork" not in names, path
