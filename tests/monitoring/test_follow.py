"""Laws of following an agreement: what was delivered stays so, what is alleged changes nothing, doubt stays doubt."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from onetext.model import Entry, read_moment
from onetext.model.standing import score_of, score_percent
from onetext.monitoring.evidence import amount_in
from tests.cast import entry
from tests.deal import AMOUNTS, CLAUSES, day, deal, deliveries, delivery, of, stand

EXACT = ("1", "3", "7", "12")
DAYS = st.integers(0, 30)
OF_CATEGORY = {"women": "free-women", "sick": "free-sick", "jailed": "free-jailed", "guests": None}
"""The one duty of each category; nobody owes guests."""


def spans(found: list[Entry]) -> tuple[Decimal, Decimal | None]:
    """Least and greatest sum of what was handed over."""
    held = [amount_in(item.body) for item in found]
    return sum((span.lo for span in held), Decimal(0)), (
        None
        if any(span.hi is None for span in held)
        else sum((span.hi for span in held if span.hi is not None), Decimal(0))
    )


@given(deliveries(), DAYS)
def test_deliveries_conserve_what_is_under_the_clauses_and_outside_is_all_that_was_handed_over(
    found: list[Entry], n: int
) -> None:
    standing = stand(*found, at=day(n))
    by_now = [item for item in found if item.said.by <= read_moment(day(n)).by]
    counted = [name for item in standing.obligations for name in item.rests_on] + list(standing.outside)
    assert sorted(counted) == sorted(item.id for item in by_now)
    for item in standing.obligations:
        if item.amount_done is not None:
            under = [entry for entry in by_now if entry.body.clause == item.id]
            assert (item.amount_done.lo or Decimal(0), item.amount_done.hi) == spans(under)


def loosely(name: str, n: int, category: str | None) -> Entry:
    """A delivery that names its category at most, and no clause."""
    told = delivery(name, "free-women", n, "2")
    return replace(told, body=replace(told.body, clause=None, category=category))


@given(deliveries(), st.lists(st.sampled_from((None, *OF_CATEGORY)), max_size=6), DAYS)
def test_what_is_told_without_its_clause_belongs_to_the_one_duty_of_its_category_or_to_none(
    found: list[Entry], loose: list[str | None], n: int
) -> None:
    more = [loosely(f"l{k}", k, name) for k, name in enumerate(loose)]
    standing = stand(*found, *more, at=day(n))
    expected: dict[str | None, set[str]] = {}
    for item in found:
        if item.said.by <= read_moment(day(n)).by:
            expected.setdefault(item.body.clause, set()).add(item.id)
    for k, name in enumerate(loose[: n + 1]):
        expected.setdefault(OF_CATEGORY.get(name or ""), set()).add(f"l{k}")
    for duty in standing.obligations:
        assert set(duty.rests_on) == expected.get(duty.id, set())
    assert set(standing.outside) == expected.get(None, set())


@given(deliveries(), DAYS, DAYS)
def test_a_later_day_never_unhappens_a_delivery(found: list[Entry], one: int, other: int) -> None:
    earlier, later = (stand(*found, at=day(n)) for n in sorted((one, other)))
    order = ("no", "possible", "yes")
    for before, after in zip(earlier.obligations, later.obligations, strict=True):
        assert set(before.rests_on) <= set(after.rests_on)
        if before.amount_done is not None and after.amount_done is not None:
            assert (before.amount_done.lo or 0) <= (after.amount_done.lo or 0)
        assert before.id == "trucks" or order.index(before.done) <= order.index(after.done)


@given(deliveries(), st.integers(0, 2**32))
def test_the_order_in_which_entries_were_learned_does_not_change_the_final_standing(
    found: list[Entry], seed: int
) -> None:
    chance = random.Random(seed)
    more = [
        entry("stop", "power", by="mira", act="suspension", of="deal", said=day(3)),
        entry("go", "power", by="mira", act="restoration", of="deal", said=day(5)),
        entry("claim", "incident", by="south", words="shots", under="deal", clause="quiet", said=day(4)),
        entry("found", "finding", by="mira", result="violation", incident="claim", said=day(6)),
    ]
    late = [replace(item, learned=read_moment(day(30 + chance.randint(0, 20)))) for item in [*found, *more]]
    assert stand(*found, *more, at=day(60)) == replace(stand(*late, at=day(60)))


@given(deliveries(), DAYS, st.sampled_from(CLAUSES))
def test_an_allegation_changes_no_state_until_a_finding(found: list[Entry], n: int, clause: str) -> None:
    claim = entry("claim", "incident", by="south", words="They did not.", under="deal", clause=clause, said=day(n))
    without, alleged = stand(*found, at=day(30)), stand(*found, claim, at=day(30))
    assert alleged.obligations == without.obligations
    assert [(item.status, item.by, item.finding) for item in alleged.violations] == [("alleged", "south", None)]
    judged = entry("judged", "finding", by="mira", result="violation", incident="claim", said=day(30))
    established = stand(*found, claim, judged, at=day(30))
    assert of(established, clause).state == "violated"
    assert [item.status for item in established.violations] == ["established"]


@given(deliveries(), st.integers(0, 18), st.integers(0, 10))
def test_suspension_then_restoration_returns_what_was_pending(found: list[Entry], n: int, length: int) -> None:
    stop = entry("stop", "power", by="mira", act="suspension", of="deal", said=day(n))
    go = entry("go", "power", by="mira", act="restoration", of="deal", said=day(n + length))
    held, at = stand(*found, stop, at=day(n)), day(n + length)
    open_states = ("pending", "active")
    before = stand(*found, at=day(n))
    for was, now in zip(before.obligations, held.obligations, strict=True):
        assert now.state == ("suspended" if was.state in open_states else was.state)
    free, again = stand(*found, at=at), stand(*found, stop, go, at=at)
    assert [item.state for item in again.obligations] == [item.state for item in free.obligations]


@given(deliveries())
def test_a_quota_never_exceeds_its_total_unseen(found: list[Entry]) -> None:
    (quota,) = stand(*found, at=day(60)).quotas
    of_quota = [item for item in found if item.body.clause in ("free-women", "free-sick")]
    lo, hi = spans(of_quota)
    assert (quota.done.lo or Decimal(0), quota.done.hi) == (lo, hi)
    assert (quota.over == "yes") == (lo > 40)
    assert (quota.over == "no") == (hi is not None and hi <= 40)
    assert quota.left.hi == 40 - lo


@given(st.sampled_from(AMOUNTS), st.sampled_from((*AMOUNTS, "between 6 and 12")))
@example("between 2 and 4", "between 6 and 12")
def test_amounts_stated_vaguely_fit_possibly_and_neither_yes_nor_no(women: str, jailed: str) -> None:
    one = delivery("one", "free-women", 1, women)
    other = delivery("other", "free-jailed", 1, jailed, by="south", against="one")
    (swap,) = stand(one, other, at=day(30)).swaps
    given_lo, given_hi = spans([other])
    lo, hi = spans([one])
    low, high = 3 * lo, None if hi is None else 3 * hi
    apart = (given_hi is not None and given_hi < low) or (high is not None and high < given_lo)
    exact = given_lo == given_hi == low == high
    assert swap.matches == ("no" if apart else "yes" if exact else "possible")


@given(deliveries(EXACT))
def test_the_time_at_which_a_duty_was_done_is_that_of_a_plain_count_day_by_day(found: list[Entry]) -> None:
    for n in range(0, 28, 9):
        women = sum(
            int(item.body.quantity.lo or 0)
            for item in found
            if item.body.clause == "free-women" and item.said.by <= read_moment(day(n)).by
        )
        standing = stand(*found, at=day(n))
        assert of(standing, "free-women").done == ("yes" if women >= 20 else "no")
        assert of(standing, "reopen").state in (("active", "fulfilled") if women >= 7 else ("pending", "fulfilled"))


def test_an_unsigned_agreement_is_pending_in_every_part() -> None:
    standing = stand(delivery("d", "free-women", 1, "7"), at=day(5), signed=False)
    assert (standing.in_force, standing.since) == (None, None)
    assert {item.state for item in standing.obligations} == {"pending"}


def test_it_is_in_force_once_the_last_of_its_parties_has_signed_and_not_before() -> None:
    north, south = (
        entry(f"{side}-signs", "signature", parties=[side], agreement="deal", since=day(n), said=day(n))
        for side, n in (("north", 1), ("south", 4))
    )
    assert stand(north, at=day(9), signed=False).in_force is None
    standing = stand(north, south, at=day(9), signed=False)
    assert (standing.in_force, standing.since.words) == ("deal", f"{day(4)} 00:00")
    assert stand(north, south, at=day(3), signed=False).in_force is None


def test_a_group_key_holds_for_the_whole_group_and_a_residue_does_not_fit() -> None:
    grouped = deal(keys={"for-sick": {"category": "sick", "per": "9", "group": "yes", "against": {"jailed": "110"}}})
    nine = (delivery("nine", "free-sick", 2, "9"), delivery("back", "free-jailed", 2, "110", by="south"))
    eight = (delivery("eight", "free-sick", 2, "8"),)
    assert [swap.matches for swap in stand(*nine, at=day(3), agreement=grouped).swaps] == ["yes"]
    assert [swap.matches for swap in stand(*eight, at=day(3), agreement=grouped).swaps] == ["no"]


def test_named_people_have_their_own_number_or_one_on_top() -> None:
    own = {
        "for-women": {"category": "women", "against": {"jailed": "3"}},
        "rana": {"category": "women", "people": ["Rana"], "against": {"jailed": "50"}},
    }
    given_ = [
        delivery("two", "free-women", 2, "2", people=["Rana", "Lea"]),
        delivery("back", "free-jailed", 2, "53", by="south"),
    ]
    assert [swap.matches for swap in stand(*given_, at=day(3), agreement=deal(keys=own)).swaps] == ["yes"]
    added = own | {"rana": own["rana"] | {"added": "yes"}}
    (swap,) = stand(*given_, at=day(3), agreement=deal(keys=added)).swaps
    assert (swap.matches, swap.expected[0].amount.lo) == ("no", 56)


def test_what_was_handed_over_waits_for_the_verifier_where_its_word_makes_it_final() -> None:
    duties = {
        "leave": {"by": "south", "does": "leave the hill", "verifier": "mira", "final": "when verified"},
        "next": {"by": "north", "does": "open the road", "when": {"done": "leave"}},
    }
    made = deal(obligations=duties, keys={}, quotas={}, categories={})
    gone = entry("gone", "delivery", what="the hill is empty", by="south", under="deal", clause="leave", said=day(2))
    word = entry("word", "finding", by="mira", result="verified", under="deal", clause="leave", said=day(4))
    before, after = (stand(gone, word, at=day(n), agreement=made) for n in (3, 4))
    assert (of(before, "leave").state, of(before, "leave").provisional) == ("active", True)
    assert [wait.test for wait in of(before, "next").next.waits_for] == ["done"]
    assert (of(after, "leave").state, of(after, "next").state) == ("fulfilled", "active")


def test_a_suspension_moves_what_is_due_where_the_clock_stops() -> None:
    duties = {
        name: {"by": "north", "does": "pay", "ends": "10 days after the agreement", "clock": clock}
        for name, clock in (("moves", "stops"), ("stays", "runs"))
    }
    made = deal(obligations=duties, keys={}, quotas={}, categories={})
    acts = [
        entry(act, "power", by="mira", act=act, of="deal", said=day(n))
        for act, n in (("suspension", 2), ("restoration", 5))
    ]
    standing = stand(*acts, at=day(10), agreement=made)
    assert (of(standing, "moves").overdue, of(standing, "stays").overdue) == (False, True)


def test_a_right_that_is_automatic_takes_effect_when_its_condition_is_met() -> None:
    rights = {
        "snap": {
            "act": "snapback",
            "of": ["talks"],
            "when": {"passed": "9 days after the agreement"},
            "automatic": "yes",
        }
    }
    assert [of(stand(at=day(n), agreement=deal(rights=rights)), "talks").state for n in (5, 12)] == [
        "pending",
        "terminated",
    ]


def test_readings_that_each_imply_an_order_are_checked_together_for_a_cycle() -> None:
    north = entry(
        "n",
        "reading",
        by="nadia",
        draft="deal",
        clause="reopen",
        meaning="first the gate",
        order=["reopen", "free-sick"],
        said=day(1),
    )
    south = entry(
        "s",
        "reading",
        by="sami",
        draft="deal",
        clause="reopen",
        meaning="first the people",
        order=["free-sick", "reopen"],
        said=day(1),
    )
    assert stand(north, at=day(2)).readings == ()
    (cycle,) = stand(north, south, at=day(2)).readings
    assert (set(cycle.cycle), set(cycle.readings)) == ({"reopen", "free-sick"}, {"n", "s"})


def test_services_are_held_against_their_measure_day_by_day_and_in_their_parts() -> None:
    duty = {"by": "south", "does": "let trucks in", "duty": "service", "stage": "truce"}
    measure = {"at_least": "10 trucks", "of_which": {"fuel": "2 trucks"}, "on_swap_days": "20 trucks"}
    made = deal(
        obligations=deal().body
        and {
            "trucks": duty | {"measure": measure},
            "free-women": {"by": "north", "does": "free", "category": "women"},
            "free-jailed": {"by": "south", "does": "free", "category": "jailed"},
        },
        keys={"k": {"category": "women", "against": {"jailed": "3"}}},
        quotas={},
    )
    trucks = [
        delivery("t0", "trucks", 0, "12 trucks", by="south", of_which={"fuel": "2 trucks"}),
        delivery("t1", "trucks", 1, "12 trucks", by="south", of_which={"fuel": "1 truck"}),
        delivery("t2", "trucks", 2, "12 trucks", by="south", of_which={"fuel": "3 trucks"}),
        delivery("swap", "free-women", 2, "1"),
    ]
    (service,) = stand(*trucks, at=day(4), agreement=made).services
    assert [period.met for period in service.reported] == ["yes", "no", "no"]
    assert (service.periods, service.met, service.short, service.not_reported) == (5, 1, 2, 2)


def test_a_list_has_its_state_its_reason_and_whether_it_came_in_time() -> None:
    duties = {
        "lists": {
            "by": "north",
            "to": "south",
            "does": "name them",
            "duty": "notice",
            "stage": "truce",
            "ends": "12 hours before each day",
            "needs_acceptance_by": "south",
        }
    }
    made = deal(obligations=duties, keys={}, quotas={}, categories={})
    lists = [
        entry(
            "given",
            "notice",
            by="north",
            state="given",
            under="deal",
            clause="lists",
            for_day=day(3),
            said=f"{day(2)} 10:00",
        ),
        entry(
            "refused",
            "notice",
            by="south",
            state="refused",
            under="deal",
            clause="lists",
            for_day=day(3),
            reason="A name is twice on it.",
            said=f"{day(2)} 11:00",
        ),
        entry(
            "late",
            "notice",
            by="north",
            state="given",
            under="deal",
            clause="lists",
            for_day=day(3),
            said=f"{day(2)} 14:00",
        ),
    ]
    found = stand(*lists, at=day(3), agreement=made).lists
    assert [(item.state, item.in_time) for item in found] == [("given", True), ("refused", None), ("given", False)]
    assert found[1].reason == "A name is twice on it."


def test_the_score_is_that_of_the_published_example() -> None:
    assert score_percent([3, 2, 0, 1, 3]) == Decimal("60.0")
    assert score_percent([]) is None
    assert [score_of(Decimal(share)) for share in ("0", "0.49", "0.5", "0.99", "1")] == [0, 1, 2, 2, 3]


def test_a_body_may_score_what_nothing_else_tells_of() -> None:
    judged = entry(
        "judged", "finding", by="mira", result="undecided", under="deal", clause="quiet", score="2", said=day(2)
    )
    assert (of(stand(at=day(3)), "quiet").score, of(stand(judged, at=day(3)), "quiet").score) == (None, 2)
