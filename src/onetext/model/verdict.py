"""What a search found: proved, refuted, bounded by a gap, or undecided at a limit; never a bare yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

State = Literal["proved", "refuted", "bounded", "undecided"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a search ended. `gap` (bounded): how far off it may be, for each party. `limit` (undecided): what ran out.

    >>> str(Verdict("undecided", limit="nodes"))
    'undecided (nodes)'
    """

    state: State
    gap: tuple[Fraction, ...] = ()
    limit: str = ""

    def __str__(self) -> str:
        if self.state == "bounded":
            return f"bounded ({', '.join(f'{float(part):.3g}' for part in self.gap)})"
        return f"undecided ({self.limit})" if self.state == "undecided" else self.state


PROVED: Final = Verdict("proved")
