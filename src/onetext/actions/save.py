"""Save what was found for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from onetext.actions.page import check_target
from onetext.files import calendar_bytes, workbook_bytes, write_file
from onetext.model.occasion import Occasion, Sheet


def save_workbook(sheets: Iterable[Sheet], target: Path) -> None:
    """Write sheets as a workbook. Raises UsageError where no workbook can be of that name."""
    check_target(target, "workbook")
    write_file(workbook_bytes(sheets), target)


def save_calendar(title: str, occasions: Iterable[Occasion], stamp: datetime, target: Path) -> None:
    """Write occasions as a calendar. Raises UsageError where no calendar can be of that name."""
    check_target(target, "calendar")
    write_file(calendar_bytes(title, occasions, stamp), target)
