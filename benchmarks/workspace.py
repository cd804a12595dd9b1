"""How long the workspace takes for its pages on a case of so many entries, and to add one; and how large pages are.

    .venv/bin/python benchmarks/workspace.py 10000

Each page is asked for many times, as a browser asks, by the ASGI application in this process: guard, session, view,
template. The first asking of a page works out what later ones reuse, and is shown apart. The peer in the same run is
Django's own answer of an empty page through the same guard and session: what no page of ours can be below. Beside the
size of a page stands that of all that a browser loads before it first paints: the page, its styles, scripts and marks, but
not the library of charts, which comes after the tables.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from large_case import write_case

from onetext.actions import Workspace
from onetext.files import read_case
from onetext.model import Case
from tests.browsing import Browser
from tests.cast import entry

PAGES = (
    "today",
    "meeting/south",
    "positions",
    "positions/issue-3/north",
    "record",
    "record?q=bridge%20guard&side=north",
    "record?page=40",
    "entry/n42",
    "proposal",
    "counts",
    "sticking",
    "agreement",
    "monitoring",
    "viewers",
    "earlier",
)
OWN = (
    "add", "add/statement", "add/proposal", "add/agreement", "case", "release", "first", "entry/n42/correct",
    "case/issues/item/issue-3",
)  # fmt: skip
TIMES = 15


def main() -> None:
    """Print a row for each page."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        write_case(Path(place), size)
        case: Case = read_case(Path(place))
    browser = Browser(Workspace.of(case))
    floor = statistics.median(_timed(browser, "/nothing")[0] for _ in range(TIMES))
    print(f"{size} entries; an empty page: {floor * 1000:.1f} ms")
    print(f"{'page':<38} {'first ms':>9} {'median ms':>10} {'ratio':>6} {'kB':>6} {'paint kB':>9}")
    every: list[float] = []
    painted: list[int] = []
    for viewer in ("mediators", "north"):
        for page in (*PAGES, *(OWN if viewer == "mediators" else ())):
            if viewer == "north" and page.startswith("meeting"):
                continue
            path = f"/{viewer}/{page.replace('n42', 'e42') if viewer == 'north' else page}"
            first, _ = _timed(browser, path)
            runs = [_timed(browser, path) for _ in range(TIMES)]
            every += [seconds for seconds, _ in runs]
            median = statistics.median(seconds for seconds, _ in runs)
            painted.append(_painted(browser, path))
            print(
                f"{path:<38} {first * 1000:>9.0f} {median * 1000:>10.1f} {median / floor:>6.1f} {runs[0][1] / 1000:>6.1f}"
                f" {painted[-1] / 1000:>9.1f}"
            )
    every.sort()
    print(
        f"all: median {statistics.median(every) * 1000:.1f} ms, 95 % under {every[int(len(every) * 0.95)] * 1000:.1f} ms"
    )
    print(f"before first paint: {max(painted) / 1000:.0f} kB at most")
    _add(browser)


def _painted(browser: Browser, path: str) -> int:
    """The bytes that a browser loads for a page before it paints: all that the page names, but the charts' library."""
    page = browser.get(path)
    named = re.findall(r'<(?:link|script)[^>]* (?:href|src)="(/[^"]+)"', page.text)
    return len(page.body) + sum(len(browser.get(name).body) for name in {*named} - {"/static/vega.js"})


def _add(browser: Browser) -> None:
    """Adding an entry, and the pages after it, which must be worked out anew."""
    added, after = [], []
    for n in range(TIMES):
        one = entry(f"added-{n}", "event", what="a gate opens")
        start = time.perf_counter()
        browser.workspace.append([one])
        added.append(time.perf_counter() - start)
        after.append(_timed(browser, "/mediators/record")[0])
    print(
        f"adding an entry: median {statistics.median(added) * 1000:.1f} ms; the record after it: {statistics.median(after) * 1000:.0f} ms"
    )


def _timed(browser: Browser, path: str) -> tuple[float, int]:
    start = time.perf_counter()
    page = browser.get(path)
    seconds = time.perf_counter() - start
    assert page.status in (200, 404), (path, page.status)
    return seconds, len(page.body)


if __name__ == "__main__":
    main()
