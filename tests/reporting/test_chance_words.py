"""Chances in words: never more than two digits, never without a range, and an answer as an answer."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onetext.model.slate import Chance
from onetext.reporting.chance import chance_words, decimal_of, error_of

SHARES = st.floats(0, 1)


@given(SHARES, SHARES, SHARES, SHARES, SHARES, st.sampled_from([None, "conditional", "silent"]))
def test_a_chance_has_two_digits_at_most_and_a_range(
    p: float, error: float, prior: float, lo: float, hi: float, state: str | None
) -> None:
    chance = Chance(p, error, prior, min(lo, p), max(hi, p), state, None)
    said = chance_words(chance)
    assert re.search(r"\(\d+ to \d+\)$", said)
    assert all(len(number) <= 3 and int(number) <= 100 for number in re.findall(r"\d+", said))
    assert abs(float(decimal_of(p)) - p) <= 0.005 + 1e-9
    assert float(error_of(error)) >= error - 1e-9


@given(SHARES, SHARES)
def test_a_recorded_answer_is_no_chance(p: float, prior: float) -> None:
    for state in ("accepted", "rejected"):
        assert chance_words(Chance(p, 0, prior, p, p, state, "r")) == state
