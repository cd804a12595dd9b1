"""Points for goods to be divided, in a YAML file."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from onetext.files.scenario import MOST_DIGITS
from onetext.model.division import Points

_HOW = "write points: {item: {north: 40, south: 60}}"


def read_points(file: Path) -> Points:
    """The points of a file that says `points: {item: {party: number}}`; what else it says is not looked at.

    Raises ValueError with advice.
    """
    try:
        held = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=_Once)
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror} (name a file that is there)") from None
    except _Twice as error:
        raise ValueError(f"line {error.line} names '{error.name}' again (name each once)") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise ValueError(f"this is no YAML text ({_HOW})") from None
    points = held.get("points") if isinstance(held, dict) else None
    if not isinstance(points, dict) or not all(isinstance(row, dict) for row in points.values()):
        raise ValueError(f"'points' is missing, or no list of items ({_HOW})")
    return {item: {party: _number(value, item) for party, value in row.items()} for item, row in points.items()}


class _Twice(Exception):
    """A name that stands in one place twice."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__("a name stands twice")
        self.name, self.line = name, line


class _Once(yaml.BaseLoader):
    """Texts only, so safe; and each name once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _Twice(str(key.value), key.start_mark.line + 1)
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def _number(value: object, item: str) -> Decimal:
    try:
        number = Decimal(value if isinstance(value, str) else "nan")
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(f"the points of '{item}' are no number (write 0 or more)")
    return number
