"""Moments: intervals of time as stated, with the words kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from onetext.model import read_moment, write_moment
from tests.strategies import SEEDS, ZONES
from tests.writer import Dice

PLACES = st.sampled_from([UTC, *map(ZoneInfo, ZONES[1:]), ZoneInfo("Pacific/Apia")])


@given(SEEDS, PLACES)
def test_a_moment_reads_back_from_what_is_written(seed: int, zone: ZoneInfo) -> None:
    moment = read_moment(Dice(seed).moment(), zone)
    assert read_moment(write_moment(moment, zone), zone) == moment


@given(SEEDS, PLACES, PLACES)
def test_a_moment_written_for_another_zone_is_the_same_time(seed: int, zone: ZoneInfo, other: ZoneInfo) -> None:
    moment = read_moment(Dice(seed).moment(), zone)
    back = read_moment(write_moment(moment, other), other)
    assert (back.words, back.start, back.end) == (moment.words, moment.start, moment.end)


@given(SEEDS, PLACES)
def test_a_moment_keeps_its_words_and_ends_after_it_begins(seed: int, zone: ZoneInfo) -> None:
    stated = Dice(seed).moment()
    moment = read_moment(stated, zone)
    assert moment.words == (stated["words"] if isinstance(stated, dict) else stated)
    assert moment.earliest < moment.latest
    assert moment.is_known == (moment.granularity != "unknown")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2024-04-09", "2024-04-09", "2024-04-10"),
        ("9 April 2024", "2024-04-09", "2024-04-10"),
        ("Tuesday, 9 Apr 2024", "2024-04-09", "2024-04-10"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2023", "2023-01-01", "2024-01-01"),
        ("early 2023", "2023-01-01", "2023-05-01"),
        ("late 2023", "2023-09-01", "2024-01-01"),
        ("mid April 2024", "2024-04-11", "2024-04-21"),
        ("early 9 April 2024", "2024-04-09", "2024-04-09T08:00"),
        ("6–7 April 2024", "2024-04-06", "2024-04-08"),
        ("30 March 2024 to 2 April 2024", "2024-03-30", "2024-04-03"),
        ("before 9 April 2024", None, "2024-04-09"),
        ("by 9 April 2024", None, "2024-04-10"),
        ("after 9 April 2024", "2024-04-10", None),
        ("since early 2024", "2024-01-01", None),
        ("9 April 2024, 14:30", "2024-04-09T14:30", "2024-04-09T14:31"),
        ("2024-04-09T14:30+02:00", "2024-04-09T12:30", "2024-04-09T12:31"),
        ("unknown", None, None),
        ("9999", "9999-01-01", "none such"),
    ],
)  # fmt: skip
def test_words_are_read_as_these_intervals(words: str, start: str | None, end: str | None) -> None:
    if end == "none such":
        with pytest.raises(ValueError, match="there is no such date"):
            read_moment(words)
        return
    found = read_moment(words)
    assert [bound and bound.replace(tzinfo=None) for bound in (found.start, found.end)] == [
        bound and datetime.fromisoformat(bound) for bound in (start, end)
    ]


def test_a_day_is_a_day_of_its_zone_also_when_the_clocks_change() -> None:
    changed = read_moment("2024-03-10", ZoneInfo("America/New_York"))
    assert changed.start is not None
    assert changed.end is not None
    assert (changed.end - changed.start).total_seconds() == 23 * 3600


@pytest.mark.parametrize("words", ["", "tomorrow", "31 April 2024", "Monday, 9 April 2024", "2024-13", "32 May 2024", "7-6 April 2024", "early unknown", "before", "0000", "25:00", "9 April 2024, 24:00", {"words": ""}, {"from": "2024"}, {"words": "x", "from": "2024", "to": "2023"}, ["2024"]])  # fmt: skip
def test_words_that_are_no_moment_are_refused_with_advice(words: object) -> None:
    with pytest.raises(ValueError, match=r" \(.+\)$"):
        read_moment(words)


@given(st.text(), PLACES)
def test_any_text_is_a_moment_or_is_refused(text: str, zone: ZoneInfo) -> None:
    try:
        words = read_moment(text, zone).words
    except ValueError as error:
        found = re.search(r" \(.+\)$", str(error), re.DOTALL)
        words = text if found else "refused without advice"
    assert words == text


@given(
    st.from_regex(
        r"(before|after|late|early|by|since|mid)? ?[0-9]{1,4}-[0-9]{1,2}(-[0-9]{1,2})?(T[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?)?",
        fullmatch=True,
    ),
    PLACES,
)
def test_any_digits_are_a_moment_or_are_refused(text: str, zone: ZoneInfo) -> None:
    try:
        moment = read_moment(text, zone)
    except ValueError:
        return
    assert read_moment(write_moment(moment, zone), zone) == moment
