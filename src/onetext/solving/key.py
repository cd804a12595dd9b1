"""Which of several packages that tie is shown: the one with the least sum of hashes of its (issue, option) ids."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

HASH_BITS: Final = 40
_SPREAD: Final = 0x9E3779B97F4A7C15
_APART: Final = 0x51ED27

Names = Sequence[Sequence[str]]


def keys_of(issue: int, count: int, names: Names | None) -> Sequence[int]:
    """The hash of each option of an issue, of its name or, where there are none, of its number."""
    return _numbered(issue, count) if names is None else [_key(name) for name in names[issue]]


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[: HASH_BITS // 8], "big")


@lru_cache(maxsize=256)
def _numbered(issue: int, count: int) -> tuple[int, ...]:
    first = 1 + issue * _APART
    return tuple((number * _SPREAD % (1 << 64)) >> (64 - HASH_BITS) for number in range(first, first + count))
