"""How those under an agreement conducted themselves, in words: what is alleged and was found, lists, rights used, steps
that go together, guarantees."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model.standing import GuaranteeStanding, Limit, PowerUsed, TogetherStanding, Violation
from onetext.reporting.page import Block, Line, Lines, Note, Table
from onetext.reporting.phrase import isolated, joined, quantity_words
from onetext.reporting.standing_words import SURE, StandingWords


def violation_blocks(told: StandingWords) -> Iterator[Block]:
    """What is alleged and what was found, rival accounts side by side."""
    standing = told.standing
    if not standing.violations:
        yield Note("No violation is alleged, and none was found.")
        return
    if not any(item.status == "established" for item in standing.violations):
        yield Note("No violation was found. What follows is alleged.")
    together = {name for names in standing.accounts for name in names}
    for names in standing.accounts:
        accounts = [item for item in standing.violations if item.incident in names]
        yield Note("Accounts of the same incident, side by side:")
        head = tuple(f"alleged by {_by(item, told)}" for item in accounts)
        yield Table("", head, (tuple(f"{_account(item, told)} {_cite(item, told)}" for item in accounts),))
    lines = [
        Line(_violation(item, told), "", _cite(item, told))
        for item in standing.violations
        if item.incident not in together
    ]
    if lines:
        yield Lines(tuple(lines))


def _by(item: Violation, told: StandingWords) -> str:
    return told.words.name(item.by) if item.by is not None else "somebody unnamed"


def _cite(item: Violation, told: StandingWords) -> str:
    return told.words.cite(*(name for name in (item.incident, item.finding) if name is not None))


def _account(item: Violation, told: StandingWords) -> str:
    entry = told.entries.get(item.incident or "")
    words, found = (getattr(entry.body, "words", "") if entry is not None else ""), _found(item, told)
    if words.endswith((".", "!", "?")) and found:
        found = f" F{found.removeprefix('; f')}"  # what was said ends its own sentence
    return f"{isolated(words) if entry is not None else ''}{found}"


def _violation(item: Violation, told: StandingWords) -> str:
    of = f" ({isolated(item.obligation)})" if item.obligation else ""
    said = f"alleged by {_by(item, told)}: {_account(item, told)}" if item.incident is not None else _found(item, told)
    return f"{said.removeprefix('; ')}{of}"


def _found(item: Violation, told: StandingWords) -> str:
    entry = told.entries.get(item.finding or "")
    if entry is None:
        return "" if item.finding is None else "; found, by whom not stated"
    words = getattr(entry.body, "words", None)
    by = told.words.name(getattr(entry.body, "by", None))
    return f"; found by {by}: {item.found}" + (f" ({isolated(words)})" if words else "")


def list_blocks(told: StandingWords) -> Iterator[Block]:
    """Lists and notices, each with its clause and what became of it."""
    lines = []
    for item in told.standing.lists:
        entry = told.entries[item.rests_on[0]]
        clause = f"{isolated(item.obligation)}: " if item.obligation else ""
        reason = f"; the reason: {isolated(item.reason)}" if item.reason else ""
        late = {True: ", in time", False: ", late", None: ""}[item.in_time]
        day = f" for {told.words.when(item.for_day)}" if item.for_day is not None else ""
        by = told.words.name(getattr(entry.body, "by", None))
        lines.append(Line(f"{clause}{item.state} by {by}{day}{late}{reason}", "", told.words.cite(entry.id)))
    if lines:
        yield Lines(tuple(lines))


def together_blocks(told: StandingWords) -> Iterator[Block]:
    """Steps that take effect at once, with when each did."""
    lines = tuple(
        Line(_together(item, told), "", SURE[item.together] if item.together is not None else "○ not yet")
        for item in told.standing.together
    )
    if lines:
        yield Lines(lines)


def _together(item: TogetherStanding, told: StandingWords) -> str:
    times = ("not yet" if when is None else told.words.when(when) for when in item.times)
    return joined(f"{told.clauses.name(name)} ({at})" for name, at in zip(item.steps, times, strict=True))


def power_blocks(told: StandingWords) -> Iterator[Block]:
    """Rights that were used or took effect, and whether within their limits."""
    lines = tuple(Line(_power(item, told), _limits(item, told), _entry(item, told)) for item in told.standing.powers)
    if lines:
        yield Lines(lines)


def _entry(item: PowerUsed, told: StandingWords) -> str:
    return told.words.cite(*item.rests_on) if item.rests_on else "by itself"


def _power(item: PowerUsed, told: StandingWords) -> str:
    parts = joined(map(told.clauses.name, item.of)) or "all of it"
    until = f" until {told.words.when(item.until)}" if item.until is not None else ""
    if item.automatic:
        return f"{item.act} of {parts} since {told.words.when(item.since)}{until}, under {isolated(item.right or '')}"
    by = told.words.name(getattr(told.entries[item.rests_on[0]].body, "by", None))
    return f"{item.act} of {parts} by {by} since {told.words.when(item.since)}{until}"


_LIMITS = {
    "by": "used by one who has it",
    "parts": "of parts that it is about",
    "when": "once its condition was met",
    "notice": "with notice",
    "longest": "for no longer than allowed",
    "times": "no more often than allowed",
}


def _limits(item: PowerUsed, told: StandingWords) -> str:
    """Which limits of its right a use kept, possibly kept and did not keep."""
    if item.automatic:
        return ""
    if item.right is None:
        return "The agreement gives no right to this." if told.deal is not None and told.deal.rights else ""
    return f"Under {isolated(item.right)}: " + joined(map(_limit, item.limits)) + "."


def _limit(limit: Limit) -> str:
    measured = ""
    if limit.asked is not None:
        least = "at least " if limit.what == "notice" else "at most "
        asked = quantity_words(limit.asked).removeprefix(least)
        was = "" if limit.found is None else f"{quantity_words(limit.found)}, "
        measured = f" ({was}{least}{asked})"
    return f"{_LIMITS[limit.what]}{measured} {SURE[limit.kept]}"


def guarantee_blocks(told: StandingWords) -> Iterator[Block]:
    """Who answers for what others owe, and whether it has come to that."""
    deal = told.deal.guarantees if told.deal is not None else ()
    lines = tuple(
        Line(_guarantee(item, stake.stake, told), "", _ANSWERS[item.state])
        for item, stake in zip(told.standing.guarantees, deal, strict=True)
    )
    if lines:
        yield Lines(lines)


_ANSWERS = {"stands": "○ stands", "to answer": "△ to answer", "over": "– over"}


def _guarantee(item: GuaranteeStanding, stake: str | None, told: StandingWords) -> str:
    covers = joined(map(told.clauses.name, item.covers)) or "nothing in this agreement"
    with_what = f" with {isolated(stake)}" if stake else ""
    if item.state != "to answer":
        return f"{told.words.name(item.by)} for {covers}{with_what}"
    duties = f", because of {joined(map(told.clauses.name, item.duties))}" if item.duties else ""
    return f"{told.words.name(item.by)} for {covers}{with_what}, since {told.when(item.since)}{duties}"


def outside_blocks(told: StandingWords) -> Iterator[Block]:
    """What was handed over under it and is of no clause."""
    outside = told.standing.outside
    if outside:
        yield Lines(tuple(Line(told.words.in_short.line(told.entries[n]), "", told.words.cite(n)) for n in outside))


def reading_blocks(told: StandingWords) -> Iterator[Block]:
    """Cycles in what is to come before what."""
    for item in told.standing.readings:
        steps = ", which waits for ".join(isolated(name) for name in (*item.cycle, item.cycle[0]))
        by = f" By the readings {told.words.cite(*item.readings)}." if item.readings else ""
        yield Note(f"No step can be the first: {steps}.{by}")
