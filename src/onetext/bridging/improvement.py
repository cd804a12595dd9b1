"""After a yes: packages that on the beliefs every side prefers to the one that all accepted (post-settlement)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onetext.bridging.text import Asked, read_text
from onetext.model import Situation
from onetext.model.belief import Belief, Beliefs, Draws
from onetext.model.proposal import Proposal
from onetext.model.slate import Improvement
from onetext.solving.acceptance import utilities
from onetext.solving.chance import TILTS, chances_of, moved_to, tilted
from onetext.solving.panel import panel_of
from onetext.solving.slate import Wanted, find_slate

if TYPE_CHECKING:
    from onetext.model.belief import Places


def accepted_text(situation: Situation, beliefs: Beliefs) -> str | None:
    """The latest proposal that every side has accepted or is an author of."""
    found = [
        entry.id
        for entry, proposal in situation.of(Proposal)
        if proposal.terms and all(_took(situation, entry.id, proposal, party) for party in beliefs.parties)
    ]
    return found[-1] if found and beliefs.parties else None


def _took(situation: Situation, name: str, proposal: Proposal, party: str) -> bool:
    answer = situation.answer(name, party)
    if answer is not None:
        return getattr(answer.body, "state", None) == "accepted"
    return party in map(situation.roster.party, proposal.author)


def find_improvements(asked: Asked, accepted: str, count: int) -> tuple[Improvement, ...]:
    """Packages that every side would rather have than the accepted one, by more than two errors over even chances.

    The one rule of acceptance is used, with the worth of the accepted package in place of the outside option. Ranges
    hold what is so with each assessment left out and with outside options assumed to lie otherwise, as everywhere.
    """
    text = read_text(asked, accepted)
    if text is None:
        return ()
    against = beliefs_against(asked.beliefs, text.package)
    found = find_slate(panel_of(against, "first"), Wanted(count, seed=asked.seed))
    packages = found.packages[(found.packages != text.package).any(axis=1)]
    chances = chances_of(against, packages, tuple(_otherwise(asked, text.package)), tilts=())
    return tuple(
        Improvement(
            asked.beliefs.grid.package(options),
            {party: own[k] for party, own in chances.accept.items()},
            chances.joint[k],
        )
        for k, options in enumerate(packages)
        if all(own[k].p - 2 * own[k].error > 0.5 for own in chances.accept.values())
    )


def _otherwise(asked: Asked, accepted: Places) -> Iterator[Beliefs]:
    """Other beliefs against the accepted package [issue]; tilted before, for its worth is no outside option."""
    for tilt in TILTS:
        yield beliefs_against(tilted(asked.beliefs, tilt), accepted)
    for other in asked.left_out:
        moved = moved_to(accepted[None], asked.beliefs.grid, other.grid)
        if moved is not None:
            yield beliefs_against(other, moved[0])


def beliefs_against(beliefs: Beliefs, package: Places) -> Beliefs:
    """The same beliefs with a package [issue] in place of what no deal is worth. Bodies are left out."""
    held = {party: _against(belief, np.asarray(package)) for party, belief in beliefs.parties.items()}
    return replace(beliefs, parties=held)


def _against(belief: Belief, package: Places) -> Belief:
    def moved(draws: Draws) -> Draws:
        worth = utilities(belief, package[None], draws)[:, 0]
        return replace(draws, outside=worth, bodies=draws.bodies[:, :0])

    return replace(belief, draws=moved(belief.draws), prior=moved(belief.prior), bodies=(), answered=())
