"""onetext export"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import FORMATS, Place, export_case, export_record, export_scenario
from onetext.cli import option
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope
from onetext.errors import UsageError
from onetext.reporting import Envelope
from onetext.reporting.result import ExportResult


@click.command(epilog="Example:  onetext export examples/river --for north north-folder")
@click.argument("case", metavar="[CASE]", type=option.Place())
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option(
    "--record", "place", metavar="RECORD", type=option.Place(), help="Instead of CASE, all of a record for its keeper."
)
@option.viewer
@option.at
@click.option("--as", "form", type=click.Choice(FORMATS), help="As a scenario of another program.")
@option.as_json
def export(
    case: Place,
    folder: Path | None,
    place: Place | None,
    viewer: str | None,
    at: str | None,
    form: str | None,
    as_json: bool,
) -> None:
    """Write what a viewer may see as a folder of its own.

    Every command on that folder gives what it gives here with --for VIEWER. With --record RECORD and without --for, the
    folder holds all of the record, for its keeper: importing it gives the same record of entries.
    """
    lost: tuple[str, ...] = ()
    if place is not None and folder is None:
        case, folder = place, Path(case)
    elif place is not None or folder is None:
        raise UsageError("a case and a new folder are needed", "write: onetext export CASE DIR --for VIEWER")
    if place is not None and viewer is None and at is None and form is None:
        _export_whole(place, folder, as_json)
        return
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
    _say(folder, len(seen.entries), f"all that {seen.header.viewer} may see")


def _export_whole(place: Place, folder: Path, as_json: bool) -> None:
    seen, files = export_record(place, folder)
    if as_json:
        result = ExportResult(str(folder), files, len(seen.entries))
        show_envelope(Envelope("export", result, seen.fingerprint, seen.header.viewer))
    else:
        _say(folder, len(seen.entries), "all of the record: for its keeper and nobody else")


def _say(folder: Path, count: int, what: str) -> None:
    click.echo(f"{folder}: {count} {'entry' if count == 1 else 'entries'}, {what}.")
