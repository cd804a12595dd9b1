"""A page as data: what the terminal, Markdown and later the browser and paper draw, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading, with how many things it holds where that helps."""

    text: str
    count: str = ""


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
    """Things side by side: a caption, the heads of the columns, and rows of cells."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about what is on the page."""

    text: str


Block = Heading | Lines | Table | Note


@dataclass(frozen=True, slots=True)
class Page:
    """A title, the strip that says for whom and when, and the blocks below."""

    title: str
    strip: str
    blocks: tuple[Block, ...] = field(default=())


def cut_lines(lines: list[Line], limit: int | None) -> Iterator[Block]:
    """The first lines, up to a limit (None: all), and a note of how many more there are.

    >>> [type(block).__name__ for block in cut_lines([Line("a"), Line("b")], limit=1)]
    ['Lines', 'Note']
    """
    shown = lines if limit is None else lines[:limit]
    if shown:
        yield Lines(tuple(shown))
    if len(lines) > len(shown):
        yield Note(f"and {len(lines) - len(shown)} more; --all shows them.")


def page_text(blocks: Iterable[Block]) -> str:
    """All the words of some blocks, for looking up what they name."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Note(text):
                parts.append(text)
            case Lines(lines):
                parts.extend(word for line in lines for word in (line.label, line.text, line.meta))
            case Table(caption, head, rows):
                parts.extend((caption, *head, *(cell for row in rows for cell in row)))
    return "\n".join(parts)
