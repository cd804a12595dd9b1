"""Sealing says how far it has come; who stops it anywhere leaves the record as it was, and it takes everything later."""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from onetext.actions import import_folder, open_workspace
from onetext.cli import progress
from onetext.errors import Stopped
from onetext.record import Addition, append_case, create_record, has_case, open_record, read_case, verify_record
from tests.cast import case, entry, header
from tests.program import run, save

LINES = 150
RAIN = [entry(f"rain-{n}", "event", what="rain", audience="all" if n % 2 else "mediators") for n in range(LINES)]


def additions() -> list[Addition]:
    return [Addition(one, one.id) for one in RAIN]


def test_it_is_told_how_far_sealing_has_come_and_once_that_it_is_done(place: Any) -> None:
    told: list[tuple[int, int]] = []
    with create_record(place) as record:
        append_case(record, header(), additions(), progress=lambda *steps: told.append(steps))
    later = [steps for steps in told if steps[1] == 3 * LINES]
    assert len(later) >= 5
    assert later == sorted(later)
    assert later[-1] == (3 * LINES, 3 * LINES)


@pytest.mark.parametrize("after", [1, 2, 3, 5, 7])
def test_who_stops_it_anywhere_leaves_nothing_and_everything_is_taken_later(place: Any, after: int) -> None:
    told = 0

    def stop(done: int, total: int) -> None:
        nonlocal told
        told += 1
        if told == after:
            raise Stopped("stopped")

    with create_record(place) as record:
        with pytest.raises(Stopped):
            append_case(record, header(), additions(), progress=stop)
        assert not has_case(record)
        assert verify_record(record).broken == ()
        append_case(record, header(), additions())
        assert [one.id for one in read_case(record).entries] == [one.id for one in RAIN]
        assert verify_record(record).broken == ()
        held, told = read_case(record), 0
        more = [Addition(entry(f"snow-{n}", "event", what="snow"), f"snow-{n}") for n in range(LINES)]
        with pytest.raises(Stopped):
            append_case(record, header(title="Another"), more, progress=stop)
        assert read_case(record) == held
        assert verify_record(record).broken == ()


class Screen(io.StringIO):
    """A terminal at which somebody presses Ctrl-C as soon as it shows some words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._words in text:
            self._words = "\0"
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs the program and presses Ctrl-C at some words; what the terminal has shown."""
    if threading.current_thread() is not threading.main_thread():
        pytest.skip("signals come to the main thread alone")
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)

    def pressed(words: str, *arguments: object) -> tuple[int, str]:
        screen = Screen(words)
        with mock.patch("tests.program.io.StringIO", side_effect=[io.StringIO(), screen]):
            code = run(*arguments).code
        return code, screen.getvalue()

    return pressed


def test_ctrl_c_while_a_folder_is_sealed_leaves_the_record_empty(tmp_path: Path, press: Any) -> None:
    folder, place = save(case(*RAIN), tmp_path / "case"), tmp_path / "talks.record"
    create_record(place).close()
    code, shown = press("Sealing the entries", "import", folder, "--record", place)
    assert code == 130
    assert "nothing was changed" in shown
    with open_record(place) as record:
        assert not has_case(record)
    assert len(import_folder(folder, place).added) == LINES


def test_ctrl_c_while_a_folder_is_opened_the_first_time_leaves_no_record(tmp_path: Path, press: Any) -> None:
    folder = save(case(*RAIN), tmp_path / "case")
    code, shown = press("Sealing the entries", "serve", folder)
    assert code == 130
    assert "nothing was changed" in shown
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("case")] == ["case"]
    workspace, _ = open_workspace(folder)
    assert len(workspace.entries) == LINES
    workspace.close()
