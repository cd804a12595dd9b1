"""Minimal hitting sets of sets of bits."""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 5000
"""How many unfinished sets are held at once before giving up."""


def minimal_hitting_sets(sets: Iterable[int], limit: int) -> list[int] | None:
    """Every minimal set that shares a bit with each of the given sets; None where they are more than a limit.

    Berge's method: hit one set after the other, and keep what is minimal.

    >>> sorted(minimal_hitting_sets([0b011, 0b110], limit=10))
    [2, 5]
    """
    found = [0]
    for target in sorted(sets, key=int.bit_count):
        hit = [held for held in found if held & target]
        grown = {held | bit for held in found if not held & target for bit in _bits(target)}
        found = hit + [new for new in grown if not any(old & new == old for old in hit)]
        if len(found) > _MOST:
            return None
    return found if len(found) <= limit else None


def _bits(mask: int) -> list[int]:
    return [1 << n for n in range(mask.bit_length()) if mask >> n & 1]


def maximal_sets(sets: Iterable[int]) -> list[int]:
    """Those of some sets that lie in no other.

    >>> maximal_sets([0b01, 0b11, 0b10])
    [3]
    """
    kept: list[int] = []
    for mask in sorted(set(sets), key=lambda mask: (-mask.bit_count(), mask)):
        if not any(mask & larger == mask for larger in kept):
            kept.append(mask)
    return kept
