"""The arguments and options that mean the same in every command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from onetext.actions import is_url, show_place
from onetext.errors import UsageError

SHORTEST = 8
"""Characters of the shortest passphrase that is taken."""


class Place(click.ParamType):  # type: ignore[type-arg]
    """A case folder or a record: a path, or the URL of a database."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A URL as text, anything else as a path."""
        return value if isinstance(value, str) and is_url(value) else Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Paths."""
        return [CompletionItem(incomplete, type="file")]


case_folder = click.argument("case", metavar="CASE", type=Place())
record_place = click.option(
    "--record",
    "place",
    metavar="RECORD",
    type=Place(),
    required=True,
    help="The record: a file, or the URL of a database.",
)
record_if_any = click.option(
    "--record", "place", metavar="RECORD", type=Place(), help="The record: a file, or the URL of a database."
)
record_argument = click.argument("place", metavar="RECORD", type=Place())
role = click.option("--role", metavar="NAME", help="On PostgreSQL, a role that may read and add from now on.")
passphrase_file = click.option(
    "--passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Take the passphrase from the first line of a file. Default: ask for it.",
)
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

assume = click.option(
    "--assume",
    "assumed",
    metavar="ENTRY",
    multiple=True,
    help="What if this were so: a file of entries, or ID=STATE for an answer that is recorded. May be repeated.",
)
scenario = click.option(
    "--scenario",
    metavar="PARTY=NAME",
    multiple=True,
    help="Take one rival reading of a side alone. May be repeated.",
)
seed = click.option("--seed", default=0, show_default=True, help="The seed of the draws.")
samples = click.option("--samples", default=1000, show_default=True, help="How many draws of each side to make.")


def shown(place: Path | str) -> str:
    """A place as it may be printed."""
    return show_place(place)


def show_notices(notices: tuple[str, ...]) -> None:
    """Say what the officer should know about a record."""
    for notice in notices:
        click.echo(f"Note: {notice}.", err=True)


def read_passphrase(file: Path | None, new: bool = False) -> str:
    """The passphrase from a file, or asked for on the terminal; a new one twice. Raises UsageError."""
    if file is None:
        given: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    else:
        given = next(iter(file.read_text(encoding="utf-8").splitlines()), "")
    if len(given) < SHORTEST:
        raise UsageError(f"a passphrase of {len(given)} characters is no protection", f"take {SHORTEST} or more")
    return given
