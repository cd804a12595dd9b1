"""Where bars and their words go: rows in which nothing overlaps, and an axis with room for the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from onetext.reporting.page import Bar, Bound, Chart

_LETTER = 7.2
"""Pixels of a letter of the words beside a bar, wide ones included."""
_GAP = 8
_OPEN = 0.15
_MARGIN = 0.04
"""How far an open range, and the axis, reach beyond what is known, as a share of it."""
_LEAST = 6
"""Pixels of the shortest bar, and between a bar and its words."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar in its row, with both its ends on the axis, in seconds since 1970 for moments."""

    bar: Bar
    row: int
    lo: float
    hi: float
    is_point: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Bars in rows; the rows each lane begins at; the ends of the axis."""

    placed: tuple[Placed, ...]
    lane_rows: tuple[int, ...]
    rows: int
    lo: float
    hi: float


def lay_out(chart: Chart, width: float, heights: Sequence[int] = ()) -> Layout:
    """Rows and ends for the bars of a chart that is so many pixels wide, lanes in their order.

    An open range reaches a little beyond everything that is known. `heights` are the rows each lane has at least.

    >>> from onetext.reporting.page import Table
    >>> from decimal import Decimal
    >>> bars = tuple(Bar(lane, "40", Decimal(40), Decimal(50)) for lane in (0, 0, 1))
    >>> lay_out(Chart("", "", "", ("North", "South"), bars, Table("", (), ())), 600).lane_rows
    (0, 2)
    """
    first_known, last_known, hi = _ends(chart.bars, width)
    each = (hi - first_known) / width
    placed: list[Placed] = []
    lane_rows: list[int] = []
    row = 0
    for lane in range(len(chart.lanes)):
        lane_rows.append(row)
        full: list[float] = []
        held = [bar for bar in chart.bars if bar.lane == lane]
        for bar in sorted(held, key=lambda bar: _place(bar.lo, first_known)):
            first, last = _place(bar.lo, first_known), _place(bar.hi, last_known)
            is_point = first == last
            reach = max(last, first + _LEAST * each) + (len(bar.label) * _LETTER + 2 * _GAP) * each
            free = next((n for n, taken in enumerate(full) if taken <= first), len(full))
            full[free : free + 1] = [reach]
            placed.append(
                Placed(bar, row + free, first, max(last, first + (0 if is_point else _LEAST * each)), is_point)
            )
        row += max(len(full), *heights[lane : lane + 1], 1)
    return Layout(tuple(placed), tuple(lane_rows), row, first_known, hi)


def _place(bound: Bound | None, edge: float) -> float:
    return edge if bound is None else _number(bound)


def _number(bound: Bound) -> float:
    """A place on the axis; a moment by the clock of its own zone, as the page says it."""
    return bound.replace(tzinfo=UTC).timestamp() if isinstance(bound, datetime) else float(bound)


def _ends(bars: Sequence[Bar], width: float) -> tuple[float, float, float]:
    """Where open ranges begin and end, and the right end of the axis, which leaves room for the last words."""
    known = [_number(bound) for bar in bars for bound in (bar.lo, bar.hi) if bound is not None]
    lo, hi = min(known), max(known)
    span = (hi - lo) or abs(lo) or 1.0
    lo -= span * (_OPEN if any(bar.lo is None for bar in bars) else _MARGIN)
    last = hi + span * (_OPEN if any(bar.hi is None for bar in bars) else _MARGIN)
    right = last
    for bar in bars:
        words = (len(bar.label) * _LETTER + 3 * _GAP) / width
        right = max(right, lo + (_place(bar.hi, last) - lo) / max(1 - words, 0.3))
    return lo, last, right
