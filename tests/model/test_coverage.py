"""Coverage of a demand by a proposal, on answers worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onetext.model import Demand, Proposal, Situation, coverage_of, make, situation_of
from tests.cast import HEADER, case, entry

SAID = [
    entry("n1", "position", party="north", issue="captives", value="20"),
    entry("s1", "position", party="south", issue="captives", value="10"),
    entry("s2", "position", said="2024-03-05", party="south", issue="captives", value="20"),
    entry("s3", "position", party="south", issue="crossing", value="market-days", conditions="a patrol"),
    entry("s4", "position", party="south", issue="truce", value="20 days"),
]  # fmt: skip


def covered(requires: Any, terms: Any = (), *said: Any, author: str = "south", header: Any = HEADER) -> tuple[Any, ...]:
    """State, by what, share and on what it rests."""
    demand, proposal = make(Demand, party="north", requires=requires), make(Proposal, author=author, terms=terms)
    found = coverage_of(demand, proposal, situation_of(case(*said, **header)))
    return found.state, found.by, found.share, found.rests_on


@pytest.mark.parametrize(
    ("requires", "terms", "expected"),
    [
        # A choice is met or not, or open between its readings; there is no share of it.
        ({"crossing": "open"}, {"crossing": "open"}, ("met", None)),
        ({"crossing": "open"}, {"crossing": "closed"}, ("unmet", None)),
        ({"crossing": "not closed"}, {"crossing": "market-days"}, ("met", None)),
        ({"crossing": "open"}, {"crossing": "open or market-days"}, ("unclear", None)),
        ({"crossing": "open or market-days"}, {"crossing": "not closed"}, ("met", None)),
        # Numbers and durations: the share of the way from the status quo (0), cut to two places.
        ({"captives": "at least 40"}, {"captives": "40"}, ("met", None)),
        ({"captives": "at least 40"}, {"captives": "10"}, ("partly", "0.25")),
        ({"captives": "at least 40"}, {"captives": "0"}, ("unmet", None)),
        ({"truce": "at least 84 days"}, {"truce": "six weeks"}, ("partly", "0.5")),
        ({"truce": "at most 10 days"}, {"truce": "48 hours"}, ("met", None)),
        # Vague words: some readings meet it and some do not.
        ({"captives": "at least 500"}, {"captives": "hundreds"}, ("unclear", None)),
        ({"captives": "at least 200"}, {"captives": "hundreds"}, ("met", None)),
        ({"captives": "at least 1000"}, {"captives": "hundreds"}, ("partly", "0.6")),
        ({"captives": "at least 40"}, {"captives": "about 40"}, ("unclear", None)),
        ({"captives": "at least 500"}, {"captives": "some"}, ("unclear", None)),
        # A date has no share without a reference.
        ({"start": "by 9 April 2024"}, {"start": "9 April 2024"}, ("met", None)),
        ({"start": "by 9 April 2024"}, {"start": "10 April 2024"}, ("unmet", None)),
        ({"start": "by 9 April 2024"}, {"start": "April 2024"}, ("unclear", None)),
        # Conditions make what is met conditional; what is not met stays so.
        ({"captives": "40"}, [{"issue": "captives", "value": "40", "conditions": "a list"}], ("conditional", None)),
        ({"captives": "40"}, [{"issue": "captives", "value": "40", "exclusions": "the wounded"}], ("conditional", None)),
        ({"captives": "40"}, [{"issue": "captives", "value": "10", "conditions": "a list"}], ("partly", "0.25")),
        # The stage that comes nearest counts.
        ({"captives": "40"}, [{"issue": "captives", "value": v, "stage": v} for v in ("10", "20", "40")], ("met", None)),
        # Several conditions: the least share; an alternative has none.
        ({"captives": "at least 40", "truce": "at least 40 days"}, {"captives": "20", "truce": "10 days"}, ("partly", "0.25")),
        ({"captives": "at least 40", "crossing": "open"}, {"captives": "20", "crossing": "closed"}, ("unmet", None)),
        ({"any": [{"captives": "at least 40"}, {"crossing": "open"}]}, {"captives": "20", "crossing": "open"}, ("met", None)),
        ({"any": [{"captives": "at least 40"}, {"crossing": "open"}]}, {"captives": "20", "crossing": "closed"}, ("unmet", None)),
        ({"not": {"crossing": "closed"}}, {"crossing": "open"}, ("met", None)),
        ({"sum": {"captives": "1", "truce": "-2"}, "is": "at most 0"}, {"captives": "20", "truce": "10 days"}, ("met", None)),
        ({"sum": {"captives": "1", "truce": "-2"}, "is": "at most 0"}, {"captives": "30", "truce": "10 days"}, ("unmet", None)),
        ({"sum": {"captives": "1", "truce": "-2"}, "is": "at most 0"}, {"captives": "about 20", "truce": "10 days"}, ("unclear", None)),
        # What is met without the issue that is open is met; where it decides, nothing can be said.
        ({"any": [{"captives": "at least 40"}, {"crossing": "open"}]}, {"captives": "40"}, ("met", None)),
        ({"captives": "at least 40", "crossing": "open"}, {"captives": "40"}, ("not_addressed", None)),
        ({"captives": "at least 40", "crossing": "open"}, {"captives": "0"}, ("unmet", None)),
    ],
)  # fmt: skip
def test_terms_cover_a_demand(requires: Any, terms: Any, expected: tuple[str, str | None]) -> None:
    state, share = expected
    by = None if state == "not_addressed" else "terms"
    assert covered(requires, terms) == (state, by, None if share is None else Decimal(share), ())


def test_a_proposal_without_terms_or_position_does_not_address_a_demand() -> None:
    assert covered({"truce": "at least 40 days"}) == ("not_addressed", None, None, ())


def test_a_silent_proposal_is_judged_by_the_latest_position_of_its_author() -> None:
    assert covered({"captives": "at least 20"}, (), *SAID) == ("met", "position", None, ("s2",))


def test_the_share_by_position_starts_from_the_position_before() -> None:
    assert covered({"captives": "at least 40"}, (), *SAID) == ("partly", "position", Decimal("0.33"), ("s2",))


def test_the_share_by_terms_starts_from_the_position_held() -> None:
    assert covered({"captives": "at least 40"}, {"captives": "25"}, *SAID) == ("partly", "terms", Decimal("0.25"), ())


def test_the_share_of_a_first_position_starts_from_the_status_quo() -> None:
    assert covered({"truce": "at least 40 days"}, (), *SAID) == ("partly", "position", Decimal("0.5"), ("s4",))


def test_without_status_quo_or_earlier_position_there_is_no_share() -> None:
    issues = HEADER["issues"] | {"captives": {"name": "Captives", "kind": "number"}}
    assert covered({"captives": "at least 40"}, {"captives": "10"}, header={"issues": issues}) == (
        "unmet",
        "terms",
        None,
        (),
    )


def test_terms_go_before_positions() -> None:
    assert covered({"captives": "at least 20"}, {"captives": "0"}, *SAID)[:2] == ("unmet", "terms")


def test_a_position_with_conditions_covers_conditionally() -> None:
    assert covered({"crossing": "market-days"}, (), *SAID) == ("conditional", "position", None, ("s3",))


def test_what_another_party_holds_covers_nothing() -> None:
    assert covered({"truce": "at least 10 days"}, (), *SAID, author="north")[0] == "not_addressed"


def test_a_withdrawn_position_covers_nothing() -> None:
    withdrawn = entry("k1", "correction", said="2024-03-06", of="s4", reason="never said")
    assert covered({"truce": "at least 10 days"}, (), *SAID, withdrawn)[0] == "not_addressed"


def test_an_offer_beyond_the_reference_the_wrong_way_has_no_share() -> None:
    assert covered({"captives": "at least 40"}, {"captives": "5"}, *SAID) == ("unmet", "terms", None, ())


def test_coverage_by_nothing_known_is_the_same_in_an_empty_situation() -> None:
    demand, proposal = (
        make(Demand, party="north", requires={"truce": "40 days"}),
        make(Proposal, author="south", terms={"truce": "40 days"}),
    )
    assert coverage_of(demand, proposal, Situation(case().header)).state == "met"
