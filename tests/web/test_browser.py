"""The workspace in a real browser: coming in, nothing forbidden, nothing fetched from elsewhere, nothing let in."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onetext.model import Case
from tests.web.conftest import Running


@pytest.fixture(scope="module")
def served(run_workspace: Callable[[Case], Running], river: Case) -> Running:
    return run_workspace(river)


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def watch(page: Any) -> tuple[list[str], list[str]]:
    """What a page asks for, and what it complains of."""
    asked: list[str] = []
    complained: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: complained.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complained.append(str(error)))
    return asked, complained


def test_the_officer_comes_in_by_the_link_and_nothing_leaves_the_computer(page: Any, served: Running) -> None:
    asked, complained = watch(page)
    served.enter(page)
    assert page.get_by_role("heading", name="Today", exact=True).is_visible()
    assert complained == []
    assert all(url.startswith(f"http://{served.host}/") for url in asked)


def test_a_link_that_was_used_opens_nothing(page: Any, chromium: Any, served: Running) -> None:
    link = served.served.new_link()
    page.goto(link)
    page.get_by_role("button").click()
    page.wait_for_url("**/today")
    other = chromium.new_context().new_page()
    other.goto(link)
    other.get_by_role("button").click()
    assert "no longer good" in other.content()
    assert other.context.request.get(f"http://{served.host}/mediators/today").status == 403
    other.context.close()


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """A page that another user of this computer serves, on another port."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>hostile</title><body></body>")

        def log_message(self, *words: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


READ = """async ([host, path, mode]) => {
  try {
    const answer = await fetch(`http://${host}${path}`, {credentials: "include", mode});
    return [answer.type, answer.status, await answer.text()];
  } catch (error) { return ["refused", 0, ""]; }
}"""
POST = """async ([host, path]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = `http://${host}${path}`;
  document.body.append(form); form.submit();
}"""
LOAD = """([host, path, tag]) => new Promise((done) => {
  const made = document.createElement(tag);
  made.onload = () => done("loaded"); made.onerror = () => done("refused");
  if (tag === "link") { made.rel = "stylesheet"; made.href = `http://${host}${path}`; } else made.src = `http://${host}${path}`;
  document.body.append(made);
})"""


def test_a_hostile_page_can_neither_read_nor_post_nor_learn_that_there_is_a_case(
    page: Any, served: Running, hostile: str
) -> None:
    served.enter(page)
    other = page.context.new_page()
    other.goto(hostile)
    paths = ("/", "/mediators/today", "/north/today", "/nobody/today", "/static/onetext.js", "/nothing")
    for mode in ("cors", "no-cors"):
        found = [other.evaluate(READ, [served.host, path, mode]) for path in paths]
        assert all(answer == found[0] for answer in found)
        assert found[0][1:] == [0, ""]
    for tag in ("script", "link", "img"):
        assert {other.evaluate(LOAD, [served.host, path, tag]) for path in paths} == {"refused"}
    other.evaluate(POST, [served.host, "/leave"])
    other.wait_for_load_state()
    page.reload()
    assert page.get_by_role("heading", name="Today", exact=True).is_visible()  # still signed in


def test_a_hostile_page_cannot_show_ours_in_a_frame(page: Any, served: Running, hostile: str) -> None:
    served.enter(page)
    other = page.context.new_page()
    other.goto(hostile)
    other.evaluate(
        "(url) => { const f = document.createElement('iframe'); f.src = url; document.body.append(f); }",
        f"http://{served.host}/mediators/today",
    )
    other.wait_for_timeout(500)
    assert all("Today" not in frame.content() for frame in other.frames[1:] if not frame.is_detached())


def test_what_was_typed_stays_where_the_workspace_is_gone_or_has_signed_out(
    page: Any, run_workspace: Callable[[Case], Running], river: Case
) -> None:
    running = run_workspace(river)
    for gone in (page.context.clear_cookies, running.end):
        running.enter(page)
        page.goto(f"http://{running.host}/mediators/add/event")
        page.locator("#i-what").fill("a flood at the ford")
        gone()
        page.locator("#i-what").press("Control+Enter")
        page.get_by_role("alert").wait_for(state="visible")
        assert "What you typed is still here" in page.get_by_role("alert").inner_text()
        assert page.locator("#i-what").input_value() == "a flood at the ford"


def test_what_was_chosen_before_the_scripts_came_is_heard(page: Any, served: Running) -> None:
    held: list[Any] = []
    served.enter(page)
    page.route("**/static/htmx.js", lambda route: held.append(route))
    page.goto(f"http://{served.host}/mediators/record", wait_until="commit")
    page.locator("#f-kind").select_option("demand")
    held[0].continue_()
    page.wait_for_url("**kind=demand**", timeout=10_000)
    assert page.locator("#f-kind").input_value() == "demand"
