"""The program: its commands, its version, its completion, and how errors end it."""

from __future__ import annotations

import os
import sys

import click
from click.shell_completion import get_completion_class

from onetext import __version__
from onetext.cli.agree import agree
from onetext.cli.backup import backup, restore
from onetext.cli.bridge import bridge
from onetext.cli.brief import brief
from onetext.cli.bring import genius, geniusweb, negmas
from onetext.cli.check import check
from onetext.cli.count import count
from onetext.cli.demo import demo
from onetext.cli.divide import divide
from onetext.cli.export import export
from onetext.cli.failure import ending
from onetext.cli.import_ import import_
from onetext.cli.monitor import monitor
from onetext.cli.new import new
from onetext.cli.record import record
from onetext.cli.release import release
from onetext.cli.serve import serve
from onetext.cli.stick import stick
from onetext.cli.verify import verify


@click.group(
    help="A workbench for people who mediate: one confidential record, and what follows from it.",
    epilog="Begin with:  onetext demo",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="onetext", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option(
    "--completion",
    type=click.Choice(["bash", "zsh", "fish"]),
    is_eager=True,
    expose_value=False,
    callback=lambda context, param, shell: _print_completion(context, shell),
    help='Print the shell completion; for bash: eval "$(onetext --completion bash)".',
)
def app(debug: bool) -> None:
    """The group that holds every command."""
    if debug:
        os.environ["ONETEXT_DEBUG"] = "1"


for command in (demo, new, serve, check, brief, count, stick, bridge, divide, agree, monitor):
    app.add_command(command)
for command in (export, import_, record, release, verify, backup, restore):
    app.add_command(command)


for scenario in (genius, geniusweb, negmas):
    import_.add_command(scenario)


def _print_completion(context: click.Context, shell: str | None) -> None:
    if shell is None:
        return
    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(app, {}, "onetext", "_ONETEXT_COMPLETE").source())
    context.exit()


def main() -> None:
    """Run the program and end the process with its exit code."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with ending():
        app(prog_name="onetext")
