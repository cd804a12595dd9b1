"""Release: the exact words a side would be told, what they rest on, and what each side has been told."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from onetext.actions import PlannedRelease, add_entry, confided_by, now_here, plan_release
from onetext.errors import UsageError
from onetext.model import Case, Conveyance, Entry, Release, Roster
from onetext.model.audience import ALL
from onetext.web.desk import Desk
from onetext.web.form.opened import CHANGED, sign_of
from onetext.web.views.add import go_to

SHOWN = 8
_OTHER_WORDS = f"{CHANGED.partition('. ')[0]}. Nothing was told: look at the words that would be told now"


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
                [*desk.lines(entry.id for entry in entries[:SHOWN])],
                desk.link_as(party, "record"),
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


def tell(desk: Desk, name: str) -> HttpResponse:
    """The words of one entry as a side would be told them; what they rest on is named before."""
    n, _, entry = desk.mendable(name)
    given = desk.request.POST if desk.request.method == "POST" else desk.request.GET
    sides = [
        (party, desk.words.name(party)) for party in desk.view.case.header.parties if not _knows(desk, entry, party)
    ]
    to = given.get("to", "")
    if to not in dict(sides):
        to = ""
    planned, wrong = _plan(desk, name, to)
    if desk.request.method == "POST" and given.get("key") in desk.words.numbers:  # sent twice
        return go_to(desk, given["key"])
    now = sign_of(desk.words.say(planned.told.body)) if planned else ""
    sent = desk.request.method == "POST"
    overtaken = sent and given.get("was", now) != now
    if sent and planned is not None and not overtaken and (given.get("sure") or not planned.rests_on):
        add_entry(desk.workspace, planned.release, planned.release.id)
        return go_to(desk, planned.release.id)
    missing = desk.request.method == "POST"
    summary = []
    if missing:
        summary = (
            [("f-sure", "It gives away what that side may not see: look at it, and say that you are sure")]
            if planned and not overtaken
            else [("form", _OTHER_WORDS)]
            if planned
            else [("f-to", "Choose whom to tell")]
        )
    rests = [one for one in (planned.rests_on if planned else ()) if one != name]
    shown = [*desk.lines(rests)]
    theirs = confided_by(desk.view.case, entry, to) if to else ()
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
        rests=shown,
        hidden=len(shown) < len(rests),
        gives_away=planned is not None and bool(planned.rests_on),
        key=planned.release.id if planned else "",
        was=now,
        before=[desk.words.numbers[one.id] for one in desk.view.case.entries if _told_before(one, name, to)],
        theirs=desk.words.names(theirs) if theirs else "",
        line=desk.words.line(entry),
    )


def _told_before(entry: Entry, name: str, to: str) -> bool:
    return isinstance(entry.body, Release) and entry.body.of == name and to in entry.body.to


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
