"""The desk at which a page is drawn: one viewer's view, its words, its links, and whether it is a preview."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from importlib import import_module
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onetext.actions import View, Workspace
from onetext.errors import UnknownViewer, UsageError
from onetext.model import ABOUT_KINDS, Assessment, Entry
from onetext.reporting import Chart, Page, Words, read_sections, write_markdown
from onetext.web.guard import SAFE
from onetext.web.job import Job
from onetext.web.route import ROUTES, Route, Who, in_rail

Answer = Callable[..., HttpResponse]
ADDED: Final = "added"
"""Where a session keeps the id of an entry that was just added, until its page is shown."""


class Gone(Http404):  # type: ignore[misc]
    """What an address names is not there, or not any more: another window may have taken it away."""

    def __init__(self, section: str = "") -> None:
        super().__init__(section)
        self.section = section
        """The section of the case that it would stand in; blank for an entry."""


class Act(NamedTuple):
    """What can be done at a line of a page: the address, what its link says, and of what, for who hears links alone."""

    address: str
    words: str
    of: str


class Desk:
    """What a page is drawn from. All of it is the viewer's own; `workspace` is there for nobody in a preview."""

    def __init__(self, request: HttpRequest, route: Route, view: View, workspace: Workspace) -> None:
        self.request, self.route, self.view, self._workspace = request, route, view, workspace

    @property
    def preview(self) -> bool:
        """Whether somebody else looks through this viewer's eyes, or back at an earlier day: no form is shown, and
        nothing can be sent."""
        return self.other or self.earlier

    @property
    def other(self) -> bool:
        """Whether somebody else looks through this viewer's eyes."""
        return not self.view.own

    @property
    def earlier(self) -> bool:
        """Whether the page shows what was known at the end of a day, and not what is known now."""
        return self.view.moment is not None

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
        """The address of a page for the same viewer, at the same day."""
        return self.link_as(self.view.viewer, page, **parts)

    def link_as(self, viewer: str, page: str, /, **parts: str) -> str:
        """The address of a page for another viewer, at the same day."""
        found: str = reverse(page, kwargs={"viewer": f"{viewer}{self.day}", **parts})
        return found

    def link_at(self, day: str, page: str) -> str:
        """The address of a page for the same viewer at the end of a day, as `2024-04-09`; blank: as it is now."""
        found: str = reverse(page, kwargs={"viewer": f"{self.view.viewer}@{day}" if day else self.view.viewer})
        return found

    @property
    def day(self) -> str:
        """The day that the page looks back at, as it stands after the viewer in its address; blank for now."""
        return f"@{self.view.moment.words}" if self.view.moment is not None else ""

    @property
    def now(self) -> str:
        """The address of the same page as it is now; of the first page, where there may be none such."""
        return self.link_at("", self.route.name if self.route.title else "today")

    @property
    def days(self) -> str:
        """The address at which an earlier day is chosen for this page."""
        return f"{self.link('earlier')}{f'?of={self.route.name}' if self.route.title else ''}"

    def entry(self, name: str) -> tuple[int, Entry, Entry]:
        """An entry by its id: its number, as it was told, and as it stands. Raises Gone where there is none."""
        n = self.words.numbers.get(name)
        if n is None:
            raise Gone
        return n, self.view.case.entries[n - 1], self.view.current.entries[n - 1]

    def mendable(self, name: str) -> tuple[int, Entry, Entry]:
        """As `entry`, of what can be corrected. Raises Gone, and Http404 for an entry that is itself about another."""
        found = self.entry(name)
        if found[1].kind in ABOUT_KINDS:
            raise Http404
        return found

    def lines(self, names: Iterable[str]) -> Iterator[tuple[int, Entry, str, str]]:
        """Some entries as lines: number, entry, sentence, and what stands below it. What is not seen has none."""
        short = self.words.in_short
        for name in dict.fromkeys(names):
            if name in self.words.numbers:
                n, _, entry = self.entry(name)
                yield n, entry, short.line(entry), short.meta(entry, audience=False)

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
            group: [(route, self.link(route.name), _begins_alike(route, self.route)) for route in routes]
            for group, routes in in_rail(mine).items()
        }

    @property
    def ahead(self) -> list[tuple[str, str]]:
        """The pages that stand beside this one in its group of the rail, with their titles."""
        beside = self.rail.get(self.route.group, [])
        return [(address, route.title) for route, address, here in beside if not here]

    def adding(self, kind: str, /, **fields: str | list[str]) -> str:
        """The address of the form that adds an entry of a kind, begun with some fields; empty where there is none."""
        if self.preview or "add_kind" not in {route.name for route in ROUTES}:
            return ""
        return f"{self.link('add_kind', kind=kind)}?{urlencode(fields, doseq=True)}"

    @property
    def first_assessment(self) -> str:
        """The form of an assessment, where none is recorded, without which nothing is believed of any side."""
        there = any(True for _ in self.view.situation.of(Assessment))
        return "" if there else self.adding("assessment")

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

    def draw_waiting(self, lead: str, so_far: str, stop: str = "", /, **about: str) -> HttpResponse:
        """A page that stands in while work is done: what it is, how far it is, and the route that ends it
        early (`about`: which work, where there are several)."""
        part, held = "waiting_part.html", about.items()
        return self.draw("waiting.html", part=part, lead=lead, so_far=so_far, stop=stop, about=held)

    def draw_chart(self, key: object, make: Callable[[], Any]) -> HttpResponse:
        """A chart as data, made beside the pages; until it is there an answer says so, and the browser asks again."""
        job: Job[str] = self.view.remember(
            ("chart", key),
            lambda: Job(lambda told, stopped: json.dumps(make(), ensure_ascii=False), self.view.over.is_set),
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


def _begins_alike(route: Route, other: Route) -> bool:
    """Whether two pages stand under one address, as an entry of the rail and what it leads on to."""
    return route.path.partition("/")[0] == other.path.partition("/")[0]


def admits(route: Route, view: View) -> bool:
    """Whether a page is for a viewer: a matter of who it is, never of what the case holds. Nothing is added to an
    earlier day."""
    if route.who is Who.OWN:
        return view.own and view.moment is None
    return route.who is Who.EVERY or view.inside


def _view(workspace: Workspace, stated: str) -> View:
    """The view that an address names: of a viewer, or of a viewer at the end of a day. Raises Http404."""
    viewer, at, day = stated.partition("@")
    if at and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise Http404
    try:
        return workspace.view(viewer, day or None)
    except (UnknownViewer, UsageError):
        raise Http404 from None


def answers(route: Route) -> Answer:
    """The view of a route: who is no viewer here, or may not have the page, finds no page, in the same words. Where
    something is to be done with what is no longer there, the page says so, and keeps what was typed."""

    def answer(request: HttpRequest, viewer: str, **parts: str) -> HttpResponse:
        workspace: Workspace = request.scope["workspace"]
        if request.method not in (*route.methods, *(SAFE if "GET" in route.methods else ())):
            raise Http404
        view = _view(workspace, viewer)
        if not admits(route, view):
            raise Http404
        drawn: Answer = getattr(import_module(f"onetext.web.views.{route.stem}"), route.does)
        desk = Desk(request, route, view, workspace)
        try:
            return drawn(desk, **parts)
        except Gone as gone:
            if route.who is not Who.OWN:
                raise
            found: HttpResponse = import_module("onetext.web.views.gone").show(desk, gone.section)
            return found

    return answer
