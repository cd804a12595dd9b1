"""Who is in a category: by name, and by criteria of numbers or words; and who would be in two of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from onetext.model.obligation import Category
from onetext.model.person import name_key
from onetext.model.quantity import read_quantity

_STRICT: Final = re.compile(r"(under|below|younger than|over|above|older than) (\d+(?:\.\d+)?)(?: .*)?")
_LOW, _HIGH = Decimal("-Infinity"), Decimal("Infinity")


class Span(NamedTuple):
    """A range of numbers; `open_lo` and `open_hi` say that the bound itself is not in it."""

    lo: Decimal
    hi: Decimal
    open_lo: bool = False
    open_hi: bool = False

    def meets(self, other: Span) -> bool:
        """Whether some number is in both.

        >>> Span(_LOW, Decimal(19), open_hi=True).meets(Span(Decimal(19), _HIGH))
        False
        """
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        strict = any((part.open_lo and part.lo == lo) or (part.open_hi and part.hi == hi) for part in (self, other))
        return lo < hi or (lo == hi and not strict)


def read_span(stated: str) -> Span | None:
    """A criterion as a range of numbers, or None where it is words.

    >>> read_span("under 19").open_hi, read_span("woman")
    (True, None)
    """
    text = " ".join(stated.lower().split())
    if found := _STRICT.fullmatch(text):
        bound = Decimal(found[2])
        upward = found[1] in ("over", "above", "older than")
        return Span(bound, _HIGH, open_lo=True) if upward else Span(_LOW, bound, open_hi=True)
    try:
        quantity = read_quantity(stated)
    except ValueError:
        return None
    return Span(_LOW if quantity.lo is None else quantity.lo, _HIGH if quantity.hi is None else quantity.hi)


def overlap_of(one: Category, other: Category) -> str | None:
    """Who would be in both of two categories, in words; None where nobody would, or nothing says so.

    >>> women = Category("women", "Women", criteria={"sex": "woman"})
    >>> young = Category("young", "Under 19", criteria={"age": "under 19"})
    >>> overlap_of(women, young)
    'whoever is sex: woman; age: under 19'
    >>> overlap_of(women, Category("men", "Men", criteria={"sex": "man"})) is None
    True
    """
    named = {name_key(person): person for person in one.people}
    both = [person for person in other.people if name_key(person) in named]
    if both:
        return both[0]
    if not one.criteria or not other.criteria:
        return None
    if any(_apart(one.criteria[name], other.criteria[name]) for name in one.criteria.keys() & other.criteria.keys()):
        return None
    return "whoever is " + "; ".join(f"{name}: {value}" for name, value in (one.criteria | other.criteria).items())


def _apart(one: str, other: str) -> bool:
    """Whether nobody meets both of two criteria on one attribute."""
    spans = read_span(one), read_span(other)
    if spans[0] is not None and spans[1] is not None:
        return not spans[0].meets(spans[1])
    words = [{word.strip().lower() for word in text.split(" or ")} for text in (one, other)]
    negated = [text.lower().startswith("not ") for text in (one, other)]
    if any(negated):
        bare = [{word.removeprefix("not ") for word in group} for group in words]
        return negated[0] != negated[1] and bare[1 if negated[0] else 0] <= bare[0 if negated[0] else 1]
    return not words[0] & words[1]
