"""A page as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onetext.reporting.page import Chart, Heading, Line, Lines, Note, Page, Sources, Table


def write_markdown(page: Page) -> str:
    """The page as Markdown text (with tables as GitHub and most editors read them).

    >>> print(write_markdown(Page("River", "as mediators", (Note("Nothing yet."),))), end="")
    # River
    <BLANKLINE>
    as mediators
    <BLANKLINE>
    Nothing yet.
    """
    parts = [f"# {_escaped(page.title)}", _escaped(page.strip)]
    for block in page.blocks:
        match block:
            case Heading(text, count):
                parts.append(f"## {_escaped(text)}" + (f" ({count})" if count else ""))
            case Note(text):
                parts.append(_escaped(text))
            case Lines(lines) | Sources(lines):
                parts.append("\n".join(_line(line) for line in lines))
            case Table():
                parts.append("\n".join(_table(block)))
            case Chart(title, table=table):
                parts += [f"**{_escaped(title)}**", "\n".join(_table(table))]
    return "\n\n".join(parts) + "\n"


def _line(line: Line) -> str:
    label = f"**{_escaped(line.label)}** " if line.label else ""
    meta = f"  \n  {_escaped(line.meta)}" if line.meta else ""
    return f"- {label}{_escaped(line.text)}{meta}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield _escaped(table.caption)
        yield ""
    yield _row(table.head)
    yield "|" + "---|" * len(table.head)
    for row in table.rows:
        yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_escaped(cell).replace("\n", "<br>") for cell in cells) + " |"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_<|#])", r"\\\1", text.replace("\r", " "))
