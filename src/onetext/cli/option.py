"""The options that mean the same in every command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="The folder of the case.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, in the envelope of every verb.")]
For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="VIEWER",
        help="As whom: a party, a circle or one of its members. Default: mediators, or the viewer it was exported for.",
    ),
]
At = Annotated[str | None, typer.Option("--at", metavar="DATE", help="As it was known at the end of this day.")]
