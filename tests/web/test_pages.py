"""What the pages hold: the words of the program, the numbers of the brief, and no more than a laptop can bear."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from onetext.actions import bridge, workspace
from onetext.model import Case
from onetext.reporting import MORE, Block, Heading, Lines, Note, Table, brief_page
from onetext.web import job
from onetext.web.views.shelf import read_file
from tests.browsing import Browser
from tests.cast import case, entry

PAGES = (
    "today",
    "positions",
    "record",
    "proposal",
    "counts",
    "sticking",
    "bridges",
    "questions",
    "beliefs",
    "agreement",
    "monitoring",
    "viewers",
    "earlier",
    "keys",
)
OWN = (
    "add",
    "add/statement",
    "add/proposal",
    "add/agreement",
    "case",
    "case/settings",
    "case/templates/item/settlement",
    "entry/bridge-agreement/correct",
    "entry/storm/erase",
    "first",
    "folder",
    "folder/for/south",
    "release",
    "earlier",
)
KILOBYTES = {"onetext.css": 17, "onetext.js": 8, "icons.svg": 4, "htmx.js": 52}


class Seen(HTMLParser):
    """The text of a page, what it links to, and how many elements it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self.elements = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements += 1
        self.links += [value for name, value in attrs if name in ("href", "src", "action", "hx-get") and value]

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.parts))


def squeezed(text: str) -> str:
    """Text without blanks, marks and the signs that set a passage apart, which each form of a page draws its own way."""
    return re.sub(r"[\s()\u2066-\u2069●◐⊘◇△○*_\\|`>#]", "", text)


@pytest.fixture(scope="module")
def browser(river: Case) -> Browser:
    return Browser(river)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)
    monkeypatch.setattr(workspace, "DRAWS", 200)
    monkeypatch.setattr(bridge, "LEFT_OUT", 3)


@pytest.mark.parametrize("viewer", ["mediators", "north"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_sound_html_within_its_budget(browser: Browser, viewer: str, page: str) -> None:
    found = browser.get(f"/{viewer}/{page}")
    assert found.status == 200
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(found.text)
    assert len(found.body) <= 60_000
    assert Seen(found.text).elements <= 1_500


def test_the_files_that_pages_ask_for_are_within_their_budget(browser: Browser) -> None:
    for name, kilobytes in KILOBYTES.items():
        assert len(read_file(name)) <= kilobytes * 1024
        assert browser.get(f"/static/{name}").status == 200


@pytest.mark.parametrize("viewer", ["mediators", "north"])
def test_what_a_browser_loads_before_it_paints_is_within_its_budget(browser: Browser, viewer: str) -> None:
    for page in (*PAGES, *(OWN if viewer == "mediators" else ())):
        text = browser.get(f"/{viewer}/{page}").text
        named = {*re.findall(r'<(?:link|script)[^>]* (?:href|src)="([^"]+)"', text)} - {"/static/vega.js"}
        assert all(name.startswith("/") for name in named)
        assert len(text.encode()) + sum(len(browser.get(name).body) for name in named) < 300_000
        assert all(" defer" in tag for tag in re.findall(r"<script src=[^>]*>", text))


def test_no_page_styles_or_runs_anything_inline(browser: Browser) -> None:
    for page in (*PAGES, *OWN):
        text = browser.get(f"/mediators/{page}").text
        assert not re.search(r'<[^>]+ (style|on\w+|hx-on[^=]*)="', text)
        assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_a_name_in_a_heading_stands_within_its_words(browser: Browser) -> None:
    """A heading lays its pieces out in a row: a name that is a piece of its own drifts away from the words around it."""
    for page in (*PAGES, *OWN, "meeting/south", "meeting/south/withheld", "release/north-demand-notice?to=south"):
        for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", browser.get(f"/mediators/{page}").text, re.S):
            pieces = re.sub(r"<(span|a)\b.*?</\1>", "", heading, flags=re.S)
            assert "<bdi" not in pieces or not re.sub(r"<bdi.*?</bdi>", "", pieces).strip(), (page, heading)


def test_a_page_asks_the_record_at_most_a_few_times(browser: Browser) -> None:
    asked: list[str] = []
    raw = browser.workspace._held.database.raw
    raw.set_trace_callback(asked.append)
    try:
        for page in (*PAGES, "meeting/south", "record?q=water", "entry/storm"):
            asked.clear()
            browser.get(f"/mediators/{page}")
            assert 1 <= len(asked) <= 12, (page, asked)
    finally:
        raw.set_trace_callback(None)


@pytest.mark.parametrize("viewer", ["mediators", "north", "south", "shuttle"])
def test_today_says_what_brief_says(browser: Browser, viewer: str) -> None:
    view = browser.workspace.view(viewer)
    found = view.brief()
    page = brief_page(found.brief, found.sticking, found.counts, found.current, found.case)
    seen = Seen(browser.get(f"/{viewer}/today").text).text
    said = [squeezed(line) for block in page.blocks for text in texts(block) for line in text.split("\n")]
    assert len(said) > 100
    assert [text for text in said if text not in seen] == []


def texts(block: Block) -> list[str]:
    """Every text of a block that a page must hold."""
    match block:
        case Heading(text, count):
            return [re.sub(r" ?\[\d+\]", "", text) if block.place == "folded" else text, count]
        case Note(text):
            return [text.removesuffix(MORE)]
        case Lines(lines):
            return [
                part for line in lines for part in (re.sub(r"^\[(\d+)\]$", r"\1", line.label), line.text, line.meta)
            ]
        case Table(caption, head, rows):
            return [caption, *head, *(cell for row in rows for cell in row)]
    return []


@pytest.mark.parametrize("viewer", ["mediators", "north"])
def test_every_link_leads_to_a_page(browser: Browser, viewer: str) -> None:
    pending, seen = [f"/{viewer}/today"], set()
    while pending:
        path = pending.pop()
        seen.add(path)
        found = browser.get(path)
        if path == "/leave" or path.endswith("/stop"):
            continue
        assert found.status in (200, 302), path
        if "text/html" in found.headers["Content-Type"] and path.startswith(f"/{viewer}/"):
            links = {urljoin(path, link).partition("#")[0] for link in Seen(found.text).links}
            pending += [link for link in links if link and link not in seen and link not in pending]
        if len(seen) > 400:
            break
    assert len(seen) > 100
    assert all(not urlsplit(link).netloc for link in seen)


def test_an_entry_says_where_it_is_from_and_what_became_of_it(browser: Browser) -> None:
    corrected = next(iter(browser.workspace.view("mediators").situation.corrections))
    page = browser.get(f"/mediators/entry/{corrected}")
    for words in ("Said", "Learned by us", "Source", "Corrected", "What speaks of it"):
        assert words in page.text
    assert browser.get("/north/entry/e1").text.count("Learned by us") == 0


def test_words_are_shown_as_they_were_given_and_escaped() -> None:
    words = '<script>alert(1)</script> "كلمات" & more'
    browser = Browser(case(entry("s", "statement", speaker="nadia", words=words, wording="exact", language="ar")))
    for page in ("today", "record", "entry/s"):
        text = browser.get(f"/mediators/{page}").text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
    assert '<blockquote dir="auto" lang="ar">' in browser.get("/mediators/entry/s").text


def test_search_finds_every_word_whatever_its_case_and_accents_and_only_ones_own() -> None:
    browser = Browser(
        case(
            entry("a", "statement", speaker="nadia", words="The Café near أحمد", audience="all"),
            entry("b", "event", what="the cafe burns", audience=["mediators", "north"]),
        )
    )
    found = browser.get("/south/record?q=CAFE").text
    assert "1 of 1" not in found
    assert "near" in found
    assert "burns" not in found
    assert "2 entries" in browser.get("/north/record?q=cafe").text
    assert "1 of 2 entries fit" in browser.get("/mediators/record?q=cafe%20احمد").text
    assert "Nothing fits" in browser.get("/mediators/record?q=cafe%20flood").text
    assert "Too short" in browser.get("/mediators/record?q=a").text


def test_what_fits_nothing_names_what_to_drop(browser: Browser) -> None:
    page = browser.get("/mediators/record?q=zzz&kind=event&side=north")
    links = [link for link in Seen(page.text).links if "record?" in link]
    assert {"/mediators/record?kind=event&side=north", "/mediators/record?q=zzz&side=north"} <= set(links)


def test_the_record_comes_by_pages_and_every_entry_is_on_one(browser: Browser, river: Case) -> None:
    pages = [browser.get(f"/mediators/record?page={n}").text for n in (1, 2)]
    numbers = [int(n) for page in pages for n in re.findall(r'class="no"[^>]*>(\d+)<', page)]
    view = browser.workspace.view("mediators")
    assert numbers == [*range(len(view.case.entries), 0, -1)]
    assert browser.get("/mediators/record?page=99").text.count('class="no"') == pages[1].count('class="no"')


def test_a_part_is_the_same_as_in_its_page(browser: Browser) -> None:
    for path in ("record?q=water", "positions/crossing/north", "positions/share/north"):
        whole, part = browser.get(f"/mediators/{path}"), browser.get(f"/mediators/{path}", hx_request="true")
        if whole.status == 200:
            assert part.text.strip() in whole.text
            assert part.headers["Vary"].startswith("HX-Request")


def test_the_history_holds_every_position_and_demand(browser: Browser) -> None:
    for row in browser.workspace.view("mediators").brief().brief.positions:
        for cell in row.cells:
            page = browser.get(f"/mediators/positions/{row.issue}/{cell.party}").text
            assert all(f"/entry/{name}" in page for name in (*cell.positions, *cell.demands))


def test_long_work_shows_a_page_that_asks_again_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch, river: Case
) -> None:
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 0)
    browser = Browser(river)
    waiting = browser.get("/mediators/sticking")
    if 'http-equiv="refresh"' in waiting.text:  # else it was already done
        assert "Found so far" in waiting.text
        answer = browser.post("/mediators/sticking/stop", {"csrfmiddlewaretoken": browser.token("/mediators/today")})
        assert (answer.status, answer.headers["Location"]) == (303, "/mediators/sticking")
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 60)
    assert "Where it sticks" in browser.get("/mediators/sticking").text


def test_a_defect_shows_a_number_and_nothing_of_the_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from onetext.web.views import today

    def fail(desk: object) -> None:
        raise KeyError("a confidence")

    monkeypatch.setattr(today, "show", fail)
    page = Browser(case(entry("e", "event", what="a confidence"))).get("/mediators/today")
    number = re.search(r"Refer to it as (\w+)", page.text)
    assert page.status == 500
    assert number is not None
    assert "confidence" not in page.text
    told = capsys.readouterr().err
    assert number[1] in told
    assert "confidence" not in told


def test_an_empty_case_has_every_page() -> None:
    browser = Browser(case())
    for viewer in ("mediators", "north"):
        for page in PAGES:
            assert browser.get(f"/{viewer}/{page}").status == 200
    assert "No proposal was put" in browser.get("/mediators/proposal").text
    assert "Nothing signed" in browser.get("/mediators/monitoring").text
    assert "No position is recorded" in browser.get("/mediators/positions").text


def test_what_is_added_is_on_the_next_page() -> None:
    browser = Browser(case(entry("e", "event", what="the gate opens")))
    assert "1 entry" in browser.get("/mediators/record").text
    browser.workspace.append([entry("f", "event", what="the gate closes")])
    assert "2 entries" in browser.get("/mediators/record").text
    browser.workspace.append([entry("f", "event", what="the gate closes")])
    assert "2 entries" in browser.get("/mediators/record").text


def test_paper_says_for_whom_it_is(browser: Browser) -> None:
    assert "not\\20 for" not in browser.get("/north/paper.css").text
    sheet = browser.get("/mediators/paper.css").text
    assert "for The three mediators" in sheet
    assert unquote(sheet).count("@page") == 1
