"""What was exchanged under an agreement, in words: day by day, over time, against totals, milestones and measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from onetext.model.standing import Given, QuotaStanding, Swap
from onetext.reporting.page import Bar, Block, Chart, Note, Table
from onetext.reporting.phrase import isolated, number_words, range_words
from onetext.reporting.standing_words import DRAWN, SURE, StandingWords

_OUTSIDE = {True: " (outside the ratio)", False: ""}


def swap_blocks(told: StandingWords) -> Iterator[Block]:
    """Each day of exchange, and what the keys say was to come for it."""
    swaps = told.standing.swaps
    if not swaps:
        return
    sides = [*told.deal.parties] if told.deal is not None else []
    others = dict.fromkeys(g.party for swap in swaps for g in swap.given if g.party not in sides)
    columns: list[str | None] = [*sides, *others]
    rows = tuple(
        (
            told.day(swap.date),
            *(_amounts((g for g in swap.given if g.party == side), told) for side in columns),
            _amounts(swap.expected, told),
            SURE[swap.matches],
        )
        for swap in swaps
    )
    heads = tuple(f"given by {told.words.name(side)}" for side in columns)
    yield Table("", ("Day", *heads, "By the keys, in return", "Fits"), rows)


def _amounts(given: Iterable[Given], told: StandingWords) -> str:
    said = (f"{told.amount(g.amount)} {told.clauses.name(g.category)}{_OUTSIDE[g.outside]}" for g in given)
    return ", ".join(said) or "none recorded"


Reached = dict[str, tuple[Decimal, Decimal]]
"""The least and most handed over so far, by category; infinite where open."""


def over_time_blocks(told: StandingWords, printed: bool) -> Iterator[Block]:
    """So much by the end of each day of exchange, by category; drawn where the page is printed."""
    days = [swap for swap in told.standing.swaps if not all(given.outside for given in swap.given)]
    if len(days) < 2:
        return
    names = tuple(dict.fromkeys(given.category for swap in days for given in swap.given if not given.outside))
    reached = list(_sums(days, names))
    rows = tuple(
        (told.day(swap.date), *(_so_far(*sums[name]) for name in names))
        for swap, sums in zip(days, reached, strict=True)
    )
    table = Table("", ("By the end of", *map(told.clauses.name, names)), rows, named=True)
    if not printed:
        yield table
        return
    last = range(max(len(days) - DRAWN // 2, 0), len(days))
    yield Chart(
        "What was handed over in all, by the end of each day of exchange",
        "For each day a bar for each category, from nothing to the sum so far. Dashed where amounts are not exact.",
        "handed over in all",
        tuple(told.day(days[n].date) for n in last),
        tuple(_bar(lane, told.clauses.name(name), *reached[n][name]) for lane, n in enumerate(last) for name in names),
        table,
    )


def _sums(days: Iterable[Swap], names: Iterable[str]) -> Iterator[Reached]:
    so_far: Reached = {name: (Decimal(0), Decimal(0)) for name in names}
    for swap in days:
        for given in swap.given:
            if given.category in so_far:
                lo, hi = so_far[given.category]
                top = hi + given.amount.hi if given.amount.hi is not None else Decimal("Infinity")
                so_far[given.category] = (lo + (given.amount.lo or 0), top)
        yield dict(so_far)


def _bar(lane: int, name: str, lo: Decimal, hi: Decimal) -> Bar:
    label = f"{_so_far(lo, hi)} {name}"
    return Bar(lane, label, Decimal(0), hi if hi.is_finite() else lo, "firm" if lo == hi else "about")


def _so_far(lo: Decimal, hi: Decimal) -> str:
    return range_words(lo, hi if hi.is_finite() else None)


def quota_blocks(told: StandingWords) -> Iterator[Block]:
    """Every total, what was given of it and what is left."""
    rows = tuple(
        (item.id, told.amount(item.total), told.amount(item.done), _left(item)) for item in told.standing.quotas
    )
    if rows:
        yield Table("", ("Total of", "In all", "Given", "Left"), rows)


def _left(item: QuotaStanding) -> str:
    lo, hi = item.left.lo, item.left.hi
    unit = f" {isolated(item.left.unit)}" if item.left.unit else ""
    if item.over == "yes" and hi is not None:
        return f"⊘ none, and {range_words(-hi, None if lo is None else -lo)}{unit} more than the total"
    left = f"{range_words(max(lo, Decimal(0)) if lo is not None else Decimal(0), hi)}{unit}"
    return left + (" (△ more than the total is possible)" if item.over == "possible" else "")


def milestone_blocks(told: StandingWords) -> Iterator[Block]:
    """Amounts that are to be reached by a time."""
    rows = tuple(
        (item.obligation, told.when(item.by), told.amount(item.at_least), told.amount(item.done), SURE[item.met])
        for item in told.standing.milestones
    )
    if rows:
        yield Table("", ("Clause", "By", "At least", "So far", "Reached"), rows)


def day_blocks(told: StandingWords) -> Iterator[Block]:
    """Days by which stages were prolonged."""
    extension = told.standing.extension
    if extension.earned or extension.used or any(s.extension for s in (told.deal.stages if told.deal else ())):
        yield Note(f"{number_words(extension.earned)} days earned, {number_words(extension.used)} begun.")


def service_blocks(told: StandingWords) -> Iterator[Block]:
    """Measured duties, by how many of their periods were kept."""
    rows = tuple(
        (item.obligation, item.per, *map(str, (item.periods, item.met, item.possible, item.short, item.not_reported)))
        for item in told.standing.services
    )
    if rows:
        yield Table("", ("Clause", "Per", "So far", "Met", "Possible", "Short", "Not stated"), rows)
