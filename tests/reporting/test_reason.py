"""Why a side may take a package: what holds for all is said once, what differs by package is said there, none is lost."""

from __future__ import annotations

import re
from decimal import Decimal

from onetext.model import Case, Header
from onetext.model.issue import Issue
from onetext.model.party import Party
from onetext.model.slate import Chance, Drive, Floated, Reasons, Slate
from onetext.model.verdict import PROVED
from onetext.reporting import Lines, Note, Words
from onetext.reporting.reason import reason_blocks

WORDS = Words(
    Case(
        Header(
            title="Talks",
            parties={"north": Party("North"), "south": Party("South")},
            issues={name: Issue(name.capitalize(), "number") for name in ("truce", "dam", "carts")},
        )
    )
)
OPEN, SETTLED = Chance(0.5, 0.02, 0.4, 0.3, 0.7), Chance(1, 0, 0.4, 1, 1, "accepted", "yes")


def drive(issue: str, chance: float, value: int = 10) -> Drive:
    return Drive(issue, Decimal(value), chance)


def said(*packages: dict[str, Reasons], answered: frozenset[int] = frozenset()) -> tuple[list[tuple[str, str]], bool]:
    """The lines of some packages, label and text, and whether a note explains figures that differ."""
    floated = tuple(
        Floated({}, dict.fromkeys(reasons, SETTLED if n in answered else OPEN), OPEN, {}, PROVED, reasons=reasons)
        for n, reasons in enumerate(packages, 1)
    )
    blocks = [*reason_blocks(Slate(packages=floated, parties=("north", "south")), WORDS)]
    lines = [line for block in blocks if isinstance(block, Lines) for line in block.lines]
    texts = [(line.label, re.sub("[\u2068\u2069]", "", line.text)) for line in lines]
    return texts, any(isinstance(block, Note) for block in blocks)


def test_what_carries_every_package_is_said_once_with_the_figures_it_runs_over() -> None:
    packages = [{"north": Reasons((drive("truce", 0.01 * n),), (drive("dam", 0.9),))} for n in (3, 4, 3)]
    assert said(*packages) == (
        [
            (
                "Every package",
                "North: carried by Truce (at 10, about 3 to 4 in 100); held back by Dam (at 10, about 9 in 10)",
            )
        ],
        True,
    )


def test_what_differs_is_said_at_its_package_and_nothing_is_lost() -> None:
    common = drive("truce", 0.2)
    packages = [
        {"north": Reasons((common,)), "south": Reasons((drive("dam", 0.1),))},
        {"north": Reasons((common, drive("carts", 0.3))), "south": Reasons((drive("dam", 0.5),))},
        {"north": Reasons((common,), (drive("dam", 0.8, 20),)), "south": Reasons((drive("dam", 0.1, 20),))},
    ]
    assert said(*packages) == (
        [
            ("Every package", "North: carried by Truce (at 10, about 2 in 10)"),
            ("Package 1", "South: carried by Dam (at 10, about 1 in 10)"),
            ("Package 2", "North: also carried by Carts (at 10, about 3 in 10)"),
            ("Package 2", "South: carried by Dam (at 10, about 5 in 10)"),
            ("Package 3", "North: held back by Dam (at 20, about 8 in 10)"),
            ("Package 3", "South: carried by Dam (at 20, about 1 in 10)"),
        ],
        False,
    )


def test_a_package_that_was_answered_has_no_reasons_and_the_others_are_named() -> None:
    one = {"north": Reasons((drive("truce", 0.2),))}
    assert said(one, one, one, answered=frozenset([2]))[0][0][0] == "Packages 1 and 3"
    assert said(one)[0][0][0] == "Package 1"
    assert said({"north": Reasons()}) == ([], False)
