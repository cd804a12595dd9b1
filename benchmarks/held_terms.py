"""How long the workspace takes to answer when a term is moved: the part of the page that a slider asks for.

    .venv/bin/python benchmarks/held_terms.py

On the shipped river case, with as many draws and assessments left out as the page has. Each move is asked as a browser
asks, by the ASGI application in this process: guard, session, view, template. Beside it the same move without the ranges
of its chances (`WhatIf.outlook`), which is the peer in the same run. CPU time of this process stands beside the clock,
since other programs of the computer do not move it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from onetext.files import read_case  # noqa: E402
from tests.browsing import Browser  # noqa: E402

MOVES = 60


def main() -> None:
    """Print a row for each way."""
    browser = Browser(read_case(ROOT / "examples" / "river"))
    view = browser.workspace.view("mediators")
    began = time.perf_counter()
    levers = view.levers()
    assert levers is not None
    print(f"made ready in {time.perf_counter() - began:.1f} s: beliefs, {len(view.ground().left_out)} left out, slate")
    while 'http-equiv="refresh"' in browser.get("/mediators/bridges/try").text:
        time.sleep(0.2)
    moves = [(issue, value) for issue, values in levers.values.items() for value in values][::3][:MOVES]
    for name, ask in (
        ("the page's part", lambda issue, value: _ask(browser, issue, value)),
        ("without ranges", lambda issue, value: levers._ready.outlook({issue: value})),
    ):
        _show(name, [_taken(ask, issue, value) for issue, value in moves])


def _ask(browser: Browser, issue: str, value: object) -> None:
    page = browser.get(f"/mediators/bridges/try?t.{issue}={value}", hx_request="true")
    assert page.status == 200


def _taken(ask: Callable[..., object], *given: object) -> tuple[float, float]:
    clock, spent = time.perf_counter(), time.process_time()
    ask(*given)
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - spent)


def _show(name: str, taken: list[tuple[float, float]]) -> None:
    for what, column in zip(("clock", "CPU"), zip(*taken, strict=True), strict=True):
        ordered = sorted(column)
        last = ordered[int(0.95 * len(ordered))]
        print(f"{name:16} {what:6} median {statistics.median(ordered):6.1f} ms   95 % under {last:6.1f} ms")


if __name__ == "__main__":
    main()
