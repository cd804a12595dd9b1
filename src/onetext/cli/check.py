"""onetext check"""

from __future__ import annotations

import typer

from onetext.actions import check_folder
from onetext.cli.option import AsJson, CaseFolder, For
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import CheckResult

EXAMPLE = "Example:  onetext check examples/river"


def run(case: CaseFolder, viewer: For = None, as_json: AsJson = False) -> None:
    """Find the faults of a case: file and line, what is wrong, how to mend it.

    Exit code 1 if there are any.
    """
    seen, problems = check_folder(case, viewer)
    if as_json:
        fingerprint, seen_by = (None, viewer) if seen is None else (seen.fingerprint, seen.header.viewer)
        show_envelope(Envelope("check", CheckResult(tuple(problems)), fingerprint, seen_by))
    elif problems:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}.", err=True)
    elif seen is not None:
        typer.echo(f"No problems. {len(seen.entries)} entries, as {seen.header.viewer} may see them.")
    if problems:
        raise typer.Exit(1)


run.__name__ = "check"
