"""Sheets as a workbook (Office Open XML). The same sheets give the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from onetext.model.occasion import Cell, Sheet

_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN_TITLES: Final = re.compile(r"[\\/*?:\[\]]")
_LONGEST: Final = 32_000
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_WRITTEN: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of sheets. Text stays text, also where it begins with an equals sign.

    >>> workbook_bytes([Sheet("Due", ("clause", "left"), (("free", 3),))])[:2]
    b'PK'
    """
    from openpyxl import Workbook  # a third of a second that other commands need not wait
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001 (the format has no zone)
    del book[book.sheetnames[0]]
    for sheet in sheets:
        page: Any = book.create_sheet(_IN_TITLES.sub(" ", sheet.name)[:31])
        page.freeze_panes = "A2"
        for column, head in enumerate(sheet.head, 1):
            _put(page.cell(1, column), head).font = Font(bold=True)
            widest = max([len(head), *(len(str(row[column - 1] or "")) for row in sheet.rows)])
            page.column_dimensions[page.cell(1, column).column_letter].width = min(widest + 2, 60)
        for n, row in enumerate(sheet.rows, 2):
            for column, value in enumerate(row, 1):
                _put(page.cell(n, column), value).alignment = Alignment(wrap_text=True, vertical="top")
    if not book.sheetnames:
        book.create_sheet("Nothing")
    made = BytesIO()
    book.save(made)
    return _undated(made)


def _put(cell: Any, value: Cell) -> Any:
    if isinstance(value, str):
        cell.value = _FORBIDDEN.sub(" ", value)[:_LONGEST]
        cell.data_type = "s"
    elif value is not None:
        cell.value = float(value) if isinstance(value, Decimal) and value % 1 else int(value)
    return cell


def _undated(made: BytesIO) -> bytes:
    """The workbook without the time at which it was written."""
    clean = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return clean.getvalue()
