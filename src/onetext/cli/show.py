"""A result on the terminal: drawn with Rich, or as JSON or Markdown."""

from __future__ import annotations

import click

from onetext.reporting import Envelope, Heading, Lines, Note, Page, Table, write_envelope, write_markdown

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
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    elif console.width > 120:
        console = Console(highlight=False, width=120)
    console.print(Text(page.title, style="bold"))
    console.print(Text(page.strip, style="dim"))
    for block in page.blocks:
        match block:
            case Heading(text, count):
                console.print()
                console.print(Text.assemble((text, "bold"), (f"  {count}" if count else "", "dim")))
                console.print(Rule(style="dim", characters="─"))
            case Note(text):
                console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))
            case Lines(lines):
                grid = Grid.grid(padding=(0, 2, 0, 0), pad_edge=False)
                labelled = any(line.label for line in lines)
                if labelled:
                    grid.add_column(style="dim", max_width=24)
                grid.add_column()
                for line in lines:
                    cell = Text(line.text) if not line.meta else Text.assemble(line.text, "\n", (line.meta, "dim"))
                    grid.add_row(*((Text(line.label), cell) if labelled else (cell,)))
                console.print(Padding(grid, (0, 0, 0, 2)))
            case Table(caption, head, rows):
                table = Grid(
                    caption=caption or None, box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0)
                )
                for title in head:
                    table.add_column(Text(title), overflow="fold")
                for row in rows:
                    table.add_row(*map(Text, row))
                console.print(Padding(table, (0, 0, 0, 2)))
