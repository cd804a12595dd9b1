"""Questions: what to ask whom next, what its answer could change, and what was asked and answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from onetext.actions import Inquired
from onetext.model import Answer
from onetext.reporting import Line, Page, ask_page, asked_blocks, asked_lines, in_full, plain_text, question_line
from onetext.web.advice import for_browser
from onetext.web.desk import Act, Desk
from onetext.web.job import Job


def show(desk: Desk) -> HttpResponse:
    """The questions that would help most; `clean`: to one side, from what it may know alone."""
    clean = desk.request.GET.get("clean") or None
    if clean is not None and clean not in _clean(desk):
        raise Http404
    job = _job(desk, clean)
    if not job.wait():
        tried = f"{job.found:,} of {job.total:,} questions tried." if job.total else "Beliefs come first."
        about = {"clean": clean} if clean else {}
        return desk.draw_waiting("Trying which answers would change most.", tried, "questions_stop", **about)
    page = desk.view.remember(("questions page", clean), lambda: _page(desk, job.result()))
    others = [(f"?clean={name}", f"Clean, for {desk.words.name(name)}") for name in _clean(desk) if name != clean]
    back = [(desk.link("questions"), "All questions")] if clean else []
    return desk.draw_page(
        page,
        "questions.html",
        beside=False,
        fold=True,
        acts=dict([*_to_record(desk, job.result()), *_to_answer(desk)]),
        others=[*back, *others, *desk.ahead],
    )


def _to_record(desk: Desk, found: Inquired) -> Iterator[tuple[Line, Act]]:
    """At each question, the form that puts it on record once it was asked."""
    for one in found.inquiries.questions:
        said = plain_text(in_full(one, found.inquiries, desk.words))
        to = "All sides" if one.to == "all" else desk.words.name(one.to)
        if address := desk.adding("question", words=said, **({} if one.to == "all" else {"to": one.to})):
            line = question_line(one, found.inquiries, desk.words)
            yield line, Act(address, "Put on record", f"{to}: {line.text}")


def _to_answer(desk: Desk) -> Iterator[tuple[Line, Act]]:
    """At each question on record that has no answer, the form that adds one."""
    answered = {body.question for _, body in desk.view.situation.of(Answer)}
    for name, line in asked_lines(desk.view.situation, desk.words).items():
        if name not in answered and (address := desk.adding("answer", question=name)):
            yield line, Act(address, "Add an answer", line.text)


def stop(desk: Desk) -> HttpResponse:
    """End the trying with the questions found so far."""
    clean = desk.request.POST.get("clean") or None
    if clean in (None, *_clean(desk)):
        _job(desk, clean).stop()
    else:
        clean = None
    answer = redirect(desk.link("questions") + (f"?clean={clean}" if clean else ""))
    answer.status_code = 303
    return answer


def _clean(desk: Desk) -> tuple[str, ...]:
    """The sides for which a clean list can be had: a side's own, or any for mediators."""
    return tuple(name for name in desk.view.case.header.parties if desk.view.inside or name == desk.view.viewer)


def _job(desk: Desk, clean: str | None) -> Job[Inquired]:
    view = desk.view
    return view.remember(
        ("questions", clean), lambda: Job(lambda told, stopped: view.ask(clean, told, stopped), view.over.is_set)
    )


def _page(desk: Desk, found: Inquired) -> Page:
    page = for_browser(ask_page(found.inquiries, found.current, desk.view.viewer, found.as_of))
    if found.inquiries.clean is not None:
        return page
    return replace(page, blocks=(*page.blocks, *asked_blocks(desk.view.situation, desk.words)))
