"""The shipped example."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from onetext.actions.brief import Briefing, brief_case
from onetext.errors import UsageError

EXAMPLES = ("cairo-2024", "truce-2023", "paris-draft-2024", "river")


def demo_case(name: str = EXAMPLES[0], viewer: str | None = None) -> Briefing:
    """The briefing of a shipped example. Raises UsageError for one that is not shipped."""
    if name not in EXAMPLES:
        raise UsageError(f"'{name}' is no example", f"name one of: {', '.join(EXAMPLES)}")
    with as_file(files("onetext") / "examples" / name) as packed:
        return brief_case(packed if packed.is_dir() else in_checkout(name), viewer)


def in_checkout(name: str) -> Path:
    """The example in the source tree, where the program runs from a checkout."""
    return Path(__file__).parents[3] / "examples" / name
