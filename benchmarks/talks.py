"""Mediated talks with simulated sides: how soon all take a text, how good it becomes, and whether chances are true.

    .venv/bin/python benchmarks/talks.py                        every part, in its short form
    .venv/bin/python benchmarks/talks.py hidden 1000            sides whose wants are hidden, answering only yes or no
    .venv/bin/python benchmarks/talks.py scenarios 10           scenarios of the field, which lie beside the project
    .venv/bin/python benchmarks/talks.py calibration 2000       chances told before an answer, and what then was answered

The number is that of seeds. The bar that a figure is to reach stands beside it, and +- is one standard error over
talks. Every figure follows from the seeds, whatever the number of processes (two).
"""

from __future__ import annotations

import math
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onetext.believing import Open
from onetext.model.belief import SOFTNESS, Grid
from onetext.rehearsing import Mediator, Options, Plan, Simulated, hold_talks

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "scenarios" / "genius"
PROCESSES = 2


# Sides whose wants are hidden


@dataclass(frozen=True)
class Hidden:
    """How sides with hidden wants are made: 8 issues of 5 options, two sides.

    Weights are Dirichlet(1). The values of an issue rise (or fall) evenly, with normal noise, and are then brought to
    0..1: so steps are uneven, and some go the other way. The direction is a coin toss for the first side; the other
    wants the opposite on a share `opposed` of the issues. The mediator knows the direction of every second issue. The
    outside option is worth the `quantile` of all packages.
    """

    quantile: float = 0.6
    opposed: float = 0.5
    noise: float = 0.1
    softness: float = 0.0
    lies: float = 0.0
    random: bool = False
    issues: int = 8
    options: int = 5


def make_sides(kind: Hidden, seed: int) -> tuple[dict[str, Simulated], dict[str, Open], bool]:
    """The sides, what is known of them, and whether some package is acceptable to both."""
    dice = np.random.default_rng([seed, 6])
    up = np.array([dice.random(kind.issues) < 0.5] * 2)
    up[1] ^= dice.random(kind.issues) < kind.opposed
    sides, opens, takes = {}, {}, []
    for n, name in enumerate(("north", "south")):
        weight = dice.dirichlet(np.ones(kind.issues))
        value = np.linspace(0, 1, kind.options) + dice.normal(0, kind.noise, (kind.issues, kind.options))
        value = np.where(up[n][:, None], value, value[:, ::-1])
        value = (value - value.min(axis=1, keepdims=True)) / np.ptp(value, axis=1, keepdims=True)
        worth = weight[:, None] * value
        total = np.zeros(1)
        for row in worth:
            total = np.add.outer(total, row).ravel()
        outside = float(np.quantile(total, kind.quantile))
        takes.append(total >= outside)
        lies = 0.5 if kind.random and n == 0 else kind.lies if n == 0 else 0.0
        sides[name] = Simulated(worth.tolist(), outside, np.random.default_rng([seed, n]), kind.softness, lies, compares=False)
        steps = [(k, j + 1, j) if up[n][k] else (k, j, j + 1) for k in range(0, kind.issues, 2) for j in range(kind.options - 1)]
        opens[name] = Open((kind.options,) * kind.issues, better=tuple(steps))
    return sides, opens, bool((takes[0] & takes[1]).any())


def grid_of(sizes: Sequence[int]) -> Grid:
    """A grid of options without names."""
    return Grid(tuple(f"i{n}" for n in range(len(sizes))), tuple(tuple(f"v{k}" for k in range(size)) for size in sizes))


def one_hidden(kind: Hidden, plan: Plan, seed: int) -> tuple[bool, int, list[tuple[float, bool]], list[tuple[float, bool]]]:
    """Whether an agreement exists; the draft that all took (0: none); chances of each draft, of a side's and joint."""
    sides, opens, exists = make_sides(kind, seed)
    mediator = Mediator(grid_of((kind.options,) * kind.issues), opens, plan, seed)
    talk = hold_talks(mediator, sides)
    told = [(one.chances[name], one.answers[name].takes) for one in talk.rounds for name in sides]
    joint = [(one.joint, one.taken) for one in talk.rounds]
    return exists, talk.reached or 0, told, joint


def hidden(seeds: int) -> None:
    """Outside options at the 60th and the 80th percentile, and what noise, lies and a random answerer do."""
    print(f"sides with hidden wants, answering yes or no, up to 40 drafts; {seeds:,} seeds")
    print(f"{'':<46}{'exists':>7}{'reached':>16}{'bar':>6}{'median':>8}{'bar':>5}{'90th':>6}{'bar':>5}")
    bars = {0.6: (98, 3, 8), 0.8: (90, 8, 25)}
    for quantile, bar in bars.items():
        for kind, words, share in (
            (Hidden(quantile), "half the issues opposed, exact answers", 1),
            (Hidden(quantile, opposed=1), "all issues opposed, exact answers", 4),
            (Hidden(quantile, softness=SOFTNESS), "answers by the one rule", 4),
            (Hidden(quantile, lies=0.1), "one side lies in 10 % of its answers", 4),
        ):
            plan = Plan(grade=0.8) if kind.lies else Plan()
            found = run(partial(one_hidden, kind, plan), range(max(seeds // share, 10)))
            show_hidden(f"{quantile:.0%} {words}", found, bar)


def show_hidden(words: str, found: list[Any], bar: tuple[int, int, int]) -> None:
    """One row: of the talks where an agreement exists."""
    reached = np.array([number or math.inf for exists, number, *_ in found if exists])
    share = float((reached <= 40).mean())
    error = math.sqrt(share * (1 - share) / len(reached))
    at = [float(np.quantile(reached, q, method="higher")) for q in (0.5, 0.9)]
    print(
        f"{words:<46}{len(reached):>7,}{100 * share:>8.1f} +-{100 * error:>3.1f} %{bar[0]:>6}"
        f"{at[0]:>8.0f}{bar[1]:>5}{at[1]:>6.0f}{bar[2]:>5}",
        flush=True,
    )


def run(work: Callable[[int], Any], seeds: Iterable[int]) -> list[Any]:
    """The results of some work, seed by seed."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        return pool.map(work, seeds, chunksize=2)


PARTS: dict[str, tuple[Callable[[int], None], int]] = {"hidden": (hidden, 40)}


def main(words: list[str]) -> None:
    """Print the parts asked for."""
    for name in [words[0]] if words else PARTS:
        part, seeds = PARTS[name]
        start = time.perf_counter()
        part(int(words[1]) if len(words) > 1 else seeds)
        print(f"({name}: {time.perf_counter() - start:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
