"""Charts: what is drawn, as data (`number`, `course`), and how (`drawing`, `theme`).

Altair and vl-convert are imported only when something is drawn.
"""

from onetext.reporting.chart.course import time_chart
from onetext.reporting.chart.drawing import chart_spec, draw_bars, draw_png, draw_svg, vega_script
from onetext.reporting.chart.number import number_charts

__all__ = ["chart_spec", "draw_bars", "draw_png", "draw_svg", "number_charts", "time_chart", "vega_script"]
