"""The pages in a real browser: for readers of every kind, on every width, without scripts, by keys, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from onetext.actions import bridge, workspace
from onetext.model import Case
from onetext.web import job
from tests.web.conftest import Running
from tests.web.test_browser import watch

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PAGES = (
    "mediators/today", "mediators/meeting/south", "mediators/positions", "mediators/record", "mediators/entry/storm",
    "mediators/proposal", "mediators/counts", "mediators/sticking", "mediators/bridges",
    "mediators/bridges/try", "mediators/questions", "mediators/beliefs", "mediators/agreement", "mediators/monitoring",
    "mediators/viewers", "mediators/keys", "mediators/positions/share/north", "mediators/record?q=zzz",
    "mediators/today?as=text", "north/today", "south/positions", "nothing",
    "mediators/add", "mediators/add/statement", "mediators/add/demand", "mediators/add/proposal", "mediators/add/agreement",
    "mediators/case", "mediators/case/people/new", "mediators/case/settings", "mediators/first", "mediators/release",
    "mediators/release/north-demand-notice?to=south", "mediators/folder", "mediators/entry/storm/correct",
    "mediators/entry/storm/withdraw", "mediators/entry/storm/erase",
)  # fmt: skip
SIZES = {"desktop": (1280, "light"), "phone": (390, "dark")}


@pytest.fixture(scope="module")
def served(run_workspace: Callable[[Case], Running], river: Case) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "DRAWS", 200)
        patch.setattr(bridge, "LEFT_OUT", 2)
        patch.setattr(job, "PATIENCE_SECONDS", 120)
        yield run_workspace(river)


@pytest.fixture(scope="module", params=SIZES.values(), ids=SIZES.keys())
def page(request: pytest.FixtureRequest, chromium: Any, served: Running) -> Iterator[Any]:
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    made = context.new_page()
    served.enter(made)
    yield made
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_forbidden(page: Any, served: Running, path: str) -> None:
    asked, complained = watch(page)
    page.goto(f"http://{served.host}/{path}")
    page.wait_for_load_state("networkidle")
    assert [text for text in complained if "404" not in text] == []
    assert all(url.startswith(f"http://{served.host}/") for url in asked)
    page.evaluate(AXE)
    found = page.evaluate(
        "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => [n.html.slice(0, 120), n.failureSummary])])"
    )
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page: Any, served: Running, path: str) -> None:
    page.goto(f"http://{served.host}/{path}")
    before = page.viewport_size
    try:
        for width in (before["width"], 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    finally:
        page.set_viewport_size(before)


def test_a_chart_is_drawn_under_the_policy_with_its_table_beside(page: Any, served: Running) -> None:
    page.goto(f"http://{served.host}/mediators/monitoring")
    page.wait_for_selector(".chart svg")
    assert page.locator(".chart svg text").count() > 5
    assert page.locator("figure table tbody tr").count() >= 2


def test_a_term_is_moved_by_a_slider_and_the_chances_follow(page: Any, served: Running) -> None:
    page.goto(f"http://{served.host}/mediators/bridges/try")
    page.wait_for_selector("#tried table")
    assert page.locator("#tried td", has_text="held").count() == 0
    before = page.locator("#tried .lines").inner_text()
    slider = page.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_selector("#tried td:has-text('held')")
    field = page.locator(".lever input[type=text]").first
    assert field.input_value() == slider.get_attribute("min")
    assert page.locator("#tried .lines").inner_text() != before
    assert f"={field.input_value()}&" in page.url
    field.fill("")
    field.press("Tab")
    page.locator("#tried td", has_text="held").wait_for(state="detached")
    assert page.locator("#tried .lines").inner_text() == before


def test_the_frontier_is_drawn_from_our_own_address_after_its_tables(page: Any, served: Running) -> None:
    asked, complained = watch(page)
    page.goto(f"http://{served.host}/mediators/bridges")
    page.wait_for_selector(".chart.wide svg")
    assert page.locator(".chart.wide svg text").count() > 10
    assert [url for url in asked if "/bridges/chart" in url]
    assert complained == []


def test_keys_lead_where_links_lead_and_never_act_in_a_field(page: Any, served: Running) -> None:
    page.goto(f"http://{served.host}/mediators/today")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/positions")
    page.keyboard.press("?")
    page.wait_for_url("**/keys")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/record")
    page.locator("#f-q").focus()
    page.keyboard.type("gt?")
    assert page.url.endswith("/record")
    page.keyboard.press("Escape")  # which empties the field, and so asks for all again
    page.wait_for_url("**/record?q=&**")
    page.wait_for_timeout(300)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entry/**")


def test_history_opens_in_place_and_a_filter_in_the_address(page: Any, served: Running) -> None:
    page.goto(f"http://{served.host}/mediators/record")
    page.locator("#f-kind").select_option("proposal")
    page.wait_for_url("**kind=proposal**")
    assert "of" in page.locator("#found [role=status]").inner_text()
    page.reload()
    assert page.locator("#f-kind").input_value() == "proposal"


@pytest.fixture
def bare(chromium: Any, served: Running) -> Iterator[Any]:
    context = chromium.new_context(java_script_enabled=False)
    made = context.new_page()
    served.enter(made)
    yield made
    context.close()


def test_reading_works_without_scripts(bare: Any, served: Running) -> None:
    bare.goto(f"http://{served.host}/mediators/record")
    bare.locator("#f-q").fill("water")
    bare.get_by_role("button", name="Find", exact=True).click()
    assert "q=water" in bare.url
    bare.locator("#found a.no").first.click()
    assert bare.locator("h1").inner_text().startswith("Entry ")
    bare.goto(f"http://{served.host}/mediators/bridges/try")
    assert not bare.locator("input[type=range]").first.is_visible()
    bare.locator(".lever input[type=text]").first.fill("40")
    bare.get_by_role("button", name="Compute").click()
    assert bare.locator("#tried td", has_text="held").count() == 1
    bare.goto(f"http://{served.host}/mediators/monitoring")
    assert bare.locator("figure table tbody tr").count() >= 2


def test_paper_is_black_on_white_with_everything_open_and_no_controls(chromium: Any, served: Running) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    served.enter(page)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    for hidden in (".rail", ".strip form", ".do"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("details.fold .scroll").first.is_visible()
    context.close()


def test_from_right_to_left_numbers_and_ranges_keep_their_way(chromium: Any, served: Running) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    served.enter(page)
    page.goto(f"http://{served.host}/mediators/counts")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('bdi.band')).direction") == "ltr"
    assert page.evaluate(
        "[...document.querySelectorAll('td.num')].every((cell) => getComputedStyle(cell).textAlign === 'right')"
    )
    context.close()
