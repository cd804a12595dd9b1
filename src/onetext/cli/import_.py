"""onetext import"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Place, import_folder
from onetext.cli import option
from onetext.cli.bring import SCENARIOS
from onetext.cli.progress import importing
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import ImportResult


class Import(click.Group):
    """A group whose command is `folder` where the first word names no other."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, else `folder` with all the words."""
        if args and args[0] not in self.commands:
            args = ["folder", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before the folder belong to `folder`."""
        if args and args[0] not in (*self.commands, "--help", "-h"):
            args = ["folder", *args]
        return super().parse_args(ctx, args)


@click.group(
    "import", cls=Import, epilog="Example:  onetext import examples/river --record talks.record", no_args_is_help=True
)
def import_() -> None:
    """Bring a case in: a folder into a record (onetext import FOLDER --record RECORD)."""


@import_.command(epilog="Example:  onetext import folder examples/river --record talks.record")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@option.record_place
@option.as_json
def folder(folder: Path, place: Place, as_json: bool) -> None:
    """Import a case folder into a record.

    The first time all of it; later what differs: new entries are added, other words become corrections, and what the
    folder leaves out is withdrawn.
    """
    with importing() as (reading, sealing):
        found = import_folder(folder, place, reading, sealing)
    if as_json:
        result = ImportResult(option.shown(place), found.header, found.added, found.corrected, found.erased)
        show_envelope(Envelope("import", result))
        return
    option.show_notices(found.notices)
    parts = [f"{len(found.added)} added", f"{len(found.corrected)} corrected", f"{len(found.erased)} erased"]
    click.echo(f"{option.shown(place)}: {', '.join(parts)}{', another header' if found.header else ''}.")
    for name in found.corrected:
        click.echo(f"  {name}")


for scenario in SCENARIOS:
    import_.add_command(scenario)
