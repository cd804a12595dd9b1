"""An earlier day: every page as `--at` has it, plainly marked, and nothing is added there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from onetext.cli.app import app
from onetext.files import read_case
from tests.browsing import Browser

RIVER = Path(__file__).parents[2] / "examples/river"
DAY = "2024-02-10"


@pytest.fixture(scope="module")
def browser() -> Browser:
    return Browser(read_case(RIVER))


@pytest.mark.parametrize("viewer", ["mediators", "north"])
@pytest.mark.parametrize(("verb", "page"), [("brief", "today"), ("count", "counts"), ("stick", "sticking")])
def test_an_earlier_day_says_what_the_verb_says_of_it(browser: Browser, viewer: str, verb: str, page: str) -> None:
    told = CliRunner().invoke(app, [verb, str(RIVER), "--for", viewer, "--at", DAY, "--markdown"])
    assert told.exit_code == 0
    shown = browser.get(f"/{viewer}@{DAY}/{page}?as=text").text
    text = re.search(r"<pre[^>]*>(.*)</pre>", shown, re.S)
    assert text is not None
    assert [line for line in told.output.split("\n") if line.strip()][1:] == [
        line for line in _unescaped(text[1]).split("\n") if line.strip()
    ][1:]


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def test_it_is_marked_on_every_page_and_every_link_stays_there(browser: Browser) -> None:
    for page in ("today", "record", "positions", "meeting", "proposal", "viewers", "earlier", "keys"):
        text = browser.get(f"/mediators@{DAY}/{page}").text
        assert "As it was known at the end of Saturday 10 February 2024." in text
        assert ", Saturday 10 February 2024</title>" in text
        links = re.findall(r'(?:href|action|hx-get)="(/[^"#]*)"', text)
        now = [link for link in links if not link.startswith(("/static/", f"/mediators@{DAY}/"))]
        assert {link.partition("@")[0] for link in now} <= {"/mediators/" + page, "/mediators/today"} | (
            {"/north", "/south", "/shuttle", "/mira", "/amina", "/jonas", "/mediators"} if page in ("viewers", "earlier") else set()
        )  # fmt: skip


def test_a_day_is_chosen_as_people_say_it_and_leads_to_the_same_page(browser: Browser) -> None:
    chosen = browser.get("/mediators/earlier?day=10 February 2024&of=positions")
    assert (chosen.status, chosen.headers["Location"]) == (302, f"/mediators@{DAY}/positions")
    leads = browser.get("/mediators/earlier?day=10 February 2024&of=add").headers["Location"]
    assert leads == f"/mediators@{DAY}/today"  # nothing is added to an earlier day
    assert "Which day is meant?" in browser.get("/mediators/earlier?day=4/3").text
    assert "is not read as a day" in browser.get("/mediators/earlier?day=when it rained").text
    back = browser.get(f"/mediators@{DAY}/positions").text
    assert 'href="/mediators/positions">As it is now' in back


def test_days_are_those_on_which_the_viewer_learned_something(browser: Browser) -> None:
    listed = {
        viewer: re.findall(rf'href="/{viewer}@([\d-]+)/today"', browser.get(f"/{viewer}/earlier").text)
        for viewer in ("mediators", "north")
    }
    for viewer, days in listed.items():
        known = {
            f"{(e.known.end or e.known.start):%Y-%m-%d}"
            for e in browser.workspace.view(viewer).case.entries
            if e.known.is_known
        }
        assert days == sorted(days, reverse=True)
        assert len(days) > 5
        assert len(days) <= len(known)
    assert listed["north"] != listed["mediators"]


def test_an_entry_learned_later_is_not_there_yet(browser: Browser) -> None:
    entries = browser.workspace.view("mediators").case.entries
    late = entries[-1].id
    assert browser.get(f"/mediators/entry/{late}").status == 200
    assert browser.get(f"/mediators@{DAY}/entry/{late}").status == 404
    assert browser.get(f"/mediators@{DAY}/add/event").status == 404
