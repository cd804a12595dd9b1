"""The text on the table as a package, and the smallest changes to it that raise the chance most that all take it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model import Situation
from onetext.model.belief import Beliefs
from onetext.model.proposal import Proposal
from onetext.model.slate import Chance, Change, Floated, OnTable
from onetext.model.verdict import PROVED
from onetext.solving.chance import chances_of, estimate
from onetext.solving.panel import panel_of
from onetext.solving.slate import Wanted, find_slate

if TYPE_CHECKING:
    from onetext.model.belief import Places

_CHANGES: Final = 3
"""How many changes of one issue are shown; of two issues it is one."""
_PAIRS: Final = 20_000
"""How many changes of two issues are tried at most."""


@dataclass(frozen=True)
class Asked:
    """What the questions about one text share."""

    beliefs: Beliefs
    situation: Situation
    left_out: Sequence[Beliefs] = ()
    seed: int = 0


@dataclass(frozen=True)
class Text:
    """A proposal as a package [issue], and the issues that it leaves open, which are filled in."""

    proposal: str
    package: Places
    open: tuple[str, ...]


def latest_text(situation: Situation) -> str | None:
    """The latest proposal with terms that no later version replaces."""
    found = [entry.id for entry, one in situation.of(Proposal) if one.terms and entry.id not in situation.replaced]
    return found[-1] if found else None


def read_text(asked: Asked, proposal: str) -> Text | None:
    """A proposal as the package that its terms allow and all are most likely to take; None where there is none.

    Of an issue with terms in several stages the first counts. Words that leave open which value is meant leave it open.
    """
    grid, situation = asked.beliefs.grid, asked.situation
    body = situation.in_force[proposal].body
    assert isinstance(body, Proposal)
    stated = {term.issue: term.value for term in reversed(body.terms)}
    options = []
    for issue, values in zip(grid.issues, grid.values, strict=True):
        reading = situation.reading(issue, stated[issue]) if issue in stated else None
        meant = tuple(n for n, value in enumerate(values) if reading is None or reading.holds(value))
        if not meant:
            return None
        options.append(meant)
    panel = panel_of(asked.beliefs, "first", again=True)
    found = find_slate(panel, Wanted(1, starts=4, seed=asked.seed, options=tuple(options), effort=0))
    if not len(found.packages):
        return None
    open_ = tuple(issue for issue, meant in zip(grid.issues, options, strict=True) if len(meant) > 1)
    return Text(proposal, found.packages[0], open_)


def text_on_table(asked: Asked) -> OnTable | None:
    """The latest text with its chances and the smallest changes that raise them; None where no text can be read."""
    from onetext.bridging.slate import demands_met

    proposal = latest_text(asked.situation)
    text = None if proposal is None else read_text(asked, proposal)
    if text is None:
        return None
    beliefs, situation = asked.beliefs, asked.situation
    terms = beliefs.grid.package(list(text.package))
    answers = {
        party: entry for party in beliefs.parties if (entry := situation.answer(text.proposal, party)) is not None
    }
    states = {party: str(getattr(entry.body, "state", "")) for party, entry in answers.items()}
    settled = {
        party: (states[party], entry.id)
        for party, entry in answers.items()
        if states[party] in ("accepted", "rejected")
    }
    chances = chances_of(beliefs, text.package[None], asked.left_out, settled)
    package = Floated(
        terms,
        {party: own[0] for party, own in chances.accept.items()},
        chances.joint[0],
        demands_met(terms, situation),
        PROVED,
    )
    changes = find_changes(asked, text.package, chances.joint[0])
    return OnTable(text.proposal, package, text.open, states, changes)


def find_changes(asked: Asked, package: Places, now: Chance) -> tuple[Change, ...]:
    """The smallest changes that raise the joint chance most: of one issue, then of two where two do more.

    They are chosen on one part of the draws; a change is kept if on the other it raises the chance, which is `now`, by
    over two errors.
    """
    beliefs = asked.beliefs
    panel = panel_of(beliefs, "first")
    singles = _singles(beliefs, package)
    ranked = singles[np.argsort(-panel.chance(singles), kind="stable")]
    best = ranked[panel.feasible(ranked)]
    pairs = _pairs(package, ranked)  # where a constraint ties two issues, only both together can change
    pairs = pairs[panel.feasible(pairs)]
    best_pairs = pairs[np.argsort(-panel.chance(pairs), kind="stable")]
    chosen = [*_one_an_issue(best, package)[:_CHANGES], *best_pairs[:1]]
    if not chosen:
        return ()
    tried = np.array(chosen)
    found = estimate(beliefs, tried)
    chances = chances_of(beliefs, tried, asked.left_out)
    kept = [k for k in range(len(tried)) if found.joint[k] - now.p > 2 * max(found.joint_error[k], now.error)]
    most = max((found.joint[k] for k in kept if (tried[k] != package).sum() == 1), default=-1.0)
    return tuple(
        Change(
            {
                issue: value
                for n, (issue, value) in enumerate(beliefs.grid.package(tried[k]).items())
                if tried[k][n] != package[n]
            },
            chances.joint[k],
            {party: own[k] for party, own in chances.accept.items()},
        )
        for k in kept
        if (tried[k] != package).sum() == 1 or found.joint[k] > most
    )


def _singles(beliefs: Beliefs, package: Places) -> Places:
    """Every package that differs in one issue."""
    rows = []
    for issue, size in enumerate(beliefs.grid.sizes):
        block = np.repeat(package[None], size, axis=0)
        block[:, issue] = np.arange(size)
        rows.append(block[block[:, issue] != package[issue]])
    return np.concatenate(rows)


def _pairs(package: Places, singles: Places) -> Places:
    """Packages that differ in two issues: of all changes of one issue, or of the best ones."""
    most = int((2 * _PAIRS) ** 0.5)
    changes = [(int(np.argmax(one != package)), one) for one in singles[:most]]
    rows = []
    for (issue, one), (other, two) in itertools.combinations(changes, 2):
        if issue != other:
            made = one.copy()
            made[other] = two[other]
            rows.append(made)
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(package))


def _one_an_issue(singles: Places, package: Places) -> list[Places]:
    """The first change of each issue."""
    first: dict[int, Places] = {}
    for one in singles:
        first.setdefault(int(np.argmax(one != package)), one)
    return list(first.values())
