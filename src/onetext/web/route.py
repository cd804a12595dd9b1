"""The routing table: every page and fragment, which module draws it, by which method, and who may get it.

A page that is not in this table does not exist; a row here needs a row in `tests/laws/test_who_gets_which_page.py`.
The slots of pages to come are marked where they will stand, so that groups and keys stay as they were tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Who(Enum):
    """Who may get a page."""

    EVERY = "every viewer: it is drawn from the viewer's own projection"
    INSIDE = "circles and their members"
    OWN = "only the viewer whose workspace it is: pages that write, and what holds forms"


@dataclass(frozen=True, slots=True)
class Route:
    """One page or fragment: `path` is what follows the viewer in the address, `stem` the module in `views` and `does`
    its function. With a title it stands in the rail, under its group, reached by `g` and then its key."""

    name: str
    stem: str
    path: str
    does: str = "show"
    methods: tuple[str, ...] = ("GET",)
    who: Who = Who.EVERY
    title: str = ""
    group: str = ""
    key: str = ""


NOW, RECORD, WAYS, DEAL, KEEPING = "Now", "Record", "Ways forward", "The deal", "Keeping"

ROUTES: Final[tuple[Route, ...]] = (
    Route("today", "today", "today", title="Today", group=NOW, key="t"),
    Route("meetings", "meeting", "meeting", "choose", who=Who.INSIDE, title="Meeting with…", group=NOW, key="m"),
    Route("meeting", "meeting", "meeting/<str:party>", who=Who.INSIDE),
    Route("withheld", "meeting", "meeting/<str:party>/withheld", "withheld", who=Who.INSIDE),
    Route("positions", "position", "positions", title="Positions", group=RECORD, key="p"),
    Route("history", "position", "positions/<str:issue>/<str:party>", "history"),
    Route("record", "record", "record", title="Record", group=RECORD, key="r"),
    Route("entry", "entry", "entry/<str:name>"),
    Route("add", "add", "add", who=Who.OWN, title="Add", group=RECORD),
    Route("add_kind", "add", "add/<str:kind>", "fill", ("GET", "POST"), Who.OWN),
    Route("add_check", "add", "add/<str:kind>/check", "check", ("POST",), Who.OWN),
    Route("correct", "mend", "entry/<str:name>/correct", "correct", ("GET", "POST"), Who.OWN),
    Route("correct_check", "mend", "entry/<str:name>/correct/check", "check", ("POST",), Who.OWN),
    Route("withdraw", "mend", "entry/<str:name>/withdraw", "withdraw", ("GET", "POST"), Who.OWN),
    Route("anew", "anew", "entry/<str:name>/anew", "enter", ("GET", "POST"), Who.OWN),
    Route("anew_check", "anew", "entry/<str:name>/anew/check", "check", ("POST",), Who.OWN),
    Route("undo", "mend", "entry/<str:name>/undo", "undo", ("GET", "POST"), Who.OWN),
    Route("acknowledge", "mend", "entry/<str:name>/acknowledge", "acknowledge", ("GET", "POST"), Who.OWN),
    Route("erase", "mend", "entry/<str:name>/erase", "erase", ("GET", "POST"), Who.OWN),
    Route("proposal", "proposal", "proposal", "choose", title="Proposal", group=RECORD, key="o"),
    Route("proposed", "proposal", "proposal/<str:name>"),
    Route("count", "count", "counts", title="Counts", group=RECORD),
    Route("stick", "stick", "sticking", title="Sticking points", group=WAYS, key="s"),
    Route("stop", "stick", "sticking/stop", "stop", methods=("POST",), who=Who.OWN),
    Route("bridges", "bridge", "bridges", title="Bridges", group=WAYS, key="b"),
    Route("try", "bridge", "bridges/try", "try_terms"),
    Route("frontier", "bridge", "bridges/chart", "chart"),
    Route("bridges_stop", "bridge", "bridges/stop", "stop", methods=("POST",), who=Who.OWN),
    Route("questions", "ask", "questions", title="Questions", group=WAYS, key="q"),
    Route("questions_stop", "ask", "questions/stop", "stop", methods=("POST",), who=Who.OWN),
    Route("beliefs", "believe", "beliefs", title="Beliefs", group=WAYS),
    Route("weights", "believe", "beliefs/chart", "chart"),
    # Slot, under The deal, first: Text, with the one text.
    Route("agreement", "agreement", "agreement", title="Agreement", group=DEAL, key="d"),
    Route("monitor", "monitor", "monitoring", title="Monitoring", group=DEAL, key="n"),
    Route("release", "release", "release", who=Who.OWN, title="Release", group=KEEPING),
    Route("release_words", "release", "release/<str:name>", "tell", ("GET", "POST"), Who.OWN),
    Route("case", "case", "case", who=Who.OWN, title="Case", group=KEEPING, key="c"),
    Route("case_settings", "item", "case/settings", "settle", ("GET", "POST"), Who.OWN),
    Route("case_new", "item", "case/<str:section>/new", "add", ("GET", "POST"), Who.OWN),
    Route("case_item", "item", "case/<str:section>/item/<path:item>", "edit", ("GET", "POST"), Who.OWN),
    Route("first", "first", "first", who=Who.OWN),
    Route("folder", "folder", "folder", "show", ("GET", "POST"), Who.OWN, title="Folder", group=KEEPING),
    Route("hand", "hand", "folder/for/<str:name>", who=Who.OWN),
    Route("hand_zip", "hand", "folder/for/<str:name>/zip", "pack", who=Who.OWN),
    Route("paper", "paper", "paper.css"),
    Route("viewers", "viewer", "viewers"),
    Route("earlier", "earlier", "earlier"),
    Route("keys", "key", "keys"),
)


def in_rail(admitted: Iterator[Route]) -> dict[str, list[Route]]:
    """Pages by the group that they stand under in the rail, in the order of the table."""
    found: dict[str, list[Route]] = {}
    for route in admitted:
        if route.title:
            found.setdefault(route.group, []).append(route)
    return found
