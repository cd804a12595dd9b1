"""A page as data: what the terminal, Markdown and later the browser and paper draw, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading, with how many things it holds where that helps.

    Where there is room, its section may stand `beside` the rest of the page; where a page is long, it may be `folded`.
    """

    text: str
    count: str = ""
    place: Literal["", "beside", "folded"] = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it says, and below it, more softly, where it is from."""

    text: str
    meta: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Things one below the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Things side by side: a caption, the heads of the columns, and rows of cells.

    `named` is whether the first cell of each row says what the row is about.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about what is on the page."""

    text: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The entries that a page rests on, each under the number that it is cited by (its label, such as [5])."""

    lines: tuple[Line, ...]


Doubt = Literal["firm", "about", "vague"]
"""How a bar is drawn: filled, dashed, or dotted and hollow."""
Bound = Decimal | datetime


@dataclass(frozen=True, slots=True)
class Bar:
    """What lies between two bounds (None: open), in a lane of a chart, with the words beside it."""

    lane: int
    label: str
    lo: Bound | None
    hi: Bound | None
    doubt: Doubt = "firm"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of bars in lanes on one axis of numbers or of time, and the table with the same numbers.

    The title says what there is to see, the description what is drawn, for those who do not see it.
    """

    title: str
    description: str
    axis: str
    lanes: tuple[str, ...]
    bars: tuple[Bar, ...]
    table: Table


Block = Heading | Lines | Table | Note | Sources | Chart


@dataclass(frozen=True, slots=True)
class Page:
    """A title, the strip that says for whom and when, and the blocks below.

    `audience` and `moment` are what each sheet says at its foot and head once the page is printed.
    """

    title: str
    strip: str
    blocks: tuple[Block, ...] = field(default=())
    audience: str = ""
    moment: str = ""


MORE: Final = "--all shows them."
"""How a note of a list that was cut ends on the command line; other places put their own way there."""


def cut_lines(lines: list[Line], limit: int | None) -> Iterator[Block]:
    """The first lines, up to a limit (None: all), and a note of how many more there are.

    >>> [type(block).__name__ for block in cut_lines([Line("a"), Line("b")], limit=1)]
    ['Lines', 'Note']
    """
    shown = lines if limit is None else lines[:limit]
    if shown:
        yield Lines(tuple(shown))
    if len(lines) > len(shown):
        yield Note(f"and {len(lines) - len(shown)} more; {MORE}")


_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF), "\ufffd")
_UNPRINTABLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def printable(text: str) -> str:
    """A text with a sign in place of each character that cannot be printed, such as a bell.

    >>> printable("a\\x07b") == "a\\ufffdb"
    True
    """
    return text.translate(_UNPRINTABLE)


def page_text(blocks: Iterable[Block]) -> str:
    """All the words of some blocks, for looking up what they name."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Note(text):
                parts.append(text)
            case Lines(lines) | Sources(lines):
                parts.extend(word for line in lines for word in (line.label, line.text, line.meta))
            case Table(caption, head, rows):
                parts.extend((caption, *head, *(cell for row in rows for cell in row)))
            case Chart():
                parts.extend((block.title, page_text([block.table])))
    return "\n".join(parts)
