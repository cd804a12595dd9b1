"""A page written to files: what was asked for, and a line for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from onetext.actions import check_target, write_page
from onetext.reporting import Page, write_html, write_pdf

Target = tuple[str, Path]
"""A form and the file that it goes to."""


def find_targets(html: Path | None, pdf: Path | None) -> list[Target]:
    """The files asked for. Raises UsageError before anything is read if one may not have its name."""
    targets = [(form, path) for form, path in (("HTML", html), ("PDF", pdf)) if path is not None]
    for form, path in targets:
        check_target(path, form)
    return targets


def write_pages(page: Page, targets: list[Target]) -> Iterator[str]:
    """Write the page to each file; a line about each, once it is written."""
    makers: dict[str, Callable[[Page], bytes]] = {"HTML": lambda made: write_html(made).encode(), "PDF": write_pdf}
    made = [(form, path, makers[form](page)) for form, path in targets]
    for form, path, data in made:
        write_page(data, path, form)
        yield f"{click.format_filename(path)}: the page as {form}, {page.audience}, {page.moment}."
