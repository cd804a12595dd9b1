"""Times and numbers as people say them, worked out by hand for Friday 12 April 2024."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model import read_moment
from onetext.model.spoken import speak_moments, speak_quantities

FRIDAY = date(2024, 4, 12)
TIMES = {
    "early Tuesday": ("2024-04-09T00:00", "2024-04-09T08:00"),
    "yesterday evening": ("2024-04-11T18:00", "2024-04-12T00:00"),
    "9 April": ("2024-04-09T00:00", "2024-04-10T00:00"),
    "9.4.": ("2024-04-09T00:00", "2024-04-10T00:00"),
    "13/4": ("2024-04-13T00:00", "2024-04-14T00:00"),
    "over the weekend": ("2024-04-06T00:00", "2024-04-08T00:00"),
    "3 days ago": ("2024-04-09T00:00", "2024-04-10T00:00"),
    "last month": ("2024-03-01T00:00", "2024-04-01T00:00"),
    "late 2023": ("2023-09-01T00:00", "2024-01-01T00:00"),
    "6-7 April": ("2024-04-06T00:00", "2024-04-08T00:00"),
    "Tuesday at 14:30": ("2024-04-09T14:30", "2024-04-09T14:31"),
    "30 December": ("2023-12-30T00:00", "2023-12-31T00:00"),
}
NUMBERS = {
    "about 40, maybe 45": [(35, 45), (35, 48)],
    "hundreds": [(200, 999)],
    "a few dozen": [(24, 99)],
    "30 or 40 trucks": [(30, 40)],
    "6 to 8": [(6, 8)],
    "more than 500 people": [(501, None)],
    "about 60,000": [(55000, 65000)],
    "lots": [],
}


@pytest.mark.parametrize("words", TIMES)
def test_a_time_is_read_as_one_who_says_it_means_it(words: str) -> None:
    first = speak_moments(words, FRIDAY).readings[0]
    assert first.start is not None
    assert first.end is not None
    assert (first.start.isoformat()[:16], first.end.isoformat()[:16]) == TIMES[words]
    assert first.words == words


def test_what_is_to_come_is_the_next_and_what_is_past_the_last() -> None:
    ahead, past = (speak_moments("by Friday", date(2024, 4, 9), ahead=ahead).readings[0].end for ahead in (True, False))
    assert (ahead, past) == (datetime(2024, 4, 13, tzinfo=UTC), datetime(2024, 4, 6, tzinfo=UTC))


def test_figures_that_may_be_two_days_ask_and_those_that_may_not_do_not() -> None:
    assert speak_moments("4/9", FRIDAY).asks
    assert not speak_moments("4.9.", FRIDAY).asks
    assert not speak_moments("13/4", FRIDAY).asks
    assert not speak_moments("4/4", FRIDAY).asks


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_is_read_with_its_other_readings(words: str) -> None:
    found = [(one.quantity.lo, one.quantity.hi) for one in speak_quantities(words)]
    assert found == NUMBERS[words]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.text(max_size=30))
def test_no_words_break_the_reading_and_none_means_an_empty_time(day: date, words: str) -> None:
    for one in speak_moments(words, day).readings:
        assert one.start is None or one.end is None or one.start < one.end
    speak_quantities(words)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_the_model_reads_by_itself_is_read_by_it(day: date) -> None:
    words = (day - timedelta(days=3)).isoformat()
    assert speak_moments(words, day).readings == (read_moment(words),)
