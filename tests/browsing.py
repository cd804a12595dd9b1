"""A browser without a browser: raw requests to the workspace as an ASGI application, guard and all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, unquote, urlencode

from onetext.actions import Workspace
from onetext.model import Case
from onetext.web.link import Link
from onetext.web.serving import build_app

HOST = "127.9.8.7:8000"


class Page(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What is read on the page: without tags, each run of spaces one."""
        return " ".join(unescape(re.sub(r"<[^>]*>", "", self.text)).replace("\u2068", "").replace("\u2069", "").split())


class Browser:
    """One browser of an officer, signed in unless told otherwise; it keeps cookies and sends what browsers send."""

    def __init__(self, workspace: Workspace | Case, signed_in: bool = True) -> None:
        self.workspace = workspace if isinstance(workspace, Workspace) else Workspace.of(workspace)
        self.link = Link()
        self.app = build_app(self.workspace, HOST, self.link)
        self.cookies: dict[str, str] = {}
        if signed_in:
            assert self.post(f"/link/{self.link.make()}").status == 303

    def get(self, path: str, **headers: str) -> Page:
        """A page that the officer asks for."""
        return self.ask("GET", path, {"host": HOST, "sec-fetch-site": "same-origin", **_named(headers)})

    def post(self, path: str, fields: Mapping[str, str | list[str]] | None = None, **headers: str) -> Page:
        """A form that the officer sends."""
        sent = {"host": HOST, "sec-fetch-site": "same-origin", "origin": f"http://{HOST}", **_named(headers)}
        sent["content-type"] = "application/x-www-form-urlencoded"
        return self.ask("POST", path, sent, urlencode(fields or {}, doseq=True).encode())

    def token(self, path: str) -> str:
        """The token of the forms on a page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        assert found is not None
        return found[1]

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Page:
        """A raw request."""
        return asyncio.run(self._ask(method, path, headers, body))

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Page:
        route, _, query = quote(path, safe="/?&=%.~-_").partition("?")
        route = unquote(route)
        sent = [(name.encode(), value.encode()) for name, value in headers.items()]
        if self.cookies and "cookie" not in headers:
            sent.append((b"cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()).encode()))
        sent.append((b"content-length", str(len(body)).encode()))
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": route, "raw_path": route.encode(), "query_string": query.encode(), "root_path": "", "headers": sent,
            "client": ("127.0.0.1", 50000), "server": tuple(HOST.split(":")),
        }  # fmt: skip
        got: list = []
        asked = asyncio.Event()

        async def receive():
            if asked.is_set():
                await asyncio.sleep(3600)
            asked.set()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            got.append(message)

        await self.app(scope, receive, send)
        start = got[0]
        named = {name.decode(): value.decode() for name, value in start["headers"]}
        for name, value in start["headers"]:
            if name.lower() == b"set-cookie":
                key, _, rest = value.decode().partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Page(start["status"], named, b"".join(message.get("body", b"") for message in got[1:]))


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
