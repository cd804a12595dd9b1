"""Part of a test in a process of its own, which begins fresh and has an end.

A fork of the process that runs the tests would hold copies of locks whose threads are gone, and may wait for them for ever.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

LONGEST_SECONDS: Final = 180
"""How long a process of a test may take before it is killed and the test fails."""
_ROOT: Final = Path(__file__).resolve().parents[1]


def run_apart(
    what: Callable[..., object], *words: object, under: Sequence[str] = (), longest: float = LONGEST_SECONDS
) -> subprocess.CompletedProcess[str]:
    """Call a function of a module of tests in a fresh process, with words: how it ended and what it wrote. `under`: the
    command that the process runs under. Raises subprocess.TimeoutExpired."""
    code = f"import sys; from {what.__module__} import {what.__name__}; {what.__name__}(*sys.argv[1:])"
    command = [*under, sys.executable, "-W", "ignore", "-c", code, *map(str, words)]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=longest, check=False)
