"""Progress of long work, on a terminal that somebody looks at. Ctrl-C stops the work; nothing is half written."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onetext.errors import Stopped

PATIENCE_SECONDS = 1.0
SILENCE_SECONDS = 2.0
"""After so long without a word of progress, the time that has gone by is told."""


@contextmanager
def reading() -> Iterator[Callable[[int, int], None]]:
    """A function to be told how far reading has come; it shows a line once that takes over a second.

    Where nothing is told for a while, as when beliefs are drawn after the reading, the line says how long it has been.
    """
    with _line() as show, _ticking():

        def told(done: int, total: int) -> None:
            if not done % 64:
                show(f"Reading the case: {100 * done // max(total, 1)} % (Ctrl-C stops)")

        yield told


@contextmanager
def importing() -> Iterator[tuple[Callable[[int, int], None], Callable[[int, int], None]]]:
    """A function to be told how far reading has come, and one to be told how much is sealed.

    Once sealing has begun, the first Ctrl-C ends it between two entries: it raises Stopped, and nothing is kept.
    Before, and the second time, the program ends; nothing is kept either.
    """
    with _stoppable() as (show, stopped):

        def read(done: int, total: int) -> None:
            if not done % 64:
                show(f"Reading the case: {100 * done // max(total, 1)} % (Ctrl-C stops)")

        def sealed(done: int, total: int) -> None:
            if stopped():
                raise Stopped("stopped before everything was in the record", "nothing was changed")
            show(f"Sealing the entries: {100 * done // max(total, 1)} % (Ctrl-C stops, and nothing is kept)")

        yield read, sealed


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


class _Screen:
    """The one line of progress on a terminal: what stands there, and when something was last told."""

    def __init__(self) -> None:
        self.lock, self.shown, self.told = threading.Lock(), "", 0.0

    def show(self, now: str) -> None:
        """Shows a line in place of the one before; none where nobody looks."""
        with self.lock:
            if now != self.shown and sys.stderr.isatty():
                sys.stderr.write(f"\r{now:<{len(self.shown)}}" + ("" if now else "\r"))
                sys.stderr.flush()
                self.shown = now


_SCREEN = _Screen()


@contextmanager
def _line() -> Iterator[Callable[[str], None]]:
    """A function that shows one line, each time in place of the one before; it is gone in the end."""
    start = _SCREEN.told = time.monotonic()

    def show(now: str) -> None:
        _SCREEN.told = time.monotonic()
        if _SCREEN.told - start >= PATIENCE_SECONDS:
            _SCREEN.show(now)

    try:
        yield show
    finally:
        _SCREEN.show("")


@contextmanager
def _ticking() -> Iterator[None]:
    """Meanwhile the time that has gone by is shown, each second in which nothing else is told."""
    start, over = time.monotonic(), threading.Event()

    def tick() -> None:
        while not over.wait(1.0):
            now = time.monotonic()
            if now - _SCREEN.told >= SILENCE_SECONDS:
                _SCREEN.show(f"Working it out: {now - start:.0f} seconds so far (Ctrl-C stops)")

    ticker = threading.Thread(target=tick, daemon=True)
    if sys.stderr.isatty():
        ticker.start()
    try:
        yield
    finally:
        over.set()
        if ticker.is_alive():
            ticker.join()
