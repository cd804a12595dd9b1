"""Positions: issues by parties, each with its source, firmness and age; what came before it on a click."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from onetext.model import Entry
from onetext.reporting import Positions, position_history, position_table
from onetext.web.desk import Desk


def show(desk: Desk) -> HttpResponse:
    """The table."""
    table: Positions = desk.view.remember("positions", lambda: _table(desk))
    return desk.draw("positions.html", table=table, width=len(table.parties) + 3 if table.proposal else 0)


def _table(desk: Desk) -> Positions:
    return position_table(desk.view.brief().brief, desk.words, _entries(desk))


def _entries(desk: Desk) -> dict[str, Entry]:
    return {entry.id: entry for entry in desk.view.current.entries}


def history(desk: Desk, issue: str, party: str) -> HttpResponse:
    """Everything that one side wanted on one issue, as a page, or as a part to be opened in the table."""
    header = desk.view.case.header
    if issue not in header.issues or party not in header.parties:
        raise Http404
    found = position_history(desk.view.brief().brief, desk.words, _entries(desk), issue, party)
    title = f"{desk.words.name(party)} on {desk.words.name(issue)}"
    lines = [(desk.words.numbers[name], name, line) for name, line in found]
    return desk.draw("history.html", part="history_lines.html", title=title, lines=lines[:100], more=len(lines) - 100)
