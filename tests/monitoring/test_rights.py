"""Rights that are used, steps that go together and guarantees: what is judged of them, and what that changes (no state)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model import Entry, read_moment, read_quantity
from onetext.model.standing import PowerUsed, Standing
from tests.cast import entry
from tests.deal import FIRST_DAY, day, deal, deliveries, delivery, of, stand
from tests.lived import suspended_by_hand

PAUSE: dict[str, Any] = {"act": "suspension", "by": "north", "most": "3 days", "notice": "24 hours"}
BARE: dict[str, Any] = {"keys": {}, "quotas": {}, "categories": {}}


def with_rights(**rights: Any) -> Entry:
    return deal(rights=rights)


def power(name: str, act: str, since: str, **more: Any) -> Entry:
    return entry(name, "power", **{"by": "north", "act": act, "of": "deal", "since": since, "said": since} | more)


def judged(standing: Standing, name: str) -> dict[str, str]:
    """Each limit of one use and whether it was kept."""
    return {limit.what: limit.kept for limit in used(standing, name).limits}


def used(standing: Standing, name: str) -> PowerUsed:
    return next(item for item in standing.powers if item.rests_on == (name,))


@pytest.mark.parametrize(
    ("said", "since", "until", "limits"),
    [
        ("2024-03-04 09:00", "2024-03-06 09:00", "2024-03-09 09:00", {"by": "yes", "notice": "yes", "longest": "yes"}),
        ("2024-03-06 08:00", "2024-03-06 09:00", "2024-03-10 09:00", {"by": "yes", "notice": "no", "longest": "no"}),
        ("2024-03-05", "2024-03-06", "2024-03-09", {"by": "yes", "notice": "possible", "longest": "possible"}),
        ("2024-03-04", "2024-03-06", "2024-03-08", {"by": "yes", "notice": "yes", "longest": "yes"}),
    ],
)
def test_a_suspension_is_held_against_the_notice_and_the_longest_time_of_its_right(
    said: str, since: str, until: str, limits: dict[str, str]
) -> None:
    stop = power("stop", "suspension", since, said=said)
    go = power("go", "restoration", until)
    standing = stand(stop, go, at=day(20), agreement=with_rights(pause=PAUSE))
    assert judged(standing, "stop") == limits
    assert used(standing, "stop").right == "pause"


@given(st.integers(0, 80), st.integers(0, 200))
def test_notice_and_length_told_to_the_hour_are_judged_as_plain_arithmetic_would(notice: int, length: int) -> None:
    began = read_moment("2024-03-10 12:00").earliest
    said, until = (f"{began + timedelta(hours=n):%Y-%m-%d %H:%M}" for n in (-notice, length))
    stop, go = power("stop", "suspension", "2024-03-10 12:00", said=said), power("go", "restoration", until)
    found = judged(stand(stop, go, at=day(40), agreement=with_rights(pause=PAUSE)), "stop")
    assert found["notice"] == ("yes" if notice >= 24 else "no")
    assert found["longest"] == ("yes" if length <= 72 else "no")


def test_a_notice_under_the_right_counts_where_it_came_before_the_use_itself() -> None:
    told = entry("told", "notice", by="north", state="given", under="deal", clause="pause", said="2024-03-03")
    stop = power("stop", "suspension", "2024-03-06")
    rights = with_rights(pause=PAUSE)
    assert judged(stand(stop, at=day(6), agreement=rights), "stop")["notice"] == "no"
    assert judged(stand(told, stop, at=day(6), agreement=rights), "stop")["notice"] == "yes"


def test_who_may_use_a_right_of_what_and_once_what_is_so_are_judged_apart() -> None:
    right = {"act": "suspension", "by": "north", "of": "truce", "when": {"delivered": {"free-women": "at least 7"}}}
    made = with_rights(pause=right)
    seven = delivery("seven", "free-women", 2, "about 7")
    for by, clauses, entries, expected in (
        ("north", ["trucks"], [seven], {"by": "yes", "parts": "yes", "when": "possible"}),
        ("nadia", ["truce"], [], {"by": "yes", "parts": "yes", "when": "no"}),
        ("south", ["reopen"], [], {"by": "no", "parts": "no", "when": "no"}),
        ("south", [], [delivery("all", "free-women", 2, "7")], {"by": "no", "parts": "no", "when": "yes"}),
    ):
        stop = power("stop", "suspension", day(4), by=by, clauses=clauses)
        assert judged(stand(stop, *entries, at=day(6), agreement=made), "stop") == expected


def test_a_right_to_extend_twice_by_five_days_in_all_counts_uses_and_days() -> None:
    rights = {
        "often": {"act": "extension", "by": "mira", "most": "2 times"},
        "long": {"act": "extension", "by": "south", "most": "5 days"},
    }
    acts = [power(f"x{n}", "extension", day(n), by="mira", days="2 days", clauses=["truce"]) for n in (1, 2, 3)]
    standing = stand(*acts, at=day(5), agreement=with_rights(**rights))
    assert [judged(standing, f"x{n}")["times"] for n in (1, 2, 3)] == ["yes", "yes", "no"]
    acts = [power(f"x{n}", "extension", day(n), by="south", days="2 days", clauses=["truce"]) for n in (1, 2, 3)]
    standing = stand(*acts, at=day(5), agreement=with_rights(long=rights["long"]))
    assert [judged(standing, f"x{n}")["longest"] for n in (1, 2, 3)] == ["yes", "yes", "no"]
    assert [limit.found.lo for limit in used(standing, "x3").limits if limit.found is not None] == [6]


@given(deliveries(), st.integers(0, 10), st.integers(0, 10))
def test_what_a_right_allows_changes_no_state(found: list[Entry], n: int, length: int) -> None:
    acts = [power("stop", "suspension", day(n), by="south"), power("go", "restoration", day(n + length))]
    narrow = with_rights(pause=PAUSE | {"most": "1 hour", "of": ["talks"]}, go={"act": "restoration", "by": "mira"})
    for at in (day(n), day(n + length), day(25)):
        assert stand(*found, *acts, at=at).obligations == stand(*found, *acts, at=at, agreement=narrow).obligations


# --- suspended in part, and what snaps back ---------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.booleans(), st.integers(0, 20), st.sets(st.sampled_from(("truce", "free-women", "trucks", "talks", "reopen"))),
            st.integers(0, 6),
        ),
        max_size=6,
    ),
    st.integers(0, 25),
)  # fmt: skip
def test_each_duty_is_suspended_as_a_plain_count_day_by_day_says(
    acts: list[tuple[bool, int, set[str], int]], n: int
) -> None:
    found = [
        power(f"p{k}", "suspension" if stop else "restoration", day(at), clauses=sorted(parts),
              **({"until": day(at + length)} if stop and length else {}))
        for k, (stop, at, parts, length) in enumerate(acts)
    ]  # fmt: skip
    standing = stand(*found, at=day(n))
    held = suspended_by_hand(acts, n, {duty.id: duty.stage for duty in deal().body.obligations})
    open_now = {item.id for item in standing.obligations if item.state in ("pending", "active", "suspended")}
    assert {item.id for item in standing.obligations if item.state == "suspended"} == held & open_now


def test_what_is_restored_in_one_part_stays_suspended_in_the_others() -> None:
    stop = power("stop", "suspension", day(2), clauses=["trucks", "quiet"])
    go = power("go", "restoration", day(4), clauses=["quiet"])
    standing = stand(stop, go, at=day(5))
    assert (of(standing, "trucks").state, of(standing, "quiet").state) == ("suspended", "active")
    everything = stand(power("stop", "suspension", day(2)), go, at=day(5))
    assert (of(everything, "trucks").state, of(everything, "quiet").state) == ("suspended", "active")


def test_a_snapback_that_took_effect_is_not_undone_by_what_is_verified_later_but_by_a_restoration() -> None:
    back = {"act": "snapback", "of": ["trucks"], "automatic": "yes",
            "when": {"all": [{"passed": "5 days after the agreement"}, {"not": {"met": "talks"}}]}}  # fmt: skip
    made = with_rights(back=back)
    late = entry("late", "finding", by="mira", result="condition met", under="deal", clause="talks", said=day(8))
    early = entry("early", "finding", by="mira", result="condition met", under="deal", clause="talks", said=day(3))
    states = [of(stand(late, at=day(n), agreement=made), "trucks").state for n in (3, 6, 9)]
    assert states == ["active", "terminated", "terminated"]
    assert of(stand(early, at=day(9), agreement=made), "trucks").state == "active"
    restored = power("again", "restoration", day(10), by="mira", clauses=["trucks"])
    assert of(stand(late, restored, at=day(11), agreement=made), "trucks").state == "active"
    (shown,) = stand(late, at=day(9), agreement=made).powers
    assert (shown.act, shown.automatic, shown.right, shown.since.words) == (
        "snapback",
        True,
        "back",
        "2024-03-06 00:00",
    )


def test_a_duty_waits_for_what_is_not_so_yet_and_not_for_what_must_stay_away() -> None:
    waiting = {"all": [{"passed": "5 days after the agreement"}, {"not": {"done": "first"}}]}
    duties = {"first": {"by": "north", "does": "pay"}, "else": {"by": "south", "does": "come", "when": waiting}}
    made = deal(obligations=duties, **BARE)
    waits = {n: [wait.test for wait in of(stand(at=day(n), agreement=made), "else").next.waits_for] for n in (2, 3)}
    assert waits == {2: ["passed"], 3: ["passed"]}
    assert of(stand(at=day(6), agreement=made), "else").state == "active"
    paid = delivery("paid", "first", 3, "1")
    late = of(stand(paid, at=day(6), agreement=made), "else")
    assert (late.state, [(wait.test, wait.of) for wait in late.next.waits_for]) == ("pending", [("not", "first")])


def test_a_duty_with_a_denied_condition_begins_with_the_agreement_and_does_not_stop_when_that_changes() -> None:
    duties = {
        "first": {"by": "north", "does": "pay"},
        "else": {"by": "south", "does": "wait", "when": {"not": {"done": "first"}}},
    }
    made = deal(obligations=duties, **BARE)
    paid = delivery("paid", "first", 3, "1")
    found = [of(stand(paid, at=day(n), agreement=made), "else") for n in (1, 6)]
    assert [(item.state, item.begins.words) for item in found] == [("active", "2024-03-01 00:00")] * 2


@given(st.integers(0, 60), st.integers(1, 4))
def test_days_earned_by_what_was_handed_over_are_those_of_the_rule_and_no_more_than_its_most(
    more: int, most: int
) -> None:
    rule = {"per": "10", "of": "women", "adds": "2 days", "most": f"{most} days"}
    stages = {"truce": {"name": "Truce", "begins": "the agreement", "days": "20 days", "extension": rule}}
    made = deal(stages=stages)
    given_ = delivery("all", "free-women", 3, str(20 + more))
    standing = stand(given_, at=day(5), agreement=made)
    assert standing.extension.earned == min(2 * (more // 10), most)
    assert standing.stages[0].ends.words == f"{FIRST_DAY + timedelta(days=20 + min(2 * (more // 10), most))} 00:00"


def test_a_suspension_by_itself_lasts_as_long_as_its_right_allows_and_moves_what_is_due() -> None:
    right = {
        "act": "suspension",
        "automatic": "yes",
        "most": "4 days",
        "when": {"passed": "3 days after the agreement"},
    }
    duties = {"pay": {"by": "north", "does": "pay", "ends": "10 days after the agreement", "clock": "stops"}}
    made = deal(obligations=duties, rights={"calm": right}, **BARE)
    assert [of(stand(at=day(n), agreement=made), "pay").state for n in (1, 4, 8)] == ["active", "suspended", "active"]
    assert of(stand(at=day(8), agreement=made), "pay").due.words == "2024-03-15 00:00"


def test_a_termination_by_itself_ends_its_stage_and_what_was_to_follow_begins() -> None:
    stages = deal().body and {
        "truce": {"name": "Truce", "begins": "the agreement", "days": "20 days"},
        "after": {"name": "After", "begins": "the end of truce", "days": "5 days"},
    }
    end = {
        "act": "termination",
        "of": ["truce"],
        "automatic": "yes",
        "when": {"delivered": {"free-women": "at least 7"}},
    }
    standing = stand(delivery("d", "free-women", 4, "7"), at=day(6), agreement=deal(stages=stages, rights={"end": end}))
    assert [(item.id, item.state) for item in standing.stages] == [("truce", "ended"), ("after", "active")]
    assert of(standing, "quiet").state == "terminated"
    everything = {"act": "termination", "automatic": "yes", "when": {"ended": "truce"}}
    later = stand(at=day(22), agreement=deal(stages=stages, rights={"end": everything}))
    assert [item.state for item in later.stages] == ["ended", "ended"]


def test_days_of_suspension_and_days_after_the_end_are_not_owed_of_a_service() -> None:
    stop, go = power("stop", "suspension", day(5)), power("go", "restoration", day(9))
    (service,) = stand(stop, go, at=day(11)).services
    assert (service.periods, service.not_reported) == (8, 8)  # 12 days less 4
    (ended,) = stand(power("end", "termination", day(3)), at=day(11)).services
    assert ended.periods == 3


@pytest.mark.parametrize(
    ("stated", "ends"), [("6 weeks", "2024-04-12"), ("36 hours", "2024-03-02"), ("6 days", "2024-03-07")]
)
def test_a_length_is_counted_in_its_unit(stated: str, ends: str) -> None:
    stages = {"truce": {"name": "Truce", "begins": "the agreement", "days": stated}}
    assert stand(at=day(1), agreement=deal(stages=stages)).stages[0].ends.words.startswith(ends)


# --- at once, and guarantees ------------------------------------------------------------------------------------------


def closing(**more: Any) -> Entry:
    duties = {
        "pay": {"by": "north", "does": "pay", "amount": "100", "together_with": "shares"},
        "shares": {"by": "south", "does": "hand the shares over"},
        "keys": {"by": "south", "does": "hand the keys over", "together_with": "pay"},
    }
    return deal(obligations=duties, **BARE, **more)


@pytest.mark.parametrize(
    ("paid", "days", "together"),
    [("100", (), None), ("100", (3,), "no"), ("100", (3, 3, 3), "yes"), ("100", (3, 3, 4), "no"), ("about 100", (3, 3, 3), "possible")],
)  # fmt: skip
def test_steps_at_once_are_those_of_one_day_and_a_day_that_passed_without_the_others_is_none(
    paid: str, days: tuple[int, ...], together: str | None
) -> None:
    clauses = ("pay", "shares", "keys")
    handed = [
        delivery(clause, clause, n, paid if clause == "pay" else "1") for clause, n in zip(clauses, days, strict=False)
    ]
    (found,) = stand(*handed, at=day(9), agreement=closing()).together
    assert (found.steps, found.together) == (clauses, together)
    assert [time is not None for time in found.times][: len(days)] == [paid == "100" or n > 0 for n in range(len(days))]


@given(
    st.lists(st.sampled_from(("60", "100", "about 100", "about 60")), max_size=3), st.integers(0, 4), st.integers(0, 6)
)
def test_steps_are_at_once_as_the_days_on_which_they_may_have_been_done_say(
    paid: list[str], other: int, at: int
) -> None:
    handed = [delivery(f"pay-{n}", "pay", n, amount) for n, amount in enumerate(paid)]
    rest = [delivery(name, name, other, "1") for name in ("shares", "keys")]
    least, most, first_sure, first_maybe = 0, 0, None, None
    for n, amount in enumerate(paid[: at + 1]):
        quantity = read_quantity(amount)
        least, most = least + quantity.lo, most + quantity.hi
        first_sure = n if first_sure is None and least >= 100 else first_sure
        first_maybe = n if first_maybe is None and most >= 100 else first_maybe
    here = other if other <= at else None
    (found,) = stand(*handed, *rest, at=day(at), agreement=closing()).together
    if first_maybe is None and here is None:
        expected = None
    elif first_maybe is None or here is None:
        started = here if here is not None else first_sure
        expected = "no" if started is not None and started < at else "possible"
    elif first_maybe > here or (first_sure is not None and here > first_sure):
        expected = "no"
    else:
        expected = "yes" if first_maybe == first_sure == here else "possible"
    assert found.together == expected


def test_on_the_day_itself_steps_may_still_come_together() -> None:
    (found,) = stand(delivery("pay", "pay", 3, "100"), at=day(3), agreement=closing()).together
    assert found.together == "possible"


def test_a_guarantor_is_to_answer_for_a_violation_that_was_found_and_not_for_one_that_is_alleged() -> None:
    made = closing(guarantees=[{"by": "mira", "for": "north", "stake": "her word"}])
    claim = entry("claim", "incident", by="south", words="unpaid", under="deal", clause="pay", said=day(3))
    found = entry("found", "finding", by="mira", result="violation", incident="claim", said=day(6))
    mended = entry("mended", "finding", by="mira", result="verified", under="deal", clause="pay", said=day(8))
    states = [stand(claim, found, mended, at=day(n), agreement=made).guarantees[0] for n in (4, 6, 9)]
    assert [(item.state, item.duties) for item in states] == [("stands", ()), ("to answer", ("pay",)), ("stands", ())]
    assert states[1].covers == ("pay",)
    assert states[1].since.words == "2024-03-08 00:00"
    paid = delivery("pay", "pay", 3, "100")
    assert stand(paid, at=day(9), agreement=made).guarantees[0].state == "over"


def test_a_guarantee_with_a_condition_of_its_own_is_called_by_that_alone() -> None:
    made = closing(guarantees=[{"by": "mira", "of": ["pay"], "when": {"all": [{"passed": "7 days after the agreement"},
                   {"not": {"done": "pay"}}]}}])  # fmt: skip
    assert [stand(at=day(n), agreement=made).guarantees[0].state for n in (5, 8)] == ["stands", "to answer"]
    assert stand(delivery("pay", "pay", 3, "100"), at=day(8), agreement=made).guarantees[0].state == "over"
