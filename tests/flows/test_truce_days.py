"""The truce of November 2023 at each of its days, held against what is publicly known of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from onetext.actions import monitor_case
from onetext.model.standing import score_percent
from onetext.reporting import monitor_page, write_markdown

KNOWN = Path(__file__).parents[2].parent / "shared" / "known" / "staged_nov_2023_truce.yaml"
DUE = {24: (50, 150), 25: (50, 150), 26: (50, 150), 27: (70, 210), 28: (70, 210), 29: (70, 210), 30: (80, 240)}
GIVEN = {24: (13, 39), 25: (26, 78), 26: (39, 117), 27: (50, 150), 28: (60, 180), 29: (72, 210), 30: (80, 240)}
"""On the 29th the two are there who count for the 30th."""
EARNED_AND_USED = {24: (0, 0), 26: (0, 0), 27: (2, 0), 28: (2, 1), 29: (2, 2), 30: (3, 3)}


def at(examples, day, month=11):
    return monitor_case(examples / "truce-2023", at=f"2023-{month}-{day:02}")[0]


def amounts(standing):
    held = {item.id: item for item in standing.obligations}
    pair = held["free-hostages"], held["free-prisoners"]
    return tuple((item.amount_due.lo, item.amount_done.lo) for item in pair)


@pytest.mark.parametrize("day", DUE)
def test_each_day_says_what_is_due_and_what_has_come(examples, day):
    (hostages_due, hostages), (prisoners_due, prisoners) = amounts(at(examples, day))
    assert (hostages_due, prisoners_due) == DUE[day]
    assert (hostages, prisoners) == GIVEN[day]


@pytest.mark.parametrize("day", EARNED_AND_USED)
def test_days_are_earned_before_they_begin(examples, day):
    extension = at(examples, day).extension
    assert (extension.earned, extension.used) == EARNED_AND_USED[day]


def test_before_its_first_day_it_is_not_in_force(examples):
    standing = at(examples, 23)
    assert standing.in_force is None
    assert {item.state for item in standing.obligations} == {"pending"}


def test_the_stage_ends_four_two_and_one_days_on(examples):
    ends = {day: at(examples, day).stages[0].ends.words for day in (24, 27, 30)}
    assert ends == {24: "2023-11-28 07:00", 27: "2023-11-30 07:00", 30: "2023-12-01 07:00"}


def test_every_exchange_fits_the_key_and_the_last_counts_eight_and_the_two_of_the_day_before(examples):
    swaps = [swap for swap in at(examples, 1, 12).swaps if swap.expected]
    assert [swap.matches for swap in swaps] == ["yes"] * 7
    last = swaps[-1]
    assert {item.category: item.amount.lo for item in last.given} == {"hostages": 10, "prisoners": 30}
    assert last.expected[0].amount.lo == 30
    assert {"hostages-30", "russian-israelis", "prisoners-30"} == set(last.rests_on)


def test_at_least_ten_came_on_each_of_the_seven_days(examples):
    service = next(item for item in at(examples, 30).services if item.obligation == "free-hostages")
    assert (service.periods, service.met, service.short) == (7, 7, 0)
    assert [period.given.lo for period in service.reported] == [13, 13, 13, 11, 10, 10, 10]


def test_foreign_nationals_are_outside_the_ratio_and_nothing_is_owed_for_them(examples):
    given = [item for swap in at(examples, 1, 12).swaps for item in swap.given if item.outside]
    assert [item.category for item in given] == ["foreigners"]


def test_a_list_was_refused_with_a_reason_and_another_accepted(examples):
    lists = [item for item in at(examples, 1, 12).lists if item.for_day is not None]
    assert [item.state for item in lists] == ["given", "refused", "given", "accepted"]
    assert lists[1].reason


def test_the_end_has_two_accounts_side_by_side_and_no_violation_is_established(examples):
    standing, case = monitor_case(examples / "truce-2023", at="2023-12-01")
    assert [(item.status, item.by, item.finding) for item in standing.violations] == [
        ("alleged", "hamas", None),
        ("alleged", "israel", None),
    ]
    assert standing.accounts == (("end-by-hamas", "end-by-israel"),)
    assert "violated" not in {item.state for item in standing.obligations}
    page = write_markdown(monitor_page(standing, case))
    assert "| alleged by Hamas | alleged by Israel |" in page
    assert "No violation was found." in page


def test_trucks_and_hours_that_nobody_reported_are_not_stated_and_not_short(examples):
    services = {item.obligation: item for item in at(examples, 30).services}
    assert [(services[name].short, services[name].not_reported) for name in ("aid", "flights")] == [(0, 7), (0, 7)]


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_the_deal_says_what_the_known_case_says(examples):
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    standing = at(examples, 1, 12)
    (hostages_due, hostages), (prisoners_due, prisoners) = amounts(standing)
    assert (hostages_due, prisoners_due) == (
        known["expected"]["agreed_hostages"],
        known["expected"]["agreed_prisoners"],
    )
    assert (hostages, prisoners) == (hostages_due, prisoners_due)
    days = known["base_terms"]["days"] + standing.extension.earned
    assert days == Decimal(known["expected"]["total_days"])
    parts = [known["what_happened"][name] for name in ("extension_1", "extension_2")]
    assert standing.extension.earned == sum(part["days"] for part in parts)


def clauses(examples, name):
    """The agreement of an example, by section and id."""
    _, case = monitor_case(examples / name)
    deal = next(entry.body for entry in case.entries if entry.kind == "agreement")
    sections = ("stages", "categories", "keys", "quotas", "obligations", "rights")
    return {section: {item.id: item for item in getattr(deal, section)} for section in sections}


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_every_term_of_the_known_truce_stands_in_a_clause_of_the_agreement(examples):
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    base, rule, deal = known["base_terms"], known["extension_rule"], clauses(examples, "truce-2023")
    truce, duties, quotas = deal["stages"]["truce"], deal["obligations"], deal["quotas"]
    assert truce.days.lo == base["days"]
    assert duties["free-hostages"].amount.lo == base["a_gives"]["hostages"]
    assert duties["free-hostages"].measure.at_least.lo == base["a_gives"]["at_least_per_day"]
    assert duties["free-prisoners"].amount.lo == base["b_gives"]["prisoners"]
    parts = [quotas[name].total.lo for name in ("children-first", "mothers-first", "women-first")]
    assert parts == [int(said.split()[-1]) for said in base["a_gives"]["who"]]
    assert str(base["b_gives"]["published_list_of_candidates"]) in duties["candidates"].does
    (key,) = deal["keys"].values()
    assert (key.per.lo, key.against[0].amount.lo) == (1, base["ratio_prisoners_per_hostage"])
    assert duties["aid"].measure.at_least.lo == base["also"]["aid_trucks_per_day"]
    assert duties["flights"].measure.at_least.lo == base["also"]["reconnaissance_flights_stopped_hours_per_day"]
    assert {duties[f"no-attacks-{side}"].duty for side in ("hamas", "israel")} == {"abstention"}
    extension = truce.extension
    assert (extension.per.lo, extension.adds.lo) == (rule["one_extra_day_per"]["hostages"], 1)
    assert extension.most.lo == rule["option_up_to"]["hostages"] / rule["one_extra_day_per"]["hostages"]
    assert quotas["hostages-at-most"].total.lo == base["a_gives"]["hostages"] + rule["option_up_to"]["hostages"]
    assert quotas["prisoners-at-most"].total.lo == base["b_gives"]["prisoners"] + rule["option_up_to"]["prisoners"]
    assert extension.list_of == "lists"
    assert extension.list_due is not None


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_every_event_of_the_known_truce_is_told_by_the_standing(examples):
    happened = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))["what_happened"]
    standing = at(examples, 1, 12)
    assert standing.since.words.startswith(str(happened["starts"]))
    extensions = [item for item in standing.powers if item.act == "extension"]
    assert [item.since.words for item in extensions] == [
        str(happened[name]["agreed"]) for name in ("extension_1", "extension_2")
    ]
    swaps = [swap for swap in standing.swaps if swap.expected]
    assert swaps[-1].date == str(happened["last_day"])
    later = swaps[4:]
    given = {kind: sum(item.amount.lo for swap in later for item in swap.given if item.category == kind)
             for kind in ("hostages", "prisoners")}  # fmt: skip
    for kind, total in given.items():
        assert total == sum(happened[name][kind] for name in ("extension_1", "extension_2"))
    assert standing.stages[0].ends.words.startswith(str(happened["end"]["date"]))


PARIS = KNOWN.with_name("staged_feb_2024_paris_draft.yaml")


@pytest.mark.skipif(not PARIS.exists(), reason="the known cases are not beside this checkout")
def test_every_term_of_the_known_draft_stands_in_a_clause_and_nothing_of_it_is_in_force(examples):
    stage = yaml.safe_load(PARIS.read_text(encoding="utf-8"))["stage_1"]
    standing, _ = monitor_case(examples / "paris-draft-2024")
    deal = clauses(examples, "paris-draft-2024")
    duties = deal["obligations"]
    assert (standing.in_force, {item.state for item in standing.obligations}) == (None, {"pending"})
    assert deal["stages"]["first"].days.lo == stage["days"]
    assert duties["free-hostages"].amount.lo == stage["a_gives"]["hostages"]
    prisoners = duties["free-prisoners"].amount
    assert prisoners.lo <= stage["b_gives"]["prisoners"] <= prisoners.hi
    (key,) = deal["keys"].values()
    assert key.against[0].amount.lo == stage["b_gives"]["ratio"]
    assert deal["categories"]["prisoners"].conditions
    assert duties["no-arrest"].duty == "abstention"
    assert duties["aid"].measure.at_least.lo == stage["also"]["aid_trucks_per_day"]
    assert (duties["tents"].amount.lo, duties["caravans"].amount.lo) == (
        stage["also"]["tents"],
        stage["also"]["caravans"],
    )
    assert duties["flights"].measure.at_least.lo == stage["also"]["reconnaissance_flights_stopped_hours_per_day"]
    assert {"return", "forces", "repair", "machinery", "no-threat"} <= duties.keys()
    assert "men of military age" in duties["return"].conditions[0]
    assert {duties[name].duty for name in ("negotiate", "negotiate-israel")} == {"effort"}
    assert "do not carry over" in deal["stages"]["second"].words


@pytest.mark.skipif(not KNOWN.exists(), reason="the known cases are not beside this checkout")
def test_the_score_is_that_of_the_known_method(examples):
    known = yaml.safe_load(KNOWN.with_name("pam_implementation_scoring.yaml").read_text(encoding="utf-8"))
    example = known["example_derived"]
    assert score_percent(example["stipulations"].values()) == Decimal(str(example["expected_percent"]))
