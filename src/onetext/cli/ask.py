"""onetext ask"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Place, Wish, ask_case
from onetext.cli import option
from onetext.cli.paper import find_targets, write_pages
from onetext.cli.progress import reading, trying
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, ask_page, ask_result


@click.command(epilog="Example:  onetext ask examples/river")
@option.case_folder
@option.viewer
@option.at
@click.option("--clean", metavar="PARTY", help="Questions to that party, from what it may know alone.")
@option.assume
@option.scenario
@option.seed
@option.samples
@click.option("--all", "every", is_flag=True, help="Every question that stands out, also those alike.")
@option.markdown
@option.html
@option.pdf
@option.as_json
def ask(
    case: Place,
    viewer: str | None,
    at: str | None,
    clean: str | None,
    assumed: tuple[str, ...],
    scenario: tuple[str, ...],
    seed: int,
    samples: int,
    every: bool,
    markdown: bool,
    html: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """Which questions would help most, to whom, and what each answer would change.

    A question is listed if its answer is believed to raise the chance of a deal by more than chance itself would.
    """
    targets = find_targets(html, pdf)
    wish = Wish(assumed=assumed, seed=seed, samples=samples, scenario=scenario)
    with reading() as progress, trying("Questions tried") as (told, stopped):
        found = ask_case(case, viewer, at, clean, every, wish, progress, told, stopped)
    seen_by = found.case.header.viewer or ""
    page = ask_page(found.inquiries, found.current, seen_by, found.as_of)
    written = [*write_pages(page, targets)]
    if as_json:
        result = ask_result(found.inquiries, found.current)
        rests_on = tuple(dict.fromkeys(entry for held in result.rests_on.values() for entry in held))
        show_envelope(Envelope("ask", result, found.case.fingerprint, seen_by, at, seed, rests_on))
    elif written and not markdown:
        click.echo("\n".join(written))
    else:
        (show_markdown if markdown else show_page)(page)
