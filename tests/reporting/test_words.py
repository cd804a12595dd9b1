"""Values in the words of a case."""

from __future__ import annotations

import pytest

from onetext.model import Case, Header, make
from onetext.reporting.words import Words

HEADER = {
    "title": "Lock",
    "parties": {"north": "North", "south": "South"},
    "issues": {
        "opening": {"name": "Opening of the lock", "kind": "duration", "unit": "hours"},
        "power": {"name": "Power", "kind": "number", "unit": "megawatts"},
    },
}


@pytest.mark.parametrize(
    ("issue", "stated", "words"),
    [
        ("opening", "1", "1 hour"),
        ("opening", "2", "2 hours"),
        ("opening", "at least 1", "at least 1 hour"),
        ("opening", "up to 3", "up to 3 hours"),
        ("power", "1", "1 megawatts"),  # a unit of the case stands as it was written
    ],
)
def test_a_number_without_a_unit_is_told_in_that_of_its_issue(issue: str, stated: str, words: str) -> None:
    assert Words(Case(make(Header, **HEADER), ())).value(issue, stated) == words
