"""What an answer would change: how likely it is, and beliefs as they would be after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onetext.model.belief import Belief, Beliefs, Draws
from onetext.model.slate import Chance
from onetext.solving.chance import NOTHING, Settled, chances_of, weights_by_event

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places

Like = Callable[[Belief, Draws], "Floats"]
"""How a side would answer, draw by draw: [draw, answer]."""


@dataclass(frozen=True)
class Answering:
    """A question by the numbers of the sides that are asked, on draws that no search has seen."""

    beliefs: Beliefs
    likes: Mapping[int, Like]

    def chance(self, answer: tuple[int, ...]) -> Chance:
        """How likely it is that they answer so; the range is that of what is assumed of outside options."""
        (p, error), (prior, _) = self._odds(answer), self._odds(answer, prior=True)
        shifted = [p, *(self._odds(answer, tilt=tilt)[0] for tilt in (-1, 1))]
        return Chance(p, error, prior, min(shifted), max(shifted))

    def joint(self, answer: tuple[int, ...], package: Places, put: bool) -> Chance:
        """The chance that all take a package [issue] once they have answered so; `put`: it is what they answered to."""
        said = {
            self._party(n): ("rejected" if no else "accepted", "") for n, no in zip(self.likes, answer, strict=True)
        }
        settled: Settled = said if put else NOTHING
        return chances_of(self._after(answer), package[None], settled=settled, part="all").joint[0]

    def _party(self, n: int) -> str:
        return tuple(self.beliefs.parties)[n]

    def _odds(self, answer: tuple[int, ...], prior: bool = False, tilt: int = 0) -> tuple[float, float]:
        """The chance of an answer, and its sampling error."""
        events = np.asarray(self.beliefs.events, dtype=np.float64)
        means, variances = [], []
        for (n, like), said in zip(self.likes.items(), answer, strict=True):
            belief = self.beliefs.parties[self._party(n)]
            draws = belief.prior if prior else belief.draws
            own = weights_by_event(draws, len(events), tilt)
            so = like(belief, draws)[:, said]
            means.append(own @ so)
            variances.append((own**2 * (so - means[-1][:, None]) ** 2).sum(axis=1))
        mean = np.array(means)
        others = [np.delete(mean, n, axis=0).prod(axis=0) for n in range(len(mean))]
        variance = sum(float(events**2 @ (own * other**2)) for own, other in zip(variances, others, strict=True))
        return float(events @ mean.prod(axis=0)), float(np.sqrt(variance))

    def _after(self, answer: tuple[int, ...]) -> Beliefs:
        """The beliefs after an answer: draws weigh as they make it likely, and so do the events that sides share."""
        odds, parties = np.asarray(self.beliefs.events, dtype=np.float64), dict(self.beliefs.parties)
        for (n, like), said in zip(self.likes.items(), answer, strict=True):
            belief = parties[self._party(n)]
            so = like(belief, belief.draws)[:, said]
            odds = odds * (weights_by_event(belief.draws, len(odds)) @ so)
            prior = _weighed(belief.prior, like(belief, belief.prior)[:, said])
            parties[belief.party] = replace(belief, draws=_weighed(belief.draws, so), prior=prior)
        return replace(self.beliefs, parties=parties, events=tuple(map(float, odds / odds.sum())))


def _weighed(draws: Draws, likelihood: Floats) -> Draws:
    """Draws as likely as they make something; as they were, where none makes it likely at all."""
    weight = draws.weight * likelihood
    return replace(draws, weight=weight / weight.sum()) if weight.sum() > 0 else draws
