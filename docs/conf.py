import tomllib
from pathlib import Path

from onetext import __version__

_root = Path(__file__).resolve().parent.parent
_project = tomllib.loads((_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = _project["name"]
author = "The onetext contributors"
copyright = "the onetext contributors, Apache License 2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.doctest"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

# `colon_fence` for notes, `deflist` for the vocabulary; headings can be linked to down to the third level.
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"onetext {release}"
html_show_sphinx = False
# Pages are read offline: no source links, no fonts from elsewhere.
html_copy_source = False
