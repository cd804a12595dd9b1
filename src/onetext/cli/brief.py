"""onetext brief"""

from __future__ import annotations

import click

from onetext.actions import Place, brief_case
from onetext.cli import option
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
@click.option("--markdown", is_flag=True, help="Print the page as Markdown.")
@option.as_json
def brief(
    case: Place,
    viewer: str | None,
    at: str | None,
    since: str | None,
    meeting: str | None,
    show_all: bool,
    markdown: bool,
    as_json: bool,
) -> None:
    """One page before a session.

    What waits for an answer, what is new, what each side wants, what lies ahead.
    """
    with reading() as progress:
        found = brief_case(case, viewer, at, since, meeting, progress)
    if as_json:
        result = brief_result(found.brief, found.current)
        rests_on = tuple(entry.id for entry in result.entries)
        show_envelope(Envelope("brief", result, found.case.fingerprint, found.brief.viewer, at, None, rests_on))
        return
    page = brief_page(found.brief, found.current, found.case, cut=not show_all)
    if markdown:
        show_markdown(page)
    else:
        show_page(page)
