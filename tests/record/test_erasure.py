"""What was erased is in no file of the record, neither as words nor as a key; whenever the program was cut off."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from onetext.errors import UsageError
from onetext.model import Entry, Erasure, project
from onetext.record import (
    Addition,
    Record,
    append_entries,
    attach_file,
    backups_holding,
    erase_entry,
    open_record,
    read_attachments,
    read_case,
    read_head,
    verify_record,
    write_head,
)
from onetext.record.root import RootStore
from onetext.record.sqlite import Sqlite
from tests.apart import run_apart
from tests.cast import case, entry
from tests.record.test_contract import kept

SECRET = "the bridge at Qantara"


def said(name: str, words: str, **more: Any) -> Entry:
    """An entry with words of its own, long enough to spread over pages."""
    return entry(name, "event", what=f"{words} {name} " * 40, audience=["mediators", "north"], **more)


def erasure(of: str, name: str = "gone") -> Entry:
    """An erasure."""
    return Entry(name, Erasure(reason="asked", of=of))


def held(place: Any) -> Record:
    """A record with fifty entries, one of which is to be erased."""
    entries = [said(f"n{n}", "rain") for n in range(50)]
    entries[20] = said("n20", SECRET)
    return kept(place, case(*entries))


def files(folder: Path) -> bytes:
    """Every byte of every file in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def key_of(record: Record, name: str) -> tuple[bytes, bytes]:
    """The key of an entry, and the same as it is wrapped."""
    sql = "SELECT s.id, s.wrapped FROM record_secret s JOIN record_line l ON l.id = s.id WHERE l.tag = ?"
    ((n, wrapped),) = record.rows(sql, [record.tag("entry", name)])
    return record.open_key(n, wrapped), bytes(wrapped)


def test_what_is_erased_is_gone_and_everything_verifies(place: Any) -> None:
    with held(place) as record:
        north = verify_record(record, "north").heads
        assert erase_entry(record, erasure("n20")).pending is False
        assert [one.id for one in read_case(record).entries if one.id in ("n20", "gone")] == ["gone"]
        assert verify_record(record).broken == ()
        assert verify_record(record).erased == 1
        assert verify_record(record, "north").heads == north
        with pytest.raises(UsageError):
            erase_entry(record, erasure("n20", "again"))
        assert project(read_case(record, "north"), "north") == project(read_case(record), "north")


def test_no_word_is_ever_in_a_file_of_the_record_and_no_key_either(tmp_path: Path, roots: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (tmp_path / "letter").write_text(SECRET * 1000)
    with held(folder / "a.record") as record:
        attach_file(record, "n20", tmp_path / "letter")
        key, wrapped = key_of(record, "n20")
        before = files(folder)
        assert wrapped in before
        for part in (SECRET.encode(), b"Qantara", key, key[:16], key[16:], record.root.secret, record.root.secret[:16]):
            assert part not in before
        old = record.root.secret
        erase_entry(record, erasure("n20"))
        erase_entry(record, erasure("n20/letter", "gone-too"))
        after = files(folder) + files(roots)
        for part in (
            SECRET.encode(),
            key,
            key[:16],
            key[16:],
            wrapped,
            wrapped[:24],
            wrapped[24:],
            old,
            old.hex().encode(),
        ):
            assert part not in after
        assert read_attachments(record) == []
        assert verify_record(record).broken == ()


def test_an_open_reader_keeps_an_erasure_pending_and_the_next_start_finishes_it(tmp_path: Path, roots: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    place = folder / "a.record"
    with held(place) as record:
        key, wrapped = key_of(record, "n20")
        old = record.root.secret
        reader = sqlite3.connect(place, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM record_line").fetchone()
        record.database.raw.execute("PRAGMA busy_timeout = 100")
        assert erase_entry(record, erasure("n20")).pending
        assert verify_record(record).pending
        for part in (SECRET.encode(), key, key[:16], key[16:]):
            assert part not in files(folder)
        reader.execute("COMMIT")
        reader.close()
    with open_record(place) as record:
        assert not verify_record(record).pending
        after = files(folder) + files(roots)
        for part in (SECRET.encode(), key, wrapped, wrapped[:24], old.hex().encode()):
            assert part not in after


STEPS = {
    "before the new root is written": (RootStore, "keep", False),
    "after the new root is written": (RootStore, "keep", True),
    "before the commit": (Sqlite, "run_many", True),
    "before the files are tidied": (Sqlite, "tidy", False),
    "after the files are tidied": (Sqlite, "tidy", True),
    "before the old root is destroyed": (RootStore, "destroy", False),
    "after the old root is destroyed": (RootStore, "destroy", True),
}


def erase_and_die(place: str, step: str) -> None:
    """Begin an erasure and die in the middle of it, as a process does that is killed."""
    cls, name, after = STEPS[step]
    honest = getattr(cls, name)
    with (
        open_record(Path(place)) as again,
        mock.patch.object(cls, name, lambda *arguments: _die(honest, after, *arguments)),
    ):
        erase_entry(again, erasure("n20"))


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_a_whole_record_and_nothing_half_erased(
    step: str, tmp_path: Path, roots: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    place = folder / "a.record"
    record = held(place)
    key, wrapped = key_of(record, "n20")
    old = record.root.secret
    record.close()
    ended = run_apart(erase_and_die, place, step)
    assert ended.returncode == 9, ended.stderr
    with open_record(place) as again:
        found = verify_record(again)
        assert found.broken == ()
        assert not found.pending
        assert len(list(again.roots.roots())) == 1
        if found.erased:
            left = files(folder) + files(roots)
            for part in (SECRET.encode(), key, wrapped, old.hex().encode()):
                assert part not in left
        else:
            assert any(one.id == "n20" for one in read_case(again).entries)
            assert erase_entry(again, erasure("n20")).pending is False
        assert append_entries(again, [Addition(said("more", "snow"), "more")])
        assert verify_record(again).broken == ()


def _die(honest: Any, after: bool, *arguments: Any) -> None:
    if after:
        honest(*arguments)
    os._exit(9)


def test_on_postgresql_no_key_is_ever_in_the_folder_of_the_server(new_place: Any, server: Any) -> None:
    with held(new_place("postgresql")) as record:
        key, _ = key_of(record, "n20")
        erase_entry(record, erasure("n20"))
    server.run("CHECKPOINT")
    found = files(server.folder)
    for part in (SECRET.encode(), b"Qantara", key, key[:16], key[16:]):
        assert part not in found


def test_a_head_names_what_was_erased_and_comes_back_from_text(place: Any) -> None:
    with held(place) as record:
        erase_entry(record, erasure("n20"))
        (head,) = verify_record(record).heads
        assert head.erased == (22,)
        assert read_head(write_head(head)) == head
        assert backups_holding(record, 22) == []
