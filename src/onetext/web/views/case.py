"""Case: people, sides, issues, constraints, circles as tables, each with a form for one more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse

from onetext.model import Header
from onetext.model.issue import Issue
from onetext.reporting import Words
from onetext.web.desk import Desk
from onetext.web.form.item import SETTINGS
from onetext.web.form.section_words import CALLED, ONE, SECTION_WORDS


def show(desk: Desk) -> HttpResponse:
    """Every section as a table, with a form for one more."""
    header, words = desk.view.case.header, desk.words
    sections = [(section, worded, _table(words, header, section)) for section, worded in SECTION_WORDS.items()]
    settings = [(CALLED[key], _setting(words, header, key)) for key in SETTINGS]
    return desk.draw("case.html", title="Case", sections=sections, settings=settings, one=ONE)


def _setting(words: Words, header: Header, key: str) -> str:
    value = getattr(header, key)
    if key == "audience":
        return words.names(value) if value else "the mediators only"
    if key == "grade_weights":
        return ", ".join(f"{grade}: {weight}" for grade, weight in value.items()) or "none"
    return words.own(str(value)) if value not in (None, "") else "none"


def _table(words: Words, header: Header, section: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The heads and rows of a section: each with the id of its item."""
    rows = [(name, [*_cells(words, section, name, item)]) for name, item in header.section(section).items()]
    return _HEADS.get(section, ["Name", "Other names"]), rows


_HEADS: Final = {
    "parties": ["Name", "Other names", "Bodies that decide"],
    "people": ["Name", "Other names", "Speaks for"],
    "actors": ["Name", "Other names", "Part in it"],
    "issues": ["Name", "Values", "As it is now"],
    "constraints": ["Name", "What must hold"],
    "circles": ["Name", "Members"],
    "channels": ["Name", "Who keeps it"],
    "accounts": ["Name", "Counted in"],
    "ledgers": ["Name", "What adds up"],
    "utilities": ["Of which side", "What it looks at", "What no deal is worth"],
    "templates": ["Name", "Parts", "What fills them"],
    "sources": ["Source", "Grade"],
    "glossary": ["Word", "Meaning"],
}


def _cells(words: Words, section: str, name: str, item: Any) -> Iterator[str]:
    own = words.own
    match section:
        case "constraints":
            yield from (own(item.name or name), words.predicate(item.holds))
        case "sources":
            yield from (own(item.document or item.outlet or item.person or name), item.grade or "not graded")
        case "utilities":
            called = f"{words.name(item.party)}{f', {own(item.name)}' if item.name else ''}"
            yield f"{called} (supposed)" if item.supposed else called
            yield ", ".join(map(words.name, sorted(item.issues, key=[*words.case.header.issues].index))) or "nothing"
            yield str(item.reservation) if item.reservation is not None else "not stated"
        case "templates":
            yield own(item.name)
            yield str(sum(1 for _ in item.agreement.ids()))
            yield ", ".join(map(words.name, item.issues())) or "nothing"
        case "glossary":
            yield from (own(name), own(item.meaning))
        case "circles":
            yield from (own(item.name), words.names(item.members) if item.members else "stands for itself")
        case "issues":
            yield from (
                own(item.name),
                _values(words, item),
                words.value(name, item.status_quo) if item.status_quo else "not stated",
            )
        case "accounts":
            yield from (own(item.name), own(item.unit) if item.unit else "not stated")
        case "ledgers":
            total = " ".join(
                f"{'−' if p.times < 0 else '+'} {abs(p.times) if abs(p.times) != 1 else ''} {words.name(p.account)}"
                for p in item.sum
            )
            yield from (own(item.name), f"{total.removeprefix('+ ')} = {item.total}")
        case "channels":
            yield from (own(item.name), words.names(item.keepers) if item.keepers else "not stated")
        case _:
            yield own(item.name)
            yield ", ".join(map(own, item.aliases)) or "none"
            if section == "parties":
                yield ", ".join(own(body.name) for body in item.bodies.values()) or "none"
            elif section == "people":
                side = words.name(item.speaks_for) if item.speaks_for else "nobody stated"
                yield f"{side}, {own(item.title)}" if item.title else side
            elif section == "actors":
                yield item.role


def _values(words: Words, issue: Issue) -> str:
    options = ", ".join(map(words.own, issue.options.values()))
    if issue.kind == "choice":
        return options
    lo, hi = (f"{bound:f}" if bound is not None else "" for bound in (issue.lo, issue.hi))
    bounds = f", {lo or 'any'} to {hi or 'any'}" if lo or hi else ""
    kind = {"number": "a number", "duration": "a duration", "date": "a date"}[issue.kind]
    return f"{kind}{' of ' if issue.unit else ''}{words.own(issue.unit)}{bounds}{'; or ' if options else ''}{options}"
