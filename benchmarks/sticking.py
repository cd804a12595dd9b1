"""How long it takes to find the sticking points and ways out of demands on many numbers.

    .venv/bin/python benchmarks/sticking.py

40 demands, each for windows on 2 to 6 of 12 numbers from 0 to 100, so that one package is one of 10^24; up to 500
sticking points and 500 ways out. The peer is MARCO as CPMpy ships it, on the same solver and demands in the same run,
for as long as our search took or 20 seconds, whichever is more (cpmpy, where it is installed; without it our figures).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onetext.model.condition import Condition, Space
from onetext.solving import find_conflicts
from tests.solving.spaces import windows

SECONDS = 20.0


def main() -> None:
    """Print one line per size."""
    print(f"{'windows each':<14}{'seed':>5}{'found':>7}{'ways':>6}{'seconds':>9}{'ms a set':>10}", end="")
    print("  ended         peer: sets found, ms a set")
    for each in (2, 3, 4, 6):
        for seed in (1, 2):
            _line(each, seed)


def _line(each: int, seed: int) -> None:
    space, demands = windows(seed, each=each)
    start = time.monotonic()
    knots = find_conflicts(space, [], demands)
    seconds = time.monotonic() - start
    found, ways = (
        sum(len(sets) for sets in column) for column in zip(*((k.sticking, k.ways) for k in knots), strict=True)
    )
    whole = all(knot.all_sticking and knot.all_ways for knot in knots)
    cost = 1000 * seconds / max(found + ways, 1)
    ended = "all found" if whole else "list is cut"
    print(f"{each:<14}{seed:>5}{found:>7}{ways:>6}{seconds:>9.2f}{cost:>10.2f}  {ended:<14}", end="", flush=True)
    print(_told(space, demands, max(seconds, SECONDS), cost))


def _told(space: Space, demands: dict[str, Condition], seconds: float, cost: float) -> str:
    """What the peer found in the time, what each set cost it, and how much longer that is."""
    try:
        start, count = time.monotonic(), 0
        for _ in _peer(space, demands):
            count += 1
            if time.monotonic() - start > seconds:
                break
    except ImportError:
        return "not installed (pip install cpmpy)"
    its = 1000 * (time.monotonic() - start) / max(count, 1)
    return f"{count}, {its:.1f}; {its / cost:.1f} times ours"


def _peer(space: Space, demands: dict[str, Condition]) -> Iterator[object]:
    import cpmpy
    from cpmpy.tools.explain import marco

    unknowns = {name: cpmpy.intvar(domain.first, domain.last, name=name) for name, domain in space.items()}
    wanted = [
        cpmpy.all(
            [(unknowns[a.issue] >= int(a.reading.lo)) & (unknowns[a.issue] <= int(a.reading.hi)) for a in one.parts]
        )
        for one in demands.values()
    ]
    yield from marco(wanted)


if __name__ == "__main__":
    main()
