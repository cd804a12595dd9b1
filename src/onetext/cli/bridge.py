"""onetext bridge"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Bridged, Place, Wish, bridge_case, save_chart
from onetext.cli import option
from onetext.cli.paper import find_targets, write_pages
from onetext.cli.progress import reading, trying
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.errors import UsageError
from onetext.reporting import Envelope, bridge_page, bridge_result


@click.command(epilog="Example:  onetext bridge examples/river")
@option.case_folder
@option.viewer
@option.at
@click.option("--scaled", is_flag=True, help="In JSON: egalitarian, leximin, utilitarian on shares of the best gain.")
@click.option(
    "--chart",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Draw the frontier and the slate: .html, .svg, .png.",
)
@click.option("--packages", "count", default=5, show_default=True, help="How many packages the slate has.")
@click.option("--differ", type=int, help="In how many issues they differ at least. Default: a quarter, and two.")
@click.option("--fix", "fixed", metavar="ISSUE=VALUE", multiple=True, help="Hold an issue to a value. May be repeated.")
@option.assume
@option.scenario
@option.seed
@option.samples
@click.option("--quick", is_flag=True, help="Leave no assessment out in turn; ranges are then too narrow.")
@click.option("--all", "show_all", is_flag=True, help="Cut no list.")
@option.markdown
@option.html
@option.pdf
@option.as_json
def bridge(
    case: Place,
    viewer: str | None,
    at: str | None,
    scaled: bool,
    chart: Path | None,
    count: int,
    differ: int | None,
    fixed: tuple[str, ...],
    assumed: tuple[str, ...],
    scenario: tuple[str, ...],
    seed: int,
    samples: int,
    quick: bool,
    show_all: bool,
    markdown: bool,
    html: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """Packages that all sides may take, with chances.

    From assessments: the packages that all are most likely to take, what that rests on, and what to change in the text
    on the table. From what packages are worth to every side (`utilities` of the case): those nobody could better
    without a loss to somebody, and what each solution concept says of them. None is picked.
    """
    targets = find_targets(html, pdf)
    wish = Wish(count, differ, fixed, assumed, seed, samples, quick, scenario)
    with reading() as progress, trying("Assessments left out in turn") as (told, stopped):
        found = bridge_case(case, viewer, at, progress, wish, told, stopped)
    seen_by = found.case.header.viewer or ""
    if chart is not None:
        _draw(found, chart, seen_by)
    page = bridge_page(
        found.bridges, found.current, seen_by, found.as_of, slate=found.slate, **({"limit": None} if show_all else {})
    )
    written = [*write_pages(page, targets)]
    if as_json:
        result = bridge_result(found.bridges, found.current, scaled, found.slate)
        rests_on = tuple(dict.fromkeys(entry for held in found.slate.rests_on.values() for entry in held))
        used = seed if found.slate.packages else None
        show_envelope(Envelope("bridge", result, found.case.fingerprint, seen_by, at, used, rests_on))
    elif written and not markdown:
        click.echo("\n".join(written))
    else:
        (show_markdown if markdown else show_page)(page)


def _draw(found: Bridged, file: Path, seen_by: str) -> None:
    from onetext.reporting.frontier_chart import FORMS, MOST_POINTS, write_chart  # only where a chart is wanted

    form = file.suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise UsageError(f"'{file}' names no form of chart", f"end it with one of: {', '.join(FORMS)}")
    if not found.bridges.feasible and not found.slate.packages:
        raise UsageError("there is no frontier to draw", "see why without --chart")
    page = bridge_page(found.bridges, found.current, seen_by, found.as_of, MOST_POINTS, found.slate)
    save_chart(write_chart(found.bridges, found.current, form, page, found.slate), file)
