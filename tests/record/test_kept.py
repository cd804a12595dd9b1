"""What was acknowledged is kept: through a killed writer, a full disk, and many writers at once."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onetext.errors import RecordUnwritten
from onetext.record import Addition, Record, append_entries, open_record, read_case, verify_record
from tests.cast import case, entry
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


def test_a_limit_on_files_is_a_clear_error_too(tmp_path: Path) -> None:
    place = tmp_path / "a.record"
    kept(place, case()).close()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            with open_record(place) as record:
                resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
                import signal

                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                append_all(record)
        except RecordUnwritten as refused:
            code = 7 if "no room" in str(refused) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
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


def test_an_append_is_acknowledged_after_the_disk_was_told(tmp_path: Path) -> None:
    """Without a power cut FULL cannot be told from NORMAL by what is lost: so the calls are counted, where strace is."""
    import shutil
    import subprocess
    import sys

    if shutil.which("strace") is None:
        pytest.skip("no strace to count the calls with")
    place = tmp_path / "a.record"
    kept(place, case()).close()
    script = "import sys; sys.path.insert(0, '.'); from onetext.record import *; from tests.record.test_kept import long; r = open_record(sys.argv[1]); [append_entries(r, [long(n)]) for n in range(20)]"
    command = ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", sys.executable, "-c", script, str(place)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    counted = [int(line.split()[3]) for line in told.splitlines() if "sync" in line]
    assert sum(counted) >= 20


def test_a_second_program_sees_what_the_first_has_written(tmp_path: Path) -> None:
    place = tmp_path / "a.record"
    with kept(place, case()) as one, open_record(place) as other:
        assert append_entries(one, [long(1)]) == [2]
        assert append_entries(other, [long(2)]) == [3]
        assert append_entries(one, [long(3)]) == [4]
        assert verify_record(other).broken == ()
