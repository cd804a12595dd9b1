"""A division of goods in words."""

from __future__ import annotations

from onetext.model.division import Division
from onetext.reporting.number import exact_words, fraction_words
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page
from onetext.reporting.phrase import isolated, joined
from onetext.reporting.result import DivideResult


def divide_page(division: Division) -> Page:
    """The page: who gets what, what is shared, and how it came about."""
    blocks: list[Block] = [Heading("Who gets what")]
    blocks.append(Lines(tuple(Line(_gets(division, party), label=isolated(party)) for party in division.parties)))
    if division.tied:
        tied = joined(map(isolated, division.tied))
        blocks.append(Note(f"Both value {tied} the same: given to whoever was behind."))
    blocks.append(Note(_HOW))
    return Page("Adjusted Winner", "points of each party scaled to 100", tuple(blocks))


_HOW = (
    "Each item goes to the one that values it more. Then items pass from the one ahead to the other, those first where "
    "the ratio of their points is least, the last in part, until both have the same points."
)


def _gets(division: Division, party: str) -> str:
    parts = [isolated(item) for item in division.received[party]]
    if division.split_item is not None:
        share = exact_words(division.share_of_split_item[party])
        parts.append(f"{share} of {isolated(division.split_item)}")
    points = fraction_words(round(division.final_points[party], 2))
    return f"{joined(parts) if parts else 'nothing'}: {points} points of 100"


def divide_result(division: Division) -> DivideResult:
    """The division as data; numbers are exact, as whole numbers or fractions."""
    return DivideResult(
        division.parties,
        division.wins,
        {party: exact_words(points) for party, points in division.points_without_ties.items()},
        division.tied,
        division.received,
        division.split_item,
        {party: exact_words(share) for party, share in division.share_of_split_item.items()},
        {party: exact_words(points) for party, points in division.final_points.items()},
    )
