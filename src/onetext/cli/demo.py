"""onetext demo"""

from __future__ import annotations

from typing import Annotated

import typer

from onetext.actions import demo_case
from onetext.actions.demo import EXAMPLES
from onetext.cli.option import AsJson, For
from onetext.cli.show import show_envelope, show_page
from onetext.reporting import Envelope, brief_page, brief_result
from onetext.reporting.result import DemoResult

EXAMPLE = "Example:  onetext demo river --for north"


def run(
    case: Annotated[str, typer.Argument(metavar="[EXAMPLE]", help=f"One of: {', '.join(EXAMPLES)}.")] = EXAMPLES[0],
    viewer: For = None,
    as_json: AsJson = False,
) -> None:
    """Brief you on a shipped example. Nothing to set up."""
    found = demo_case(case, viewer)
    if as_json:
        result = DemoResult(case, brief_result(found.brief, found.case))
        rests_on = tuple(entry.id for entry in result.brief.entries)
        show_envelope(Envelope("demo", result, found.case.fingerprint, found.brief.viewer, None, None, rests_on))
    else:
        show_page(brief_page(found.brief, found.case, None))


run.__name__ = "demo"
