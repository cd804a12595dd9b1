"""Every change to a row of a record is found by verifying, whichever column it is in."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from onetext.errors import RecordBroken, RecordUnreadable
from onetext.model import Entry, Erasure
from onetext.record import attach_file, erase_entry, open_record, read_case, verify_record
from onetext.record.guard import columns, tables
from tests.record.test_contract import kept
from tests.strategies import make_case

CHANGES = 300


def make_held(place: Path, seed: int = 4) -> None:
    """A record with everything in it: entries, an erased one, an attachment, two headers."""
    (place.parent / "letter").write_text("letter")
    with kept(place, make_case(seed)) as record:
        first, second, *_ = (
            one for one in read_case(record).entries if one.kind not in ("erasure", "correction", "release")
        )
        attach_file(record, first.id, place.parent / "letter")
        erase_entry(record, Entry("gone", Erasure(reason="asked", of=second.id)))


def change(place: Path, table: str, row: int, column: str, how: random.Random) -> Any:
    """Change one value of one row behind the guards; what it was. None if it was left as it is."""
    base = sqlite3.connect(place)
    base.execute("PRAGMA writable_schema = on")
    ids = [found for (found,) in base.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
    if not ids:
        base.close()
        return None
    name = ids[row % len(ids)]
    (old,) = base.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", [name]).fetchone()
    new = changed(old, how)
    triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger, _ in triggers:
        base.execute(f"DROP TRIGGER {trigger}")
    try:
        base.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [new, name])
    except sqlite3.IntegrityError:
        base.rollback()
        base.close()
        return None
    for _, sql in triggers:
        base.execute(sql)
    base.commit()
    base.close()
    return (name, column, old, new)


def changed(old: Any, how: random.Random) -> Any:
    """Another value: a bit flipped, cut, longer, nothing; another number."""
    if isinstance(old, bytes) and old:
        flipped = bytearray(old)
        flipped[how.randrange(len(old))] ^= 1 << how.randrange(8)
        return how.choice(
            [bytes(flipped), bytes(flipped), old[:-1], old + b"\0", bytes(len(old))] if any(old) else [bytes(flipped)]
        )
    if isinstance(old, int):
        return old + how.choice([-1, 1, 7, 1000])
    return how.choice([b"x" * 16, 5])


def found_after(source: Path, copy: Path, seed: int) -> tuple[bool, Any]:
    """Whether verifying finds a change made at random; and the change."""
    how = random.Random(seed)
    copy.write_bytes(source.read_bytes())
    all_columns = [(model._meta.db_table, column) for model in tables() for column in columns(model)]
    table, column = all_columns[seed % len(all_columns)]
    made = change(copy, table, how.randrange(10_000), column, how)
    if made is None:
        return True, None
    return is_found(copy), (table, *made)


def is_found(place: Path) -> bool:
    """Whether verifying finds something broken, or the record does not open for that reason."""
    try:
        with open_record(place) as record:
            return bool(verify_record(record).broken)
    except (RecordBroken, RecordUnreadable):
        return True


def settled(place: Path) -> None:
    """All of a record in its one file."""
    base = sqlite3.connect(place)
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()


def test_every_column_of_every_table_is_covered(tmp_path: Path) -> None:
    source, copy = tmp_path / "a.record", tmp_path / "b.record"
    make_held(source)
    settled(source)
    copy.touch(mode=0o600)
    all_columns = [(model._meta.db_table, column) for model in tables() for column in columns(model)]
    tried = set()
    for seed in range(CHANGES):
        found, made = found_after(source, copy, seed)
        assert found, made
        tried |= {all_columns[seed % len(all_columns)]} if made is not None else set()
    assert tried == {*all_columns}


@pytest.mark.parametrize(
    "table", ["record_line", "record_secret", "record_reader", "record_told", "record_attachment", "record_origin"]
)
def test_a_row_that_is_taken_away_is_found(table: str, tmp_path: Path) -> None:
    source = tmp_path / "a.record"
    make_held(source)
    base = sqlite3.connect(source)
    triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger, _ in triggers:
        base.execute(f"DROP TRIGGER {trigger}")
    base.execute(f"DELETE FROM {table} WHERE rowid = (SELECT MAX(rowid) FROM {table})")
    for _, sql in triggers:
        base.execute(sql)
    base.commit()
    base.close()
    assert is_found(source)


def test_a_broken_line_that_a_viewer_may_not_see_changes_nothing_for_it(tmp_path: Path) -> None:
    from tests.cast import case, entry

    place = tmp_path / "a.record"
    hidden, open_ = (
        entry("h", "event", what="secret", audience="north"),
        entry("o", "event", what="rain", audience=["south", "mediators"]),
    )
    kept(place, case(hidden, open_)).close()
    with open_record(place) as record:
        before = {who: (verify_record(record, who), read_case(record, who)) for who in ("south", "north")}
    assert change(place, "record_line", 1, "sealed", random.Random(1)) is not None
    with open_record(place) as record:
        assert (verify_record(record, "south"), read_case(record, "south")) == before["south"]
        assert verify_record(record).broken[0].n == 2


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_told_in_words_and_never_taken_for_whole(seed: int, tmp_path: Path) -> None:
    from tests.program import run

    how, place = random.Random(seed), tmp_path / "a.record"
    make_held(place)
    settled(place)
    held = bytearray(place.read_bytes())
    page = 4096 * how.randrange(0, len(held) // 4096)
    held[page : page + 4096] = how.randbytes(4096)
    place.write_bytes(held)
    for found in (run("verify", "--record", place), run("brief", place, "--for", "north")):
        assert "defect" not in found.err
        assert found.code in (0, 1, 2)
