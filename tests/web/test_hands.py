"""A real browser in other hands: keys alone, no scripts at all, letters twice as large, and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from onetext.actions import bridge, workspace
from onetext.model import Case
from onetext.web import job
from onetext.web.route import ROUTES
from tests.cast import entry
from tests.web.conftest import Running

KEYED = [(route.key, route.path) for route in ROUTES if route.key]


@pytest.fixture(scope="module")
def served(run_workspace: Callable[[Case], Running], river: Case) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "DRAWS", 50)
        patch.setattr(bridge, "LEFT_OUT", 1)
        patch.setattr(job, "PATIENCE_SECONDS", 0.2)
        yield run_workspace(river)


@pytest.fixture(scope="module")
def page(chromium: Any, served: Running) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    served.enter(made)
    yield made
    context.close()


@pytest.fixture(scope="module")
def bare(chromium: Any, served: Running) -> Iterator[Any]:
    context = chromium.new_context(java_script_enabled=False)
    made = context.new_page()
    served.enter(made)
    yield made
    context.close()


def focused(page: Any) -> str:
    """What has the focus: its tag and its name or text."""
    return str(page.evaluate("(e => `${e.tagName} ${e.name || e.id || e.textContent.trim()}`)(document.activeElement)"))


def open_page(page: Any, served: Running, path: str) -> None:
    page.goto(f"http://{served.host}/mediators/{path}")


def test_each_page_with_a_key_is_reached_by_it(page: Any, served: Running) -> None:
    assert len(KEYED) >= 11
    for key, path in KEYED:
        open_page(page, served, "keys")
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**/mediators/{path}", wait_until="commit")
    for key, path in (("a", "add"), ("v", "viewers"), ("?", "keys")):
        open_page(page, served, "today")
        page.keyboard.press(key)
        page.wait_for_url(f"**/mediators/{path}")
    page.keyboard.press("/")
    assert focused(page) == "INPUT q"


def test_lines_are_gone_through_and_none_lies_under_the_strip(page: Any, served: Running) -> None:
    open_page(page, served, "record")
    seen = []
    for key in "jjjk":
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.href"))
    assert seen[3] == seen[1]
    assert len(set(seen)) == 3
    for _ in range(25):
        page.keyboard.press("j")
    for _ in range(20):
        page.keyboard.press("k")
        top, strip = page.evaluate(
            "[document.activeElement.getBoundingClientRect().top, document.querySelector('.strip').getBoundingClientRect().bottom]"
        )
        assert top >= strip


def test_history_of_a_line_opens_by_its_key(page: Any, served: Running) -> None:
    said = [
        entry(f"on-patrols-{n}", "position", party="north", issue="patrols", value="separate", said=f"2024-04-0{n}")
        for n in (1, 2)
    ]
    with ThreadPoolExecutor(1) as elsewhere:  # Django opens no database where an event loop runs
        elsewhere.submit(lambda: served.served.workspace.append(said)).result()
    open_page(page, served, "positions")
    for _ in range(14):
        page.keyboard.press("j")
        if page.locator(".matrix tr.on summary").count():
            break
    page.keyboard.press("h")
    page.locator(".matrix tr.on details[open] .lines").first.wait_for()


def test_single_keys_can_be_switched_off(page: Any, served: Running) -> None:
    open_page(page, served, "keys")
    page.locator("#keys-off").check()
    open_page(page, served, "today")
    page.keyboard.press("a")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    assert page.url.endswith("/today")
    open_page(page, served, "keys")
    page.locator("#keys-off").uncheck()


def test_the_page_comes_before_the_rail_and_can_be_skipped_to(page: Any, served: Running) -> None:
    open_page(page, served, "counts")
    page.keyboard.press("Tab")
    assert focused(page) == "A Skip to the page"
    page.keyboard.press("Enter")
    assert focused(page) == "MAIN page"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    order = page.evaluate(
        "[...document.querySelectorAll('a, button, input, select, summary')].map((e) => e.closest('.strip, main, .rail')?.className ?? '')"
    )
    places = [place for n, place in enumerate(order) if place and (n == 0 or place != order[n - 1])]
    assert places[-1] == "rail"
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].every((e) => e.tabIndex <= 0)")


def test_a_form_is_filled_and_sent_by_keys_alone(page: Any, served: Running) -> None:
    open_page(page, served, "add/event")
    page.locator("#i-what").focus()
    page.keyboard.type("gates j/k ? a")  # letters that are keys elsewhere
    assert page.url.endswith("/add/event")
    page.keyboard.press("Control+Enter")
    page.locator(".summary").wait_for()
    assert focused(page).startswith("DIV") or page.evaluate("document.activeElement.classList.contains('summary')")
    assert page.title().startswith("Problem: ")
    assert page.locator("#i-what").input_value() == "gates j/k ? a"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link in the summary leads to the field
    page.locator("#i-said").focus()
    page.keyboard.type("9 April 2024")
    page.locator("#f-said .read").wait_for()  # read back while the field keeps the focus
    assert focused(page) == "INPUT said"
    page.keyboard.press("Escape")
    assert focused(page).startswith("BODY")
    page.locator("#i-said").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/entry/**")
    assert "gates j/k ? a" in page.locator("main").inner_text()


def test_focus_stays_where_one_works_and_goes_where_one_asked(page: Any, served: Running) -> None:
    open_page(page, served, "record")
    page.locator("#f-kind").focus()
    page.locator("#f-kind").select_option("proposal")
    page.wait_for_url("**kind=proposal**")
    assert focused(page) == "SELECT kind"
    open_page(page, served, "add/agreement")
    page.locator('[name="obligations.0.by"]').fill("North")
    page.locator('[name="obligations.0.does"]').fill("open the road")
    page.locator('button[name="more"][value="obligations"]').click()
    page.locator('[name="obligations.1.by"]').wait_for()
    assert focused(page) == "INPUT obligations.1.by"
    page.locator('button[name="more"][value="obligations.0"]').click()
    page.locator('button[name="more"][value="obligations.0"]', has_text="More").wait_for()
    assert focused(page) == "INPUT obligations.0.by"


def test_an_entry_is_added_corrected_and_put_back_without_scripts(bare: Any, served: Running) -> None:
    open_page(bare, served, "add/event")
    send = bare.locator("form#form .btn:not(.q)")
    send.click()
    assert bare.title().startswith("Problem: ")
    assert bare.locator(".summary a").count() == 2
    bare.locator("#i-what").fill("the ferry sank")
    bare.locator("#i-said").fill("early Tuesday")
    send.click()
    assert bare.locator("h1").inner_text().startswith("Entry ")
    bare.get_by_role("link", name="Correct this").click()
    bare.locator("#i-what").fill("the ferry ran aground")
    bare.locator("#i-because").fill("misheard")
    send.click()
    assert "the ferry ran aground" in bare.locator("main").inner_text()
    bare.get_by_role("link", name="Take the last correction back").click()
    send.click()
    assert "the ferry sank" in bare.locator("main blockquote, main section p").first.inner_text()


def test_rows_are_added_opened_and_changed_without_scripts(bare: Any, served: Running) -> None:
    open_page(bare, served, "entry/bridge-agreement/correct")
    bare.locator('button[name="more"][value="obligations.0"]').click()
    bare.locator('[name="obligations.0.does"]').fill("keep the gate on its bank wide open")
    bare.locator('button[name="more"][value="obligations"]').click()
    assert "wide open" in bare.locator("#f-obligations-0").inner_text()
    bare.locator("#i-because").fill("misread")
    bare.locator("form#form .btn:not(.q)").click()
    assert bare.locator("h1").inner_text().startswith("Entry ")
    open_page(bare, served, "agreement")
    assert "wide open" in bare.locator("main").inner_text()


def test_filter_search_and_an_earlier_day_work_without_scripts(bare: Any, served: Running) -> None:
    open_page(bare, served, "record")
    bare.locator("#f-kind").select_option("proposal")
    bare.get_by_role("button", name="Find", exact=True).click()
    assert "of" in bare.locator("#found [role=status]").inner_text()
    bare.locator("#q").fill("water")
    bare.locator("#q").press("Enter")
    assert bare.url.endswith("record?q=water")
    open_page(bare, served, "earlier")
    bare.locator("#day").fill("10 February 2024")
    bare.get_by_role("button", name="Show that day").click()
    assert "/mediators@2024-02-10/today" in bare.url
    assert "As it was known at the end of" in bare.locator(".strip").inner_text()


@pytest.mark.parametrize("path", ["meeting/south", "agreement", "sticking"])
def test_paper_holds_all_of_a_page_and_none_of_its_controls(chromium: Any, served: Running, path: str) -> None:
    context = chromium.new_context(viewport={"width": 688, "height": 970}, color_scheme="dark")  # a sheet of A4
    page = context.new_page()
    served.enter(page)
    open_page(page, served, path)
    page.locator("main h2").first.wait_for()
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    shown = page.evaluate(
        "[...document.querySelectorAll('.rail, button, .btn, .do, .strip form, .filters')].filter((e) => e.checkVisibility()).length"
    )
    assert shown == 0
    pale = page.evaluate(
        "[...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && /rgb\\((2[0-9]{2}|1[6-9]\\d)/.test(getComputedStyle(e).color)).length"
    )
    assert pale == 0
    assert page.evaluate(
        "[...document.querySelectorAll('main li, main tr')].every((e) => getComputedStyle(e).breakInside === 'avoid')"
    )
    assert page.locator(".viewer").is_visible()
    sheets = page.pdf(format="A4")
    assert sheets.startswith(b"%PDF")
    context.close()
