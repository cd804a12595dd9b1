"""Who answers a draft: a protocol for sides of any making, and simulated sides that answer by the one rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onetext.model.belief import chance_to_accept

if TYPE_CHECKING:
    from numpy.random import Generator

Options = tuple[int, ...]
"""A package: one option number for each issue."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a side says of a draft: whether it takes it, whether it is better than the text on the table (None: not
    said), and which issues it criticises: those it would rather have as the text on the table has them."""

    takes: bool
    better: bool | None = None
    criticises: tuple[int, ...] = ()


class Party(Protocol):
    """A side in mediated talks."""

    def answer(self, draft: Options, table: Options | None) -> Reply:
        """What it says of a draft, beside the text on the table if there is one."""
        ...


@dataclass(frozen=True, slots=True)
class Simulated:
    """A side whose wants are known: `worth[issue][option]` adds up, `outside` is what no deal is worth to it.

    With `softness` 0 it answers exactly; otherwise yes with the chance sigmoid(gain / softness). `lies` is the share
    of its answers that are turned round, `compares` whether it says better or worse, `criticises` whether it names the
    issue on which the draft costs it most beside the text on the table. `dice` may be None for a side that leaves
    nothing to chance.

    >>> side = Simulated(((0.0, 0.7), (0.3, 0.0)), outside=0.5)
    >>> side.answer((1, 1), None), side.answer((0, 0), (1, 1))
    (Reply(takes=True, better=None, criticises=()), Reply(takes=False, better=False, criticises=()))
    """

    worth: Sequence[Sequence[float]]
    outside: float
    dice: Generator | None = None
    softness: float = 0.0
    lies: float = 0.0
    compares: bool = True
    criticises: bool = False

    def value(self, draft: Options) -> float:
        """What a package is worth to it."""
        return sum(float(own[option]) for own, option in zip(self.worth, draft, strict=True))

    def answer(self, draft: Options, table: Options | None) -> Reply:
        """Its answer; see the class."""
        here = self.value(draft)
        takes = self._says(here - self.outside)
        if table is None or not self.compares:
            return Reply(takes)
        criticised: tuple[int, ...] = ()
        if self.criticises:
            lost = [own[there] - own[now] for own, now, there in zip(self.worth, draft, table, strict=True)]
            worst = int(np.argmax(lost))
            criticised = (worst,) if lost[worst] > 0 else ()
        return Reply(takes, self._says(here - self.value(table)), criticised)

    def _says(self, gain: float) -> bool:
        if self.dice is None:
            return gain >= 0
        chance = chance_to_accept(gain, self.softness) if self.softness else float(gain >= 0)
        return bool((self.dice.random() < chance) != (self.dice.random() < self.lies))
