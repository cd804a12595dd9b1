"""Turns for the writers of one file: whoever asks first writes first, since SQLite would let one wait for ever."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turnstile:
    """Two file locks: who waits holds the turn, so the next writer is the one that came next."""

    def __init__(self, path: Path) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: SQLite's own lock, which keeps order among few writers well enough
            self._lock, self._files = None, []
            return
        self._lock = fcntl
        names = (f"{path}-turn", f"{path}-lock")
        self._files = [os.open(name, os.O_RDWR | os.O_CREAT, 0o600) for name in names]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The right to write, in the order of asking."""
        if self._lock is None:
            yield
            return
        turn, write = self._files
        self._lock.flock(turn, self._lock.LOCK_EX)
        try:
            self._lock.flock(write, self._lock.LOCK_EX)
        finally:
            self._lock.flock(turn, self._lock.LOCK_UN)
        try:
            yield
        finally:
            self._lock.flock(write, self._lock.LOCK_UN)

    def close(self) -> None:
        """Give the files back."""
        for descriptor in self._files:
            os.close(descriptor)
        self._files = []
