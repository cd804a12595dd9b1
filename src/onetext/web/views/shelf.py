"""The files that pages ask for: our own, and those that come with packages. None holds anything of a case."""

from __future__ import annotations

import gzip
import subprocess
import sys
from functools import cache
from importlib.resources import files
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from onetext.reporting import vega_script

_OWN: Final = {
    "onetext.css": "text/css; charset=utf-8",
    "onetext.js": "text/javascript; charset=utf-8",
    "icons.svg": "image/svg+xml",
}
_FOREIGN: Final = {"htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js")}


def give(request: HttpRequest, name: str) -> HttpResponse:
    """One file."""
    if name not in (*_OWN, *_FOREIGN, "vega.js"):
        raise Http404
    content = read_file(name)
    packed = "gzip" in request.headers.get("accept-encoding", "") and len(content) > 4096
    answer = HttpResponse(_packed(name) if packed else content, content_type=_OWN.get(name, _OWN["onetext.js"]))
    answer["Cache-Control"] = "private, max-age=86400"
    answer["Vary"] = "Accept-Encoding"
    if packed:
        answer["Content-Encoding"] = "gzip"
    return answer


@cache
def read_file(name: str) -> bytes:
    """The contents of a file of the shelf."""
    if name == "vega.js":
        return _vega()
    room, path = _FOREIGN.get(name, ("onetext.web", f"static/{name}"))
    return files(room).joinpath(path).read_bytes()


def _vega() -> bytes:
    """The script that draws charts, put together in a process of its own: it takes seconds, and stops all threads."""
    program = "import sys; from onetext.reporting import vega_script; sys.stdout.buffer.write(vega_script().encode())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 and done.stdout else vega_script().encode()


def warm_up() -> None:
    """Have what takes long to make before somebody asks for it."""
    _packed("vega.js")


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(read_file(name), mtime=0)
