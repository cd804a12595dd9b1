"""onetext backup, onetext restore"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Place, backup_record, restore_record
from onetext.cli import option
from onetext.cli.show import show_envelope
from onetext.cli.verify import against
from onetext.reporting import Envelope
from onetext.reporting.result import BackupResult, RestoreResult


@click.command(epilog="Example:  onetext backup talks.backup --record talks.record")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option.record_place
@option.passphrase_file
@option.as_json
def backup(file: Path, place: Place, passphrase_file: Path | None, as_json: bool) -> None:
    """Write a record, and what opens it, as one file sealed by a passphrase."""
    lines = backup_record(place, file, option.read_passphrase(passphrase_file, new=True))
    if as_json:
        show_envelope(Envelope("backup", BackupResult(str(file), lines)))
    else:
        click.echo(f"{file}: {lines} lines, sealed. Without the passphrase nobody can open it, you neither.")


@click.command(epilog="Example:  onetext restore talks.backup --record again.record")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option.record_place
@against
@option.role
@option.passphrase_file
@option.as_json
def restore(
    file: Path, place: Place, against: Path | None, role: str | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Make a record from a backup, where there is none yet.

    With a head of the keeper (--against), what was erased since the backup is erased again.
    """
    found = restore_record(file, place, option.read_passphrase(passphrase_file), against, role)
    if as_json:
        result = RestoreResult(
            option.shown(place), found.lines, found.erased_again, found.told_of_erasures, found.behind
        )
        show_envelope(Envelope("restore", result))
        return
    click.echo(f"{option.shown(place)}: {found.lines} lines, {len(found.erased_again)} erased again.")
    if found.behind:
        click.echo(f"The head knows {found.behind} lines more: they were written after this backup.", err=True)
    if not found.told_of_erasures:
        click.echo("No head was named: what was erased since this backup can be read again.", err=True)
    click.echo("It has a root of its own: save a recovery copy with 'onetext record recovery'.", err=True)
