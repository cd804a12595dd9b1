"""Divide goods between two parties."""

from __future__ import annotations

from pathlib import Path

from onetext.errors import UsageError
from onetext.files import read_points
from onetext.model.division import Division, adjusted_winner
from onetext.model.problem import what_and_fix


def divide_file(file: Path) -> Division:
    """Adjusted Winner on the points in a file. Raises UsageError."""
    try:
        return adjusted_winner(read_points(file))
    except ValueError as error:
        what, fix = what_and_fix(error)
        raise UsageError(f"{file}: {what}", fix) from None
