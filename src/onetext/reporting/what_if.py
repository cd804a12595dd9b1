"""A package as its terms are held and moved, in words; and the fields in which they can be moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from onetext.model.issue import Value
from onetext.model.slate import Slate, Trial
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Table
from onetext.reporting.slate import doubt_lines, taken_words
from onetext.reporting.value import plain_value, value_words
from onetext.reporting.words import Words

_MOST_OPTIONS = 60
"""How many values a field offers by name; more days than that are typed."""


@dataclass(frozen=True)
class LeverField:
    """One term that can be held: by one of its `options` (value and words), or by a number from `lo` to `hi`.

    `held` is the value it is held to, empty where it is free; `span` says in words what it can be.
    """

    issue: str
    name: str
    held: str
    options: tuple[tuple[str, str], ...] = ()
    lo: str = ""
    hi: str = ""
    step: str = ""
    middle: str = ""
    span: str = ""


def lever_fields(values: Mapping[str, tuple[Value, ...]], held: Mapping[str, Value], words: Words) -> list[LeverField]:
    """A field for each issue, in the order of the case."""
    return [_field(issue, own, held.get(issue), words) for issue, own in values.items()]


def _field(issue: str, values: tuple[Value, ...], held: Value | None, words: Words) -> LeverField:
    date = words.case.header.issues[issue].kind == "date"
    name, now = words.name(issue), "" if held is None else plain_value(held, date)
    numbers = [value for value in values if isinstance(value, Decimal)]
    if date and len(values) > _MOST_OPTIONS:
        ends = f"{value_words(words, issue, min(numbers))} to {value_words(words, issue, max(numbers))}"
        return LeverField(issue, name, now, span=ends)
    if date or len(numbers) < len(values):
        return LeverField(issue, name, now, tuple((plain_value(v, date), value_words(words, issue, v)) for v in values))
    step = min((b - a for a, b in pairwise(numbers)), default=Decimal(1))
    lo, hi, middle = numbers[0], numbers[-1], numbers[len(numbers) // 2]
    span = f"{plain_value(lo)} to {value_words(words, issue, hi)}"
    return LeverField(
        issue,
        name,
        now,
        lo=plain_value(lo),
        hi=plain_value(hi),
        step=plain_value(step),
        middle=plain_value(middle),
        span=span,
    )


def trial_blocks(trial: Trial | None, words: Words) -> tuple[Block, ...]:
    """What follows from the terms that are held."""
    if trial is None:
        told = Note(
            "No package fits the terms that are held: constraints, or packages that were rejected, rule them out."
        )
        return Heading("No package"), told
    lines = [
        Line(taken_words(one, words), label=f"{words.name(party)} takes it") for party, one in trial.accept.items()
    ]
    lines.append(Line(taken_words(trial.joint, words), label="all take it"))
    rows = tuple(
        (words.name(issue), value_words(words, issue, value), "held" if issue in trial.held else "free")
        for issue, value in trial.terms.items()
    )
    return Heading("With these terms"), Lines(tuple(lines)), Table("", ("Issue", "Value", "Held?"), rows, named=True)


def basis_blocks(slate: Slate, words: Words) -> tuple[Block, ...]:
    """What the chances rest on, what is only assumed, and what must not be given away with a package."""
    return Lines(tuple(doubt_lines(slate, words))), Note(_HOW)


_HOW = (
    "A chance is one rule averaged over draws of what each side may want; in brackets the range with assessments left "
    "out in turn, answers softer and sharper, and outside options assumed higher or lower. What is held is held; the "
    "rest is searched from the slate on, so a better filling may have been missed. This page compares, and picks none."
)
