"""What was acknowledged is kept: through a killed writer, a full disk, and many writers at once."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from onetext.errors import RecordUnreadable, RecordUnwritten
from onetext.model import Entry, Erasure
from onetext.record import (
    Addition,
    Record,
    append_entries,
    create_record,
    erase_entry,
    open_record,
    read_case,
    verify_record,
    write_backup,
)
from onetext.record.sqlite import Sqlite
from tests.apart import run_apart
from tests.cast import case, entry
from tests.program import run
from tests.record.test_contract import kept
from tests.record_writer import begin, kill, write_at_once

DISKS = ("sqlite", "postgresql")


@pytest.mark.parametrize("store", DISKS)
def test_a_killed_writer_loses_nothing_that_it_acknowledged(store: str, new_place: Callable[[str], Any]) -> None:
    place = new_place(store)
    begin(place)
    told = 0
    for seed in range(4):
        count, faults = kill(place, seed)
        assert faults == []
        told += count
    assert told > 0


@pytest.mark.parametrize("store", DISKS)
def test_several_writers_at_once_lose_nothing_and_wait_in_turn(store: str, new_place: Callable[[str], Any]) -> None:
    place = new_place(store)
    begin(place)
    count, _, faults = write_at_once(place, 3, 1.0)
    assert faults == []
    assert count >= 3


def long(n: int) -> Addition:
    """An entry of some length."""
    return Addition(entry(f"n{n}", "event", what="rain " * 400), f"n{n}")


def append_all(record: Record) -> None:
    """Append until it is refused."""
    for n in range(1000):
        append_entries(record, [long(n)])


def test_a_full_database_is_a_clear_error_that_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with kept(tmp_path / "a.record", case()) as record:
        (pages,) = record.database.raw.execute("PRAGMA page_count").fetchone()
        record.database.raw.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(RecordUnwritten, match="no room") as refused:
            append_all(record)
        done = len(read_case(record).entries)
        assert "rain" not in str(refused.value)
        assert done > 0
        assert verify_record(record).broken == ()
        record.database.raw.execute(f"PRAGMA max_page_count = {pages + 2000}")
        append_entries(record, [long(done)])
        assert len(read_case(record).entries) == done + 1
        assert verify_record(record).broken == ()


def append_within_a_limit(place: str) -> None:
    """Append until the system refuses to let the file grow; end with 7 if that is told in words."""
    with open_record(Path(place)) as record:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            append_all(record)
        except RecordUnwritten as refused:
            os._exit(7 if "no room" in str(refused) else 2)


def test_a_limit_on_files_is_a_clear_error_too(tmp_path: Path) -> None:
    place = tmp_path / "a.record"
    kept(place, case()).close()
    ended = run_apart(append_within_a_limit, place)
    assert ended.returncode == 7, ended.stderr
    with open_record(place) as record:
        done = len(read_case(record).entries)
        assert done > 0
        assert verify_record(record).broken == ()
        append_entries(record, [long(5000)])
        assert len(read_case(record).entries) == done + 1


def test_every_connection_is_set_to_keep_and_to_erase(tmp_path: Path) -> None:
    with kept(tmp_path / "a.record", case()) as record:
        asked = {
            name: record.database.raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}


def append_twenty(place: str) -> None:
    """Append twenty entries one by one."""
    with open_record(Path(place)) as record:
        for n in range(20):
            append_entries(record, [long(n)])


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace to count the calls with")
def test_an_append_is_acknowledged_after_the_disk_was_told(tmp_path: Path) -> None:
    """Without a power cut FULL cannot be told from NORMAL by what is lost: so the calls are counted, where strace is."""
    place = tmp_path / "a.record"
    kept(place, case()).close()
    ended = run_apart(append_twenty, place, under=("strace", "-f", "-c", "-e", "trace=fsync,fdatasync"))
    assert ended.returncode == 0, ended.stderr
    counted = [int(line.split()[3]) for line in ended.stderr.splitlines() if "sync" in line]
    assert sum(counted) >= 20


def test_a_second_program_sees_what_the_first_has_written(tmp_path: Path) -> None:
    place = tmp_path / "a.record"
    with kept(place, case()) as one, open_record(place) as other:
        assert append_entries(one, [long(1)]) == [2]
        assert append_entries(other, [long(2)]) == [3]
        assert append_entries(one, [long(3)]) == [4]
        assert verify_record(other).broken == ()


@pytest.mark.parametrize("code", ["SQLITE_READONLY_DIRECTORY", "SQLITE_CANTOPEN"])
def test_a_record_that_cannot_be_written_beside_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    kept(tmp_path / "a.record", case()).close()

    def refuse(self: Sqlite, place: object) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorname = code
        raise error

    monkeypatch.setattr(Sqlite, "_set_up", refuse)
    with pytest.raises(RecordUnreadable, match=f"cannot be opened where it lies .{code}"):
        open_record(tmp_path / "a.record")


def test_a_record_that_could_not_be_made_leaves_nothing_behind(tmp_path: Path, roots: Path) -> None:
    def refuse(*told: object) -> None:
        raise RecordUnwritten("there is no room for it on the disk", "make room")

    with mock.patch("onetext.record.opening.migrate", refuse), pytest.raises(RecordUnwritten):
        create_record(tmp_path / "a.record")
    with mock.patch.object(Sqlite, "add", refuse), pytest.raises(RecordUnwritten):
        create_record(tmp_path / "a.record")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    create_record(tmp_path / "a.record").close()


def test_a_root_is_locked_away_and_comes_back_by_its_passphrase(tmp_path: Path, roots: Path) -> None:
    held, words = tmp_path / "a.record", tmp_path / "words"
    words.write_text("correct horse\n")
    kept(held, case(entry("a", "event", what="rain"))).close()
    assert run("record", "lock", held, tmp_path / "root.age", "--passphrase-file", words).code == 0
    assert [path for path in roots.iterdir() if path.is_file()] == []
    refused = run("verify", "--record", held)
    assert (refused.code, "no root at hand" in refused.err) == (2, True)
    assert run("record", "recover", held, tmp_path / "root.age", "--passphrase-file", words).code == 0
    assert run("verify", "--record", held).code == 0


def test_the_backups_that_hold_what_was_erased_are_named_by_verify(tmp_path: Path) -> None:
    with kept(
        tmp_path / "a.record", case(entry("a", "event", what="rain"), entry("b", "event", what="snow"))
    ) as record:
        write_backup(record, tmp_path / "first", "correct horse")
        append_entries(record, [Addition(entry("c", "event", what="hail"), "c")])
        assert verify_record(record).backups == ()
        erase_entry(record, Entry("gone", Erasure(reason="asked", of="c")))
        assert verify_record(record).backups == ()  # made before it was written
        erase_entry(record, Entry("gone-2", Erasure(reason="asked", of="a")))
        write_backup(record, tmp_path / "second", "correct horse")
        (named,) = verify_record(record).backups
        assert named.startswith("first of ")
    assert "These backups still hold what was erased: first of " in run("verify", "--record", tmp_path / "a.record").out


def test_on_postgresql_every_append_is_synced_before_it_is_acknowledged(
    new_place: Callable[[str], Any], server: Any
) -> None:
    place = new_place("postgresql")

    def syncs() -> int:
        import psycopg

        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute("SELECT pg_stat_force_next_flush()")
            connection.execute("SELECT pg_stat_clear_snapshot()")
            found = connection.execute("SELECT SUM(fsyncs) FROM pg_stat_io WHERE object = 'wal'").fetchone()
        assert found is not None
        return int(found[0])

    begin(place)
    with open_record(place) as record:
        before = syncs()
        for n in range(20):
            append_entries(record, [long(n)])
        record.database.run("SELECT pg_stat_force_next_flush()")
        assert syncs() - before >= 20
