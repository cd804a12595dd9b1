"""The program: its commands, its version, and how errors end it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from onetext import __version__
from onetext.cli import brief, check, demo, export, new
from onetext.cli.failure import ending

app = typer.Typer(
    name="onetext",
    help="A workbench for people who mediate: one confidential record, and what follows from it.",
    epilog="Begin with:  onetext demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (demo, new, check, brief, export):
    app.command(epilog=command.EXAMPLE)(command.run)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onetext {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    if debug:
        os.environ["ONETEXT_DEBUG"] = "1"


def main() -> None:
    """Run the program and end the process with its exit code."""
    os.umask(0o077)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    with ending():
        app()
