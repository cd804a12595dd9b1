"""What a good briefing must show of the draft of Paris, looked for in its data and on its page."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from onetext.actions import brief_case
from onetext.model import Count
from onetext.reporting import brief_page, write_markdown

KNOWN = Path(__file__).parents[2].parent / "shared" / "known" / "staged_feb_2024_paris_draft.yaml"
STUCK = {
    "demand-permanent": "position-end",
    "demand-return": "position-return",
    "demand-withdrawal": "position-forces",
}


@pytest.fixture(scope="module")
def briefing(examples):
    return brief_case(examples / "paris-draft-2024")


@pytest.fixture(scope="module")
def page(briefing):
    return " ".join(
        write_markdown(brief_page(briefing.brief, briefing.sticking, briefing.counts, briefing.case)).split()
    )


@pytest.fixture(scope="module")
def bodies(briefing):
    return {entry.id: entry.body for entry in briefing.case.entries}


@pytest.fixture(scope="module")
def draft(briefing):
    (standing,) = briefing.brief.proposals
    return standing


def test_the_draft_is_under_study_with_hamas_alone_and_no_date_was_given(draft, page):
    assert draft.status == {"hamas": "under study"}
    assert draft.pending_with == ("hamas",)
    assert "no date given for an answer" in page


def test_the_mediators_put_it_together_with_israel(bodies):
    assert bodies["draft"].author == ("us", "qatar", "egypt", "israel")
    assert bodies["draft"].to == ("hamas",)


def test_the_terms_of_the_first_stage_are_those_reported(bodies):
    terms = {term.issue: term.value for term in bodies["draft"].terms}
    assert {term.stage for term in bodies["draft"].terms} == {"1"}
    assert (terms["truce"], terms["hostages-freed"], terms["prisoners-freed"], terms["rate"]) == (
        "40 days",
        "40",
        "about 400",
        "10",
    )
    assert (terms["aid-trucks"], terms["tents"], terms["caravans"], terms["flights"]) == (
        "500",
        "200,000",
        "60,000",
        "8 hours",
    )
    (machines,) = [term for term in bodies["draft"].terms if term.issue == "machinery"]
    assert machines.conditions == ("Hamas does not use the machines to threaten Israel",)


def test_both_reports_of_the_length_stand(page, bodies):
    assert "40 days" in page
    assert "six weeks" in page
    assert "six weeks" in bodies["officials-on-length"].words


def test_three_demands_of_one_side_stand_against_what_the_other_rejects(draft, bodies):
    for demand, against in STUCK.items():
        (issue,) = bodies[demand].requires.issues
        assert draft.coverage[demand].state == "unmet"
        assert bodies[against].issue == issue
        assert bodies[against].value == f"not {bodies[demand].requires.stated}"


def test_only_the_end_of_the_war_is_judged_by_position(draft):
    assert [name for name in STUCK if draft.coverage[name].by == "position"] == ["demand-permanent"]


def test_that_no_list_has_come_is_said_by_others_and_is_no_refusal_of_hamas(briefing, bodies):
    assert bodies["demand-list"].party == "israel"
    assert [name for name, body in bodies.items() if getattr(body, "issue", None) == "lists"] == []
    assert (bodies["no-list-yet"].speaks_for, bodies["no-list-yet"].stance) == (None, "other")
    assert {entry.id for entry in briefing.case.entries if entry.doubt} >= {"no-list-yet"}


def test_ramadan_and_the_threatened_offensive_are_ahead(briefing):
    ahead = {item.id: item.when.start.date().isoformat() for item in briefing.brief.deadlines if item.when}
    assert set(ahead) == {"ramadan", "rafah-offensive"}


def test_the_figures_of_the_draft_can_add_up(briefing):
    found = {ledger.id: (ledger.gap, ledger.balanced) for ledger in briefing.counts.ledgers}
    assert found == {"day-each": ((0, 0), "yes"), "ten-for-one": ((-50, 50), "possible")}


def test_nothing_shipped_about_real_parties_holds_a_preference_or_a_chance(bodies):
    assert not [name for name, body in bodies.items() if body.kind == "assessment" or getattr(body, "firmness", None)]


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_the_example_says_what_the_known_case_says(bodies):
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    counted = {body.account: body.quantity.nominal for body in bodies.values() if isinstance(body, Count)}
    stage, expected = known["stage_1"], known["expected"]
    assert counted["held"] == known["remaining_reported"]
    assert counted["draft-hostages"] == stage["a_gives"]["hostages"]
    assert counted["draft-prisoners"] == stage["b_gives"]["prisoners"]
    assert counted["draft-days"] == stage["days"] == expected["axios_days_for_40_hostages"]
    assert counted["draft-prisoners"] / counted["draft-hostages"] == Decimal(expected["prisoners_over_hostages"])
