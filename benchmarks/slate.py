"""The slate: how long it takes, whether it is what trying every package gives, and what-if for a slider.

Run by path: `.venv/bin/python benchmarks/slate.py [CASES]`. Ends with 1 if a case is not the exhaustive optimum.
"""

from __future__ import annotations

import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from onetext.bridging import WhatIf
from onetext.solving import Wanted, find_slate, list_slate, panel_of
from tests.hand import make_beliefs

CASES = 200
RUNS = 5


def measure_slate() -> None:
    """A slate of 5 of 20 issues with 10 options, 3 sides, 1,000 draws each; tables made anew each time."""
    took = []
    for seed in range(RUNS):
        beliefs = make_beliefs(seed, sides=3, sizes=(10,) * 20, draws=1000, plain=True)
        start = time.perf_counter()
        found = find_slate(panel_of(beliefs, "first"), Wanted(5, 2, seed=seed))
        took.append(time.perf_counter() - start)
        assert len(found.packages) == 5
    print(f"slate of 5, 20 x 10, 3 sides x 1,000 draws: median {statistics.median(took):.2f} s, most {max(took):.2f} s")


def measure_what_if() -> None:
    """One term moved, the other 19 issues free, from the packages of a slate."""
    beliefs = make_beliefs(1, sides=3, sizes=(10,) * 20, draws=1000, plain=True)
    slate = find_slate(panel_of(beliefs, "first"), Wanted(effort=0))
    what_if, took = WhatIf(beliefs, slate.packages), []
    for issue in beliefs.grid.issues:
        start = time.perf_counter()
        what_if.outlook({issue: Decimal(3)})
        took.append(1000 * (time.perf_counter() - start))
    start = time.perf_counter()
    what_if.outlook(beliefs.grid.package(list(slate.packages[0])))
    whole = 1000 * (time.perf_counter() - start)
    print(f"what if one term moves: median {statistics.median(took):.0f} ms, most {max(took):.0f} ms; ", end="")
    print(f"all terms given: {whole:.1f} ms")


def compare(cases: int) -> int:
    """Random cases of up to 10^5 packages, with the proof and by the search alone; how many are not the optimum."""
    wrong = alone = proved = most = 0
    seconds = [0.0, 0.0, 0.0]
    for seed in range(cases):
        beliefs = make_beliefs(seed, packages=100_000)
        marks = [time.perf_counter()]
        panel = panel_of(beliefs, "first")
        found = find_slate(panel, Wanted(seed=seed))
        marks.append(time.perf_counter())
        quick = find_slate(panel, Wanted(seed=seed, effort=0))
        marks.append(time.perf_counter())
        _, chance = list_slate(beliefs, 5, 2, "first")
        marks.append(time.perf_counter())
        seconds = [total + end - start for total, start, end in zip(seconds, marks[:-1], marks[1:], strict=True)]
        wrong += not _same(found.chance, chance)
        alone += _same(quick.chance, chance)
        proved += found.proved
        most = max(most, beliefs.grid.size)
    print(f"{cases} random cases of up to {most:,} packages: {cases - wrong} equal to the exhaustive optimum, ", end="")
    print(f"{proved} proved; by the search alone {alone}")
    print(f"seconds in all: {seconds[0]:.0f} with proof, {seconds[1]:.0f} search alone, {seconds[2]:.0f} exhaustive")
    return wrong


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, rtol=0, atol=1e-5))


if __name__ == "__main__":
    measure_slate()
    measure_what_if()
    raise SystemExit(1 if compare(int(sys.argv[1]) if len(sys.argv) > 1 else CASES) else 0)
