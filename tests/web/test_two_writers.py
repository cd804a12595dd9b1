"""Somebody else writes to the record while the workspace is open: what either wrote is there for both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onetext import record
from onetext.actions import Workspace
from tests.cast import case, entry

OURS, THEIRS = entry("ours", "event", what="rain"), entry("theirs", "event", what="snow")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a case in it."""
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    held = case(entry("first", "event", what="fog"))
    with record.create_record(tmp_path / "talks.record") as made:
        record.append_case(made, held.header, [record.Addition(one, one.id) for one in held.entries])
    return tmp_path / "talks.record"


@pytest.mark.parametrize("when", ["before ours", "after ours", "after it was read again"])
def test_what_another_program_writes_at_the_same_moment_is_seen_at_once(
    when: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its entry lay between two that were seen, and was on no page until somebody wrote again."""
    workspace = Workspace(record.open_record(place))

    def with_theirs(does: Any, first: bool) -> Any:
        def done(*about: Any) -> Any:
            monkeypatch.undo()
            monkeypatch.setenv("ONETEXT_ROOTS", str(place.parent / "roots"))
            found = None if first else does(*about)
            with record.open_record(place) as other:
                record.append_entries(other, [record.Addition(THEIRS, THEIRS.id)])
            return does(*about) if first else found

        return done

    if when == "after it was read again":
        with record.open_record(place) as other:
            record.append_entries(other, [record.Addition(OURS, OURS.id)])
        monkeypatch.setattr(record, "read_case", with_theirs(record.read_case, first=False))
        workspace.view("mediators")
    else:
        monkeypatch.setattr(record, "append_entries", with_theirs(record.append_entries, when == "before ours"))
        workspace.append([OURS])
    seen = {one.id for one in workspace.view("mediators").case.entries}
    assert seen == {"first", "ours", "theirs"}
    workspace.close()
