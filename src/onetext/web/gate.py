"""The gate: who has not come in by the one-time link gets nothing, and the same nothing on every path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from onetext.web.link import DOOR

SIGNED_IN: Final = "signed in"


class SignedIn:
    """Middleware: every path but that of the link is for who is signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> Any:
        """The page, or an empty refusal."""
        if request.path.startswith(DOOR) or request.session.get(SIGNED_IN):
            return self._answer(request)
        refusal = HttpResponse(status=403)
        del refusal["content-type"]
        return refusal
