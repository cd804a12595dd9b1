"""Beliefs as data: values as a file states them."""

from __future__ import annotations

from onetext.believing import believe, find_outlook
from onetext.model import Case, Header, make, read_entry, situation_of
from onetext.reporting.believe_data import believe_result

ISSUES = {
    "start": {"name": "Start", "kind": "date", "status_quo": "1 June 2024"},
    "water": {"name": "Water", "kind": "number", "unit": "percent", "lo": "30", "hi": "60", "step": "5"},
}
VIEWS = (
    {"preference": ["1 May 2024", "1 June 2024"], "issue": "start"},
    {"interval": {"issue": "start", "limit": "19863"}},
)


def test_the_limit_on_a_date_is_a_date() -> None:
    """It stood there as a number of days since 1970, as it is stated here; on the page it is a day."""
    header = make(Header, title="River", audience="all", parties={"north": "North", "south": "South"}, issues=ISSUES)
    entries = []
    for n, said in enumerate(VIEWS):
        found, faults = read_entry(
            {"id": f"a{n}", "kind": "assessment", "party": "north", "said": "2024-03-04", **said}
        )
        assert found is not None, faults
        entries.append(found)
    case = Case(header, tuple(entries))
    told = believe_result(find_outlook(believe(situation_of(case), samples=100)), case)
    (limit,) = (one for one in told.parties["north"].limits if one.issue == "start")
    assert limit.interval == ("2024-05-20", "2024-05-20")
