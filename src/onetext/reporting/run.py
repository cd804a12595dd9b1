"""The text of a page as runs: plain words, words set apart, numbers of entries, marks and line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from onetext.reporting.page import Block, Heading, Page, Sources, page_text, printable

RunKind = Literal["text", "own", "cite", "mark", "break"]
MARKS: Final = {"●": "met", "◐": "partly", "⊘": "unmet", "◇": "cond", "△": "unclear", "○": "none"}
_PIECES: Final = re.compile(r"(\[\d+\]|[●◐⊘◇△○]|\n)")
_OPEN, _CLOSE = "\u2068", "\u2069"
_TURNING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069"
"""Signs that turn the direction of what follows: outside an isolate they would turn our own words too."""


class Run(NamedTuple):
    """A stretch of text of one kind; a cite's text is its number."""

    kind: RunKind
    text: str


def read_runs(text: str) -> list[Run]:
    """The runs of a text of a page. Nothing inside what is set apart is read as a number or a mark.

    >>> read_runs("△ \\u2068כץ [9]\\u2069 [3]")
    [Run(kind='mark', text='△'), Run(kind='text', text=' '), Run(kind='own', text='כץ [9]'), \
Run(kind='text', text=' '), Run(kind='cite', text='3')]
    """
    return [*_runs(printable(text).replace("\r", " "))]


def _runs(text: str) -> Iterator[Run]:
    plain, own, depth = "", "", 0
    for letter in text:
        if letter == _OPEN:
            if depth == 0:
                yield from _pieces(plain)
                plain = ""
            depth += 1
        elif letter == _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield Run("own", own)
                own = ""
        elif depth:
            own += letter
        elif letter not in _TURNING:
            plain += letter
    yield from _pieces(plain)
    if own:
        yield Run("own", own)


def _pieces(text: str) -> Iterator[Run]:
    for piece in filter(None, _PIECES.split(text)):
        if piece == "\n":
            yield Run("break", "")
        elif piece in MARKS:
            yield Run("mark", piece)
        elif piece[0] == "[" and _PIECES.fullmatch(piece):
            yield Run("cite", piece[1:-1])
        else:
            yield Run("text", piece)


def plain_text(text: str) -> str:
    """A text in one line, with what is set apart kept so: for titles and descriptions."""
    return " ".join(printable(text).split())


class Section(NamedTuple):
    """A heading (None: what stands before the first) and the blocks below it."""

    heading: Heading | None
    blocks: tuple[Block, ...]


def read_sections(page: Page) -> list[Section]:
    """The blocks of a page by the headings that they stand under."""
    found: list[Section] = []
    for block in page.blocks:
        if isinstance(block, Heading):
            found.append(Section(block, ()))
        elif found:
            found[-1] = Section(found[-1].heading, (*found[-1].blocks, block))
        else:
            found.append(Section(None, (block,)))
    return found


def cited_numbers(blocks: Iterable[Block]) -> set[str]:
    """The numbers of the entries that some blocks cite."""
    return set(re.findall(r"\[(\d+)\]", page_text(blocks)))


def source_numbers(page: Page) -> set[str]:
    """The numbers of the entries that the page holds at its end."""
    return {line.label.strip("[]") for block in page.blocks if isinstance(block, Sources) for line in block.lines}


def cited_under(sections: Iterable[Section]) -> dict[str, list[int]]:
    """For each number, the sections that cite it, counted from 0."""
    found: dict[str, list[int]] = {}
    for n, section in enumerate(sections):
        if section.heading is not None and not any(isinstance(block, Sources) for block in section.blocks):
            for number in cited_numbers(section.blocks):
                found.setdefault(number, []).append(n)
    return found
