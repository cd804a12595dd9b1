"""The projection: what one viewer may see of a case, as a case of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import UnknownViewer
from onetext.files import check_texts, folder_text
from onetext.model import Case, as_of, project, project_added, references, situation_of
from tests.cast import MIRA, ORIOL, case, day, entry
from tests.strategies import cases, make_case, views

CONFIDENCE = entry(
    "s1", "statement", speaker="sami", to="mira", words="We could go to forty.", note="tired", entered_by="mira"
)


@given(views())
def test_a_projection_of_a_projection_is_itself(view: tuple[Case, str]) -> None:
    seen = project(*view)
    assert project(seen, view[1]) == seen
    assert folder_text(project(seen, view[1])) == folder_text(seen)


@given(views(), st.integers(0, 30))
def test_a_projection_after_more_entries_is_that_of_the_whole(view: tuple[Case, str], start: int) -> None:
    whole, viewer = view
    added = {entry.id for entry in whole.entries[start:]}
    while more := {e.id for e in whole.entries if e.id not in added and any(r.name in added for r in references(e))}:
        added |= more  # nothing speaks of what is not there yet
    before = Case(whole.header, tuple(entry for entry in whole.entries if entry.id not in added))
    new = [entry for entry in whole.entries if entry.id in added]
    assert before.adding(new) == whole
    assert project_added(project(before, viewer), whole, new) == project(whole, viewer)


@given(views())
def test_a_projection_is_a_sound_case(view: tuple[Case, str]) -> None:
    assert check_texts(folder_text(project(*view)))[1] == []


@given(views())
def test_a_projection_read_back_from_its_folder_projects_to_itself(view: tuple[Case, str]) -> None:
    seen = project(*view)
    back, _ = check_texts(folder_text(seen))
    assert back == seen
    assert project(back, view[1]) == seen


@given(cases())
def test_a_party_gets_ordinals_in_the_order_told_and_nothing_of_the_mediators(case: Case) -> None:
    seen = project(case, "north")
    assert [found.id for found in seen.entries] == [f"e{n}" for n in range(1, len(seen.entries) + 1)]
    for found in seen.entries:
        assert (found.entered_by, found.note, found.audience) == (None, None, ())


def test_a_party_sees_what_it_said_itself_and_not_what_the_other_said() -> None:
    said = case(CONFIDENCE)
    assert len(project(said, "south").entries) == 1
    assert project(said, "north").entries == ()
    assert project(said, MIRA).entries[0].entered_by == "mira"


def test_a_party_learns_a_conveyed_entry_when_it_was_conveyed() -> None:
    said = entry("p1", "proposal", author="north", terms={"truce": "10 days"}, audience=["mediators", "south", "north"])
    told = entry(
        "c1", "conveyance", said="2024-03-06", what="p1", to="south", by="mira", audience=["mediators", "south"]
    )
    seen = project(case(said, told), "south")
    assert [found.known.words for found in seen.entries] == ["2024-03-06", "2024-03-06"]
    assert [found.known.words for found in project(case(said, told), "north").entries] == ["2024-03-04"]


def test_a_release_reaches_its_party_as_the_words_it_was_told() -> None:
    release = entry(
        "r1",
        "release",
        said="2024-03-09",
        of="s1",
        to="north",
        copy={"kind": "statement", "speaker": "south", "words": "A number."},
        copy_said="2024-03-04",
    )
    (told,) = project(case(CONFIDENCE, release), "north").entries
    assert (told.id, told.kind, told.body.words, told.said.words, told.known.words) == (
        "e1",
        "statement",
        "A number.",
        "2024-03-04",
        "2024-03-09",
    )
    assert len(project(case(CONFIDENCE, release), "mediators").entries) == 2


def test_a_person_the_viewer_may_not_know_becomes_the_side_it_speaks_for() -> None:
    people = {"nadia": {"name": "Nadia", "speaks_for": "north", "audience": "mediators"}}
    said = entry("s1", "statement", speaker="nadia", words="No.", audience="all")
    assert project(case(said, people=people), "south").entries[0].body.speaker == "north"
    assert project(case(said, people=people), "mediators").entries[0].body.speaker == "nadia"


def test_a_correction_the_viewer_may_not_see_leaves_the_told_version_standing() -> None:
    told = entry("s1", "statement", speaker="mira", words="About forty.", audience="all")
    mended = entry(
        "k1",
        "correction",
        of="s1",
        reason="misheard",
        instead={"kind": "statement", "speaker": "mira", "words": "Fourteen."},
        audience="mediators",
    )
    words = {viewer: situation_of(project(case(told, mended), viewer)).in_force for viewer in ("north", "mediators")}
    assert words["north"]["e1"].body.words == "About forty."
    assert words["mediators"]["s1"].body.words == "Fourteen."


def test_an_erased_entry_is_gone_for_everybody_and_the_mediators_know_which() -> None:
    erased = entry("x1", "erasure", of="s1", reason="asked for")
    seen = project(case(erased), "mediators")
    assert seen.entries[0].body.of == "s1"
    assert situation_of(seen).erased == {"s1"}
    assert project(case(erased), "north").entries == ()


@pytest.mark.parametrize("viewer", ["mira", "amina", "mediators"])
def test_who_is_inside_sees_what_its_circles_share(viewer: str) -> None:
    entries = [
        entry(f"n-{circle}", "event", what="a talk", audience=circle) for circle in ("shuttle", "desk", "mediators")
    ]
    expected = {"mira": {"n-shuttle", "n-mediators"}, "amina": {"n-desk", "n-mediators"}, "mediators": {"n-mediators"}}[
        viewer
    ]
    assert {found.id for found in project(case(*entries), viewer).entries} == expected


@given(cases())
def test_whom_the_case_does_not_know_views_nothing(case: Case) -> None:
    with pytest.raises(UnknownViewer, match=r"^no case can be drawn for 'oriol'$"):
        project(case, ORIOL)


@given(views())
def test_what_was_known_grows_with_the_moment(view: tuple[Case, str]) -> None:
    seen = project(*view)
    early, late = (as_of(seen, day(at)) for at in ("2024-01-15", "2024-03-15"))
    assert (
        {found.id for found in early.entries}
        <= {found.id for found in late.entries}
        <= {found.id for found in seen.entries}
    )
    assert as_of(late, day("2024-01-15")) == early
    assert as_of(seen, day("9999-12-30")) == as_of(seen, day("unknown")) == seen


@given(views())
def test_what_was_known_at_a_moment_is_a_sound_case_of_its_own(view: tuple[Case, str]) -> None:
    seen = project(*view)
    then = as_of(seen, day("2024-02-01"))
    assert as_of(then, day("2024-02-01")) == then
    assert check_texts(folder_text(then))[1] == []


@pytest.mark.parametrize("viewer", ["north", "amina"])
def test_a_source_is_known_to_its_own_audience_only(viewer: str) -> None:
    source = {"of": "notebook", "span": "met behind the mill", "audience": "shuttle"}
    circles = {"shuttle": {"name": "Those who travel", "members": "mira", "audience": "shuttle"}}
    said = case(
        entry("s1", "event", what="rain", audience="all", source=source),
        sources={"notebook": {"person": "Mira"}},
        circles=circles,
    )
    assert project(said, viewer).entries[0].source is None
    assert project(said, "mira").entries[0].source is not None


def test_an_audience_of_circles_the_viewer_may_not_know_is_not_read_as_the_default() -> None:
    circles = {
        name: {"name": name, "members": members, "audience": name}
        for name, members in (("shuttle", ["mira"]), ("desk", ["amina", "tove"]))
    }
    said = case(
        entry("s1", "statement", speaker="nadia", to="mira", words="x", audience=["shuttle", "desk"]), circles=circles
    )
    assert project(said, "mediators").entries[0].audience == ("mediators",)
    assert project(said, "north").entries == ()


def test_a_reference_to_what_was_released_leads_to_the_copy_only_where_the_copy_may_stand_there() -> None:
    offered = entry("p1", "proposal", author="mira", terms={"truce": "10 days"})
    told = entry("r1", "release", of="p1", to="north", copy={"kind": "event", "what": "There is a proposal."})
    given_over = entry("d1", "delivery", by="mira", what="a list", under="p1", audience="all")
    assert check_texts(folder_text(project(case(offered, told, given_over), "north")))[1] == []


def test_of_two_conveyances_at_one_time_nothing_hidden_says_which_told() -> None:
    carried = entry("a1", "count", said="2024-01", account="held", quantity="about 40", audience="all")
    one = entry("c1", "conveyance", said="unknown", what="a1", to="south", by="south", audience="all")
    other = entry("c2", "conveyance", said={"words": "at some time"}, what="a1", to="south", by="mira", audience="all")
    late = entry(
        "c1", "conveyance", said="unknown", learned="2024-05", what="a1", to="south", by="south", audience="all"
    )
    accounts = {"held": "People held"}
    assert project(case(carried, one, other, accounts=accounts), "south") == project(
        case(carried, late, other, accounts=accounts), "south"
    )


def test_when_the_mediators_learned_of_a_partys_own_conveyance_does_not_show_in_when_it_was_told() -> None:
    carried = entry("a1", "event", said="2024-01", what="rain", audience="all")
    own = {"said": "unknown", "what": "a1", "to": "north", "by": "north", "audience": "all"}
    early, late = (entry("c1", "conveyance", learned=learned, **own) for learned in ("2024-02", "2024-05"))
    assert project(case(carried, early), "north") == project(case(carried, late), "north")


def test_an_entry_that_cannot_stand_leaves_no_gap_in_the_numbers() -> None:
    seen = project(make_case(66), "west")
    assert [entry.id for entry in seen.entries] == [f"e{n}" for n in range(1, len(seen.entries) + 1)]
    assert project(seen, "west") == seen
