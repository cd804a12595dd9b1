"""How errors end the program: one line, what to try next, and an exit code. Contents are never shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from onetext.errors import (
    CaseUnreadable,
    NotForThisViewer,
    OnetextError,
    RecordBroken,
    RecordUnreadable,
    RecordUnwritten,
    Stopped,
    TargetNotEmpty,
    UnknownViewer,
    UsageError,
)

EXIT_CODES: Final[dict[type[OnetextError], int]] = {
    CaseUnreadable: 1,
    UnknownViewer: 2,
    NotForThisViewer: 2,
    TargetNotEmpty: 2,
    RecordUnreadable: 2,
    RecordBroken: 1,
    RecordUnwritten: 1,
    Stopped: 130,
    UsageError: 2,
}


@contextmanager
def ending() -> Iterator[None]:
    """End the program on an error of ours or of the system with one line; on a defect, with how to report it."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        if os.environ.get("ONETEXT_DEBUG"):
            raise
        line, code = _described(error)
        click.echo(f"onetext: {line}", err=True)
        raise SystemExit(code) from None


def _described(error: Exception) -> tuple[str, int]:
    if isinstance(error, OnetextError):
        advice = f"; {error.advice}" if error.advice else ""
        return f"{error}{advice}", EXIT_CODES[type(error)]
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return f"the system refused{where}: {error.strerror or type(error).__name__}; nothing was left half done", 1
    return f"a defect of the program ({type(error).__name__}); run with --debug and report what it prints", 1
