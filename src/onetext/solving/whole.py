"""Utilities as whole numbers, so that a frontier is exact: decimals and fractions are scaled up, side by side.

A number that does not fit 60 bits is held in several limbs of 60 bits, the greatest first.
Arrays of such numbers: # [option or point, party, limb], int64, never negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Number = int | float | Decimal | Fraction
BITS: Final = 60
_MASK: Final = (1 << BITS) - 1


@dataclass(frozen=True, slots=True)
class Scaled:
    """Tables of whole numbers: `table[party] = (utility - floor[party]) * scale[party]`, for each of `tables`.

    `tolerance` is what rounding floats may have moved a whole package by, for each party; 0 for exact numbers.
    """

    tables: tuple[Ints, ...]
    floors: tuple[tuple[Fraction, ...], ...]  # [table][party]
    scales: tuple[Fraction, ...]
    limbs: int
    tolerance: tuple[Fraction, ...]


def scale_tables(tables: Sequence[Any]) -> Scaled:
    """Tables [option][party] of numbers as whole numbers. Raises ValueError for what is no finite number, or no table.

    Whole numbers, decimals and fractions are exact. Floats are rounded to the finest steps that a 60 bit number holds.

    >>> scaled = scale_tables([[[Decimal("0.5"), 1], [Decimal("0.25"), 3]]])
    >>> scaled.tables[0][..., 0].tolist(), scaled.scales
    ([[1, 0], [0, 2]], (Fraction(4, 1), Fraction(1, 1)))
    """
    if not tables:
        raise ValueError("there is no issue to settle (give one table of options for each issue)")
    fast = _float_tables(tables)
    if fast is not None:
        return _rounded(fast)
    rows = [[[_fraction(value) for value in row] for row in table] for table in tables]
    _check_shapes(rows)
    parties = len(rows[0][0])
    floors = tuple(tuple(min(row[p] for row in table) for p in range(parties)) for table in rows)
    scales: list[Fraction] = []
    totals: list[int] = []
    for p in range(parties):
        shared = math.lcm(*(row[p].denominator for table in rows for row in table))
        scales.append(Fraction(shared))
        above = [[row[p] - floor[p] for row in table] for table, floor in zip(rows, floors, strict=True)]
        totals.append(sum(int(max(table) * scales[p]) for table in above))
    limbs = max(1, -(-max(totals).bit_length() // BITS))
    made = tuple(
        split([[int((value - floor[p]) * scales[p]) for p, value in enumerate(row)] for row in table], limbs)
        for table, floor in zip(rows, floors, strict=True)
    )
    return Scaled(made, floors, tuple(scales), limbs, (Fraction(0),) * parties)


def _float_tables(tables: Sequence[Any]) -> list[NDArray[np.float64]] | None:
    if not all(isinstance(table, np.ndarray) and table.dtype.kind == "f" for table in tables):
        return None
    made = [np.asarray(table, np.float64) for table in tables]
    if any(table.ndim != 2 or not table.size for table in made) or len({table.shape[1] for table in made}) > 1:
        _check_shapes([table.tolist() for table in made])
    if not np.isfinite(np.concatenate(made)).all():
        raise ValueError("a utility is not a number, or has no end (give finite numbers)")
    return made


def _rounded(tables: list[NDArray[np.float64]]) -> Scaled:
    """All tables at once, since for a small space the calls cost more than the numbers."""
    whole = np.concatenate(tables)
    lengths = [len(table) for table in tables]
    starts = np.cumsum([0, *lengths[:-1]])
    least = np.minimum.reduceat(whole, starts)
    total = (np.maximum.reduceat(whole, starts) - least).sum(axis=0)
    shifts = [BITS - 1 - (math.frexp(value)[1] if value > 0 else 0) for value in total.tolist()]
    steps = np.array([math.ldexp(1.0, shift) for shift in shifts])
    held = np.rint((whole - np.repeat(least, lengths, axis=0)) * steps).astype(np.int64)[..., None]
    made = tuple(held[start : start + length] for start, length in zip(starts.tolist(), lengths, strict=True))
    floors = tuple(tuple(map(Fraction, low)) for low in least.tolist())
    scales = tuple(Fraction(2) ** shift for shift in shifts)
    moved = tuple(len(tables) / scale for scale in scales)
    return Scaled(made, floors, scales, 1, moved)


def _fraction(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction | np.integer | np.floating):
        raise ValueError(f"a {type(value).__name__} is no utility (give numbers)")
    try:
        return Fraction(value.item() if isinstance(value, np.generic) else value)
    except (ValueError, OverflowError):
        raise ValueError("a utility is not a number, or has no end (give finite numbers)") from None


def _check_shapes(rows: Sequence[Sequence[Sequence[Any]]]) -> None:
    for n, table in enumerate(rows):
        if not len(table):
            raise ValueError(f"issue {n} has no option (give at least one)")
    widths = {len(row) for table in rows for row in table}
    if len(widths) != 1:
        raise ValueError("the options do not name equally many parties (give each one number a party)")
    if widths == {0} or widths == {1}:
        raise ValueError("a frontier needs two parties or more (give each option one number a party)")


def split(values: Any, limbs: int) -> Ints:
    """Whole numbers as limbs, on a last axis."""
    if limbs == 1:
        return np.array(values, dtype=np.int64)[..., None]
    held = np.array(values, dtype=object)
    parts = [(held >> (BITS * place)) & _MASK for place in reversed(range(limbs))]
    return np.stack([part.astype(np.int64) for part in parts], axis=-1)


def join(values: Ints) -> Any:
    """The whole numbers that limbs stand for: int64 where they fit, else Python's."""
    if values.shape[-1] == 1:
        return values[..., 0]
    held = values[..., 0].astype(object)
    for place in range(1, values.shape[-1]):
        held = (held << BITS) | values[..., place].astype(object)
    return held


def add(left: Ints, right: Ints) -> Ints:
    """Sums, limb by limb, with what is carried over."""
    total: Ints = left + right
    for place in range(total.shape[-1] - 1, 0, -1):
        total[..., place - 1] += total[..., place] >> BITS
        total[..., place] &= _MASK
    return total


def ranks(values: Ints) -> Ints:
    """One int64 a number that is ordered as the numbers are: # [point, party]."""
    if values.shape[-1] == 1:
        return values[..., 0]
    return np.stack([_dense(values[:, party, :]) for party in range(values.shape[1])], axis=1)


def _dense(values: Ints) -> Ints:
    order = np.lexsort(values.T[::-1])
    ordered = values[order]
    rank = np.empty(len(order), np.int64)
    rank[order] = np.concatenate(([0], np.cumsum((ordered[1:] != ordered[:-1]).any(axis=1))))
    return rank


def fractions(values: Iterable[Any], floor: Iterable[Fraction], scales: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Whole numbers as the utilities that they stand for."""
    return tuple(int(v) / scale + low for v, low, scale in zip(values, floor, scales, strict=True))
