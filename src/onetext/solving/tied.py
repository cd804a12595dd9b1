"""Issues that conditions tie together, as arrays, and their frontier once they are settled."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.solving.sums import Points
from onetext.solving.tie import Tie
from onetext.solving.whole import Ints


@dataclass(frozen=True)
class Tied:
    """Issues and the ties between them, in whole numbers.

    tables: what options are worth # [option, party, limb]. keys: a hash of each option. ties: each with what it is
    worth where it holds # [party] (None: it must hold). caps: where a party's sum stops to count, or None.
    """

    tables: tuple[Ints, ...]
    keys: tuple[Ints, ...]
    ties: tuple[tuple[Tie, tuple[int, ...] | None], ...] = ()
    caps: tuple[int | None, ...] | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(table) for table in self.tables)


@dataclass(frozen=True)
class Settled:
    """The frontier of tied issues: points above `base`, and the options behind each."""

    points: Points
    base: tuple[int, ...]
    order: tuple[int, ...]
    trace: tuple[tuple[Ints, Ints], ...]
    last: Ints
    ties_are_least: bool = False

    def options(self, point: int) -> dict[int, int]:
        """The option of each issue in the package of a point."""
        place, found = int(self.last[point]), {}
        for issue, (parents, options) in zip(reversed(self.order), reversed(self.trace), strict=True):
            found[issue] = int(options[place])
            place = int(parents[place])
        return found
