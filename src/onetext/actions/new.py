"""Start a case."""

from __future__ import annotations

from pathlib import Path

from onetext.files import template_texts, write_folder


def new_case(folder: Path) -> tuple[str, ...]:
    """Write the commented template as a new folder; the files written. Raises TargetNotEmpty."""
    texts = template_texts()
    write_folder(texts, folder)
    return tuple(texts)
