"""What lies ahead, in the workspace: bridges, terms that move, questions, beliefs. Worked out beside the pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from onetext.actions import Workspace, bridge, workspace
from onetext.actions.once import Once
from onetext.files import read_case
from onetext.model import Case
from onetext.reporting import Words, ask_page, believe_page, bridge_page, plain_text, question_words
from onetext.web import job
from onetext.web.advice import for_browser
from onetext.web.job import Job
from tests.browsing import Browser
from tests.cast import case, entry
from tests.filling import read_form
from tests.flows.test_slate_and_questions import talks
from tests.web.test_pages import Seen, squeezed, texts

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PAGES = ("bridges", "bridges/try", "questions", "beliefs")
FIGURE = re.compile(r"\d+ in 100|\d in 10\b")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few draws, and pages that wait until the work is done."""
    monkeypatch.setattr(workspace, "DRAWS", 100)
    monkeypatch.setattr(bridge, "LEFT_OUT", 2)
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)


@pytest.fixture(scope="module")
def browser() -> Browser:
    """A small case in which both sides are assessed, a text is on the table, and a question was asked."""
    asked = entry("ask", "question", by="mira", to=["north"], words="Which days?", audience="all")
    told = entry("tell", "answer", by="nadia", question="ask", words="Market days.", audience=["mediators", "north"])
    return Browser(talks(asked, told))


BEGUN = """
import sys
from pathlib import Path
from onetext.actions import bridge, workspace
from onetext.files import read_case
from onetext.web import job
from tests.browsing import Browser

workspace.DRAWS, bridge.LEFT_OUT, job.PATIENCE_SECONDS = 100, 2, 120
browser = Browser(read_case(Path("examples/river")))
before = set(sys.modules)
for page in ("today", "bridges", "bridges/try", "questions", "beliefs", "sticking", "counts"):
    assert browser.get(f"/mediators/{page}").status == 200, page
print(*(name for name in set(sys.modules) - before if "." not in name))
"""


def test_no_page_begins_a_library_that_computes_since_two_that_do_at_once_may_wait_for_ever() -> None:
    done = subprocess.run([sys.executable, "-c", BEGUN], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"numpy", "pandas", "ortools", "altair", "moocore", "scipy", "narwhals"}.isdisjoint(done.stdout.split())


def test_bridges_say_what_the_verb_says(browser: Browser) -> None:
    found = browser.workspace.view("mediators").bridge({})
    page = for_browser(bridge_page(found.bridges, found.current, "mediators", found.as_of, 20, found.slate))
    seen = Seen(browser.get("/mediators/bridges").text).text
    said = [squeezed(line) for block in page.blocks for text in texts(block) for line in text.split("\n")]
    assert len(said) > 50
    assert [text for text in said if text not in seen] == []


def test_each_package_leads_to_its_proposal_from_its_own_column(browser: Browser) -> None:
    found = browser.workspace.view("mediators").bridge({})
    table = browser.get("/mediators/bridges").text.partition("<table")[2].partition("</table>")[0]
    last = table.split("<tr")[-1]
    cells = re.findall(r'data-h="(Package \d+)"><a href="([^"]*)">[^<]*<span class="hide">, (Package \d+)<', last)
    assert [(head, named) for head, _, named in cells] == [
        (f"Package {n}",) * 2 for n in range(1, len(found.slate.packages) + 1)
    ]
    for (_, address, _), one in zip(cells, found.slate.packages, strict=True):
        form = read_form(browser.get(unescape(address).replace("+", " ")))
        issues = [*browser.workspace.header.issues]
        typed = [form[f"terms.{n}.value"][0] for n in range(len(issues))]
        assert [words.split()[0] for words in typed] == [
            f"{value:f}" if isinstance(value := one.terms[issue], Decimal) else value for issue in issues
        ]
    assert "add/proposal" not in browser.get("/north/bridges").text


def test_questions_say_what_the_verb_says_and_what_was_answered(browser: Browser) -> None:
    found = browser.workspace.view("mediators").ask()
    page = for_browser(ask_page(found.inquiries, found.current, "mediators", found.as_of))
    seen = Seen(browser.get("/mediators/questions").text).text
    said = [squeezed(line) for block in page.blocks for text in texts(block) for line in text.split("\n")]
    assert [text for text in said if text not in seen] == []
    assert squeezed("Which days?") in seen
    assert squeezed("Market days.") in seen


def test_each_question_is_put_on_record_where_it_stands_and_answered_where_it_was_asked() -> None:
    browser = Browser(talks(entry("ask", "question", by="mira", to=["north"], words="Which days?")))
    found = browser.workspace.view("mediators").ask()
    items = browser.get("/mediators/questions").text.split("<li>")
    to_record = [item for item in items if "Put on record" in item]
    assert len(to_record) == len(found.inquiries.questions) > 0
    words = Words(found.current)
    for item, one in zip(to_record, found.inquiries.questions, strict=True):
        assert "/mediators/add/question?words=" in item
        assert squeezed(plain_text(question_words(one, found.inquiries, words))) in Seen(item).text
    answer = next(item for item in items if "Add an answer" in item)
    assert "/mediators/add/answer?question=ask" in answer
    assert "Which days?" in answer


def test_pages_ahead_name_pages_and_no_command(browser: Browser) -> None:
    assert [page for page in PAGES if re.search("onetext (?!-)[a-z]", browser.get(f"/mediators/{page}").text)] == []


def test_beliefs_say_what_the_verb_says(browser: Browser) -> None:
    found = browser.workspace.view("mediators").believe()
    page = believe_page(found.outlook, found.current, "mediators", found.as_of)
    seen = Seen(browser.get("/mediators/beliefs").text).text
    said = [squeezed(line) for block in page.blocks for text in texts(block) for line in text.split("\n")]
    assert len(said) > 40
    assert [text for text in said if text not in seen] == []


def test_a_term_that_is_held_is_in_the_package_and_the_chances_are_those_of_the_slate(browser: Browser) -> None:
    free = browser.get("/mediators/bridges/try").text
    held = browser.get("/mediators/bridges/try?t.truce=20&t.crossing=market-days").text
    view = browser.workspace.view("mediators")
    first = view.bridge({}).slate.packages[0]
    levers = view.levers()
    assert levers is not None
    trial = levers.try_terms(first.terms)
    assert trial is not None
    assert trial.terms == first.terms
    for one, other in ((trial.joint, first.joint), *((trial.accept[p], first.accept[p]) for p in first.accept)):
        assert one.p == pytest.approx(other.p, abs=1e-9)
        assert (one.lo, one.hi) == pytest.approx((other.lo, other.hi), abs=1e-4)
        assert one.prior_only == pytest.approx(other.prior_only, abs=1e-9)
    assert len(re.findall(r">held<", free)) == 0
    assert len(re.findall(r">held<", held)) == 2
    assert FIGURE.search(held)
    assert 'value="20" selected' in held or 'value="20"' in held


def test_what_is_typed_is_kept_or_said_to_be_unread(browser: Browser) -> None:
    levers = browser.workspace.view("mediators").levers()
    assert levers is not None
    assert levers.hold("truce", "19") == 20
    assert levers.hold("truce", "three weeks") == 20
    assert levers.hold("truce", "1000000") == 60
    assert levers.hold("crossing", "open") == "open"
    assert levers.hold("truce", "for ever and a day") is None
    page = browser.get("/mediators/bridges/try?t.truce=for%20ever%20and%20a%20day").text
    assert "Not read, and so left free" in page


def test_what_no_package_fits_says_so_and_shows_no_chance(browser: Browser) -> None:
    page = browser.get("/mediators/bridges/try?t.crossing=closed&t.truce=60&t.captives=10", hx_request="true").text
    assert "No package fits the terms that are held" in page  # it was rejected, and is not put again as it stands
    assert not FIGURE.search(page)


def test_a_slate_can_hold_terms_and_its_chart_holds_them_too(browser: Browser) -> None:
    page = browser.get("/mediators/bridges?t.truce=20").text
    assert "Held: Truce: 20 days." in page
    view = browser.workspace.view("mediators")
    levers = view.levers()
    assert levers is not None
    held = levers.hold("truce", "20")
    assert held is not None
    slate = view.bridge({"truce": (held,)}).slate
    assert slate.packages
    assert {one.terms["truce"] for one in slate.packages} == {held}
    one, other = (browser.get(f"/mediators/bridges/chart{query}").body for query in ("", "?t.truce=20"))
    assert one != other
    assert "$schema" in json.loads(one)


def test_a_part_is_in_its_page(browser: Browser) -> None:
    path = "/mediators/bridges/try?t.truce=40"
    whole, part = browser.get(path), browser.get(path, hx_request="true")
    assert part.text.strip() in whole.text
    assert part.headers["Vary"].startswith("HX-Request")


def test_the_charts_of_beliefs_can_be_fetched_and_no_others(browser: Browser) -> None:
    found = re.findall(r'data-chart-from="([^"]+)"', browser.get("/mediators/beliefs").text)
    assert len(found) == 2
    for address in found:
        assert json.loads(browser.get(address.replace("&amp;", "&")).body)["data"]
    assert browser.get("/mediators/beliefs/chart?chart=9-9").status == 404


def test_what_changed_since_a_day_is_told_and_a_day_that_is_none_is_refused(browser: Browser) -> None:
    assert "since" in Seen(browser.get("/mediators/beliefs?since=2024-03-01").text).text
    assert browser.get("/mediators/beliefs?since=one%20day").status == 409


def test_a_warning_stands_where_a_question_rests_on_the_other_sides_confidence() -> None:
    hidden = entry("limit", "response", by="sami", proposal="text", state="rejected", audience=["mediators", "south"])
    browser = Browser(talks(hidden))
    assert "Before use" in browser.get("/mediators/questions").words
    clean = browser.get("/mediators/questions?clean=north").words
    assert "Before use" not in clean
    assert browser.get("/mediators/questions?clean=nobody").status == 404
    assert browser.get("/north/questions?clean=south").status == 404


def test_a_side_sees_no_figure_that_rests_on_the_mediators_judgment(browser: Browser) -> None:
    for page in PAGES:
        for side in ("north", "south"):
            found = browser.get(f"/{side}/{page}")
            assert found.status in (200, 302)
            assert not FIGURE.search(Seen(found.text).text)
            assert "/entry/view-" not in found.text


@pytest.mark.parametrize("name", ["cairo-2024", "truce-2023", "paris-draft-2024"])
def test_a_real_case_without_assessments_says_what_is_missing_and_shows_no_chance(name: str) -> None:
    browser = Browser(read_case(EXAMPLES / name))
    for page, words in (
        ("bridges", "no assessment of a side can be seen"),
        ("questions", "no assessment of a side can be seen"),
        ("beliefs", "Nothing but assumptions yet"),
    ):
        text = browser.get(f"/mediators/{page}").text
        assert words in text
        assert not FIGURE.search(text)
    assert browser.get("/mediators/bridges/try").status == 302


def test_an_empty_case_says_what_is_missing() -> None:
    browser = Browser(case())
    assert "No question is on record yet" in browser.get("/mediators/questions").text
    assert all(browser.get(f"/mediators/{page}").status in (200, 302) for page in PAGES)


def test_long_work_keeps_no_other_page_waiting_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 0)
    going = threading.Event()
    real = workspace.find_ground

    def slow(*given: object, **named: object) -> object:
        going.wait(60)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(workspace, "find_ground", slow)
    browser = Browser(talks())
    for _ in range(2):
        waiting = browser.get("/mediators/bridges").text
        assert 'http-equiv="refresh"' in waiting
    began = time.monotonic()
    for page in ("today", "positions", "record"):
        assert browser.get(f"/mediators/{page}").status == 200
    assert time.monotonic() - began < 60
    assert browser.get("/mediators/bridges/chart").status == 202
    token = {"csrfmiddlewaretoken": browser.token("/mediators/today")}
    assert browser.post("/mediators/bridges/stop", token).headers["Location"] == "/mediators/bridges"
    assert browser.post("/mediators/questions/stop", token).headers["Location"] == "/mediators/questions"
    going.set()
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)
    browser.workspace.view("mediators").ground()
    page = browser.get("/mediators/bridges").text
    if 'http-equiv="refresh"' in page:
        time.sleep(2)
        page = browser.get("/mediators/bridges").text
    assert re.search(r"with 0 of \d+ assessments left out in turn", page)


def test_work_with_terms_held_is_stopped_and_not_the_work_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)
    browser = Browser(talks())
    assert browser.get("/mediators/bridges").status == 200
    asked: list[Job[Any]] = []
    monkeypatch.setattr(Job, "stop", lambda self: asked.append(self))
    monkeypatch.setattr(Job, "wait", lambda self: self._done.is_set())
    waiting = browser.get("/mediators/bridges?t.truce=20").text
    assert '<input type="hidden" name="t.truce" value="20">' in waiting
    sent = {"csrfmiddlewaretoken": browser.token("/mediators/today"), "t.truce": "20"}
    assert browser.post("/mediators/bridges/stop", sent).headers["Location"] == "/mediators/bridges?t.truce=20"
    (stopped,) = asked
    assert stopped._done.wait(120)
    assert stopped.result()[0].slate.fixed.keys() == {"truce"}


def test_beliefs_are_drawn_once_for_a_state_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    import onetext.believing

    drawn: list[str] = []
    for real in (onetext.believing.believe, onetext.believing.leave_out):

        def counted(*given, real=real, **named):  # type: ignore[no-untyped-def]
            drawn.append(real.__name__)
            return real(*given, **named)

        monkeypatch.setattr(onetext.believing, real.__name__, counted)
    browser = Browser(talks())
    for page in (*PAGES, *PAGES, "bridges/try?t.truce=20"):
        assert browser.get(f"/mediators/{page}").status == 200
    assert sorted(drawn) == ["believe", "leave_out"]
    browser.workspace.append([entry("later", "event", what="rain")])
    browser.get("/mediators/beliefs")
    assert sorted(drawn) == ["believe", "believe", "leave_out"]


def test_what_was_drawn_is_kept_for_one_viewer_and_goes_with_what_is_erased() -> None:
    workspace = Browser(talks()).workspace
    view = workspace.view("mediators")
    view.beliefs()
    assert view.drawn
    workspace.append([entry("later", "event", what="rain")])
    assert workspace.view("mediators").drawn is view.drawn
    assert workspace.view("north").drawn is not view.drawn
    assert not workspace.view("north").drawn
    workspace.erase("view-0", "It was said in confidence.")
    assert not workspace.view("mediators").drawn


def test_what_failed_to_be_made_is_tried_again() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        if len(made) == 1:
            raise ValueError("not yet")
        return len(made)

    once = Once(make)
    with pytest.raises(ValueError, match="not yet"):
        once.get()
    assert (once.get(), once.get()) == (2, 2)


def test_a_page_keeps_its_budget_on_the_shipped_case(river: Case) -> None:
    browser = Browser(river)
    for page in PAGES:
        found = browser.get(f"/mediators/{page}")
        seen = Seen(found.text)
        assert len(found.body) <= 60_000, page
        assert seen.elements <= 1_500, page


def test_work_for_what_was_before_ends_when_something_is_added_and_is_shown_to_nobody() -> None:
    held = Workspace.of(case(entry("rain", "event", what="rain")))
    view = held.view("mediators")
    begun = threading.Event()

    def work(told: object, stopped: Callable[[], bool]) -> str:
        begun.set()
        while not stopped():
            time.sleep(0.001)
        return "half of it"

    job = Job(work, view.over.is_set)
    assert begun.wait(5)
    assert not job.wait(0)
    held.append([entry("snow", "event", what="snow")])
    assert not job.wait(5)  # it ended, and yet there is nothing to show
    assert job._done.is_set()
    assert not held.view("mediators").over.is_set()
    late = Job(lambda told, stopped: 42, held.view("mediators").over.is_set)
    assert late.wait(5)
    held.append([entry("hail", "event", what="hail")])
    assert late.wait(5)  # what was whole before stays so for whoever still draws from it
