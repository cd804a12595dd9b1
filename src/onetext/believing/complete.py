"""Packages that partly stated terms may mean: what they leave open is as it is now, where that is known and possible,
else anything that the constraints allow, each as likely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.limit import allowed_by
from onetext.believing.open import Tied
from onetext.model.belief import Grid
from onetext.model.condition import Condition
from onetext.solving.truth import truths

if TYPE_CHECKING:
    from numpy.random import Generator

    from onetext.model.belief import Flags, Floats, Places

COMPLETIONS: Final = 16
"""How many packages stand for terms that leave something open."""
_TRIED: Final = 50_000
"""How many joint choices are looked at; of more, as many by chance."""

Options = Mapping[int, frozenset[int]]


class Completer:
    """Completes terms on a grid. `now` holds the options at which issues stand today."""

    def __init__(self, grid: Grid, ties: Sequence[Tied], now: Options) -> None:
        self.grid, self.now = grid, now
        tied = {place for tie in ties for place in tie.issues}
        free = [place for place in range(len(grid.values)) if place not in tied]
        self.groups = [(tie.issues, tie.options) for tie in ties]
        self.groups += [((place,), np.arange(len(grid.values[place]))[:, None]) for place in free]
        self.group_of = {place: n for n, (issues, _) in enumerate(self.groups) for place in issues}

    def packages(
        self, terms: Condition, dice: Generator, spared: Sequence[Condition] = (), most: int = COMPLETIONS
    ) -> Places:
        """Feasible packages [package, issue] of which the terms are true; none where there are none.

        What terms are silent on breaks none of the `spared` conditions that speak of nothing else, if that is possible.
        At most `most` of them, chosen by chance.
        """
        exact = self._exact(terms)
        if exact is not None:
            return exact
        rows, issues = self._rows(terms, terms.issues, dice)
        if not len(rows):
            return np.zeros((0, len(self.grid.values)), dtype=np.int64)
        silent = [one for one in spared if not one.issues & terms.issues]
        within = [one for one in silent if one.issues <= {self.grid.issues[place] for place in issues}]
        rows = self._sparing(within, rows, issues)
        wanted = min(most, COMPLETIONS)
        count = min(len(rows), wanted)
        chosen = dice.permutation(len(rows))[:count] if len(rows) > count else np.arange(count)
        rest = [n for n in range(len(self.groups)) if self.groups[n][0][0] not in issues]
        open_rows = {n: self._sparing(silent, self._as_now(n, frozenset()), list(self.groups[n][0])) for n in rest}
        if any(len(found) > 1 for found in open_rows.values()):
            chosen = chosen[np.arange(wanted) % count]
        found = np.zeros((len(chosen), len(self.grid.values)), dtype=np.int64)
        found[:, issues] = rows[chosen]
        for n, options in open_rows.items():
            found[:, list(self.groups[n][0])] = options[dice.integers(len(options), size=len(chosen))]
        return found

    def mean(self, terms: Condition, about: frozenset[str], dice: Generator) -> Floats:
        """How often each option [column] is in packages of which terms are true, for issues that hang on `about`."""
        rows, issues = self._rows(terms, about, dice)
        found = np.zeros(sum(self.grid.sizes))
        for column, place in enumerate(issues):
            counts = np.bincount(rows[:, column], minlength=len(self.grid.values[place]))
            start = self.grid.starts[place]
            found[start : start + len(counts)] = counts / max(len(rows), 1)
        return found

    @cached_property
    def _known(self) -> list[set[bytes]]:
        return [{row.tobytes() for row in np.ascontiguousarray(rows, dtype=np.int64)} for _, rows in self.groups]

    def _exact(self, terms: Condition) -> Places | None:
        """The one package that terms name, where they name every issue outright; None otherwise."""
        if terms.op != "all" or not all(len(part.issues) == 1 for part in terms.parts):
            return None
        allowed = allowed_by(terms, self.grid)
        if len(allowed) < len(self.grid.values) or any(len(options) != 1 for options in allowed.values()):
            return None
        row = np.array([min(allowed[place]) for place in range(len(allowed))], dtype=np.int64)
        fits = all(row[list(issues)].tobytes() in self._known[n] for n, (issues, _) in enumerate(self.groups))
        return row[None, :] if fits else row[None, :][:0]

    def _rows(self, terms: Condition, about: frozenset[str], dice: Generator) -> tuple[Places, list[int]]:
        """Joint choices [row, issue] of the issues that terms hang on, and these issues."""
        named, hanging = (frozenset(self.grid.issues.index(name) for name in held) for held in (terms.issues, about))
        allowed = allowed_by(terms, self.grid)
        groups = sorted({self.group_of[place] for place in hanging})
        issues = [place for n in groups for place in self.groups[n][0]]
        for silent in (True, False):
            parts = [self._fitting(n, allowed, named if silent else None) for n in groups]
            rows = _crossed(parts, dice)
            rows = rows[self._true(terms, rows, issues)]
            if len(rows):
                break
        return rows, issues

    def _fitting(self, group: int, allowed: Options, named: frozenset[int] | None) -> Places:
        issues, rows = self.groups[group]
        if named is not None:
            rows = self._as_now(group, named)
        for column, place in enumerate(issues):
            if place in allowed:
                rows = rows[np.isin(rows[:, column], sorted(allowed[place]))]
        return rows

    def _as_now(self, group: int, named: frozenset[int]) -> Places:
        """The choices of a group in which what is not named is as it is now; all of them if there are none."""
        issues, rows = self.groups[group]
        kept = rows
        for column, place in enumerate(issues):
            if place not in named and place in self.now:
                kept = kept[np.isin(kept[:, column], sorted(self.now[place]))]
        return kept if len(kept) else rows

    def _sparing(self, conditions: Sequence[Condition], rows: Places, issues: list[int]) -> Places:
        """The joint choices that keep those conditions which are about these issues alone; all, if none does."""
        names = {self.grid.issues[place] for place in issues}
        for condition in conditions:
            if condition.issues <= names:
                kept = rows[self._true(condition, rows, issues)]
                rows = kept if len(kept) else rows
        return rows

    def _true(self, terms: Condition, rows: Places, issues: list[int]) -> Flags:
        if not len(rows):
            return np.zeros(0, dtype=bool)
        part = Grid(tuple(self.grid.issues[n] for n in issues), tuple(self.grid.values[n] for n in issues))
        return truths(part, (terms,), rows)[:, 0]


def _crossed(parts: list[Places], dice: Generator) -> Places:
    """Every joint choice of some parts, or as many as are tried."""
    sizes = [len(part) for part in parts]
    total = math.prod(sizes)
    if total > _TRIED:
        picked = [part[dice.integers(len(part), size=_TRIED)] for part in parts]
    else:
        places = np.indices(sizes).reshape(len(sizes), -1)
        picked = [part[place] for part, place in zip(parts, places, strict=True)]
    return np.concatenate(picked, axis=1) if picked else np.zeros((1, 0), dtype=np.int64)
