"""Pages of `reporting` for the workspace: where they name a command, they name the page that has the same."""

from __future__ import annotations

from dataclasses import replace

from onetext.reporting import MORE, Note, Page

_ELSEWHERE = {
    "onetext stick.": "Sticking points.",
    MORE: "“As text” has more.",
}


def for_browser(page: Page) -> Page:
    """The page with its notes in the words of the workspace.

    >>> for_browser(Page("", "", (Note("See which cannot all hold: onetext stick."),))).blocks[0].text
    'See which cannot all hold: Sticking points.'
    """
    return replace(page, blocks=tuple(_note(block) if isinstance(block, Note) else block for block in page.blocks))


def _note(note: Note) -> Note:
    text = note.text
    for command, words in _ELSEWHERE.items():
        text = text.removesuffix(command) + words if text.endswith(command) else text
    return Note(text)
