"""onetext import"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import FORMATS, import_scenario
from onetext.cli import option
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope, ImportResult


@click.command("import", epilog="Example:  onetext import genius scenario -o case")
@click.argument("form", metavar=f"[{'|'.join(FORMATS)}]", type=click.Choice(FORMATS))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="CASE", required=True, type=click.Path(path_type=Path), help="The new case.")
@option.as_json
def bring(form: str, folder: Path, output: Path, as_json: bool) -> None:
    """Make a case of a scenario of another program.

    genius: XML of Genius. geniusweb: JSON of GeniusWeb. negmas: a scenario folder of NegMAS. What cannot be kept is
    said.
    """
    files, lost, problems = import_scenario(form, folder, output)
    if problems:
        for problem in problems:
            click.echo(str(problem), err=as_json)
        raise SystemExit(1)
    if as_json:
        show_envelope(Envelope("import", ImportResult(str(output), files, lost)))
        return
    for line in lost:
        click.echo(f"not kept: {line}")
    click.echo(f"{output}: see it with  onetext bridge {output}")
