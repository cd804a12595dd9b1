"""What a good briefing must show of the first case, looked for in its data and on its page."""

from decimal import Decimal

import pytest
from click.testing import CliRunner

from onetext.actions import brief_case
from onetext.cli import app
from onetext.reporting import brief_page, write_markdown


@pytest.fixture(scope="module")
def briefing(examples):
    return brief_case(examples / "cairo-2024")


@pytest.fixture(scope="module")
def page(briefing):
    return " ".join(
        write_markdown(brief_page(briefing.brief, briefing.sticking, briefing.counts, briefing.case)).split()
    )


@pytest.fixture(scope="module")
def april(briefing):
    return next(standing for standing in briefing.brief.proposals if standing.id == "proposal-april")


def test_the_proposal_is_pending_with_hamas_and_no_date_was_given(april, briefing, page):
    assert april.status == {"hamas": "under study"}
    assert april.pending_with == ("hamas",)
    (waiting,) = briefing.brief.pending
    assert (waiting.waits_for, waiting.due) == ("hamas", None)
    assert waiting.since.words == "over the weekend"
    assert "under study [20]; no date given for an answer" in page


def test_it_was_carried_by_the_three_mediators(briefing, page):
    (carried,) = briefing.brief.carried
    assert carried.by == ("egypt", "qatar", "us")
    assert carried.to == ("hamas",)
    assert "over the weekend (6–7 April 2024)" in page


def test_the_two_responses_stand_side_by_side(april, briefing):
    assert april.responses == ("hamas-comment", "hamas-study")
    states = {entry.id: entry.body.state for entry in briefing.case.entries if entry.id in april.responses}
    assert states == {"hamas-comment": None, "hamas-study": "under study"}


@pytest.mark.parametrize("demand", ["demand-permanent", "demand-return"])
def test_both_demands_that_the_report_names_are_unmet_by_position(april, demand):
    assert (april.coverage[demand].state, april.coverage[demand].by) == ("unmet", "position")


def test_hopeful_words_of_one_side_stand_against_the_answer_of_the_other(briefing):
    (found,) = briefing.brief.contradictions
    assert dict(found.stances) == {
        "hopeful": ("gallant-8-april", "katz-8-april", "officials-8-april"),
        "doubtful": ("hamas-comment",),
    }


def test_the_operation_is_ahead_with_an_undisclosed_date(briefing, page):
    (operation,) = [item for item in briefing.brief.deadlines if item.kind == "event"]
    assert operation.when is not None
    assert not operation.when.is_known
    assert "date set, not disclosed" in page


def test_the_cabinet_meeting_is_ahead_on_tuesday(briefing):
    (meeting,) = [item for item in briefing.brief.deadlines if item.kind == "meeting"]
    assert meeting.when is not None
    assert "9 April 2024" in meeting.when.words


def test_who_must_approve_on_each_side_is_named(briefing):
    assert [(found.party, found.body) for found in briefing.brief.approvals] == [
        ("hamas", "leadership"),
        ("israel", "war-cabinet"),
        ("israel", "cabinet"),
    ]


def test_the_reciprocal_offer_is_shown_with_its_condition(briefing, page):
    (offer,) = [found for found in briefing.brief.offers if found.reciprocal_on]
    assert offer.id == "position-return"
    assert offer.depends_on == ("everyone who returns passes a security check",)
    assert "55,000–65,000" in page


def test_vague_numbers_keep_their_words_and_show_how_they_are_read(page):
    assert "about 40 (35–45)" in page
    assert "hundreds" in page
    assert "200–999" in page


def test_the_garbled_quotation_keeps_its_note(page):
    assert "garbled in the source: the quotation names the wrong side" in page


def test_the_page_says_on_its_face_that_all_is_as_reported(page):
    assert "as reported by one press report" in page


def test_nothing_shipped_about_real_parties_holds_a_preference_or_a_chance(briefing):
    assert not [entry.id for entry in briefing.case.entries if entry.kind == "assessment"]
    assert not [entry.id for entry in briefing.case.entries if getattr(entry.body, "firmness", None) is not None]


def test_the_hostages_can_add_up_within_what_about_allows(briefing):
    (ledger,) = briefing.counts.ledgers
    assert (ledger.nominal_gap, ledger.gap, ledger.balanced) == (7, (-12, 26), "possible")


def test_the_exchange_of_late_2023_was_about_two_for_one(briefing, page):
    (rate,) = briefing.counts.exchanges
    assert (rate.id, round(rate.nominal, 1)) == ("delivery-2023-prisoners", Decimal("2.2"))
    assert "about 2.2 prisoners for each of the hostages" in page


def test_there_are_two_sticking_points_the_end_of_the_war_and_the_return(briefing, page):
    assert briefing.sticking.complete
    assert [(point.demands, point.certain) for point in briefing.sticking.sticking_points] == [
        (("demand-exclusion", "demand-return"), True),
        (("demand-permanent", "position-end-of-war"), True),
    ]
    assert briefing.sticking.restated == {"demand-exclusion": ("position-return-north",)}
    assert {len(way.withdraw) for way in briefing.sticking.ways_out} == {2}
    assert len(briefing.sticking.ways_out) == 4
    assert page.count("Cannot both be met") == 2


def test_the_demo_is_that_page():
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0
    assert "Proposal of 6" in result.output
