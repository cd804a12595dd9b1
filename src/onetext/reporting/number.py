"""Exact numbers in words."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

_DIGITS: Final = 15
_PLACES: Final = 6


def fraction_words(number: Fraction) -> str:
    """A number as a decimal: exact where it has an end within 40 digits, else to 15 digits.

    >>> fraction_words(Fraction(1, 8)), fraction_words(Fraction(2, 3)), fraction_words(Fraction(12))
    ('0.125', '0.666666666666667', '12')
    """
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest == 1 and places <= 40:
        found = Decimal(number.numerator * 10**places // number.denominator).scaleb(-places, Context(prec=400))
        return format(found, "f")
    context = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)
    return format(context.divide(Decimal(number.numerator), Decimal(number.denominator)), "f")


def short_words(number: Fraction) -> str:
    """A number as a decimal for a page: exact up to 6 places, else cut there, with a sign that it goes on.

    >>> short_words(Fraction(1, 8)), short_words(Fraction(2, 3)), short_words(Fraction(-2, 3))
    ('0.125', '0.666666…', '-0.666666…')
    """
    words = fraction_words(number)
    whole, _, places = words.partition(".")
    return words if len(places) <= _PLACES else f"{whole}.{places[:_PLACES]}…"


def exact_words(number: Fraction) -> str:
    """A number as a whole number or a fraction, exact.

    >>> exact_words(Fraction(170, 3)), exact_words(Fraction(4, 2))
    ('170/3', '2')
    """
    return str(number)
