"""Case: people, sides, issues, constraints, circles as tables with forms; what an edit touches is shown first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from onetext.actions import (
    add_item,
    change_header,
    find_fits,
    find_names,
    find_uses,
    item_type,
    open_header,
    put_header,
    today_here,
)
from onetext.model import Fault, Header, read_plain, write_header, write_plain
from onetext.model.audience import ALL, MEDIATORS
from onetext.model.issue import Issue
from onetext.reporting import Words
from onetext.web.desk import Desk
from onetext.web.form import Gathered, Shape, Typed, gather_plain, shape_of, spread_plain
from onetext.web.form.fault import say_fault
from onetext.web.form.filled import Filled, sent_fields
from onetext.web.form.gather import slug
from onetext.web.form.widget import Choices, Drawer
from onetext.web.form.wording import ONE, SECTION_WORDS, KindWords
from onetext.web.views.add import list_faults

SETTINGS: Final = ("title", "zone", "notice", "contradiction_days", "audience")
_HARMLESS: Final = ("name", "aliases", "note", "title", "learned")
"""Fields that change no meaning of what was entered before."""
_CALLED: Final = {
    "title": "What the case is called",
    "zone": "Time zone, such as Europe/Berlin",
    "notice": "Notice on every page",
    "contradiction_days": "Days within which opposite signals are pointed out",
    "audience": "Who may know what the case names",
}


def show(desk: Desk) -> HttpResponse:
    """Every section as a table, with a form for one more."""
    header, words = desk.view.case.header, desk.words
    sections = [(section, worded, _table(words, header, section)) for section, worded in SECTION_WORDS.items()]
    settings = [(_CALLED[key], _setting(words, header, key)) for key in SETTINGS]
    return desk.draw("case.html", title="Case", sections=sections, settings=settings, one=ONE)


def _setting(words: Words, header: Header, key: str) -> str:
    value = getattr(header, key)
    if key == "audience":
        return words.names(value) if value else "the mediators only"
    return words.own(str(value)) if value not in (None, "") else "none"


def _table(words: Words, header: Header, section: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The heads and rows of a section: each with the id of its item."""
    items = header.section(section) if section != "glossary" else header.glossary
    rows = [(name, [*_cells(words, section, name, item)]) for name, item in items.items()]
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


# One item.


class _Item:
    """The form of an item of the header as it was filled in."""

    def __init__(self, desk: Desk, section: str, fields: Mapping[str, list[str]], name: str | None) -> None:
        header = desk.view.case.header
        self.desk, self.section, self.fields, self.name = desk, section, fields, name
        self.shape: Shape = shape_of(Header) if section == "settings" else shape_of(item_type(section))
        self.typed = Typed(fields, today_here(header), header.tz, find_names(desk.view), find_fits(desk.view))
        self.gathered: Gathered = gather_plain(self.shape, self.typed)
        self.more = next(iter(fields.get("more", [""])), "")
        self.after: Header | None = None
        self.touched: list[str] = []
        self.faults: dict[str, list[str]] = {}

    @property
    def worded(self) -> KindWords:
        """How the section is called."""
        return (
            KindWords("Settings", "Of the case as a whole.", SETTINGS)
            if self.section == "settings"
            else SECTION_WORDS[self.section]
        )

    def change(self, header: Header) -> tuple[Header | None, list[Fault]]:
        """The header with what is typed in place."""
        plain = self.gathered.plain
        if self.section == "settings":
            kept = {key: value for key, value in write_header(header).items() if key not in SETTINGS}
            real, shown = write_header(header), write_header(self.desk.view.case.header)
            same = {key: real[key] for key in SETTINGS if key in real and plain.get(key) == shown.get(key)}
            stated = {key: plain[key] for key in SETTINGS if key in plain} | same
            found, faults = read_plain(Header, kept | stated, header.tz)
            return found, faults
        name = self.id_in(header)
        if self.name is not None:
            plain = self._as_it_was(header, plain)
        return add_item(header, self.section, name, plain)

    def _as_it_was(self, header: Header, plain: dict[str, Any]) -> dict[str, Any]:
        """What is typed, with what nobody changed as it really is: a page may show less than there is."""
        assert self.name is not None
        real, shown = (
            write_plain(one.section(self.section)[self.name], header.tz) for one in (header, self.desk.view.case.header)
        )
        kept = {key: value for key, value in real.items() if plain.get(key) == shown.get(key)}
        return {key: value for key, value in plain.items() if key not in real or key not in kept} | kept

    def id_in(self, header: Header) -> str:
        """The id of the item: its own, else one made of its name that nothing has."""
        if self.name is not None:
            return self.name
        if self.section == "glossary":
            return next(iter(self.fields.get("word", [""])), "").strip()
        taken = frozenset(
            name for section in SECTION_WORDS for name in (header.section(section) if section != "glossary" else ())
        ) | {body for _, body, _ in header.bodies()}
        plain = self.gathered.plain
        words = next((str(plain[key]) for key in ("name", "document", "outlet", "person") if key in plain), "")
        reserved = frozenset((ALL, MEDIATORS, "any", "not", "if", "then", "sum", "product", "is"))
        return slug(words, ONE[self.section].split()[0], taken | reserved)

    def check(self) -> None:
        """Find what is wrong with it, and what it would make unreadable."""
        for name, what, fix in self.gathered.faults:
            self.faults.setdefault(name, []).append(f"{what}: {fix}")
        if self.section == "glossary" and not self.id_in(self.desk.workspace.header):
            self.faults.setdefault("word", []).append("Write the word")
        if self.faults:
            return
        self.after, faults, self.touched = change_header(self.desk.workspace, self.desk.view, self.change)
        for fault in faults:
            said = say_fault(self.gathered.control(self._own(fault)), self._own(fault))
            self.faults.setdefault(said.control, []).append(said.words)

    def _own(self, fault: Fault) -> Fault:
        """A fault with its path within the item."""
        return dataclasses.replace(fault, path=fault.path[2:]) if fault.path[:1] == (self.section,) else fault

    def means_otherwise(self) -> bool:
        """Whether more than names of an item that was there would be changed."""
        header = self.desk.workspace.header
        if self.name is None or self.after is None:
            return False
        one, other = (
            write_plain(h.section(self.section)[self.name]) if self.section != "glossary" else {}
            for h in (header, self.after)
        )
        return {key: value for key, value in one.items() if key not in _HARMLESS} != {
            key: value for key, value in other.items() if key not in _HARMLESS
        }


def add(desk: Desk, section: str) -> HttpResponse:
    """The form of one more."""
    if section not in SECTION_WORDS:
        raise Http404
    fields = sent_fields(desk) if desk.request.method == "POST" else {}
    return _answer(desk, _Item(desk, section, fields, None))


def edit(desk: Desk, section: str, item: str) -> HttpResponse:
    """The form of one that is there."""
    if section not in SECTION_WORDS or item not in desk.view.case.header.section(section):
        raise Http404
    if desk.request.method == "POST":
        fields = sent_fields(desk)
        if fields.get("remove"):
            return _remove(desk, section, item)
        return _answer(desk, _Item(desk, section, fields, item))
    plain = write_plain(desk.view.case.header.section(section)[item], desk.view.case.header.tz)
    return _answer(desk, _Item(desk, section, spread_plain(shape_of(item_type(section)), plain), item))


def settle(desk: Desk) -> HttpResponse:
    """The form of what holds for the whole case."""
    if desk.request.method == "POST":
        return _answer(desk, _Item(desk, "settings", sent_fields(desk), None))
    plain = {key: value for key, value in write_header(desk.view.case.header).items() if key in SETTINGS}
    return _answer(desk, _Item(desk, "settings", spread_plain(shape_of(Header), plain), None))


def _answer(desk: Desk, item: _Item) -> HttpResponse:
    if desk.request.method != "POST" or item.more:
        return _draw(desk, item)
    item.check()
    sure = bool(item.fields.get("sure"))
    uses = find_uses(desk.view, item.name) if item.name else []
    if item.faults or item.touched or item.after is None:
        return _draw(desk, item, status=422)
    if uses and item.means_otherwise() and not sure:
        return _draw(desk, item, status=422, uses=uses)
    put_header(desk.workspace, item.after)
    where = item.fields.get("next", [""])[0]
    to = (
        desk.link("first")
        if where == "first"
        else desk.link("case_new", section=item.section)
        if where == "again"
        else desk.link("case")
    )
    answer = redirect(to)
    answer.status_code = 303
    return answer


def _remove(desk: Desk, section: str, name: str) -> HttpResponse:
    """Take an item away that nothing rests on."""

    def without(header: Header) -> tuple[Header | None, list[Fault]]:
        kept: dict[str, Any] = {section: {key: item for key, item in header.section(section).items() if key != name}}
        return dataclasses.replace(header, **kept), []

    plain = write_plain(desk.view.case.header.section(section)[name], desk.view.case.header.tz)
    item = _Item(desk, section, spread_plain(shape_of(item_type(section)), plain), name)
    after, faults, touched = change_header(desk.workspace, desk.view, without)
    if after is None or faults or touched:
        item.touched = touched
        item.faults = {"": ["It cannot be removed: something rests on it"]}
        return _draw(desk, item, status=422)
    put_header(desk.workspace, after)
    answer = redirect(desk.link("case"))
    answer.status_code = 303
    return answer


def _draw(desk: Desk, item: _Item, status: int = 200, uses: list[str] | None = None) -> HttpResponse:
    drawer = Drawer(ONE.get(item.section, "settings"), item.typed, _choices(desk), item.faults, item.more)
    front = [key for key in item.worded.front if key in item.shape.parts]
    rest = [key for key in item.shape.parts if key not in front and item.section != "settings"]
    ahead, behind = drawer.parts(item.shape, "", front), drawer.parts(item.shape, "", rest)
    if item.section == "settings":
        for widget in ahead:
            widget.label, widget.hint = _CALLED[widget.name], ""
    one = ONE.get(item.section, "")
    title = "Settings of the case" if not one else f"Add a {one}" if item.name is None else f"Change a {one}"
    if one[:1] in ("a", "i", "o"):
        title = title.replace(" a ", " an ", 1)
    summary = list_faults(item.faults, [*ahead, *behind])
    summary += [("touched", "Entries could no longer be read: they stand below")] if item.touched else []
    summary += (
        [("uses", "What was entered before would mean something else: look at it, and say that you are sure")]
        if uses
        else []
    )
    return desk.draw(
        "case_item.html",
        status=status,
        title=title,
        lead=item.worded.what,
        item=item,
        ahead=ahead,
        rest=behind,
        summary=summary,
        rest_open=any(one.given or one.faults or one.open for one in behind),
        problem=status == 422,
        suggestions=Filled(desk, "event", {}).suggestions(),
        touched=_lines(desk, item.touched),
        uses=_lines(desk, uses or []),
        word=item.fields.get("word", [""])[0] if item.section == "glossary" else None,
        named=len(find_uses(desk.view, item.name)) if item.name else 0,
        where=desk.request.GET.get("next", "") or item.fields.get("next", [""])[0],
        button="Save it" if item.name or not one else f"Add the {one}",
    )


def _lines(desk: Desk, names: list[str]) -> list[tuple[int, Any, str, str]]:
    short = desk.words.in_short
    found = []
    for name in names[:12]:
        n = desk.words.numbers[name]
        entry = desk.view.current.entries[n - 1]
        found.append((n, entry, short.line(entry), short.meta(entry, audience=False)))
    return found


def _choices(desk: Desk) -> Choices:
    choices = Filled(desk, "event", {}).choices
    circles = [*choices.names["circle"]]
    names = {**choices.names, "all": [(ALL, "All sides")]}
    if MEDIATORS not in dict(circles) and open_header(desk.view).viewer is None:
        names["circle"] = [(MEDIATORS, "The mediators"), *circles]
    return Choices(names, choices.entries)
