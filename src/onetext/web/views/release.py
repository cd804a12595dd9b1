"""Release: the exact words a side would be told, what they rest on, and what each side has been told."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse

from onetext.actions import PlannedRelease, add_entry, now_here, plan_release
from onetext.errors import UsageError
from onetext.model import Case, Conveyance, Entry, Release, Roster
from onetext.model.audience import ALL
from onetext.web.desk import Desk
from onetext.web.views.add import go_to

SHOWN = 8


def show(desk: Desk) -> HttpResponse:
    """What each side has been told, the newest first, side by side."""
    header = desk.view.case.header
    told = []
    for party in header.parties:
        entries = [*_told(desk, party)]
        told.append(
            (
                party,
                desk.words.name(party),
                len(entries),
                [_line(desk, entry) for entry in entries[:SHOWN]],
                desk.link("record").replace(f"/{desk.view.viewer}/", f"/{party}/", 1),
            )
        )
    return desk.draw("release.html", title="Release", told=told)


def _told(desk: Desk, party: str) -> Iterator[Entry]:
    """What was released or carried to a side, or was for it from the beginning; the newest first."""
    roster = Roster(desk.view.case.header)
    for entry in reversed(desk.view.case.entries):
        body = entry.body
        carried = isinstance(body, Conveyance) and any(roster.party(name) == party for name in body.to)
        if (
            (isinstance(body, Release) and party in body.to)
            or carried
            or ALL in entry.audience
            or party in entry.audience
        ):
            yield entry


def _line(desk: Desk, entry: Entry) -> tuple[int, Entry, str, str]:
    short = desk.words.in_short
    current = desk.view.current.entries[desk.words.numbers[entry.id] - 1]
    return desk.words.numbers[entry.id], current, short.line(current), short.meta(current, audience=False)


def tell(desk: Desk, name: str) -> HttpResponse:
    """The words of one entry as a side would be told them; what they rest on is named before."""
    if name not in desk.words.numbers:
        raise Http404
    n = desk.words.numbers[name]
    entry = desk.view.current.entries[n - 1]
    if entry.kind in ("release", "correction", "acknowledgement", "erasure"):
        raise Http404
    given = desk.request.POST if desk.request.method == "POST" else desk.request.GET
    sides = [
        (party, desk.words.name(party)) for party in desk.view.case.header.parties if not _knows(desk, entry, party)
    ]
    to = given.get("to", "")
    if to not in dict(sides):
        to = ""
    planned, wrong = _plan(desk, name, to)
    if desk.request.method == "POST" and planned is not None and (given.get("sure") or not planned.rests_on):
        add_entry(desk.workspace, planned.release, given.get("key", "") or planned.release.id)
        return go_to(desk, planned.release.id)
    missing = desk.request.method == "POST"
    summary = []
    if missing:
        summary = (
            [("f-sure", "It rests on what that side may not see: look at it, and say that you are sure")]
            if planned
            else [("f-to", "Choose whom to tell")]
        )
    shown = [one for one in (planned.rests_on if planned else ()) if one in desk.words.numbers]
    return desk.draw(
        "release_words.html",
        status=422 if missing else 200,
        title=f"Tell a side entry {n}",
        n=n,
        entry=entry,
        problem=missing,
        sides=sides,
        to=to,
        side=dict(sides).get(to, ""),
        wrong=wrong,
        summary=summary,
        name=name,
        words_told=desk.words.say(planned.told.body) if planned else "",
        said=desk.words.when(planned.told.said) if planned else "",
        rests=[_line(desk, desk.view.case.entries[desk.words.numbers[one] - 1]) for one in shown],
        hidden=bool(planned) and len(shown) < len(planned.rests_on) if planned else False,
        line=desk.words.line(entry),
    )


def _knows(desk: Desk, entry: Entry, party: str) -> bool:
    return ALL in entry.audience or party in entry.audience


def _plan(desk: Desk, name: str, to: str) -> tuple[PlannedRelease | None, str]:
    if not to:
        return None, ""
    workspace = desk.workspace
    said = now_here(desk.view.case.header)
    try:
        return plan_release(Case(workspace.header, workspace.entries), name, to, said), ""
    except UsageError:
        return (
            None,
            "It names something that this side may not know of. Open that to the side first, on the page Case.",
        )
