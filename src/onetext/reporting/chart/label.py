"""Where the names of points go: beside their points, over nothing else; the same for the same points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

LINE: Final = 15
"""Pixels from one line of a name to the next."""
_LETTER: Final = 8.0
_LETTERS: Final = {5.0: " .,:;'!|()[]/filjtrI1", 9.5: "ABCDEFGHJKLNOPQRSTUVXYZ&%", 12.5: "mwMW@—…"}
_SQUARE: Final = 13.5
"""Pixels of a letter, of those that are narrower or wider, and of those that fill a square."""
_LONGEST: Final = 190
"""Pixels of the longest line of a name: on one side of a point or the other there is room for it."""
_BEYOND: Final = 60
"""How many pixels a name may go on beyond the right edge of its panel."""
_MARK: Final = 6
"""Pixels from the middle of a point to the edge of its mark."""
_NEAR: Final = 9
"""Pixels between the middle of a point and its name."""
_STEP: Final = 4
"""Pixels from one height that is tried to the next."""
_ASIDE: Final = 48
"""How many pixels up or down a label goes so that a line between points does not cross it."""
_FARTHEST: Final = 120
"""How many pixels up or down a label goes at most."""
_TALLER: Final = 1.25
_TALLEST: Final = 960


@dataclass(frozen=True, slots=True)
class Named:
    """A point in shares of its panel, from the left and from the top, and its name."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Box:
    """What covers a part of a panel, in pixels from its left and its top."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name in lines, the box that it fills, whether it stands to the left of its point, and how many pixels it was
    moved up or down."""

    lines: tuple[str, ...]
    box: Box
    to_left: bool
    away: float


@dataclass(frozen=True, slots=True)
class Labels:
    """How high the panel has to be, and the label of each point; None where there is room for no more."""

    height: float
    placed: tuple[Label | None, ...]


def place_labels(points: Sequence[Named], width: float, height: float, path: Sequence[Named] = ()) -> Labels:
    """A label for each point of a panel that is so many pixels wide and at least so high: nearest to its point where it
    covers no mark and no other label, and, if it need not go far for that, not the line that joins a path of points.
    Those that come first are placed first. Where there is no room the panel grows; past three times the usual height,
    what finds no room has no label.

    >>> both = place_labels([Named(0.5, 0.5, "Package 1"), Named(0.5, 0.51, "Package 2")], 420, 320)
    >>> both.height, both.placed[0].box.meets(both.placed[1].box)
    (320, False)
    """
    while True:
        placed = _place(points, width, height, path)
        if None not in placed or height * _TALLER > _TALLEST:
            return Labels(height, placed)
        height *= _TALLER


def _place(points: Sequence[Named], width: float, height: float, path: Sequence[Named]) -> tuple[Label | None, ...]:
    marks = [_mark(one.x * width, one.y * height) for one in points]
    line = [*_along([(one.x * width, one.y * height) for one in path])]
    held: list[Box] = []
    found: list[Label | None] = []
    for point in points:
        free = [
            label for label in _tries(point, width, height) if not _covers(label, held) and not _covers(label, marks)
        ]
        near = (label for label in free if label.away <= _ASIDE and not _covers(label, line))
        label = next(near, next(iter(free), None))
        found.append(label)
        held += [label.box] if label is not None else []
    return tuple(found)


def _covers(label: Label, boxes: Sequence[Box]) -> bool:
    return any(label.box.meets(other) for other in boxes)


def _along(path: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """The line that joins points, as a row of small boxes."""
    for (x, y), (to_x, to_y) in pairwise(path):
        steps = int(max(abs(to_x - x), abs(to_y - y)) / _STEP) + 1
        for n in range(steps + 1):
            at, down = x + (to_x - x) * n / steps, y + (to_y - y) * n / steps
            yield Box(at - 1, down - 1, at + 1, down + 1)


def _mark(x: float, y: float) -> Box:
    return Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK)


def _tries(point: Named, width: float, height: float) -> Iterator[Label]:
    """Where a label could stand within the panel, the nearest to its point first; to the right before to the left."""
    lines = tuple(break_name(point.name))
    wide, tall = max(map(_width, lines)), LINE * len(lines)
    x, y = point.x * width, point.y * height
    for step in range(_FARTHEST // _STEP + 1):
        for down in sorted({-step * _STEP, step * _STEP}):
            top = y - tall / 2 + down
            if top < 0 or top + tall > height:
                continue
            if x + _NEAR + wide <= width + _BEYOND:
                yield Label(lines, Box(x + _NEAR, top, x + _NEAR + wide, top + tall), to_left=False, away=abs(down))
            if x - _NEAR - wide >= 0:
                yield Label(lines, Box(x - _NEAR - wide, top, x - _NEAR, top + tall), to_left=True, away=abs(down))


def break_name(name: str) -> list[str]:
    """A name in lines that are none too long, broken between words where that can be.

    >>> break_name("Package of the mediators, second version [104]")
    ['Package of the mediators,', 'second version [104]']
    """
    lines = [""]
    for word in name.split():
        if lines[-1] and _width(f"{lines[-1]} {word}") <= _LONGEST:
            lines[-1] += f" {word}"
            continue
        lines += [""] if lines[-1] else []
        for letter in word:
            if _width(lines[-1] + letter) > _LONGEST:
                lines.append("")
            lines[-1] += letter
    return lines


def _width(line: str) -> float:
    return sum(map(_letter_width, line))


@cache
def _letter_width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _SQUARE
    return next((wide for wide, letters in _LETTERS.items() if letter in letters), _LETTER)
