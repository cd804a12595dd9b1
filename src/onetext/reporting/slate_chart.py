"""The slate and the path of past proposals as panels of a chart: what each is expected to be worth to two sides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from onetext.model.slate import Slate
from onetext.reporting.chance import chance_words, decimal_of
from onetext.reporting.chart.drawing import bare
from onetext.reporting.chart.label import LINE, Label, Named, place_labels
from onetext.reporting.chart.theme import EDGE, INK
from onetext.reporting.page import Block, Heading, Table
from onetext.reporting.words import Words

WIDTH: Final = 420
HEIGHT: Final = 320
"""Pixels of a panel; it grows where names need it."""
_MARGIN: Final = 0.06
"""How far an axis goes on beyond its points, as a share of what they span."""
_LEAST: Final = 0.1
"""What is taken for that share of points that lie all at one place."""


def slate_title(slate: Slate) -> str:
    """What there is to see."""
    return f"{len(slate.packages)} packages that all may take, by what they are expected to be worth"


def slate_panels(slate: Slate, words: Words) -> list[Any]:
    """One panel for each two parties: the packages of the slate, and past proposals joined in their order, each named
    beside its point. Past proposals that leave issues open are drawn hollow, filled in as all are most likely to take
    them."""
    return [_panel(slate, words, across, up) for across, up in combinations(slate.parties, 2)]


def _panel(slate: Slate, words: Words, across: str, up: str) -> Any:
    import altair as alt  # half a second that no other page waits for

    points = [*_points(slate, words, across, up)]
    (left, right), (low, high) = (_ends([one[side] for one in points]) for side in ("x", "y"))
    named = [
        Named((one["x"] - left) / (right - left), (high - one["y"]) / (high - low), one["label"]) for one in points
    ]
    path = [point for point, one in zip(named, points, strict=True) if one["past"]]
    labels = place_labels(named, WIDTH, HEIGHT, path)
    spots = [
        _spot(one, label, (left, (right - left) / WIDTH), (high, (high - low) / labels.height))
        for one, label in zip(points, labels.placed, strict=True)
        if label is not None
    ]
    x, y = (
        make(
            f"{field}:Q",
            title=f"expected worth to {bare(words.name(party))}",
            scale=alt.Scale(domain=ends, nice=False, zero=False),
        )
        for make, field, party, ends in (
            (alt.X, "x", across, [left, right]),
            (alt.Y, "y", up, [low, high]),
        )
    )
    past, packages = (
        alt.Chart(alt.InlineData(values=[one for one in points if one["past"] == is_past])).encode(x, y)
        for is_past in (True, False)
    )
    filled = alt.condition("datum.open", alt.value("transparent"), alt.value(EDGE))
    color = alt.condition("datum.past", alt.value(EDGE), alt.value(INK))
    layers = [
        past.mark_line(color=EDGE, strokeDash=[4, 3]).encode(order="order:Q"),
        past.mark_point(stroke=EDGE, size=60, strokeWidth=1.5, opacity=1).encode(fill=filled, tooltip=["label:N"]),
        packages.mark_point(color=INK, shape="diamond", size=90, opacity=1).encode(tooltip=["label:N", "joint:N"]),
        alt.Chart(alt.InlineData(values=[one for one in spots if one["far"]]))
        .mark_rule(strokeWidth=0.75)
        .encode(x, y, x2="to_x", y2="to_y", color=color),
    ]
    for align in ("left", "right"):
        beside = alt.Chart(alt.InlineData(values=[one for one in spots if one["align"] == align]))
        text = beside.mark_text(align=align, baseline="top", lineBreak="\n", lineHeight=LINE)
        layers.append(text.encode(alt.X("to_x:Q"), alt.Y("top:Q"), text="lines:N", color=color))
    panel = alt.layer(*layers).properties(name=f"worth_{across}_{up}", width=WIDTH, height=labels.height)
    unnamed = labels.placed.count(None)
    return panel.properties(title=f"{unnamed} of {len(points)} find no room for their names") if unnamed else panel


def _points(slate: Slate, words: Words, across: str, up: str) -> Iterator[dict[str, Any]]:
    """What is drawn, in the order in which names are placed: packages, then past proposals, the newest first."""
    for n, one in enumerate(slate.packages, 1):
        yield {
            "label": f"Package {n}", "joint": chance_words(one.joint), "past": False,
            "x": one.expected[across], "y": one.expected[up],
        }  # fmt: skip
    for n, past in reversed([*enumerate(slate.past)]):
        yield {
            "label": bare(words.entry_name(past.proposal)), "order": n, "open": past.open, "past": True,
            "x": past.expected[across], "y": past.expected[up],
        }  # fmt: skip


def _ends(values: list[float]) -> tuple[float, float]:
    """The ends of an axis, with a margin on either side."""
    lo, hi = min(values), max(values)
    margin = _MARGIN * ((hi - lo) or _LEAST)
    return lo - margin, hi + margin


def _spot(one: dict[str, Any], label: Label, x: tuple[float, float], y: tuple[float, float]) -> dict[str, Any]:
    """Where a label stands on the axes, each given as where its pixels begin and how much each of them is."""
    near = label.box.right if label.to_left else label.box.left
    middle = (label.box.top + label.box.bottom) / 2
    return {
        **{key: one[key] for key in ("x", "y", "past")},
        "lines": "\n".join(label.lines),
        "align": "right" if label.to_left else "left",
        "to_x": x[0] + near * x[1],
        "to_y": y[0] - middle * y[1],
        "top": y[0] - label.box.top * y[1],
        "far": label.away > LINE / 2,
    }


def worth_blocks(slate: Slate, words: Words) -> tuple[Block, ...]:
    """The same numbers as the panels, as a table of a page."""
    if not slate.packages:
        return ()
    rows = [(f"Package {n}", one.expected, chance_words(one.joint)) for n, one in enumerate(slate.packages, 1)]
    rows += [(words.entry_name(one.proposal), one.expected, "past") for one in slate.past]
    table = Table(
        "From 0, the worst package, to 1, the best; and the chance that all take them",
        ("", *map(words.name, slate.parties), "all take it"),
        tuple(
            (name, *(str(decimal_of(expected[party])) for party in slate.parties), told)
            for name, expected, told in rows
        ),
        named=True,
    )
    return Heading("What packages and past proposals are expected to be worth"), table
