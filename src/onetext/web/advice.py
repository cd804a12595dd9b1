"""Pages of `reporting` for the workspace: where they name a command, they name the page that has the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onetext.reporting import MORE, Block, Line, Lines, Note, Page

_ELSEWHERE = {
    "onetext stick.": "Sticking points.",
    "onetext believe says.": "Beliefs says.",
    "onetext believe.": "Beliefs.",
    MORE: "“As text” has more.",
    " (kind: assessment).": ".",
    " (kind: assessment), and look again.": ", and look again.",
    " Add an entry to a file of this folder, then look again.": "",
    ": add `ledgers:` to the header, and counts to the record.": ": add accounts and a ledger to the case.",
}


def for_browser(page: Page) -> Page:
    """The page in the words of the workspace.

    >>> for_browser(Page("", "", (Note("See which cannot all hold: onetext stick."),))).blocks[0].text
    'See which cannot all hold: Sticking points.'
    """
    return replace(page, blocks=in_browser(page.blocks))


def in_browser(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks in the words of the workspace."""
    return tuple(map(_advised, blocks))


def _advised(block: Block) -> Block:
    match block:
        case Note(text):
            return Note(_elsewhere(text))
        case Lines(lines):
            return Lines(tuple(map(_line, lines)))
    return block


def _line(line: Line) -> Line:
    return replace(line, text=_elsewhere(line.text))


def _elsewhere(text: str) -> str:
    for command, words in _ELSEWHERE.items():
        text = text.removesuffix(command) + words if text.endswith(command) else text
    return text
