"""What a viewer may not see of a record changes nothing that it gets, its chain included."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.record import create_record
from tests.pair import VERBS
from tests.program import run
from tests.record_pair import LEAKS, entropy_of, fill, tell_records_apart
from tests.strategies import LEAVES, make_pair

PAIRS = 160


@pytest.mark.parametrize("viewer", sorted(LEAVES))
def test_records_that_a_viewer_may_not_tell_apart_give_it_the_same(viewer: str) -> None:
    for seed in range(PAIRS // len(LEAVES)):
        one, other = make_pair(seed, viewer)
        assert (seed, tell_records_apart(one, other, viewer, seed)) == (seed, [])


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_in_how_records_are_written_is_found(name: str) -> None:
    pairs = ((seed, *make_pair(seed, "north")) for seed in range(24))
    assert sum(bool(tell_records_apart(one, other, "north", seed, LEAKS[name])) for seed, one, other in pairs) >= 3


@pytest.mark.parametrize("viewer", ["north", "mediators"])
def test_the_program_writes_the_same_bytes_for_records_that_a_viewer_may_not_tell_apart(
    viewer: str, tmp_path: Path
) -> None:
    seed, verbs = 3, (*VERBS, ("verify",), ("verify", "--json"), ("record head",))
    shown = []
    for which, case in enumerate(make_pair(seed, viewer)):
        place = tmp_path / "talks.record"
        with create_record(place, entropy_of(seed)) as record:
            fill(record, case, viewer, seed, which)
        told = []
        for verb, *options in verbs:
            words = [str(tmp_path / "out") if word == "out" else word for word in options]
            where = ["--record", place] if verb == "verify" else [place]
            told.append(run(*verb.split(), *where, *words, "--for", viewer))
            told.append({path.name: path.read_bytes() for path in (tmp_path / "out").glob("*")})
            for path in (tmp_path / "out").glob("*"):
                path.unlink()
        shown.append(told)
        for path in tmp_path.glob("talks.record*"):
            path.unlink()
    assert shown[0] == shown[1]
