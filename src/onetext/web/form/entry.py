"""The form of an entry: the fields of its kind and those that every entry has, side by side as in a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onetext.model import KINDS, Entry
from onetext.web.form.shape import Part, Shape, shape_of


@dataclass(frozen=True)
class _Both(Shape):
    """A kind's own fields and the common ones."""

    @property
    def parts(self) -> dict[str, Part]:
        assert self.cls is not None
        return {**shape_of(self.cls).parts, **shape_of(Entry).parts}


@cache
def entry_shape(kind: str) -> Shape:
    """The shape of an entry of a kind.

    >>> list(entry_shape("interest").parts)[:4], "said" in entry_shape("interest").parts
    (['party', 'wants', 'why', 'about'], True)
    """
    return _Both("noun", cls=KINDS[kind])
