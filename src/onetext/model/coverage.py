"""Coverage: whether a proposal meets a demand, by its terms or, where they are silent, by the proposer's position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from onetext.model.demand import Demand, Position
from onetext.model.entry import Entry
from onetext.model.issue import Reading
from onetext.model.predicate import FALSE, OPEN, TRUE, Predicate, Truth, truth_of
from onetext.model.proposal import Proposal, Term
from onetext.model.quantity import read_quantity
from onetext.model.situation import Situation

CoverageState = Literal["met", "partly", "unmet", "unclear", "conditional", "not_addressed"]
By = Literal["terms", "position"]

_ALMOST_ALL: Final = Decimal("0.99")
"""The greatest share of what is not met: it is never rounded up to the whole."""
_BEST: Final[tuple[CoverageState, ...]] = (
    "met",
    "conditional",
    "partly",
    "unclear",
    "unmet",
    "not_addressed",
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a proposal covers a demand, by what, the share of the way gone, and the positions it was judged by."""

    state: CoverageState
    by: By | None = None
    share: Decimal | None = None
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Offer:
    """What is offered on one issue, from where, and from which value the proposer set out."""

    stated: str
    by: By
    conditional: bool
    reference: str | None
    stage: str | None = None
    entry: str | None = None


def coverage_of(demand: Demand, proposal: Proposal, situation: Situation) -> Coverage:
    """Judge one demand against one proposal (definitions page, "Coverage").

    Where an issue has terms in several stages, the stage that comes nearest to the demand counts.

    >>> from onetext.model import Header, Issue, make
    >>> truce = Issue(name="Truce", kind="duration", unit="days", status_quo="0 days")
    >>> offered = make(Proposal, author="south", terms={"truce": "six weeks"})
    >>> demand = make(Demand, party="north", requires={"truce": "at least 84 days"})
    >>> coverage_of(demand, offered, Situation(Header(title="River", issues={"truce": truce}))).share
    Decimal('0.5')
    """
    offers = {issue: tuple(_offers(issue, proposal, situation)) for issue in demand.requires.issues}
    if not all(offers.values()):
        open_truth = truth_of(demand.requires, lambda atom: _truth_of_known(atom, offers, situation))
        if open_truth == OPEN:
            return Coverage("not_addressed")
    judged = [_judge(demand.requires, choice, situation) for choice in _choices(offers)]
    return min(judged, key=lambda found: (_BEST.index(found.state), -(found.share or 0)))


def _offers(issue: str, proposal: Proposal, situation: Situation) -> Iterator[_Offer]:
    proposers = [party for name in proposal.author if (party := situation.roster.party(name))]
    held = next((found for party in proposers if (found := situation.positions.get((party, issue)))), ())
    item = situation.header.issues.get(issue)
    status_quo = item.status_quo if item else None
    terms = [term for term in proposal.terms if term.issue == issue]
    if terms:
        reference = _value(held[-1]) if held else status_quo
        yield from (_Offer(term.value, "terms", _depends(term), reference, term.stage) for term in terms)
    elif held:
        reference = _value(held[-2]) if len(held) > 1 else status_quo
        yield _Offer(_value(held[-1]), "position", _depends(held[-1].body), reference, None, held[-1].id)


def _value(entry: Entry) -> str:
    assert isinstance(entry.body, Position)
    return entry.body.value


def _depends(offer: object) -> bool:
    assert isinstance(offer, Term | Position)
    return bool(offer.conditions or offer.exclusions or getattr(offer, "reciprocal_on", None))


def _choices(offers: dict[str, tuple[_Offer, ...]]) -> Iterator[dict[str, _Offer]]:
    """One offer per addressed issue: stage by stage, as a whole, then one issue at a time.

    A stage that is silent on an issue leaves it as the first stage that speaks of it has it.
    """
    first = {issue: found[0] for issue, found in offers.items() if found}
    stages = dict.fromkeys(offer.stage for found in offers.values() for offer in found)
    for stage in stages:
        yield first | {issue: offer for issue, found in offers.items() for offer in found if offer.stage == stage}
    for issue, found in offers.items():
        yield from (first | {issue: other} for other in found[1:])


def _truth_of_known(atom: Predicate, offers: dict[str, tuple[_Offer, ...]], situation: Situation) -> Truth:
    if not all(offers[issue] for issue in atom.issues):
        return OPEN
    return _atom_truth(atom, {issue: offers[issue][0] for issue in atom.issues}, situation)


def _judge(requires: Predicate, offers: dict[str, _Offer], situation: Situation) -> Coverage:
    used = [offers[issue] for issue in requires.issues if issue in offers]
    by: By = "position" if any(offer.by == "position" for offer in used) else "terms"
    rests_on = tuple(offer.entry for offer in used if offer.entry is not None)

    def atom_truth(atom: Predicate) -> Truth:
        return _atom_truth(atom, offers, situation) if all(issue in offers for issue in atom.issues) else OPEN

    truth = truth_of(requires, atom_truth)
    if truth == TRUE:
        conditional = any(offer.conditional for offer in used)
        return Coverage("conditional" if conditional else "met", by, None, rests_on)
    if truth == OPEN:
        return Coverage("unclear", by, None, rests_on)
    share = _share_of(requires, offers, situation, atom_truth)
    return Coverage("partly" if share else "unmet", by, share or None, rests_on)


def _atom_truth(atom: Predicate, offers: dict[str, _Offer], situation: Situation) -> Truth:
    if atom.op in ("sum", "product"):
        offered, bound = (
            (_sum if atom.op == "sum" else _product)(atom, offers, situation),
            _bound(atom, offers, situation),
        )
        return OPEN if offered is None or bound is None else _within(offered, bound)
    issue = str(atom.issue)
    read, required = situation.reading(issue, offers[issue].stated), situation.reading(issue, atom.stated)
    return OPEN if read is None or required is None else _within(read, required)


def _sum(atom: Predicate, offers: dict[str, _Offer], situation: Situation) -> Reading | None:
    lo: Decimal | None = Decimal(0)
    hi: Decimal | None = Decimal(0)
    for factor in atom.factors:
        found = situation.reading(factor.issue, offers[factor.issue].stated)
        if found is None or not found.numbers:
            return None
        ends = (found.lo, found.hi) if factor.times >= 0 else (found.hi, found.lo)
        lo = None if lo is None or ends[0] is None else lo + factor.times * ends[0]
        hi = None if hi is None or ends[1] is None else hi + factor.times * ends[1]
    return Reading(lo=lo, hi=hi)


def _product(atom: Predicate, offers: dict[str, _Offer], situation: Situation) -> Reading | None:
    """The range of a product of bounded numbers; None where one of them is open."""
    corners = [Decimal(1)]
    for factor in atom.factors:
        found = situation.reading(factor.issue, offers[factor.issue].stated)
        if found is None or not found.numbers or found.lo is None or found.hi is None:
            return None
        corners = [corner * end for corner in corners for end in (found.lo, found.hi)]
    return Reading(lo=min(corners), hi=max(corners))


def _bound(atom: Predicate, offers: dict[str, _Offer], situation: Situation) -> Reading | None:
    """What a sum or product must be: the stated bound, or what is offered on the issue it equals."""
    if atom.issue is not None:
        return situation.reading(atom.issue, offers[atom.issue].stated)
    bound = read_quantity(atom.stated)
    return Reading(lo=bound.lo, hi=bound.hi)


def _within(offered: Reading, required: Reading) -> Truth:
    """Whether every, some or no value that is meant by the offer is one that is required."""
    numbers = _range_within(offered, required) if offered.numbers and required.numbers else FALSE
    met = offered.options <= required.options and (numbers == TRUE or not offered.numbers)
    if met:
        return TRUE
    return OPEN if offered.options & required.options or True in numbers else FALSE


def _range_within(offered: Reading, required: Reading) -> Truth:
    low, high = Decimal("-Infinity"), Decimal("Infinity")
    offered_lo, offered_hi = _or(offered.lo, low), _or(offered.hi, high)
    required_lo, required_hi = _or(required.lo, low), _or(required.hi, high)
    if required_lo <= offered_lo and offered_hi <= required_hi:
        return TRUE
    return FALSE if offered_hi < required_lo or required_hi < offered_lo else OPEN


def _or(bound: Decimal | None, otherwise: Decimal) -> Decimal:
    return otherwise if bound is None else bound


def _share_of(
    requires: Predicate, offers: dict[str, _Offer], situation: Situation, atom_truth: object
) -> Decimal | None:
    """The least share over the conditions that fail; None where one of them has none."""
    assert callable(atom_truth)
    conditions = requires.parts if requires.op == "all" else (requires,)
    shares = []
    for atom in conditions:
        if atom.op != "is" or atom.issue not in offers:
            return None
        if atom_truth(atom) == TRUE:
            continue
        share = _share(atom.issue, offers[atom.issue], atom.stated, situation)
        if share is None:
            return None
        shares.append(share)
    return min(shares, default=None)


def _share(issue: str, offer: _Offer, demanded: str, situation: Situation) -> Decimal | None:
    if situation.header.issues[issue].kind == "choice" or offer.reference is None:
        return None
    offered, reference = (_nominal(situation.reading(issue, stated)) for stated in (offer.stated, offer.reference))
    required = situation.reading(issue, demanded)
    if offered is None or reference is None or required is None or not required.numbers:
        return None
    target = required.lo if required.lo is not None and offered < required.lo else required.hi
    if target is None or (reference - target) * (offered - target) <= 0:
        return None  # the proposer was there already, or comes from the other side: no way towards it was gone
    share = min(max((offered - reference) / (target - reference), Decimal(0)), _ALMOST_ALL)
    return share.quantize(Decimal("0.01")).normalize()


def _nominal(found: Reading | None) -> Decimal | None:
    """The number meant: the middle of what it may be, where it is bounded."""
    if found is None or not found.numbers:
        return None
    if found.lo is None or found.hi is None:
        return found.lo if found.hi is None else found.hi
    return (found.lo + found.hi) / 2
