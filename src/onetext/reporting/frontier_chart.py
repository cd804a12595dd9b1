"""The frontier as a chart: Vega-Lite, as a web page that stands alone, SVG or PNG. Loaded only when asked for."""

from __future__ import annotations

import html
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from onetext.model import Case
from onetext.model.bridges import Bridges
from onetext.model.slate import Slate
from onetext.model.solution import CONCEPTS
from onetext.reporting.bridge import NAMES, NO_SLATE
from onetext.reporting.chart.theme import EDGE, FAMILY, INK, chart_theme
from onetext.reporting.number import fraction_words
from onetext.reporting.slate_chart import slate_panels, slate_table, slate_title
from onetext.reporting.words import Words

if TYPE_CHECKING:
    import altair

FORMS: Final = ("html", "svg", "png")
_MOST_POINTS: Final = 4_000


def frontier_chart(bridges: Bridges, case: Case, slate: Slate = NO_SLATE) -> altair.HConcatChart:
    """The frontier, one panel for each two parties: every point, and the solutions by shape and name; then the slate.

    Of more than 4,000 points every so many are drawn; the solutions always are.
    """
    import altair as alt  # half a second that no other page waits for

    words = Words(case)
    names = {party: words.name(party) for party in bridges.parties}
    step = -(-len(bridges.packages) // _MOST_POINTS) or 1
    drawn = bridges.packages[::step]
    points = [{party: float(value) for party, value in bridge.utility.items()} for bridge in drawn]
    marks = _marks(bridges)
    panels = []
    for across, up in combinations(bridges.parties, 2):
        x = alt.X(f"{across}:Q", title=f"utility of {names[across]}", scale=alt.Scale(zero=False))
        y = alt.Y(f"{up}:Q", title=f"utility of {names[up]}", scale=alt.Scale(zero=False))
        tips = [alt.Tooltip(f"{party}:Q", title=name) for party, name in names.items()]
        under = alt.Chart(alt.InlineData(values=points)).mark_point(color=EDGE, size=24).encode(x, y, tooltip=tips)
        over = alt.Chart(alt.InlineData(values=marks))
        legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=480, labelFontSize=13)
        shape = alt.Shape("concept:N", legend=legend)
        shown = over.mark_point(color=INK, size=90).encode(x, y, shape=shape, tooltip=["concept:N", *tips])
        panels.append(alt.layer(under, shown).properties(width=420, height=320).interactive())
    title = f"{len(bridges.packages):,} payoffs that nobody can better without a loss to somebody ({bridges.verdict})"
    if step > 1:
        title += f"; every {step}th drawn"
    if slate.packages:
        panels = [*(panels if bridges.feasible else []), *slate_panels(slate, words)]
        title = f"{title}; {slate_title(slate)}" if bridges.feasible else slate_title(slate)
    described = "The Pareto frontier of the packages, with the solution concepts; the table has the same numbers."
    chart: altair.HConcatChart = alt.hconcat(*panels).properties(title=title, description=described)
    themed: altair.HConcatChart = chart.configure(**{**chart_theme(), "background": "transparent"})
    return themed


def _marks(bridges: Bridges) -> list[dict[str, Any]]:
    """The solutions, those at one point under one label."""
    at: dict[tuple[float, ...], list[str]] = {}
    for concept in CONCEPTS:
        found = (bridges.solutions or {}).get(concept)
        if found is not None:
            at.setdefault(tuple(float(value) for value in found.bridge.utility.values()), []).append(NAMES[concept])
    return [
        {"concept": ", ".join(names), **dict(zip(bridges.parties, point, strict=True))} for point, names in at.items()
    ]


def write_chart(bridges: Bridges, case: Case, form: str, slate: Slate = NO_SLATE) -> bytes:
    """The chart as a file of one of `FORMS`. The page holds the table too, and fetches nothing."""
    import vl_convert

    spec = frontier_chart(bridges, case, slate).to_dict()
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png({**spec, "background": "white"}, scale=2))
    page = str(vl_convert.vegalite_to_html(spec, bundle=True))
    return page.replace("</body>", f"{_table(bridges, case)}{slate_table(slate, Words(case))}</body>").encode()


def _table(bridges: Bridges, case: Case) -> str:
    words = Words(case)
    head = "".join(f"<th scope=col>{html.escape(words.name(party))}</th>" for party in bridges.parties)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{cell}</td>" for cell in (*map(fraction_words, bridge.utility.values()), bridge.ties))
        + "</tr>"
        for bridge in bridges.packages[:_MOST_POINTS]
    )
    style = f"font: 15px {FAMILY}; border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 16px"
    caption = f"The frontier, {len(bridges.packages):,} points; the same numbers as the chart"
    return (
        f'<table style="{html.escape(style)}" cellpadding=6><caption>{caption}</caption>'
        f"<thead><tr>{head}<th scope=col>packages</th></tr></thead><tbody>{rows}</tbody></table>"
    )
