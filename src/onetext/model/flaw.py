"""A flaw of an agreement: a value for its author to mend."""

from __future__ import annotations

from typing import NamedTuple

Path = tuple[str | int, ...]


class Flaw(NamedTuple):
    """What is wrong with an agreement, at which path in it, and how to mend it."""

    path: Path
    what: str
    fix: str
