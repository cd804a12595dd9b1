"""Long work behind a page: it begins at the first asking, tells how far it is, and can be stopped early. Once the view
that it is for is over, since something was added, it ends by itself, and what it came to is shown to nobody."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Told = Callable[..., None]
"""Hears how many were found or done, and, where that is known, of how many."""
Stopped = Callable[[], bool]
PATIENCE_SECONDS = 0.5
"""How long pages wait, all told, for work that may be short."""


class Job(Generic[T]):
    """One piece of work in a thread of its own.

    >>> job = Job(lambda told, stopped: 6 * 7)
    >>> job.wait(5), job.result()
    (True, 42)
    """

    def __init__(self, work: Callable[[Told, Stopped], T], over: Stopped = lambda: False) -> None:
        self.found = self.total = 0
        self._over, self._cut = over, False
        self._began = time.monotonic()
        self._stop, self._done = threading.Event(), threading.Event()
        self._result: list[T] = []
        self._error: Exception | None = None
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    def _run(self, work: Callable[[Told, Stopped], T]) -> None:
        try:
            self._result.append(work(self._tell, self._ends))
        except Exception as error:  # noqa: BLE001  raised again where the result is asked for
            self._error = error
        finally:
            self._cut = self._over()
            self._done.set()

    def _ends(self) -> bool:
        return self._stop.is_set() or self._over()

    def _tell(self, found: int, total: int = 0) -> None:
        self.found, self.total = found, total

    def stop(self) -> None:
        """End soon, with what was found so far."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it has ended, after waiting a little; who asks again later does not keep other pages waiting.

        Never where it was cut short since its view is over: who asks again gets the view that there is now.
        """
        left = PATIENCE_SECONDS - (time.monotonic() - self._began)
        return self._done.wait(max(0.0, left) if seconds is None else seconds) and not self._cut

    def result(self) -> T:
        """What came of it. Raises what the work raised."""
        if self._error is not None:
            raise self._error
        return self._result[0]
