"""Whole sound cases made from a seed, and pairs of cases that one viewer must not be able to tell apart.

A case is made for a viewer as a *visible part* and a *completion*: everything that this viewer must not see, hung
round the visible part and on it. What is visible is decided here, by the audiences that are given out, not by the
projection. Two completions of one visible part make a pair.
"""

from __future__ import annotations

import copy
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from onetext.model import (
    KINDS,
    SECTIONS,
    Case,
    Entry,
    Header,
    Ref,
    Release,
    Roster,
    id_key,
    read_entry,
    read_moment,
    read_plain,
    record_order,
    references,
    with_references,
)
from onetext.model.moment import zone_named
from onetext.model.plain import keys_of
from tests.writer import ACTORS, CONTENT, PARTS, SIDES, Plain, Pool, Writer

MEDIATORS = {"mira": "Mira", "amina": "Amina", "tove": "Tove"}
FOURTH = "yara"
"""A mediator of whom a viewer from inside does not know."""
CIRCLES = {"shuttle": ["mira"], "desk": ["amina", "tove"]}
LEAVES = {name: [name] for name in ("north", "south", *MEDIATORS)} | CIRCLES | {"mediators": [*MEDIATORS]}
"""The viewers of generated cases, each with those it stands for."""
ZONES = ("UTC", "Africa/Cairo", "Asia/Jerusalem", "America/New_York", "Asia/Kathmandu")

PATTERNS: Mapping[str, tuple[Any, ...]] = {
    "people": ({"name": "Nadia", "speaks_for": "north"}, {"name": "Sami", "speaks_for": "south", "aliases": ["סמי"]}, {"name": "سالم", "title": "head"}),
    "actors": ({"name": "The families", "role": "family", "close_to": "north"}, {"name": "A backer", "role": "backer"}),
    "channels": ({"name": "The hotel", "keepers": ["mira"], "secret": "yes"}, {"name": "Line 2"}),
    "issues": (
        {"name": "The crossing", "options": {"open": "open daily", "market": "on market days", "closed": "shut"}, "status_quo": "closed"},
        {"name": "Truce", "kind": "duration", "unit": "days", "status_quo": "0 days", "lo": "0", "hi": "365", "step": "1"},
        {"name": "Captives", "kind": "number", "unit": "people"},
        {"name": "The first day", "kind": "date"},
        {"name": "Ceasefire", "kind": "duration", "unit": "weeks", "lo": "0", "options": {"for-good": "a permanent one"}},
    ),
    "constraints": ({"holds": None, "name": "so it must be"}, {"holds": None}),
    "accounts": ({"name": "People held", "unit": "people"}, {"name": "Trucks that crossed"}),
    "utilities": ({"party": None, "reservation": "0.25", "values": None}, {"party": None, "values": None, "combinations": None, "most": "1"}),
    "ledgers": ({"name": "What adds up", "sum": None}, {"name": "The whole", "sum": None, "is": "100"}),
    "templates": ({"name": "An exchange", "agreement": None}, {"name": "A truce", "agreement": None, "only_if": None}),
    "sources": ({"outlet": "A paper", "grade": "B2", "dated": "late 2023"}, {"person": "a friend", "note": "met by chance"}),
    "glossary": ({"meaning": "what it says"}, {"meaning": "כמו שכתוב", "learned": "2024-01"}),
}  # fmt: skip
"""Items of a header, by section."""


INTERNAL = ("note", "grade", "learned", "role", "close_to")
"""The fields of items that are for those inside only."""


Reach = Callable[[Iterable[str]], Iterable[str]]


@dataclass
class Visible:
    """What one viewer is to see, as plain data.

    For a viewer from inside an audience here is what it may know of that audience. A party sees no audiences.
    """

    viewer: str
    header: Plain
    entries: list[Plain] = field(default_factory=list)

    @property
    def leaves(self) -> frozenset[str]:
        """The members of the viewer."""
        return frozenset(LEAVES[self.viewer])

    @property
    def inside(self) -> bool:
        """Whether the viewer is a circle, or a member of one."""
        return self.viewer not in ("north", "south")


def known_reach(audience: Iterable[str]) -> frozenset[str]:
    """Whom the names of an audience that a viewer from inside knows may reach."""
    mediating = (*MEDIATORS, FOURTH)
    reach = LEAVES | {"mediators": mediating, "all": ("north", "south", "west", *mediating)}
    return frozenset(member for name in audience for member in reach[name])


def held(header: Plain, name: str | None) -> Plain | None:
    """The item of a plain header that goes by a name."""
    sections = (header[section] for section in SECTIONS)
    own = (party["bodies"][name] for party in header["parties"].values() if name in party["bodies"])
    return next((items[name] for items in sections if name in items), next(own, None))


def holders(plain: Plain) -> list[Plain]:
    """A plain entry and the contents of another that it holds."""
    return [plain, *(plain[key] for key in ("copy", "instead") if key in plain)]


def owner_of(header: Plain, name: str | None) -> str | None:
    """The party of a body."""
    return next((party for party, item in header["parties"].items() if name in item["bodies"]), None)


def side_of(header: Plain, name: str) -> str | None:
    """The side that a person speaks for, or the party of a body."""
    return header["people"].get(name, {}).get("speaks_for") or owner_of(header, name)


def pool_of(header: Plain) -> Pool:
    """All names of a plain header."""
    pool = Pool(issues=header["issues"])
    for section, kind in SECTIONS.items():
        for name in header[section]:
            pool.add(kind, name)
    for party in header["parties"].values():
        for body in party["bodies"]:
            pool.add("body", body)
    return pool


DEAL = "pact"
"""The id of the agreement that most visible parts hold, signed."""
ALONE = "alone"
"""How ids begin of entries that make a member of several hidden circles know more than one of them; in the order of
their ids each rests on those before it."""
LIFE = ("delivery", "delivery", "notice", "incident", "finding", "power", "power")
"""What is done and said under it."""


class _Header(Writer):
    """Writes the items of headers."""

    def under_deal(self, kind: str) -> Plain:
        """Fields by which an entry is under the signed agreement, on a day of its own."""
        day = self.day()
        dated = {"said": day, **({"when": day} if kind in ("delivery", "incident") else {})}
        if kind == "power":
            acts = ("suspension", "suspension", "restoration", "extension", "termination")
            return dated | {"of": DEAL, "act": self.one(acts), "since": day}
        return dated | {"under": DEAL, "clause": self.one(PARTS)}

    def item(self, section: str) -> Plain:
        """A copy of a pattern, with some more fields."""
        plain: Plain = copy.deepcopy(self.one(PATTERNS[section]))
        extra = self.given(learned=self.moment)
        if section not in ("constraints", "utilities", "sources", "glossary"):
            extra |= self.given(aliases=lambda: [self.words()])
        if section == "people":
            extra |= self.given(since=self.moment, speaks_for=lambda: self.name(*SIDES))
        return plain | extra

    def allows(self, entry: Entry, header: Plain, reach: Reach, members: Iterable[str]) -> bool:
        """Whether these members may see everything that an entry cannot do without; of a person, at least the side."""
        default = header.get("audience") or ["mediators"]

        def seen(name: str | None) -> bool:
            item = held(header, name)
            own = {name, *(header["circles"].get(name, {}).get("members", ()))}
            return item is not None and {*members} <= {
                *reach(item.get("audience") or default),
                *own,
                owner_of(header, name),
            }

        needed = (found for found in references(entry) if found.needed and held(header, found.name) is not None)
        return all(
            seen(found.name) or ("person" in found.ref.kinds and seen(side_of(header, found.name))) for found in needed
        )

    def _value(self, item: Plain) -> None:
        """Let a utility be of some party and look at some issues."""
        if "party" in item and item["party"] is None:
            item["party"] = self.one(self.pool.of("party"))
            if "combinations" in item:
                item["combinations"] = [{"holds": self.predicate(1), "worth": self.one(("0.5", "-1"))}]
            item["values"] = {name: self.worth(name) for name in self.some(self.pool.of("issue"), 1)}

    def settle(self, items: Mapping[str, Plain]) -> None:
        """Let the items name only what there is."""
        for item in items.values():
            if "holds" in item and item["holds"] is None:
                item["holds"] = self.predicate()
            self._value(item)
            if "sum" in item and item["sum"] is None:
                item["sum"] = {name: self.one(("1", "-1", "0.5")) for name in self.some(self.pool.of("account"), 1)}
            if "agreement" in item and item["agreement"] is None:
                self._template(item)
            for key in ("speaks_for", "close_to"):
                if key in item and item[key] not in self.pool.of(*SIDES):
                    del item[key]
            if "keepers" in item:
                item["keepers"] = self.some(self.pool.of(*ACTORS))

    def _template(self, item: Plain) -> None:
        """An agreement with blanks, filled from issues that may be named."""
        item["agreement"] = {
            "parties": self.some(self.pool.of("party"), 1, 2),
            "obligations": {"do": {"by": self.actor(), "does": self.words()}, "also": {"by": self.actor(), "does": self.words()}},
        }  # fmt: skip
        counted = [name for name, issue in self.pool.issues.items() if issue.get("kind") in ("number", "duration")]
        if counted:
            value = {"times": [{"issue": self.one(counted)}, "3"]}
            item["fills"] = [{"part": "do", "field": "amount", "value": value}]
        if "only_if" in item:
            item["only_if"] = {"also": {"when": self.atom()}}


class _Sketch(_Header):
    """Writes a visible part."""

    def __init__(self, seed: object, viewer: str, size: int) -> None:
        super().__init__(("visible", seed), Pool())
        self.visible = Visible(viewer, {})
        self.visible.header = self._header()
        self.tz = zone_named(self.visible.header["zone"])
        self.erased = ["gone-1", "gone-2"]
        for n in range(self.number(0, size)):
            self._entry(self.one((f"s{n}", f"e{n}", f"note.{n}", f"{n}-x")), self.one(KINDS))
        if size and self.maybe(0.6):
            self._live()

    def _header(self) -> Plain:
        visible = self.visible
        west = {"west": {"name": "West", "bodies": {}}} if self.maybe(0.3) else {}
        parties = {
            name: {"name": name.title(), "bodies": {f"{name}-council": {"name": "The council"}}}
            for name in ("north", "south")
        }
        mediating = [name for name in MEDIATORS if name in visible.leaves or self.maybe(0.8)] or ["mira"]
        circles = {
            name: {"name": f"The {name}", "members": members}
            for name, members in CIRCLES.items()
            if visible.leaves <= {*members}
        }
        if not visible.inside:
            circles = {}
        elif self.maybe(0.3):
            circles["mediators"] = {"name": "All of us", "members": [*MEDIATORS]}
        header: Plain = {
            "title": "The river", "zone": self.one(ZONES), "contradiction_days": str(self.one((0, 3, 10))), **self.given(notice=self.words),
            "parties": dict(self.shuffled((parties | west).items())),
            "mediators": {name: {"name": MEDIATORS[name]} for name in self.shuffled(mediating)}, "circles": circles,
        }  # fmt: skip
        self.pool = pool_of({section: {} for section in SECTIONS} | header)
        for section in PATTERNS:
            least = 1 if section in ("issues", "accounts") else 0
            header[section] = {
                f"{SECTIONS.get(section, 'word')}-{n}": self.item(section) for n in range(self.number(least, 3))
            }
        self.pool = pool_of(header)
        for section in (*SECTIONS, "glossary"):
            self.settle(header[section])
            for item in header[section].values():
                for shown in (item, *item.get("bodies", {}).values()):
                    if visible.inside:
                        shown["audience"] = ["all"] if self.maybe(0.5) else self._audience(circles)
                    else:
                        for hidden in INTERNAL:
                            shown.pop(hidden, None)
        return header

    def _audience(self, circles: Iterable[str]) -> list[str]:
        """An audience of names that a viewer from inside knows, and that reaches it."""
        own = [name for name in dict.fromkeys(("mediators", *circles)) if self.visible.leaves <= {*LEAVES[name]}]
        return self.shuffled([*self.some([*own, "all"], 1, 2), *self.some(("north", "south"), 0, 1)])

    def _fitting(self, plain: Plain) -> list[str]:
        """Such an audience that everything the entry rests on allows; empty if there is none."""
        header, entry = self.visible.header, read(plain, self.tz)
        told = plain["to"] if plain["kind"] == "release" else ()
        tried = [self._audience(header["circles"]) for _ in range(6)]
        return next(
            (found for found in tried if self.allows(entry, header, known_reach, {*known_reach(found), *told})), []
        )

    def _live(self) -> None:
        """Add an agreement that is signed, and what was done and said under it."""
        self._entry(DEAL, "agreement", said="2023-11-02")
        deal = next((plain for plain in self.visible.entries if plain["id"] == DEAL), None)
        if deal is not None:
            signed = {"parties": deal["parties"], "agreement": DEAL, "since": "2023-11-05", "said": "2023-11-05"}
            self._entry(f"{DEAL}-signed", "signature", **signed)
            for n in range(self.number(2, 8)):
                kind = self.one(LIFE)
                self._entry(f"life-{n}", kind, **self.under_deal(kind))

    def _entry(self, name: str, kind: str, **fixed: Any) -> None:
        visible = self.visible
        plain: Plain = {"id": name, "kind": kind, "said": self.moment(), **self.body(kind), **fixed}
        plain |= self.given(learned=lambda: self.learned(plain["said"]), source=self._source)
        if visible.inside:
            plain |= self.given(entered_by=self.words, note=self.words)
            plain["audience"] = self._fitting(plain)
            if not plain["audience"]:
                return
        elif kind == "release":
            plain["to"] = [visible.viewer]
            for hidden in ("of", "source"):
                plain.pop(hidden, None)
        if kind == "conveyance":
            self._carry(plain)
        if kind == "correction":
            if not (targets := [held for held in visible.entries if held["kind"] in (*CONTENT, "acknowledgement")]):
                return
            target = self.one(targets)
            plain |= {"of": target["id"], **({"audience": target["audience"]} if visible.inside else {})}
            if target["kind"] in CONTENT and self.maybe(0.7):
                plain["instead"] = {"kind": target["kind"], **self.body(target["kind"])}
        _lead_back_no_more(plain)
        if kind == "erasure" and visible.inside:
            plain["of"] = self.one(self.erased)
        if not visible.inside:
            for holder in holders(plain):
                holder.pop("firmness", None)
                holder.pop("chance", None)
        if name not in self.pool.of("entry"):
            visible.entries.append(plain)
            self.pool.add(kind, name)

    def _carry(self, plain: Plain) -> None:
        """Let a conveyance carry only what its hearers may see, whatever the completion."""
        if not self.visible.inside and "what" in plain:
            plain["to"] = self.names("mediator", "actor") if self.maybe() else [self.visible.viewer]
        hearers = {side_of(self.visible.header, name) or name for name in many(plain["to"])} & {
            "north",
            "south",
            "west",
        }
        audiences = {
            held["id"]: known_reach(held.get("audience", [self.visible.viewer])) for held in self.visible.entries
        }
        plain["what"] = [name for name in many(plain.get("what")) if hearers <= audiences[name]]

    def _source(self) -> Plain:
        """A citation that the viewer may see."""
        plain: Plain = {
            "document": self.words(),
            **self.given(of=lambda: self.name("source"), span=self.words),
        }
        if not self.visible.inside:
            return plain | {"audience": [self.visible.viewer]}
        plain |= self.given(grade=lambda: "C3")
        return plain | self.given(audience=lambda: self._audience(self.visible.header["circles"]))


@cache
def slots(kind: str) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    """The fields of a kind of entry that may name more than the viewer sees: key, whether many, kinds of things."""
    cls, found = KINDS[kind], []
    hints = get_type_hints(cls, include_extras=True)
    for key, name in keys_of(cls).items():
        many = False
        pending = [hints[name]]
        while pending:
            hint = pending.pop()
            if get_origin(hint) in (Union, types.UnionType):
                pending.extend(get_args(hint))
            elif get_origin(hint) is tuple:
                many, pending = True, [get_args(hint)[0]]
            elif get_origin(hint) is Annotated:
                found += [
                    (key, many, mark.kinds) for mark in get_args(hint) if isinstance(mark, Ref) and not mark.essential
                ]
                pending.append(get_args(hint)[0])
    return tuple(found)


class _Completion(_Header):
    """Completes a visible part with what its viewer must not see."""

    def __init__(self, visible: Visible, seed: object, size: int) -> None:
        super().__init__(("hidden", seed), Pool())
        self.visible, self.size = visible, size
        self.plain = copy.deepcopy(visible.header)
        self._complete_header()
        self.tz = zone_named(self.plain["zone"])
        self.header = read_header(self.plain)
        self.roster = Roster(self.header)
        self.pool = pool_of(self.plain)
        self.hidden = self.pool.without(pool_of(visible.header))
        self.sides = pool_of(visible.header).of(*SIDES)
        self.gone = [f"lost-{self.number(0, 99)}-{n}" for n in range(self.number(0, 2))]
        self.entries: list[Plain] = []
        self.reached: dict[str, list[str]] = {}

    def case(self) -> Case:
        """The visible part with its completion."""
        for plain in self.visible.entries:
            self.pool.add(plain["kind"], plain["id"])
        for n in range(self.number(0, self.size)):
            self._hide(self._fresh_id(n), self.one([kind for kind in KINDS if kind != "correction"]))
        if any(plain["id"] == DEAL for plain in self.visible.entries):
            for n in range(self.number(0, 5)):
                kind = self.one(LIFE)
                self._hide(f"under-{self.number(0, 9)}-{n}", kind, **self.under_deal(kind))
        if self.maybe(0.7):
            self._tell_alone(f"{ALONE}-{self.number(0, 9)}")
        self.originals = self.some(plain["id"] for plain in self.entries if plain["kind"] != "erasure")
        self.hidden = self.hidden.without(Pool({"entry": self.originals}))
        carried = {plain["id"] for plain in self.visible.entries if self._carried(plain)}
        for plain in self.visible.entries:
            self._dress(copy.deepcopy(plain), carried)
        for n in range(self.number(0, 2)):
            self._correct(f"mend-{self.number(0, 99)}-{n}")
        entries = [read(plain, self.tz) for plain in self.shuffled(self.entries)]
        return Case(self.header, tuple(entries if self.visible.inside else self._renamed(entries)))

    def _carried(self, plain: Plain) -> bool:
        """Whether the viewer was told of an entry by conveyances, none of them before it was said."""
        start = read_moment(plain["said"], self.tz).start
        carriers = [
            other
            for other in self.visible.entries
            if plain["id"] in many(other.get("what")) and other["kind"] == "conveyance"
        ]
        told = [
            read_moment(other["said"], self.tz).end for other in carriers
            if any(self.roster.party(hearer) == self.visible.viewer for hearer in many(other["to"]))
        ]  # fmt: skip
        return bool(told) and all(not (end and start and end <= start) for end in told)

    def _renamed(self, entries: list[Entry]) -> Iterator[Entry]:
        """The entries under other ids. What the party sees of one kind and moment stays in order: if that is all
        alike, nothing else parts it."""
        shown = [(plain["id"], (plain["kind"], repr(plain["said"]))) for plain in self.visible.entries]
        fresh = self.shuffled(range(len(shown)))
        stem = self.one(("k", "n7-", "z"))
        names: dict[str, str] = {}
        for alike in dict.fromkeys(what for _, what in shown):
            old = sorted((name for name, what in shown if what == alike), key=id_key)
            new = sorted(fresh.pop() for _ in old)
            names |= {name: f"{stem}{n}" for name, n in zip(old, new, strict=True)}
        for entry in entries:
            renamed = with_references(entry, lambda name, ref: names.get(name, name))
            assert renamed is not None
            yield replace(renamed, id=names.get(entry.id, entry.id))

    def _fresh_id(self, n: int) -> str:
        return str(self.one((f"h{n}", f"{n}-hid", f"secret.{self.number(0, 999)}.{n}", f"a{n}", f"e{100 + n}")))

    # The header.

    def _complete_header(self) -> None:
        visible, header = self.visible, self.plain
        extra: dict[str, dict[str, Plain]] = {section: {} for section in (*SECTIONS, "glossary")}
        held = {name for circle in header["circles"].values() for name in circle["members"]}
        for name, title in MEDIATORS.items():
            if name not in header["mediators"] and (visible.inside or name in held or self.maybe(0.7)):
                extra["mediators"][name] = {"name": title}
        if visible.inside and visible.viewer != "mediators" and self.maybe(0.7):
            extra["mediators"][FOURTH] = {"name": self.words()}
        mediating = [*header["mediators"], *extra["mediators"]]
        self.behind = f"behind-{self.number(0, 9)}"
        members = {
            name: self.some(mediating, 1, 3)
            for name in (*CIRCLES, *(() if visible.inside else ("mediators",)))
            if self.maybe(0.7)
        }
        members[self.behind] = [next((name for name in mediating if {name} != visible.leaves), "mira")]
        members |= self._overlapping(mediating)
        for name, some in members.items():
            if name not in header["circles"] and not visible.leaves <= {*some}:
                extra["circles"][name] = {"name": self.words(), "members": some}
        if "west" not in header["parties"] and self.maybe():
            extra["parties"]["west"] = {"name": "West", "bodies": {"west-council": {"name": self.words()}}}
        self.reach = {name: {name} for name in (*header["parties"], *extra["parties"])} | {"mediators": {*mediating}}
        self.reach |= {name: {*item["members"]} for name, item in (header["circles"] | extra["circles"]).items()}
        self.reach["all"] = set().union(*self.reach.values())
        self.pool = pool_of({section: header[section] | extra[section] for section in SECTIONS})
        for section in PATTERNS:
            names = [f"hid-{SECTIONS.get(section, 'word')}-{self.number(0, 9)}{n}" for n in range(self.number(0, 2))]
            extra[section] |= {name: self.item(section) for name in names}
        self.pool = pool_of({section: header[section] | extra[section] for section in SECTIONS})
        header["audience"] = self.some(self.reach, 0, 2)
        for section, hidden in extra.items():
            self.settle(hidden)
            for name, item in header[section].items() if section == "parties" else ():
                cell = (
                    {f"{name}-cell-{self.number(0, 9)}": {"name": self.words()}}
                    if name != visible.viewer and self.maybe(0.3)
                    else {}
                )
                item["bodies"] = self._among("bodies", item["bodies"], cell)
            header[section] = self._among(section, header[section], hidden)
        if not visible.inside and self.maybe():
            header["grade_weights"] = {"1": "0.9", str(self.number(2, 6)): "0.5"}

    def _overlapping(self, mediating: Iterable[str]) -> dict[str, list[str]]:
        """Now and then, two circles with a member in common, neither of which the viewer knows."""
        one, both, other = [*self.shuffled(mediating), "", ""][:3]
        circles = {"left": [one, both], "right": [both, other]}
        unknown = not any(self.visible.leaves <= {*members} for members in circles.values())
        return circles if other and unknown and self.maybe(0.7) else {}

    def _internal(self, item: Plain, section: str) -> Plain:
        """Fields of an item that its viewer sees which are for those inside only."""
        makers: dict[str, Callable[[], Any]] = {"learned": self.moment}
        if section not in ("constraints", "glossary"):
            makers["note"] = self.words
        if section == "sources":
            makers["grade"] = lambda: self.one(("A1", "F6"))
        if section == "actors":
            makers |= {"role": lambda: self.one(("backer", "spoiler")), "close_to": lambda: self.name(*SIDES)}
        return self.given(**makers)

    def _among(self, section: str, shown: Plain, hidden: Plain) -> Plain:
        """The shown items in their order, and hidden ones at places of their own; all with audiences."""
        default = self.plain["audience"] or ["mediators"]
        for item in shown.values():
            wanted = item.get("audience")
            item["audience"] = self._showing(wanted)
            if not self.visible.inside:
                item |= self._internal(item, section)
            if self._shows(default, wanted) and self.maybe():
                del item["audience"]
        bodies = (body for item in hidden.values() for body in item.get("bodies", {}).values())
        for item in (*hidden.values(), *bodies):
            item["audience"] = self._hiding()
            if not self._sees(default) and self.maybe():
                del item["audience"]
        return {name: (shown | hidden)[name] for name in self.insert([*shown], hidden)}

    # Audiences.

    def _sees(self, audience: Iterable[str]) -> bool:
        return self.visible.leaves <= set().union(*(self.reach[name] for name in audience))

    def _knows(self, name: str) -> bool:
        """Whether the viewer, from inside, may know a name of an audience."""
        if name in ("all", *self.visible.header["parties"]):
            return True
        return (
            name in self.plain["circles"] and self.visible.leaves <= self.reach[name] if name != "mediators" else True
        )

    def _shows(self, audience: Iterable[str], wanted: list[str] | None) -> bool:
        """Whether an audience reaches the viewer and, from inside, shows it the names that are wanted."""
        audience = list(audience)
        return self._sees(audience) and (wanted is None or [name for name in audience if self._knows(name)] == wanted)

    def _showing(self, wanted: list[str] | None) -> list[str]:
        """An audience that reaches the viewer; from inside, with names beside those wanted that it does not know."""
        if wanted is not None:
            return self.insert([*wanted], self.some([name for name in self.reach if not self._knows(name)], 0, 2))
        reaching = [name for name in self.reach if self._sees([name])]
        return self.shuffled({*self.some(reaching, 1, 2), *self.some(self.reach, 0, 2)})

    def _hiding(self) -> list[str]:
        """An audience that does not reach the viewer."""
        found = self.some(self.reach, 1, 3)
        return self._hiding() if self._sees(found) else found

    def _members(self, audience: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self.reach[name] for name in audience))

    def _place(self, plain: Plain, audiences: Iterable[list[str]], fits: Any) -> bool:
        """Keep an entry with the first audience that fits and that everything it rests on allows."""
        _lead_back_no_more(plain)
        entry = read({key: value for key, value in plain.items() if key != "audience"}, self.tz)
        told = {*plain["to"]} if plain["kind"] == "release" else set()
        for audience in audiences:
            resolved = list(audience or self.roster.default_audience(entry))
            if fits(resolved) and self.allows(entry, self.plain, self._members, self._members(resolved) | told):
                plain.pop("audience", None)
                self.entries.append(plain | ({"audience": audience} if audience else {}))
                self.reached[plain["id"]] = resolved
                return True
        return False

    # Entries.

    def _dress(self, plain: Plain, carried: Iterable[str]) -> None:
        """Add what the viewer must not see of an entry that it sees, and keep it."""
        kind, wanted = plain["kind"], plain.get("audience")
        if "source" not in plain:
            plain |= self.given(source=self._hidden_source)
        elif "audience" in plain["source"]:
            plain["source"]["audience"] = self._showing(plain["source"]["audience"] if self.visible.inside else None)
            self._add_hidden(plain["source"], "of", False, ("source",))
        if kind == "erasure" and not self.visible.inside:
            plain["of"] = f"lost-{self.number(0, 99)}"
        if not self.visible.inside:
            self._judge(plain)
        if kind == "release":
            told = plain["to"]
            self._decorate(plain["copy"]["kind"], plain["copy"])
            self._add_hidden(plain, "to", True, ("party",))
            if "of" not in plain and self.originals and self.maybe():
                plain["of"] = self.one(self.originals)
            if not self.allows(read(plain, self.tz), self.plain, self._members, plain["to"]):
                plain["to"] = told
        elif kind not in ("correction", "erasure"):
            bare = copy.deepcopy(plain)
            self._decorate(kind, plain)
            if kind == "conveyance" and any(not self._heard(plain, name) for name in many(plain.get("what"))):
                plain |= {"to": bare["to"], "what": bare["what"]}
        elif "instead" in plain:
            self._decorate(plain["instead"]["kind"], plain["instead"])
        if not self.visible.inside:
            plain |= self.given(entered_by=self.words, note=self.words)
            own = self.visible.viewer in self.roster.own_words(read(plain, self.tz))
            if own or kind == "release" or plain["id"] in carried:
                plain.pop("learned", None)
                plain |= self.given(learned=lambda: self.learned(plain["said"]))
        audiences = [[], *(self._showing(wanted) for _ in range(4)), wanted or [self.visible.viewer]]
        if kind == "correction":
            inner = self._members(self.reached[plain["of"]])
            audiences = [
                audience for audience in ([], self.reached[plain["of"]], *audiences) if self._members(audience) <= inner
            ]
        if kind == "release" and not self.visible.inside:
            audiences = [self.some(self.reach, 1, 2) for _ in range(4)] + [[self.visible.viewer]]
            assert self._place(plain, audiences, lambda audience: True), plain
        else:
            within = self._members(self.reached[plain["of"]]) if kind == "correction" else None
            assert self._place(
                plain,
                audiences,
                lambda audience: (
                    self._shows(audience, wanted) and (within is None or self._members(audience) <= within)
                ),
            ), (plain, audiences)

    def _heard(self, plain: Plain, name: str) -> bool:
        """Whether the parties that hear a conveyance may see, whatever comes, something that it carries."""
        hearers = {party for hearer in many(plain["to"]) if (party := self.roster.party(hearer)) is not None}
        shown = {plain["id"]: plain.get("audience", [self.visible.viewer]) for plain in self.visible.entries}
        return hearers <= (self._members(self.reached[name]) if name in self.reached else known_reach(shown[name]))

    def _judge(self, plain: Plain) -> None:
        """Add the judgments of the mediators: how firm a demand is, how good a source."""
        for holder in holders(plain):
            if holder.get("kind") == "demand":
                holder |= self.given(firmness=lambda: self.one(("0", "0.9")))
            if holder.get("kind") == "event":
                holder |= self.given(chance=lambda: self.one(("0", "0.4")))
        if "source" in plain:
            plain["source"] |= self.given(grade=lambda: self.one(("A1", "E5")))

    def _hidden_source(self) -> Plain:
        plain: Plain = {
            "span": self.words(),
            **self.given(of=lambda: self.name("source"), person=self.words, grade=lambda: "A1"),
            "audience": self._hiding(),
        }
        return plain

    def _decorate(self, kind: str, plain: Plain) -> None:
        """Name hidden things where more may be named, and hidden people in place of the side they speak for."""
        for key, several, kinds in slots(kind):
            if kind == "assessment" and key not in plain:
                continue
            if "person" in kinds and key in plain:
                held = [self._veil(name) for name in many(plain[key])]
                plain[key] = held if several else held[0]
            self._add_hidden(plain, key, several, kinds)
        if "terms" in plain and self.maybe():
            terms = plain["terms"]
            listed = (
                [{"issue": key, "value": value} for key, value in terms.items()] if isinstance(terms, dict) else terms
            )
            plain["terms"] = self.insert(
                listed, [{"issue": name, "value": self.value(name)} for name in self.some(self.hidden.of("issue"))]
            )

    def _add_hidden(self, plain: Plain, key: str, several: bool, kinds: tuple[str, ...]) -> None:
        names = [
            name for name in self.hidden.of(*kinds) if self.roster.side(name) not in self.sides and name != "mediators"
        ]
        if several and (found := self.insert([*many(plain.get(key))], self.some(names, 0, 2))):
            plain[key] = found
        elif not several and key not in plain and names and self.maybe():
            plain[key] = self.one(names)

    def _veil(self, name: Any) -> Any:
        """A hidden person or body in place of the side that the viewer will see."""
        behind = [
            other
            for other in self.hidden.of("person", "body")
            if name in self.sides and self.roster.side(other) == name
        ]
        return self.one(behind) if behind and self.maybe() else name

    def _hide(self, name: str, kind: str, **fixed: Any) -> None:
        """Add an entry that the viewer must not see."""
        plain: Plain = {"id": name, "kind": kind, "said": self.moment(), **self.body(kind), **fixed}
        plain |= self.given(
            entered_by=self.words,
            note=self.words,
            learned=lambda: self.learned(plain["said"]),
            source=self._hidden_source,
        )
        if kind == "conveyance":
            plain["what"] = [name for name in many(plain.get("what")) if self._heard(plain, name)]
        audiences = [[], *(self._hiding() for _ in range(8))]
        secret = kind == "release" and not self.visible.inside
        if kind == "erasure":
            plain["of"] = self.one(self.gone or ["lost-1"])
        if kind == "release":
            plain["to"] = self.some((name for name in self.header.parties if name != self.visible.viewer), 1, 2)
            audiences += [self.some(self.reach, 1, 2) for _ in range(4)] if secret else []
        if self._place(plain, audiences, lambda audience: secret or not self._sees(audience)):
            self.pool.add(kind, name)
            self.hidden.add(kind, name)

    def _tell_alone(self, stem: str) -> None:
        """Add what a hidden circle heard, and what another made of it: whoever is in both knows the second alone."""
        hidden = [name for name in self.header.circles if not self._sees([name])]
        reach = self.reach
        pairs = [
            (one, other)
            for one in hidden
            for other in hidden
            if reach[one] & reach[other] and reach[one] - reach[other] and reach[other] - reach[one]
        ]
        if not pairs:
            return
        one, other = self.one(pairs)
        self._put(f"{stem}-0", one, {"kind": "event", "what": self.words()})
        for party in self.shuffled(self.header.parties):
            view = {"kind": "assessment", "party": party, "outside_option": "about 0.4", "given": f"{stem}-0"}
            if self._put(f"{stem}-1", other, view):
                instead = view | {"outside_option": "about 0.6"}
                mended = {"kind": "correction", "reason": self.words(), "of": f"{stem}-1", "instead": instead}
                told = self.some((name for name in self.header.parties if name != self.visible.viewer), 1, 2)
                released = {"kind": "release", "to": told, "copy": dict(view)}
                for n, plain in enumerate((mended, released), 2):
                    self.maybe() and self._put(f"{stem}-{n}", other, plain)
                return

    def _put(self, name: str, circle: str, plain: Plain) -> bool:
        """Add an entry for a hidden circle; whether all that it rests on allows it."""
        kind, whole = plain["kind"], {"id": name, "said": self.moment(), **plain}
        placed = self._place(whole, [[circle]], lambda audience: not self._sees(audience))
        if placed:
            self.pool.add(kind, name)
            self.hidden.add(kind, name)
        return placed

    def _correct(self, name: str) -> None:
        """Add a correction that the viewer must not see, of an entry that it may or may not see."""
        targets = [plain for plain in self.entries if plain["kind"] in CONTENT]
        if targets:
            target = self.one(targets)
            plain: Plain = {
                "id": name,
                "kind": "correction",
                "said": self.moment(),
                "reason": self.words(),
                "of": target["id"],
            }
            if self.maybe(0.7):
                plain["instead"] = {"kind": target["kind"], **self.body(target["kind"])}
            inner = self._members(self.reached[target["id"]])
            audiences = [[name] for name in self.shuffled(self.reach) if self.reach[name] <= inner]
            self._place(plain, audiences, lambda audience: not self._sees(audience))


def _lead_back_no_more(plain: Plain) -> None:
    """What stands in place of an entry, or is told as a copy of it, is not its own previous version."""
    for said in (plain.get("instead", {}), plain.get("copy", {})):
        if "of" in plain and said.get("previous") == plain["of"]:
            del said["previous"]


def many(value: Any) -> list[Any]:
    """A field of plain data as the list it stands for."""
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]


def read(plain: Plain, tz: tzinfo) -> Entry:
    """An entry that must be sound, from plain data."""
    entry, faults = read_entry(plain, tz)
    assert entry is not None, (plain, faults)
    return entry


def read_header(plain: Plain) -> Header:
    """A header that must be sound, from plain data."""
    header, faults = read_plain(Header, plain, zone_named(plain["zone"]))
    assert header is not None, faults
    return header


def make_visible(seed: int, viewer: str, size: int = 12) -> Visible:
    """The visible part that a seed stands for."""
    return _Sketch(seed, viewer, size).visible


def complete(visible: Visible, seed: object, size: int = 12) -> Case:
    """A case in which the viewer sees the visible part, and nothing else."""
    return _Completion(visible, seed, size).case()


def make_case(seed: int, size: int = 12) -> Case:
    """The whole case that a seed stands for."""
    viewer = sorted(LEAVES)[seed % len(LEAVES)]
    return complete(make_visible(seed, viewer, size), seed, size)


def make_pair(seed: int, viewer: str, size: int = 12) -> tuple[Case, Case]:
    """Two cases between which the viewer must see no difference."""
    visible = make_visible(seed, viewer, size)
    one, other = (complete(visible, (seed, n), size) for n in range(2))
    return one, other


SEEDS = st.integers(0, 2**48)
SIZES = st.integers(0, 12)
VIEWERS = st.sampled_from(sorted(LEAVES))


def viewers_of(case: Case) -> list[str]:
    """The parties, the circles and their members."""
    circles = {"mediators": tuple(case.header.mediators)} | {
        name: circle.members for name, circle in case.header.circles.items()
    }
    return sorted({*case.header.parties, *circles, *(member for members in circles.values() for member in members)})


def views() -> st.SearchStrategy[tuple[Case, str]]:
    """A case and one of its viewers."""
    return cases().flatmap(lambda case: st.tuples(st.just(case), st.sampled_from(viewers_of(case))))


def cases(size: st.SearchStrategy[int] = SIZES) -> st.SearchStrategy[Case]:
    """Whole sound cases; smaller ones first when a law fails."""
    return st.builds(make_case, SEEDS, size)


def differences(one: Case, other: Case, viewer: str) -> Iterator[str]:
    """In what two cases differ beyond what the viewer sees, by kind of difference."""
    for section in (*SECTIONS, "glossary"):
        mine, yours = one.header.section(section), other.header.section(section)
        if mine != yours:
            yield f"hidden {section}" if mine.keys() != yours.keys() else f"fields of {section}"
    hidden = [[entry for entry in case.entries if not is_shown(entry, case, viewer)] for case in (one, other)]
    kinds = [sorted(entry.kind for entry in entries) for entries in hidden]
    for kind in KINDS:
        if kinds[0].count(kind) != kinds[1].count(kind):
            yield f"hidden {kind}"
    shown = [sorted((e for e in case.entries if is_shown(e, case, viewer)), key=_pairing) for case in (one, other)]
    for mine, yours in zip(*shown, strict=True):
        yield from (
            f"{key} of shown entries" for key in Entry.__dataclass_fields__ if getattr(mine, key) != getattr(yours, key)
        )
    ranks = [[entries.index(entry) for entry in sorted(entries, key=record_order)] for entries in shown]
    if ranks[0] != ranks[1]:
        yield "order of the record"


def _pairing(entry: Entry) -> tuple[Any, ...]:
    """An order in which the shown entries of a pair stand side by side."""
    return entry.kind, repr(entry.said), id_key(entry.id)


def is_shown(entry: Entry, case: Case, viewer: str) -> bool:
    """Whether a viewer sees an entry, or what was released in it."""
    roster = Roster(case.header)
    if isinstance(entry.body, Release) and viewer in case.header.parties:
        return viewer in entry.body.to
    return {*LEAVES[viewer]} <= roster.members(roster.audience(entry))
