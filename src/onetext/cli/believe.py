"""onetext believe"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Place, believe_case
from onetext.cli import option
from onetext.cli.paper import find_targets, write_pages
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, believe_page, believe_result


@click.command(epilog="Example:  onetext believe examples/river --since 2024-03-09")
@option.case_folder
@option.viewer
@option.at
@click.option("--since", metavar="DATE", help="Say what has changed since the end of this day.")
@option.scenario
@option.seed
@option.samples
@option.markdown
@option.html
@option.pdf
@option.as_json
def believe(
    case: Place,
    viewer: str | None,
    at: str | None,
    since: str | None,
    scenario: tuple[str, ...],
    seed: int,
    samples: int,
    markdown: bool,
    html: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """What each side may want, how far that is assumption.

    Weights of the issues, which way each side leans, its limits and what no deal is worth to it: from which entries.
    """
    targets = find_targets(html, pdf)
    with reading() as progress:
        found = believe_case(case, viewer, at, since, seed, samples, progress, scenario)
    seen_by = found.case.header.viewer or ""
    written = [
        *write_pages(believe_page(found.outlook, found.current, seen_by, found.as_of, found.since, True), targets)
    ]
    if as_json:
        result = believe_result(found.outlook, found.current, found.since)
        rests_on = tuple(dict.fromkeys(entry for one in found.outlook.parties for entry in one.rests_on))
        show_envelope(Envelope("believe", result, found.case.fingerprint, seen_by, at, seed, rests_on))
        return
    if written and not markdown:
        click.echo("\n".join(written))
        return
    page = believe_page(found.outlook, found.current, seen_by, found.as_of, found.since)
    (show_markdown if markdown else show_page)(page)
