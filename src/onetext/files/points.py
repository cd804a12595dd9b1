"""Points for goods to be divided, in a YAML file."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from onetext.model.division import Points

_HOW = "write points: {item: {north: 40, south: 60}}"


def read_points(file: Path) -> Points:
    """The points of a file that says `points: {item: {party: number}}`; what else it says is not looked at.

    Raises ValueError with advice.
    """
    try:
        held = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # texts only; safe
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror} (name a file that is there)") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ValueError(f"this is no YAML text ({_HOW})") from None
    points = held.get("points") if isinstance(held, dict) else None
    if not isinstance(points, dict) or not all(isinstance(row, dict) for row in points.values()):
        raise ValueError(f"'points' is missing, or no list of items ({_HOW})")
    return {item: {party: _number(value, item) for party, value in row.items()} for item, row in points.items()}


def _number(value: object, item: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise ValueError(f"the points of '{item}' are no number (write 0 or more)")
    return number
