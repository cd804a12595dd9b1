"""Beliefs to the slate: packages that all sides may take, and what can be said of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from onetext.bridging.improvement import accepted_text, find_improvements
from onetext.bridging.reason import find_reasons
from onetext.bridging.text import Asked, read_text, text_on_table
from onetext.model import Demand, Situation
from onetext.model.belief import Belief, Beliefs
from onetext.model.confidence import confidences_behind
from onetext.model.coverage import Coverage, coverage_of
from onetext.model.issue import Value
from onetext.model.proposal import Proposal, Term
from onetext.model.slate import Floated, Past, Slate
from onetext.model.verdict import PROVED, Verdict
from onetext.solving.acceptance import utilities
from onetext.solving.chance import chances_of
from onetext.solving.panel import panel_of
from onetext.solving.slate import Shortlist, Wanted, find_slate, never

if TYPE_CHECKING:
    from onetext.model.belief import Places

_PAST = 12
"""How many past proposals the path shows."""


@dataclass(frozen=True)
class Request:
    """What is asked for: how many packages, in how many issues they differ at least (None: a quarter of them, and two
    or more), the seed of the search.

    `fixed` are the options that issues are held to. `left_out` are the beliefs with one of the `assessments` left
    out, each. `stopped`
    says whether to stop early.
    """

    count: int = 5
    differ: int | None = None
    seed: int = 0
    fixed: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    left_out: Sequence[Beliefs] = ()
    assessments: int = 0
    assumed: tuple[str, ...] = ()
    stopped: Callable[[], bool] = never


def make_slate(beliefs: Beliefs, situation: Situation, request: Request = Request()) -> Slate:
    """The slate on some beliefs, with the text on the table, what became of past ones, and what could follow a yes.

    Packages are searched on one part of the draws, and every chance is estimated on the other.
    """
    if beliefs.silent or len(beliefs.parties) < 2:
        return Slate(tuple(beliefs.parties), missing=beliefs.silent or "one side", seed=request.seed)
    options = _options(beliefs, request.fixed)
    differ = request.differ or max(2, len(beliefs.grid.issues) // 4)
    wanted = Wanted(request.count, differ, seed=request.seed, options=options, stopped=request.stopped)
    found = find_slate(panel_of(beliefs, "first"), wanted)
    known = _rests_on(beliefs)
    asked = Asked(beliefs, situation, request.left_out, request.seed)
    accepted = accepted_text(situation, beliefs)
    return Slate(
        tuple(beliefs.parties),
        beliefs.grid.issues,
        tuple(_floated(found, beliefs, situation, request.left_out)),
        "" if len(found.packages) else "no package",
        differ=differ,
        draws=max((len(belief.draws.weight) for belief in beliefs.parties.values()), default=0),
        seed=request.seed,
        ceiling=found.ceiling,
        verdict=_verdict(found),
        rests_on=known,
        confidences={party: confidences_behind(beliefs, situation, (party,)) for party in beliefs.parties},
        outside_assumed=tuple(
            party for party, belief in beliefs.parties.items() if not _outside_recorded(belief, situation)
        ),
        fixed=request.fixed,
        assumed=request.assumed,
        left_out=len(request.left_out),
        assessments=request.assessments,
        on_table=text_on_table(asked),
        accepted=accepted,
        improvements=() if accepted is None else find_improvements(asked, accepted, request.count),
        past=_past(asked),
        not_counted=beliefs.not_counted,
    )


def _outside_recorded(belief: Belief, situation: Situation) -> bool:
    """Whether anything is recorded about what no deal is worth to a side."""
    stated = None if belief.stated is None else situation.header.utilities.get(belief.stated)
    return bool(belief.on_outside) or (stated is not None and stated.reservation is not None)


def _options(beliefs: Beliefs, fixed: Mapping[str, tuple[Value, ...]]) -> tuple[tuple[int, ...], ...]:
    """The options that each issue may still have."""
    grid = beliefs.grid
    return tuple(
        tuple(n for n, value in enumerate(held) if issue not in fixed or value in fixed[issue])
        for issue, held in zip(grid.issues, grid.values, strict=True)
    )


def _verdict(found: Shortlist) -> Verdict:
    """How the search ended: proved, or how much more than the best found a package could have."""
    if found.proved:
        return PROVED if len(found.packages) else Verdict("refuted")
    if not len(found.packages):
        return Verdict("undecided", limit="starts")
    gap = max(found.ceiling - float(found.chance.max()), 0.0)
    return Verdict("bounded", (Fraction(round(gap * 1000), 1000),))


def _floated(found: Shortlist, beliefs: Beliefs, situation: Situation, left_out: Sequence[Beliefs]) -> list[Floated]:
    packages = found.packages
    chances = chances_of(beliefs, packages, left_out)
    reasons = find_reasons(beliefs, packages)
    expected = expected_worth(beliefs, packages)
    verdict = _verdict(found)
    held = []
    for k, options in enumerate(packages):
        terms = beliefs.grid.package(options)
        held.append(
            Floated(
                terms,
                {party: own[k] for party, own in chances.accept.items()},
                chances.joint[k],
                demands_met(terms, situation),
                verdict,
                {party: own[k] for party, own in expected.items()},
                reasons[k],
            )
        )
    return held


def expected_worth(beliefs: Beliefs, packages: Places) -> dict[str, list[float]]:
    """What packages are worth to each side on average."""
    return {
        party: [float(one) for one in belief.draws.weight @ utilities(belief, packages)]
        for party, belief in beliefs.parties.items()
    }


def demands_met(terms: Mapping[str, Value], situation: Situation) -> dict[str, Coverage]:
    """How a package covers each demand in force, by id; see `model.coverage`."""
    stated = tuple(Term(issue, state_value(value, situation, issue)) for issue, value in terms.items())
    proposal = Proposal(author=(), terms=stated)
    return {entry.id: coverage_of(demand, proposal, situation) for entry, demand in situation.of(Demand)}


def state_value(value: Value, situation: Situation, issue: str) -> str:
    """A value as a proposal would state it."""
    if isinstance(value, str):
        return value
    if situation.header.issues[issue].kind == "date":
        import datetime

        return (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(value))).isoformat()
    return format(value.normalize(), "f")


def _rests_on(beliefs: Beliefs) -> dict[str, tuple[str, ...]]:
    return {party: belief.rests_on for party, belief in beliefs.parties.items()}


def _past(asked: Asked) -> tuple[Past, ...]:
    """What past proposals are expected to be worth, oldest first."""
    beliefs, situation = asked.beliefs, asked.situation
    proposals = [entry for entry, proposal in situation.of(Proposal) if proposal.terms][-_PAST:]
    found = []
    for entry in proposals:
        text = read_text(asked, entry.id)
        if text is not None:
            worth = expected_worth(beliefs, text.package[None])
            found.append(Past(entry.id, {party: own[0] for party, own in worth.items()}, bool(text.open)))
    return tuple(found)
