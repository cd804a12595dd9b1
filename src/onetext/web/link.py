"""The one-time link: 256 bits that let one browser in, once, within five minutes. Only their digest is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from typing import Final

DOOR: Final = "/link/"
LIFE_SECONDS: Final = 300


class Link:
    """The one link that is good now, if any; a new one ends the one before.

    >>> link = Link()
    >>> secret = link.make()
    >>> link.spend("guess"), link.spend(secret), link.spend(secret), link.misses
    (False, True, False, 2)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._digest, self._until = b"", 0.0
        self.misses = 0

    def make(self) -> str:
        """A new link's secret part."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._digest, self._until = _digest(secret), self._clock() + LIFE_SECONDS
        return secret

    def is_good(self, secret: str) -> bool:
        """Whether a link would let somebody in; looking at it spends nothing."""
        with self._lock:
            return self._matches(secret)

    def spend(self, secret: str) -> bool:
        """Whether a link lets somebody in; from now on it does not."""
        with self._lock:
            good = self._matches(secret)
            if good:
                self._digest = b""
            else:
                self.misses += 1
            return good

    def _matches(self, secret: str) -> bool:
        same = hmac.compare_digest(_digest(secret), self._digest or bytes(32))
        return same and bool(self._digest) and self._clock() < self._until


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
