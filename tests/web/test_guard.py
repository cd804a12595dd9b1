"""Who gets in: raw requests to the workspace, as a table. Whatever is refused gets the same empty answer everywhere."""

from __future__ import annotations

import re
import socket

import pytest

from onetext.actions import Workspace
from onetext.web import serve_workspace
from onetext.web.link import LIFE_SECONDS, Link
from tests.browsing import HOST, Browser
from tests.cast import case, entry

OURS = {"host": HOST}
PATHS = (
    "/", "/mediators/today", "/north/today", "/nobody/today", "/static/onetext.css", "/static/nothing", "/leave", "/nothing",
    "/static/../case.yaml", "/static/%2e%2e/case.yaml", "//elsewhere.example/", "/mediators/entry/a%00b",
)  # fmt: skip
FOREIGN: dict[str, dict[str, str]] = {
    "no host": {},
    "a foreign host": {"host": "elsewhere.example"},
    "a name that leads here": {"host": "rebound.example:8000"},
    "localhost": {"host": "localhost:8000"},
    "another address of this computer": {"host": "127.0.0.1:8000"},
    "another port": {"host": HOST.replace("8000", "8001")},
    "no port": {"host": HOST.partition(":")[0]},
    "a host with a dot": {"host": HOST.replace(":", ".:")},
    "two hosts": {"host": HOST, "Host": "elsewhere.example"},
    "from another site": OURS | {"sec-fetch-site": "cross-site"},
    "from another port of this computer": OURS | {"sec-fetch-site": "same-site"},
    "from no origin": OURS | {"origin": "null"},
    "from a foreign origin": OURS | {"origin": "http://elsewhere.example"},
    "from our address on another port": OURS | {"origin": f"http://{HOST.replace('8000', '8001')}"},
    "from ours by another scheme": OURS | {"origin": f"https://{HOST}"},
}


@pytest.fixture(scope="module")
def browser() -> Browser:
    return Browser(case(entry("e", "event", what="the gate opens")))


@pytest.mark.parametrize("sent", FOREIGN.values(), ids=FOREIGN.keys())
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_who_comes_from_elsewhere_gets_the_same_empty_answer_on_every_path(
    browser: Browser, method: str, sent: dict[str, str]
) -> None:
    answers = [browser.ask(method, path, sent) for path in PATHS]
    assert {(answer.status, answer.body) for answer in answers} == {(403, b"")}
    assert all(answer.headers == answers[0].headers for answer in answers)
    assert "set-cookie" not in answers[0].headers


@pytest.mark.parametrize("sent", [sent for sent in FOREIGN.values() if sent.get("host") != HOST or "Host" in sent])
def test_not_even_the_page_of_a_link_is_shown_under_another_host(browser: Browser, sent: dict[str, str]) -> None:
    answer = browser.ask("GET", f"/link/{browser.link.make()}", sent)
    assert (answer.status, answer.body) == (403, b"")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get"])
def test_no_other_method_is_answered(browser: Browser, method: str) -> None:
    answer = browser.ask(method, "/mediators/today", OURS | {"origin": f"http://{HOST}"})
    assert (answer.status, answer.body) == (403, b"")


def test_what_is_sent_needs_our_own_origin(browser: Browser) -> None:
    assert browser.ask("POST", "/leave", OURS).status == 403
    assert browser.ask("POST", "/leave", OURS).body == b""


def test_who_is_not_signed_in_gets_the_same_nothing_on_every_path(browser: Browser) -> None:
    stranger = Browser(browser.workspace, signed_in=False)
    answers = [stranger.get(path) for path in PATHS]
    assert {(answer.status, answer.body) for answer in answers} == {(403, b"")}
    assert all(answer.headers == answers[0].headers for answer in answers)
    assert stranger.cookies == {}


def test_the_page_of_a_link_is_the_same_for_a_good_one_and_a_guess(browser: Browser) -> None:
    stranger = Browser(browser.workspace, signed_in=False)
    good, guess = stranger.get(f"/link/{stranger.link.make()}"), stranger.get("/link/guess")
    assert (good.status, good.body, good.headers) == (guess.status, guess.body, guess.headers)
    assert "The river" not in good.text


def test_a_link_lets_in_once_and_a_browser_that_fetches_ahead_spends_nothing(browser: Browser) -> None:
    stranger = Browser(browser.workspace, signed_in=False)
    door = f"/link/{stranger.link.make()}"
    for _ in range(3):
        assert stranger.get(door, sec_fetch_site="cross-site").status == 200  # opened by a file, or prefetched
    assert stranger.get("/mediators/today").status == 403
    entered = stranger.post(door)
    assert (entered.status, entered.headers["Location"]) == (303, "/")
    assert stranger.get("/mediators/today").status == 200
    again = Browser(browser.workspace, signed_in=False)
    again.app, again.link = stranger.app, stranger.link
    assert again.post(door).status == 403
    assert again.get("/mediators/today").status == 403


def test_only_our_own_page_can_spend_a_link(browser: Browser) -> None:
    stranger = Browser(browser.workspace, signed_in=False)
    door = f"/link/{stranger.link.make()}"
    for origin in ("null", "http://elsewhere.example", f"http://{HOST.replace('8000', '8001')}"):
        assert stranger.post(door, origin=origin).status == 403
    assert stranger.post(door, sec_fetch_site="cross-site").status == 403
    assert stranger.post(door).status == 303


def test_a_link_is_good_for_five_minutes_and_a_new_one_ends_the_one_before() -> None:
    now = [0.0]
    link = Link(lambda: now[0])
    first = link.make()
    second = link.make()
    assert not link.is_good(first)
    now[0] = LIFE_SECONDS - 1
    assert link.is_good(second)
    now[0] = LIFE_SECONDS
    assert not link.spend(second)


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_has_a_name_of_its_own(browser: Browser) -> None:
    stranger = Browser(browser.workspace, signed_in=False)
    cookie = stranger.post(f"/link/{stranger.link.make()}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Domain" not in cookie
    assert re.match(r"onetext-[0-9a-f]{16}=", cookie)  # drawn at each start


def test_a_browser_that_comes_before_all_is_ready_waits_and_is_not_turned_away() -> None:
    served = serve_workspace(Workspace.of(case()))
    with served.bound, socket.create_connection(served.bound.getsockname(), timeout=5) as waiting:
        waiting.sendall(b"GET / HTTP/1.1\r\n\r\n")


def test_signing_out_ends_the_session(browser: Browser) -> None:
    officer = Browser(browser.workspace)
    assert officer.post("/leave", {"csrfmiddlewaretoken": officer.token("/mediators/today")}).status == 200
    assert officer.get("/mediators/today").status == 403


def test_a_form_without_its_token_changes_nothing(browser: Browser) -> None:
    officer = Browser(browser.workspace)
    assert officer.post("/leave").status == 403
    assert officer.get("/mediators/today").status == 200


def test_every_answer_carries_the_policy_and_is_not_kept(browser: Browser) -> None:
    officer = Browser(browser.workspace)
    for path in ("/", "/mediators/today", "/north/today", "/nothing"):
        headers = officer.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert not any(name.lower().startswith("access-control") for name in headers)


def test_no_address_leads_away(browser: Browser) -> None:
    officer = Browser(browser.workspace)
    for path in (
        "//elsewhere.example/",
        "/?next=http://elsewhere.example",
        "/mediators/today?next=//elsewhere.example",
    ):
        assert "elsewhere" not in officer.get(path).headers.get("Location", "")


def test_what_is_no_viewer_and_what_is_no_page_look_the_same(browser: Browser) -> None:
    officer = Browser(browser.workspace)
    pages = [
        officer.get(path) for path in ("/nobody/today", "/oriol/record", "/north/meeting/south", "/north/nothing", "/x")
    ]
    assert {(page.status, page.body) for page in pages} == {(404, pages[0].body)}
