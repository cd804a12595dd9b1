"""onetext monitor"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import check_target, monitor_case, save_calendar, save_workbook
from onetext.cli import option
from onetext.cli.paper import find_targets, write_pages
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, entries_of, monitor_occasions, monitor_page, monitor_sheets


@click.command(epilog="Example:  onetext monitor examples/river --at 2024-03-13")
@option.case_folder
@option.viewer
@option.at
@click.option("--agreement", metavar="ID", help="The agreement to follow. Default: the last one signed.")
@click.option("--excel", metavar="FILE", type=click.Path(path_type=Path), help="Write the tables as a new workbook.")
@click.option(
    "--calendar",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what is ahead as an iCalendar file.",
)
@option.markdown
@option.html
@option.pdf
@option.as_json
def monitor(
    case: Path,
    viewer: str | None,
    at: str | None,
    agreement: str | None,
    excel: Path | None,
    calendar: Path | None,
    markdown: bool,
    html: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """How a signed agreement stands at a date.

    What is due, late, alleged and found; exchanges against their keys; services, lists and the score.
    """
    targets = find_targets(html, pdf)
    for path, form in ((excel, "workbook"), (calendar, "calendar")):
        if path is not None:
            check_target(path, form)
    with reading() as progress:
        standing, seen = monitor_case(case, viewer, at, agreement, progress)
    written = [*write_pages(monitor_page(standing, seen, printed=True), targets)] if targets else []
    if excel is not None:
        save_workbook(monitor_sheets(standing, seen), excel)
        written.append(f"{click.format_filename(excel)}: the tables as a workbook.")
    if calendar is not None:
        save_calendar(seen.header.title, monitor_occasions(standing, seen), standing.at.by, calendar)
        written.append(f"{click.format_filename(calendar)}: what is ahead as a calendar.")
    if as_json:
        rests_on = entries_of(standing, seen)
        show_envelope(Envelope("monitor", standing, seen.fingerprint, seen.header.viewer, at, None, rests_on))
    elif written and not markdown:
        click.echo("\n".join(written))
    elif markdown:
        show_markdown(monitor_page(standing, seen))
    else:
        show_page(monitor_page(standing, seen))
