"""What leaves for other programs: sheets of a workbook, and occasions of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the heads of its columns, and rows of cells; numbers stay numbers."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something at an instant: what it is called, and more about it. `id` is unique in its calendar."""

    id: str
    at: datetime
    what: str
    detail: str = ""
