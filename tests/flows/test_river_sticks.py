"""What the river case is built to show of demands and figures, each worked out by hand."""

from itertools import product

import pytest

from onetext.actions import brief_case
from onetext.model import Demand, Position, Statement, read_value

STUCK = ("north-demand-freed", "north-demand-sixty", "south-demand-rate")


@pytest.fixture(scope="module")
def briefing(examples):
    return brief_case(examples / "river")


@pytest.fixture(scope="module")
def case(briefing):
    return briefing.case


@pytest.fixture(scope="module")
def bodies(case):
    return {entry.id: entry.body for entry in case.entries}


@pytest.fixture(scope="module")
def exchanges(case):
    """Every exchange that the issues and the constraint allow: freed by South, freed by North, how many for each."""
    header = case.header
    assert header.constraints["so-many-for-each"].holds.op == "product"
    north, rates = (range(int(header.issues[name].hi) + 1) for name in ("freed-by-north", "rate"))
    found = [{"freed-by-south": n * rate, "freed-by-north": n, "rate": rate} for n, rate in product(north, rates)]
    return [exchange for exchange in found if exchange["freed-by-south"] <= header.issues["freed-by-south"].hi]


def together(demands, exchanges, case, bodies):
    """Whether some exchange meets all these demands."""
    wanted = [
        (atom.issue, read_value(case.header.issues[atom.issue], atom.stated))
        for name in demands
        for atom in bodies[name].requires.atoms()
    ]
    return any(all(reading.holds(exchange[issue]) for issue, reading in wanted) for exchange in exchanges)


def test_three_demands_cannot_all_be_met_and_any_two_of_them_can(exchanges, case, bodies):
    assert not together(STUCK, exchanges, case, bodies)
    for name in STUCK:
        assert together([other for other in STUCK if other != name], exchanges, case, bodies)


def test_dozens_against_a_firm_number_depends_on_what_was_meant(case, bodies):
    issue = case.header.issues["carts-daily"]
    firm, vague = (read_value(issue, bodies[f"{side}-demand-carts"].requires.stated) for side in ("north", "south"))
    assert (firm.vague, vague.vague) == (False, True)
    assert firm.holds(vague.hi)
    assert not firm.holds(vague.lo)


def test_each_side_rejects_one_demand_of_the_other_in_words(bodies):
    rejected = {
        body.speaks_for: bodies[body.about[0]].party
        for body in bodies.values()
        if isinstance(body, Statement) and body.stance == "rejects"
    }
    assert rejected == {"north": "south", "south": "north"}


def test_a_truce_may_have_no_end_and_the_sides_differ_on_it(bodies):
    held = {body.party: body.value for body in bodies.values() if isinstance(body, Position) and body.issue == "truce"}
    assert held == {"north": "not permanent", "south": "permanent"}


def test_one_ledger_adds_up_two_can_and_one_cannot(briefing):
    assert {ledger.id: (ledger.gap, ledger.balanced) for ledger in briefing.counts.ledgers} == {
        "people-of-north": ((-52, 172), "possible"),
        "people-of-south": ((-11, 9), "possible"),
        "first-market-day": ((0, 0), "yes"),
        "relief-trucks": ((4, 4), "no"),
    }


def test_the_exchange_of_ten_years_ago_was_about_eight_for_one(briefing):
    assert [(rate.id, rate.nominal) for rate in briefing.counts.exchanges] == [("old-exchange-south", 8)]


def test_six_sets_of_demands_cannot_all_be_met_one_only_by_some_readings(briefing):
    found = {point.demands: point for point in briefing.sticking.sticking_points}
    assert set(found) == {
        ("nadia-rejects-eight", "south-demand-rate"),
        ("north-demand-carts", "south-demand-carts"),
        ("north-demand-notice", "south-demand-notice"),
        ("north-demand-share", "south-demand-share"),
        ("north-demand-sixty", "sami-rejects-sixty"),
        STUCK,
    }
    unclear = [point for point in found.values() if not point.certain]
    assert [(point.demands, point.unclear) for point in unclear] == [
        (("north-demand-carts", "south-demand-carts"), ("south-demand-carts",))
    ]
    assert found[STUCK].constraints == ("so-many-for-each",)


def test_a_confidence_of_one_side_is_no_sticking_point_for_the_other(examples):
    seen = brief_case(examples / "river", "south").sticking.sticking_points
    assert len(seen) == 5


def test_both_sides_hold_as_many_demands(bodies):
    demands = [body.party for body in bodies.values() if isinstance(body, Demand)]
    assert demands.count("north") == demands.count("south") == 9
    stated = [body.party for body in bodies.values() if isinstance(body, Position)]
    assert stated.count("north") == stated.count("south")
