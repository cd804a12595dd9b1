"""The truce of November 2023 adds up as the reports say: 7 days, 80 hostages, 240 prisoners, three for each."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from onetext.actions import brief_case
from onetext.model import Count, Delivery, Incident, Notice, Power, Proposal
from onetext.reporting import brief_page, write_markdown

KNOWN = Path(__file__).parents[2].parent / "shared" / "known" / "staged_nov_2023_truce.yaml"
TOTALS = {"days-held": 7, "hostages-agreed": 80, "prisoners-agreed": 240}


@pytest.fixture(scope="module")
def briefing(examples):
    return brief_case(examples / "truce-2023")


@pytest.fixture(scope="module")
def bodies(briefing):
    return {entry.id: entry.body for entry in briefing.case.entries}


@pytest.fixture(scope="module")
def deal(bodies):
    return {(term.issue, term.stage): term.value for term in bodies["deal"].terms}


def test_the_totals_are_seven_days_80_hostages_and_240_prisoners(bodies):
    counted = {body.account: body.quantity.lo for body in bodies.values() if isinstance(body, Count)}
    assert {account: counted[account] for account in TOTALS} == TOTALS


def test_every_ledger_adds_up_to_the_last_person_and_day(briefing):
    assert {ledger.id for ledger in briefing.counts.ledgers} == set(briefing.case.header.ledgers)
    assert {(ledger.gap, ledger.balanced) for ledger in briefing.counts.ledgers} == {((0, 0), "yes")}


def test_the_deliveries_are_those_of_the_agreement_save_the_two_who_came_out_the_day_before(bodies):
    given = [body for body in bodies.values() if isinstance(body, Delivery)]
    of = {
        side: [body.quantity.lo for body in given if body.by == side and body.quantity] for side in ("hamas", "israel")
    }
    assert sorted(of["hamas"]) == [2, 8, 20, 50]
    assert sorted(of["israel"]) == [30, 60, 150]
    assert (sum(of["hamas"]), sum(of["israel"])) == (80, 240)


def test_three_prisoners_for_each_hostage_in_each_part_and_eight_in_the_last_exchange_were_ten(briefing, bodies):
    rates = {rate.id: rate.nominal for rate in briefing.counts.exchanges}
    assert rates == {"prisoners-24-27": 3, "prisoners-28-29": 3, "prisoners-30": Decimal("3.75")}
    last = bodies["prisoners-30"].quantity.lo
    assert last == 3 * (bodies["hostages-30"].quantity.lo + bodies["russian-israelis"].quantity.lo)


def test_the_deal_keeps_its_minimum_per_day_and_its_rule_of_extension(deal):
    assert (deal["truce", "1"], deal["hostages-freed", "1"], deal["prisoners-freed", "1"]) == ("4 days", "50", "150")
    assert (deal["hostages-daily", "1"], deal["candidates", "1"], deal["rate", "1"]) == ("at least 10", "300", "3")
    assert (deal["aid-trucks", "1"], deal["flights", "1"]) == ("300", "6 hours")
    assert (deal["extra-day", "2"], deal["more-hostages", "2"], deal["more-prisoners", "2"]) == (
        "10",
        "at most 50",
        "at most 150",
    )


def test_both_sides_accepted_and_the_truce_was_extended_twice(briefing, bodies):
    (standing,) = briefing.brief.proposals
    assert standing.status == {"hamas": "accepted", "israel": "accepted"}
    assert standing.pending_with == ()
    assert [name for name, body in bodies.items() if isinstance(body, Power)] == ["extension-1", "extension-2"]


def test_a_list_is_refused_with_a_reason_and_an_improved_one_accepted(bodies):
    notices = {name: body for name, body in bodies.items() if isinstance(body, Notice)}
    assert notices["list-1-refused"].reason
    assert [notices[name].state for name in ("list-1", "list-1-refused", "list-2", "list-2-accepted")] == [
        "given",
        "refused",
        "given",
        "accepted",
    ]


def test_foreign_nationals_stand_outside_the_ratio_without_a_number(bodies):
    foreigners = bodies["foreigners"]
    assert (foreigners.quantity, foreigners.against, foreigners.under) == (None, None, None)
    assert "mostly Thai workers" in foreigners.what
    assert "foreigners" not in {body.against for body in bodies.values() if isinstance(body, Delivery)}


def test_each_side_has_its_own_account_of_the_end_and_nobody_found(briefing, bodies):
    incidents = [(body.by, body.against) for body in bodies.values() if isinstance(body, Incident)]
    assert sorted(incidents) == [("hamas", ("israel",)), ("israel", ("hamas",))]
    page = " ".join(
        write_markdown(brief_page(briefing.brief, briefing.sticking, briefing.counts, briefing.case)).split()
    )
    assert "Hamas alleges against Israel" in page
    assert "Israel alleges against Hamas" in page
    assert "as reported by the press" in page


def test_nothing_shipped_about_real_parties_holds_a_preference_or_a_chance(bodies):
    assert not [name for name, body in bodies.items() if body.kind == "assessment" or getattr(body, "firmness", None)]


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_the_example_says_what_the_known_case_says(briefing, bodies, deal):
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    expected, base, rule = known["expected"], known["base_terms"], known["extension_rule"]
    assert [expected["total_days"], expected["agreed_hostages"], expected["agreed_prisoners"]] == list(TOTALS.values())
    assert deal["truce", "1"] == f"{base['days']} days"
    assert deal["hostages-freed", "1"] == str(base["a_gives"]["hostages"])
    assert deal["prisoners-freed", "1"] == str(base["b_gives"]["prisoners"])
    assert deal["candidates", "1"] == str(base["b_gives"]["published_list_of_candidates"])
    assert deal["rate", "1"] == str(base["ratio_prisoners_per_hostage"])
    assert deal["aid-trucks", "1"] == str(base["also"]["aid_trucks_per_day"])
    assert deal["extra-day", "2"] == str(rule["one_extra_day_per"]["hostages"])
    assert bodies["hostages-30"].quantity.lo == known["what_happened"]["final_swap"]["hostages"]
    assert [body.author for body in bodies.values() if isinstance(body, Proposal)] == [("qatar", "egypt", "us")]
