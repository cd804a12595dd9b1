"""Rival readings of one party together: their draws, each reading counting by its share."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from onetext.model.belief import Belief, Draws
from onetext.model.condition import Condition

if TYPE_CHECKING:
    from onetext.model.belief import Floats

T = TypeVar("T")


def mix_readings(apart: Mapping[str, Belief], shares: Floats) -> Belief:
    """Rival readings together: each counts by its share, and a red line that one does not have is true of none of its
    draws."""
    beliefs = list(apart.values())
    lines = _each(line for belief in beliefs for line in _lines(belief))
    parts = []
    for belief, share in zip(beliefs, shares, strict=True):
        limits = np.zeros((len(belief.draws.weight), len(lines)), dtype=bool)
        limits[:, [lines.index(line) for line in _lines(belief)]] = belief.draws.limits
        parts.append(dataclasses.replace(belief.draws, weight=belief.draws.weight * share, limits=limits))
    draws = Draws(*(np.concatenate([getattr(part, name) for part in parts]) for name in Draws.__slots__))
    issues = {issue: None for belief in beliefs for issue in belief.on_issue}
    return dataclasses.replace(
        beliefs[0],
        draws=draws,
        prior=fit_prior(beliefs[0].prior, len(lines), len(beliefs[0].combinations)),
        red_lines=tuple(line for line, _, _, _ in lines),
        on_line=tuple(entries for _, entries, _, _ in lines),
        line_chances=tuple(chance for _, _, chance, _ in lines),
        limit_of=tuple(limit for _, _, _, limit in lines),
        rests_on=_each(entry for belief in beliefs for entry in belief.rests_on),
        on_issue={issue: _each(e for belief in beliefs for e in belief.on_issue.get(issue, ())) for issue in issues},
        on_outside=_each(entry for belief in beliefs for entry in belief.on_outside),
        scenarios=apart,
        unused=_each(pair for belief in beliefs for pair in belief.unused),
        clashes=_each(clash for belief in beliefs for clash in belief.clashes),
        nothing_left=float(sum(share * belief.nothing_left for belief, share in zip(beliefs, shares, strict=True))),
    )


def _lines(belief: Belief) -> Iterable[tuple[Condition, tuple[str, ...], float, str | None]]:
    return zip(belief.red_lines, belief.on_line, belief.line_chances, belief.limit_of, strict=True)


def _each(held: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(held))


def fit_prior(prior: Draws, lines: int, combinations: int) -> Draws:
    """The same draws with columns for red lines, none of them true, and for combinations that are worth nothing."""
    count = len(prior.weight)
    return dataclasses.replace(
        prior, limits=np.zeros((count, lines), dtype=bool), extra=np.zeros((count, combinations))
    )
