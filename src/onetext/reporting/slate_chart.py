"""The slate and the path of past proposals as panels of a chart: what each is expected to be worth to two sides."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from onetext.model.slate import Slate
from onetext.reporting.chance import chance_words, decimal_of
from onetext.reporting.chart.drawing import bare
from onetext.reporting.chart.theme import EDGE, INK
from onetext.reporting.page import Block, Heading, Table
from onetext.reporting.words import Words


def slate_title(slate: Slate) -> str:
    """What there is to see."""
    return f"{len(slate.packages)} packages that all may take, by what they are expected to be worth"


def slate_panels(slate: Slate, words: Words) -> list[Any]:
    """One panel for each two parties: the packages of the slate, and past proposals joined in their order.

    Past proposals that leave issues open are drawn hollow, filled in as all are most likely to take them.
    """
    import altair as alt  # half a second that no other page waits for

    packages = [
        {"label": f"Package {n}", "joint": chance_words(one.joint), **one.expected}
        for n, one in enumerate(slate.packages, 1)
    ]
    past: list[dict[str, Any]] = [
        {"label": bare(words.entry_name(one.proposal)), "order": n, "open": one.open, **one.expected}
        for n, one in enumerate(slate.past)
    ]
    panels = []
    for across, up in combinations(slate.parties, 2):
        x, y = (
            alt.X(f"{across}:Q", title=f"expected worth to {bare(words.name(across))}", scale=alt.Scale(zero=False)),
            alt.Y(f"{up}:Q", title=f"expected worth to {bare(words.name(up))}", scale=alt.Scale(zero=False)),
        )
        path = alt.Chart(alt.InlineData(values=past))
        line = path.mark_line(color=EDGE, strokeDash=[4, 3]).encode(x, y, order="order:Q")
        filled = alt.condition("datum.open", alt.value("transparent"), alt.value(EDGE))
        dots = path.mark_point(color=EDGE, size=60).encode(x, y, fill=filled, tooltip=["label:N"])
        named = path.mark_text(color=EDGE, align="left", dx=7, dy=10).encode(x, y, text="label:N")
        over = alt.Chart(alt.InlineData(values=packages))
        marks = over.mark_point(color=INK, shape="diamond", size=90).encode(x, y, tooltip=["label:N", "joint:N"])
        labels = over.mark_text(color=INK, align="left", dx=7, dy=-6).encode(x, y, text="label:N")
        panels.append(alt.layer(line, dots, named, marks, labels).properties(width=420, height=320))
    return panels


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
