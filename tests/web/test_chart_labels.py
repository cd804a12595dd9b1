"""The names in the chart of Bridges, as a browser measures them: none lies over another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from onetext.actions import Bridged, Workspace, bridge, workspace
from onetext.model import Case
from onetext.reporting.chart import draw_svg
from onetext.reporting.frontier_chart import frontier_chart

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll("svg .mark-text.role-mark text")].filter(one => one.textContent.trim())
    .map(one => [one.textContent, one.getBoundingClientRect()]);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const found = [];
  boxes.forEach(([name, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
    if (over(a, b)) found.push(name + " / " + other);
  }));
  return [boxes.map(([name]) => name), found];
}"""


@pytest.fixture(scope="module")
def found(river: Case) -> Bridged:
    """The bridges of the shipped case on few draws, found in another thread: an event loop runs in this one."""
    patch = pytest.MonkeyPatch()
    patch.setattr(workspace, "DRAWS", 100)
    patch.setattr(bridge, "LEFT_OUT", 1)
    with ThreadPoolExecutor(1) as elsewhere:
        held = elsewhere.submit(lambda: Workspace.of(river).view("mediators").bridge({})).result()
    patch.undo()
    return held


def crowded(found: Bridged) -> Bridged:
    """The same with eight packages of almost one worth, and nine past proposals in a heap."""
    slate = found.slate
    packages = tuple(
        replace(slate.packages[0], expected=dict.fromkeys(slate.parties, 0.6 + n / 2000) | {slate.parties[0]: 0.6})
        for n in range(8)
    )
    past = tuple(
        replace(slate.past[n % len(slate.past)], expected=dict.fromkeys(slate.parties, 0.6 + n / 900)) for n in range(9)
    )
    return replace(found, slate=replace(slate, packages=packages, past=past))


@pytest.mark.parametrize("make", [lambda found: found, crowded], ids=["river", "crowded"])
def test_no_name_in_the_chart_lies_over_another(chromium: Any, found: Bridged, make: Any) -> None:
    shown = make(found)
    page = chromium.new_page(viewport={"width": 1600, "height": 1400})
    page.set_content(draw_svg(frontier_chart(shown.bridges, shown.current, shown.slate)))
    names, over = page.evaluate(OVERLAPS)
    page.close()
    assert over == []
    said = " ".join(names)
    assert all(f"Package {n}" in said for n in range(1, len(shown.slate.packages) + 1))
    assert said.count("[") >= len(shown.slate.past)
