"""Serving: a socket on loopback, the guard and the pages behind it, and the link that lets the officer in."""

from __future__ import annotations

import secrets
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from onetext.actions import Workspace
from onetext.errors import OnetextError, UsageError
from onetext.web.guard import App, Guard, Receive, Scope, Send
from onetext.web.link import DOOR, Link

if TYPE_CHECKING:
    import uvicorn

_TRIES = 8


@dataclass
class Served:
    """A workspace that is about to be served: its address, and the links that let somebody in."""

    workspace: Workspace
    bound: socket.socket
    link: Link = field(default_factory=Link)

    @property
    def host(self) -> str:
        """The address and port, as a browser sends them."""
        address, port = self.bound.getsockname()
        return address if port == 80 else f"{address}:{port}"

    def new_link(self) -> str:
        """A link that is good once, for five minutes; those before it are no longer."""
        return f"http://{self.host}{DOOR}{self.link.make()}"

    def _warm(self) -> None:
        with suppress(OnetextError):
            self.workspace.view(self.workspace.own_viewer).brief()
        from onetext.web.views.shelf import warm_up

        warm_up()

    def config(self) -> uvicorn.Config:
        """How it is served: nothing is logged, nothing is believed of proxies, no server is named."""
        import uvicorn

        return uvicorn.Config(
            build_app(self.workspace, self.host, self.link),
            loop="asyncio", http="h11", ws="none", lifespan="on", interface="asgi3", log_config=None, access_log=False,
            server_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
        )  # fmt: skip

    def run(self) -> None:
        """Answer until Ctrl-C. What the first page needs is worked out meanwhile."""
        import uvicorn

        threading.Thread(target=self._warm, daemon=True).start()
        uvicorn.Server(self.config()).run(sockets=[self.bound])


def serve_workspace(workspace: Workspace, port: int = 0) -> Served:
    """Bind an address of this computer for a workspace (0: any free port). Raises UsageError if the port is taken.

    The address is one of 127.0.0.0/8 drawn by lot where the system has them all: cookies know no ports, and so a
    server that another user runs on 127.0.0.1 does not get ours.
    """
    for _ in range(_TRIES):
        drawn = ".".join(["127", *(str(1 + secrets.randbelow(254)) for _ in range(3))])
        bound = _bind(drawn, port)
        if bound is not None:
            return Served(workspace, bound)
    bound = _bind("127.0.0.1", port)
    if bound is None:
        raise UsageError(f"port {port} is taken", "name another, or leave --port out")
    return Served(workspace, bound)


def _bind(address: str, port: int) -> socket.socket | None:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.bind((address, port))
    except OSError:
        bound.close()
        return None
    bound.listen()  # a browser that is opened before all is ready waits; it would be told that there is nothing here
    return bound


def build_app(workspace: Workspace, host: str, link: Link) -> App:
    """The guard with the pages of a workspace behind it, as an ASGI application."""
    from onetext.web.setting import set_up_pages

    set_up_pages()
    from django.core.handlers.asgi import ASGIHandler

    pages = ASGIHandler()

    async def with_workspace(scope: Scope, receive: Receive, send: Send) -> None:
        await pages({**scope, "workspace": workspace, "link": link, "host": host}, receive, send)

    return Guard(with_workspace, host, DOOR)


def open_browser(address: str, opened: Callable[[str], bool] = webbrowser.open) -> Callable[[], None]:
    """Open the browser on a link without naming it to other users; what comes back takes the traces away.

    A command line is seen by everybody on the computer, so the browser is given a file that only its owner can read.
    """
    folder = Path(tempfile.mkdtemp(prefix="onetext-"))  # 0700
    page = folder / "open.html"
    page.touch(mode=0o600)
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>onetext</title>'
        f'<meta http-equiv="refresh" content="0;url={escape(address)}"><p><a href="{escape(address)}">onetext</a>',
        encoding="utf-8",
    )
    opened(page.as_uri())
    return lambda: rmtree(folder, ignore_errors=True)
