"""Steps that are to take effect at once: whether they did."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Obligation
from onetext.model.standing import Sure, TogetherStanding
from onetext.monitoring.clock import Clock
from onetext.monitoring.when import When, moment_at


def find_together(clock: Clock) -> Iterator[TogetherStanding]:
    """Each group of steps that the agreement puts together, with when each took effect."""
    for steps in _groups(clock):
        whens = [_takes_effect(name, clock) for name in steps]
        now = clock.evidence.until
        so_far = [when if when.maybe_by(now) else When() for when in whens]
        times = tuple(moment_at(when.surely, clock.evidence.tz) if when.by(now) else None for when in so_far)
        yield TogetherStanding(steps, times, _at_once(so_far, clock))


def _groups(clock: Clock) -> list[tuple[str, ...]]:
    """Steps that hang together directly or through others, in the order of the agreement."""
    group_of: dict[str, set[str]] = {}
    for duty in clock.deal.obligations:
        if duty.together_with:
            merged = {duty.id, *duty.together_with}
            for name in tuple(merged):
                merged |= group_of.get(name, set())
            group_of |= dict.fromkeys(merged, merged)
    seen = dict.fromkeys(tuple(name for name in clock.outline.parts if name in group) for group in group_of.values())
    order = {name: n for n, name in enumerate(clock.outline.parts)}
    return sorted(seen, key=lambda steps: order[steps[0]])


def _takes_effect(name: str, clock: Clock) -> When:
    """What is done takes effect when it is done; a stage, or what goes on or is not to be done, when it begins."""
    part = clock.outline.parts[name]
    once = isinstance(part, Obligation) and part.duty not in ("service", "abstention")
    return clock.done(name) if once else clock.start(name)


def _at_once(whens: list[When], clock: Clock) -> Sure | None:
    """Whether all took effect on one day of the calendar, as far as the amounts tell."""
    sure, maybe = ([clock.evidence.day_of(at) for when in whens if (at := when[n]) is not None] for n in (0, 1))
    if not maybe:
        return None
    if sure and max(maybe) > min(sure):
        return "no"
    if len(sure) == len(whens):
        return "yes" if len({*sure, *maybe}) == 1 else "possible"
    over = min(sure, default="9999") < clock.evidence.day_of(clock.evidence.until)
    return "no" if over and len(maybe) < len(whens) else "possible"
