"""onetext count"""

from __future__ import annotations

import click

from onetext.actions import Place, count_case
from onetext.cli import option
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, count_page, count_result


@click.command(epilog="Example:  onetext count examples/cairo-2024")
@option.case_folder
@option.viewer
@option.at
@option.markdown
@option.as_json
def count(case: Place, viewer: str | None, at: str | None, markdown: bool, as_json: bool) -> None:
    """Ledgers: what adds up, what can, what cannot; and the rates of exchanges."""
    with reading() as progress:
        found = count_case(case, viewer, at, progress)
    seen_by = found.case.header.viewer or ""
    if as_json:
        result = count_result(found.counts, found.current)
        rests_on = tuple(entry.id for entry in result.entries)
        show_envelope(Envelope("count", result, found.case.fingerprint, seen_by, at, None, rests_on))
        return
    page = count_page(found.counts, found.current, seen_by, found.as_of)
    (show_markdown if markdown else show_page)(page)
