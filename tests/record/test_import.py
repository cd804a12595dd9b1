"""A folder goes into a record and comes out whole; what is edited later becomes the right corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from onetext.actions import export_record, import_folder
from onetext.errors import TargetNotEmpty, UsageError
from onetext.files import read_case
from onetext.model import Case, Correction, Erasure, Event, project, situation_of
from onetext.record import (
    create_record,
    open_record,
    restore_backup,
    verify_record,
    write_backup,
)
from onetext.record import (
    read_case as read_record,
)
from tests.cast import case, entry
from tests.program import run, save
from tests.record.test_contract import kept
from tests.strategies import cases, make_case

FEW = settings(
    max_examples=settings().max_examples // 8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def imported(held: Case, folder: Path, place: Any) -> Any:
    """Import a case as a folder; what was done."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
    return import_folder(save(held, folder), place)


@FEW
@given(cases())
def test_a_folder_comes_back_from_a_record_as_it_was(tmp_path_factory: pytest.TempPathFactory, held: Case) -> None:
    tmp = tmp_path_factory.mktemp("import")
    create_record(tmp / "a.record").close()
    imported(held, tmp / "case", tmp / "a.record")
    export_record(tmp / "a.record", tmp / "out")
    assert read_case(tmp / "out") == read_case(tmp / "case")
    assert imported(held, tmp / "case", tmp / "a.record").added == ()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A record of the cast with three entries."""
    created = tmp_path / "a.record"
    create_record(created).close()
    imported(BASE, tmp_path / "case", created)
    return created


RAIN = entry("rain", "event", what="rain", audience=["mediators", "north"])
SNOW = entry("snow", "event", what="snow")
FIRST = entry("first", "proposal", author="mira", terms={"truce": "40 days"}, audience="all")
REPLY = entry("reply", "response", by="nadia", proposal="first", state="under study")
BASE = case(RAIN, SNOW, FIRST, REPLY)


def test_other_words_become_a_correction_for_the_mediators_and_the_told_version_stands(
    place: Path, tmp_path: Path
) -> None:
    edited = replace(RAIN, body=Event(what="hail"))
    done = imported(case(edited, SNOW, FIRST, REPLY), tmp_path / "case", place)
    assert (done.added, done.corrected, done.erased, done.header) == ((), ("rain.corrected-1",), (), False)
    with open_record(place) as record:
        held = read_record(record)
        assert situation_of(project(held, "mediators")).in_force["rain"].body == Event(what="hail")
        (north,) = (one for one in situation_of(project(held, "north")).in_force.values() if one.kind == "event")
        assert north.body == Event(what="rain")
        assert verify_record(record).broken == ()
    again = imported(case(edited, SNOW, FIRST, REPLY), tmp_path / "case", place)
    assert (again.added, again.corrected) == ((), ())
    once_more = imported(case(replace(RAIN, body=Event(what="sleet")), SNOW, FIRST, REPLY), tmp_path / "case", place)
    assert once_more.corrected == ("rain.corrected-2",)


def test_an_old_folder_does_not_take_back_what_the_record_corrected(place: Path, tmp_path: Path) -> None:
    imported(case(replace(RAIN, body=Event(what="hail")), SNOW, FIRST, REPLY), tmp_path / "case", place)
    assert imported(BASE, tmp_path / "case", place).corrected == ()


def test_what_the_folder_leaves_out_is_withdrawn_and_what_is_new_is_added(place: Path, tmp_path: Path) -> None:
    new = entry("new", "event", what="sun")
    done = imported(case(RAIN, FIRST, REPLY, new), tmp_path / "case", place)
    assert (done.added, done.corrected) == (("new",), ("snow.corrected-1",))
    with open_record(place) as record:
        held = read_record(record)
    (withdrawal,) = (one.body for one in held.entries if isinstance(one.body, Correction))
    assert (withdrawal.of, withdrawal.instead) == ("snow", None)
    assert "snow" not in situation_of(held).in_force
    assert imported(case(RAIN, FIRST, REPLY, new), tmp_path / "case", place).corrected == ()


def test_an_audience_that_is_another_is_entered_anew_unless_others_speak_of_it(place: Path, tmp_path: Path) -> None:
    wider = replace(SNOW, audience=("all",))
    done = imported(case(RAIN, wider, FIRST, REPLY), tmp_path / "case", place)
    assert (done.added, done.corrected) == (("snow.again-1",), ("snow.corrected-1",))
    assert imported(case(RAIN, wider, FIRST, REPLY), tmp_path / "case", place).added == ()
    with pytest.raises(UsageError, match="reply speak of it"):
        imported(case(RAIN, wider, replace(FIRST, audience=("mediators", "north")), REPLY), tmp_path / "case", place)


def test_an_acknowledgement_that_reads_otherwise_is_refused_in_words(place: Path, tmp_path: Path) -> None:
    known, other = (entry("known", "acknowledgement", of="snow", reason=why) for why in ("seen", "heard"))
    imported(case(*BASE.entries, known), tmp_path / "case", place)
    with pytest.raises(UsageError, match="'known': an acknowledgement cannot be changed"):
        imported(case(*BASE.entries, other), tmp_path / "case", place)


def test_an_erasure_of_the_folder_destroys_the_key(place: Path, tmp_path: Path) -> None:
    erasing = entry("gone", "erasure", of="snow", reason="asked")
    assert imported(case(RAIN, FIRST, REPLY, erasing), tmp_path / "case", place).erased == ("gone",)
    with open_record(place) as record:
        assert [one.id for one in read_record(record).entries if isinstance(one.body, Erasure)] == ["gone"]
        assert verify_record(record).erased == 1
        assert verify_record(record).broken == ()


def test_a_release_tells_the_words_in_force_and_names_the_confidences_first(place: Path, tmp_path: Path) -> None:
    asking = entry("asking", "question", by="mira", to=["nadia"], about=["rain"], words="may it rain?")
    imported(case(RAIN, SNOW, FIRST, REPLY, asking), tmp_path / "case", place)
    held_back = run("release", "asking", "--to", "south", "--record", place)
    assert held_back.code == 1
    assert "rain" in held_back.err
    assert run("release", "asking", "--to", "south", "--record", place, "--yes").code == 0
    assert run("release", "snow", "--to", "south", "--record", place).code == 0
    with open_record(place) as record:
        words = [
            getattr(one.body, "words", None) or getattr(one.body, "what", None)
            for one in project(read_record(record, "south"), "south").entries
        ]
        assert {"may it rain?", "snow"} <= {*words}
        assert verify_record(record, "south").broken == ()


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_a_backup_comes_back_equal_and_a_bad_one_leaves_the_target_untouched(
    store: str, new_place: Callable[[str], Any], tmp_path: Path
) -> None:
    held, backup = make_case(5), tmp_path / "backup"
    with kept(new_place(store), held) as record:
        before = verify_record(record).heads[0]
        write_backup(record, backup, "correct horse")
    sealed = backup.read_bytes()
    assert b"The river" not in sealed
    target = new_place(store)
    flipped = bytearray(sealed)
    flipped[len(sealed) // 2] ^= 1
    (tmp_path / "flipped").write_bytes(flipped)
    (tmp_path / "cut").write_bytes(sealed[: len(sealed) * 3 // 4])
    for path, passphrase in (
        (backup, "wrong horse"),
        (tmp_path / "flipped", "correct horse"),
        (tmp_path / "cut", "correct horse"),
    ):
        with pytest.raises(UsageError, match="does not open"):
            restore_backup(path, target, passphrase)
        assert store == "postgresql" or not list(tmp_path.glob(f"*{Path(target).name}*"))
    restore_backup(backup, target, "correct horse")
    with open_record(target) as record:
        assert read_record(record) == held
        assert verify_record(record, against=before).broken == ()
    with pytest.raises(TargetNotEmpty):
        restore_backup(backup, target, "correct horse")
