"""What a viewer may not see of a record changes nothing that it gets, its chain included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.record_pair import (
    LEAKS,
    LINKING,
    by_process,
    compare_records,
    tell_record_by_links,
    tell_records_apart,
    tell_records_apart_by_verbs,
    times_that_tell,
)
from tests.strategies import LEAVES, make_pair

PAIRS = 160


@pytest.mark.parametrize("viewer", sorted(LEAVES))
def test_records_that_a_viewer_may_not_tell_apart_give_it_the_same(viewer: str) -> None:
    for seed in range(PAIRS // len(LEAVES)):
        one, other = make_pair(seed, viewer)
        assert (seed, tell_records_apart(one, other, viewer, seed)) == (seed, [])


@pytest.mark.parametrize("viewer", ["north", "south", "mediators"])
def test_in_some_pairs_a_member_is_told_by_itself_in_one_record_and_not_in_the_other(viewer: str) -> None:
    alone = [compare_records(*make_pair(seed, viewer), viewer, seed)[1] for seed in range(12)]
    assert sum(one != other for one, other in alone) >= 3


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_in_how_records_are_written_is_found(name: str) -> None:
    pairs = ((seed, *make_pair(seed, "north")) for seed in range(24))
    assert sum(bool(tell_records_apart(one, other, "north", seed, LEAKS[name])) for seed, one, other in pairs) >= 3


@pytest.mark.parametrize("name", LINKING)
def test_parties_that_put_together_what_they_hold_can_link_nothing_and_a_leak_is_found(name: str) -> None:
    made = [(seed, make_pair(seed, "north")[0]) for seed in range(24)]
    assert [tell_record_by_links(seed, case) for seed, case in made] == [[]] * 24
    assert sum(bool(tell_record_by_links(seed, case, LINKING[name])) for seed, case in made) >= 3


def test_times_of_files_that_tell_when_something_was_written_are_found(tmp_path: Path) -> None:
    verbs, pair = (("export", "out"),), make_pair(5, "north")
    assert tell_records_apart_by_verbs(*pair, "north", 5, tmp_path, verbs) == []
    assert tell_records_apart_by_verbs(*pair, "north", 5, tmp_path, verbs, times_that_tell) == ["export out"]


@pytest.mark.parametrize("viewer", ["north", "mediators"])
def test_the_program_writes_the_same_bytes_for_records_that_a_viewer_may_not_tell_apart(
    viewer: str, tmp_path: Path
) -> None:
    assert tell_records_apart_by_verbs(*make_pair(3, viewer), viewer, 3, tmp_path) == []


def test_when_mediators_learned_of_a_conveyance_that_was_itself_carried_is_their_own() -> None:
    assert tell_records_apart(*make_pair(756, "north"), "north", 756) == []


def test_so_does_the_program_in_a_process_of_its_own(tmp_path: Path) -> None:
    verbs = (("verify",), ("export", "out"), ("brief", "--json"))
    assert tell_records_apart_by_verbs(*make_pair(5, "south"), "south", 5, tmp_path, verbs, by_process) == []
