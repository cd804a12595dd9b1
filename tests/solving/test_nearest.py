"""The least by which a demand on a number must move."""

from __future__ import annotations

import random
from unittest import mock

from hypothesis import given

from onetext.model.condition import Condition, holds, total_of
from onetext.solving import cell, find_nearest
from onetext.solving.brute import all_packages
from tests.solving.spaces import _Author, small_question
from tests.strategies import SEEDS


def wanted_of(seed: int) -> Condition | None:
    """A demand on a number in the same space."""
    author = _Author(seed)
    author.rng = random.Random(seed + 1)
    if not author.numeric:
        return None
    found = next(found for found in iter(author.total, None) if found.op == "sum")
    return found if seed % 2 else next((one for one in iter(author.value, None) if one.issue in author.numeric), None)


@given(SEEDS)
def test_it_is_the_nearest_number_that_any_package_allows(seed: int) -> None:
    space, constraints, demands = small_question(seed)
    wanted, conditions = wanted_of(seed), [*constraints, *list(demands.values())[:2]]
    if wanted is None:
        return
    kept = [p for p in all_packages(space) if all(holds(one, p) for one in conditions)]
    if not kept:
        return
    totals = {total for p in kept if (total := total_of(wanted, p)) is not None}
    expected = min(totals, key=lambda n: (away(wanted, n), n), default=None)
    assert find_nearest(space, conditions, wanted) == expected
    with mock.patch.object(cell, "_MOST", 0):
        assert find_nearest(space, conditions, wanted) == expected


def away(wanted: Condition, number: object) -> object:
    """How far a number is from what is wanted."""
    lo, hi = wanted.reading.lo, wanted.reading.hi
    below = lo - number if lo is not None and number < lo else 0  # type: ignore[operator]
    above = number - hi if hi is not None and number > hi else 0  # type: ignore[operator]
    return below + above  # type: ignore[operator]
