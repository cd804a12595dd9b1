"""The pages in a real browser: for readers of every kind, on every width, without scripts, by keys, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import TimeoutError

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
    "mediators/release/north-demand-notice?to=south", "mediators/folder", "mediators/folder/for/south", "mediators/entry/storm/correct",
    "mediators/entry/storm/withdraw", "mediators/entry/storm/erase", "mediators/entry/storm/anew", "mediators/record?each=last",
    "mediators/entry/bridge-agreement/correct",
    "mediators/case/templates/item/settlement", "mediators/case/utilities/new", "mediators/earlier?day=4/3",
    "mediators@2024-02-10/today", "north@2024-02-10/positions",
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
    context.set_default_navigation_timeout(120_000)  # the first asking for what lies ahead waits for it
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
    other = "light" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "dark"
    try:
        page.emulate_media(color_scheme=other)
        unreadable = page.evaluate(
            "async () => (await axe.run({runOnly: ['color-contrast']})).violations.map((v) => v.nodes.map((n) => n.html.slice(0, 120)))"
        )
        assert (other, unreadable) == (other, [])
    finally:
        page.emulate_media(color_scheme="dark" if other == "light" else "light")


@pytest.mark.parametrize("path", ["mediators/positions", "mediators/monitoring", "mediators/bridges"])
def test_a_mark_stands_on_one_line_with_its_word(page: Any, served: Running, path: str) -> None:
    page.goto(f"http://{served.host}/{path}")
    lines = page.evaluate(
        "[...document.querySelectorAll('.mark')].filter((one) => one.offsetParent).map((one) => one.getClientRects().length)"
    )
    assert set(lines) == {1}


def test_an_action_stands_at_its_line_and_the_packages_are_folded(page: Any, served: Running) -> None:
    page.goto(f"http://{served.host}/mediators/questions")
    actions = page.get_by_role("link", name="Put on record")
    assert actions.count() > 1
    for one in actions.all():
        assert one.evaluate("(link) => link.closest('li').querySelector('.meta') !== null")
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    page.get_by_role("heading", name="The packages").click()
    page.get_by_text("A", exact=True).first.wait_for()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page: Any, served: Running, path: str) -> None:
    page.goto(f"http://{served.host}/{path}")
    before = page.viewport_size
    try:
        for width, letters in ((before["width"], "100%"), (320, "100%"), (320, "200%")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", letters)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (width, letters, over) == (width, letters, 0)
    finally:
        page.set_viewport_size(before)


@pytest.mark.parametrize("path", ["mediators/bridges", "mediators/monitoring", "mediators/proposal"])
def test_no_column_of_a_table_is_too_narrow_for_a_word(page: Any, served: Running, path: str) -> None:
    page.goto(f"http://{served.host}/{path}")
    widths = page.evaluate(
        "[...document.querySelectorAll('td')].filter((one) => one.offsetParent).map((one) => one.clientWidth)"
    )
    assert min(widths) >= 40


def wait_for_chart(page: Any, address: str, chart: str) -> tuple[list[str], list[str]]:
    """Open a page and wait until its chart is drawn; what it asked for and complained of is told where it is not."""
    asked, complained = watch(page)
    page.goto(address)
    try:
        page.wait_for_selector(chart)
    except TimeoutError as error:
        raise AssertionError(f"no chart: {complained}, {asked}, {page.evaluate('typeof vegaEmbed')}") from error
    return asked, complained


def test_a_chart_is_drawn_under_the_policy_with_its_table_beside(page: Any, served: Running) -> None:
    wait_for_chart(page, f"http://{served.host}/mediators/monitoring", ".chart svg")
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
    asked, complained = wait_for_chart(page, f"http://{served.host}/mediators/bridges", ".chart.wide svg")
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
