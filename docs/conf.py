import inspect
import re
import tomllib
from pathlib import Path
from typing import Any

from onetext import __version__

_root = Path(__file__).resolve().parent.parent
_project = tomllib.loads((_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = _project["name"]
author = "The onetext contributors"
copyright = "the onetext contributors, Apache License 2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
# Types of Python in signatures would need its own documentation at hand; links that people write are still strict.
nitpick_ignore_regex = [("py:.*", ".*")]

# A word in single backticks in a docstring is code, as on the other pages.
default_role = "code"

# The order of the rooms' doors. The examples in docstrings are run by pytest, each in its own module.
autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
doctest_test_doctest_blocks = ""

# `colon_fence` for notes, `deflist` for the vocabulary; headings can be linked to down to the third level.
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"onetext {release}"
html_show_sphinx = False
# Pages are read offline: no source links, no fonts from elsewhere.
html_copy_source = False


class _Words:
    """An annotation that is shown in the words it was written in."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


def _signature_as_written(app: Any, what: str, name: str, obj: Any, *_: Any) -> tuple[str, str] | None:
    """`party: PartyRef` rather than everything that the name `PartyRef` stands for."""
    try:
        found = inspect.signature(obj)
    except (TypeError, ValueError):
        return None
    words = [
        item.replace(annotation=_Words(item.annotation)) if isinstance(item.annotation, str) else item
        for item in found.parameters.values()
        if item.name != "self"
    ]
    plain = found.replace(parameters=words, return_annotation=inspect.Signature.empty)
    returned = found.return_annotation
    shown = returned if isinstance(returned, str) and what not in ("class", "exception") else ""
    return re.sub(r"<factory>", "...", str(plain)), shown


def _code_before_letters(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Let a word in backticks take an ending, as in `Entry`s."""
    lines[:] = [re.sub(r"`([^`]+)`(\w?)", lambda m: f"`{m[1]}`" + (m[2] and rf"\ {m[2]}"), line) for line in lines]


def setup(app: Any) -> None:
    """Have the pages of the Python interface read as the code does."""
    app.connect("autodoc-process-signature", _signature_as_written)
    app.connect("autodoc-process-docstring", _code_before_letters)
