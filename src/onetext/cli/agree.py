"""onetext agree"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import agree_case
from onetext.cli import option
from onetext.cli.progress import reading
from onetext.cli.show import show_envelope, show_markdown, show_page
from onetext.reporting import Envelope, agree_page, agree_result


@click.command(epilog="Example:  onetext agree examples/river --package package-2")
@option.case_folder
@option.viewer
@option.at
@click.option("--package", metavar="ID", help="The proposal to start from. Default: the newest.")
@click.option("--template", metavar="ID", help="The template to use. Default: the first that fits.")
@option.markdown
@option.as_json
def agree(
    case: Path,
    viewer: str | None,
    at: str | None,
    package: str | None,
    template: str | None,
    markdown: bool,
    as_json: bool,
) -> None:
    """The agreement that follows from a package.

    By a template of the case: what is filled from which terms, and what the package leaves open.
    """
    with reading() as progress:
        agreed, seen = agree_case(case, viewer, at, package, template, progress)
    if as_json:
        rests_on = (agreed.package,) if agreed.package is not None else ()
        result = agree_result(agreed, seen)
        show_envelope(Envelope("agree", result, seen.fingerprint, seen.header.viewer, at, None, rests_on))
    elif markdown:
        show_markdown(agree_page(agreed, seen))
    else:
        show_page(agree_page(agreed, seen))
