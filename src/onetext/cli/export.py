"""onetext export"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import FORMATS, export_case, export_scenario
from onetext.cli import option
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import ExportResult


@click.command(epilog="Example:  onetext export examples/river --for north north-folder")
@option.case_folder
@option.new_folder
@option.viewer
@option.at
@click.option("--as", "form", type=click.Choice(FORMATS), help="As a scenario of another program.")
@option.as_json
def export(case: Path, folder: Path, viewer: str | None, at: str | None, form: str | None, as_json: bool) -> None:
    """Write what a viewer may see as a folder of its own.

    Every command on that folder gives what it gives here with --for VIEWER.
    """
    lost: tuple[str, ...] = ()
    with reading() as progress:
        if form is None:
            seen, files = export_case(case, folder, viewer, at, progress)
        else:
            seen, files, lost = export_scenario(form, case, folder, viewer, at, progress)
    for line in lost:
        click.echo(f"not written: {line}", err=True)
    if as_json:
        result = ExportResult(str(folder), files, len(seen.entries))
        rests_on = tuple(entry.id for entry in seen.entries)
        show_envelope(Envelope("export", result, seen.fingerprint, seen.header.viewer, at, None, rests_on))
        return
    if form is not None:
        click.echo(f"{folder}: {len(files)} files, as {form} reads them, from what {seen.header.viewer} may see.")
        return
    count = len(seen.entries)
    click.echo(f"{folder}: {count} {'entry' if count == 1 else 'entries'}, all that {seen.header.viewer} may see.")
