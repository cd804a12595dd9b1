"""onetext bridge"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Bridged, bridge_case, save_chart
from onetext.cli import option
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.errors import UsageError
from onetext.reporting import Envelope, bridge_page, bridge_result


@click.command(epilog="Example:  onetext bridge examples/orchard")
@option.case_folder
@option.viewer
@option.at
@click.option("--scaled", is_flag=True, help="In JSON: egalitarian, leximin, utilitarian on shares of the best gain.")
@click.option("--chart", metavar="FILE", type=click.Path(path_type=Path), help="Write the frontier: .html, .svg, .png.")
@click.option("--all", "show_all", is_flag=True, help="Cut no list.")
@option.markdown
@option.as_json
def bridge(
    case: Path,
    viewer: str | None,
    at: str | None,
    scaled: bool,
    chart: Path | None,
    show_all: bool,
    markdown: bool,
    as_json: bool,
) -> None:
    """Packages nobody could better without a loss to somebody.

    And what each solution concept says of them, side by side; none is picked. Needs what packages are worth to every
    side (`utilities` of the case).
    """
    with reading() as progress:
        found = bridge_case(case, viewer, at, progress)
    seen_by = found.case.header.viewer or ""
    if chart is not None:
        _draw(found, chart, seen_by)
    if as_json:
        result = bridge_result(found.bridges, found.case, scaled)
        show_envelope(Envelope("bridge", result, found.case.fingerprint, seen_by, at, None, ()))
        return
    page = bridge_page(found.bridges, found.case, seen_by, found.as_of, **({"limit": None} if show_all else {}))
    (show_markdown if markdown else show_page)(page)


def _draw(found: Bridged, file: Path, seen_by: str) -> None:
    from onetext.reporting.frontier_chart import FORMS, MOST_POINTS, write_chart  # only where a chart is wanted

    form = file.suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise UsageError(f"'{file}' names no form of chart", f"end it with one of: {', '.join(FORMS)}")
    if not found.bridges.feasible:
        raise UsageError("there is no frontier to draw", "see why without --chart")
    page = bridge_page(found.bridges, found.case, seen_by, found.as_of, MOST_POINTS)
    save_chart(write_chart(found.bridges, found.case, form, page), file)
