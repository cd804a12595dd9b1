"""Very much evidence: taken in by batches that double, and weighed only as far as a draw may still pass.

Draws that have taken in n answers are near those that have taken in 2n, so nearly all of the way is gone with few
answers, and its price is that of the last steps. A line is refused where the evidence weighed so far, and the most that
the rest can give, do not reach what is asked: the same draws are refused as if all had been weighed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.evidence import Evidence, Judged, distinct

if TYPE_CHECKING:
    from onetext.believing.open import Open
    from onetext.believing.prior import Meant
    from onetext.model.belief import Floats

FEW: Final = 400
"""So many different pieces of evidence are taken in at once."""
_FIRST: Final = 25
"""How many make the first of several batches."""
_BLOCK: Final = 256
"""How many are weighed at a time: what they need lies near the processor."""
_WHOLE: Final = 2
"""So many blocks are always weighed whole."""
_THINNED: Final = 10
"""One draw in so many says which evidence tells most."""


def batches(known: Sequence[Evidence], fresh: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Fresh evidence by batches, each as large as all before it. The order of `fresh` means nothing where there are
    several.

    >>> from onetext.believing.evidence import Took
    >>> heard = [Took(np.array([[n]]), taken=True) for n in range(1000)]
    >>> [len(batch) for batch in batches((), heard)], [len(batch) for batch in batches((), heard[:400])]
    ([25, 25, 50, 100, 200, 400, 200], [400])
    """
    if len(fresh) <= FEW:
        yield tuple(fresh)
        return
    pieces = distinct(fresh)
    done, size = 0, max(len(distinct(known)), _FIRST)
    if len(pieces) <= FEW:
        size = len(pieces)
    while done < len(pieces):
        yield _repeated(pieces[done : done + size])
        done += size
        size = max(done, size)


def _repeated(pieces: Sequence[tuple[Evidence, int]]) -> tuple[Evidence, ...]:
    return tuple(chain.from_iterable(repeat(piece, times) for piece, times in pieces))


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Evidence by blocks, each with the share to which it counts: few pieces in one block, as they come."""

    judged: tuple[tuple[Judged, float], ...]

    @classmethod
    def of(cls, open_: Open, evidence: Sequence[Evidence], softness: float, meant: Meant) -> Blocks:
        """Blocks of evidence; of many, those first that tell most about draws like those given."""
        if len(evidence) <= FEW:
            return cls(((Judged(open_, evidence, softness), 1.0),) if evidence else ())
        made = [Judged(open_, _repeated(part), softness) for part in _parts(distinct(evidence))]
        some = meant.take(np.arange(0, len(meant.outside), _THINNED))
        pieces = [piece for one in made for piece in one.pieces]
        losses = np.concatenate([one.losses(some) for one in made])
        ranked = [pieces[n] for n in np.argsort(-losses, kind="stable")]
        return cls(tuple((Judged(open_, _repeated(part), softness), 1.0) for part in _parts(ranked)))

    def and_share(self, other: Blocks, share: float) -> Blocks:
        """These, and others that count to a share."""
        return Blocks((*self.judged, *((one, share * own) for one, own in other.judged)))

    def likelihood(self, meant: Meant, least: Floats | None = None) -> Floats:
        """The logarithm of the likelihood in each draw [draw]; minus infinity where it is known not to exceed
        `least` [draw]."""
        found, rows = np.zeros(len(meant.outside)), np.arange(len(meant.outside))
        left = sum(share * one.most for one, share in self.judged)
        for one, share in self.judged:
            found[rows] += share * one.likelihood(meant)
            left -= share * one.most
            if least is not None and len(self.judged) > _WHOLE:
                well = found[rows] + left > least[rows]
                if not well.all():
                    found[rows[~well]] = -np.inf
                    rows, meant = rows[well], meant.take(np.flatnonzero(well))
                if not len(rows):
                    break
        return found


def _parts(pieces: Sequence[tuple[Evidence, int]]) -> Iterator[Sequence[tuple[Evidence, int]]]:
    return (pieces[start : start + _BLOCK] for start in range(0, len(pieces), _BLOCK))
