"""The garbage collector, held back while many nouns are made: they hold no cycles, and it would look at all of them
over and over."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MANY: Final = 100_000
"""Objects that are made in one go and stay: after so many they count as old at once."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Within it, nothing is collected; after it, as before. What was made is not looked at right after either, if it is
    much: it goes to the old objects unseen."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
                gc.unfreeze()
            gc.enable()
