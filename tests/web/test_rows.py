"""Rows of a form: a line each where nobody works on them, opened and added to without scripts, and nothing lost."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from onetext.files import read_case
from onetext.model import ABOUT_KINDS
from onetext.web.form.kind_words import GROUPS
from onetext.web.form.section_words import SECTION_WORDS
from tests.browsing import Browser, Page
from tests.cast import case, entry
from tests.filling import fill, read_form
from tests.web.test_add import problems
from tests.web.test_pages import Seen

DEAL = "/mediators/entry/bridge-agreement/correct"
UNCHANGED = ["Nothing is changed: change what is wrong, or leave"]


@pytest.fixture(scope="module")
def browser() -> Browser:
    return Browser(read_case(Path(__file__).parents[2] / "examples/river"))


def press(browser: Browser, path: str, page: Page, more: str, **typed: str) -> Page:
    """Press a button that asks for more of a form, with what stands in it."""
    sent = read_form(page) | {name.replace("__", "."): [value] for name, value in typed.items()}
    return browser.post(path, sent | {"more": [more]})


def asks(page: Page) -> list[str]:
    """What the buttons of a form ask for."""
    return re.findall(r'name="more" value="([^"]+)"', page.text)


def forms(browser: Browser) -> list[str]:
    """Every form of the workspace: of each kind, each section, and each entry and item that there is."""
    seen = browser.workspace.view("mediators").case
    header, entries = seen.header, seen.entries
    return [
        "case/settings",
        *(f"add/{kind}" for kinds in GROUPS.values() for kind in kinds),
        *(f"case/{section}/new" for section in SECTION_WORDS),
        *(f"case/{section}/item/{name}" for section in SECTION_WORDS for name in header.section(section)),
        *(f"entry/{one.id}/correct" for one in entries if one.kind not in ABOUT_KINDS),
    ]


def test_every_form_is_within_the_budget_of_a_page(browser: Browser) -> None:
    for path in forms(browser):
        page = browser.get(f"/mediators/{path}")
        assert page.status == 200, path
        assert len(page.body) <= 60_000, path
        assert Seen(page.text).elements <= 1_500, path


def test_a_row_that_is_filled_in_is_a_line_that_opens_and_nothing_changes_by_it(browser: Browser) -> None:
    page = browser.get(DEAL)
    closed = read_form(page)["closed"]
    assert len(closed) > 10
    for row in (closed[0], closed[-1]):
        opened = press(browser, DEAL, page, row)
        assert row not in read_form(opened)["closed"]
        assert f'name="{row}.' in opened.text
        assert opened.text.count(" autofocus") == 1
        wider = press(browser, DEAL, opened, row)  # an open row shows all that could be said in it
        assert len(read_form(wider)) > len(read_form(opened))
        sent = browser.post(DEAL, read_form(wider) | {"because": ["looked at"]})
        assert problems(sent) == UNCHANGED


def test_whatever_is_opened_a_form_that_nobody_changed_says_what_it_said(browser: Browser) -> None:
    for path in (DEAL, "/mediators/entry/package-2/correct"):
        page = browser.get(path)
        pressed: set[str] = set()
        while len(pressed) < 24 and (fresh := [name for name in asks(page) if name not in pressed][:1]):
            pressed |= {*fresh}
            page = press(browser, path, page, fresh[0])
            assert page.status == 200
        assert len(pressed) > 10
        assert problems(browser.post(path, read_form(page) | {"because": ["looked at"]})) == UNCHANGED


def test_another_line_makes_a_line_of_the_one_before_and_keeps_it(browser: Browser) -> None:
    path = "/mediators/add/agreement"
    page = browser.get(path)
    for n, does in enumerate(("open the bridge", "open the road", "open the mill")):
        typed = {f"obligations__{n}__by": "north", f"obligations__{n}__does": does}
        page = press(browser, path, page, "obligations", **typed)
        assert len(page.body) < 60_000
    assert read_form(page)["closed"] == ["obligations.0", "obligations.1", "obligations.2"]
    assert "open the road" in page.text
    held = [name for name in read_form(page) if name.endswith(".does")]
    assert held[:3] == [f"obligations.{n}.does" for n in range(3)]


def test_what_is_wrong_in_a_row_opens_it(browser: Browser) -> None:
    fields = read_form(browser.get(DEAL)) | {"obligations.0.by": ["Nobody"], "because": ["a test"]}
    page = browser.post(DEAL, fields)
    assert page.status == 422
    assert "obligations.0" not in read_form(page)["closed"]
    assert 'id="f-obligations-0-by"' in page.text


def test_a_term_is_called_by_its_issue_and_another_issue_can_be_chosen(browser: Browser) -> None:
    path = "/mediators/add/proposal"
    page = browser.get(path)
    issues = [*browser.workspace.header.issues]
    for n, issue in enumerate(issues):
        name = re.escape(browser.workspace.header.issues[issue].name.replace("'", "&#x27;"))
        assert re.search(rf'<label for="i-terms-{n}-value"><bdi dir="auto">{name}</bdi></label>', page.text)
    assert f'<select id="i-terms-{len(issues)}-issue"' in page.text
    assert '<select id="i-terms-0-issue"' in press(browser, path, page, "terms.0").text
    assert fill(browser, path, author="Mira", terms__0__value="30", said="today").status in (303, 422)


def test_what_is_unticked_is_no_longer_said(browser: Browser) -> None:
    sent = read_form(browser.get(DEAL)) | {"parties": ["north"], "more": ["stages"]}
    assert read_form(browser.post(DEAL, sent))["parties"] == ["north"]


@pytest.mark.parametrize(
    "section", ["utilities", "templates", "ledgers", "constraints", "issues", "parties", "sources"]
)
def test_an_item_of_the_case_that_nobody_changed_stays_what_it_is(browser: Browser, section: str) -> None:
    before = browser.workspace.header
    for name in browser.workspace.view("mediators").case.header.section(section):
        path = f"/mediators/case/{section}/item/{name}"
        page = browser.get(path)
        for more in asks(page)[:4]:
            page = press(browser, path, page, more)
        assert browser.post(path, read_form(page)).status == 303, (name, problems(browser.post(path, read_form(page))))
    assert browser.workspace.header == before


def test_figures_of_worth_and_a_template_are_typed_and_used() -> None:
    """As an officer makes them: nothing of a case needs a file."""
    browser = Browser(case(entry("put", "proposal", author="mira", terms={"crossing": "open", "truce": "40 days"})))
    path = "/mediators/case/utilities/new"
    typed = {"party": "north", "supposed": "yes", "reservation": "0.3", "values__0__issue": "crossing"}
    page = press(browser, path, browser.get(path), "values.0", **typed)
    fields = read_form(page)
    keys = [key for n in range(9) for key in fields.get(f"values.0.options.{n}.key", [])]
    assert keys == [*browser.workspace.header.issues["crossing"].options]
    worths = {f"values.0.options.{n}.value": ["1" if key == "open" else "0"] for n, key in enumerate(keys)}
    worth = browser.post(path, fields | worths)
    assert worth.status == 303, problems(worth)
    (utility,) = browser.workspace.header.utilities.values()
    assert utility.values[0].options == {key: Decimal(int(key == "open")) for key in keys}
    made = fill(
        browser, "/mediators/case/templates/new", name="A truce", agreement__parties=["north", "south"],
        agreement__stages__0__name="Truce", agreement__stages__0__begins="the agreement", agreement__stages__0__id="truce",
        agreement__obligations__0__by="north", agreement__obligations__0__does="open the crossing",
        agreement__obligations__0__id="open", fills__0__part="truce", fills__0__field="days",
        fills__0__value="issue: truce", only_if__0__part="open", only_if__0__when__0__issue="crossing",
        only_if__0__when__0__value="open",
    )  # fmt: skip
    assert made.status == 303, problems(made)
    agreed, _ = browser.workspace.view("mediators").agree("put")
    assert "40 days" in browser.get("/mediators/agreement?package=put").text
    assert agreed is not None
    shown = browser.get("/mediators/case").text
    assert "A truce" in shown


def test_how_far_grades_are_believed_is_a_setting() -> None:
    browser = Browser(case())
    typed = {"grade_weights__0__key": "1", "grade_weights__0__value": "0.9"}
    assert fill(browser, "/mediators/case/settings", title="River", **typed).status == 303
    assert browser.workspace.header.grade_weights == {"1": Decimal("0.9")}
    wrong = fill(browser, "/mediators/case/settings", title="River", grade_weights__0__key="9")
    assert wrong.status == 422
