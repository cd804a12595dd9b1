"""onetext brief"""

from __future__ import annotations

from typing import Annotated

import typer

from onetext.actions import brief_case
from onetext.cli.option import AsJson, At, CaseFolder, For
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, brief_page, brief_result

EXAMPLE = "Example:  onetext brief examples/river --meeting south"


def run(
    case: CaseFolder,
    viewer: For = None,
    at: At = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="What counts as new. Default: the last day of the record."),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option("--meeting", metavar="X", help="Before meeting party X: what it was told, what may be said."),
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Cut no list.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the page as Markdown.")] = False,
    as_json: AsJson = False,
) -> None:
    """One page before a session: what waits, what is new, what each side wants, what lies ahead."""
    found = brief_case(case, viewer, at, since, meeting)
    if as_json:
        result = brief_result(found.brief, found.case)
        rests_on = tuple(entry.id for entry in result.entries)
        show_envelope(Envelope("brief", result, found.case.fingerprint, found.brief.viewer, at, None, rests_on))
        return
    page = brief_page(found.brief, found.case, found.at, None if show_all else 12)
    if markdown:
        show_markdown(page)
    else:
        show_page(page)


run.__name__ = "brief"
