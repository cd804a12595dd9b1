"""onetext demo"""

from __future__ import annotations

import click

from onetext.actions import demo_case
from onetext.actions.demo import EXAMPLES
from onetext.cli import option
from onetext.cli.show import show_envelope, show_page
from onetext.reporting import Envelope, brief_page, brief_result
from onetext.reporting.result import DemoResult


@click.command(epilog="Example:  onetext demo river --for north")
@click.argument("case", metavar=f"[{'|'.join(EXAMPLES)}]", default=EXAMPLES[0])
@option.viewer
@option.as_json
def demo(case: str, viewer: str | None, as_json: bool) -> None:
    """Brief you on a shipped example. Nothing to set up."""
    found = demo_case(case, viewer)
    if as_json:
        result = DemoResult(case, brief_result(found.brief, found.sticking, found.counts, found.current))
        rests_on = tuple(entry.id for entry in result.brief.entries)
        show_envelope(Envelope("demo", result, found.case.fingerprint, found.brief.viewer, None, None, rests_on))
    else:
        show_page(brief_page(found.brief, found.sticking, found.counts, found.current, found.case))
