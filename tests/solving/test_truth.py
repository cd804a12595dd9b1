"""What is true of many packages at once is what the definition says of each."""

from __future__ import annotations

import itertools
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onetext.model.belief import Grid
from onetext.model.condition import Condition, holds
from onetext.model.issue import Reading
from onetext.model.predicate import Factor
from onetext.solving.truth import truths

NUMBERS = st.decimals(min_value=-50, max_value=50, places=1)
ISSUES = ("crossing", "captives", "truce")


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A choice, and two issues of numbers, one with an option beside them."""
    captives = draw(st.lists(NUMBERS, min_size=1, max_size=3, unique=True))
    truce = draw(st.lists(NUMBERS, min_size=1, max_size=3, unique=True))
    return Grid(ISSUES, (("open", "shut"), tuple(captives), ("permanent", *truce)))


def readings() -> st.SearchStrategy[Reading]:
    """Options and ranges."""
    ends = st.none() | NUMBERS
    return st.builds(Reading, st.frozensets(st.sampled_from(["open", "permanent"])), st.booleans(), ends, ends)


FACTORS = st.lists(
    st.builds(Factor, st.sampled_from(ISSUES[1:]), NUMBERS | st.just(Decimal(10**15))), min_size=1, max_size=3
)
ATOMS = (
    st.builds(lambda issue, read: Condition("in", issue, read), st.sampled_from(ISSUES), readings())
    | st.builds(
        lambda op, read, f: Condition(op, None, read, tuple(f)),
        st.sampled_from(["sum", "product"]),
        readings(),
        FACTORS,
    )
    | st.builds(lambda f: Condition("product", "truce", Reading(), tuple(f)), FACTORS)
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: (
        st.builds(
            lambda op, parts: Condition(op, parts=tuple(parts)),
            st.sampled_from(["all", "any"]),
            st.lists(inner, max_size=3),
        )
        | st.builds(lambda part: Condition("not", parts=(part,)), inner)
    ),
    max_leaves=6,
)


@given(grids(), st.lists(CONDITIONS, max_size=3))
def test_all_packages_at_once_are_judged_as_each_by_itself(grid: Grid, conditions: list[Condition]) -> None:
    packages = list(itertools.product(*map(range, grid.sizes)))
    found = truths(grid, tuple(conditions), np.asarray(packages))
    assert found.tolist() == [[holds(one, grid.package(options)) for one in conditions] for options in packages]
