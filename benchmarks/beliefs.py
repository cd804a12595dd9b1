"""Beliefs: how long they take on the river and with very many answers, and how far two seeds differ.

Run by path: `.venv/bin/python benchmarks/beliefs.py [ANSWERS]`. Times are of the processor, so that others who work on the
machine count little.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from onetext.believing import believe
from onetext.files import read_case
from onetext.model import Situation, project, situation_of
from onetext.model.belief import Belief
from tests.believing.hearsay import heard, view

ANSWERS = 10_000
RIVER = Path(__file__).resolve().parents[1] / "examples" / "river"


def many_answers(count: int) -> Situation:
    """One assessment, and as many proposals and answers as wanted."""
    chance, entries = random.Random(1), list[dict[str, Any]]()
    for n in range(count):
        terms = {
            "water": f"{chance.randint(30, 60)} percent", "dams": chance.choice(["full", "staged", "none"]),
            "notice": f"{chance.randint(0, 48)} hours", "gauges": chance.choice(["shared", "kept"]),
        }  # fmt: skip
        state = chance.choice(["accepted", "rejected"])
        by = chance.choice(["north", "south"])
        entries.append({"id": f"p{n}", "kind": "proposal", "author": "mira", "terms": terms})
        entries.append({"kind": "response", "by": by, "proposal": f"p{n}", "state": state})
    return heard(view(ranking=["dams", "water"]), *entries)


def weights_of(belief: Belief) -> np.ndarray[Any, Any]:
    """The mean weight of each issue."""
    worth, starts = belief.draws.worth, belief.grid.starts
    ends = [*starts[1:], worth.shape[1]]
    spread = np.array([np.ptp(worth[:, start:end], axis=1) for start, end in zip(starts, ends, strict=True)])
    return np.asarray((spread / spread.sum(axis=0)) @ belief.draws.weight)


def main(count: int) -> None:
    """All of it."""
    river = situation_of(project(read_case(RIVER), "mediators"))
    for name, situation in (("the river", river), (f"{count:,} answers", many_answers(count))):
        found = []
        for seed in (0, 1):
            start = time.process_time()
            found.append(believe(situation, seed))
            print(f"{name}, 1,000 draws a side, seed {seed}: {time.process_time() - start:.1f} s")
        for party in found[0].parties:
            apart = np.abs(weights_of(found[0].parties[party]) - weights_of(found[1].parties[party])).max()
            print(f"  {party}: mean weights of two seeds differ by {apart:.3f} at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS)
