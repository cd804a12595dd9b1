"""A page as data: what the terminal, Markdown and later the browser and paper draw, each in its own way."""

from __future__ import annotations

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
