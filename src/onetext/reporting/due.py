"""The duties of an agreement in words: what is late and what comes next, all of them as a table, and when each runs."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model.standing import ObligationStanding, Wait
from onetext.reporting.page import Bar, Block, Chart, Doubt, Line, Lines, Note, Table
from onetext.reporting.phrase import joined
from onetext.reporting.standing_words import DRAWN, STATES, SURE, StandingWords

_COMES = {"begins": "begins {}", "due": "due {}", "restoration": "suspended until {}", "ends": "ends {}"}
_NO_DATE = {
    "begins": "when it begins is not known yet",
    "due": "no time is set",
    "restoration": "suspended, until when is not stated",
    "ends": "no end is set",
}


def due_blocks(told: StandingWords) -> Iterator[Block]:
    """What is late, and what comes next, earliest first."""
    standing = told.standing
    if standing.since is None:
        yield Note("Nothing is due before it is in force.")
        return
    late = [item for item in standing.obligations if item.overdue]
    ahead = [
        item for item in standing.obligations
        if not item.overdue and item.next is not None and item.state in ("active", "pending", "suspended")
    ]  # fmt: skip
    if not late:
        yield Note("Nothing is late." if ahead else "Nothing is due, and nothing is late.")
    if late:
        yield Lines(tuple(Line(_next(item, told), "", f"△ overdue {item.id}") for item in late))
    if ahead:
        ahead.sort(key=lambda item: (item.next is None or item.next.when is None, _instant(item)))
        yield Lines(tuple(Line(_next(item, told), "", item.id) for item in ahead))


def _instant(item: ObligationStanding) -> float:
    when = item.next.when if item.next is not None else None
    return when.earliest.timestamp() if when is not None else 0.0


def _next(item: ObligationStanding, told: StandingWords) -> str:
    duty = told.duties[item.id]
    who = f"{told.words.name(duty.by)}: {told.clauses.what(duty)}"
    left = f", {told.part(item)}" if item.amount_due is not None else ""
    if item.overdue:
        return f"{who}{left}; was due {told.when(item.due)}"
    assert item.next is not None
    what, when = item.next.what, item.next.when
    comes = _COMES[what].format(told.when(when)) if when is not None else _NO_DATE[what]
    waits = joined([_wait(wait, told) for wait in item.next.waits_for if wait.test != "time" or wait.until != when])
    return f"{who}{left}; {comes}" + (f"; waits until {waits}" if waits else "")


def _wait(wait: Wait, told: StandingWords) -> str:
    until = f" ({told.when(wait.until)})" if wait.until is not None else ""
    return told.clauses.test(wait.test, wait.of, wait.amount) + until


def duty_blocks(told: StandingWords) -> Iterator[Block]:
    """Every duty in a row."""
    rows = tuple(_row(item, told) for item in told.standing.obligations)
    if rows:
        yield Table("", ("Clause", "Who", "What", "State", "Due", "Done", "Score"), rows)


def _row(item: ObligationStanding, told: StandingWords) -> tuple[str, ...]:
    duty = told.duties[item.id]
    done = "not stated"
    if item.amount_due is not None:
        done = told.part(item)
    elif item.done != "no":
        done = SURE[item.done]
    if item.done == "possible" and item.amount_due is not None:
        done += " △ possible"
    state = STATES[item.state] + (", not yet verified" if item.provisional else "")
    score = str(item.score) if item.score is not None else "not scored"
    return item.id, told.words.name(duty.by), told.clauses.what(duty), state, told.when(item.due), done, score


def course_blocks(told: StandingWords) -> Iterator[Block]:
    """Each duty with a known beginning and time, in a lane of its own."""
    drawn = [
        item for item in told.standing.obligations
        if item.begins is not None and item.due is not None and item.begins.earliest < item.due.earliest
    ][:DRAWN]  # fmt: skip
    if len(drawn) < 2:
        return
    doubt: dict[str, Doubt] = {"pending": "vague", "suspended": "about", "active": "about"}
    bars, rows = [], []
    for lane, item in enumerate(drawn):
        begins, due = item.begins, item.due
        assert begins is not None
        assert due is not None
        bars.append(Bar(lane, item.state, begins.start, due.start, doubt.get(item.state, "firm")))
        rows.append((item.id, told.when(begins), told.when(due), STATES[item.state]))
    yield Chart(
        f"{len(drawn)} clauses, from when they begin to when they are due or end",
        "A bar for each clause. Dashed: active or suspended. Dotted: not begun. Filled: over.",
        "time",
        tuple(item.id for item in drawn),
        tuple(bars),
        Table("", ("Clause", "Begins", "Due or ends", "State"), tuple(rows), named=True),
    )
