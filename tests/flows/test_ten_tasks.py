"""The ten tasks of `docs/explanation/ten-tasks.md`, done by somebody who knows only what is on the screen.

Each may cost no more steps than the page says. The way is found by words that are seen; nothing is known of addresses.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onetext.actions import bridge, check_folder, open_workspace, workspace
from tests.flows.newcomer import Newcomer
from tests.web.conftest import Running

ARABIC = "المعبر يفتح قبل كل شيء"


def make_the_first_case(n: Newcomer) -> None:
    n.click("Name it")
    n.type("What the case is called", "River talks")
    n.press("Enter")
    n.click("Add a side")
    n.type("Name", "North", exact=True)
    n.click("Add it, and another", "button")
    n.type("Name", "South", exact=True)
    n.press("Enter")
    n.click("Add a mediator")
    n.type("Name", "Mira Holt", exact=True)
    n.press("Enter")
    n.click("Add a person")
    n.type("Name", "Nadia Zaytun", exact=True)
    n.choose("Speaks for", "North")
    n.type("Other names", "نادية")
    n.click("Add it, and another", "button")
    n.type("Name", "Sami Nahal", exact=True)
    n.choose("Speaks for", "South")
    n.press("Enter")
    n.click("Add an issue")
    n.type("Name", "The crossing", exact=True)
    n.type("What it says", "open")
    n.type("What it says", "closed", nth=1)
    n.click("Add it, and another", "button")
    n.type("Name", "Truce", exact=True)
    n.choose("What is settled by it", "duration")
    n.type("Counted in", "days")
    n.press("Enter")
    n.click("Enter it")
    n.type("What was said", ARABIC)
    n.type("Who said it", "نادية")
    n.type("To whom", "Mira")
    n.type("When it was said", "yesterday")
    n.press("Control+Enter")
    assert n.sees("Nadia Zaytun", ARABIC)
    n.click("A demand or a position")
    n.choose("Whose demand", "North")
    n.choose("Issue", "The crossing")
    n.type("should be", "open")
    n.type("When it was said", "yesterday")
    n.press("Control+Enter")
    assert n.sees("North demands The crossing: open")


def find_who_last_said_what(n: Newcomer) -> None:
    n.type("Find in the record", "north", within="header")
    n.press("Enter")
    n.choose("Of each who spoke", "what they said last")
    n.waits_for("the last of each")
    assert n.sees("The text does not say when the dam is full")
    n.type("Words", "bridge")
    n.press("Enter")
    n.waits_for("of 140 entries fit")
    assert n.sees("propose", "Willow Bridge")


def prepare_the_meeting(n: Newcomer) -> None:
    n.click("Meeting with")
    n.click("South", within="main")
    assert n.sees("What waits for them", "What South was told", "What must not be said", "This page is not for South")
    n.page.evaluate("window.print = () => { document.title = 'printed'; }")
    n.click("Print", "button")
    assert n.page.title() == "printed"


def enter_the_call(n: Newcomer) -> None:
    n.click("Add an entry")
    n.click("Somebody promised something")
    n.type("What was promised", "relief trucks")
    n.type("How many", "about 40, maybe 45")
    n.type("Who promised", "Sami")
    n.type("Until when", "by Friday")
    n.type("When it was said", "today")
    n.type("From whom", "a colleague by phone")
    n.waits_for("35 to 45")
    n.press("Control+Enter")
    assert n.sees("Sami Nahal promised: relief trucks, about 40, maybe 45 35–45, by Friday")


def carry_an_offer_across(n: Newcomer) -> None:
    n.click("Add an entry")
    n.click("A proposal")
    n.type("What it is called", "Nadia’s paper")
    n.type("Whose proposal", "North")
    n.type("Notice before a dam release", "72 hours")
    n.type("Sharing of gauge readings", "every day")
    n.type("When it was put", "yesterday")
    n.press("Control+Enter")
    n.click("Tell a side these words")
    n.click("Show the words South would get", "button")
    n.tick("I have looked at it")
    n.click("Tell South these words", "button")
    n.click("It was carried over")
    n.type("Who carried it", "Mira")
    n.type("When it was carried", "today")
    n.press("Control+Enter")
    n.click("They answered it")
    n.type("Who answered", "Sami")
    n.choose("Their answer", "under study")
    n.type("In which words", "we are looking at it")
    n.type("When it was said", "today")
    n.press("Control+Enter")
    assert n.sees("under study", "Nadia’s paper")


def see_what_divides_them(n: Newcomer) -> None:
    n.click("Sticking points", within="nav")
    n.waits_for("Where it sticks")
    assert n.sees("Cannot both be met", "Agreement becomes possible here if")
    n.click("Questions", within="main")
    n.waits_for("The packages")
    assert n.sees("Would you take package", "Worth")


def mend_a_wrong_date(n: Newcomer) -> None:
    n.type("Find in the record", "Hilltown March trucks", within="header")
    n.press("Enter")
    n.click("entry", within="#found")
    n.click("Correct its date, source or readers")
    n.type("When it was reported", "26 March 2024")
    n.press("Control+Enter")
    assert n.sees("Tuesday 26 March 2024", "It stands in place of")
    n.click("Put entry")
    n.click("Put it back", "button")
    assert n.sees("Wednesday 27 March 2024")


def tell_a_side(n: Newcomer) -> None:
    n.click("Release", within="nav")
    n.type("Words of the entry to tell", "two days at most")
    n.press("Enter")
    n.click("entry", within="#found")
    n.click("Tell a side these words")
    n.click("Show the words South would get", "button")
    assert n.sees("What South would be told", "This is between you and North")
    n.tick("I have looked at it")
    n.click("Tell South these words", "button")
    assert n.sees("Added")


def record_a_delivery(n: Newcomer) -> None:
    n.click("Agreement", within="nav")
    n.click("Add what was handed over")
    n.type("What was handed over", "timber")
    n.type("Who handed it over", "South")
    n.type("How many", "12 carts")
    n.type("When it was reported", "today")
    n.press("Control+Enter")
    assert n.sees("South handed over timber (12 carts)")
    n.click("Monitoring", within="nav")
    assert n.sees("nothing is late")


def hand_the_case_on(n: Newcomer) -> None:
    n.click("Folder", within="nav")
    if n.page.get_by_role("button", name="Write to the folder").count():
        n.click("Write to the folder", "button")
    assert n.sees("In step", "Where it lies", "hand it to those alone who may read all of it")


TASKS: dict[str, tuple[Callable[[Newcomer], None], int]] = {
    "the first case": (make_the_first_case, 41),
    "who last said what": (find_who_last_said_what, 5),
    "the meeting": (prepare_the_meeting, 3),
    "the telephone": (enter_the_call, 9),
    "an offer across": (carry_an_offer_across, 22),
    "what divides them": (see_what_divides_them, 2),
    "the wrong date": (mend_a_wrong_date, 8),
    "telling a side": (tell_a_side, 8),
    "the delivery": (record_a_delivery, 8),
    "the colleague": (hand_the_case_on, 2),
}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Running]]:
    """The shipped case as a folder of its own, and a place where nothing is yet; each opened once."""
    place = tmp_path_factory.mktemp("tasks")
    shutil.copytree(Path(__file__).parents[2] / "examples" / "river", place / "river")
    opened: dict[str, Running] = {}

    def open_once(name: str) -> Running:
        if name not in opened:
            opened[name] = Running.begin(lambda: open_workspace(place / name)[0])
        return opened[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONETEXT_ROOTS", str(place / "roots"))
        patch.setattr(workspace, "DRAWS", 60)
        patch.setattr(bridge, "LEFT_OUT", 1)
        yield open_once
        for running in opened.values():
            running.end()


@pytest.mark.parametrize(("task", "most"), TASKS.values(), ids=TASKS.keys())
def test_a_newcomer_does_it_in_so_many_steps_and_without_a_fault(
    chromium: Any, talks: Callable[[str], Running], task: Callable[[Newcomer], None], most: int
) -> None:
    running = talks("new" if task is make_the_first_case else "river")
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(running.served.new_link())
    page.get_by_role("button").click()
    page.wait_for_load_state()
    newcomer = Newcomer(page)
    task(newcomer)
    page.context.close()
    assert newcomer.faults == []
    assert newcomer.steps <= most


def test_what_was_handed_on_is_a_sound_case(talks: Callable[[str], Running]) -> None:
    folder = talks("river").served.workspace.folder
    assert folder is not None
    case, problems = check_folder(folder)
    assert problems == []
    assert case == talks("river").served.workspace.view("mediators").case
