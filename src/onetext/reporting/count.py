"""Counts in words: what adds up, what can, what cannot, and at what rates things were exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from onetext.model import Case, Count, Delivery, Entry, Ledger, Moment
from onetext.model.balance import AccountValue, Balance, Counts, Interval, Rate
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.phrase import isolated, joined, number_words, quantity_words, range_words
from onetext.reporting.words import Words

_BALANCED = {
    "yes": "● adds up",
    "possible": "△ can add up, within what the words allow",
    "no": "⊘ cannot add up",
}


def count_page(counts: Counts, case: Case, viewer: str, as_of: Moment) -> Page:
    """The page of the counts: every ledger with its sum as a table, and every exchange."""
    words = Words(case)
    blocks: list[Block] = [*_balances(counts, words, whole=True), *_exchanges(counts, words)]
    if not blocks:
        blocks = [Note("No ledger is kept: add `ledgers:` to the header, and counts to the record.")]
    else:
        blocks.append(Note(_HOW))
    return Page(f"What adds up · {isolated(case.header.title)}", words.strip(viewer, as_of), tuple(blocks))


_HOW = (
    "[n] is the count a line rests on: the latest of its account; counts of the same time by others stand beside it. "
    "“About n” is within half a unit of its last digit that is not 0, at least 5 %, at most 25 %. Apart: by how much "
    "the sum of the numbers as said is not what it should be, then the least and the greatest that it may be."
)


def count_blocks(counts: Counts, words: Words) -> Iterator[Block]:
    """The counts for a page that holds other things too: a line for each ledger and exchange."""
    if counts.ledgers or counts.exchanges:
        yield Heading("What adds up", str(len(counts.ledgers) or ""), place="beside")
        yield from _balances(counts, words, whole=False)
        yield from _exchanges(counts, words, heading=False)


def _balances(counts: Counts, words: Words, whole: bool) -> Iterator[Block]:
    entries = {entry.id: entry for entry in words.case.entries}
    for balance in counts.ledgers:
        ledger = words.case.header.ledgers[balance.id]
        if whole:
            yield Heading(isolated(ledger.name))
            yield _sum(balance, words, entries)
            yield Lines(tuple(_verdict(balance, ledger, words)))
        else:
            yield Lines((_line(balance, ledger, words, entries),))


def _line(balance: Balance, ledger: Ledger, words: Words, entries: Mapping[str, Entry]) -> Line:
    """A ledger in one line: its sum in the words of the counts, and by how much it is apart."""
    parts = []
    for n, value in enumerate(balance.accounts):
        sign = "" if n == 0 and value.times > 0 else "less " if value.times < 0 else "and "
        times = "" if abs(value.times) == 1 else f"{number_words(abs(value.times))} × "
        parts.append(f"{sign}{times}{_counted(value, words, entries)}")
    total = f", against {number_words(ledger.total)}" if ledger.total else ""
    return Line(f"{isolated(ledger.name)}: {', '.join(parts)}{total}", _apart(balance), _BALANCED[balance.balanced])


def _counted(value: AccountValue, words: Words, entries: Mapping[str, Entry]) -> str:
    """What an account stands at, in the words of its counts."""
    if not value.counts:
        return f"{words.name(value.account)} (not counted)"
    said: dict[str, list[str]] = {}
    for name in value.counts:
        said.setdefault(_quantity(entries[name]), []).append(name)
    return " or ".join(f"{quantity} {words.cite(*names)}" for quantity, names in said.items())


def _quantity(entry: Entry) -> str:
    assert isinstance(entry.body, Count)
    return quantity_words(entry.body.quantity)


def _apart(balance: Balance) -> str:
    """By how much a ledger does not add up: as said, and from the least to the greatest."""
    if balance.balanced == "yes":
        return "exact"
    exact = balance.gap == (balance.nominal_gap, balance.nominal_gap)
    nominal = f"{_short(balance.nominal_gap)} apart as said" if balance.nominal_gap is not None else ""
    return "; ".join(filter(None, ["" if exact else nominal, _interval(balance.gap)]))


def _interval(interval: Interval) -> str:
    """A range that may go below 0, from least to greatest."""
    lo, hi = interval
    if lo is None or hi is None:
        return "by how much is not known" if lo is None and hi is None else range_words(lo, hi)
    if lo == hi:
        return f"exactly {_short(lo)} apart"
    return f"between {_short(lo, ROUND_FLOOR)} and {_short(hi, ROUND_CEILING)}"


def _short(number: Decimal, rounding: str = ROUND_HALF_EVEN) -> str:
    """A number with at most two digits after the point."""
    return number_words(number if number == round(number, 2) else number.quantize(Decimal("0.01"), rounding))


def _sum(balance: Balance, words: Words, entries: Mapping[str, Entry]) -> Table:
    rows = []
    for value in balance.accounts:
        sign = "+" if value.times > 0 else "\u2212"
        times = "" if abs(value.times) == 1 else f" {number_words(abs(value.times))} ×"
        nominal = number_words(value.nominal) if value.nominal is not None else "no one number said"
        read = range_words(*value.value) if value.counts else "not counted: any number"
        rows.append((f"{sign}{times} {words.name(value.account)}", _counted(value, words, entries), nominal, read))
    return Table("", ("Account", "Counted", "As said", "Read as"), tuple(rows))


def _verdict(balance: Balance, ledger: Ledger, words: Words) -> Iterator[Line]:
    should = f"should be {number_words(ledger.total)}"
    yield Line(f"{_BALANCED[balance.balanced]}; {should}", _apart(balance))
    if balance.balanced == "no":
        yield Line(f"One of these counts must be wrong, or is of another time: {words.cite(*balance.counts)}")
    if balance.without:
        names = joined(isolated(words.case.header.ledgers[name].name) for name in balance.without)
        yield Line(f"Worked out without {names}: with it nothing satisfies all.")


def _exchanges(counts: Counts, words: Words, heading: bool = True) -> Iterator[Block]:
    if counts.exchanges and heading:
        yield Heading("Exchanges", str(len(counts.exchanges)))
    if counts.exchanges:
        yield Lines(tuple(_exchange(rate, words) for rate in counts.exchanges))


def _exchange(rate: Rate, words: Words) -> Line:
    """How many were given for each one."""
    entries = {entry.id: entry for entry in words.case.entries}
    given, each = entries[rate.id].body, entries[rate.against].body
    assert isinstance(given, Delivery)
    assert isinstance(each, Delivery)
    assert given.quantity is not None
    assert each.quantity is not None
    unit, per = (isolated(quantity.unit) for quantity in (given.quantity, each.quantity))
    kind = f" {unit} for each of the {per}" if unit and per and unit != per else " for each one"
    said = f"{quantity_words(given.quantity)} {words.cite(rate.id)} against {quantity_words(each.quantity)}"
    when = f" ({words.when(given.when)})" if given.when else ""
    return Line(f"{said} {words.cite(rate.against)}{when}", _rated(rate, kind), "Exchanged")


def _rated(rate: Rate, kind: str) -> str:
    """A rate in two digits, and the range that it is read as."""
    lo, hi = rate.rate
    if rate.nominal is None:
        return f"{range_words(lo, hi)}{kind}"
    if lo == hi == rate.nominal:
        return f"{number_words(rate.nominal)}{kind}"
    return f"about {_two_digits(rate.nominal)}{kind} ({range_words(lo, hi)})"


def _two_digits(number: Decimal) -> str:
    """A number with two digits that count.

    >>> _two_digits(Decimal("2.18")), _two_digits(Decimal("0.03")), _two_digits(Decimal(240))
    ('2.2', '0.03', '240')
    """
    return number_words(Decimal(f"{number:.2g}") if abs(number) < 100 else number.to_integral_value())
