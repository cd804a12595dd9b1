"""A result on the terminal: drawn with Rich, or as JSON or Markdown."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onetext.reporting import (
    Chart,
    Envelope,
    Heading,
    Lines,
    Note,
    Page,
    Sources,
    Table,
    write_envelope,
    write_markdown,
)

WIDTH = 100
"""The width where the output is no terminal, so that a page is the same wherever it is written."""


def show_envelope(envelope: Envelope) -> None:
    """Print a result as JSON."""
    click.echo(write_envelope(envelope), nl=False)


def show_markdown(page: Page) -> None:
    """Print a page as Markdown."""
    click.echo(write_markdown(page), nl=False)


def show_page(page: Page) -> None:
    """Draw a page on the terminal."""
    from rich.console import Console  # a tenth of a second that `check` and `--json` need not wait
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.table import Table as Grid
    from rich.text import Text

    console = Console(highlight=False)
    width = min(console.width, 120) if console.is_terminal else WIDTH
    console = Console(highlight=False, width=width)
    with console.capture() as drawn:
        console.print(Text(page.title, style="bold"))
        console.print(Text(page.strip, style="dim"))
        for block in page.blocks:
            match block:
                case Heading(text, count):
                    heading = Text.assemble((text, "bold"), (f"  {count}" if count else "", "dim"))
                    console.print()
                    console.print(Rule(heading, style="dim", align="left") if len(heading) < width - 4 else heading)
                case Note(text):
                    console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))
                case Lines(lines) | Sources(lines):
                    grid = Grid.grid(padding=(0, 2, 0, 0), pad_edge=False)
                    labelled = any(line.label for line in lines)
                    if labelled:
                        grid.add_column(style="dim", max_width=24)
                    grid.add_column()
                    for line in lines:
                        cell = Text.assemble(line.text, ("\n" + line.meta if line.meta else "", "dim"))
                        grid.add_row(*((Text(line.label), cell) if labelled else (cell,)))
                    console.print(Padding(grid, (0, 0, 0, 2)))
                case Table(caption, head, rows) | Chart(caption, table=Table(head=head, rows=rows)):
                    if caption:
                        console.print(Padding(Text(caption, style="dim"), (0, 0, 0, 2)))
                    table = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
                    for n, (title, least) in enumerate(zip(head, _least_widths(head, width - 2), strict=True)):
                        ids = n == 0 and _are_ids(rows)
                        table.add_column(Text(title), overflow="fold", no_wrap=ids, min_width=least)
                    for row in rows:
                        table.add_row(*(Text(_in_cell(cell)) for cell in row))
                    console.print(Padding(table, (0, 0, 0, 2)))
    click.echo("\n".join(_tidy(drawn.get())))


_LONG = 24


def _are_ids(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the first column holds ids, which are not cut where there is room."""
    return all(" " not in row[0] and len(row[0]) <= _LONG for row in rows)


def _least_widths(head: tuple[str, ...], width: int) -> list[int]:
    """How wide columns must be so that no word of a head is cut; 0 for all, where there is no room for that."""
    longest = [max(map(len, title.split()), default=0) for title in head]
    return longest if sum(longest) + 2 * len(head) <= width else [0] * len(head)


def _in_cell(text: str) -> str:
    """Text for one of several columns: an isolate that is broken there would swallow the next column."""
    return text.replace("\u2068", "").replace("\u2069", "\u200e")


def _tidy(text: str) -> Iterator[str]:
    """The lines without blanks at their ends; a right-to-left passage that was broken is closed and opened again."""
    inside = False
    for line in text.rstrip("\n").split("\n"):
        opened = f"\u2068{line}" if inside else line
        inside = opened.count("\u2068") > opened.count("\u2069")
        yield (f"{opened.rstrip()}\u2069" if inside else opened.rstrip())
