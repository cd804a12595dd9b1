"""Write a page to a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from onetext.errors import UsageError
from onetext.files import write_file

ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "HTML": (".html", ".htm"),
    "PDF": (".pdf",),
    "workbook": (".xlsx",),
    "calendar": (".ics",),
}


def write_page(data: bytes, target: Path, form: str) -> None:
    """Write a page in a form, in place of an older one, for its owner's eyes only.

    The name must end as the form does, so that no page is ever written over a case file. Raises UsageError, and
    OSError where the system refuses; what was there then stays.
    """
    check_target(target, form)
    write_file(data, target)


def check_target(target: Path, form: str) -> None:
    """Raise UsageError if what has this form may not have this name."""
    endings = ENDINGS[form]
    if target.suffix.lower() not in endings:
        what = f"a page in {form}" if form.isupper() else f"a {form}"
        raise UsageError(f"{target} is no name for {what}", f"name a file that ends in {endings[0]}")
