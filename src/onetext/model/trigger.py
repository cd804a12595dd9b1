"""Conditions of an agreement: what must be so before a duty begins, a stage ends or a right may be used.

Written as data: `{done: free-first}`, `{begun: truce}`, `{ended: truce}`, `{delivered: {free-women: at least 7}}`,
`{swaps: 7}`, `{accepted: lists}`, `{verified: withdrawal}`, `{reported: inspection}`, `{met: quiet}`,
`{passed: 16 days after the start of truce}`, `{all: [...]}`, `{any: [...]}`, `{not: {...}}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import Any, Final, Literal

from onetext.model.anchor import Anchor, read_anchor, write_anchor
from onetext.model.quantity import Quantity, read_quantity, write_quantity

Test = Literal[
    "done",
    "begun",
    "ended",
    "delivered",
    "swaps",
    "accepted",
    "verified",
    "reported",
    "met",
    "passed",
    "all",
    "any",
    "not",
]
OF_A_PART: Final = ("done", "begun", "ended", "accepted", "verified", "reported", "met")
HOW_TO_WRITE: Final = (
    "write {done: NAME}, {begun: NAME}, {ended: NAME}, {delivered: {NAME: at least 7}}, {swaps: 7}, {accepted: NAME}, "
    "{verified: NAME}, {reported: NAME}, {met: NAME}, {passed: TIME}, {all: [...]}, {any: [...]} or {not: {...}}"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What must be so. `done`, `begun` and `ended` are of a part of the deal; `delivered` is so much under one;
    `accepted`, `verified` and `reported` are a list accepted, a verifier's word and a report under one; `met` is
    that an agreed body found the condition in the words of that part met; `swaps` is how many days of exchange."""

    op: Test
    of: str | None = None
    amount: Quantity | None = None
    time: Anchor | None = None
    parts: tuple[Trigger, ...] = ()

    def atoms(self) -> Iterator[Trigger]:
        """The parts that are no `all`, `any` or `not`, from left to right."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.atoms()

    def names(self) -> Iterator[str]:
        """The parts of the agreement it is about, from left to right."""
        for atom in self.atoms():
            if atom.of is not None:
                yield atom.of
            elif atom.time is not None:
                yield from (name for _, name in atom.time.names())


def read_trigger(stated: object, zone: tzinfo = UTC) -> Trigger:
    """Read a condition from plain data; several in one mapping must all hold. Raises ValueError with advice.

    >>> [atom.op for atom in read_trigger({"done": "free-first", "swaps": "7"}).atoms()]
    ['done', 'swaps']
    """
    if isinstance(stated, Trigger):
        return stated
    if not isinstance(stated, dict) or not stated:
        raise ValueError(f"this is no condition of an agreement ({HOW_TO_WRITE})")
    parts = tuple(part for word, value in stated.items() for part in _read_form(word, value, zone))
    return parts[0] if len(parts) == 1 else Trigger("all", parts=parts)


def _read_form(word: str, value: Any, zone: tzinfo) -> Iterator[Trigger]:
    if word in OF_A_PART and isinstance(value, str):
        yield Trigger(word, of=value)  # type: ignore[arg-type]
    elif word == "delivered" and isinstance(value, dict) and value:
        for name, amount in value.items():
            yield Trigger("delivered", of=str(name), amount=read_quantity(amount))
    elif word == "swaps" and isinstance(value, str | int):
        yield Trigger("swaps", amount=read_quantity(value))
    elif word == "passed":
        yield Trigger("passed", time=read_anchor(value, zone))
    elif word in ("all", "any") and isinstance(value, list) and value:
        yield Trigger(word, parts=tuple(read_trigger(part, zone) for part in value))  # type: ignore[arg-type]
    elif word == "not":
        yield Trigger("not", parts=(read_trigger(value, zone),))
    else:
        raise ValueError(f"'{word}' is no way to state a condition ({HOW_TO_WRITE})")


def write_trigger(condition: Trigger, zone: tzinfo = UTC) -> dict[str, Any]:
    """The plain data that reads back as this condition.

    >>> write_trigger(read_trigger({"delivered": {"free-women": "at least 7"}}))
    {'delivered': {'free-women': 'at least 7'}}
    """
    match condition.op:
        case "delivered":
            assert condition.of is not None
            assert condition.amount is not None
            return {"delivered": {condition.of: write_quantity(condition.amount)}}
        case "swaps":
            assert condition.amount is not None
            return {"swaps": write_quantity(condition.amount)}
        case "passed":
            assert condition.time is not None
            return {"passed": write_anchor(condition.time, zone)}
        case "all" | "any":
            return {condition.op: [write_trigger(part, zone) for part in condition.parts]}
        case "not":
            return {"not": write_trigger(condition.parts[0], zone)}
    return {condition.op: condition.of}


def least_of(amount: Quantity) -> Decimal:
    """The least number that satisfies a stated amount.

    >>> least_of(read_quantity("at least 7"))
    Decimal('7')
    """
    return amount.lo if amount.lo is not None else Decimal(0)
