"""onetext record"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import (
    Place,
    attach,
    erase,
    fetch,
    find_heads,
    head_text,
    list_files,
    lock_root,
    make_record,
    recover_root,
    save_recovery,
)
from onetext.cli import option, verify
from onetext.cli.show import show_envelope
from onetext.errors import UsageError
from onetext.reporting import Envelope
from onetext.reporting.result import (
    FileResult,
    HeadResult,
    RecordEraseResult,
    RecordFilesResult,
    RecordHeadResult,
    RecordResult,
)

new_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.group(epilog="Example:  onetext record init talks.record --recovery recovery.age", no_args_is_help=True)
def record() -> None:
    """Make a record and look after it: its root, its heads, its files, what is erased."""


@record.command(epilog="Example:  onetext record init talks.record --recovery recovery.age")
@option.record_argument
@click.option(
    "--recovery", metavar="FILE", type=click.Path(path_type=Path), help="Save a recovery copy of the root there."
)
@click.option("--no-recovery", is_flag=True, help="Save none: who loses the root loses the record.")
@option.role
@option.passphrase_file
@option.as_json
def init(
    place: Place,
    recovery: Path | None,
    no_recovery: bool,
    role: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Make an empty record, and a recovery copy of the root that opens it.

    RECORD is a file that does not exist, or the URL of an empty PostgreSQL database.
    """
    if (recovery is None) != no_recovery:
        raise UsageError(
            "without its root a record cannot be read", "save a copy with --recovery FILE (or --no-recovery)"
        )
    passphrase = "" if recovery is None else option.read_passphrase(passphrase_file, new=True)
    make_record(place, recovery, passphrase, role)
    _done(place, "made", recovery, as_json, f"{option.shown(place)}: an empty record.")
    if recovery is not None and not as_json:
        click.echo(f"{recovery}: the recovery copy of its root. Keep it away from the record.")


@record.command(epilog="Example:  onetext record recovery talks.record recovery.age")
@option.record_argument
@new_file
@option.passphrase_file
@option.as_json
def recovery(place: Place, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Save a new recovery copy of the root, as after each erasure."""
    save_recovery(place, file, option.read_passphrase(passphrase_file, new=True))
    _done(
        place, "recovery saved", file, as_json, f"{file}: the recovery copy. Destroy older ones: they open old copies."
    )


@record.command(epilog="Example:  onetext record lock talks.record root.age")
@option.record_argument
@new_file
@option.passphrase_file
@option.as_json
def lock(place: Place, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Seal the root by a passphrase and take it from this computer, as before travelling.

    Nobody can read or add until onetext record recover brings it back.
    """
    lock_root(place, file, option.read_passphrase(passphrase_file, new=True))
    _done(
        place, "locked", file, as_json, f"{file}: the root. {option.shown(place)} opens after 'onetext record recover'."
    )


@record.command(epilog="Example:  onetext record recover talks.record recovery.age")
@option.record_argument
@new_file
@option.passphrase_file
@option.as_json
def recover(place: Place, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Bring the root back from its recovery copy."""
    recover_root(place, file, option.read_passphrase(passphrase_file))
    _done(place, "recovered", file, as_json, f"{option.shown(place)}: it opens.")


def _done(place: Place, done: str, file: Path | None, as_json: bool, line: str) -> None:
    if as_json:
        name = None if file is None else str(file)
        show_envelope(Envelope("record", RecordResult(option.shown(place), done, name)))
    else:
        click.echo(line)


@record.command(epilog="Example:  onetext record head talks.record > head.json")
@option.record_argument
@verify.viewer
@option.as_json
def head(place: Place, viewer: str | None, as_json: bool) -> None:
    """Print the head of the record, or of a viewer's chain, to be kept elsewhere; everything is verified first."""
    heads = find_heads(place, viewer)
    if as_json:
        results = tuple(HeadResult(h.whose, h.chain, h.n, h.link, h.erased) for h in heads)
        show_envelope(Envelope("record-head", RecordHeadResult(results), viewer=viewer))
        return
    for one in heads:
        click.echo(head_text(one), nl=False)


@record.command("verify", epilog="Example:  onetext record verify talks.record --for north --against head.json")
@option.record_argument
@verify.viewer
@verify.against
@option.as_json
@click.pass_context
def verify_here(context: click.Context, place: Place, viewer: str | None, against: Path | None, as_json: bool) -> None:
    """The same as onetext verify."""
    verify.run(context, place, viewer, against, as_json)


@record.command("erase", epilog="Example:  onetext record erase talks.record n-offer-2 --reason asked")
@option.record_argument
@click.argument("entry", metavar="ENTRY")
@click.option("--reason", metavar="WORDS", required=True, help="Why; it is kept.")
@option.as_json
def erase_here(place: Place, entry: str, reason: str, as_json: bool) -> None:
    """Destroy what an entry or a file (ENTRY/NAME) says; that it was there is kept, and every chain still verifies."""
    found = erase(place, entry, reason)
    if as_json:
        result = RecordEraseResult(found.pending, found.backups, found.related)
        show_envelope(Envelope("record-erase", result))
        return
    click.echo(f"{entry} is erased{'; the files are tidied when nobody reads them' if found.pending else ''}.")
    for what, names in (("These backups still hold it", found.backups), ("These may say the same", found.related)):
        if names:
            click.echo(f"{what}: {', '.join(names)}.")
    click.echo("The root is another now: save a new recovery copy, and destroy older ones.", err=True)


@record.command("attach", epilog="Example:  onetext record attach talks.record n-offer-2 letter.pdf")
@option.record_argument
@click.argument("entry", metavar="ENTRY")
@new_file
@option.as_json
def attach_here(place: Place, entry: str, file: Path, as_json: bool) -> None:
    """Seal a file into the record as belonging to an entry; up to 20 MB."""
    found = attach(place, entry, file)
    _done(place, "attached", file, as_json, f"{found.name}: {found.size} bytes, sealed as {found.digest[:16]}.")


@record.command(epilog="Example:  onetext record files talks.record")
@option.record_argument
@option.as_json
def files(place: Place, as_json: bool) -> None:
    """List the files that belong to entries."""
    found = list_files(place)
    if as_json:
        results = tuple(FileResult(one.of, one.file, one.size, one.digest) for one in found)
        show_envelope(Envelope("record-files", RecordFilesResult(results)))
        return
    for one in found:
        click.echo(f"{one.name}  {one.size} bytes")


@record.command("fetch", epilog="Example:  onetext record fetch talks.record n-offer-2/letter.pdf letter.pdf")
@option.record_argument
@click.argument("name", metavar="ENTRY/NAME")
@new_file
@option.as_json
def fetch_here(place: Place, name: str, file: Path, as_json: bool) -> None:
    """Write a file of the record to the disk, where anybody who has the disk can read it."""
    size = fetch(place, name, file)
    _done(place, "fetched", file, as_json, f"{file}: {size} bytes, no longer sealed.")
