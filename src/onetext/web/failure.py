"""What is shown when a page cannot be: what happened, a number to refer to, and nothing of the case."""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from onetext.errors import OnetextError


class Failures:
    """Middleware: an exception becomes a page that names its kind, and the terminal says where it was."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> Any:
        """The page."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for a defect; what Django has an answer of its own for is left to it."""
        if isinstance(error, Http404 | PermissionDenied | SuspiciousOperation):
            return None
        if isinstance(error, OnetextError):
            return _page(request, 409, "That was not possible", f"{error}.", error.advice)
        number = secrets.token_hex(3)
        _tell(number, error)
        what = f"The program has a defect ({type(error).__name__}). Nothing was left half done."
        return _page(request, 500, "This page could not be drawn", what, f"Refer to it as {number}.")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that leads nowhere; the same for every such address."""
    return _page(request, 404, "There is no such page", "The address leads nowhere.", "Go back, or to the first page.")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what cannot be taken in, such as a form of more than a megabyte."""
    what = "What was sent is more than a form can hold. Nothing was changed."
    return _page(request, 400, "This could not be sent", what, "Go back, shorten it, and send it again.")


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was not sent from a page of ours."""
    what = "The form was not sent from a page that is still open here. Nothing was changed."
    return _page(request, 403, "This could not be sent", what, "Open the page again, and send it once more.")


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a defect outside of every view."""
    return _page(request, 500, "This page could not be drawn", "The program has a defect.", "")


def _page(request: HttpRequest, status: int, title: str, what: str, advice: str) -> HttpResponse:
    return render(request, "failure.html", {"title": title, "what": what, "advice": advice}, status=status)


def _tell(number: str, error: Exception) -> None:
    """Where a defect was, on the terminal: file and line, not what was in hand."""
    if os.environ.get("ONETEXT_DEBUG"):
        traceback.print_exception(error)
        return
    place = traceback.extract_tb(error.__traceback__)[-1]
    name = place.filename.rpartition("onetext/")[2]
    sys.stderr.write(f"onetext: defect {number}: {type(error).__name__} in {name}:{place.lineno}\n")
