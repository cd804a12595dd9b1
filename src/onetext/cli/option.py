"""The arguments and options that mean the same in every command."""

from __future__ import annotations

from pathlib import Path

import click

case_folder = click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
new_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON; errors stay text, on standard error."
)
viewer = click.option(
    "--for",
    "viewer",
    metavar="VIEWER",
    help="As whom: a party, a circle or a member of one. Default: mediators, or whom the folder was exported for.",
)
markdown = click.option("--markdown", is_flag=True, help="Print the page as Markdown.")
at = click.option("--at", metavar="DATE", help='As it was known at the end of this day, such as "3 May 2024".')
html = click.option(
    "--html", metavar="FILE", type=click.Path(path_type=Path), help="Write the page as one HTML file, to read or print."
)
pdf = click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path), help="Write the page as PDF, on A4.")
