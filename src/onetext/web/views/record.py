"""Record: every entry, newest learned first, by day; filters, search, and the same in the order it was said."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse

from onetext.model import Entry, Roster, references
from onetext.web.desk import Desk
from onetext.web.search import find_entries, query_words

PAGE: Final = 80
FIELDS: Final = ("q", "kind", "side", "issue", "each", "order")

LAST: Final = "last"
_OF_EACH: Final = "the last of each alone"
SPOKEN: Final = ("statement", "position", "demand", "interest", "promise", "question", "answer", "proposal", "response",
                 "criticism", "reading", "count", "notice", "incident")  # fmt: skip
"""Kinds that hold somebody's words."""


@dataclass(frozen=True)
class Asked:
    """What is asked for: words, a kind, a side, an issue, of each speaker the last alone, an order, a page; empty where
    anything will do."""

    q: str = ""
    kind: str = ""
    side: str = ""
    issue: str = ""
    each: str = ""
    order: str = ""
    page: int = 1

    @property
    def by_said(self) -> bool:
        """Whether entries stand in the order in which they were said; who spoke last is a matter of that."""
        return self.order == "said" or self.each == LAST

    def address(self, desk: Desk, **changes: str | int) -> str:
        """The address of the same with some of it changed."""
        fields = {name: getattr(self, name) for name in FIELDS} | {"page": self.page if self.page > 1 else ""} | changes
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"{desk.link('record')}?{query}" if query else desk.link("record")


def show(desk: Desk) -> HttpResponse:
    """A page of the entries that fit."""
    asked = _read(desk)
    fit = [*_fitting(desk, asked)]
    fit = [*_last_of_each(fit, desk.view.situation.in_force)] if asked.each == LAST else fit
    last = max(1, -(-len(fit) // PAGE))
    asked = Asked(**{name: getattr(asked, name) for name in FIELDS}, page=min(asked.page, last))
    first = (asked.page - 1) * PAGE
    too_short = bool(asked.q) and not query_words(asked.q)
    return desk.draw(
        "record.html",
        part="record_found.html",
        asked=asked,
        total=len(fit),
        every=len(desk.view.case.entries),
        size=PAGE,
        days=[*_by_day(desk, fit[first : first + PAGE], asked.by_said)],
        drops=[*_drops(desk, asked)],
        too_short=too_short,
        pages=_pages(desk, asked, last),
        first=first + 1,
        last=min(first + PAGE, len(fit)),
        kinds=sorted({entry.kind for entry in desk.view.case.entries}),
        sides=[(name, desk.words.name(name)) for name in _sides(desk)],
        issues=[(name, desk.words.name(name)) for name in desk.view.case.header.issues],
    )


def _read(desk: Desk) -> Asked:
    given = desk.request.GET
    page = given.get("page", "1")
    stated = {name: given.get(name, "").strip()[:200] for name in FIELDS}
    return Asked(**stated, page=int(page) if page.isdecimal() and 0 < len(page) < 7 and int(page) else 1)


def _sides(desk: Desk) -> list[str]:
    header = desk.view.case.header
    return [*header.parties, *header.mediators]


def _fitting(desk: Desk, asked: Asked) -> Iterator[Entry]:
    """The entries that fit, the newest first."""
    view, roster = desk.view, Roster(desk.view.case.header)
    found = set(find_entries(view, desk.words, asked.q)) if asked.q else None
    entries = view.current.entries
    ordered = sorted(entries, key=lambda entry: (entry.said.by, entry.known.by)) if asked.by_said else entries
    for entry in reversed(ordered):
        if found is not None and entry.id not in found:
            continue
        if asked.kind and entry.kind != asked.kind:
            continue
        if asked.side and asked.side not in _voices(roster, entry):
            continue
        if asked.issue and not any(reference.name == asked.issue for reference in references(entry.body)):
            continue
        yield entry


def _last_of_each(entries: Iterable[Entry], in_force: Container[str]) -> Iterator[Entry]:
    """Of what is newest first, the first of each speaker; what nobody said, or what was withdrawn, is left out."""
    heard = set()
    for entry in entries:
        speaker = speaker_of(entry)
        if speaker is not None and speaker not in heard and entry.id in in_force:
            heard.add(speaker)
            yield entry


def speaker_of(entry: Entry) -> object:
    """Whose words an entry holds: a person, an unnamed one by what is said of it, else a side; None if nobody's.

    >>> from onetext.model import Interest, Moment
    >>> speaker_of(Entry("a", Interest("north", "water"), Moment("unknown")))
    'north'
    """
    fields = ("speaker", "by", "author", "party") if entry.kind in SPOKEN else ()
    return next((held for field in fields if (held := getattr(entry.body, field, None))), None)


def _voices(roster: Roster, entry: Entry) -> set[str | None]:
    """The sides whose word or deed it is."""
    found: set[str | None] = set(roster.own_words(entry))
    for field in ("speaker", "by", "party", "author", "parties"):
        held = getattr(entry.body, field, None)
        names = held if isinstance(held, tuple) else (held,)
        found |= {roster.side(name) for name in names if name is not None}
    return found


def _by_day(desk: Desk, entries: list[Entry], by_said: bool) -> Iterator[tuple[str, list[tuple[int, Entry, str, str]]]]:
    """Entries under the days on which they were learned, or said, as words."""

    def day(entry: Entry) -> str:
        return desk.words.day(entry.said if by_said else entry.known)

    for title, group in groupby(entries, key=day):
        yield title, [*desk.lines(entry.id for entry in group)]


def _drops(desk: Desk, asked: Asked) -> Iterator[tuple[str, str]]:
    """Each thing asked for, with the address of the same without it."""
    names = {"q": asked.q, "kind": asked.kind, "side": asked.side, "issue": asked.issue, "each": asked.each}
    for field, value in names.items():
        if value:
            words = f"“{value}”" if field in ("q", "kind") else _OF_EACH if field == "each" else desk.words.name(value)
            yield words, asked.address(desk, page="", **{field: ""})


def _pages(desk: Desk, asked: Asked, last: int) -> list[tuple[str, str]]:
    """The pages before and after, where there are any."""
    found = []
    if asked.page > 1:
        found.append(("Newer", asked.address(desk, page=asked.page - 1 if asked.page > 2 else "")))
    if asked.page < last:
        found.append(("Older", asked.address(desk, page=asked.page + 1)))
    return found
