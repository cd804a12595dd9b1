"""onetext check"""

from __future__ import annotations

import click

from onetext.actions import Place, check_folder
from onetext.cli import option
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import CheckResult


@click.command(epilog="Example:  onetext check examples/river")
@option.case_folder
@option.viewer
@option.as_json
@click.pass_context
def check(context: click.Context, case: Place, viewer: str | None, as_json: bool) -> None:
    """Find the faults of a case, by file and line.

    Each with what is wrong and how to mend it. Exit code 1 if there are any.
    """
    with reading() as progress:
        seen, problems = check_folder(case, viewer, progress)
    if as_json:
        fingerprint, seen_by = (None, viewer) if seen is None else (seen.fingerprint, seen.header.viewer)
        show_envelope(Envelope("check", CheckResult(tuple(problems)), fingerprint, seen_by))
    elif problems:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}.", err=True)
    elif seen is not None:
        count = len(seen.entries)
        click.echo(
            f"No problems. {count} {'entry' if count == 1 else 'entries'}, as {seen.header.viewer} may see them."
        )
    if problems:
        context.exit(1)
