"""onetext export"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onetext.actions import export_case
from onetext.cli.option import AsJson, At, CaseFolder, For
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import ExportResult

EXAMPLE = "Example:  onetext export examples/river --for north north-folder"


def run(
    case: CaseFolder,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must not hold anything yet.")],
    viewer: For = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Write what a viewer may see as a folder of its own. Every command on it gives what --for VIEWER gives here."""
    seen, files = export_case(case, folder, viewer, at)
    if as_json:
        result = ExportResult(str(folder), files, len(seen.entries))
        rests_on = tuple(entry.id for entry in seen.entries)
        show_envelope(Envelope("export", result, seen.fingerprint, seen.header.viewer, at, None, rests_on))
        return
    typer.echo(f"{folder}: {len(seen.entries)} entries, all that {seen.header.viewer} may see.")


run.__name__ = "export"
