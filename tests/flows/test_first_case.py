"""The whole way in a browser: from nothing to a case that is monitored, and back into a folder that is sound.

The steps stand in one list, each a thing that an officer does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onetext.actions import bridge as bridging
from onetext.actions import check_folder, open_workspace, workspace
from onetext.cli.app import app
from onetext.web import job
from tests.web.conftest import Running


class Officer:
    """Somebody at the browser: opens a form, types into it, sends it."""

    def __init__(self, page: Any, running: Running) -> None:
        self.page, self.base = page, f"http://{running.host}/mediators"
        self.complained: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda one: self.complained.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: self.complained.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}/{path}")

    def send(self, path: str, typed: dict[str, str | bool], button: str = "form#form .btn:not(.q)") -> str:
        """Fill a form in and send it with its button; the number of the entry that the page then shows, if one."""
        if path:
            self.open(path)
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for name, value in typed.items():
            control = self.page.locator(f'#form [name="{name}"]')
            if value is True:
                self.page.locator(f'#form [name="{name}"][type=checkbox]').first.check()
            elif (
                box := self.page.locator(f'#form [name="{name}"][value="{value}"]:is([type=radio], [type=checkbox])')
            ).count():
                box.check()
            elif control.first.evaluate("(one) => one.tagName") == "SELECT":
                control.first.select_option(value)
            else:
                self.page.locator(f'#form [name="{name}"]:not([type=checkbox])').first.fill(value)
        with self.page.expect_navigation():
            self.page.locator(button).last.click()
        assert not self.page.title().startswith("Problem"), self.page.locator(".summary").inner_text()
        found = re.match(r"Entry (\d+)", self.page.locator("h1").inner_text())
        return found[1] if found else ""

    def text(self, path: str) -> str:
        self.open(path)
        return str(self.page.locator("main").inner_text())


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    monkeypatch.setattr(workspace, "DRAWS", 200)
    monkeypatch.setattr(bridging, "LEFT_OUT", 2)
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)
    running = Running.begin(lambda: open_workspace(tmp_path / "talks")[0])
    yield running
    running.end()


SAID = {"said": "yesterday", "learned": "now"}


def set_up(officer: Officer) -> None:
    """People, sides and issues, as the first case asks for them."""
    page = officer.page
    page.get_by_role("link", name="Name it").click()
    officer.send("", {"title": "River talks", "audience": "all"})
    for name in ("North", "South"):
        officer.send("case/parties/new?next=first", {"name": name, "bodies.0.name": f"Council of {name}"})
    officer.send("case/mediators/new?next=first", {"name": "Mira Holt", "aliases": "Mira"})
    officer.send("case/people/new?next=first", {"name": "Nadia Zaytun", "speaks_for": "north", "aliases": "نادية"})
    officer.send("case/people/new?next=first", {"name": "Sami Nahal", "speaks_for": "south"})
    crossing = {"name": "The crossing", "options.0.value": "open", "options.1.value": "closed", "status_quo": "closed"}
    officer.send("case/issues/new?next=first", crossing)
    officer.send("case/issues/new", {"name": "Truce", "kind": "duration", "unit": "days", "status_quo": "0 days"})
    assert "done" in officer.text("first")


def speak(officer: Officer) -> None:
    """What the sides say, one of them in Arabic and to the mediators."""
    arabic = "المعبر يفتح قبل كل شيء"
    officer.open("add/statement")
    officer.send("", {"words": arabic, "speaker": "نادية", "to": "Mira", **SAID})
    assert arabic in officer.page.locator("main").inner_text()
    for party, issue, value in (("north", "the-crossing", "open"), ("south", "truce", "at least 40 days")):
        demand = {"party": party, "requires.0.issue": issue, "requires.0.value": value, "strength": "red line"}
        officer.send("add/demand", {**demand, **SAID})


def propose(officer: Officer) -> None:
    """A proposal, told to both sides and carried to them, and an answer."""
    put = officer.send(
        "add/proposal",
        {"title": "The first paper", "author": "Mira", "terms.0.value": "closed", "terms.1.value": "20 days", **SAID},
    )
    name = officer.page.url.rpartition("/")[2]
    told = [officer.send(f"release/{name}?to={side}", {}, button="form#form .btn") for side in ("north", "south")]
    assert all(told)
    officer.page.wait_for_timeout(1100)  # no officer is so quick that two things are learned in one second
    for n, side in zip(told, ("North", "South"), strict=True):
        officer.send("add/conveyance", {"what": f"[{n}]", "to": side, "by": "Mira", **SAID})
    answer = {"proposal": name, "by": "Sami Nahal", "state": "rejected", "words": "too short", **SAID}
    officer.send("add/response", answer)
    assert put


def look(officer: Officer) -> None:
    """Where it sticks, and what a side sees of it."""
    assert "cannot all be met" in officer.text("sticking") or "sticks" in officer.text("sticking").lower()
    officer.page.goto(officer.base.replace("mediators", "south") + "/record")
    seen = officer.page.locator("main").inner_text()
    assert "The first paper" in seen
    assert "المعبر" not in seen


def assess(officer: Officer) -> None:
    """What the mediators think of each side, from which beliefs follow."""
    for party, ranking in (("north", "The crossing, Truce"), ("south", "Truce, The crossing")):
        officer.send("add/assessment", {"party": party, "ranking": ranking, "basis": "what they say", **SAID})


def bridge(officer: Officer) -> None:
    """A package that both may take, looked at with a term held, and put to the sides by the form that it begins."""
    officer.open("bridges")
    officer.page.get_by_text("all take it").first.wait_for(timeout=120_000)
    officer.page.get_by_role("link", name="Hold and move terms").click()
    officer.page.locator(".lever select").first.select_option("open")
    officer.page.wait_for_url("**the-crossing=open**")
    officer.page.locator("#tried td", has_text="held").wait_for()
    officer.page.get_by_role("link", name="This package as a proposal").click()
    terms = [officer.page.locator(f'[name="terms.{n}.value"]').input_value() for n in (0, 1)]
    assert terms[0] == "open"
    assert terms[1].endswith(" days")
    put = officer.send("", {"title": "The bridge", "author": "Mira", **SAID})
    assert "The bridge" in officer.page.locator("main").inner_text()
    assert put


def ask(officer: Officer) -> None:
    """A question from the list, put on record by the form that it begins; then what was answered to it."""
    officer.open("questions")
    officer.page.locator("section", has_text="Put on record").get_by_role("link", name="South:").first.click()
    assert "Would you take" in officer.page.locator('[name="words"]').input_value()
    assert officer.page.locator('[name="to"]').last.input_value() == "South"
    asked = officer.send("", {"by": "Mira", **SAID})
    officer.open("questions")
    officer.page.locator("section", has_text="Add an answer").get_by_role("link", name="Would you take").click()
    assert officer.page.locator('[name="question"] option:checked').inner_text().startswith(f"[{asked}]")
    answer = officer.send("", {"words": "yes, if it is open", "by": "Sami Nahal", **SAID})
    found = officer.text("questions")
    assert f"[{asked}]" in found
    assert f"[{answer}]" in found
    assert "Add an answer" not in found


def agree(officer: Officer) -> None:
    """An agreement, signed by both, and something handed over under it."""
    terms: dict[str, str | bool] = {
        "title": "The truce", "parties": True, "stages.0.name": "Truce", "stages.0.begins": "the agreement", "stages.0.days": "40 days",
        "obligations.0.by": "north", "obligations.0.does": "open the crossing", "obligations.0.id": "open",
    }  # fmt: skip
    officer.open("add/agreement")
    officer.page.locator('#form [name="parties"][value="south"]').check()
    officer.send("", {**terms, **SAID})
    name = officer.page.url.rpartition("/")[2]
    officer.open("add/signature")
    officer.page.locator('#form [name="parties"][value="south"]').check()
    officer.send("", {"agreement": name, "parties": True, "since": "yesterday", **SAID})
    handed = {"what": "the crossing opened", "by": "North", "under": name, "clause": "open", "when": "today", **SAID}
    officer.send("add/delivery", {**handed, "said": "today"})
    assert "The truce" in officer.text("monitoring")


STEPS = (set_up, speak, propose, look, assess, bridge, ask, agree)


def test_a_case_from_nothing_to_monitoring_and_back_into_its_folder(
    chromium: Any, talks: Running, tmp_path: Path
) -> None:
    page = chromium.new_context().new_page()
    officer = Officer(page, talks)
    page.goto(talks.served.new_link())
    page.get_by_role("button").click()
    page.wait_for_url("**/first")
    for step in STEPS:
        step(officer)
    officer.open("folder")
    with page.expect_navigation():
        page.get_by_role("button", name="Write to the folder").click()
    assert "In step" in page.locator("main").inner_text()
    assert officer.complained == []
    assert all(url.startswith(f"http://{talks.host}/") for url in officer.asked)
    case, problems = check_folder(tmp_path / "talks")
    assert problems == []
    assert case == talks.served.workspace.view("mediators").case
    told = CliRunner().invoke(app, ["brief", str(tmp_path / "talks"), "--markdown"])
    assert told.exit_code == 0
    officer.open("today?as=text")
    assert told.output.strip() == page.locator("main pre").text_content().strip()
