"""The desk at which a page is drawn: one viewer's view, its words, its links, and whether it is a preview."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onetext.actions import View, Workspace
from onetext.errors import UnknownViewer
from onetext.reporting import Chart, Page, Words, read_sections, write_markdown
from onetext.web.guard import SAFE
from onetext.web.job import Job
from onetext.web.route import ROUTES, Route, Who, in_rail

Answer = Callable[..., HttpResponse]


class Desk:
    """What a page is drawn from. All of it is the viewer's own; `workspace` is there for nobody in a preview."""

    def __init__(self, request: HttpRequest, route: Route, view: View, workspace: Workspace) -> None:
        self.request, self.route, self.view, self._workspace = request, route, view, workspace

    @property
    def preview(self) -> bool:
        """Whether somebody else looks through this viewer's eyes: no form is shown, and nothing can be sent."""
        return not self.view.own

    @property
    def workspace(self) -> Workspace:
        """The workspace, to write in."""
        if self.preview:
            raise Http404
        return self._workspace

    @cached_property
    def words(self) -> Words:
        """The words of the case as it now stands, and the numbers that its entries are cited by."""
        return self.view.remember("words", lambda: Words(self.view.current))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the entries; the first is cited as [1]."""
        return self.view.remember("ids", lambda: tuple(entry.id for entry in self.view.case.entries))

    def link(self, page: str, /, **parts: str) -> str:
        """The address of a page for the same viewer."""
        found: str = reverse(page, kwargs={"viewer": self.view.viewer, **parts})
        return found

    def cited(self, number: int) -> str | None:
        """The address of the entry that is cited under a number."""
        return self.link("entry", name=self.ids[number - 1]) if 0 < number <= len(self.ids) else None

    def admits(self, route: Route) -> bool:
        """Whether a page is for this viewer."""
        return admits(route, self.view)

    @property
    def rail(self) -> dict[str, list[tuple[Route, str, bool]]]:
        """The pages that there are for this viewer, with their addresses and whether it is the one shown."""
        mine: Iterator[Route] = (route for route in ROUTES if self.admits(route))
        return {
            group: [(route, self.link(route.name), route.stem == self.route.stem) for route in routes]
            for group, routes in in_rail(mine).items()
        }

    @property
    def ahead(self) -> list[tuple[str, str]]:
        """The pages that stand beside this one in its group of the rail, with their titles."""
        beside = self.rail.get(self.route.group, [])
        return [(address, route.title) for route, address, here in beside if not here]

    def adding(self, kind: str, **fields: str) -> str:
        """The address of the form that adds an entry of a kind, begun with some fields; empty where there is none."""
        if self.preview or "add_kind" not in {route.name for route in ROUTES}:
            return ""
        return f"{self.link('add_kind', kind=kind)}?{urlencode(fields)}"

    @property
    def fragment(self) -> bool:
        """Whether a part of the page is asked for, to be put in place."""
        return bool(getattr(self.request, "htmx", False))

    def draw(self, template: str, status: int = 200, part: str | None = None, **parts: Any) -> HttpResponse:
        """A page; or, where only a part of it is asked for, `part`: the template that the page itself includes."""
        held = {"desk": self, "words": self.words, "view": self.view, "title": self.route.title, **parts}
        name = part if part is not None and self.fragment else template
        answer = render(self.request, name, held, status=status)
        answer["Vary"] = "HX-Request"
        return answer

    def draw_waiting(self, lead: str, so_far: str, stop: str = "", of: str = "") -> HttpResponse:
        """A page that stands in while work is done: what it is, how far it is, and the route that ends it
        early (`of`: for which side, where there are several)."""
        part = "waiting_part.html"
        return self.draw("waiting.html", part=part, lead=lead, so_far=so_far, stop=stop, of=of)

    def draw_chart(self, key: object, make: Callable[[], Any]) -> HttpResponse:
        """A chart as data, made beside the pages; until it is there an answer says so, and the browser asks again."""
        job: Job[str] = self.view.remember(
            ("chart", key), lambda: Job(lambda told, stopped: json.dumps(make(), ensure_ascii=False))
        )
        if not job.wait():
            return HttpResponse(status=202)
        return HttpResponse(job.result(), content_type="application/json")

    @property
    def form(self) -> str:
        """The form that a page is asked for in: as text, to be copied, or as a page."""
        return "text" if self.request.GET.get("as") == "text" else "page"

    def draw_page(
        self,
        page: Page,
        template: str = "page.html",
        title: str = "",
        beside: bool = True,
        fold: bool = False,
        **parts: Any,
    ) -> HttpResponse:
        """A page of `reporting`: its sections, those that may stand beside the others in a column of their own; or, if
        it is asked for so, as one text."""
        if self.fragment:  # the page that waited for this one asks for all of it
            return HttpResponse(headers={"HX-Refresh": "true", "Vary": "HX-Request"})
        title = title or self.route.title
        if self.form == "text":
            return self.draw("text.html", title=title, text=write_markdown(page))
        found = read_sections(page)
        aside = [
            section for section in found if beside and section.heading is not None and section.heading.place == "beside"
        ]
        held = {
            "ahead": [section for section in found if section not in aside],
            "beside": aside,
            "lead": "",
            "fold": fold,
        }
        charts = any(isinstance(block, Chart) for block in page.blocks)
        return self.draw(template, **{"title": title, "charts": charts, **held, **parts})


def admits(route: Route, view: View) -> bool:
    """Whether a page is for a viewer: a matter of who it is, never of what the case holds."""
    return route.who is Who.EVERY or (view.inside if route.who is Who.INSIDE else view.own)


def answers(route: Route) -> Answer:
    """The view of a route: who is no viewer here, or may not have the page, finds no page, in the same words."""

    def answer(request: HttpRequest, viewer: str, **parts: str) -> HttpResponse:
        workspace: Workspace = request.scope["workspace"]
        if request.method not in (*route.methods, *(SAFE if "GET" in route.methods else ())):
            raise Http404
        try:
            view = workspace.view(viewer)
        except UnknownViewer:
            raise Http404 from None
        if not admits(route, view):
            raise Http404
        drawn: Answer = getattr(import_module(f"onetext.web.views.{route.stem}"), route.does)
        return drawn(Desk(request, route, view, workspace), **parts)

    return answer
