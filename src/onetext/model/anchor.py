"""Anchors: times of an agreement, each hung on something: a date, or the start or end of a part of the deal.

Written `2023-11-24`, `the start of truce`, `the end of free-first`, `16 days after the start of truce`,
`12 hours before each swap`, `the signature`, `the agreement` (entry into force), `{earlier_of: [...]}`,
`{later_of: [...]}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from onetext.model.moment import Moment, read_moment, write_moment
from onetext.model.quantity import NUMBER_WORDS

Edge = Literal["date", "start", "end", "agreement", "signature", "each swap", "each day", "earlier of", "later of"]

HOURS_PER: Final = {"minute": Decimal(1) / 60, "hour": Decimal(1), "day": Decimal(24), "week": Decimal(168)}
HOW_TO_WRITE: Final = (
    "write 2024-04-09, the start of NAME, the end of NAME, 16 days after the start of NAME, "
    "12 hours before each swap, or {earlier_of: [...]}"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time of an agreement: a date, an edge of a part (`of`), so many units (`amount`, negative before) from it.

    >>> read_anchor("16 days after the start of truce").of
    'truce'
    """

    edge: Edge
    of: str | None = None
    date: Moment | None = None
    amount: Decimal = Decimal(0)
    unit: str = ""
    parts: tuple[Anchor, ...] = ()

    @property
    def recurs(self) -> bool:
        """Whether it is before or after each of several swaps or days."""
        return self.edge.startswith("each") or any(part.recurs for part in self.parts)

    def names(self) -> Iterator[tuple[str, str]]:
        """The parts of the agreement it hangs on, each as (edge, name)."""
        if self.of is not None:
            yield self.edge, self.of
        for part in self.parts:
            yield from part.names()


_WAY: Final = re.compile(r"(\d+(?:\.\d+)?|[a-z]+) (minute|hour|day|week)s? (after|before) (.+)")
_ORDINAL: Final = re.compile(r"(?:on )?day (\d+) (?:of|after the start of) (.+)")
_EDGE: Final = re.compile(r"(?:the )?(start|end) of ([a-z0-9][a-z0-9._-]*)")
_LOOSE: Final = re.compile(
    r"(?:day \d+|(?:after |within )?(\d+(?:\.\d+)?|[a-z]+) (?:minute|hour|day|week)s?|immediately|the (?:start|end))"
)
_WHOLE: Final[dict[str, Edge]] = {
    "the agreement": "agreement",
    "the signature": "signature",
    "each swap": "each swap",
    "each day": "each day",
    "the start of each day": "each day",
}


def read_anchor(stated: object, zone: tzinfo = UTC) -> Anchor:
    """Read an anchor; dates without a zone are in `zone`. Raises ValueError with advice.

    >>> read_anchor("2 days before the end of stage-1").amount
    Decimal('-2')
    >>> read_anchor("day 16")
    Traceback (most recent call last):
    ValueError: 'day 16' has no anchor (write after what, such as 16 days after the start of NAME)
    """
    if isinstance(stated, Anchor):
        return stated
    if isinstance(stated, Moment):
        return Anchor("date", date=stated)
    if isinstance(stated, dict) and len(stated) == 1:
        (word, parts), *_ = stated.items()
        if word in ("earlier_of", "later_of") and isinstance(parts, list) and len(parts) > 1:
            edge: Edge = "earlier of" if word == "earlier_of" else "later of"
            return Anchor(edge, parts=tuple(read_anchor(part, zone) for part in parts))
    if isinstance(stated, dict) and "words" in stated:
        return Anchor("date", date=read_moment(stated, zone))
    if isinstance(stated, str):
        return _read_words(stated, zone)
    raise ValueError(f"this is no time ({HOW_TO_WRITE})")


@lru_cache(maxsize=8192)
def _read_words(words: str, zone: tzinfo) -> Anchor:
    text = " ".join(words.split()).lower()
    if text in _WHOLE:
        return Anchor(_WHOLE[text])
    if found := _EDGE.fullmatch(text):
        return Anchor("start" if found[1] == "start" else "end", of=found[2])
    if found := _WAY.fullmatch(text):
        return _away(found, zone)
    if found := _ORDINAL.fullmatch(text):
        return Anchor("start", of=found[2], amount=Decimal(found[1]) - 1, unit="days")
    if _LOOSE.fullmatch(text):
        raise ValueError(f"'{words}' has no anchor (write after what, such as 16 days after the start of NAME)")
    try:
        return Anchor("date", date=read_moment(words, zone))
    except ValueError:
        raise ValueError(f"'{words}' is no time ({HOW_TO_WRITE})") from None


def _away(found: re.Match[str], zone: tzinfo) -> Anchor:
    base = _read_words(found[4], zone)
    amount = NUMBER_WORDS.get(found[1], found[1])
    try:
        number = Decimal(amount)
    except ArithmeticError:
        raise ValueError(f"'{found[1]}' is no number ({HOW_TO_WRITE})") from None
    if base.amount:
        raise ValueError(f"'{found[0]}' counts twice ({HOW_TO_WRITE})")
    sign = 1 if found[3] == "after" else -1
    return replace(base, amount=sign * number, unit=f"{found[2]}s")


def write_anchor(anchor: Anchor, zone: tzinfo = UTC) -> Any:
    """The shortest form that reads back as this anchor.

    >>> write_anchor(read_anchor("day 16 of truce"))
    '15 days after the start of truce'
    """
    if anchor.parts:
        word = "earlier_of" if anchor.edge == "earlier of" else "later_of"
        return {word: [write_anchor(part, zone) for part in anchor.parts]}
    if anchor.date is not None:
        base = write_moment(anchor.date, zone)
        return f"{_way(anchor)}{base}" if anchor.amount else base
    whole = next((text for text, edge in _WHOLE.items() if edge == anchor.edge), None)
    return f"{_way(anchor) if anchor.amount else ''}{whole or f'the {anchor.edge} of {anchor.of}'}"


def _way(anchor: Anchor) -> str:
    size = abs(anchor.amount)
    unit = anchor.unit.removesuffix("s") if size == 1 else anchor.unit
    return f"{size.normalize():f} {unit} {'after' if anchor.amount > 0 else 'before'} "
