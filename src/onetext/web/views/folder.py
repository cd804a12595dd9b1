"""Folder: what was added in the browser and is not in the folder yet, and the button that writes it there."""

from __future__ import annotations

from django.http import HttpResponse

from onetext.actions import bring_in_folder, plan_writing, write_into_folder
from onetext.errors import CaseUnreadable, UsageError
from onetext.web.desk import Desk
from onetext.web.form.wording import SECTION_WORDS

_PARTS = {name: worded.title for name, worded in SECTION_WORDS.items()}


def show(desk: Desk) -> HttpResponse:
    """What writing would change; after a send, what was done."""
    workspace = desk.workspace
    folder = workspace.folder
    if folder is None:
        return desk.draw("folder.html", folder=None)
    done, wrong = "", ""
    if desk.request.method == "POST":
        try:
            done = _do(desk)
        except (UsageError, CaseUnreadable) as error:
            wrong = f"{error}: {error.advice}"
        desk = Desk(desk.request, desk.route, workspace.view(desk.view.viewer), workspace)
    planned = plan_writing(workspace)
    short, numbers = desk.words.in_short, desk.words.numbers
    shown = [name for name in planned.entries if name in numbers]
    entries = [desk.view.current.entries[numbers[name] - 1] for name in shown]
    return desk.draw(
        "folder.html",
        status=409 if wrong else 200,
        folder=folder.name,
        done=done,
        wrong=wrong,
        planned=planned,
        lines=[(numbers[e.id], e, short.line(e), short.meta(e, audience=False)) for e in entries[-20:]],
        more=len(shown) - len(entries[-20:]),
        hidden=len(planned.entries) > len(shown),
        total=len(shown),
        header=[_PARTS.get(key, key.replace("_", " ")) for key in planned.header],
        in_step=not (planned.files or planned.edited),
    )


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
