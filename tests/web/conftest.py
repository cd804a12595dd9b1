"""A real browser, where there is one, on a workspace that is really served."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from onetext.actions import Workspace
from onetext.files import read_case
from onetext.model import Case
from onetext.web import Served, serve_workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium on this computer: the pages were not tried in a browser (Debian, Ubuntu: apt install chromium)"


def find_chromium() -> str | None:
    """Where the browser is: as ONETEXT_CHROMIUM says, else by its usual names."""
    return os.environ.get("ONETEXT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser; it ends with the module, since its driver keeps an event loop running in this thread."""
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def river() -> Case:
    """The shipped case."""
    return read_case(EXAMPLES / "river")


class Running:
    """A workspace that is being served in this process."""

    def __init__(self, workspace: Workspace) -> None:
        import uvicorn

        self.served: Served = serve_workspace(workspace)
        self.host = self.served.host
        self.server = uvicorn.Server(self.served.config())
        self._thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.served.bound]}, daemon=True)
        self._thread.start()
        while not self.server.started:
            assert self._thread.is_alive(), "the server ended before it began"
            time.sleep(0.02)

    @classmethod
    def begin(cls, open_workspace: Callable[[], Workspace]) -> Running:
        """Serve what is opened in another thread: Django opens no database where an event loop runs."""
        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(lambda: cls(open_workspace())).result()

    def enter(self, page: Any) -> None:
        """Come in by a link, as the officer does."""
        page.goto(self.served.new_link())
        page.get_by_role("button").click()
        page.wait_for_url("**/today")

    def end(self) -> None:
        self.server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="module")
def run_workspace() -> Iterator[Callable[[Case], Running]]:
    """Serve a case; it ends with the module."""
    running: list[Running] = []

    def run(case: Case) -> Running:
        running.append(Running.begin(lambda: Workspace.of(case)))
        return running[-1]

    yield run
    for one in running:
        one.end()
