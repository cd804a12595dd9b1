"""The fonts of a page: Noto Sans for Latin, Greek and Cyrillic, for Arabic and for Hebrew, in two weights.

They are under the SIL Open Font License, which stands beside them, and made by `tools/make_fonts.py`.
"""

from __future__ import annotations

import base64
import io
from importlib.resources import as_file, files
from typing import Final, NamedTuple

FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew")
_SCRIPTS: Final = {"Arabic": (0x0600, 0x08FF), "Hebrew": (0x0590, 0x05FF)}
_WEIGHTS: Final = {400: "Regular", 600: "SemiBold"}


class Face(NamedTuple):
    """A font cut down to some letters: its family, weight, the letters it is for (as CSS says it), and its data."""

    family: str
    weight: int
    letters: str
    woff2: str


def cut_faces(text: str) -> list[Face]:
    """The right-to-left faces that a text needs, with its letters only; none where it has no such letters."""
    found = []
    for script, (lo, hi) in _SCRIPTS.items():
        letters = {ord(letter) for letter in text if lo <= ord(letter) <= hi}
        for weight, style in _WEIGHTS.items() if letters else ():
            woff2 = _cut(f"NotoSans{script}-{style}.ttf", letters)
            found.append(Face(f"Page {script}", weight, f"U+{lo:04X}-{hi:04X}, U+200C-200D", woff2))
    return found


def _cut(name: str, letters: set[int]) -> str:
    """A font with some letters and their shapes, as base64 of WOFF2."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with as_file(files("onetext.reporting.font") / name) as path:
        font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["*"], name_IDs=[0, 13, 14]))
    subsetter.populate(unicodes=letters | {0x20, 0x200C, 0x200D})
    subsetter.subset(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return base64.b64encode(packed.getvalue()).decode("ascii")
