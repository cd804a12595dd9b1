"""Phrases of a page that need no case: numbers, ranges, states, days, text from data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from onetext.model import Quantity
from onetext.model.moment import MONTHS, WEEKDAYS
from onetext.model.quantity import HOURS_PER

_STATE_MARKS = {
    "met": "● met",
    "partly": "◐ partly",
    "unmet": "⊘ unmet",
    "unclear": "△ unclear",
    "conditional": "◇ conditional",
    "not_addressed": "○ not addressed",
}


def isolated(text: str) -> str:
    """Text from data, set apart from the sentence around it where it holds right-to-left letters.

    >>> isolated("Katz"), isolated("כץ") == "\\u2068כץ\\u2069"
    ('Katz', True)
    """
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return f"\u2068{text}\u2069"
    return text


def joined(parts: Iterable[str]) -> str:
    """Parts as "a, b and c".

    >>> joined(["Egypt", "Qatar", "the United States"])
    'Egypt, Qatar and the United States'
    """
    found = list(parts)
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def counted(n: int, one: str, many: str = "") -> str:
    """How many of a thing.

    >>> counted(1, "entry", "entries"), counted(2, "proposal")
    ('1 entry', '2 proposals')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def number_words(number: Decimal) -> str:
    """A number with thousands set apart and a true minus sign.

    >>> number_words(Decimal("-60000"))
    '−60,000'
    """
    return f"{number:,f}".replace("-", "\u2212")


def range_words(lo: Decimal | None, hi: Decimal | None) -> str:
    """A range as 35–45, "200 or more", "up to 10" or one number.

    >>> range_words(Decimal(35), Decimal(45)), range_words(Decimal(1), None)
    ('35–45', '1 or more')
    """
    if lo is None:
        return "any number" if hi is None else f"up to {number_words(hi)}"
    if hi is None:
        return f"{number_words(lo)} or more"
    return number_words(lo) if lo == hi else f"{number_words(lo)}–{number_words(hi)}"


def quantity_words(quantity: Quantity) -> str:
    """A quantity in its own words, with the range they are read as where they do not say it.

    >>> from onetext.model import read_quantity
    >>> quantity_words(read_quantity("about 40"))
    'about 40 (35–45)'
    """
    if quantity.stated in ("about", "vague"):
        return f"{isolated(quantity.words)} ({range_words(quantity.lo, quantity.hi)})"
    return isolated(quantity.words)


def unit_words(unit: str, number: Decimal | None) -> str:
    """The unit of a number, or of a range up to it: one hour, day or week has no s; any other stays as it was written.

    >>> unit_words("hours", Decimal(1)), unit_words("hours", Decimal(2)), unit_words("megawatts", Decimal(1))
    ('hour', 'hours', 'megawatts')
    """
    one = unit.removesuffix("s")
    return one if number == 1 and one in HOURS_PER else unit


def state_words(state: str) -> str:
    """A state of coverage, its mark first."""
    return _STATE_MARKS[state]


def quoted(words: str | None, exact: bool) -> str:
    """Words as a quotation where they are exact."""
    return f"“{isolated(words or '')}”" if exact else isolated(words or "")


def if_words(condition: str | None) -> str:
    """What something is conditional on, in brackets."""
    return f" (if {isolated(condition)})" if condition else ""


def depends_words(conditions: tuple[str, ...], exclusions: tuple[str, ...], reciprocal_on: str | None = None) -> str:
    """What a value depends on, after it."""
    parts = []
    if conditions:
        parts.append(f"on condition that {joined(map(isolated, conditions))}")
    if exclusions:
        parts.append(f"except {joined(map(isolated, exclusions))}")
    if reciprocal_on:
        parts.append(f"more in return for {isolated(reciprocal_on)}")
    return f", ◇ {'; '.join(parts)}" if parts else ""


def place_words(where: str | None) -> str:
    """Where, after what."""
    return f", {isolated(where)}" if where else ""


def day_words(day: datetime | None, with_time: bool = False) -> str:
    """A day by its name, and its time of day where asked."""
    assert day is not None
    clock = f", {day:%H:%M}" if with_time else ""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}{clock}"
