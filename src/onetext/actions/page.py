"""Write a page to a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from onetext.errors import UsageError
from onetext.files import write_file

ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {"HTML": (".html", ".htm"), "PDF": (".pdf",)}


def write_page(data: bytes, target: Path, form: str) -> None:
    """Write a page in a form, in place of an older one, for its owner's eyes only.

    The name must end as the form does, so that no page is ever written over a case file. Raises UsageError, and
    OSError where the system refuses; what was there then stays.
    """
    check_target(target, form)
    write_file(data, target)


def check_target(target: Path, form: str) -> None:
    """Raise UsageError if a page of this form may not have this name."""
    endings = ENDINGS[form]
    if target.suffix.lower() not in endings:
        raise UsageError(f"{target} is no name for a page in {form}", f"name a file that ends in {endings[0]}")
