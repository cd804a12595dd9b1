"""Questions in words: what an answer says, and how sure each chance is."""

from __future__ import annotations

import re
from decimal import Decimal

from onetext.model import Case, Header, make
from onetext.model.inquiry import Consequence, Inquiries, Inquiry
from onetext.model.slate import Chance
from onetext.reporting.ask import _how, question_line
from onetext.reporting.ask_data import ask_result
from onetext.reporting.words import Words

ISSUES = {
    "start": {"name": "Start", "kind": "date"},
    "water": {"name": "Water", "kind": "number", "unit": "percent", "lo": "30", "hi": "60", "step": "5"},
}
WORDS = Words(
    Case(make(Header, title="River", audience="all", parties={"north": "North", "south": "South"}, issues=ISSUES))
)
PACKAGE = {"start": Decimal(19844), "water": Decimal(45)}  # 1 May 2024


def line_of(inquiry: Inquiry) -> str:
    found = Inquiries(("north", "south"), ("start", "water"), (inquiry,), best=PACKAGE)
    return f"{question_line(inquiry, found, WORDS).text}\n{question_line(inquiry, found, WORDS).meta}"


def answered(answer: str, error: float = 0.02) -> Consequence:
    return Consequence(answer, Chance(0.64, 0.02, 0.5, 0.6, 0.66), PACKAGE, Chance(0.85, error, 0.2, 0.72, 0.9))


def test_a_date_up_to_which_a_side_would_go_is_said_as_a_day() -> None:
    """It stood there as 2024-05-01, where all else on the page was 1 May 2024."""
    said = line_of(Inquiry("north", "limit", ("start",), (PACKAGE,), 0.2, 0.01, (answered("19844"),)))
    assert "as far as 1 May 2024, about 64 in 100 (60 to 66): then" in said
    assert "2024-05-01" not in said


def test_a_date_up_to_which_a_side_would_go_is_data_as_a_file_states_it() -> None:
    """It stood there as a number of days, 19844."""
    one = Inquiry("north", "limit", ("start",), (PACKAGE,), 0.2, 0.01, (answered("19844"), answered("")))
    (told,) = ask_result(Inquiries(("north", "south"), ("start", "water"), (one,), best=PACKAGE), WORDS.case).questions
    assert [answer.answer for answer in told.answers] == ["2024-05-01", ""]


def test_the_first_and_the_second_of_two_packages_are_called_so() -> None:
    other = PACKAGE | {"water": Decimal(50)}
    answers = (answered("first"), answered("second"))
    said = line_of(Inquiry("north", "prefer", ("water",), (PACKAGE, other), 0.2, 0.01, answers))
    assert "rather Water 45 percent — or Water 50 percent?" in said
    assert re.search(r"the first, about .*; the second, about ", said)


def test_a_great_sampling_error_stands_beside_its_chance() -> None:
    """After an answer that is rare few draws are left: 12 in 100, behind a range from 72 to 90, was not told."""
    one = Inquiry("north", "take", (), (PACKAGE,), 0.2, 0.01, (answered("yes"), answered("no", 0.115)))
    yes, no = line_of(one).split("no, about")
    assert "sampling error" not in yes
    assert "about 85 in 100 (72 to 90), sampling error 12" in no
    told = _how(Inquiries(("north", "south"), ("start", "water"), (one,), tried=9, best=PACKAGE))
    assert "The sampling error of a chance is 2 in 100 at most where none is told." in told
    assert "two errors, and 0.1 in 100 or more" in told
