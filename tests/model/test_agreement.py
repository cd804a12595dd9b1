"""Agreements and templates: lossless, whole or not at all, and sound where they are read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given

from onetext.files import check_texts, folder_text, read_case
from onetext.model import (
    Agreement,
    Template,
    Term,
    amount_of,
    check_agreement,
    find_cycles,
    make,
    project,
    read_anchor,
    read_entry,
    read_formula,
    read_quantity,
    read_trigger,
    write_anchor,
    write_entry,
    write_trigger,
)
from onetext.model.filling import fill_template
from tests.cast import case, entry, header
from tests.strategies import SEEDS, make_case

ANCHORS = ("2023-11-24", "the start of truce", "the end of free", "16 days after the start of truce", "12 hours before each swap",
           "the signature", "the agreement", "7 hours after each day", "2 weeks after 5 March 2024",
           {"earlier_of": ["2024-03-01", {"later_of": ["the end of a", "1 day before the end of b"]}]})  # fmt: skip
TRIGGERS = ({"done": "a"}, {"delivered": {"a": "at least 7"}}, {"swaps": "7"}, {"passed": "the end of a"}, {"not": {"begun": "a"}},
            {"all": [{"accepted": "a"}, {"any": [{"verified": "b"}, {"reported": "c"}, {"met": "d"}, {"ended": "e"}]}]})  # fmt: skip


@pytest.mark.parametrize("stated", ANCHORS, ids=str)
def test_a_time_reads_back_as_it_is_written(stated: Any) -> None:
    anchor = read_anchor(stated)
    assert read_anchor(write_anchor(anchor)) == anchor


@pytest.mark.parametrize("stated", TRIGGERS, ids=str)
def test_a_trigger_reads_back_as_it_is_written(stated: Any) -> None:
    assert write_trigger(read_trigger(stated)) == stated


@pytest.mark.parametrize("stated", ["day 16", "16 days", "after 3 days", "the end", "within two weeks", "immediately"])
def test_a_time_that_hangs_on_nothing_is_refused_with_the_mend(stated: str) -> None:
    with pytest.raises(ValueError, match="has no anchor \\(write after what"):
        read_anchor(stated)


@given(SEEDS)
def test_every_agreement_that_is_drawn_is_sound_and_reads_back(seed: int) -> None:
    drawn = make_case(seed)
    for item in drawn.entries:
        if isinstance(item.body, Agreement):
            assert list(check_agreement(item.body)) == []
            assert read_entry(write_entry(item, drawn.header.tz), drawn.header.tz)[0] == item


def test_an_agreement_is_seen_whole_or_not_at_all() -> None:
    plain = {"parties": ["north", "south"], "obligations": {"a": {"by": "north", "does": "leave", "verifier": "watch"}}}
    made = case(
        entry("deal", "agreement", audience="all", **plain),
        actors={"watch": {"name": "The watch", "audience": "mediators"}, "seen": {"name": "Seen"}},
    )
    assert [item.id for item in project(made, "mediators").entries] == ["deal"]
    assert project(made, "north").entries == ()
    (problem, *_) = check_texts(folder_text(made))[1]
    assert "may see this entry but not 'watch', on which it rests" in problem.what


def test_the_known_cases_go_in_and_out_without_loss(request: pytest.FixtureRequest) -> None:
    for name in ("truce-2023", "paris-draft-2024", "river"):
        held = read_case(request.config.rootpath / "examples" / name)
        assert check_texts(folder_text(held)) == (held, [])
        deals = [item for item in held.entries if isinstance(item.body, Agreement)]
        assert deals
        assert yaml.safe_load(folder_text(held)["entries.yaml"])


ISSUES = {
    "captives": {"name": "Captives", "kind": "number", "unit": "people"},
    "truce": {"name": "Truce", "kind": "duration", "unit": "days"},
    "crossing": {"name": "Crossing", "options": {"open": "open daily", "shut": "shut"}},
    "start": {"name": "Start", "kind": "date"},
}
TEMPLATE: dict[str, Any] = {
    "name": "Way",
    "agreement": {
        "parties": ["north", "south"],
        "stages": {"first": {"name": "First", "begins": "the agreement"}},
        "obligations": {
            "free": {"by": "north", "does": "free", "stage": "first"},
            "gate": {"by": "south", "does": "keep the gate", "stage": "first"},
            "half": {"by": "south", "does": "free", "begins": "the start of first"},
        },
    },
    "fills": [
        {"part": "free", "field": "amount", "value": {"times": [{"issue": "captives"}, "3"]}},
        {"part": "half", "field": "amount", "value": {"over": [{"minus": [{"issue": "captives"}, "10"]}, "2"]}},
        {"part": "half", "field": "begins", "value": {"issue": "start"}},
        {"part": "first", "field": "days", "value": {"issue": "truce"}},
        {"part": "gate", "field": "words", "value": "Daily.", "when": {"truce": "at least 30 days"}},
        {"part": "gate", "field": "words", "value": "On market days."},
    ],
    "only_if": {"gate": {"when": {"crossing": "open"}}},
}


def filled(**terms: str) -> Any:
    template = make(Template, **TEMPLATE)
    return fill_template("way", template, [Term(name, value) for name, value in terms.items()], header(issues=ISSUES))


def test_a_package_gives_amounts_times_and_parts_by_the_template() -> None:
    found = filled(captives="40", truce="6 weeks", crossing="open", start="10 May 2024")
    duties = {duty.id: duty for duty in found.agreement.obligations}
    assert (duties["free"].amount.lo, duties["half"].amount.words) == (120, "15 people")
    assert duties["half"].begins == read_anchor("10 May 2024")
    assert (found.agreement.stages[0].days.lo, duties["gate"].words) == (42, "Daily.")
    assert (found.blanks, found.left_out) == ((), ())


def test_what_the_package_does_not_settle_stays_blank_and_is_named() -> None:
    found = filled(captives="about 40", crossing="shut")
    duties = {duty.id: duty for duty in found.agreement.obligations}
    assert (duties["free"].amount.lo, duties["free"].amount.hi) == (105, 135)
    assert found.left_out == ("gate",)
    assert {(blank.part, blank.field, blank.why) for blank in found.blanks} == {
        ("half", "begins", "not settled"),
        ("first", "days", "not settled"),
    }


def test_a_choice_that_is_open_keeps_its_part_and_says_so() -> None:
    found = filled(captives="40")
    assert "gate" in {duty.id for duty in found.agreement.obligations}
    assert ("gate", None, "not certain") in {(blank.part, blank.field, blank.why) for blank in found.blanks}


@pytest.mark.parametrize(
    ("stated", "lo", "hi"),
    [
        ({"plus": [{"issue": "x"}, "5"]}, 40, 50), ({"minus": ["100", {"issue": "x"}]}, 55, 65), ({"times": [{"issue": "x"}, {"issue": "x"}]}, 1225, 2025),
        ({"over": [{"issue": "x"}, "5"]}, 7, 9), ({"plus": ["1", "2", {"times": ["2", "3"]}]}, 9, 9),
    ],
)  # fmt: skip
def test_arithmetic_of_ranges_gives_the_range_of_what_may_follow(stated: Any, lo: int, hi: int) -> None:
    found = amount_of(read_formula(stated), lambda issue: read_quantity("about 40"))
    assert (found.lo, found.hi) == (lo, hi)


def test_people_are_not_cut_in_half() -> None:
    found = amount_of(read_formula({"over": [{"issue": "x"}, "2"]}), lambda issue: read_quantity("15 people"))
    assert (found.lo, found.hi, found.unit) == (7, 8, "people")


def test_a_division_by_what_may_be_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="a division by what may be 0"):
        amount_of(read_formula({"over": ["1", {"issue": "x"}]}), lambda issue: read_quantity("0"))


def test_a_long_row_of_steps_is_no_cycle_and_needs_no_depth() -> None:
    row = {f"s{n}": [f"s{n + 1}"] for n in range(20_000)}
    assert list(find_cycles(row)) == []
    assert next(find_cycles(row | {"s19999": ["s0"], "s20000": []}))[0] == "s0"
