"""Which options of a tied issue are worth trying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.solving.sums import thin
from onetext.solving.tie import Machine
from onetext.solving.tied import Tied
from onetext.solving.whole import Ints, ranks

FEW_OPTIONS: Final = 1_000
"""Options of an issue that are compared each with each."""


def choose_options(
    tied: Tied, issue: int, machines: Mapping[int, Machine], counting: bool, merging: bool
) -> tuple[Ints, NDArray[Any], Ints]:
    """The options worth trying, how many each stands for and the least of their keys.

    `machines` are those that read the issue. Not `counting`: without those that another is as good as in every way. Not
    `merging`: no option that is worth something else goes.
    """
    table, keys = tied.tables[issue], tied.keys[issue]
    groups = same_columns([machine.moves[issue] for machine in machines.values()], len(table))
    if not merging:
        groups = np.unique(np.column_stack((groups, ranks(table))), axis=0, return_inverse=True)[1].ravel()
    kept = thin(table, np.ones(len(table), np.int64), keys, groups)
    if not counting and len(kept) <= FEW_OPTIONS:
        at = _never_worse(tied, issue, kept.right, machines)
        kept = kept.at(at)
    return kept.right, kept.counts, kept.keys


def _never_worse(tied: Tied, issue: int, options: Ints, machines: Mapping[int, Machine]) -> Ints:
    """Without the options that another is as good as, whatever else the package holds (so some ties are lost)."""
    columns = [*ranks(tied.tables[issue][options]).T]
    for n, machine in machines.items():
        moves, worth = machine.moves[issue][2:, options], tied.ties[n][1]
        if len(moves) == 1 and (worth is None or min(worth) >= 0 or max(worth) <= 0):
            order = np.array([0, 2, 1])[np.minimum(moves[0], 2)]  # fails, open, holds
            columns.append(order if worth is None or min(worth) >= 0 else -order)
        else:
            same = same_columns([moves], len(options))
            columns += [same, -same]
    rows = np.column_stack(columns)
    _, first = np.unique(rows, axis=0, return_index=True)
    held = rows[first]
    better = (held[None] >= held[:, None]).all(axis=2) & (held[None] > held[:, None]).max(axis=2)
    return np.sort(first[~better.max(axis=1)])


def same_columns(tables: Sequence[Ints], width: int) -> Ints:
    """A number for each column that is the same for equal columns."""
    groups = np.zeros(width, np.int64)
    for table in tables:
        for row in table:
            if (row != row[0]).any():
                groups = np.unique(groups * (int(row.max()) + 1) + row, return_inverse=True)[1]
    return groups
