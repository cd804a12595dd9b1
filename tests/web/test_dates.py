"""Dates are said as people say them, on every page, on the terminal and on paper; files for programs keep 2024-04-09."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onetext.actions import Workspace, monitor_case
from onetext.files import read_case
from onetext.reporting import monitor_page, write_markdown
from tests.browsing import Browser
from tests.program import run

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = ("river", "truce-2023", "cairo-2024")
PAGES = (
    "today", "meeting", "positions", "record", "proposal", "counts", "sticking", "agreement", "monitoring", "release",
    "case", "viewers",
)  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\d")


def read_words(text: str) -> str:
    """What is read on the page itself: no tags, no data of charts."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]*>", " ", re.sub(r"<script.*?</script>", " ", main, flags=re.S))


@pytest.fixture(scope="module", params=CASES)
def browser(request: pytest.FixtureRequest) -> Browser:
    return Browser(Workspace.of(read_case(EXAMPLES / request.param)))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_says_a_date_in_figures_alone(browser: Browser, page: str) -> None:
    assert ISO.findall(read_words(browser.get(f"/mediators/{page}").text)) == []


@pytest.mark.parametrize("name", ["river", "truce-2023"])
def test_the_terminal_and_paper_say_dates_as_the_page_does(name: str) -> None:
    standing, case = monitor_case(EXAMPLES / name)
    for printed in (False, True):
        assert ISO.findall(write_markdown(monitor_page(standing, case, printed=printed))) == []
    shown = run("monitor", EXAMPLES / name).out
    assert ISO.findall(shown) == []
    assert re.search(r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ 20\d\d", shown)


def test_what_programs_read_keeps_the_dates_of_the_calendar(tmp_path: Path) -> None:
    found = run("monitor", EXAMPLES / "truce-2023", "--json").out
    assert '"date": "2023-11-24"' in found
    assert "2023-12-01T" in found or "2023-12-01 07:00" in found
