"""Coming in by the one-time link, going out, and where one begins."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from onetext.web.gate import SIGNED_IN
from onetext.web.guard import POLICY

_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 -apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,"
    "sans-serif;"
    "max-inline-size:30rem;margin:15vh auto;padding:0 1.5rem}button{font:inherit;font-weight:600;min-block-size:2.5rem;"
    "padding:.4rem 1rem}"
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")


@csrf_exempt  # there is no session yet; the guard asks for our own origin, and the secret is in the address
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of the link, whose one button spends it. A browser that fetches ahead therefore spends nothing.

    The page is the same whether the link is good or not; it carries its own style, since nothing else is given away
    before somebody is in.
    """
    if request.method != "POST":
        return _page(request, spent=False)
    if not request.scope["link"].spend(secret):
        return _page(request, spent=True)
    request.session.cycle_key()
    request.session[SIGNED_IN] = True
    answer = redirect("begin")
    answer.status_code = 303
    return answer


def _page(request: HttpRequest, spent: bool) -> HttpResponse:
    answer = render(request, "link.html", {"style": _STYLE, "spent": spent}, status=403 if spent else 200)
    style = POLICY.replace("style-src 'self'", f"style-src 'sha256-{_DIGEST}'")
    answer["Content-Security-Policy"] = style.replace("img-src 'self'", "img-src data:")
    return answer


def begin(request: HttpRequest) -> HttpResponse:
    """The first page, of the viewer whose workspace it is."""
    workspace = request.scope["workspace"]
    empty = not workspace.header.parties
    return redirect("first" if empty else "today", viewer=workspace.own_viewer)


def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    if request.method != "POST":
        raise Http404
    request.session.flush()
    return render(request, "left.html")
