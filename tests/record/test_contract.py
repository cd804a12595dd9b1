"""What a record promises, on each store: nothing lost, nothing twice, each viewer its own, every change found."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from onetext.errors import RecordUnreadable, TargetNotEmpty, UnknownViewer, UsageError
from onetext.model import Case, Entry, Teller, project, references, write_entry
from onetext.record import (
    MEMORY,
    Addition,
    append_entries,
    backup,
    create_record,
    open_record,
    opening,
    read_case,
    restore_backup,
    set_header,
    verification,
    verify_record,
    write_backup,
)
from onetext.record import record as record_module
from onetext.record.linking import Linking
from onetext.record.reading import readers_of
from onetext.record.record import FORM, TOLD_BITS, Tail
from onetext.record.sealing import canonical, canonical_of, fields_of
from tests.cast import HEADER, case, entry
from tests.strategies import cases, make_case, viewers_of, views

FEW = settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def grounds_first(entries: Sequence[Entry]) -> list[Entry]:
    """Entries in an order in which they could become known: what one speaks of comes before it."""
    by_id, begun, found = {entry.id: entry for entry in entries}, set[str](), list[Entry]()

    def add(entry: Entry) -> None:
        if entry.id not in begun:
            begun.add(entry.id)
            for named in references(entry):
                if named.name in by_id:
                    add(by_id[named.name])
            found.append(entry)

    for each in entries:
        add(each)
    return found


def kept(place: Any, held: Case, batch: int = 5) -> Any:
    """A record that holds a case, appended a few entries at a time."""
    record = create_record(place)
    set_header(record, held.header)
    additions = [Addition(entry, entry.id) for entry in grounds_first(held.entries)]
    for start in range(0, len(additions), batch):
        append_entries(record, additions[start : start + batch])
    return record


def chained(held: Case) -> list[str]:
    """Those of its viewers who have a chain: parties and circles."""
    return [name for name in viewers_of(held) if name not in held.header.mediators]


@pytest.mark.parametrize("seed", range(6))
def test_a_record_gives_back_the_case_and_every_viewer_its_projection(place: Any, seed: int) -> None:
    held = make_case(seed)
    with kept(place, held) as record:
        assert read_case(record) == held
        for viewer in viewers_of(held):
            assert project(read_case(record, viewer), viewer) == project(held, viewer)
        for viewer in chained(held):
            assert verify_record(record, viewer).broken == ()
        assert verify_record(record).broken == ()


@FEW
@given(views())
def test_the_projection_in_sql_is_that_of_the_model(view: tuple[Case, str]) -> None:
    held, viewer = view
    with kept(MEMORY, held, 7) as record:
        assert project(read_case(record, viewer), viewer) == project(held, viewer)


@FEW
@given(views())
def test_sql_opens_no_line_that_the_viewer_may_not_see(view: tuple[Case, str]) -> None:
    held, viewer = view
    with kept(MEMORY, held, 7) as record:
        seen = {entry.id for entry in read_case(record, viewer).entries}
        tellers = [Teller(held.header, name) for name in readers_of(held.header, viewer)]
        may = {entry.id for entry in held.entries for teller in tellers if teller.may_see(entry)}
        assert seen <= may


@FEW
@given(views())
def test_the_short_way_of_telling_is_the_definition(view: tuple[Case, str]) -> None:
    held, viewer = view
    teller = Teller(held.header, viewer)
    for one in held.entries:
        names = [*(found.name for found in references(one)), *teller._roster.audience(one)]
        plain = write_entry(one, held.header.tz)
        short = teller.told_plain(one, plain, _same, teller._roster.audience(one), names)
        told = teller.told(one, _same)
        assert _in_order(short) == _in_order(None if told is None else write_entry(told, held.header.tz))


def _in_order(plain: Any) -> Any:
    return None if plain is None else [*plain.items()]


def _same(name: str, ref: object) -> str:
    return name


def test_what_is_appended_again_is_there_once(place: Any) -> None:
    held = make_case(3)
    with kept(place, held) as record:
        before = verify_record(record).heads
        again = append_entries(record, [Addition(entry, entry.id) for entry in grounds_first(held.entries)])
        assert again == [*range(2, len(held.entries) + 2)]
        assert verify_record(record).heads == before
        assert not set_header(record, held.header)


def test_a_client_id_belongs_to_its_writer_and_to_one_entry(place: Any) -> None:
    one, other = entry("a", "event", what="rain"), entry("b", "event", what="snow")
    with kept(place, case()) as record:
        assert append_entries(record, [Addition(one, "1")], "mira") == [2]
        with pytest.raises(UsageError):
            append_entries(record, [Addition(other, "1")], "mira")
        assert append_entries(record, [Addition(other, "1")], "tove") == [3]
        with pytest.raises(UsageError):
            append_entries(record, [Addition(replace(other, id="a"), "2")], "tove")
        assert [found.id for found in read_case(record).entries] == ["a", "b"]
        assert verify_record(record).broken == ()


def test_a_refused_batch_leaves_nothing(place: Any) -> None:
    entries = [entry(name, "event", what="rain") for name in ("a", "b", "a")]
    with kept(place, case()) as record:
        with pytest.raises(UsageError):
            append_entries(record, [Addition(one, str(n)) for n, one in enumerate(entries)])
        assert read_case(record).entries == ()
        assert append_entries(record, [Addition(entries[1], "1")]) == [2]
        assert verify_record(record).broken == ()


@pytest.mark.parametrize("seed", range(4))
def test_another_header_tells_anew_what_changes_for_a_viewer_and_nothing_to_the_others(place: Any, seed: int) -> None:
    held = make_case(seed)
    open_to_all = replace(held.header, audience=("all",), parties={**dict(reversed(held.header.parties.items()))})
    changed = Case(open_to_all, held.entries)
    with kept(place, held) as record:
        before = {viewer: verify_record(record, viewer).heads for viewer in chained(held)}
        assert set_header(record, open_to_all)
        assert read_case(record) == changed
        for viewer in viewers_of(changed):
            assert project(read_case(record, viewer), viewer) == project(changed, viewer)
        for viewer in chained(changed):
            now = verify_record(record, viewer)
            assert now.broken == ()
            if Teller(held.header, viewer).header == Teller(open_to_all, viewer).header:
                told = {
                    Teller(header, viewer).may_see(one) for header in (held.header, open_to_all) for one in held.entries
                }
                assert now.heads == before[viewer] or told
        assert verify_record(record).broken == ()


def test_a_stranger_gets_the_words_of_the_model(place: Any) -> None:
    with kept(place, case()) as record:
        for ask in (read_case, verify_record):
            with pytest.raises(UnknownViewer, match="no case can be drawn for 'oriol'"):
                ask(record, "oriol")


def test_a_record_is_opened_again_with_its_root_and_not_without(
    store: str, new_place: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    if store == "memory":
        pytest.skip("a record in memory ends with its process")
    held, place = make_case(5), new_place(store)
    kept(place, held).close()
    with open_record(place) as record:
        assert read_case(record) == held
    with pytest.raises(TargetNotEmpty):
        create_record(place)
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "elsewhere"))
    with pytest.raises(RecordUnreadable, match="no root"):
        open_record(place)


@FEW
@given(cases())
def test_any_case_is_kept_without_loss(held: Case) -> None:
    with kept(MEMORY, held, 100) as record:
        assert read_case(record) == held
        assert verify_record(record).broken == ()


@pytest.mark.parametrize(("step", "told"), [(-1, "an older onetext wrote this record"), (1, "a newer onetext wrote")])
def test_a_record_or_backup_of_another_form_is_refused_in_words(
    store: str, new_place: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any, step: int, told: str
) -> None:
    if store == "memory":
        pytest.skip("a record in memory ends with its process")
    place = new_place(store)
    with monkeypatch.context() as other:
        for module in (opening, record_module, backup, verification):
            other.setattr(module, "FORM", FORM + step)
        with kept(place, make_case(5)) as record:
            write_backup(record, tmp_path / "backup", "correct horse")
    with pytest.raises(RecordUnreadable, match=told):
        open_record(place)
    with pytest.raises(UsageError, match="another onetext made this backup"):
        restore_backup(tmp_path / "backup", tmp_path / "again.record", "correct horse")
    assert not list(tmp_path.glob("*again.record*"))


@FEW
@given(cases())
def test_what_an_entry_of_any_kind_is_sealed_as_comes_back_from_json(held: Case) -> None:
    for one in held.entries:
        plain = write_entry(one, held.header.tz)
        assert json.loads(canonical(plain)) == plain
        assert canonical_of(fields_of(plain).values()) == canonical(plain)


def test_an_append_after_another_writer_is_asked_about_and_kept(place: Any, store: str) -> None:
    if store == "memory":
        pytest.skip("nobody else writes to the memory of a process")
    entries = [entry(name, "event", what="rain") for name in "abcdefgh"]
    with kept(place, case()) as one, open_record(place) as other:
        for n, (record, each) in enumerate(zip([one, one, one, other, other, other, one, other], entries, strict=True)):
            assert append_entries(record, [Addition(each, each.id)]) == [n + 2]
        assert append_entries(one, [Addition(entries[0], "a")]) == [2]
        with pytest.raises(UsageError):
            append_entries(other, [Addition(entries[1], "a")])
        assert append_entries(other, [Addition(each, each.id) for each in entries]) == [*range(2, 10)]
        assert [found.id for found in read_case(one).entries] == [*"abcdefgh"]
        assert verify_record(one).broken == ()


def test_an_entry_that_very_many_are_told_is_kept_whole_or_not_at_all(
    place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = case(audience="all", parties={f"p{n}": f"P{n}" for n in range(40)}, people={})
    one, other = (entry(name, "event", what="rain", audience=["all"]) for name in "ab")
    with kept(place, held) as record:
        assert append_entries(record, [Addition(one, "a")]) == [2]
        with monkeypatch.context() as torn:
            torn.setattr(Linking, "_row", _fail)
            with pytest.raises(ZeroDivisionError):
                append_entries(record, [Addition(other, "b")])
        assert verify_record(record).broken == ()
        assert append_entries(record, [Addition(other, "b")]) == [3]
        assert len(record.rows("SELECT 1 FROM record_told WHERE id >= ?", [2 << TOLD_BITS])) == 2 * 43
        assert verify_record(record).broken == ()


@pytest.mark.parametrize("at", [3, 150])
@pytest.mark.parametrize("made", ["_told", "_row"])
def test_a_batch_that_fails_while_its_rows_are_made_is_kept_whole_or_not_at_all(
    made: str, at: int, place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [entry(f"e{n}", "event", what=f"rain {n}", audience=["north", "mediators"]) for n in range(200)]
    make, count = getattr(Linking, made), itertools.count()
    with kept(place, case()) as record:
        told = record.rows("SELECT COUNT(*) FROM record_told")
        with monkeypatch.context() as torn:
            torn.setattr(Linking, made, lambda own, line: make(own, line) if next(count) < at else _fail())
            with pytest.raises(ZeroDivisionError):
                append_entries(record, [Addition(each, each.id) for each in entries])
        assert record.rows("SELECT COUNT(*) FROM record_told") == told
        assert append_entries(record, [Addition(each, each.id) for each in entries]) == [*range(2, 202)]
        assert verify_record(record).broken == ()


@pytest.mark.parametrize(("step", "n"), [(-1, 2), (3, 3)])
def test_a_place_that_is_there_twice_or_not_is_found_by_keeper_and_viewer(step: int, n: int, place: Any) -> None:
    one, other = (entry(name, "event", what="rain", audience=["north", "mediators"]) for name in "ab")
    with kept(place, case(one)) as record:
        head = record.head
        assert head is not None
        (reader,) = (row.id for tag, row in head.readers.items() if tag == record.reader_tag("north"))
        tail = head.tails[reader]
        head.tails[reader] = Tail(tail.n + step, tail.link)  # as a faulty writer would remember it
        append_entries(record, [Addition(other, "b")])
        for viewer, chain in ((None, f"the chain of reader {reader}"), ("north", "north")):
            assert [(found.chain, found.n) for found in verify_record(record, viewer).broken] == [(chain, n)]
        assert verify_record(record, "south").broken == ()


def test_members_who_are_told_by_themselves_in_one_call_are_verified_and_restored(
    place: Any, new_place: Any, store: str, tmp_path: Path
) -> None:
    """One speaks of what Tove knows with Mira, and not with Amina; the other the other way round."""
    circles = {
        "left": {"name": "Left", "members": ["amina", "mira"]},
        "right": {"name": "Right", "members": ["tove", "mira"]},
    }
    issues = {
        f"for-{side}": {"name": side, "options": {"yes": "yes", "no": "no"}, "audience": side} for side in circles
    }
    held = case(circles=HEADER["circles"] | circles, issues=issues)
    said = [
        entry(f"of-{side}", "demand", party="north", requires={f"for-{side}": "yes"}, audience="desk")
        for side in ("right", "left")
    ]
    with kept(place, held) as record:
        append_entries(record, [Addition(each, each.id) for each in said])
        assert [[e.id for e in read_case(record, who).entries] for who in ("desk", "amina", "tove")] == [
            [],
            ["of-left"],
            ["of-right"],
        ]
        assert verify_record(record).broken == ()
        write_backup(record, tmp_path / "backup", "correct horse")
    if store != "memory":
        assert restore_backup(tmp_path / "backup", new_place(store), "correct horse").lines == 3


def _fail(*about: Any) -> Any:
    raise ZeroDivisionError
