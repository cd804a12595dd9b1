"""Results to words, tables, Markdown and JSON. Takes the data of a station and gives text; decides nothing."""

from onetext.reporting.agree import agree_page, agree_result, signed_page
from onetext.reporting.bridge import bridge_page, bridge_result
from onetext.reporting.brief import brief_page, brief_result, count_result, stick_result
from onetext.reporting.chart import chart_spec, draw_png, draw_svg, vega_script
from onetext.reporting.count import count_page
from onetext.reporting.divide import divide_page, divide_result
from onetext.reporting.envelope import Envelope, write_envelope
from onetext.reporting.html import css_text, write_html
from onetext.reporting.markdown import write_markdown
from onetext.reporting.monitor import entries_of, monitor_page
from onetext.reporting.page import MORE, Bar, Block, Chart, Heading, Line, Lines, Note, Page, Sources, Table
from onetext.reporting.pdf import write_pdf
from onetext.reporting.position import Positions, position_history, position_table
from onetext.reporting.proposal import Versions, compare_versions, proposal_blocks
from onetext.reporting.result import ScenarioResult
from onetext.reporting.run import MARKS, Run, plain_text, read_runs, read_sections
from onetext.reporting.schema import result_schemas
from onetext.reporting.sheet import monitor_occasions, monitor_sheets
from onetext.reporting.stick import stick_page
from onetext.reporting.words import Words

__all__ = [
    "Bar",
    "Block",
    "Chart",
    "Envelope",
    "Heading",
    "ScenarioResult",
    "Line",
    "Lines",
    "MARKS",
    "MORE",
    "Note",
    "Page",
    "Positions",
    "Run",
    "Sources",
    "Table",
    "Versions",
    "Words",
    "bridge_page",
    "bridge_result",
    "agree_page",
    "agree_result",
    "brief_page",
    "brief_result",
    "chart_spec",
    "compare_versions",
    "count_page",
    "count_result",
    "css_text",
    "divide_page",
    "divide_result",
    "draw_png",
    "draw_svg",
    "entries_of",
    "monitor_occasions",
    "monitor_page",
    "monitor_sheets",
    "plain_text",
    "position_history",
    "position_table",
    "proposal_blocks",
    "read_runs",
    "read_sections",
    "result_schemas",
    "signed_page",
    "stick_page",
    "stick_result",
    "vega_script",
    "write_envelope",
    "write_html",
    "write_markdown",
    "write_pdf",
]
