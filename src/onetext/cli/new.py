"""onetext new"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import new_case
from onetext.cli import option
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import NewResult


@click.command(epilog="Example:  onetext new talks && onetext check talks")
@option.new_folder
@option.as_json
def new(folder: Path, as_json: bool) -> None:
    """Start a case from a commented template, in a folder that does not hold anything yet."""
    files = new_case(folder)
    if as_json:
        show_envelope(Envelope("new", NewResult(str(folder), files)))
        return
    for name in files:
        if not name.startswith("."):
            click.echo(str(folder / name))
    click.echo(f"Edit these, then: onetext check {folder}")
