"""Something that takes long and is wanted several times: worked out once, by whoever asks first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """What `make` gives, made at the first asking. Who asks meanwhile waits; nobody else does.

    >>> made = []
    >>> once = Once(lambda: made.append("one") or len(made))
    >>> once.get(), once.get(), made
    (1, 1, ['one'])
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: list[T] = []

    def get(self) -> T:
        """It. Raises what making it raised; then the next asking tries again."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]
