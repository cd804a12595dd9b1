"""Results to words, tables, Markdown and JSON. Takes the data of a station and gives text; decides nothing."""

from onetext.reporting.brief import brief_page, brief_result
from onetext.reporting.envelope import Envelope, write_envelope
from onetext.reporting.markdown import write_markdown
from onetext.reporting.page import Heading, Line, Lines, Note, Page, Table
from onetext.reporting.schema import result_schemas

__all__ = [
    "Envelope",
    "Heading",
    "Line",
    "Lines",
    "Note",
    "Page",
    "Table",
    "brief_page",
    "brief_result",
    "result_schemas",
    "write_envelope",
    "write_markdown",
]
