"""onetext release"""

from __future__ import annotations

import json

import click

from onetext.actions import Place, release_entry
from onetext.cli import option
from onetext.cli.show import show_envelope
from onetext.reporting import Envelope
from onetext.reporting.result import ReleaseResult


@click.command(epilog="Example:  onetext release n-offer-2 --to south --record talks.record")
@click.argument("entry", metavar="ENTRY")
@click.option("--to", metavar="PARTY", required=True, help="Who is told from now on.")
@option.record_place
@click.option("--yes", "sure", is_flag=True, help="Release it although it rests on confidences.")
@option.as_json
@click.pass_context
def release(context: click.Context, entry: str, to: str, place: Place, sure: bool, as_json: bool) -> None:
    """Tell a party an entry that it was not told; a copy of the words told is kept.

    What the entry rests on and the party may not see is named first, and nothing is told without --yes.
    """
    found = release_entry(place, entry, to, sure)
    told = json.dumps(found.told, ensure_ascii=False)
    if as_json:
        show_envelope(Envelope("release", ReleaseResult(found.release, to, told, found.rests_on, found.done)))
    else:
        if found.rests_on:
            click.echo(f"It rests on what {to} may not see: {', '.join(found.rests_on)}.", err=True)
        click.echo(f"{found.release}: {to} is told" if found.done else f"Nothing was told. With --yes, {to} is told")
        for key, value in found.told.items():
            click.echo(f"  {key}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    if not found.done:
        context.exit(1)
