"""Every change to a row of a record is found by verifying, whichever column it is in."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from onetext.errors import OnetextError, RecordBroken, RecordUnreadable
from onetext.model import Entry, Erasure
from onetext.record import (
    Addition,
    append_entries,
    attach_file,
    create_record,
    erase_entry,
    find_chain,
    header_of,
    open_record,
    read_attachment,
    read_attachments,
    read_case,
    set_header,
    verify_record,
    write_backup,
)
from onetext.record.guard import columns, tables
from onetext.record.kind import kinds
from onetext.record.linking import Linking
from onetext.record.reading import readers_of
from onetext.record.record import CHAIN_BITS, TOLD_LINE, chain_range
from onetext.record.root import RootStore
from tests.cast import case, entry
from tests.program import run
from tests.record.test_contract import kept
from tests.strategies import make_case, viewers_of

KINDS_SEED = 7
CHANGES = 300
TRIES = 50
"""How often another row or value is tried where the database refuses one, such as words in place of a number."""


def make_held(place: Path, seed: int = 4) -> None:
    """A record with everything in it: entries, an erased one, an attachment, two headers."""
    (place.parent / "letter").write_text("letter")
    with kept(place, make_case(seed)) as record:
        first, second, *_ = (
            one for one in read_case(record).entries if one.kind not in ("erasure", "correction", "release")
        )
        attach_file(record, first.id, place.parent / "letter")
        erase_entry(record, Entry("gone", Erasure(reason="asked", of=second.id)))


AT_RANDOM = object()


def change(place: Path, table: str, row: int, column: str, how: random.Random, new: Any = AT_RANDOM) -> Any:
    """Change one value of one row behind the guards, at random unless `new` is given; what it was. None if it was left
    as it is."""
    base = sqlite3.connect(place)
    base.execute("PRAGMA writable_schema = on")
    ids = [found for (found,) in base.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
    if not ids:
        base.close()
        return None
    name = ids[row % len(ids)]
    (old,) = base.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", [name]).fetchone()
    new = changed(old, how) if new is AT_RANDOM else new
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
    tries = (change(copy, table, how.randrange(10_000), column, how) for _ in range(TRIES))
    made = next((one for one in tries if one is not None), None)
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


@pytest.mark.parametrize(("table", "column"), [("record_secret", "wrapped"), ("record_told", "sealed")])
def test_a_viewer_that_takes_its_chain_is_not_told_at_which_line_of_the_record_it_is_broken(
    table: str, column: str, tmp_path: Path
) -> None:
    place = tmp_path / "a.record"
    hidden = [entry(f"h{n}", "event", what="secret", audience="north") for n in range(3)]
    kept(place, case(*hidden, entry("o", "event", what="rain", audience=["south", "mediators"]))).close()
    with open_record(place) as record:
        rows = [n for (n,) in record.rows(f"SELECT id AS n FROM {table} ORDER BY id")]
    for row in rows[-1:] if table == "record_secret" else rows:
        assert change(place, table, rows.index(row), column, random.Random(1), b"x" * 48) is not None
    with open_record(place) as record, pytest.raises(RecordBroken, match=r"^[^0-9]*$"):
        find_chain(record, "south")


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_told_in_words_and_never_taken_for_whole(seed: int, tmp_path: Path) -> None:
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


OTHERS = {"words": "words", "a fraction": 1.5, "bytes": b"words", "a number": 7, "much": 2**62, "nothing": None}
"""Values of other kinds than most columns are."""
ROWS = 2


def answers(place: Path) -> dict[str, Any]:
    """What the keeper and every viewer are told by verifying, and by reading in every way; last what writing gives."""
    held = make_case(KINDS_SEED)
    try:
        record = open_record(place)
    except (RecordBroken, RecordUnreadable) as refused:
        return {"open": str(refused)}
    with record:
        found: dict[str, Any] = {"keeper verifies": answer(verify_record, record)}
        for viewer in viewers_of(held):
            found[f"{viewer} verifies"] = answer(verify_record, record, viewer)
            found[f"{viewer} reads"] = answer(read_case, record, viewer)
            found[f"{viewer} takes its chain"] = answer(find_chain, record, viewer)
        for read in (read_case, read_attachments):
            found[f"keeper: {read.__name__}"] = answer(read, record)
        found["keeper: a file"] = answer(read_attachment, record, f"{held.entries[0].id}/letter")
        found["appends"] = answer(append_entries, record, [Addition(entry("new", "event", what="rain"), "new")])
        found["header"] = answer(set_header, record, replace(held.header, title="Other talks"))
        with mock.patch.object(RootStore, "destroy"):  # the next copy is opened by the same root
            gone = Entry("gone-2", Erasure(reason="asked", of=held.entries[0].id))
            found["erases"] = answer(erase_entry, record, gone)
    return found


def answer(ask: Any, *about: Any) -> Any:
    """What is answered: also an error in words, and nothing else. The error is told anew: one that is kept keeps what
    was being read."""
    try:
        return ask(*about)
    except OnetextError as refused:
        return (RecordBroken if isinstance(refused, RecordBroken) else OnetextError)(str(refused))


def is_broken(found: Any) -> bool:
    """Whether an answer says that something is broken."""
    return bool(getattr(found, "broken", isinstance(found, RecordBroken)))


def rows_of(place: Path, viewer: str) -> set[tuple[str, int]]:
    """The rows that a viewer reads by: its reader's and links, what these tell with its key, and the header."""
    with open_record(place) as record:
        lines, own = {record.read_head().n, record.read_head().header}, set()
        for name in readers_of(header_of(record), viewer):
            reader = record.reader_named(name)
            if reader is not None:
                told = record.rows(
                    f"SELECT t.id, {TOLD_LINE} FROM record_told t WHERE place >= ? AND place < ?",
                    chain_range(reader.id),
                )
                own |= {("record_reader", reader.id)} | {("record_told", n) for n, _ in told}
                lines |= {line for _, line in told}
    shared = {("record_origin", 1), ("record_secret", 0)}
    return own | shared | {(table, n) for table in ("record_line", "record_secret") for n in lines}


@pytest.mark.parametrize("value", OTHERS)
def test_a_value_of_another_kind_in_any_column_is_a_broken_link_and_to_no_one_a_defect(
    value: str, tmp_path: Path
) -> None:
    source, copy = tmp_path / "a.record", tmp_path / "b.record"
    make_held(source, KINDS_SEED)
    settled(source)
    copy.touch(mode=0o600)
    whole = source.read_bytes()
    copy.write_bytes(whole)
    viewers = viewers_of(make_case(KINDS_SEED))
    own = {viewer: rows_of(copy, viewer) for viewer in viewers}
    before = answers(copy)
    assert not any(is_broken(found) for found in before.values())
    told = 0
    for table, column in [(model._meta.db_table, column) for model in tables() for column in columns(model)]:
        for row in range(ROWS):
            copy.write_bytes(whole)
            made = change(copy, table, row * 5 + 1, column, random.Random(1), OTHERS[value])
            if made is None or made[2] == made[3]:
                continue
            found = answers(copy)
            if "open" in found:
                assert (table, made[0]) in {("record_origin", 1), ("record_secret", 0)}, (found, table, made)
                continue
            assert is_broken(found["keeper verifies"]), (table, made)
            for viewer in viewers:
                mine = {what: (before[what], found[what]) for what in found if what.startswith(f"{viewer} ")}
                changed_for_it = {what: is_broken(now) for what, (then, now) in mine.items() if repr(then) != repr(now)}
                assert not changed_for_it or (table, made[0]) in own[viewer], (table, made, viewer, changed_for_it)
                told += changed_for_it.get(f"{viewer} verifies", False)
    assert told > 0 or value == "nothing"


@pytest.mark.parametrize(
    ("table", "column"), [("record_reader", "chain"), ("record_told", "place"), ("record_line", "link")]
)
def test_the_program_names_a_broken_link_where_a_value_is_of_another_kind(
    table: str, column: str, tmp_path: Path
) -> None:
    place = tmp_path / "a.record"
    kept(place, case(entry("a", "event", what="rain", audience=["north", "mediators"]))).close()
    base = sqlite3.connect(place)
    rows = base.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    base.close()
    for row in range(rows):
        new = {"place": (row + 1 << CHAIN_BITS) + 0.5}.get(column, f"words {row}")
        assert change(place, table, row, column, random.Random(1), new)
    for who in ("north", "keeper"):
        found = run("verify", "--record", place, *(("--for", who) if who == "north" else ()))
        expected = (0, "Whole") if (table, who) == ("record_line", "north") else (1, "Broken")
        assert (found.code, found.out.partition(":")[0], found.err) == (*expected, "")


def test_a_backup_of_what_is_broken_is_refused_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "a.record"
    kept(place, case(entry("a", "event", what="rain"))).close()
    assert change(place, "record_told", 0, "link", random.Random(1), "words")
    with open_record(place) as record, pytest.raises(RecordBroken, match="another kind"):
        write_backup(record, tmp_path / "backup", "correct horse")
    assert not [*tmp_path.glob("*backup*")]


def test_a_column_is_of_one_kind_by_its_name() -> None:
    with create_record("memory:"):
        pass
    assert set().union(*kinds().values()) == {int, bytes, type(None)}
    assert all(len(some - {type(None)}) == 1 for some in kinds().values())


def test_what_is_told_to_a_reader_that_does_not_exist_is_found(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a faulty writer would leave it, all of it under the links of the whole."""
    honest, said = Linking._told, [entry(name, "event", what="rain", audience=["mediators"]) for name in "ab"]

    def told(self: Linking, line: Any) -> list[tuple[Any, ...]]:
        rows = honest(self, line)
        stray = (rows[-1][0] + 1, 99 << CHAIN_BITS | 1, *rows[-1][2:])
        rows.append(stray)
        return rows

    with kept(place, case()) as record:
        with monkeypatch.context() as faulty:
            faulty.setattr(Linking, "_told", told)
            append_entries(record, [Addition(said[0], "a")])
        append_entries(record, [Addition(said[1], "b")])
        (found,) = verify_record(record).broken
        assert (found.chain, found.n, "does not exist" in found.what) == ("the record", 2, True)
        assert verify_record(record, "north").broken == ()
        with pytest.raises(RecordBroken):
            set_header(record, replace(case().header, title="Other talks"))


def test_a_reader_that_is_told_nothing_is_found(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Linking.insert

    def insert(self: Linking, lines: list[Any]) -> None:
        new = len(self.head.readers) + 1
        lines[0].readers.append((new, lines[0].n, b"c" * 16, b"t" * 16))
        honest(self, lines)

    with kept(place, case()) as record:
        monkeypatch.setattr(Linking, "insert", insert)
        append_entries(record, [Addition(entry("a", "event", what="rain"), "a")])
        (found,) = verify_record(record).broken
        assert (found.n, found.what) == (1, "it is missing")
