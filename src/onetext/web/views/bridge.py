"""Bridges: packages that all may take, the frontier, and terms that can be held and moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from onetext.actions import Bridged, Levers
from onetext.model.issue import Value
from onetext.reporting import (
    Block,
    Heading,
    Page,
    Table,
    basis_blocks,
    bridge_page,
    fixed_words,
    frontier_spec,
    lever_fields,
    plain_value,
    read_sections,
    trial_blocks,
    worth_blocks,
)
from onetext.web.advice import for_browser, in_browser
from onetext.web.desk import Act, Desk
from onetext.web.job import Job

FRONTIER = "Solutions side by side"
"""The heading under which what is known of stated utilities begins."""
_FOLDED = ("What carries a yes, and what holds it back", "Frontier", "Definitions")
_FIELD = "t."
_ROWS = 20
_ROWS_AS_TEXT = 4_000


def show(desk: Desk) -> HttpResponse:
    """The slate, term by term; with terms in the address, the slate that holds them."""
    job = _job(desk)
    if not job.wait():
        return _waiting(desk, job)
    levers = job.result()[1]
    held, misread = _held(desk.request.GET, levers)
    if held:
        job = _job(desk, held)
        if not job.wait():
            return _waiting(desk, job)
    found = job.result()[0]
    rows = _ROWS_AS_TEXT if desk.form == "text" else _ROWS
    page = desk.view.remember(("bridges page", rows, *held.items()), lambda: _page(desk, found, rows))
    drawn = bool(found.slate.packages or found.bridges.feasible)
    worths = [block for block in worth_blocks(found.slate, desk.words) if isinstance(block, Table)]
    sections = read_sections(page)
    slate = sum(1 for _ in takewhile(lambda one: one.heading is None or one.heading.text != FRONTIER, sections))
    return desk.draw_page(
        page,
        "bridges.html",
        fold=True,
        ahead=sections[:slate],
        behind=sections[slate:],
        charts=drawn,
        drawn=drawn,
        worths=worths,
        query=_query(held),
        held=fixed_words(found.slate, desk.words),
        levers=levers is not None,
        acts=dict(_acts(desk, found, page.blocks)),
        text=found.slate.on_table.proposal if found.slate.on_table is not None else "",
        misread=misread,
        others=desk.ahead,
    )


def try_terms(desk: Desk) -> HttpResponse:
    """One package as terms are held and moved: the rest as all are then most likely to take it."""
    job = _job(desk)
    if not job.wait():
        return _waiting(desk, job)
    found, levers = job.result()
    if levers is None:
        return redirect(desk.link("bridges"))
    held, misread = _held(desk.request.GET, levers)
    trial = levers.try_terms(held)
    told = read_sections(Page("", "", trial_blocks(trial, desk.words)))
    put = _put(desk, trial.terms) if trial is not None else ""
    parts: dict[str, Any] = {"sections": told, "misread": misread, "query": _query(held), "put": put}
    if not desk.fragment:
        parts["fields"] = lever_fields(levers.values, held, desk.words)
        parts["basis"] = desk.view.remember("basis", lambda: in_browser(basis_blocks(found.slate, desk.words)))
    return desk.draw("try.html", part="tried.html", title="Hold and move terms", **parts)


def chart(desk: Desk) -> HttpResponse:
    """What the chart draws, as data for the browser: it comes after the page, whose tables have the same numbers."""
    job = _job(desk)
    if not job.wait():
        return HttpResponse(status=202)
    held, _ = _held(desk.request.GET, job.result()[1])
    job = _job(desk, held) if held else job
    if not job.wait():
        return HttpResponse(status=202)
    found = job.result()[0]
    columns = 1 if desk.request.GET.get("columns") == "1" else 2
    return desk.draw_chart(
        ("frontier", columns, *held.items()),
        lambda: frontier_spec(found.bridges, found.current, found.slate, columns),
    )


def stop(desk: Desk) -> HttpResponse:
    """End the work with what it has come to; that with terms held, where they are sent along."""
    job = _job(desk)
    held = _held(desk.request.POST, job.result()[1])[0] if job.wait() else {}
    (_job(desk, held) if held else job).stop()
    answer = redirect(desk.link("bridges") + (f"?{_query(held)}" if held else ""))
    answer.status_code = 303
    return answer


def _waiting(desk: Desk, job: Job[tuple[Bridged, Levers | None]]) -> HttpResponse:
    so_far = (
        f"{job.found} of {job.total} assessments left out in turn, for the ranges of chances."
        if job.total
        else "Beliefs and the frontier come first. This can take a minute, once for each state of the record."
    )
    held = {name: value for name, value in desk.request.GET.items() if name.startswith(_FIELD)}
    return desk.draw_waiting("Looking for packages that all may take.", so_far, "bridges_stop", **held)


def _job(desk: Desk, held: Mapping[str, Value] | None = None) -> Job[tuple[Bridged, Levers | None]]:
    view, fixed = desk.view, {issue: (value,) for issue, value in (held or {}).items()}
    return view.remember(
        ("bridges", *fixed.items()),
        lambda: Job(lambda told, stopped: (view.bridge(fixed, told, stopped), view.levers()), view.over.is_set),
    )


def _page(desk: Desk, found: Bridged, rows: int) -> Page:
    page = bridge_page(found.bridges, found.current, desk.view.viewer, found.as_of, rows, found.slate)
    return for_browser(replace(page, blocks=tuple(map(_folded, page.blocks))))


def _folded(block: Block) -> Block:
    folded = isinstance(block, Heading) and block.text in _FOLDED
    return replace(block, place="folded") if folded and isinstance(block, Heading) else block


def _acts(desk: Desk, found: Bridged, blocks: Iterable[Block]) -> Iterator[tuple[Table, tuple[Act, ...]]]:
    """At each package of the slate, in its column, the form of a proposal with its terms."""
    acts = tuple(
        Act(_put(desk, one.terms), "Look at it as a proposal", f"Package {n}")
        for n, one in enumerate(found.slate.packages, 1)
    )
    slate = next((block for block in blocks if isinstance(block, Table)), None)
    if slate is not None and slate.head[1:] == tuple(act.of for act in acts) and all(act.address for act in acts):
        yield slate, acts


def _held(asked: QueryDict, levers: Levers | None) -> tuple[dict[str, Value], list[str]]:
    """The terms that an address holds, and the issues whose words could not be read."""
    held: dict[str, Value] = {}
    misread = []
    for issue in levers.values if levers is not None else ():
        stated = (asked.get(_FIELD + issue) or "").strip()[:200]
        if stated and levers is not None:
            value = levers.hold(issue, stated)
            if value is None:
                misread.append(issue)
            else:
                held[issue] = value
    return held, misread


def _put(desk: Desk, terms: Mapping[str, Value]) -> str:
    """The form of a proposal that says what a package says; empty where nothing can be added."""
    fields = {}
    for n, (name, issue) in enumerate(desk.view.case.header.issues.items()):
        if (value := terms.get(name)) is not None:
            stated = plain_value(value, issue.kind == "date")
            unit = f" {issue.unit}" if issue.unit and isinstance(value, Decimal) and issue.kind != "date" else ""
            fields[f"terms.{n}.value"] = f"{stated}{unit}"
    return desk.adding("proposal", **fields)


def _query(held: Mapping[str, Value]) -> str:
    asked = QueryDict(mutable=True)
    for issue, value in held.items():
        asked[_FIELD + issue] = value if isinstance(value, str) else format(value.normalize(), "f")
    return str(asked.urlencode())
