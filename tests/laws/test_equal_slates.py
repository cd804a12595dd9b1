"""Slates and questions treat sides alike: their order and names, and the order of issues, change nothing but themselves."""

from __future__ import annotations

from typing import Any

import pytest

from onetext.asking import find_inquiries
from onetext.believing import believe
from onetext.bridging import make_slate
from onetext.model import Case, situation_of
from tests.flows.test_slate_and_questions import talks
from tests.laws.test_equal_treatment import permuted, renamed

SWAP = {"north": "south", "south": "north"}


def slate(case: Case) -> list[tuple[Any, ...]]:
    """The packages with their chances."""
    situation = situation_of(case)
    found = make_slate(believe(situation, samples=300), situation)
    return [
        (dict(one.terms), {party: chance.p for party, chance in one.accept.items()}, one.joint)
        for one in found.packages
    ]


def questions(case: Case) -> list[tuple[Any, ...]]:
    """The questions with their worths."""
    situation = situation_of(case)
    found = find_inquiries(believe(situation, samples=300), situation)
    return [(one.to, one.kind, sorted(one.about), one.worth) for one in found.questions]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_header_changes_no_package_and_no_chance(seed: int) -> None:
    one, other = slate(talks()), slate(permuted(talks(), seed))
    assert [terms for terms, _, _ in one] == [terms for terms, _, _ in other]
    for (_, mine, joint), (_, yours, their_joint) in zip(one, other, strict=True):
        assert mine == pytest.approx(yours, abs=1e-9)
        assert (joint.p, joint.error, joint.lo, joint.hi) == pytest.approx(
            (their_joint.p, their_joint.error, their_joint.lo, their_joint.hi), abs=1e-9
        )


def test_exchanged_names_exchange_the_chances_and_nothing_else() -> None:
    one, other = slate(talks()), slate(renamed(talks()))
    assert [terms for terms, _, _ in one] == [terms for terms, _, _ in other]
    for (_, mine, _), (_, yours, _) in zip(one, other, strict=True):
        assert mine == pytest.approx({SWAP[party]: p for party, p in yours.items()}, abs=1e-9)


def test_the_order_of_the_header_changes_no_question() -> None:
    one, other = questions(talks()), questions(permuted(talks(), 1))
    assert {told[:2] for told in one} == {told[:2] for told in other}
    assert sorted(worth for *_, worth in one) == pytest.approx(sorted(worth for *_, worth in other), abs=1e-6)


def test_exchanged_names_exchange_whom_to_ask() -> None:
    one, other = questions(talks()), questions(renamed(talks()))
    assert {told[:2] for told in one} == {(SWAP.get(to, to), kind) for to, kind, *_ in other}
