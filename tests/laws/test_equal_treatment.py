"""Sides are treated alike: their order and their names change nothing but the order and the names."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given

from onetext.model import (
    Case,
    Demand,
    Proposal,
    Situation,
    coverage_of,
    find_contradictions,
    situation_of,
    with_references,
)
from tests.strategies import SEEDS, cases


def permuted(case: Case, seed: int) -> Case:
    """The same case with its parties, people and issues in another order."""
    chance, header = random.Random(seed), case.header
    sections = {section: [*header.section(section).items()] for section in ("parties", "people", "issues", "actors")}
    for items in sections.values():
        chance.shuffle(items)
    return Case(replace(header, **{section: dict(items) for section, items in sections.items()}), case.entries)


def renamed(case: Case) -> Case:
    """The same case with the ids of North and South exchanged."""
    swap = {"north": "south", "south": "north"}

    def rename(name: str, ref: object) -> str:
        return swap.get(name, name)

    def exchanged(holder: Any) -> Any:
        return with_references(holder, rename)

    header = case.header
    sections: dict[str, Any] = {}
    for section in (
        "people",
        "actors",
        "channels",
        "circles",
        "constraints",
        "issues",
        "accounts",
        "ledgers",
        "sources",
        "mediators",
        "parties",
    ):
        sections[section] = {swap.get(name, name): exchanged(item) for name, item in header.section(section).items()}
    sections["glossary"] = {word: exchanged(meaning) for word, meaning in header.glossary.items()}
    audience = tuple(swap.get(name, name) for name in header.audience)
    return Case(replace(header, audience=audience, **sections), tuple(map(exchanged, case.entries)))


def states(situation: Situation) -> dict[tuple[str, str], object]:
    """How every proposal covers every demand."""
    return {
        (wanted.id, offered.id): coverage_of(demand, proposal, situation)
        for wanted, demand in situation.of(Demand)
        for offered, proposal in situation.of(Proposal)
    }


@given(cases(), SEEDS)
def test_the_order_of_the_header_changes_no_coverage_and_no_contradiction(case: Case, seed: int) -> None:
    one, other = situation_of(case), situation_of(permuted(case, seed))
    assert states(one) == states(other)
    assert find_contradictions(one) == find_contradictions(other)
    assert one == other


@given(cases())
def test_exchanging_the_names_of_the_parties_changes_no_coverage_and_no_contradiction(case: Case) -> None:
    one, other = situation_of(case), situation_of(renamed(case))
    assert states(one) == states(other)
    assert [found.stances for found in find_contradictions(one)] == [
        found.stances for found in find_contradictions(other)
    ]
    assert renamed(renamed(case)) == case
