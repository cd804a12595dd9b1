"""Makes the fonts in src/onetext/reporting/font from the variable fonts of the Noto project.

    .venv/bin/python tools/make_fonts.py 'NotoSans[wdth,wght].ttf' 'NotoSansArabic[wdth,wght].ttf' NotoSansHebrew.ttf

Each is fixed at two weights and cut down to the blocks below. Run by hand, when Noto has newer ones; the licence
beside the fonts is theirs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER: Final = Path(__file__).parents[1] / "src/onetext/reporting/font"
BLOCKS: Final = {
    "NotoSans": (
        (0x20, 0x24F),
        (0x2B0, 0x52F),
        (0x1E00, 0x1EFF),
        (0x2000, 0x206F),
        (0x20A0, 0x20BF),
        (0x2100, 0x2215),
        (0x25CC, 0x25CC),
        (0xFFFD, 0xFFFD),
    ),
    "NotoSansArabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x200C, 0x200F)),
    "NotoSansHebrew": ((0x590, 0x5FF), (0xFB1D, 0xFB4F), (0x200C, 0x200F)),
}
WEIGHTS: Final = {400: "Regular", 600: "SemiBold"}


def cut(source: Path, family: str, weight: int, target: Path) -> None:
    """One static font of one weight, with the letters of its blocks and all their shapes."""
    font = TTFont(source, recalcTimestamp=False)
    fixed = {"wght": weight, "wdth": 100}
    axes = {axis.axisTag for axis in font["fvar"].axes}
    instantiateVariableFont(font, {tag: at for tag, at in fixed.items() if tag in axes}, inplace=True)
    options = Options(layout_features=["*"], notdef_outline=True, name_IDs=["*"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=chain.from_iterable(range(lo, hi + 1) for lo, hi in BLOCKS[family]))
    subsetter.subset(font)
    _name(font, family, weight)
    font.save(target)


def _name(font: TTFont, family: str, weight: int) -> None:
    """Name the font as a static one: its family, and its weight where programs look for it."""
    spaced = {"NotoSans": "Noto Sans", "NotoSansArabic": "Noto Sans Arabic", "NotoSansHebrew": "Noto Sans Hebrew"}[
        family
    ]
    style = WEIGHTS[weight]
    font["OS/2"].usWeightClass = weight
    names = {1: spaced if weight == 400 else f"{spaced} {style}", 2: "Regular", 4: f"{spaced} {style}"}
    names |= {6: f"{family}-{style}", 16: spaced, 17: style}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def main(sources: Iterable[str]) -> None:
    """Each family at each weight."""
    for family, source in zip(BLOCKS, sources, strict=True):
        for weight, style in WEIGHTS.items():
            cut(Path(source), family, weight, FOLDER / f"{family}-{style}.ttf")


if __name__ == "__main__":
    main(sys.argv[1:])
