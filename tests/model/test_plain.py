"""Nouns to plain data and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given

from onetext.model import (
    KINDS,
    SECTIONS,
    Case,
    Header,
    make,
    read_entry,
    read_plain,
    write_entry,
    write_header,
    write_plain,
)
from tests.strategies import cases


@given(cases())
def test_every_entry_reads_back_from_what_is_written(case: Case) -> None:
    for entry in case.entries:
        assert read_entry(write_entry(entry, case.header.tz), case.header.tz) == (entry, [])


@given(cases())
def test_every_noun_within_an_entry_reads_back_by_itself(case: Case) -> None:
    for entry in case.entries:
        for noun in nouns_in(entry.body):
            assert read_plain(type(noun), write_plain(noun, case.header.tz), case.header.tz) == (noun, [])


def nouns_in(holder: Any) -> list[Any]:
    """A dataclass and those within it that are read by their type alone."""
    if isinstance(holder, tuple):
        return [noun for item in holder for noun in nouns_in(item)]
    if not is_dataclass(holder):
        return []
    alone = [] if type(holder).__name__ in ("Release", "Correction", "Factor", "Unnamed") else [holder]
    deeper = (
        []
        if type(holder).__name__ in ("Moment", "Quantity", "Predicate")
        else [getattr(holder, field.name) for field in fields(holder)]
    )
    return alone + nouns_in(tuple(deeper))


@given(cases())
def test_every_item_of_a_header_reads_back_by_itself(case: Case) -> None:
    for section in (*SECTIONS, "glossary"):
        for item in case.header.section(section).values():
            assert read_plain(type(item), write_plain(item, case.header.tz), case.header.tz) == (item, [])


@given(cases())
def test_a_header_reads_back_from_what_is_written(case: Case) -> None:
    assert read_plain(Header, write_header(case.header), case.header.tz) == (case.header, [])


def test_all_faults_are_found_at_once() -> None:
    plain = {
        "id": "A B",
        "kind": "demand",
        "party": "",
        "reqires": {"truce": "all"},
        "strength": "vague",
        "said": "noon",
        "note": ["x"],
    }
    _, faults = read_entry(plain)
    assert len(faults) == 6


def test_every_kind_says_which_fields_it_lacks() -> None:
    for kind, cls in KINDS.items():
        _, faults = read_plain(cls, {"kind": kind})
        required = [field.name for field in fields(cls) if field.default is field.default_factory]
        assert [fault.what for fault in faults] == [f"'{name}' is missing" for name in required]


def test_a_bare_text_stands_for_a_name() -> None:
    assert make(Header, title="River", parties={"north": "North"}) == make(
        Header, title="River", parties={"north": {"name": "North"}}
    )
