"""onetext serve"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onetext.actions import Place, Workspace, open_workspace
from onetext.cli import option
from onetext.cli.progress import importing
from onetext.errors import UsageError

if TYPE_CHECKING:
    from onetext.web import Served


@click.command(epilog="Example:  onetext serve talks")
@click.argument("place", metavar="[FOLDER|RECORD]", type=option.Place(), required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on. Default: any free one.")
@click.option("--no-browser", is_flag=True, help="Print the link and leave the browser to you.")
def serve(place: Place | None, port: int, no_browser: bool) -> None:
    """Work on a case in the browser: on this computer, for you alone.

    Without a case, on a copy of the shipped example. A folder is kept in step with a record beside it. The link is
    good once, within five minutes; press Enter for another.
    """
    if no_browser and not sys.stdout.isatty():
        raise UsageError("there is no terminal to print the link to", "leave --no-browser out, or run it in a terminal")
    with importing() as (reading, sealing):
        workspace, notices = open_workspace(place, reading, sealing)
    option.show_notices(notices)
    try:
        _run(workspace, port, no_browser)
    finally:
        workspace.close()


def _run(workspace: Workspace, port: int, no_browser: bool) -> None:
    from onetext.web import serve_workspace  # what no other command should wait for

    served = serve_workspace(workspace, port)
    with _opened(served, no_browser):
        try:
            served.run()
        except KeyboardInterrupt:
            click.echo("Stopped. Everything that was added is in the record.", err=True)


@contextmanager
def _opened(served: Served, no_browser: bool) -> Iterator[None]:
    """The link given out: to the browser by a file, and to a terminal, where only the officer reads it."""
    from onetext.web import open_browser

    link = served.new_link()
    if sys.stdout.isatty():
        click.echo(f"{served.workspace.title}: {link}")
        click.echo("Good once, within five minutes. Enter: another link. Ctrl-C: stop.")
        threading.Thread(target=_give_links, args=(served,), daemon=True).start()
    clear = None if no_browser else open_browser(link)
    try:
        yield
    finally:
        if clear is not None:
            clear()


def _give_links(served: Served) -> None:
    """A new link for each Enter."""
    for _ in sys.stdin:
        click.echo(served.new_link())
