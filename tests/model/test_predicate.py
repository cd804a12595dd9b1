"""Predicates: conditions over issue values, as data."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, strategies as st

from onetext.model import Predicate, read_predicate, write_predicate
from onetext.model.predicate import FALSE, OPEN, TRUE, truth_of
from tests.strategies import PATTERNS, SEEDS
from tests.writer import Plain, Pool, Writer

ISSUES: dict[str, Plain] = {f"issue-{n}": item for n, item in enumerate(PATTERNS["issues"])}
POOL = Pool({"issue": [*ISSUES]}, ISSUES)
predicates = st.builds(lambda seed: read_predicate(Writer(seed, POOL).predicate(3)), SEEDS)


@given(predicates)
def test_a_predicate_reads_back_from_what_is_written(predicate: Predicate) -> None:
    assert read_predicate(write_predicate(predicate)) == predicate


@given(predicates)
def test_what_is_written_twice_is_written_the_same(predicate: Predicate) -> None:
    assert write_predicate(read_predicate(write_predicate(predicate))) == write_predicate(predicate)


@given(predicates, st.randoms())
def test_the_truth_of_a_predicate_is_that_of_its_atoms(predicate: Predicate, chance: object) -> None:
    """Against the slow definition: try every certain truth that the open atoms may take, each on its own."""
    places: list[Predicate] = list(predicate.atoms())
    allowed = [(TRUE, FALSE, OPEN)[hash((chance.random(), n)) % 3] for n in range(len(places))]  # type: ignore[attr-defined]
    given_truth = iter(allowed)
    found = truth_of(predicate, lambda atom: next(given_truth))
    if len(places) <= 8:
        outcomes = set()
        for choice in product(*allowed):
            truths = iter(choice)
            (outcome,) = truth_of(predicate, lambda atom, truths=truths: frozenset([next(truths)]))
            outcomes.add(outcome)
        assert found == outcomes


@pytest.mark.parametrize("stated", [{}, "open", None, [], {"all": []}, {"any": {}}, {"not": "x"}, {"if": {"a": "1"}}, {"sum": {}, "is": "3"}, {"sum": {"a": "x"}, "is": "3"}, {"sum": {"a": "1"}, "is": "lots"}, {"a": ["1"]}, {"all": [{"a": "1"}], "b": "2"}])  # fmt: skip
def test_what_says_nothing_about_issues_is_refused_with_advice(stated: object) -> None:
    with pytest.raises(ValueError, match=r" \(.+\)$"):
        read_predicate(stated)
