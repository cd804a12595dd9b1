"""On what a duty waits before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Obligation, Part, Stage, Trigger
from onetext.model.standing import Wait
from onetext.monitoring.clock import Clock
from onetext.monitoring.when import moment_at


def waits_of_duty(duty: Obligation, clock: Clock) -> Iterator[Wait]:
    """The conditions that keep a duty from beginning, its stage's among them."""
    signed = clock.in_force.surely is not None
    if not signed:
        yield Wait("signed")
    parts: list[Part] = [duty]
    stage = clock.outline.stage_of(duty)
    if stage is not None:
        parts.insert(0, stage)
    for part in parts:
        if isinstance(part, Stage) or part.when is not None or part.begins is not None:
            yield from (wait for wait in _unmet(part, clock) if signed or wait.test != "time")


def _unmet(part: Part, clock: Clock) -> Iterator[Wait]:
    now, zone = clock.evidence.until, clock.evidence.tz
    if part.when is not None:
        yield from _waits(part.when, clock)
    if part.begins is not None:
        begins = clock.anchor(part.begins, last=False)
        if not begins.by(now):
            name = next((name for _, name in part.begins.names()), None)
            yield Wait("time", name, until=moment_at(begins.surely, zone))


def _waits(condition: Trigger, clock: Clock) -> Iterator[Wait]:
    """The parts of a condition that are not met. What must not be so and is keeps it from ever being met."""
    now = clock.evidence.until
    if condition.op == "not":
        if clock.condition(condition.parts[0]).by(now):
            yield from (Wait("not", name) for name in dict.fromkeys(condition.names()))
    elif clock.condition(condition).by(now):
        return
    elif condition.parts:
        for part in condition.parts:
            yield from _waits(part, clock)
    else:
        until = None if condition.time is None else clock.anchor(condition.time, last=True).surely
        yield Wait(condition.op, condition.of, condition.amount, moment_at(until, clock.evidence.tz))
