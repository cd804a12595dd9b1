"""The names at the door of this room, and the module behind each."""

from .agree import agree_page as agree_page, agree_result as agree_result
from .bridge import bridge_page as bridge_page, bridge_result as bridge_result
from .brief import (
    brief_page as brief_page,
    brief_result as brief_result,
    count_result as count_result,
    stick_result as stick_result,
)
from .chart import draw_png as draw_png, draw_svg as draw_svg
from .count import count_page as count_page
from .divide import divide_page as divide_page, divide_result as divide_result
from .envelope import Envelope as Envelope, write_envelope as write_envelope
from .html import write_html as write_html
from .markdown import write_markdown as write_markdown
from .monitor import entries_of as entries_of, monitor_page as monitor_page
from .page import (
    Bar as Bar,
    Chart as Chart,
    Heading as Heading,
    Line as Line,
    Lines as Lines,
    Note as Note,
    Page as Page,
    Sources as Sources,
    Table as Table,
)
from .pdf import write_pdf as write_pdf
from .result import ScenarioResult as ScenarioResult
from .schema import result_schemas as result_schemas
from .sheet import monitor_occasions as monitor_occasions, monitor_sheets as monitor_sheets
from .stick import stick_page as stick_page
