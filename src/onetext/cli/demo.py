"""onetext demo"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import demo_case
from onetext.actions.demo import EXAMPLES
from onetext.cli import option
from onetext.cli.paper import find_targets, write_pages
from onetext.cli.show import show_envelope, show_page
from onetext.reporting import Envelope, brief_page, brief_result
from onetext.reporting.result import DemoResult


@click.command(epilog="Example:  onetext demo river --for north")
@click.argument("case", metavar=f"[{'|'.join(EXAMPLES)}]", default=EXAMPLES[0])
@option.viewer
@option.html
@option.pdf
@option.as_json
def demo(case: str, viewer: str | None, html: Path | None, pdf: Path | None, as_json: bool) -> None:
    """Brief you on a shipped example. Nothing to set up."""
    targets = find_targets(html, pdf)
    found = demo_case(case, viewer)
    written = []
    if targets:
        printed = brief_page(found.brief, found.sticking, found.counts, found.current, found.case, printed=True)
        written = [*write_pages(printed, targets)]
    if as_json:
        result = DemoResult(case, brief_result(found.brief, found.sticking, found.counts, found.current))
        rests_on = tuple(entry.id for entry in result.brief.entries)
        show_envelope(Envelope("demo", result, found.case.fingerprint, found.brief.viewer, None, None, rests_on))
    elif written:
        click.echo("\n".join(written))
    else:
        show_page(brief_page(found.brief, found.sticking, found.counts, found.current, found.case))
