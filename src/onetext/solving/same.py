"""A key for caches by which things are the same only if they are the very same: no content is looked at, or shared."""

from __future__ import annotations


class Same:
    """Some things, equal to another `Same` of the very same things in the same order. It keeps them in being.

    >>> one, alike = [1], [1]
    >>> Same(one) == Same(one), Same(one) == Same(alike)
    (True, False)
    """

    def __init__(self, *held: object) -> None:
        self.held = held

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.held)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and list(map(id, self.held)) == list(map(id, other.held))
