"""The program, run in this process as the shell runs it: arguments in; exit code, output and errors out."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import click

from onetext.cli import app, main
from onetext.files import folder_text
from onetext.model import Case


class Outcome(NamedTuple):
    """How a run ended and what it wrote."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Outcome:
    """Run the program once."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with mock.patch.object(sys, "argv", ["onetext", *map(str, arguments)]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Outcome(code, out.getvalue(), err.getvalue())


def all_commands() -> dict[str, click.Command]:
    """Every command by the words that call it; of a group, those in it."""
    found: dict[str, click.Command] = {}
    for name, command in app.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {word}": one for word, one in inner.items()} or {name: command}
    return found


def save(case: Case, folder: Path) -> Path:
    """A case as a folder."""
    folder.mkdir()
    for name, text in folder_text(case).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
