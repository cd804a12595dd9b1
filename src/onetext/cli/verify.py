"""onetext verify"""

from __future__ import annotations

from pathlib import Path

import click

from onetext.actions import Place, Verified, verify_folder, verify_place
from onetext.cli import option
from onetext.cli.show import show_envelope
from onetext.errors import UsageError
from onetext.reporting import Envelope
from onetext.reporting.result import BreakResult, HeadResult, VerifyResult

KEEPER_OR_VIEWER = "As whom: a party, a circle or a member of one. Default: the keeper, who has the whole record."

against = click.option(
    "--against",
    metavar="HEAD",
    type=click.Path(path_type=Path),
    help="A head that was kept elsewhere (onetext record head).",
)
viewer = click.option("--for", "viewer", metavar="VIEWER", help=KEEPER_OR_VIEWER)


def run(context: click.Context, place: Place, viewer: str | None, against: Path | None, as_json: bool) -> None:
    """Verify a record and say so; ends with 1 if something is broken."""
    show(context, verify_place(place, viewer, against), as_json)


def show(context: click.Context, verified: Verified, as_json: bool) -> None:
    """Say what was verified; ends with 1 if something is broken."""
    found, viewer = verified.found, verified.viewer
    if as_json:
        heads = tuple(HeadResult(h.whose, h.chain, h.n, h.link, h.erased) for h in found.heads)
        broken = tuple(BreakResult(b.chain, b.n, b.what) for b in found.broken)
        result = VerifyResult(heads, broken, found.erased, found.pending, found.backups)
        show_envelope(Envelope("verify", result, viewer=viewer))
    else:
        option.show_notices(verified.notices)
        for one in found.broken:
            click.echo(f"Broken: {one}")
        for head in found.heads if not found.broken else ():
            click.echo(f"Whole: {head.whose}, {head.n} {'link' if head.n == 1 else 'links'}, head {head.link}")
        if found.erased:
            click.echo(f"{found.erased} erased{'; the files still wait to be tidied' if found.pending else ''}.")
        if found.backups:
            click.echo(f"These backups still hold what was erased: {', '.join(found.backups)}.")
    if found.broken:
        context.exit(1)


@click.command(epilog="Example:  onetext verify --record talks.record")
@click.argument("folder", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@option.record_if_any
@viewer
@against
@option.as_json
@click.pass_context
def verify(
    context: click.Context,
    folder: Path | None,
    place: Place | None,
    viewer: str | None,
    against: Path | None,
    as_json: bool,
) -> None:
    """See that a record holds what was written to it; names the first broken link.

    FOLDER is one that was exported from a record for a party or circle: its chain verifies without the record, and
    every entry of the folder must be in words that the chain tells.
    """
    if (folder is None) == (place is None):
        raise UsageError("a record or an exported folder is needed", "write: onetext verify --record RECORD")
    if place is not None:
        run(context, place, viewer, against, as_json)
    elif folder is not None:
        if viewer is not None:
            raise UsageError("a folder is of one viewer", "leave --for out")
        show(context, verify_folder(folder, against), as_json)
