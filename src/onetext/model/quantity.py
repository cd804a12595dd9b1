"""Quantities as stated: bounds, unit, how they were stated, and the words kept. Never silently exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final, Literal

Stated = Literal["exact", "about", "at least", "at most", "between", "vague"]

VAGUE: Final[dict[str, tuple[Decimal, Decimal | None]]] = {
    "hundreds": (Decimal(200), Decimal(999)),
    "dozens": (Decimal(24), Decimal(99)),
    "some": (Decimal(1), None),
}
"""Vague words and the range each is read as; an open bound is None."""

NUMBER_WORDS: Final = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
}
HOURS_PER: Final = {"hour": Decimal(1), "day": Decimal(24), "week": Decimal(168)}
MEASURES: Final = frozenset(
    "second minute hour day week month year percent metre meter kilometre kilometer km km2 m3 litre liter ton tonne "
    "dollar euro".split()
)
"""Units of what is measured, in the singular; everything else in whole numbers is counted."""

HOW_TO_WRITE: Final = (
    "write 133, about 40, at least 500, at most 10, between 30 and 40, hundreds, dozens, some, "
    "or {words: about 40, lo: 35, hi: 48}"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range [lo, hi] of decimals (None: open), a unit, how it was stated, and the words.

    >>> read_quantity("about 40 hostages")
    Quantity(words='about 40 hostages', lo=Decimal('35'), hi=Decimal('45'), unit='hostages', stated='about')
    """

    words: str
    lo: Decimal | None
    hi: Decimal | None
    unit: str = ""
    stated: Stated = "exact"

    @property
    def nominal(self) -> Decimal | None:
        """The number that was said, where one was: 40 for "about 40"; None for "hundreds"."""
        if self.stated in ("vague", "between"):
            return None
        number = _NUMBER.search(_plain(self.words))
        return _decimal(number[0]) if number else self.lo if self.lo is not None else self.hi


_MOST_DIGITS: Final = 100
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WORDS: Final = "|".join(NUMBER_WORDS)
_NUMBER: Final = re.compile(rf"[-−]?{_DIGITS}|\b(?:{_WORDS})\b")
_ONE: Final = rf"([-−]?{_DIGITS}|(?:{_WORDS})(?![a-z]))"
_FORMS: Final[tuple[tuple[re.Pattern[str], Stated], ...]] = (
    (re.compile(rf"(?:about|around|some|roughly|approximately|~) ?{_ONE}"), "about"),
    (re.compile(rf"(?:at least|no fewer than|no less than|>=) ?{_ONE}"), "at least"),
    (re.compile(rf"(?:at most|up to|no more than|<=) ?{_ONE}"), "at most"),
    (re.compile(rf"between {_ONE} and {_ONE}"), "between"),
    (re.compile(rf"{_ONE} ?(?:-|–|to) ?{_ONE}"), "between"),
    (re.compile(_ONE), "exact"),
)


def read_quantity(stated: object) -> Quantity:
    """Read a quantity from words, a number, or {words, lo, hi, unit} that states its own range.

    Raises ValueError with advice.

    >>> q = read_quantity("hundreds of prisoners")
    >>> (q.lo, q.hi, q.unit, q.stated)
    (Decimal('200'), Decimal('999'), 'prisoners', 'vague')
    >>> read_quantity({"words": "about 40, maybe 45", "lo": "35", "hi": "48"}).hi
    Decimal('48')
    """
    if isinstance(stated, Quantity):
        return stated
    if isinstance(stated, dict):
        return _read_mapping(stated)
    if isinstance(stated, int | Decimal) and not isinstance(stated, bool):
        stated = str(stated)
    if isinstance(stated, str):
        return _read_words(stated)
    raise ValueError(f"this is no quantity ({HOW_TO_WRITE})")


def _read_mapping(stated: dict[str, Any]) -> Quantity:
    extra = sorted(set(stated) - {"words", "lo", "hi", "unit"})
    if extra or not isinstance(stated.get("words"), str):
        raise ValueError(f"a quantity written out needs 'words', and may have 'lo', 'hi' and 'unit' ({HOW_TO_WRITE})")
    words = stated["words"]
    lo, hi = (_bound(stated[key]) if key in stated else None for key in ("lo", "hi"))
    if lo is not None and hi is not None and hi < lo:
        raise ValueError("the range ends below its start (swap 'lo' and 'hi')")
    try:
        base = _read_words(words)
    except ValueError:
        base = Quantity(words, lo, hi, "", "vague")
    if lo is None and hi is None:
        lo, hi = base.lo, base.hi
    return Quantity(words, lo, hi, str(stated.get("unit") or base.unit), base.stated)


def _bound(stated: object) -> Decimal:
    try:
        number = _decimal(_plain(str(stated)))
    except (InvalidOperation, KeyError):
        raise ValueError(f"'{stated}' is no number (write digits, such as 35)") from None
    if not is_writable(number):
        raise ValueError("the number is too long to be written out (write one of at most 100 digits)")
    return number


def is_writable(number: Decimal) -> bool:
    """Whether a number has at most 100 digits before its point, and 100 after it.

    >>> is_writable(Decimal("1e99")), is_writable(Decimal("1e999999999")), is_writable(Decimal("-0.35"))
    (True, False, True)
    """
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_MOST_DIGITS and number.adjusted() < _MOST_DIGITS


@lru_cache(maxsize=8192)
def _read_words(words: str) -> Quantity:
    text = _plain(words)
    first, _, rest = text.partition(" ")
    if first in VAGUE and not _NUMBER.match(rest):
        lo, hi = VAGUE[first]
        return Quantity(words, lo, hi, _unit(rest), "vague")
    for pattern, how in _FORMS:
        if found := pattern.match(text):
            rest = text[found.end() :]
            unit = _unit(rest)
            if rest[:1] not in ("", " ", "%") or not re.match(r"[^\W\d_]|%|$", unit):
                break
            return _stated(words, [_decimal(number) for number in found.groups()], unit, how)
    raise ValueError(f"'{words}' is no quantity ({HOW_TO_WRITE})")


def _stated(words: str, numbers: list[Decimal], unit: str, how: Stated) -> Quantity:
    n = numbers[0]
    if how == "between":
        if numbers[1] < n:
            raise ValueError("the range ends below its start (swap its two numbers)")
        return Quantity(words, n, numbers[1], unit, how)
    if how == "about":
        lo, hi = about(n, counted=is_counted(n, unit))
        return Quantity(words, lo, hi, unit, how)
    return Quantity(words, None if how == "at most" else n, None if how == "at least" else n, unit, how)


def is_counted(n: Decimal, unit: str) -> bool:
    """Whether a number of this unit counts whole things (people, trucks) and measures nothing (weeks)."""
    word = unit.split(" ")[0]
    return n == n.to_integral_value() and word not in MEASURES and word.removesuffix("s") not in MEASURES


def about(n: Decimal, counted: bool = True) -> tuple[Decimal, Decimal]:
    """How "about n" is read, as (lo, hi).

    Half a unit of the last non-zero digit, not under 5 % nor over 25 % of n; for what is counted at
    least 1, and outward to whole units.

    >>> [tuple(map(int, about(Decimal(n)))) for n in (40, 110, 250, 60000)]
    [(35, 45), (104, 116), (237, 263), (55000, 65000)]
    """
    size = abs(n)
    exponent = n.normalize().as_tuple().exponent if n else 0
    assert isinstance(exponent, int)
    margin = min(max(Decimal(10) ** exponent / 2, size / 20), size / 4)
    if not counted:
        return n - margin, n + margin
    margin = max(margin, Decimal(1))
    return (n - margin).to_integral_value(ROUND_FLOOR), (n + margin).to_integral_value(ROUND_CEILING)


def _plain(words: str) -> str:
    return " ".join(words.replace("\u2212", "-").split()).lower()


def _unit(rest: str) -> str:
    return rest.strip().removeprefix("of ").strip()


def _decimal(text: str) -> Decimal:
    if text in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[text])
    value = Decimal(text.replace(",", ""))
    if not value.is_finite():
        raise InvalidOperation
    return value


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same quantity in another unit, where both are hours, days or weeks; else unchanged.

    >>> in_unit(read_quantity("six weeks"), "days").lo
    Decimal('42')
    """
    per, target = (HOURS_PER.get(word.removesuffix("s")) for word in (quantity.unit, unit))
    if per is None or target is None or per == target:
        return quantity
    lo, hi = (None if bound is None else bound * per / target for bound in (quantity.lo, quantity.hi))
    return Quantity(quantity.words, lo, hi, unit, quantity.stated)


def write_quantity(quantity: Quantity) -> str | dict[str, str]:
    """The shortest form that reads back as this quantity: its words, or {words, lo, hi, unit}.

    >>> write_quantity(read_quantity("about 40"))
    'about 40'
    """
    try:
        if _read_words(quantity.words) == quantity:
            return quantity.words
    except ValueError:
        pass
    plain = {"words": quantity.words}
    for key, bound in (("lo", quantity.lo), ("hi", quantity.hi)):
        if bound is not None:
            plain[key] = format(bound, "f")
    return plain | ({"unit": quantity.unit} if quantity.unit else {})
