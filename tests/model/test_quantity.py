"""Quantities as stated: never silently exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from onetext.model import about, read_quantity, write_quantity
from tests.strategies import SEEDS
from tests.writer import Dice

NUMBERS = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=2) | st.integers(-(10**7), 10**7).map(Decimal)
WHOLE = st.integers(1, 10**7).map(Decimal)


@given(SEEDS)
def test_a_quantity_reads_back_from_what_is_written(seed: int) -> None:
    quantity = read_quantity(Dice(seed).quantity())
    assert read_quantity(write_quantity(quantity)) == quantity


@given(SEEDS)
def test_a_quantity_keeps_its_words_and_its_bounds_in_order(seed: int) -> None:
    stated = Dice(seed).quantity()
    quantity = read_quantity(stated)
    assert quantity.words == (stated["words"] if isinstance(stated, dict) else stated)
    assert quantity.lo is None or quantity.hi is None or quantity.lo <= quantity.hi
    if quantity.nominal is not None and not isinstance(stated, dict):
        assert quantity.lo is None or quantity.lo <= quantity.nominal
        assert quantity.hi is None or quantity.nominal <= quantity.hi


@given(NUMBERS, st.booleans())
def test_about_n_holds_n_and_is_even_on_both_sides(n: Decimal, counted: bool) -> None:
    lo, hi = about(n, counted)
    assert lo <= n <= hi
    assert counted or hi - n == n - lo


@given(NUMBERS)
def test_about_n_is_within_a_twentieth_and_a_quarter_of_n(n: Decimal) -> None:
    _, hi = about(n, counted=False)
    assert abs(n) / 20 <= hi - n <= abs(n) / 4


@given(WHOLE)
def test_about_n_of_what_is_counted_is_whole_and_at_least_one_each_way(n: Decimal) -> None:
    lo, hi = about(n)
    assert lo == lo.to_integral_value()
    assert hi == hi.to_integral_value()
    assert lo <= n - 1
    assert hi >= n + 1


@given(NUMBERS, st.booleans())
def test_about_the_opposite_is_the_opposite(n: Decimal, counted: bool) -> None:
    lo, hi = about(n, counted)
    assert about(-n, counted) == (-hi, -lo)


@pytest.mark.parametrize(
    ("words", "lo", "hi", "unit"),
    [
        ("133", 133, 133, ""),
        ("about 40 hostages", 35, 45, "hostages"),
        ("about 250", 237, 263, ""),
        ("some 60,000 people", 55000, 65000, "people"),
        ("about 110", 104, 116, ""),
        ("about 2 weeks", "1.5", "2.5", "weeks"),
        ("hundreds of prisoners", 200, 999, "prisoners"),
        ("dozens", 24, 99, ""),
        ("some", 1, None, ""),
        ("at least 500 trucks", 500, None, "trucks"),
        ("up to 10", None, 10, ""),
        ("between 30 and 40", 30, 40, ""),
        ("30-40 days", 30, 40, "days"),
        ("six weeks", 6, 6, "weeks"),
        ("−3", -3, -3, ""),
        ({"words": "about 40, maybe 45", "lo": "35", "hi": "48"}, 35, 48, ""),
        ({"words": "a good many"}, None, None, ""),
    ],
)  # fmt: skip
def test_words_are_read_as_these_ranges(words: object, lo: object, hi: object, unit: str) -> None:
    found = read_quantity(words)
    assert (found.lo, found.hi, found.unit) == (
        None if lo is None else Decimal(str(lo)),
        None if hi is None else Decimal(str(hi)),
        unit,
    )


@pytest.mark.parametrize("words", ["", "many", "1:20", "between 40 and 30", "10 / 20", "NaN", "1e5", {"words": "x", "lo": "2", "hi": "1"}, {"lo": "1"}, {"words": "3", "lo": "NaN"}, ["3"], True])  # fmt: skip
def test_words_that_are_no_quantity_are_refused_with_advice(words: object) -> None:
    with pytest.raises(ValueError, match=r" \(.+\)$"):
        read_quantity(words)


@given(
    st.text() | st.from_regex(r"(about |between )?-?[0-9.,]{1,12}( and |-| to )?[0-9.,]{0,9}( [a-z]+)?", fullmatch=True)
)
def test_any_text_is_a_quantity_or_is_refused(text: str) -> None:
    try:
        quantity = read_quantity(text)
    except ValueError:
        return
    assert read_quantity(write_quantity(quantity)) == quantity
