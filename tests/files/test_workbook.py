"""Workbooks and calendars: what went in comes out, text stays text, and the same content gives the same bytes."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from hypothesis import given, strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from onetext.files import calendar_bytes, workbook_bytes
from onetext.model.occasion import Occasion, Sheet
from tests.program import run

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Cc")), min_size=1, max_size=60)


def cells(content: bytes) -> list[list[object]]:
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@given(TEXTS, st.integers(-(10**9), 10**9))
def test_a_workbook_holds_what_was_put_in_it(text: str, number: int) -> None:
    content = workbook_bytes([Sheet("One", ("what", "how many"), ((text, number), ("=1+1", Decimal("0.5"))))])
    assert cells(content) == [["what", "how many"], [text, number], ["=1+1", 0.5]]
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    assert sheet["A3"].data_type == "s"


def test_the_same_sheets_give_the_same_bytes_at_another_time() -> None:
    sheets = [Sheet("Due: [all]/none?", ("a",), (("x\x07y",),))]
    before = workbook_bytes(sheets)
    time.sleep(2.1)
    assert workbook_bytes(sheets) == before


@given(TEXTS, TEXTS)
def test_a_calendar_holds_its_occasions_in_the_words_given(what: str, detail: str) -> None:
    content = calendar_bytes("River", [Occasion("a", NOON, what, detail)], NOON)
    assert content == calendar_bytes("River", [Occasion("a", NOON, what, detail)], NOON)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["summary"]).strip(), event["dtstart"].dt) == (what.strip(), NOON)
    assert str(event["class"]) == "CONFIDENTIAL"


def test_the_standing_of_the_bridge_goes_into_a_workbook_and_what_is_ahead_into_a_calendar(tmp_path: Path) -> None:
    river = Path(__file__).parents[2] / "examples" / "river"
    book, calendar = tmp_path / "a.xlsx", tmp_path / "a.ics"
    found = run("monitor", river, "--at", "2024-03-13", "--excel", book, "--calendar", calendar)
    assert (found.code, found.err) == (0, "")
    sheets = load_workbook(book)
    assert sheets.sheetnames[0] == "Obligations"
    states = {row[0].value: row[3].value for row in sheets["Obligations"].iter_rows(min_row=2)}
    assert states["medicine"] == "suspended"
    events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    assert all(event["dtstart"].dt >= datetime(2024, 3, 13, tzinfo=UTC) for event in events)
    assert book.stat().st_mode & 0o077 == 0
