"""Long work behind a page: it begins at the first asking, tells how far it is, and can be stopped early."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Told = Callable[[int], None]
Stopped = Callable[[], bool]
PATIENCE_SECONDS = 0.5
"""How long a page waits for work that may be short."""


class Job(Generic[T]):
    """One piece of work in a thread of its own.

    >>> job = Job(lambda told, stopped: 6 * 7)
    >>> job.wait(5), job.result()
    (True, 42)
    """

    def __init__(self, work: Callable[[Told, Stopped], T]) -> None:
        self.found = 0
        self._stop, self._done = threading.Event(), threading.Event()
        self._result: list[T] = []
        self._error: Exception | None = None
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    def _run(self, work: Callable[[Told, Stopped], T]) -> None:
        try:
            self._result.append(work(self._tell, self._stop.is_set))
        except Exception as error:  # noqa: BLE001  raised again where the result is asked for
            self._error = error
        finally:
            self._done.set()

    def _tell(self, found: int) -> None:
        self.found = found

    def stop(self) -> None:
        """End soon, with what was found so far."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it has ended, after waiting a little."""
        return self._done.wait(PATIENCE_SECONDS if seconds is None else seconds)

    def result(self) -> T:
        """What came of it. Raises what the work raised."""
        if self._error is not None:
            raise self._error
        return self._result[0]
