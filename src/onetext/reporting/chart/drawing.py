"""Charts as SVG or PNG, in our theme and fonts; bars in lanes drawn from the data of a page."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from onetext.reporting.chart.layout import Layout, Placed, lay_out
from onetext.reporting.chart.theme import INK, LINE, SHEET, SOFT, WIDTH, chart_theme
from onetext.reporting.page import Chart, printable

if TYPE_CHECKING:
    import altair

_STEP = 24
_NAME_LINE = 15
_DASH = {"firm": [1, 0], "about": [4, 2], "vague": [1, 3]}


def draw_svg(drawing: altair.TopLevelMixin) -> str:
    """An Altair chart as SVG text, in our theme and fonts. The same chart gives the same text."""
    converter = _converter()
    svg: str = converter.vegalite_to_svg(themed(drawing), allowed_base_urls=[])
    return svg


def draw_png(drawing: altair.TopLevelMixin, scale: float = 2) -> bytes:
    """An Altair chart as a PNG picture on white, `scale` times the size of its SVG."""
    spec = themed(drawing)
    spec["config"]["background"] = SHEET
    png: bytes = _converter().vegalite_to_png(spec, scale=scale, allowed_base_urls=[])
    return png


def themed(drawing: altair.TopLevelMixin) -> dict[str, Any]:
    """An Altair chart as Vega-Lite in our theme."""
    spec: dict[str, Any] = drawing.to_dict()
    return spec | {"config": chart_theme()}


@cache
def _converter() -> Any:
    """The converter, which knows our fonts from now on."""
    import vl_convert  # half a second with the first chart, which only a page to be printed needs

    with as_file(files("onetext.reporting") / "font") as folder:
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def vega_script() -> str:
    """The libraries that draw charts in a browser (Vega, Vega-Lite, vega-embed), as one script without requests."""
    script: str = _converter().javascript_bundle()
    return script


def chart_spec(chart: Chart) -> dict[str, Any]:
    """The bars of a chart for a browser to draw: a Vega specification that holds its data, without a title."""
    return vega_spec(_drawn(chart))


def vega_spec(drawing: altair.TopLevelMixin) -> dict[str, Any]:
    """An Altair chart as a Vega specification whose parts name nothing to those who do not see it."""
    found: dict[str, Any] = _converter().vegalite_to_vega(themed(drawing))
    pending = [found]
    while pending:  # the page names the picture as a whole, and has its numbers in a table
        for part in [*pending[-1].get("marks", ()), *pending.pop().get("axes", ())]:
            part["aria"] = False
            pending.append(part)
    return found


def draw_bars(chart: Chart) -> str:
    """The bars of a chart as SVG, without its title, which the page says in its own type."""
    return _tidy(draw_svg(_drawn(chart)))


def _drawn(chart: Chart) -> altair.TopLevelMixin:
    import altair

    names = [textwrap.wrap(bare(lane), 24)[:3] for lane in chart.lanes]
    layout = lay_out(chart, WIDTH, [math.ceil(len(name) * _NAME_LINE / _STEP) for name in names])
    is_time = any(hasattr(bound, "timestamp") for bar in chart.bars for bound in (bar.lo, bar.hi))
    kind: Any = "temporal" if is_time else "quantitative"
    ends = [_at(layout.lo, is_time), _at(layout.hi, is_time)]
    scale = altair.Scale(domain=ends, type="utc" if is_time else "linear", nice=False, zero=False)
    shown = {"format": "%-d %b %Y", "labelOverlap": "greedy", "tickCount": 6} if is_time else {"tickCount": 6}
    axis = altair.Axis(title=bare(chart.axis), grid=True, **shown)
    x = altair.X("lo", type=kind, scale=scale, axis=axis)
    y = altair.Y("y:Q", scale=altair.Scale(domain=[layout.rows, 0]), axis=None)
    data = _inline([_datum(item, is_time) for item in layout.placed])
    base = altair.Chart(data).encode(x=x, y=y)
    ranges, points = (base.transform_filter(f"datum.point == {flag}") for flag in ("false", "true"))
    layers = [
        _rules(layout, y),
        ranges.mark_bar(height=9, stroke=INK, strokeWidth=1.5).encode(
            x2="hi",
            fill=altair.condition("datum.doubt == 'firm'", altair.value(INK), altair.value(SHEET)),
            strokeDash=altair.StrokeDash(
                "doubt:N", legend=None, scale=altair.Scale(domain=[*_DASH], range=[*_DASH.values()])
            ),
        ),
        points.mark_point(shape="diamond", size=70, color=INK, filled=True, opacity=1),
        *_arrows(base, kind),
        base.mark_text(align="left", dx=8, baseline="middle").encode(x=altair.X("hi", type=kind), text="label:N"),
        _names(names, layout, y),
        _silence(chart, layout, y),
    ]
    whole: altair.TopLevelMixin = altair.layer(*layers, description=bare(chart.description)).properties(
        width=WIDTH, height=_STEP * layout.rows
    )
    return whole


def _inline(values: list[dict[str, Any]]) -> Any:
    import altair

    return altair.Data(values=values)  # type: ignore[no-untyped-call]


def _datum(item: Placed, is_time: bool) -> dict[str, Any]:
    return {
        "lo": _at(item.lo, is_time),
        "hi": _at(item.hi, is_time),
        "y": item.row + 0.5,
        "label": bare(item.bar.label),
        "doubt": item.bar.doubt,
        "point": item.is_point,
        "open": {(True, True): "both", (True, False): "lo", (False, True): "hi"}.get(
            (item.bar.lo is None, item.bar.hi is None), ""
        ),
    }


def _rules(layout: Layout, y: Any) -> Any:
    """A line above each lane but the first."""
    import altair

    data = _inline([{"y": row} for row in layout.lane_rows[1:]])
    return altair.Chart(data).mark_rule(color=LINE).encode(y=y)


def _arrows(base: Any, kind: Any) -> list[Any]:
    """A head where a range is open."""
    import altair

    return [
        base.transform_filter(f"datum.open == '{end}' || datum.open == 'both'")
        .mark_point(shape=f"triangle-{way}", size=220, color=INK, filled=True, opacity=1)
        .encode(x=altair.X(end, type=kind))
        for end, way in (("lo", "left"), ("hi", "right"))
    ]


def _names(names: Sequence[Sequence[str]], layout: Layout, y: Any) -> Any:
    """The names of the lanes, on their first rows."""
    import altair

    data = [{"y": row + 0.5, "name": [*name]} for row, name in zip(layout.lane_rows, names, strict=True)]
    text = altair.Chart(_inline(data)).mark_text(
        align="right", dx=-10, baseline="middle", color=SOFT, lineHeight=_NAME_LINE
    )
    return text.encode(y=y, x=altair.value(0), text="name:N")


def _silence(chart: Chart, layout: Layout, y: Any) -> Any:
    """Words where a lane holds nothing: an empty lane could be read as a no."""
    import altair

    spoken = {bar.lane for bar in chart.bars}
    data = [{"y": row + 0.5} for lane, row in enumerate(layout.lane_rows) if lane not in spoken]
    text = altair.Chart(_inline(data)).mark_text(align="left", dx=8, baseline="middle", color=SOFT)
    return text.encode(y=y, x=altair.value(0), text=altair.value("nothing stated on this"))


def _at(value: float, is_time: bool) -> float:
    """A place on the axis, in milliseconds for a moment."""
    return value * 1000 if is_time else value


def bare(text: str) -> str:
    """Text for a picture, without the signs that set a passage apart."""
    return printable(text).replace("\u2068", "").replace("\u2069", "")


def _tidy(svg: str) -> str:
    """The picture without fixed size, so that it fits its place, and without inline styles, which the page forbids."""
    svg = re.sub(r' style="[^"]*"', "", svg)
    return re.sub(r'^(<svg [^>]*?) width="\d+" height="\d+"', r"\1", svg, count=1)
