"""Move the terms of a package and see what it does to the chances: a slate made ready to be asked many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from onetext.actions.bridge import Bridged, Ground
from onetext.model import Issue
from onetext.model.issue import Value, read_value
from onetext.model.slate import Trial

if TYPE_CHECKING:
    from onetext.bridging import WhatIf


@dataclass(frozen=True)
class Levers:
    """The terms that can be moved, and what stands ready to say what follows. `values` are those of each issue."""

    issues: Mapping[str, Issue]
    values: Mapping[str, tuple[Value, ...]]
    zone: str
    _ready: WhatIf

    def hold(self, issue: str, stated: str) -> Value | None:
        """The value of an issue that is meant by some words; of numbers, the nearest it can have. None: none is."""
        values = self.values[issue]
        if stated in values:
            return stated
        try:
            reading = read_value(self.issues[issue], stated, self.zone)
        except ValueError:
            return None
        held = [value for value in values if reading.holds(value)]
        numbers = [value for value in values if isinstance(value, Decimal)]
        if held or not numbers or not reading.numbers or reading.lo is None or reading.hi is None:
            return held[len(held) // 2] if held else None
        middle = (reading.lo + reading.hi) / 2
        return min(numbers, key=lambda value: abs(value - middle))

    def try_terms(self, held: Mapping[str, Value]) -> Trial | None:
        """The package with these terms that all are most likely to take; None where none fits."""
        return self._ready.try_terms(held)


def find_levers(bridged: Bridged, ground: Ground) -> Levers | None:
    """The terms of a slate that can be moved; None where there is no slate."""
    if ground.beliefs is None or not bridged.slate.packages:
        return None
    from onetext.bridging import WhatIf

    grid, header = ground.beliefs.grid, bridged.case.header
    ready = WhatIf.of(ground.beliefs, bridged.slate, ground.left_out)
    values = dict(zip(grid.issues, grid.values, strict=True))
    return Levers({name: header.issues[name] for name in grid.issues}, values, header.zone, ready)
