"""The program: its commands, its version, its completion, and how errors end it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Final

import click
from click.shell_completion import get_completion_class

from onetext import __version__
from onetext.cli.failure import EXIT_CODES, ending
from onetext.errors import Stopped

NAMES: Final = (
    "demo new serve check brief count stick believe bridge ask divide agree monitor "
    "export import record release verify backup restore"
).split()
"""Every command."""

_ELSEWHERE: Final = {"import": "import_", "restore": "backup"}
"""The modules of the commands that do not stand in one of their own name."""


class Commands(MutableMapping[str, click.Command]):
    """The commands by their names, each loaded when it is asked for: none waits for the libraries of another."""

    def __init__(self) -> None:
        self.loaded: dict[str, click.Command | None] = dict.fromkeys(NAMES)

    def __getitem__(self, name: str) -> click.Command:
        found = self.loaded[name]
        if found is None:
            module = import_module(f"onetext.cli.{_ELSEWHERE.get(name, name)}")
            found = getattr(module, "import_" if name == "import" else name)
            assert isinstance(found, click.Command)
            self.loaded[name] = found
        return found

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.loaded)

    def __len__(self) -> int:
        return len(self.loaded)


class _Group(click.Group):
    """The group of all commands; stopped with Ctrl-C it ends as on an error, in one calm line."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("onetext: stopped, as asked; nothing was left half done", err=True)
            context.exit(EXIT_CODES[Stopped])


@click.group(
    cls=_Group,
    commands=Commands(),
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
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the same sums on every computer, and in less time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with ending():
        app(prog_name="onetext")
