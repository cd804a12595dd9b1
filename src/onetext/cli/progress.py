"""Progress of long work, on a terminal that somebody looks at. Ctrl-C stops the work; nothing is half written."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def reading() -> Iterator[Callable[[int, int], None]]:
    """A function to be told how far reading has come; it shows a line once that takes over a second."""
    with _line() as show:

        def told(done: int, total: int) -> None:
            if not done % 64:
                show(f"Reading the case: {100 * done // max(total, 1)} % (Ctrl-C stops)")

        yield told


@contextmanager
def searching() -> Iterator[tuple[Callable[[int], None], Callable[[], bool]]]:
    """A function to be told how much a search has found, and one that says whether to stop.

    From when it was first asked, one Ctrl-C stops the search; before, and the second time, the program.
    """
    with _stoppable() as (show, stopped):
        yield lambda found: show(f"Found so far: {found} (Ctrl-C stops, and shows these)"), stopped


@contextmanager
def trying(what: str) -> Iterator[tuple[Callable[[int, int], None], Callable[[], bool]]]:
    """A function to be told how many of how many things were tried, and one that says whether to stop, as above."""
    with _stoppable() as (show, stopped):

        def told(done: int, total: int) -> None:
            show(f"{what}: {done} of {total} (Ctrl-C stops, and shows what was found)")

        yield told, stopped


@contextmanager
def _stoppable() -> Iterator[tuple[Callable[[str], None], Callable[[], bool]]]:
    """A function that shows a line, and one that says whether Ctrl-C was pressed."""
    asked, pressed = False, False

    def press(number: int, frame: object) -> None:
        nonlocal pressed
        if pressed or not asked:
            raise KeyboardInterrupt
        pressed = True

    def stopped() -> bool:
        nonlocal asked
        asked = True
        return pressed

    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, press) if in_main else None
    try:
        with _line() as show:
            yield show, stopped
    finally:
        if in_main:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _line() -> Iterator[Callable[[str], None]]:
    """A function that shows one line, each time in place of the one before; it is gone in the end."""
    start, shown = time.monotonic(), ""

    def show(now: str) -> None:
        nonlocal shown
        if now != shown and sys.stderr.isatty() and time.monotonic() - start >= PATIENCE_SECONDS:
            sys.stderr.write(f"\r{now:<{len(shown)}}")
            sys.stderr.flush()
            shown = now

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r" + " " * len(shown) + "\r")
