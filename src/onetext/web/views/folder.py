"""Folder: what was added in the browser and is not in the folder yet, and the button that writes it there."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.actions import bring_in_folder, plan_writing, write_into_folder
from onetext.errors import CaseUnreadable, UsageError
from onetext.model.problem import Problem
from onetext.web.desk import Desk
from onetext.web.form.section_words import SECTION_WORDS
from onetext.web.views.viewer import others

_FAULTS = 20
"""How many faults of the files are named at once."""
_SAFE = "What was added is in the record, and nothing of it is lost."
_PARTS = {name: worded.title for name, worded in SECTION_WORDS.items()}


def show(desk: Desk) -> HttpResponse:
    """What writing would change; after a send, what was done."""
    workspace = desk.workspace
    folder = workspace.folder
    if folder is None:
        return desk.draw("folder.html", folder=None, hands=_hands(desk))
    if not folder.is_dir():
        return desk.draw("folder.html", status=409, gone=str(folder.absolute()), hands=_hands(desk))
    done, wrong = "", ""
    problems: tuple[Problem, ...] = ()
    if desk.request.method == "POST":
        try:
            done = _do(desk)
        except UsageError as error:
            wrong = f"{error}: {error.advice}"
        except CaseUnreadable as error:
            wrong, problems = (
                "The files have faults, and nothing was changed. Mend these, then send it again:",
                error.problems,
            )
        except OSError as error:
            wrong = f"The system did not let the folder be read or written ({error.strerror}). {_SAFE}"
        desk = Desk(desk.request, desk.route, workspace.view(desk.view.viewer), workspace)
    planned = plan_writing(workspace)
    shown = [name for name in planned.entries if name in desk.words.numbers]
    return desk.draw(
        "folder.html",
        status=409 if wrong else 200,
        folder=folder.name,
        hands=_hands(desk),
        where=str(folder.resolve()),
        done=done,
        wrong=wrong,
        problems=problems[:_FAULTS],
        more_problems=len(problems[_FAULTS:]),
        planned=planned,
        lines=[*desk.lines(shown[-20:])],
        more=max(len(shown) - 20, 0),
        hidden=len(planned.entries) > len(shown),
        total=len(shown),
        header=[_PARTS.get(key, key.replace("_", " ")) for key in planned.header],
        in_step=not (planned.files or planned.edited),
    )


def _hands(desk: Desk) -> list[tuple[str, list[tuple[str, str]]]]:
    """Whose own folder can be made here: for mediators, of everybody else that a case can be drawn for."""
    if not desk.view.inside:
        return []
    apart = [(title, [one for one in who if one[0] != desk.view.viewer]) for title, who in others(desk)]
    return [(title, who) for title, who in apart if who]


def _do(desk: Desk) -> str:
    workspace = desk.workspace
    assert workspace.folder is not None
    folder = workspace.folder
    if "bring" in desk.request.POST:
        done, clashes = workspace.bring_in(lambda held: bring_in_folder(folder, held))
        both = f" Changed in both, and taken from the folder: {', '.join(clashes)}." if clashes else ""
        return f"Brought in: {len(done.added)} added, {len(done.corrected)} corrected, {len(done.erased)} erased.{both}"
    write_into_folder(workspace)
    return "Written. The folder is in step."
