"""The generator of cases: sound, and wide enough that a law tried on its cases has been tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given

from onetext.files import check_texts, folder_text
from onetext.model import KINDS, SECTIONS, Case, Header, project, read_moment, references, situation_of, write_entry
from onetext.monitoring import follow
from tests.strategies import LEAVES, SEEDS, SIZES, VIEWERS, cases, differences, is_shown, make_case, make_pair


@pytest.fixture(scope="module")
def many_cases() -> list[Case]:
    return [make_case(seed) for seed in range(300)]


@given(cases())
def test_a_generated_case_is_sound(case: Case) -> None:
    assert check_texts(folder_text(case))[1] == []


@given(SEEDS, SIZES)
def test_a_seed_stands_for_one_case(seed: int, size: int) -> None:
    assert make_case(seed, size) == make_case(seed, size)


def test_every_kind_of_entry_is_generated(many_cases: list[Case]) -> None:
    kinds = Counter(entry.kind for case in many_cases for entry in case.entries)
    assert min(kinds[kind] for kind in KINDS) >= 20


def test_every_field_of_every_kind_is_generated(many_cases: list[Case]) -> None:
    used = {
        (entry.kind, field.name)
        for case in many_cases
        for entry in case.entries
        for field in fields(entry.body)
        if getattr(entry.body, field.name)
    }
    assert [
        (kind, field.name) for kind, cls in KINDS.items() for field in fields(cls) if (kind, field.name) not in used
    ] == []


def test_every_section_of_the_header_is_generated(many_cases: list[Case]) -> None:
    assert [
        section for section in (*SECTIONS, "glossary") if not any(getattr(case.header, section) for case in many_cases)
    ] == []
    assert {field.name for field in fields(Header)} - {
        name for case in many_cases for name in vars_of(case.header)
    } == {"viewer"}


def vars_of(header: Header) -> set[str]:
    """The fields that are not at their defaults."""
    plain = Header(title="")
    return {field.name for field in fields(Header) if getattr(header, field.name) != getattr(plain, field.name)} | {
        "onetext"
    }


def test_entries_name_entries_of_every_kind(many_cases: list[Case]) -> None:
    named = {case.kinds.get(found.name) for case in many_cases for entry in case.entries for found in references(entry)}
    assert {*KINDS} <= named


@pytest.mark.parametrize("script", ["لا", "כן", "👩‍👩‍👧", "北京", "\n", "\x1b", "\u2028", "\u202b", ": ", "#"])
def test_texts_in_many_scripts_are_generated(many_cases: list[Case], script: str) -> None:
    assert any(script in text for case in many_cases for entry in case.entries for text in texts_in(write_entry(entry)))


def texts_in(plain: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(plain, str):
        yield plain
    else:
        for item in plain.values() if isinstance(plain, dict) else plain:
            yield from texts_in(item)


def test_moments_and_quantities_of_every_form_are_generated(many_cases: list[Case]) -> None:
    granularities = {entry.said.granularity for case in many_cases for entry in case.entries}
    assert granularities == {"minute", "day", "month", "year", "part", "range", "open", "unknown"}
    stated = {entry.body.quantity.stated for case in many_cases for entry in case.entries if entry.kind == "count"}
    assert stated == {"exact", "about", "at least", "at most", "between", "vague"}


@pytest.mark.parametrize("viewer", sorted(LEAVES))
def test_cases_hold_what_a_viewer_sees_and_what_it_does_not_see(viewer: str) -> None:
    shown = Counter(
        is_shown(entry, case, viewer)
        for case in (make_pair(seed, viewer)[0] for seed in range(40))
        for entry in case.entries
    )
    assert min(shown[True], shown[False]) >= 100


@given(SEEDS, VIEWERS)
def test_a_pair_shows_its_viewer_as_many_entries_as_are_visible(seed: int, viewer: str) -> None:
    for case in make_pair(seed, viewer):
        assert len(project(case, viewer).entries) == sum(is_shown(entry, case, viewer) for entry in case.entries)


def test_pairs_hold_agreements_that_are_lived_under_in_what_is_seen_and_in_what_is_hidden() -> None:
    found: Counter[str] = Counter()
    for seed in range(80):
        viewer = sorted(LEAVES)[seed % len(LEAVES)]
        one, other = make_pair(seed, viewer)
        standing = follow(situation_of(project(one, viewer)), read_moment("2025-01-01"))
        seen = {
            "in force": standing.in_force is not None,
            "delivered": any(item.rests_on for item in standing.obligations),
            "alleged": bool(standing.violations),
            "suspended": any(item.act == "suspension" for item in standing.powers),
        }
        hidden = [
            Counter(entry.kind for entry in case.entries if entry.id.startswith("under-")) for case in (one, other)
        ]
        differs = {f"hidden {kind}": hidden[0][kind] != hidden[1][kind] for kind in ("delivery", "incident", "power")}
        found.update(name for name, holds in (seen | differs).items() if holds)
    assert found["in force"] >= 32
    assert min(found[name] for name in ("delivered", "alleged", "suspended")) >= 12
    assert min(found[f"hidden {kind}"] for kind in ("delivery", "incident", "power")) >= 8


def test_pairs_differ_in_every_way_that_a_viewer_must_not_see() -> None:
    found: Counter[str] = Counter()
    for seed in range(160):
        viewer = sorted(LEAVES)[seed % len(LEAVES)]
        found.update(set(differences(*make_pair(seed, viewer), viewer)))
    expected = {f"hidden {kind}" for kind in KINDS} | {f"hidden {section}" for section in (*SECTIONS, "glossary")}
    expected |= {
        f"{field} of shown entries" for field in ("id", "body", "learned", "entered_by", "audience", "source", "note")
    }
    assert expected | {"order of the record"} <= found.keys()
    assert "said of shown entries" not in found
