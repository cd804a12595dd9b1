"""Beliefs summed up: means, intervals of nine tenths, chances, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import Belief, Beliefs, Draws
from onetext.model.issue import Value
from onetext.model.outlook import Change, Estimate, IssueOutlook, LimitOutlook, Outlook, PartyOutlook, Unheard

if TYPE_CHECKING:
    from onetext.model.belief import Floats

_TAIL: Final = 0.05
_LIKE: Final = 0.2
"""By how much of its spread before any entry a mean may have moved and still be mostly assumption."""
_NARROWER: Final = 0.8
_CHANGED: Final = 0.03
"""The least change that is worth telling."""
_NAMED: Final = 0.1
"""From which chance on a value is named as one that may be the best."""
_HUNDREDTH: Final = Decimal("0.01")


def find_outlook(beliefs: Beliefs, before: Beliefs | None = None) -> Outlook:
    """What is believed of every party, and what has changed since other beliefs.

    >>> from onetext.model.belief import Grid
    >>> find_outlook(Beliefs(Grid((), ()), silent="no issues")).silent
    'no issues'
    """
    earlier = {} if before is None else before.parties
    parties = tuple(_party(belief, earlier.get(name), before is not None) for name, belief in beliefs.parties.items())
    events = {
        name: _short(sum(chance for number, chance in enumerate(beliefs.events) if number >> n & 1))
        for n, name in enumerate(beliefs.shared)
    }
    return Outlook(parties, beliefs.silent, beliefs.seed, beliefs.samples, events, beliefs.assumed)


def _party(belief: Belief, before: Belief | None, compared: bool, share: float = 1.0) -> PartyOutlook:
    draws, prior = belief.draws, belief.prior
    shares = _shares(belief)
    fixed = belief.stated is not None
    issues = tuple(_issue(belief, place, own, old, fixed) for place, (own, old) in enumerate(zip(*shares, strict=True)))
    outside = _estimate(draws.outside, draws.weight, prior.outside, prior.weight)
    bodies = {
        name: _estimate(draws.bodies[:, n], draws.weight, prior.bodies[:, n], prior.weight)
        for n, name in enumerate(belief.bodies)
    }
    return PartyOutlook(
        belief.party,
        issues,
        tuple(_limits(belief)),
        outside,
        bodies,
        round(_effective(draws)),
        len(draws.weight),
        belief.rests_on,
        belief.on_outside,
        {name: _party(one, None, False, _share(belief, n)) for n, (name, one) in enumerate(belief.scenarios.items())},
        _short(share),
        belief.clashes,
        tuple(Unheard(entry, why) for entry, why in belief.unused),
        _short(belief.nothing_left),
        belief.stated,
        tuple(_changes(belief, before)) if compared and before is not None else (),
    )


def _share(belief: Belief, n: int) -> float:
    """How much one of several rival readings counts."""
    counts = [len(one.draws.weight) for one in belief.scenarios.values()]
    start = sum(counts[:n])
    return float(belief.draws.weight[start : start + counts[n]].sum())


def _shares(belief: Belief) -> tuple[list[Floats], list[Floats]]:
    """The weight of each issue in each draw, now and before any entry: how far its values lie apart."""
    found: tuple[list[Floats], list[Floats]] = ([], [])
    for spreads, draws in zip(found, (belief.draws, belief.prior), strict=True):
        for place in range(len(belief.grid.issues)):
            own = _columns(belief, draws, place)
            spreads.append(own.max(axis=1) - own.min(axis=1))
        total = np.maximum(sum(spreads), 1e-12)
        spreads[:] = [spread / total for spread in spreads]
    return found


def _columns(belief: Belief, draws: Draws, place: int) -> Floats:
    start = belief.grid.starts[place]
    return draws.worth[:, start : start + belief.grid.sizes[place]]


def _issue(belief: Belief, place: int, own: Floats, old: Floats, fixed: bool) -> IssueOutlook:
    name, values = belief.grid.issues[place], belief.grid.values[place]
    draws, prior = belief.draws, belief.prior
    entries = belief.on_issue.get(name, ())
    weight = _estimate(own, draws.weight, old, prior.weight, bool(entries) or fixed)
    columns = _columns(belief, draws, place)
    chance, direction = _more(columns, draws.weight, values), None
    if chance is not None:
        direction = "more" if chance >= 0.5 else "less"
    best = _best(columns, draws.weight, values)
    before = _best(_columns(belief, prior, place), prior.weight, values)
    moved = max((abs(best.get(n, 0.0) - before.get(n, 0.0)) for n in {*best, *before}), default=0.0)
    return IssueOutlook(
        name,
        weight,
        direction,  # type: ignore[arg-type]
        None if chance is None else _short(max(chance, 1 - chance)),
        {_plain(values[n]): _short(part) for n, part in sorted(best.items(), key=_likeliest) if part >= _NAMED},
        not fixed and (not entries or (weight.assumption and moved < 2 * _NAMED)),
        entries if not fixed else ((belief.stated,) if belief.stated is not None else ()),
    )


def _likeliest(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]


def _more(columns: Floats, weight: Floats, values: tuple[Value, ...]) -> float | None:
    """The chance that the greatest number is worth more than the least; None where there are no two numbers."""
    numbers = [n for n, value in enumerate(values) if isinstance(value, Decimal)]
    if len(numbers) < 2:
        return None
    least, most = columns[:, numbers[0]], columns[:, numbers[-1]]
    return float(weight @ ((most > least) + 0.5 * (most == least)))


def _best(columns: Floats, weight: Floats, values: tuple[Value, ...]) -> dict[int, float]:
    """The chance of each value to be the best; ties are shared."""
    top = columns >= columns.max(axis=1, keepdims=True) - 1e-12
    chances = weight @ (top / top.sum(axis=1, keepdims=True))
    return {n: float(chance) for n, chance in enumerate(chances)}


def _limits(belief: Belief) -> Iterator[LimitOutlook]:
    draws, done = belief.draws, set[str]()
    for n, keeps in enumerate(belief.red_lines):
        limit = belief.limit_of[n]
        if limit is None:
            chance = float(draws.weight @ draws.limits[:, n])
            yield LimitOutlook(_short(chance), _short(belief.line_chances[n]), keeps, rests_on=belief.on_line[n])
        elif limit not in done:
            done.add(limit)
            yield _limit(belief, limit)


def _limit(belief: Belief, limit: str) -> LimitOutlook:
    """A limit on the numbers of one issue: in each draw, the strictest line that is true."""
    draws = belief.draws
    lines = [n for n, name in enumerate(belief.limit_of) if name == limit]
    reading = belief.red_lines[lines[0]].reading
    upward = reading.lo is not None
    ends = [belief.red_lines[n].reading for n in lines]
    numbers = np.array([float((end.lo if upward else end.hi) or 0) for end in ends])
    true = draws.limits[:, lines]
    some = true.any(axis=1)
    strictest = np.where(true, numbers, -np.inf if upward else np.inf)
    at = strictest.max(axis=1) if upward else strictest.min(axis=1)
    chance = float(draws.weight[some].sum())
    none = 1.0
    for n in lines:
        none *= 1 - belief.line_chances[n]
    lo, hi = _ends(at[some], draws.weight[some]) if chance > 0 else (None, None)
    return LimitOutlook(
        _short(chance),
        _short(1 - none),
        belief.red_lines[lines[0]],
        belief.red_lines[lines[0]].issue,
        "at least" if upward else "at most",
        None if lo is None else _number(lo),
        None if hi is None else _number(hi),
        belief.on_line[lines[0]],
    )


def _changes(belief: Belief, before: Belief) -> Iterator[Change]:
    """What differs from before by more than chance would have it."""
    if belief.grid.issues != before.grid.issues:
        shared = [name for name in belief.grid.issues if name in before.grid.issues]
    else:
        shared = list(belief.grid.issues)
    now, then = _shares(belief)[0], _shares(before)[0]
    for name in shared:
        place, old = belief.grid.issues.index(name), before.grid.issues.index(name)
        entries = _new(belief.on_issue.get(name, ()), before.on_issue.get(name, ()))
        yield from _change("weight", name, now[place], belief.draws, then[old], before.draws, entries)
        mores = [
            _more(_columns(one, one.draws, at), one.draws.weight, one.grid.values[at])
            for one, at in ((belief, place), (before, old))
        ]
        if mores[0] is not None and mores[1] is not None and entries and abs(mores[0] - mores[1]) >= _NAMED:
            yield Change("more", name, _short(mores[1]), _short(mores[0]), entries)
    entries = _new(belief.rests_on, before.rests_on)
    yield from _change(
        "outside option", None, belief.draws.outside, belief.draws, before.draws.outside, before.draws, entries
    )


def _change(
    what: str, issue: str | None, now: Floats, draws: Draws, then: Floats, old: Draws, entries: tuple[str, ...]
) -> Iterator[Change]:
    means = [float(own.weight @ values) for values, own in ((now, draws), (then, old))]
    errors = [_spread(values, own.weight) ** 2 / _effective(own) for values, own in ((now, draws), (then, old))]
    if entries and abs(means[0] - means[1]) > max(_CHANGED, 2 * float(np.sqrt(sum(errors)))):
        yield Change(what, issue, _short(means[1]), _short(means[0]), entries)  # type: ignore[arg-type]


def _new(now: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(entry for entry in now if entry not in before)


def _estimate(values: Floats, weight: Floats, old: Floats, old_weight: Floats, heard: bool = True) -> Estimate:
    mean, spread = float(weight @ values), _spread(values, weight)
    prior_mean, prior_spread = float(old_weight @ old), _spread(old, old_weight)
    alike = abs(mean - prior_mean) < _LIKE * prior_spread and spread > _NARROWER * prior_spread
    lo, hi = _ends(values, weight)
    prior_lo, prior_hi = _ends(old, old_weight)
    before = _short(prior_mean), _short(prior_lo), _short(prior_hi)
    return Estimate(_short(mean), _short(lo), _short(hi), *before, not heard or alike)


def _spread(values: Floats, weight: Floats) -> float:
    mean = weight @ values
    return float(np.sqrt(np.maximum(weight @ (values - mean) ** 2, 0)))


def _ends(values: Floats, weight: Floats) -> tuple[float, float]:
    """Between which ends nine tenths of the draws lie."""
    order = np.argsort(values, kind="stable")
    until = np.cumsum(weight[order]) / weight.sum()
    places = np.minimum(np.searchsorted(until, [_TAIL, 1 - _TAIL]), len(values) - 1)
    return float(values[order[places[0]]]), float(values[order[places[1]]])


def _effective(draws: Draws) -> float:
    return float(1 / (draws.weight**2).sum())


def _short(number: float | Decimal) -> Decimal:
    """Two digits after the point."""
    return Decimal(repr(float(number))).quantize(_HUNDREDTH, ROUND_HALF_EVEN) + 0


def _number(number: float) -> Decimal:
    return Decimal(repr(number)).normalize()


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else format(value.normalize(), "f")
