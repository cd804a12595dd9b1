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
class Listed:
    """Utilities as whole numbers in lists: `columns[table][party][option]`, 0 being the least of each list.

    utility = (the sum of a package's numbers) / scale + floor, for each party. `rounded` is by how many steps of
    1 / scale rounding floats may have moved a whole package; 0 for exact numbers.
    """

    columns: list[list[list[int]]]
    floors: tuple[Fraction, ...]
    scales: tuple[Fraction, ...]
    rounded: int = 0


@dataclass(frozen=True, slots=True)
class Scaled:
    """The same in arrays, `tables[table]`: # [option, party, limb]."""

    tables: tuple[Ints, ...]
    floors: tuple[Fraction, ...]
    scales: tuple[Fraction, ...]
    limbs: int
    rounded: int = 0


def scale_tables(tables: Sequence[Any], others: Sequence[Sequence[Any]] = ()) -> Scaled:
    """Tables [option][party] of numbers as whole numbers. Raises ValueError for what is no finite number, or no table.

    Whole numbers, decimals and fractions are exact. Arrays of floats are rounded to the finest steps that a 60 bit
    number holds, unless there are `others`: rows of numbers, one a party, that are to be whole on the same scales.

    >>> scaled = scale_tables([[[Decimal("0.5"), 1], [Decimal("0.25"), 3]]])
    >>> scaled.tables[0][..., 0].tolist(), scaled.scales
    ([[1, 0], [0, 2]], (Fraction(4, 1), Fraction(1, 1)))
    """
    if not tables:
        raise ValueError("there is no issue to settle (give one table of options for each issue)")
    if not others and _are_floats(tables):
        return _rounded([np.asarray(table, np.float64) for table in tables])
    listed = scale_lists(tables, others)
    most = 0
    for p, scale in enumerate(listed.scales):
        beyond = sum(abs(Fraction(row[p])) for row in others) * scale
        most = max(most, sum(max(column[p]) for column in listed.columns) + int(beyond))
    limbs = max(1, -(-most.bit_length() // BITS))
    made = tuple(split(list(zip(*columns, strict=True)), limbs) for columns in listed.columns)
    return Scaled(made, listed.floors, listed.scales, limbs, listed.rounded)


def scale_lists(tables: Sequence[Any], others: Sequence[Sequence[Any]] = ()) -> Listed:
    """The same as `scale_tables`, in lists, for any length of numbers; faster for few."""
    if not others and _are_floats(tables):
        return _rounded_lists([table.tolist() for table in tables])
    rows = [[[_ratio(value) for value in row] for row in table] for table in tables]
    more = [[_ratio(value) for value in row] for row in others]
    _check_shapes([*rows, more] if more else rows)
    columns: list[list[list[int]]] = [[] for _ in tables]
    floors, scales = [], []
    for p in range(len(rows[0][0])):
        scale = math.lcm(*{row[p][1] for table in (*rows, more) for row in table})
        lows = 0
        for held, table in zip(columns, rows, strict=True):
            whole = [row[p][0] * (scale // row[p][1]) for row in table]
            low = min(whole)
            lows += low
            held.append([number - low for number in whole])
        floors.append(Fraction(lows, scale))
        scales.append(Fraction(scale))
    return Listed(columns, tuple(floors), tuple(scales))


def _are_floats(tables: Sequence[Any]) -> bool:
    return all(isinstance(table, np.ndarray) and table.dtype.kind == "f" and table.itemsize <= 8 for table in tables)


def _rounded_lists(tables: list[list[list[float]]]) -> Listed:
    by_party = [tuple(zip(*table, strict=True)) for table in tables]
    if min(map(len, by_party)) < 2 or len(set(map(len, by_party))) > 1:
        _check_shapes(tables)
    scaled, floors, scales = [], [], []
    for own in zip(*by_party, strict=True):
        if not math.isfinite(sum(map(sum, own))):
            raise _endless()
        lows = [*map(min, own)]
        shift = _shift(sum(map(float.__sub__, map(max, own), lows)))
        step = math.ldexp(1.0, shift)
        scaled.append(
            [[round((number - low) * step) for number in column] for column, low in zip(own, lows, strict=True)]
        )
        floors.append(_sum(lows))
        scales.append(_power(shift))
    return Listed([*map(list, zip(*scaled, strict=True))], tuple(floors), tuple(scales), len(tables))


def _shift(total: float) -> int:
    """How many places to the left a range of floats is moved, to fill a number of 60 bits."""
    return BITS - 1 - (math.frexp(total)[1] if total > 0 else 0)


def _power(shift: int) -> Fraction:
    return Fraction(1 << shift) if shift >= 0 else Fraction(1, 1 << -shift)


def _sum(numbers: list[float]) -> Fraction:
    """The exact sum of floats."""
    ratios = [number.as_integer_ratio() for number in numbers]
    shared = max(ratio[1] for ratio in ratios)  # powers of 2
    return Fraction(sum(number * (shared // under) for number, under in ratios), shared)


def _rounded(tables: list[NDArray[np.float64]]) -> Scaled:
    """All tables at once, since for a small space the calls cost more than the numbers."""
    if any(table.ndim != 2 or not table.size for table in tables) or len({table.shape[1] for table in tables}) > 1:
        _check_shapes([table.tolist() for table in tables])
    whole = np.concatenate(tables)
    if not np.isfinite(whole).all():
        raise _endless()
    lengths = [len(table) for table in tables]
    starts = np.cumsum([0, *lengths[:-1]])
    least = np.minimum.reduceat(whole, starts)
    total = (np.maximum.reduceat(whole, starts) - least).sum(axis=0)
    shifts = [_shift(value) for value in total.tolist()]
    steps = np.array([math.ldexp(1.0, shift) for shift in shifts])
    held = np.rint((whole - np.repeat(least, lengths, axis=0)) * steps).astype(np.int64)[..., None]
    made = tuple(held[start : start + length] for start, length in zip(starts.tolist(), lengths, strict=True))
    floors = tuple(_sum(lows) for lows in least.T.tolist())
    scales = tuple(map(_power, shifts))
    return Scaled(made, floors, scales, 1, len(tables))


def _endless() -> ValueError:
    return ValueError("a utility is not a number, or has no end (give finite numbers)")


_PLAIN: Final = frozenset((int, float, Decimal, Fraction))


def _ratio(value: Any) -> tuple[int, int]:
    """A number as numerator and denominator. Raises ValueError for what is no finite number."""
    plain = value.item() if isinstance(value, np.generic) else value
    if type(plain) not in _PLAIN:
        raise ValueError(f"a {type(value).__name__} is no utility (give numbers)")
    try:
        ratio: tuple[int, int] = plain.as_integer_ratio()
    except (ValueError, OverflowError):
        raise _endless() from None
    return ratio


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
