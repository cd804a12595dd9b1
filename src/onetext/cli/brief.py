"""onetext brief"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Place, brief_case
from onetext.cli import option
from onetext.cli.paper import find_targets, write_pages
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, brief_page, brief_result


@click.command(epilog="Example:  onetext brief examples/river --meeting south")
@option.case_folder
@option.viewer
@option.at
@click.option("--since", metavar="DATE", help="What counts as new. Default: the last day of the record.")
@click.option("--meeting", metavar="X", help="Before meeting party X: what it was told, what may be said.")
@click.option("--all", "show_all", is_flag=True, help="Cut no list.")
@option.markdown
@option.html
@option.pdf
@option.as_json
def brief(
    case: Place,
    viewer: str | None,
    at: str | None,
    since: str | None,
    meeting: str | None,
    show_all: bool,
    markdown: bool,
    html: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """One page before a session.

    What waits for an answer, what is new, what each side wants, what lies ahead.
    """
    targets = find_targets(html, pdf)
    with reading() as progress:
        found = brief_case(case, viewer, at, since, meeting, progress)
    written = []
    if targets:
        page = brief_page(
            found.brief, found.sticking, found.counts, found.current, found.case, cut=not show_all, printed=True
        )
        written = [*write_pages(page, targets)]
    if as_json:
        result = brief_result(found.brief, found.sticking, found.counts, found.current)
        rests_on = tuple(entry.id for entry in result.entries)
        show_envelope(Envelope("brief", result, found.case.fingerprint, found.brief.viewer, at, None, rests_on))
        return
    if written and not markdown:
        click.echo("\n".join(written))
        return
    page = brief_page(found.brief, found.sticking, found.counts, found.current, found.case, cut=not show_all)
    if markdown:
        show_markdown(page)
    else:
        show_page(page)
