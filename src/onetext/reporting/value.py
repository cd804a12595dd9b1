"""Exact values of issues, as a file states them and in words."""

from __future__ import annotations

import datetime
from decimal import Decimal

from onetext.model.issue import Value
from onetext.model.moment import MONTHS
from onetext.reporting.words import Words


def value_words(words: Words, issue: str, value: Value) -> str:
    """A value in words."""
    date = words.case.header.issues[issue].kind == "date"
    if date and not isinstance(value, str):
        return words.own(day_words(value))
    return words.value(issue, plain_value(value, date))


def plain_value(value: Value, date: bool = False) -> str:
    """A value as a file states it."""
    if isinstance(value, str):
        return value
    return date_of(value) if date else format(value.normalize(), "f")


def day_words(days: Decimal) -> str:
    """The day that a number of days since 1970-01-01 stands for, as a page says it.

    >>> day_words(Decimal(19722))
    '31 December 2023'
    """
    day = datetime.date.fromisoformat(date_of(days))
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def date_of(days: Decimal) -> str:
    """The date that a number of days since 1970-01-01 stands for.

    >>> date_of(Decimal(19722))
    '2023-12-31'
    """
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(days))).isoformat()
