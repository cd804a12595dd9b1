"""What a circle may not know, and a member of it does who is in another circle too: that member is told it by itself."""

from __future__ import annotations

import pytest

from onetext.model import Case, Entry, project
from onetext.record import Addition, append_entries, read_case, set_header, verify_record
from tests.cast import entry, header
from tests.record_pair import in_memory

CIRCLES = {
    "inner": {"name": "The inner circle", "members": ["mira", "amina"]},
    "desk": {"name": "The desk", "members": ["amina", "tove"]},
}
MEDIATORS = {"mira": "Mira", "amina": "Amina", "tove": "Tove"}
HEADER = header(mediators=MEDIATORS, circles=CIRCLES)
ENTRIES = (
    entry("rain", "event", what="rain", audience=["inner"]),
    entry("wish", "assessment", party="north", outside_option="about 0.4", given="rain", audience=["desk"]),
    entry("call", "conveyance", to="south", what=["wish"], audience=["desk"]),
)
VIEWERS = ("mediators", "inner", "desk", *MEDIATORS, "north", "south")


def kinds(case: Case, viewer: str) -> list[str]:
    """The kinds of the entries that a viewer sees."""
    return sorted(found.kind for found in project(case, viewer).entries)


@pytest.mark.parametrize("at_once", [1, 3])
def test_a_record_tells_each_member_what_the_folder_shows_it(at_once: int) -> None:
    record = in_memory(1)
    set_header(record, HEADER)
    for start in range(0, len(ENTRIES), at_once):
        append_entries(record, [Addition(one, one.id) for one in ENTRIES[start : start + at_once]])
    whole = Case(HEADER, ENTRIES)
    assert {v: kinds(read_case(record, v), v) for v in VIEWERS} == {v: kinds(whole, v) for v in VIEWERS}
    assert (kinds(whole, "amina"), kinds(whole, "desk")) == (["assessment", "conveyance", "event"], ["conveyance"])
    assert verify_record(record).broken == ()


def told_to_desk(*entries: Entry) -> list[str]:
    """The words of every link of the circle's chain."""
    from onetext.record import find_chain

    record = in_memory(1)
    set_header(record, HEADER)
    append_entries(record, [Addition(one, one.id) for one in entries])
    chain = find_chain(record, "desk")
    return [] if chain is None else [str(link.told) for link in chain.links]


def test_the_circle_learns_nothing_of_what_a_member_is_told_by_itself() -> None:
    other = entry("wish", "assessment", party="south", outside_option="about 0.9", given="rain", audience=["desk"])
    assert told_to_desk(*ENTRIES[:2]) == told_to_desk(ENTRIES[0], other) == told_to_desk(ENTRIES[0])
