"""The first case: what an empty case needs, step by step, each step a form that there is anyway."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse

from onetext.actions import UNTITLED
from onetext.web.desk import Desk


class Step(NamedTuple):
    """One step: its name, what it is for, the address of its form, whether it is done, and what its button says."""

    name: str
    what: str
    address: str
    done: bool
    button: str
    again: str = "Add another"


def show(desk: Desk) -> HttpResponse:
    """The steps: what is done, and what comes next."""
    steps = list_steps(desk)
    at = next((n for n, step in enumerate(steps) if not step.done), len(steps))
    return desk.draw("first.html", title="The first case", steps=steps, at=at)


def next_step(desk: Desk) -> tuple[str, str] | None:
    """The address and name of the first step that is not done; nothing where all are."""
    return next(
        ((step.address, f"{n}. {step.name}") for n, step in enumerate(list_steps(desk), 1) if not step.done), None
    )


def list_steps(desk: Desk) -> list[Step]:
    """The steps in order. Those that change what the case names lead back to their list."""
    header = desk.view.case.header
    kinds = {entry.kind for entry in desk.view.situation.in_force.values()}

    def item(section: str) -> str:
        return f"{desk.link('case_new', section=section)}?next=first"

    settings = f"{desk.link('case_settings')}?next=first"
    statement, demand = (desk.link("add_kind", kind=kind) for kind in ("statement", "demand"))
    called = f"It is called “{desk.words.own(header.title)}”."
    spoken = bool(kinds & {"statement", "position", "demand"})
    return [
        Step("Name the case", called, settings, header.title != UNTITLED, "Name it", "Change it"),
        Step("The sides", "Two or more, with the bodies that decide for them.", item("parties"),
             len(header.parties) > 1, "Add a side"),
        Step("Who mediates", "You, and whoever works with you.", item("mediators"),
             bool(header.mediators), "Add a mediator"),
        Step("People", "Who speaks for each side, and the names that reports give them.", item("people"),
             len(header.people) > 1, "Add a person"),
        Step("Issues", "What is to be settled, and which values it can take.", item("issues"),
             bool(header.issues), "Add an issue"),
        Step("The first statement", "Who said what: from here on the other pages have something to show.", statement,
             spoken, "Enter it"),
        Step("A demand or a position", "What a side requires on one issue.", demand,
             bool(kinds & {"position", "demand"}), "Enter it"),
    ]  # fmt: skip
