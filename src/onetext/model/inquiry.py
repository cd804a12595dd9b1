"""Next questions: what to ask whom, what the answer is worth, and what each answer would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from onetext.model.issue import Value
from onetext.model.slate import Chance, Missing

InquiryKind = Literal["take", "prefer", "matters", "limit", "float"]
"""Would you take this? Rather this or that? Which matters more? How far would you go? And: put this to all sides."""

LEAST_WORTH: Final = 0.001
"""A question worth less than this is not listed, however sure that is."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one answer would change: how likely it is, and the package that all are then most likely to take.

    `answer` is yes or no (`take`), first or second (`prefer`), an issue (`matters`), the value that is the limit
    (`limit`; empty where it takes none), or the sides that say yes (`float`). Both chances are estimated on draws that
    no search has seen; their ranges leave no assessment out.
    """

    answer: str
    chance: Chance
    best: Mapping[str, Value]
    joint: Chance


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question to one side (`to`), or a package to put to all (`to` is "all").

    `about` are the issues it is about, `packages` those that it names. `worth` is how much the answer would raise the
    joint chance of the best package on average, `error` one standard deviation of that. `confidences` are the entries
    behind it that those asked may not see and that are not the mediators' own view of them.
    """

    to: str
    kind: InquiryKind
    about: tuple[str, ...]
    packages: tuple[Mapping[str, Value], ...]
    worth: float
    error: float
    answers: tuple[Consequence, ...]
    confidences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiries:
    """The questions that stand out beyond chance, the most useful first, of `tried` that were tried.

    `best` is the package that all are most likely to take as things stand, with its joint chance `joint` on unseen
    draws. `clean` is the party that all of it may be known to; the questions are then to it alone. `missing` says why
    nothing could be asked. `scenario` is the rival reading of a party that is taken alone; `not_counted` are entries on
    each party of which nothing could be made.
    """

    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    questions: tuple[Inquiry, ...] = ()
    missing: Missing = ""
    tried: int = 0
    best: Mapping[str, Value] = field(default_factory=dict)
    joint: Chance | None = None
    seed: int = 0
    draws: int = 0
    clean: str | None = None
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scenario: Mapping[str, str] = field(default_factory=dict)
    not_counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
