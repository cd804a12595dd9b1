"""The frontier as a chart: Vega-Lite, as a web page that stands alone, SVG or PNG. Loaded only when asked for."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from onetext.model import Case
from onetext.model.bridges import Bridges
from onetext.model.slate import Slate
from onetext.model.solution import CONCEPTS
from onetext.reporting.bridge import NAMES, NO_SLATE
from onetext.reporting.chart.drawing import bare, draw_png, draw_svg, themed, vega_spec
from onetext.reporting.chart.theme import EDGE, INK
from onetext.reporting.html import Live, write_html
from onetext.reporting.page import Page
from onetext.reporting.slate_chart import slate_panels, slate_title, worth_blocks
from onetext.reporting.words import Words

if TYPE_CHECKING:
    import altair

FORMS: Final = ("html", "svg", "png")
MOST_POINTS: Final = 4_000
_BETWEEN: Final = " · "
_LETTERS: Final = 60


def write_chart(bridges: Bridges, case: Case, form: str, page: Page, slate: Slate = NO_SLATE) -> bytes:
    """The chart as a file of one of `FORMS`; the web page holds the given page too, and asks for nothing."""
    drawing = frontier_chart(bridges, case, slate, titled=form != "html")
    if form == "svg":
        return draw_svg(drawing).encode()
    if form == "png":
        return draw_png(drawing)
    page = replace(page, blocks=(*page.blocks, *worth_blocks(slate, Words(case))))
    live = Live(_title(bridges, slate), _DESCRIPTION, _HOW, draw_svg(drawing), json.dumps(themed(drawing)), _script())
    return write_html(page, live).encode()


def frontier_spec(bridges: Bridges, case: Case, slate: Slate = NO_SLATE, columns: int = 2) -> dict[str, Any]:
    """The chart for a browser to draw: a Vega specification that holds its data, in so many columns of panels."""
    drawing = frontier_chart(bridges, case, slate, titled=False).properties(columns=columns)
    return vega_spec(drawing)


def frontier_chart(bridges: Bridges, case: Case, slate: Slate = NO_SLATE, titled: bool = True) -> altair.ConcatChart:
    """The frontier, one panel for each two parties: every point, and the solutions by shape and name; then the slate.

    Of more than 4,000 points every so many are drawn; the solutions always are.
    """
    import altair as alt  # half a second that no other page waits for

    words = Words(case)
    names = [bare(words.name(party)) for party in bridges.parties if bridges.feasible]
    drawn = alt.InlineData(values=[_datum(bridge.utility.values()) for bridge in bridges.packages[:: _step(bridges)]])
    marks = alt.InlineData(values=_marks(bridges))
    tips = [alt.Tooltip(f"u{n}", type="quantitative", title=name, format=".4~f") for n, name in enumerate(names)]
    legend = alt.Legend(
        title=None, orient="bottom", columns=1, labelLimit=400, labelFontSize=13, labelColor=INK,
        symbolStrokeColor=INK, symbolOpacity=1, labelExpr=f"split(datum.label, '{_BETWEEN}')",
    )  # fmt: skip
    panels = []
    for across, up in combinations(range(len(names)), 2):
        x, y = (
            make(f"u{n}", type="quantitative", title=f"utility of {names[n]}", scale=alt.Scale(zero=False, padding=10))
            for make, n in ((alt.X, across), (alt.Y, up))
        )
        moving = alt.selection_interval(
            name=f"view{across}_{up}", bind="scales", zoom="wheel![event.shiftKey]", encodings=["x", "y"]
        )
        under = alt.Chart(drawn).mark_point(color=EDGE, size=20, opacity=1).encode(x, y, tooltip=tips)
        said = [alt.Tooltip("concept", type="nominal", title="solution"), *tips]
        over = alt.Chart(marks).mark_point(color=INK, size=130, opacity=1, filled=False, strokeWidth=2)
        shown = over.encode(x, y, shape=alt.Shape("concept", type="nominal", legend=legend), tooltip=said)
        panels.append(alt.layer(under, shown).properties(width=420, height=320).add_params(moving))
    panels += slate_panels(slate, words)
    found: altair.ConcatChart = alt.concat(*panels, columns=2).properties(description=_DESCRIPTION)
    return found.properties(title=textwrap.wrap(_title(bridges, slate), _LETTERS)) if titled else found


_DESCRIPTION: Final = (
    "The Pareto frontier of the packages, with the solution concepts; the tables have the same numbers."
)
_HOW: Final = "Point at it for the numbers. Drag to move, shift and wheel to look closer, double-click to go back."


def _title(bridges: Bridges, slate: Slate) -> str:
    found = [_frontier_title(bridges)] if bridges.feasible else []
    return "; ".join([*found, slate_title(slate)] if slate.packages else found)


def _frontier_title(bridges: Bridges) -> str:
    title = f"{len(bridges.packages):,} payoffs that nobody can better without a loss to somebody ({bridges.verdict})"
    return title if _step(bridges) == 1 else f"{title}; one in {_step(bridges)} drawn"


def _step(bridges: Bridges) -> int:
    return -(-len(bridges.packages) // MOST_POINTS) or 1


def _datum(utility: Any) -> dict[str, Any]:
    return {f"u{n}": float(value) for n, value in enumerate(utility)}


def _marks(bridges: Bridges) -> list[dict[str, Any]]:
    """The solutions, those at one point under one label."""
    at: dict[tuple[float, ...], list[str]] = {}
    for concept in CONCEPTS:
        found = (bridges.solutions or {}).get(concept)
        if found is not None:
            at.setdefault(tuple(map(float, found.bridge.utility.values())), []).append(NAMES[concept])
    return [{"concept": _BETWEEN.join(names), **_datum(point)} for point, names in at.items()]


@cache
def _script() -> str:
    """Vega, and what draws the data of the page as wide as there is room, in the colours of the page; panels with names
    beside their points keep their width, for which the names were placed."""
    import vl_convert

    script: str = vl_convert.javascript_bundle(
        'const spec = JSON.parse(document.getElementById("data").textContent);'
        'const place = document.getElementById("live");'
        "const each = Math.max(160, Math.min(420, place.clientWidth - 80));"
        "spec.concat.filter(panel => !panel.name).forEach(panel => { panel.width = each; });"
        "spec.columns = Math.max(1, Math.floor(place.clientWidth / (each + 80)));"
        'const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";'
        'vegaEmbed(place, spec, {actions: false, renderer: "svg", ast: true, tooltip: {theme}});'
    )
    return script
