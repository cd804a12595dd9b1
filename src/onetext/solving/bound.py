"""Labels that cannot reach beyond packages already found: what they may still gain is bounded from above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.solving.option import FEW_OPTIONS
from onetext.solving.tie import Machine
from onetext.solving.tied import Tied
from onetext.solving.whole import BITS, Ints

Floats = NDArray[np.float64]


def least_loss(
    tied: Tied, machines: Sequence[Machine], alive: Mapping[int, NDArray[np.bool_]], left: Sequence[int]
) -> Floats:
    """What each party must lose yet, at least: of every issue left, its least harmful option # [label, party].

    `alive`: which ties may still hold # [label]; `left`: the issues in the order in which the machines read them. An
    option surely breaks a tie if it does so from every state; not once the tie may already hold, whatever comes. What a
    tie is worth is shared out evenly among its issues left, so nothing is counted twice.
    """
    parties, count = tied.tables[0].shape[1], len(next(iter(alive.values())))
    total = np.zeros((parties, count))
    shares = {n: _share(tied, n, left) for n in alive}
    open_ties = [n for n, share in shares.items() if share.any()]
    for issue in left:
        here = [n for n in open_ties if issue in machines[n].moves]
        if here and len(tied.tables[issue]) <= FEW_OPTIONS:
            harms = [((machines[n].moves[issue][2:] == 0).all(axis=0)[:, None] * shares[n]).ravel() for n in here]
            rows = np.unique(np.array(harms).T.reshape(-1, parties * len(here)), axis=0).reshape(-1, len(here))
            held = np.vstack([alive[n] for n in here]).astype(np.float64)
            lost = np.einsum("rk,kn->rn", rows, held)  # no BLAS: its threads cost more than they give here
            total += lost.reshape(-1, parties, count).min(axis=0)
        open_ties = [n for n in open_ties if n not in here or not (machines[n].moves[issue][2:] == 1).any()]
    return total.T


def _share(tied: Tied, n: int, left: Sequence[int]) -> Floats:
    """What one issue left has of what a tie is worth, for each party."""
    tie, worth = tied.ties[n]
    issues = tie.issues.intersection(left)
    if worth is None or not issues:
        return np.zeros(tied.tables[0].shape[1])
    share: Floats = np.maximum(np.array([float(value) for value in worth]), 0.0) / len(issues)
    return share


def certain(losses: Floats) -> Ints:
    """Losses in floats, as whole numbers that they are not less than."""
    sure: Ints = np.maximum(np.ceil(losses * (1 - 1e-9) - 1e-6).astype(np.int64), 0)
    return sure


def is_beaten(regret: Ints, found: Ints) -> NDArray[np.bool_]:
    """Which regrets one found is better than. `found`: # [point, party, limb], none of which dominates another."""
    if regret.shape[-1] == 1:
        return _is_beaten_exactly(regret[..., 0], found[..., 0])
    about, beaten = floats(regret), np.zeros(len(regret), bool)
    for end in floats(found):  # floats err by less than 1 in 10^14: only what is clearly worse is cut
        beaten |= (about > end * (1 + 1e-12)).all(axis=1)
    return beaten


def _is_beaten_exactly(regret: Ints, found: Ints) -> NDArray[np.bool_]:
    if found.shape[1] == 2:
        first, second = found[np.argsort(found[:, 0])].T  # the less regret for one, the more for the other
        place = np.searchsorted(first, regret[:, 0], side="right") - 1
        near = (place >= 0) & (second[place] <= regret[:, 1])
        near &= (first[place] != regret[:, 0]) | (second[place] != regret[:, 1])
        beaten: NDArray[np.bool_] = near
        return beaten
    beaten = np.zeros(len(regret), bool)
    for point in found:
        worse, same = regret[:, 0] >= point[0], regret[:, 0] == point[0]
        for party in range(1, len(point)):
            worse &= regret[:, party] >= point[party]
            same &= regret[:, party] == point[party]
        beaten |= worse & ~same
    return beaten


def floats(values: Ints) -> Floats:
    """Numbers of several limbs as floats."""
    found = values[..., 0].astype(np.float64)
    for place in range(1, values.shape[-1]):
        found = found * 2.0**BITS + values[..., place]
    return found
