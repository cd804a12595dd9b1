"""How far the sealing of entries has come, told now and then; who is told can end it, and then nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Progress = Callable[[int, int], None]
"""Is told now and then how many steps were done, of how many. What it raises undoes the transaction."""
EACH: Final = 3
"""The steps of a line: told to its readers, their links sealed, its own row made."""
_NOW_AND_THEN: Final = 64


def unseen(done: int, total: int) -> None:
    """Progress that nobody looks at."""


class Steps:
    """The steps of one transaction.

    >>> said = []
    >>> steps = Steps(lambda done, total: said.append((done, total)))
    >>> steps.expect(300)
    >>> for _ in range(300): steps.step()
    >>> said
    [(64, 300), (128, 300), (192, 300), (256, 300), (300, 300)]
    """

    def __init__(self, told: Progress = unseen) -> None:
        self._told, self._done, self._total = told, 0, 0

    def expect(self, steps: int) -> None:
        """So many steps more are to come."""
        self._total += steps

    def step(self) -> None:
        """One step more is done."""
        self._done += 1
        if not self._done % _NOW_AND_THEN or self._done == self._total:
            self._told(min(self._done, self._total), self._total)
