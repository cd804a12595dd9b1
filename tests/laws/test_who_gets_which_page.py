"""Every page and fragment of the workspace against the four of the cast. A route without a row fails.

The officer looks through each one's eyes: what is drawn rests on that viewer's projection and on nothing else.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final

import pytest

from onetext.actions import bridge, workspace
from onetext.web import job
from onetext.web.route import ROUTES, Who
from tests.browsing import Browser, Page
from tests.cast import MIRA, NADIA, ORIOL, SAMI
from tests.laws.test_who_gets_what import TOLD, told
from tests.strategies import LEAVES, differences, make_pair

OWN: Final = "drawn from its own projection"
MISSING: Final = "no such page, in the same words"
KEEPER: Final = "only the viewer whose workspace it is, here all mediators together"

_EVERYBODY: Final = {MIRA: OWN, NADIA: OWN, SAMI: OWN, ORIOL: MISSING}
_INSIDE: Final = {MIRA: OWN, NADIA: MISSING, SAMI: MISSING, ORIOL: MISSING}
_KEEPER: Final = {MIRA: KEEPER, NADIA: KEEPER, SAMI: KEEPER, ORIOL: KEEPER}
ROWS: Final[dict[str, dict[str, str]]] = {
    "today": _EVERYBODY,
    "meetings": _INSIDE,
    "meeting": _INSIDE,
    "withheld": _INSIDE,
    "positions": _EVERYBODY,
    "history": _EVERYBODY,
    "record": _EVERYBODY,
    "entry": _EVERYBODY,
    "proposal": _EVERYBODY,
    "proposed": _EVERYBODY,
    "count": _EVERYBODY,
    "stick": _EVERYBODY,
    "stop": _KEEPER,
    "bridges": _EVERYBODY,
    "try": _EVERYBODY,
    "frontier": _EVERYBODY,
    "bridges_stop": _KEEPER,
    "questions": _EVERYBODY,
    "questions_stop": _KEEPER,
    "beliefs": _EVERYBODY,
    "weights": _EVERYBODY,
    "agreement": _EVERYBODY,
    "monitor": _EVERYBODY,
    "add": _KEEPER,
    "add_kind": _KEEPER,
    "add_check": _KEEPER,
    "correct": _KEEPER,
    "correct_check": _KEEPER,
    "withdraw": _KEEPER,
    "anew": _KEEPER,
    "anew_check": _KEEPER,
    "undo": _KEEPER,
    "acknowledge": _KEEPER,
    "erase": _KEEPER,
    "release": _KEEPER,
    "release_words": _KEEPER,
    "case": _KEEPER,
    "case_settings": _KEEPER,
    "case_new": _KEEPER,
    "case_item": _KEEPER,
    "first": _KEEPER,
    "folder": _KEEPER,
    "hand": _KEEPER,
    "hand_zip": _KEEPER,
    "paper": _EVERYBODY,
    "viewers": _EVERYBODY,
    "earlier": _EVERYBODY,
    "keys": _EVERYBODY,
}
PAGES: Final[dict[str, tuple[str, ...]]] = {
    "today": ("today", "today?since=March 2024", "today?since=one day", "today?as=text"),
    "meetings": ("meeting",),
    "meeting": ("meeting/north", "meeting/south?as=text", "meeting/nobody"),
    "withheld": ("meeting/north/withheld", "meeting/south/withheld?page=2", "meeting/nobody/withheld"),
    "positions": ("positions",),
    "history": ("positions/truce/north", "positions/crossing/south", "positions/nothing/north"),
    "record": (
        "record",
        "record?q=near",
        "record?kind=event&order=said",
        "record?side=north&issue=truce",
        "record?page=9&q=a",
        "record?each=last",
    ),
    "entry": ("entry/{0}", "entry/nothing", "entry/north-word"),
    "proposal": ("proposal", "proposal?as=text"),
    "proposed": ("proposal/{0}", "proposal/nothing"),
    "count": ("counts", "counts?as=text"),
    "stick": ("sticking", "sticking?as=text"),
    "bridges": ("bridges", "bridges?as=text", "bridges?t.truce=40 days"),
    "try": ("bridges/try", "bridges/try?t.truce=40 days&t.crossing=open&t.captives=many"),
    "frontier": ("bridges/chart", "bridges/chart?columns=1"),
    "questions": ("questions", "questions?as=text", "questions?clean=north", "questions?clean=nobody"),
    "beliefs": ("beliefs", "beliefs?as=text", "beliefs?since=1 March 2024", "beliefs?since=one day"),
    "weights": ("beliefs/chart?chart=1-1", "beliefs/chart?chart=nothing"),
    "agreement": ("agreement", "agreement?as=text", "agreement?name={0}"),
    "monitor": ("monitoring", "monitoring?as=text", "monitoring?name={0}"),
    "add": ("add",),
    "add_kind": ("add/statement", "add/nothing"),
    "correct": ("entry/{0}/correct", "entry/nothing/correct"),
    "withdraw": ("entry/{0}/withdraw",),
    "anew": ("entry/{0}/anew", "entry/nothing/anew"),
    "undo": ("entry/{0}/undo",),
    "acknowledge": ("entry/{0}/acknowledge",),
    "erase": ("entry/{0}/erase",),
    "release": ("release",),
    "release_words": ("release/{0}", "release/{0}?to=north"),
    "case": ("case",),
    "case_settings": ("case/settings",),
    "case_new": ("case/people/new", "case/nothing/new"),
    "case_item": ("case/issues/item/truce", "case/issues/item/nothing"),
    "first": ("first",),
    "folder": ("folder",),
    "hand": ("folder/for/north", "folder/for/mediators", "folder/for/nobody"),
    "hand_zip": ("folder/for/north/zip", "folder/for/nobody/zip"),
    "paper": ("paper.css",),
    "viewers": ("viewers",),
    "earlier": ("earlier", "earlier?day=2024-03-04&of=positions", "earlier?day=4/3", "earlier?day=when it rained"),
    "keys": ("keys",),
}
"""What a browser may ask of each route that can be read, errors too; `{0}` is an entry of the viewer's own."""
SHOWS_THE_WORD: Final = ("today", "record", "entry")
"""Routes on which each of the cast must find its own word."""
FIRST: Final = {"proposed": (200, 302), "try": (302,), "weights": (404,)}
"""What the first page of a route may answer, if not 200: an entry may be no proposal, and here nothing is assessed."""
SIDES: Final = {MIRA: "mira", NADIA: "north", SAMI: "south", ORIOL: "oriol"}
FRAGMENT: Final = {"hx_request": "true"}


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages wait for long work until it ends, so that no clock shows in them; few draws tell two cases apart."""
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)
    monkeypatch.setattr(workspace, "DRAWS", 100)
    monkeypatch.setattr(bridge, "LEFT_OUT", 1)


@pytest.fixture(scope="module")
def browser() -> Browser:
    return Browser(told())


def ask(browser: Browser, route: str, viewer: str) -> list[Page]:
    """Every page of a route for a viewer, whole and in part."""
    entry = "e1" if viewer in ("north", "south") else "mira-word"
    paths = [f"/{viewer}/{path.format(entry)}" for path in PAGES[route]]
    return [browser.get(path.replace(" ", "%20"), **headers) for path in paths for headers in ({}, FRAGMENT)]


def test_every_route_has_a_row_for_each_of_the_cast_and_a_page_to_ask_for() -> None:
    assert {route.name for route in ROUTES} == set(ROWS)
    assert all(row.keys() == {MIRA, NADIA, SAMI, ORIOL} for row in ROWS.values())
    assert {route.name for route in ROUTES if "GET" in route.methods} == set(PAGES)


def test_the_rows_say_what_the_routing_table_says() -> None:
    rows = {Who.EVERY: _EVERYBODY, Who.INSIDE: _INSIDE, Who.OWN: _KEEPER}
    assert {route.name: rows[route.who] for route in ROUTES} == ROWS


def test_what_writes_is_for_its_own_viewer_only() -> None:
    assert all(route.who is Who.OWN for route in ROUTES if route.methods != ("GET",))


@pytest.mark.parametrize("route", PAGES)
@pytest.mark.parametrize("viewer", [MIRA, NADIA, SAMI])
def test_a_page_holds_its_viewers_word_and_nobody_elses(browser: Browser, route: str, viewer: str) -> None:
    if ROWS[route][viewer] != OWN:
        pytest.skip("not for this viewer")
    pages = ask(browser, route, SIDES[viewer])
    assert pages[0].status in FIRST.get(route, (200,))
    for page in pages:
        assert page.status in (200, 302, 404, 409)
        assert [word for who, word in TOLD.items() if who != viewer and word in page.text] == []
    assert route not in SHOWS_THE_WORD or TOLD[viewer] in pages[0].text


@pytest.mark.parametrize("route", PAGES)
@pytest.mark.parametrize("viewer", [MIRA, NADIA, SAMI, ORIOL])
def test_who_may_not_have_a_page_learns_nothing_from_it(browser: Browser, route: str, viewer: str) -> None:
    if ROWS[route][viewer] == OWN:
        pytest.skip("for this viewer")
    nothing = browser.get("/nothing")
    pages = ask(browser, route, SIDES[viewer])
    assert {(page.status, page.body) for page in pages} == {(404, nothing.body)}


@pytest.mark.parametrize("route", [route for route in ROUTES if "POST" in route.methods], ids=lambda route: route.name)
def test_nothing_can_be_sent_in_a_preview(browser: Browser, route: object) -> None:
    token = browser.token("/mediators/today")
    for viewer in ("north", "mira", "desk", "nobody"):
        path = f"/{viewer}/{route.path}".replace("<str:name>", "e1")  # type: ignore[attr-defined]
        assert browser.post(path, {"csrfmiddlewaretoken": token}).status == 404


@pytest.mark.parametrize("viewer", ["north", "south", "mira", "desk"])
def test_a_preview_says_so_and_has_no_form_that_sends(browser: Browser, viewer: str) -> None:
    for route in PAGES:
        for page in ask(browser, route, viewer):
            assert 'method="post"' not in page.text.lower()
            assert "<html" not in page.text or page.status != 200 or "Preview: what" in page.text


DAY: Final = "2024-03-05"


@pytest.mark.parametrize("viewer", [MIRA, NADIA, SAMI])
def test_an_earlier_day_is_a_viewers_own_and_only_read(browser: Browser, viewer: str) -> None:
    for route in PAGES:
        for page in ask(browser, route, f"{SIDES[viewer]}@{DAY}"):
            assert [word for who, word in TOLD.items() if who != viewer and word in page.text] == []
            assert 'method="post"' not in page.text.lower()
            assert page.status != 200 or "<html" not in page.text or "at the end of" in page.text


@pytest.mark.parametrize("route", [route for route in ROUTES if route.who is Who.OWN], ids=lambda route: route.name)
def test_nothing_can_be_sent_to_an_earlier_day(browser: Browser, route: object) -> None:
    nothing, token = browser.get("/nothing").body, browser.token("/mediators/today")
    path = f"/mediators@{DAY}/{route.path}".replace("<str:name>", "e1").replace("<str:kind>", "event")  # type: ignore[attr-defined]
    path = path.replace("<str:section>", "people").replace("<path:item>", "nadia")
    for page in (browser.get(path), browser.post(path, {"csrfmiddlewaretoken": token})):
        assert (page.status, page.body) == (404, nothing)


@pytest.mark.parametrize(
    "viewer",
    [
        "nobody@2024-03-05",
        "mediators@",
        "mediators@yesterday",
        "mediators@2024-13-45",
        "@2024-03-05",
        "mediators@٢٠٢٤-٠٣-٠٥",
    ],
)
def test_what_is_no_viewer_or_no_day_leads_nowhere(browser: Browser, viewer: str) -> None:
    assert browser.get(f"/{viewer}/today").body == browser.get("/nothing").body


PAIRS: Final = 60
PAGES_A_PAIR: Final = 10


def _shown(browser: Browser, viewer: str, paths: list[str]) -> dict[str, object]:
    found = {}
    for path in paths:
        for part in ({}, FRAGMENT):
            page = browser.get(f"/{viewer}/{path}".replace(" ", "%20"), **part)
            kept = {name: value for name, value in page.headers.items() if name.lower() != "set-cookie"}
            body = re.sub(
                rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]+"', b"", page.body
            )  # drawn by lot each time
            found[f"{path} {part}"] = (page.status, kept, body)
    return found


@pytest.mark.parametrize("viewer", sorted(LEAVES))
def test_pages_are_the_same_bytes_for_cases_that_a_viewer_may_not_tell_apart(viewer: str, tmp_path: Path) -> None:
    every = [path for paths in PAGES.values() for path in paths]
    differ: set[str] = set()
    for seed in range(PAIRS // len(LEAVES)):
        one, other = make_pair(seed, viewer)
        differ |= set(differences(one, other, viewer))
        mine = Browser(one)
        ids = [entry.id for entry in mine.workspace.view(viewer).case.entries] or ["e1"]
        paths = [
            every[(seed * PAGES_A_PAIR + n) % len(every)].format(ids[seed % len(ids)]) for n in range(PAGES_A_PAIR)
        ]
        theirs = Browser(other)
        for at, some in ((viewer, paths), (f"{viewer}@{DAY}", paths[::3])):
            assert (seed, _shown(mine, at, some)) == (seed, _shown(theirs, at, some))
    assert len(differ) >= 10


@pytest.mark.parametrize("viewer", ["north", "south"])
def test_the_folder_packed_for_a_side_is_the_same_bytes_for_cases_that_it_may_not_tell_apart(viewer: str) -> None:
    for seed in range(PAIRS // 6):
        packed = [Browser(one).get(f"/mediators/folder/for/{viewer}/zip") for one in make_pair(seed, viewer)]
        kept = [
            {name: value for name, value in page.headers.items() if name.lower() != "set-cookie"} for page in packed
        ]
        assert [page.status for page in packed] == [200, 200]
        assert kept[0] == kept[1]
        assert packed[0].body == packed[1].body


def test_a_folder_is_packed_by_mediators_alone_and_holds_one_sides_word_alone(browser: Browser) -> None:
    for viewer in (NADIA, SAMI):
        packed = browser.get(f"/mediators/folder/for/{SIDES[viewer]}/zip")
        with zipfile.ZipFile(io.BytesIO(packed.body)) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist())
        assert [who for who, word in TOLD.items() if word in text] == [viewer]
    own = Browser(browser.workspace.view("north").case)
    nothing = own.get("/nothing").body
    for path in ("folder/for/south", "folder/for/north", "folder/for/north/zip"):
        assert own.get(f"/north/{path}").body == nothing
    assert "folder/for" not in own.get("/north/folder").text
