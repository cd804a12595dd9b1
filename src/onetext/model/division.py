"""Adjusted Winner: goods divided between two parties by points, so that both get the same share of what they value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Points = Mapping[str, Mapping[str, int | Decimal | Fraction]]
"""What each item is worth to each party."""


@dataclass(frozen=True, slots=True)
class Division:
    """Who gets what, in points of 100. `split_item` is the one that is shared, if any, with each party's share of it.

    `wins` are the items that one values more than the other, `tied` those that both value the same; after tied items
    went to whoever was behind, `received` is what each ends with in whole items.
    """

    parties: tuple[str, str]
    wins: Mapping[str, tuple[str, ...]]
    tied: tuple[str, ...]
    points_without_ties: Mapping[str, Fraction]
    received: Mapping[str, tuple[str, ...]]
    split_item: str | None
    share_of_split_item: Mapping[str, Fraction]
    final_points: Mapping[str, Fraction]


def adjusted_winner(points: Points) -> Division:
    """Divide items between two parties by Adjusted Winner (Brams and Taylor, Fair Division, 1996). Exact.

    Points of each party are first scaled to 100. Each item goes to the one that values it more, tied items to whoever
    is behind; then items pass from the one ahead to the other, those first where the ratio of their points is least,
    the last one in part, until both have the same points. Tied items go in the order of their names, so that the order
    in which they are given does not matter. Raises ValueError for anything but two parties, and for points that are
    negative, no number or all 0.

    >>> divided = adjusted_winner({"dam": {"north": 60, "south": 30}, "ford": {"north": 40, "south": 70}})
    >>> divided.split_item, divided.share_of_split_item["south"], divided.final_points["north"]
    ('ford', Fraction(10, 11), Fraction(700, 11))
    """
    one, other = _parties(points)
    worth = {party: _scaled(points, party) for party in (one, other)}
    wins = {
        party: tuple(item for item in points if worth[party][item] > worth[rival][item])
        for party, rival in ((one, other), (other, one))
    }
    tied = tuple(item for item in points if worth[one][item] == worth[other][item])
    have = {party: sum((worth[party][item] for item in wins[party]), Fraction(0)) for party in wins}
    before = dict(have)
    received = {party: list(items) for party, items in wins.items()}
    for item in sorted(tied):
        behind = other if have[other] < have[one] else one
        received[behind].append(item)
        have[behind] += worth[behind][item]
    split_item, share = _even_out(received, have, worth)
    return Division(
        (one, other),
        wins,
        tied,
        before,
        {party: tuple(items) for party, items in received.items()},
        split_item,
        share,
        have,
    )


def _even_out(
    received: dict[str, list[str]], have: dict[str, Fraction], worth: Mapping[str, Mapping[str, Fraction]]
) -> tuple[str | None, dict[str, Fraction]]:
    """Pass items to the one behind until both have the same; the item that is split, and the shares of it."""
    one, other = have
    ahead, behind = (one, other) if have[one] >= have[other] else (other, one)

    def ratio(item: str) -> tuple[Fraction, str]:
        return worth[ahead][item] / worth[behind][item], item

    for item in sorted((item for item in received[ahead] if worth[behind][item] > 0), key=ratio):
        gap = have[ahead] - have[behind]
        if gap <= 0:
            break
        share = min(gap / (worth[ahead][item] + worth[behind][item]), Fraction(1))
        have[ahead] -= share * worth[ahead][item]
        have[behind] += share * worth[behind][item]
        received[ahead].remove(item)
        if share < 1:
            return item, {ahead: 1 - share, behind: share}
        received[behind].append(item)
    return None, {}


def _parties(points: Points) -> tuple[str, str]:
    if not points:
        raise ValueError("there is nothing to divide (give at least one item, with points for both parties)")
    names = tuple(dict.fromkeys(party for row in points.values() for party in row))
    if len(names) != 2:
        raise ValueError(f"Adjusted Winner is for two parties, not {len(names)} (give points of two)")
    lacking = next((item for item, row in points.items() if len(row) < 2), None)
    if lacking is not None:
        raise ValueError(f"'{lacking}' has no points of one party (give both, 0 where it is worth nothing)")
    return names[0], names[1]


def _scaled(points: Points, party: str) -> dict[str, Fraction]:
    held = {}
    for item, row in points.items():
        try:
            held[item] = Fraction(row[party])
        except (ValueError, OverflowError, TypeError):
            raise ValueError(f"the points of '{party}' for '{item}' are no number (give 0 or more)") from None
        if held[item] < 0:
            raise ValueError(f"the points of '{party}' for '{item}' are below 0 (give 0 or more)")
    total = sum(held.values())
    if not total:
        raise ValueError(f"'{party}' gives no points to anything (give 100 in all)")
    return {item: value * 100 / total for item, value in held.items()}
