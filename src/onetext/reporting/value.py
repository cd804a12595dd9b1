"""Exact values of issues, as a file states them and in words."""

from __future__ import annotations

import datetime
from decimal import Decimal

from onetext.model.issue import Value
from onetext.reporting.words import Words


def value_words(words: Words, issue: str, value: Value) -> str:
    """A value in words."""
    return words.value(issue, plain_value(value, words.case.header.issues[issue].kind == "date"))


def plain_value(value: Value, date: bool = False) -> str:
    """A value as a file states it."""
    if isinstance(value, str):
        return value
    return date_of(value) if date else format(value.normalize(), "f")


def date_of(days: Decimal) -> str:
    """The date that a number of days since 1970-01-01 stands for.

    >>> date_of(Decimal(19722))
    '2023-12-31'
    """
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(days))).isoformat()
