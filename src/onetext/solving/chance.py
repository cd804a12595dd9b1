"""Chances of packages: each side's and that of all, with errors, on assumptions alone, and how far they can shift.

All is computed by the definition (`solving.acceptance`), on draws that the search has not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import SOFTNESS, Belief, Beliefs, Draws
from onetext.model.slate import Chance
from onetext.solving.acceptance import acceptance
from onetext.solving.answer import answers_of
from onetext.solving.panel import Part, is_among, part_of

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Grid, Places

Settled = Mapping[str, tuple[str, str]]
"""The answer of a side, accepted or rejected, and the entry that records it."""
NOTHING: Final[Settled] = {}
SOFTER: Final = (SOFTNESS / 2, SOFTNESS * 2)
"""Other softnesses that are tried for the range."""
TILTS: Final = (-1, 1)
"""How else outside options are assumed to lie, for the range: see `estimate`."""


@dataclass(frozen=True)
class Estimate:
    """Chances with one standard deviation of sampling: of each side [party, package], and of all [package]."""

    accept: Floats
    accept_error: Floats
    joint: Floats
    joint_error: Floats


def estimate(
    beliefs: Beliefs,
    packages: Places,
    part: Part = "second",
    softness: float = SOFTNESS,
    prior: bool = False,
    tilt: int = 0,
    settled: Settled = NOTHING,
) -> Estimate:
    """The chances of packages [package, issue] on one part of the draws; with `prior`, on assumptions alone.

    A recorded yes counts as 1 and a recorded no as 0, but not on assumptions alone. With a `tilt` of 1 or -1, draws
    with a better or worse outside option weigh more: as if it were assumed to have the density 2r or 2(1 - r).
    `settled` are sides that have answered to these very packages.
    """
    events = np.asarray(beliefs.events, dtype=np.float64)
    means, variances = [], []
    for belief in beliefs.parties.values():
        draws = part_of(belief.prior, "all") if prior else part_of(belief.draws, part)
        yes = acceptance(belief, packages, draws, softness)  # [draw, package]
        own = weights_by_event(draws, len(events), tilt)
        mean = own @ yes
        variance = np.stack([(own[n][:, None] ** 2 * (yes - mean[n]) ** 2).sum(axis=0) for n in range(len(events))])
        if not prior:
            _answer(belief, packages, mean, variance)
            if belief.party in settled:
                mean[:], variance[:] = settled[belief.party][0] == "accepted", 0
        means.append(mean)
        variances.append(variance)
    mean, variance = np.stack(means), np.stack(variances)  # [party, event, package]
    joint_variance = np.zeros(len(packages))
    for n in range(len(means)):
        others = np.prod(np.delete(mean, n, axis=0), axis=0)
        joint_variance += (events**2) @ (variance[n] * others**2)
    return Estimate(
        np.einsum("e,pex->px", events, mean),
        np.sqrt(np.einsum("e,pex->px", events**2, variance)),
        events @ mean.prod(axis=0),
        np.sqrt(joint_variance),
    )


def weights_by_event(draws: Draws, events: int, tilt: int = 0) -> Floats:
    """The weights of draws in each of some shared events, each summing to 1: [event, draw]; `tilt` as in `estimate`."""
    weight = _tilted(draws, tilt)
    return np.stack([_in_event(weight, draws, n) for n in range(events)])


def tilted(beliefs: Beliefs, tilt: int) -> Beliefs:
    """The same beliefs with outside options assumed to lie otherwise; `tilt` as in `estimate`."""
    parties = {
        party: replace(
            one,
            draws=replace(one.draws, weight=_tilted(one.draws, tilt)),
            prior=replace(one.prior, weight=_tilted(one.prior, tilt)),
        )
        for party, one in beliefs.parties.items()
    }
    return replace(beliefs, parties=parties)


def _tilted(draws: Draws, tilt: int) -> Floats:
    if tilt == 0:
        return draws.weight
    ratio = np.clip(draws.outside if tilt > 0 else 1 - draws.outside, 1e-9, None)
    weight = draws.weight * ratio
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _in_event(weight: Floats, draws: Draws, event: int) -> Floats:
    own = np.where(draws.event == event, weight, 0)
    own = own if own.sum() > 0 else weight
    return np.asarray(own / own.sum(), dtype=np.float64)


def _answer(belief: Belief, packages: Places, mean: Floats, variance: Floats) -> None:
    """Put recorded answers in place of chances."""
    told = answers_of(belief)
    for state in ("accepted", "rejected"):
        known = np.array([package for package, stated, _ in told if stated == state], dtype=np.int64)
        held = is_among(packages, known.reshape(-1, packages.shape[1]))
        mean[:, held] = state == "accepted"
        variance[:, held] = 0


@dataclass(frozen=True)
class Chances:
    """Chances in full for some packages: `accept[party][package]` and `joint[package]`."""

    accept: dict[str, tuple[Chance, ...]]
    joint: tuple[Chance, ...]


def chances_of(
    beliefs: Beliefs,
    packages: Places,
    others: Sequence[Beliefs] = (),
    settled: Settled = NOTHING,
    part: Part = "second",
    tilts: Sequence[int] = TILTS,
) -> Chances:
    """The chances of packages with all that must be said of them.

    `others` are the beliefs with an entry left out; `settled` the sides that have answered to these very packages;
    `part` the draws of `beliefs` that no search has seen; `tilts` how outside options are assumed to lie otherwise.
    """
    if not len(packages):
        return Chances(dict.fromkeys(beliefs.parties, ()), ())
    main, prior = estimate(beliefs, packages, part, settled=settled), estimate(beliefs, packages, prior=True)
    shifted = [main, *(estimate(beliefs, packages, part, softness=soft, settled=settled) for soft in SOFTER)]
    shifted += [estimate(beliefs, packages, part, tilt=tilt, settled=settled) for tilt in tilts]
    for other in others:
        moved = moved_to(packages, beliefs.grid, other.grid)
        if moved is not None and tuple(other.parties) == tuple(beliefs.parties):
            shifted.append(estimate(answered_as(other, beliefs), moved, settled=settled))
    accept = np.stack([one.accept for one in shifted])  # [variation, party, package]
    joint = np.stack([one.joint for one in shifted])
    told = {}
    for n, (party, belief) in enumerate(beliefs.parties.items()):
        known = {package: (state, entry) for package, state, entry in answers_of(belief)}
        lo, hi = accept[:, n].min(axis=0), accept[:, n].max(axis=0)
        told[party] = tuple(
            Chance(
                float(main.accept[n, k]),
                float(main.accept_error[n, k]),
                float(prior.accept[n, k]),
                float(lo[k]),
                float(hi[k]),
                *settled.get(party, known.get(tuple(map(int, packages[k])), (None, None))),
            )
            for k in range(len(packages))
        )
    lo, hi = joint.min(axis=0), joint.max(axis=0)
    both = tuple(
        Chance(
            float(main.joint[k]),
            float(main.joint_error[k]),
            float(prior.joint[k]),
            float(lo[k]),
            float(hi[k]),
            _answer_of_all([own[k].settled for own in told.values()]),
        )
        for k in range(len(packages))
    )
    return Chances(told, both)


def _answer_of_all(answers: Sequence[str | None]) -> str | None:
    """What all have answered together: no, once anybody has; yes, once everybody has."""
    if "rejected" in answers:
        return "rejected"
    return "accepted" if all(one == "accepted" for one in answers) else None


def moved_to(packages: Places, grid: Grid, other: Grid) -> Places | None:
    """Packages of one grid as those of another that may lack some issues; None where it lacks one of their values."""
    found = np.empty((len(packages), len(other.issues)), dtype=np.int64)
    for n, issue in enumerate(other.issues):
        if issue not in grid.issues:
            return None
        place = grid.issues.index(issue)
        known = {value: k for k, value in enumerate(other.values[n])}
        values = [known.get(grid.values[place][k], -1) for k in packages[:, place]]
        if -1 in values:
            return None
        found[:, n] = values
    return found


def answered_as(other: Beliefs, beliefs: Beliefs) -> Beliefs:
    """Other beliefs with the same recorded answers: leaving an answer out of what is learned does not undo it."""
    held = {
        party: replace(belief, answered=beliefs.parties[party].answered)
        for party, belief in other.parties.items()
        if party in beliefs.parties
    }
    return replace(other, parties=held)
