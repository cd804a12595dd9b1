"""A frontier made coarser: of points that fall into one cell of a grid one is kept."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from onetext.solving.sums import Points
from onetext.solving.whole import Ints, join


def choose(points: Points, limit: int) -> tuple[Ints | None, Sequence[int]]:
    """The places of at most so many points (None: all), and how far above these others may be for each party."""
    values = join(points.values)
    parties = values.shape[1]
    if len(points) <= limit:
        return None, (0,) * parties
    low = values.min(axis=0)
    spans = [int(values[:, p].max() - low[p]) + 1 for p in range(parties)]
    cells = 1 << max(2, math.ceil(math.log2(limit)))
    while True:
        steps = [-(-span // cells) for span in spans]
        grid = (values - low) // np.array(steps, dtype=values.dtype)
        _, first = np.unique(grid.astype(np.int64), axis=0, return_index=True)
        if len(first) <= max(1, limit // 2):
            return np.sort(first), [step - 1 for step in steps]
        cells //= 2
