"""The situation: what stands, as a fold of the entries."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from onetext.model import Case, apply, as_of, project, record_order, replay, situation_of
from tests.cast import case, day, entry, header
from tests.strategies import cases, views

SAID = entry("s1", "statement", speaker="mira", words="About forty.")
MENDED = entry(
    "k1",
    "correction",
    said="2024-03-06",
    of="s1",
    reason="misheard",
    instead={"kind": "statement", "speaker": "mira", "words": "Fourteen."},
)
WITHDRAWN = entry("k2", "correction", said="2024-03-08", of="s1", reason="never said")


@given(cases(), st.integers(0, 30))
def test_replaying_all_is_applying_the_rest_to_a_replay_of_the_first(case: Case, split: int) -> None:
    first, rest = case.entries[:split], case.entries[split:]
    assert replay(case.header, case.entries) == apply(replay(case.header, first), rest)


@given(cases(), st.lists(st.integers(0, 30), max_size=5))
def test_replaying_all_is_applying_part_after_part(case: Case, cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(case.entries)]
    situation = replay(case.header, ())
    for start, end in pairwise(bounds):
        situation = apply(situation, case.entries[start:end])
    assert situation == situation_of(case)


@given(views())
def test_the_situation_at_a_moment_is_a_fold_of_what_was_known_then(view: tuple[Case, str]) -> None:
    seen = project(*view)
    then = as_of(seen, day("2024-02-01"))
    known = {found.id for found in seen.entries if found.known.by <= day("2024-02-01").latest}
    assert {found.id for found in then.entries} <= known
    assert situation_of(then) == replay(then.header, sorted(then.entries, key=record_order))


def test_a_correction_replaces_and_a_later_one_withdraws() -> None:
    assert situation_of(case(SAID, MENDED)).in_force["s1"].body.words == "Fourteen."
    withdrawn = situation_of(case(SAID, MENDED, WITHDRAWN))
    assert "s1" not in withdrawn.in_force
    assert withdrawn.as_told["s1"] == SAID
    assert withdrawn.corrections == {"s1": ("k1", "k2")}


def test_a_correction_waits_for_what_it_corrects() -> None:
    late = entry("s1", "statement", said="2024-03-10", speaker="mira", words="About forty.")
    assert replay(header(), [MENDED]).in_force.keys() == {"k1"}
    assert situation_of(case(late, MENDED)).in_force["s1"].body.words == "Fourteen."


def test_a_correction_after_a_withdrawal_puts_the_entry_back() -> None:
    again = entry(
        "k3",
        "correction",
        said="2024-03-09",
        of="s1",
        reason="said after all",
        instead={"kind": "statement", "speaker": "mira", "words": "Forty."},
    )
    assert situation_of(case(SAID, WITHDRAWN, again)).in_force["s1"].body.words == "Forty."


def test_an_erasure_takes_the_entry_out_whichever_comes_first() -> None:
    erased = entry("x1", "erasure", said="2024-03-01", of="s1", reason="asked for")
    for order in ((SAID, erased), (erased, SAID)):
        assert replay(header(), order).in_force.keys() == {"x1"}


def test_the_recipients_of_a_proposal_are_those_it_was_put_to_and_those_that_answered() -> None:
    offered = entry("p1", "proposal", author="mira", terms={"truce": "10 days"})
    carried = entry("c1", "conveyance", what="p1", to="nadia", by="mira")
    answered = entry("a1", "response", proposal="p1", by="south-council", state="under study")
    found = situation_of(case(offered, carried, answered))
    assert found.recipients("p1") == ("north", "south")
    assert found.answer("p1", "north") is None
    assert found.answer("p1", "south") == answered
