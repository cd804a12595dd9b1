"""Progress of long work, on a terminal that somebody looks at. Ctrl-C stops the work; nothing is half written."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def reading() -> Iterator[Callable[[int, int], None]]:
    """A function to be told how far reading has come; it shows a line once that takes over a second."""
    start, shown = time.monotonic(), ""

    def show(done: int, total: int) -> None:
        nonlocal shown
        if done % 64 or not sys.stderr.isatty() or time.monotonic() - start < PATIENCE_SECONDS:
            return
        now = f"Reading the case: {100 * done // max(total, 1)} % (Ctrl-C stops)"
        if now != shown:
            shown = now
            sys.stderr.write(f"\r{now}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r" + " " * len(shown) + "\r")
