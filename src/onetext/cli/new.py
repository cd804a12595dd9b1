"""onetext new"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onetext.actions import new_case
from onetext.cli.option import AsJson
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import NewResult

EXAMPLE = "Example:  onetext new talks && onetext check talks"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must not hold anything yet.")],
    as_json: AsJson = False,
) -> None:
    """Start a case from a commented template."""
    files = new_case(folder)
    if as_json:
        show_envelope(Envelope("new", NewResult(str(folder), files)))
        return
    for name in files:
        typer.echo(f"{folder / name}")
    typer.echo(f"Edit these, then: onetext check {folder}")


run.__name__ = "new"
