"""The page as HTML: it asks for nothing, runs nothing, is well formed, and sets words apart."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given, settings, strategies as st

from onetext.actions import brief_case
from onetext.reporting import Heading, Line, Lines, Note, Page, Sources, Table, brief_page, write_html

EXAMPLES = Path(__file__).parents[2] / "examples"
ASKED = [("cairo-2024", {}), ("river", {}), ("river", {"viewer": "south"}), ("river", {"meeting": "south"})]
X = "{http://www.w3.org/1999/xhtml}"


def printed(name: str, **options: str) -> Page:
    """The page of an example, as it is to be printed."""
    found = brief_case(EXAMPLES / name, **options)
    return brief_page(found.brief, found.sticking, found.counts, found.current, found.case, printed=True)


def read(text: str) -> ElementTree.Element:
    """A page as a strict parser reads it; raises on the first fault."""
    return html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True).parse(text)


@pytest.fixture(scope="module", params=ASKED, ids=lambda asked: "-".join([asked[0], *asked[1].values()]))
def text(request: pytest.FixtureRequest) -> str:
    name, options = request.param
    return write_html(printed(name, **options))


def test_a_page_is_well_formed_and_each_id_is_there_once(text: str) -> None:
    ids = [found for element in read(text).iter() if (found := element.get("id"))]
    assert len(ids) == len(set(ids))


def test_a_page_asks_for_nothing_and_runs_nothing(text: str) -> None:
    page = read(text)
    for element in page.iter():
        tag = str(element.tag).rpartition("}")[2]
        assert tag not in {
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "link",
            "form",
            "base",
            "image",
            "foreignObject",
        }
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name != "style"
            if name.rpartition("}")[2] in ("href", "src", "action"):
                assert value.startswith("#")
    assert set(re.findall(r"\b\w+://[^\s\"'<)]*", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.findall(r"url\((?!data:font/woff2;base64,)", text)
    assert "@import" not in text


def test_its_policy_allows_its_own_styles_and_nothing_else(text: str) -> None:
    page = read(text)
    (style,) = page.iter(f"{X}style")
    policy = next(m.get("content") for m in page.iter(f"{X}meta") if m.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert (
        policy
        == f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'"
    )


def test_every_link_leads_to_an_entry_or_section_of_the_page_and_every_entry_back(text: str) -> None:
    page = read(text)
    ids = {element.get("id") for element in page.iter()}
    links = [str(a.get("href"))[1:] for a in page.iter(f"{X}a")]
    assert links
    assert set(links) <= ids
    for item in page.iter(f"{X}li"):
        if str(item.get("id", "")).startswith("e"):
            assert any(str(a.get("href")).startswith("#s") for a in item.iter(f"{X}a"))


def test_right_to_left_words_stand_apart_and_their_letters_come_along() -> None:
    text = write_html(printed("river"))
    page = read(text)
    rtl = re.compile("[\u0590-\u08ff]")
    inside = "".join("".join(bdi.itertext()) for bdi in page.iter(f"{X}bdi"))
    body = next(page.iter(f"{X}main"))
    assert rtl.search(inside)
    assert len(rtl.findall("".join(body.itertext()))) == len(rtl.findall(inside))
    assert {bdi.get("dir") for bdi in page.iter(f"{X}bdi")} == {"auto"}
    assert re.findall(r'@font-face\{font-family:"(Page \w+)"', text) == ["Page Arabic"] * 2 + ["Page Hebrew"] * 2
    assert "@font-face" not in write_html(printed("cairo-2024", at="2024-04-08"))


def test_the_page_of_a_meeting_says_on_each_sheet_for_whom_it_is() -> None:
    assert '@bottom-left{content:"for The three mediators\\2c  not for the parties"}' in write_html(
        printed("river", meeting="south")
    )


def test_a_sign_that_turns_the_direction_turns_none_of_our_words() -> None:
    page = Page("x", "", (Note("by \u202eKatz\u2067: met"), Note("\u2068\u202eכץ\u2069 says")))
    text = write_html(page)
    assert "by Katz: met" in text
    assert '<bdi dir="auto">\u202eכץ</bdi> says' in text


PIECES = [*"<>&\"'[]{}%#\\/*-·\n\u2068\u2069 ab1כص●△", "</style>", "<script>", "{{7*7}}", "[1]", "#let x = 1"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
PLAIN_WORDS = HOSTILE.map(lambda text: text or "x")


@given(PLAIN_WORDS, HOSTILE, HOSTILE)
@settings(max_examples=50)
def test_no_word_of_a_case_is_read_as_markup(title: str, words: str, other: str) -> None:
    blocks = (
        Heading(words, other),
        Note(words),
        Lines((Line(words, other, other), Line(other))),
        Table(other, (words, other), ((words, other),), named=True),
        Sources((Line(words, other, "[1]"),)),
    )
    page = read(write_html(Page(title, words, blocks, other, words)))
    tags = {str(element.tag).rpartition("}")[2] for element in page.iter()}
    assert tags <= set(
        "html head meta title style body svg symbol circle path use header main section span strong bdi a br h1 h2 p ul li div "
        "table caption thead tbody tr th td".split()
    )
    shown = "".join("".join(element.itertext()) for element in page.iter(f"{X}h1"))
    kept = re.sub("[\u2068\u2069●△]|\\s", "", title)
    assert re.sub("[●△\u2068\u2069]|\\s", "", shown) == kept
