"""How charts look: the tokens of the page, our fonts, and nothing that decorates."""

from __future__ import annotations

from typing import Any, Final

INK: Final = "#1c2024"
SOFT: Final = "#555d66"
LINE: Final = "#d8d8d0"
EDGE: Final = "#767d84"
SHEET: Final = "#ffffff"
CATEGORY: Final = (INK, "#00637c", "#a03c06", "#6a4590", "#735600")
FAMILY: Final = "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, sans-serif"
WIDTH: Final = 660
"""Pixels between the lanes' names and the right edge."""


def chart_theme() -> dict[str, Any]:
    """The `config` of a Vega-Lite chart."""
    return {
        "background": None,
        "font": FAMILY,
        "padding": 4,
        "axis": {
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": 400,
            "labelColor": SOFT,
            "titleColor": INK,
            "gridColor": LINE,
            "domainColor": EDGE,
            "tickColor": EDGE,
            "tickSize": 4,
        },
        "title": {"fontSize": 15, "fontWeight": 600, "anchor": "start", "color": INK},
        "view": {"stroke": None},
        "point": {"size": 60, "filled": True, "color": INK},
        "line": {"strokeWidth": 2, "color": INK},
        "bar": {"cornerRadius": 0, "color": INK},
        "text": {"fontSize": 13, "color": INK},
        "range": {"category": list(CATEGORY), "symbol": ["circle", "diamond", "triangle-up", "square", "cross"]},
    }
