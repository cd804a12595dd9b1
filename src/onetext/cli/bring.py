"""onetext import genius, geniusweb, negmas"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import import_scenario
from onetext.cli import option
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope, ScenarioResult

_PATH = click.Path(path_type=Path)


def _command(form: str, made_of: str) -> click.Command:
    """The command that makes a case of a scenario in one form."""

    @click.command(form, help=f"Make a case of {made_of}. What cannot be kept is said.")
    @click.argument("folder", metavar="DIR", type=_PATH)
    @click.option(
        "-o", "--output", metavar="CASE", required=True, type=click.Path(path_type=Path), help="The new case."
    )
    @option.as_json
    def bring(folder: Path, output: Path, as_json: bool) -> None:
        files, lost, problems = import_scenario(form, folder, output)
        if problems:
            for problem in problems:
                click.echo(str(problem), err=as_json)
            raise SystemExit(1)
        if as_json:
            show_envelope(Envelope(f"import-{form}", ScenarioResult(str(output), files, lost)))
            return
        for line in lost:
            click.echo(f"not kept: {line}")
        click.echo(f"{output}: see it with  onetext bridge {output}")

    bring.epilog = f"Example:  onetext import {form} scenario -o case"
    return bring


SCENARIOS = (
    _command("genius", "the XML of a Genius scenario"),
    _command("geniusweb", "the JSON of a GeniusWeb scenario"),
    _command("negmas", "a scenario folder of NegMAS"),
)
"""One command for each format."""
