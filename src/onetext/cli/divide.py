"""onetext divide"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import divide_file
from onetext.cli import option
from onetext.cli.show import show_envelope, show_page
from onetext.reporting import Envelope, divide_page, divide_result


@click.command(epilog="Example:  onetext divide points.yaml")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option.as_json
def divide(file: Path, as_json: bool) -> None:
    """Divide goods between two parties by points: Adjusted Winner.

    FILE is YAML: points: {item: {north: 40, south: 60}}.
    """
    division = divide_file(file)
    if as_json:
        show_envelope(Envelope("divide", divide_result(division)))
    else:
        show_page(divide_page(division))
