"""Progress on a terminal: nobody looks at nothing for more than a few seconds, and nothing of it is left."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from onetext.cli import progress
from tests.program import run

RIVER = Path(__file__).parents[2] / "examples" / "river"


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in place of the error stream; in the test itself, since pytest puts its own there before each part."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setattr(progress, "SILENCE_SECONDS", 0.5)
    return found


def test_long_work_of_which_nothing_is_told_says_how_long_it_has_been(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beliefs from ten thousand answers took fifteen seconds after the last word of the reading."""
    terminal = terminal_of(monkeypatch)
    with progress.reading() as told:
        told(0, 100)
        time.sleep(2.3)
    written = terminal.getvalue()
    assert "Working it out: 2 seconds so far" in written
    assert written.endswith("\r")
    assert not written.rstrip("\r").rsplit("\r", 1)[-1].strip()


def test_what_is_told_stands_before_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    with progress.reading(), progress.trying("Questions tried") as (told, _):
        for n in range(24):
            told(n, 24)
            time.sleep(0.05)
    assert "Working it out" not in terminal.getvalue()
    assert "Questions tried: 23 of 24" in terminal.getvalue()


def test_where_nobody_looks_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    monkeypatch.setattr(progress, "SILENCE_SECONDS", 0.0)
    with progress.reading():
        time.sleep(1.2)
    assert quiet.getvalue() == ""


def test_stopped_with_ctrl_c_the_program_says_so_in_one_calm_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It said: Aborted!"""

    def press(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onetext.cli.believe.believe_case", press)
    outcome = run("believe", RIVER)
    assert outcome == (130, "", "onetext: stopped, as asked; nothing was left half done\n")
