"""The guard: what stands before every path, static files too. It lets in the officer's own browser and nobody else.

Whatever is refused gets the same empty answer on every path, so that nobody learns what there is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE: Final = ("GET", "HEAD")
METHODS: Final = (*SAFE, "POST")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=()",
    "x-dns-prefetch-control": "off",
    "cache-control": "no-store",
}
"""What every answer carries. A view may say otherwise of `cache-control` only for what holds nothing of a case."""


class Guard:
    """An ASGI application before another. `host` is the one address and port that is served, as browsers send it.

    Only under `door`, the path of the one-time link, may a browser come from elsewhere: it is opened by a file.
    """

    def __init__(self, app: App, host: str, door: str) -> None:
        self._app, self._host, self._door = app, host, door
        self._origin = f"http://{host}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif self.admits(scope["method"], scope["path"], scope["headers"]):
            await self._app(scope, receive, _with_headers(send))
        else:
            await send({"type": "http.response.start", "status": 403, "headers": _encoded(HEADERS)})
            await send({"type": "http.response.body", "body": b""})

    def admits(self, method: str, path: str, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether a request may come from the officer's own browser, on a page of ours.

        >>> guard = Guard(None, "127.0.0.1:8000", "/link/")
        >>> ours = [(b"host", b"127.0.0.1:8000")]
        >>> guard.admits("GET", "/", ours), guard.admits("POST", "/", ours), guard.admits("GET", "/", [])
        (True, False, False)
        """
        named: dict[bytes, list[bytes]] = {}
        for name, value in headers:
            named.setdefault(name.lower(), []).append(value)
        if method not in METHODS or named.get(b"host") != [self._host.encode()]:
            return False
        entering = method in SAFE and path.startswith(self._door)
        sites = named.get(b"sec-fetch-site", [])
        if any(site not in (b"same-origin", b"none") for site in sites) and not entering:
            return False
        origins = named.get(b"origin", [])
        ours = [self._origin.encode()]
        return origins == ours if method not in SAFE else not origins or origins == ours or entering


def _with_headers(send: Send) -> Send:
    """Answers with our headers; those of the application count where it states them, but never for CORS."""

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            stated = [(name, value) for name, value in message["headers"] if not name.startswith(b"access-control-")]
            names = {name.lower() for name, _ in stated}
            ours = [(name, value) for name, value in _encoded(HEADERS) if name not in names]
            message = {**message, "headers": [*stated, *ours]}
        await send(message)

    return sent


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]


async def _live(receive: Receive, send: Send) -> None:
    """Start and end with the server; there is nothing to prepare."""
    while True:
        message = await receive()
        kind = message["type"].removeprefix("lifespan.")
        await send({"type": f"lifespan.{kind}.complete"})
        if kind == "shutdown":
            return
