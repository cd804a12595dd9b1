"""Bridges in words: the solution concepts side by side, none picked, and the frontier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from onetext.model import Case, Moment
from onetext.model.bridges import Bridge, Bridges, Solution
from onetext.model.issue import Value
from onetext.model.slate import Slate
from onetext.model.solution import CONCEPTS, Concept
from onetext.reporting.number import fraction_words, short_words
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.phrase import counted, isolated, joined
from onetext.reporting.result import (
    BridgeFrontier,
    BridgePackage,
    BridgeResult,
    BridgeSolution,
    BridgeSolutions,
)
from onetext.reporting.slate import slate_blocks
from onetext.reporting.slate_data import Plain, dates_of, slate_result
from onetext.reporting.value import plain_value, value_words
from onetext.reporting.words import Words

NAMES: Final[Mapping[Concept, str]] = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "leximin": "Leximin",
    "utilitarian": "Utilitarian",
    "egalitarian_scaled": "Egalitarian, of shares",
    "leximin_scaled": "Leximin, of shares",
    "utilitarian_scaled": "Utilitarian, of shares",
}
DEFINITIONS: Final[Mapping[Concept, str]] = {
    "nash": "the greatest product of the gains; if all products are 0, most sides with a gain, then their product",
    "kalai_smorodinsky": "the greatest smallest share, a share being a side's gain / the best gain it could have",
    "egalitarian": "the greatest smallest gain, each on the scale it was stated on",
    "leximin": "the greatest smallest gain, then the greatest second smallest, and so on",
    "utilitarian": "the greatest sum of the gains, as if the scales could be compared",
    "egalitarian_scaled": "the greatest smallest share of the best gain",
    "leximin_scaled": "the greatest smallest share of the best gain, then the second smallest, and so on",
    "utilitarian_scaled": "the greatest sum of shares of the best gain",
}
_SHOWN: Final = 20
NO_SLATE: Final = Slate(missing="nothing assessed")


def bridge_page(
    bridges: Bridges,
    case: Case,
    viewer: str,
    as_of: Moment,
    limit: int | None = _SHOWN,
    slate: Slate = NO_SLATE,
) -> Page:
    """The page: the slate; the solutions as a table, their definitions, and the frontier; or what is missing."""
    words = Words(case)
    title = f"Bridges · {isolated(case.header.title)}"
    blocks = [*_blocks(bridges, words, limit)] if bridges.feasible or not slate.packages else []
    if slate.packages or not bridges.feasible:
        blocks = [*slate_blocks(slate, words), *blocks]
    return Page(title, words.strip(viewer, as_of), tuple(blocks), words.for_whom(viewer), words.as_of(as_of))


def _blocks(bridges: Bridges, words: Words, limit: int | None) -> Iterator[Block]:
    if bridges.why in ("utilities missing", "values without end", "undecided"):
        yield Note(_no_frontier(bridges, words))
        return
    if not bridges.feasible:
        yield Note("No package satisfies the constraints of the case. See which cannot all hold: onetext stick.")
        return
    yield from _solutions(bridges, words)
    yield from _frontier(bridges, words, limit)
    yield Heading("Definitions")
    yield Lines(tuple(Line(DEFINITIONS[concept], label=NAMES[concept]) for concept in CONCEPTS))
    yield Note(_HOW)


_HOW: Final = (
    "A gain is a side's utility less its reservation value. A package is on the frontier if no other is better for "
    "somebody and worse for nobody. Every figure was computed again by these definitions. Utilities are as stated in "
    "the case; this page lists and compares, and picks none."
)


def _no_frontier(bridges: Bridges, words: Words) -> str:
    if bridges.why == "values without end":
        issues = joined(map(words.name, bridges.endless))
        return f"{issues}: there are more than 100,000 values, or no end of them. Write lo, hi and a coarser step."
    if bridges.why == "undecided":
        return f"Undecided: the search stopped at its limit ({bridges.verdict.limit})."
    if bridges.missing:
        known = f" Stated: {joined(map(words.name, bridges.parties))}." if bridges.parties else ""
        missing = joined(map(words.name, bridges.missing))
        return f"Bridges need to know what packages are worth to every side.{known} Missing: {missing}."
    return "Bridges need two sides or more, and what packages are worth to them."


def _solutions(bridges: Bridges, words: Words) -> Iterator[Block]:
    assert bridges.solutions is not None
    yield Heading("Solutions side by side")
    if bridges.why == "nothing rational":
        yield Note("No package leaves every side with at least its reservation value, so no concept has a solution.")
        return
    found = {concept: one for concept, one in bridges.solutions.items() if one is not None}
    alike: list[tuple[list[str], Solution]] = []  # concepts that say the same are one column
    for concept, one in found.items():
        names = next((held for held, other in alike if other == one), None)
        if names is None:
            alike.append(([NAMES[concept]], one))
        else:
            names.append(NAMES[concept])
    shown = [one for _, one in alike]
    rows = [
        (words.name(issue), *(_value(words, issue, one.bridge.terms[issue]) for one in shown))
        for issue in bridges.issues
    ]
    rows += [
        (f"utility of {words.name(party)}", *(short_words(one.bridge.utility[party]) for one in shown))
        for party in bridges.parties
    ]
    rows.append(("packages as good", *(_ties(one.ties, one.ties_are_least) for one in shown)))
    rows.append(("verdict", *(str(one.verdict) for one in shown)))
    head = ("", *("\n".join(names) for names, _ in alike))
    yield Table("", head, tuple(rows))
    if bridges.assumed:
        yield Note(f"No reservation value is stated for {joined(map(words.name, bridges.assumed))}: 0 is taken.")
    if bridges.several:
        yield Note(f"Several utilities are stated for {joined(map(words.name, bridges.several))}: the last is taken.")


def _ties(ties: int, are_least: bool) -> str:
    return f"at least {ties:,}" if are_least else f"{ties:,}"


def _frontier(bridges: Bridges, words: Words, limit: int | None) -> Iterator[Block]:
    count = f"{len(bridges.packages):,} of {bridges.packages_total:,} packages, {bridges.verdict}"
    if sum(bridge.ties for bridge in bridges.packages) != len(bridges.packages):
        count = f"{counted(len(bridges.packages), 'payoff')} of {bridges.packages_total:,} packages, {bridges.verdict}"
    yield Heading("Frontier", count)
    shown = bridges.packages if limit is None else bridges.packages[:limit]
    head = (*(f"utility of {words.name(party)}" for party in bridges.parties), "packages", "one of them")
    yield Table("", head, tuple(_row(bridge, bridges, words) for bridge in shown))
    if len(shown) < len(bridges.packages):
        yield Note(f"and {len(bridges.packages) - len(shown):,} more; --all shows them.")


def _row(bridge: Bridge, bridges: Bridges, words: Words) -> tuple[str, ...]:
    terms = "; ".join(f"{words.name(name)}: {_value(words, name, value)}" for name, value in bridge.terms.items())
    return (
        *(short_words(bridge.utility[party]) for party in bridges.parties),
        _ties(bridge.ties, bridges.ties_are_least),
        terms,
    )


def _value(words: Words, issue: str, value: Value) -> str:
    return value_words(words, issue, value)


def bridge_result(bridges: Bridges, case: Case, scaled: bool = False, slate: Slate = NO_SLATE) -> BridgeResult:
    """The bridges as data: with `scaled`, the last three concepts on gain / best gain. Packages of the slate stand
    before those of the frontier."""
    dates = dates_of(case)

    def terms(bridge: Bridge) -> dict[str, str]:
        return {name: plain_value(value, name in dates) for name, value in bridge.terms.items()}

    def utility(bridge: Bridge) -> dict[str, str]:
        return {party: fraction_words(value) for party, value in bridge.utility.items()}

    def solution(concept: Concept) -> BridgeSolution | None:
        one = (bridges.solutions or {}).get(concept)
        if one is None:
            return None
        return BridgeSolution(terms(one.bridge), utility(one.bridge), one.ties, one.ties_are_least, str(one.verdict))

    last: tuple[Concept, Concept, Concept] = (
        ("egalitarian_scaled", "leximin_scaled", "utilitarian_scaled")
        if scaled
        else ("egalitarian", "leximin", "utilitarian")
    )
    points = tuple(tuple(fraction_words(value) for value in bridge.utility.values()) for bridge in bridges.packages)
    floated = map(Plain(dates).package, slate.packages)
    return BridgeResult(
        (*floated, *(BridgePackage(terms(bridge), utility(bridge), bridge.ties) for bridge in bridges.packages)),
        BridgeSolutions(solution("nash"), solution("kalai_smorodinsky"), *map(solution, last)),
        BridgeFrontier(len(points), bridges.parties, points, bridges.ties_are_least, str(bridges.verdict)),
        bridges.packages_total,
        bridges.feasible,
        slate_result(slate, dates),
    )
