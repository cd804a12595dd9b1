"""What a record promises, on each store: nothing lost, nothing twice, each viewer its own, every change found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from onetext.errors import RecordUnreadable, TargetNotEmpty, UnknownViewer, UsageError
from onetext.model import Case, Teller, project, references, write_entry
from onetext.record import (
    MEMORY,
    Addition,
    append_entries,
    create_record,
    open_record,
    read_case,
    set_header,
    verify_record,
)
from onetext.record.reading import readers_of
from tests.cast import case, entry
from tests.strategies import cases, make_case, viewers_of, views

FEW = settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def kept(place: Any, held: Case, batch: int = 5) -> Any:
    """A record that holds a case, appended a few entries at a time."""
    record = create_record(place)
    set_header(record, held.header)
    additions = [Addition(entry, entry.id) for entry in held.entries]
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
        assert short == (None if told is None else write_entry(told, held.header.tz))


def _same(name: str, ref: object) -> str:
    return name


def test_what_is_appended_again_is_there_once(place: Any) -> None:
    held = make_case(3)
    with kept(place, held) as record:
        before = verify_record(record).heads
        again = append_entries(record, [Addition(entry, entry.id) for entry in held.entries])
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
