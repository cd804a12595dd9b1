"""onetext stick"""

from __future__ import annotations

import click

from onetext.actions import Place, Search, stick_case
from onetext.cli import option
from onetext.cli.progress import reading, searching
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, stick_page, stick_result


@click.command(epilog="Example:  onetext stick examples/river")
@option.case_folder
@option.viewer
@option.at
@click.option("--limit", default=500, show_default=True, help="How many sticking points and ways out to list.")
@option.markdown
@option.as_json
def stick(case: Place, viewer: str | None, at: str | None, limit: int, markdown: bool, as_json: bool) -> None:
    """Which demands cannot all be met, and the smallest moves that would do."""
    with reading() as progress, searching() as (told, stopped):
        found = stick_case(case, viewer, at, Search(limit, progress=told, stopped=stopped), progress)
    seen_by = found.case.header.viewer or ""
    if as_json:
        result = stick_result(found.sticking, found.current)
        rests_on = tuple(entry.id for entry in result.entries)
        show_envelope(Envelope("stick", result, found.case.fingerprint, seen_by, at, None, rests_on))
        return
    page = stick_page(found.sticking, found.current, seen_by, found.as_of)
    (show_markdown if markdown else show_page)(page)
