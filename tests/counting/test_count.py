"""Ledgers, what accounts stand at, and rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, strategies as st

from onetext.counting import count_ledgers
from onetext.model import Case, Header, Situation, make, read_entry, situation_of
from onetext.model.balance import Balance

PEOPLE = {"people": {"name": "People", "sum": {"taken": "1", "freed": "-1", "held": "-1"}}}


def books(*entries: dict[str, Any], ledgers: dict[str, Any] = PEOPLE) -> Situation:
    """A situation with three accounts from plain entries."""
    header = make(Header, title="Talks", parties=["a", "b"], accounts=["taken", "freed", "held"], ledgers=ledgers)
    read = [read_entry({"kind": "count", "id": f"c{n}", **plain}) for n, plain in enumerate(entries)]
    assert [faults for _, faults in read if faults] == []
    return situation_of(Case(header, tuple(entry for entry, _ in read if entry is not None)))


def counted(**quantities: str) -> list[dict[str, Any]]:
    return [{"account": account, "quantity": quantity} for account, quantity in quantities.items()]


def balance(*entries: dict[str, Any], ledgers: dict[str, Any] = PEOPLE) -> Balance:
    return count_ledgers(books(*entries, ledgers=ledgers)).ledgers[0]


def test_about_250_less_about_110_against_133_is_7_apart_and_possible() -> None:
    found = balance(*counted(taken="about 250", freed="about 110", held="133"))
    assert (found.nominal_gap, found.gap, found.balanced) == (7, (-12, 26), "possible")


def test_exact_numbers_add_up_or_do_not() -> None:
    assert balance(*counted(taken="243", freed="110", held="133")).balanced == "yes"
    found = balance(*counted(taken="250", freed="110", held="133"))
    assert (found.gap, found.balanced) == ((7, 7), "no")


def test_an_account_nobody_counted_leaves_all_open() -> None:
    found = balance(*counted(taken="about 250", held="133"))
    assert (found.nominal_gap, found.gap, found.balanced) == (None, (None, None), "possible")


def test_words_without_a_number_have_no_nominal_value() -> None:
    found = balance(*counted(taken="hundreds", freed="about 110", held="133"))
    assert found.nominal_gap is None
    assert found.gap == (200 - 116 - 133, 999 - 104 - 133)


def test_the_last_count_stands_and_of_one_time_those_of_all() -> None:
    early = {"account": "held", "quantity": "134", "as_of": "2024-02-01"}
    late = {"account": "held", "quantity": "133", "as_of": "2024-04-01", "by": "a"}
    rival = {"account": "held", "quantity": "120", "as_of": "April 2024", "by": "b"}
    rest = counted(taken="250", freed="110")
    assert balance(*rest, late, early).gap == (7, 7)
    found = balance(*rest, early, late, rival)
    assert (found.gap, found.nominal_gap) == ((7, 20), None)
    assert found.accounts[2].counts == ("c3", "c4")


def test_what_is_defined_by_a_sum_adds_up_exactly_however_vague_its_parts() -> None:
    same = {"taken": "1", "freed": "-1", "held": "-1"}
    ledgers = {"asked": {"name": "Asked", "sum": same}, "defined": {"name": "Defined", "sum": same}}
    found = balance(*counted(taken="about 250", freed="hundreds"), ledgers=ledgers)
    assert (found.gap, found.balanced) == ((0, 0), "yes")


def test_a_ledger_that_cannot_hold_is_left_aside_for_the_others_and_named() -> None:
    ledgers = {
        "good": {"name": "Good", "sum": {"taken": "1", "freed": "-1"}},
        "bad": {"name": "Bad", "sum": {"freed": "1", "held": "-1"}},
    }
    good, bad = count_ledgers(books(*counted(taken="10", freed="10", held="11"), ledgers=ledgers)).ledgers
    assert (good.gap, good.balanced, good.without) == ((0, 0), "yes", ("bad",))
    assert (bad.gap, bad.balanced, bad.without) == ((-1, -1), "no", ())


def test_a_ledger_may_sum_to_another_number() -> None:
    ledgers = {"all": {"name": "All", "sum": {"freed": "1", "held": "0.5"}, "is": "100"}}
    assert balance(*counted(freed="40", held="120"), ledgers=ledgers).gap == (0, 0)


NUMBERS = st.integers(0, 400)


@given(NUMBERS, NUMBERS)
def test_ledgers_conserve(taken: int, freed: int) -> None:
    """What is held, when held is what was taken less what was freed, is exactly accounted for."""
    found = balance(*counted(taken=str(taken), freed=str(freed), held=str(taken - freed)))
    assert (found.gap, found.nominal_gap, found.balanced) == ((0, 0), 0, "yes")


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["about {}", "at least {}", "up to {}", "{}"]))
def test_the_true_gap_lies_within_the_gap_whatever_was_meant(taken: int, freed: int, held: int, form: str) -> None:
    """The numbers behind the words are one way of reading them."""
    found = balance(*counted(taken=form.format(taken), freed=form.format(freed), held=form.format(held)))
    lo, hi = found.gap
    true = Decimal(taken - freed - held)
    assert (lo is None or lo <= true) and (hi is None or true <= hi)  # noqa: PT018
    assert found.nominal_gap == true


def test_an_exchange_has_a_rate_with_its_range_rounded_outwards() -> None:
    given_, against = "about 240 prisoners", "about 110 hostages"
    situation = books(
        {"kind": "delivery", "id": "hostages", "what": "hostages", "quantity": against},
        {"kind": "delivery", "id": "prisoners", "what": "prisoners", "quantity": given_, "against": "hostages"},
    )
    (rate,) = count_ledgers(situation).exchanges
    assert (rate.id, rate.against, rate.nominal) == ("prisoners", "hostages", Decimal("2.18"))
    assert rate.rate == (Decimal("1.96"), Decimal("2.43"))
    assert rate.rate[0] <= Decimal(228) / 116
    assert rate.rate[1] >= Decimal(252) / 104


def test_an_exchange_for_nothing_or_for_something_uncounted_has_no_rate() -> None:
    nothing = {"kind": "delivery", "id": "one", "what": "nothing", "quantity": "0"}
    given_ = {"kind": "delivery", "id": "two", "what": "something", "quantity": "5", "against": "one"}
    (rate,) = count_ledgers(books(nothing, given_)).exchanges
    assert (rate.nominal, rate.rate) == (None, (None, None))
    assert count_ledgers(books({**nothing, "quantity": "some"} | {}, {**given_, "against": "two"})).exchanges != ()


def test_numbers_too_close_for_a_solver_in_floating_point_are_told_apart() -> None:
    ledgers = {
        "one": {"name": "One", "sum": {"taken": "1", "freed": "-1"}},
        "two": {"name": "Two", "sum": {"taken": "1", "held": "-1"}},
    }
    entries = counted(taken="1", freed="1.00000001", held="at least 0")
    one, two = count_ledgers(books(*entries, ledgers=ledgers)).ledgers
    assert (one.gap, one.balanced) == ((Decimal("-1E-8"), Decimal("-1E-8")), "no")
    assert two.without == ("one",)


def test_a_gap_names_every_count_that_it_follows_from() -> None:
    ledgers = {
        "one": {"name": "One", "sum": {"taken": "1", "freed": "-1"}},
        "two": {"name": "Two", "sum": {"freed": "1", "held": "-3"}},
    }
    one, two = count_ledgers(books(*counted(taken="at least 10", held="at most 1"), ledgers=ledgers)).ledgers
    assert (one.balanced, two.balanced) == ("no", "no")
    assert one.counts == two.counts == ("c0", "c1")


def test_two_counts_of_one_day_by_nobody_stand_side_by_side() -> None:
    rest = counted(freed="110", held="133")
    found = balance({"account": "taken", "quantity": "10"}, {"account": "taken", "quantity": "20"}, *rest)
    assert found.accounts[0].value == (10, 20)
