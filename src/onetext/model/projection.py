"""The projection: what one viewer may see of a case, as a case of its own.

Everything a viewer gets, every verb, count, order and error, is computed from its projection and nothing
else. Two cases whose projections for a viewer are equal are the same case to that viewer (noninterference).
Projecting twice changes nothing, and so does writing the projection to a folder and projecting that.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from onetext.model.assessment import Assessment
from onetext.model.audience import ALL, MEDIATORS, Roster, Viewer
from onetext.model.case import SECTIONS, Case, Header
from onetext.model.collector import collector_paused
from onetext.model.deadline import Event
from onetext.model.demand import Demand
from onetext.model.entry import KINDS, Correction, Entry, Erasure, Release, id_key
from onetext.model.moment import Moment
from onetext.model.party import Actor
from onetext.model.plain import write_entry
from onetext.model.proposal import Conveyance
from onetext.model.reference import Ref, references, speaks_only_of, with_references
from onetext.model.source import INFORMATION_WEIGHTS, Citation

_ENTRY_KINDS: Final = frozenset(["entry", *KINDS])
_JUDGED: Final = (Assessment, Correction, Erasure, Release)
"""Bodies of which more is judged than the names that they hold; a party is not shown `_own_judgment` either."""
_BEFORE_AUDIENCE: Final = ("id", "kind", "said", "learned", "entered_by")
"""The fields that stand before the audience of an entry, where it is written."""
_MEDIATORS_OWN: Final = frozenset(("entered_by", "audience", "note", "learned", "source"))
_NO_COPIES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({})


def project(case: Case, viewer: str) -> Case:
    """What a viewer may see, as a case. Raises UnknownViewer.

    A circle or a member of one keeps ids, authors and times of learning, and audiences cut to the names it may
    know. A party gets ids of its own (e1, e2, ... in the order told), the time it was told as the time learned,
    a copy in place of a release, and no author, note, audience, circle or internal source; nor a judgment of the
    mediators: no grade of a source and no firmness of a demand.
    """
    with collector_paused():
        return _projected(case, viewer)


def _projected(case: Case, viewer: str) -> Case:
    roster = Roster(case.header)
    sight = _Sight(case, roster, roster.viewer(viewer))
    header = sight.header()
    names = sight.names = header_names(header)
    copied = _copied(case, sight.viewer)
    held = {entry.id for entry in case.entries} | _erased(case.entries) | copied.keys()
    standing = sight.stripped(_standing(sight.entries(), names | held, roster))
    return _numbered(header, standing, sight.viewer.inside, copied)


def project_added(seen: Case, case: Case, added: Iterable[Entry]) -> Case:
    """The projection of a case from that of the same case before some entries were added, where that is sooner.

    What a circle sees of an entry depends on the header and on what the entry speaks of, step by step; so only the new
    entries are looked at, with those. A party's entries are numbered anew, and after an erasure everything is.
    """
    new = {entry.id: entry for entry in added}
    viewer = seen.header.viewer
    assert viewer is not None
    before = {entry.id: entry for entry in case.entries if entry.id not in new}
    erased = _erased(before.values())
    afresh = any(isinstance(entry.body, Erasure) for entry in new.values()) or not erased.isdisjoint(new)
    if afresh or not Roster(case.header).viewer(viewer).inside:
        return project(case, viewer)
    near, pending = dict(new), [*new.values()]
    while pending:
        for reference in references(pending.pop()):
            if reference.name in before and reference.name not in near:
                near[reference.name] = before[reference.name]
                pending.append(before[reference.name])
            elif reference.name in erased:
                return project(case, viewer)
    told = project(Case(case.header, tuple(near.values())), viewer)
    return seen.adding(entry for entry in told.entries if entry.id in new)


def _copied(case: Case, viewer: Viewer) -> dict[str, tuple[str, str]]:
    """What a viewer knows by a copy: the id of the original to that of the release, and the kind of the copy."""
    if viewer.inside:
        return {}
    releases = ((entry.body, entry.id) for entry in case.entries if isinstance(entry.body, Release))
    return {body.of: (name, body.copy.kind) for body, name in releases if body.of and viewer.id in body.to}


def _numbered(
    header: Header, entries: list[Entry], inside: bool, copied: Mapping[str, tuple[str, str]] = _NO_COPIES
) -> Case:
    """The case of a viewer: ids kept for insiders, else e1, e2, ... in the order told; references only within it."""
    names = header_names(header)
    ids: dict[str, str] = {}

    def rename(name: str, ref: Ref) -> str | None:
        if name in names or name == header.viewer:
            return name
        copy, kind = copied.get(name, ("", ""))
        return ids.get(name, ids.get(copy) if {kind, "entry"} & set(ref.kinds) else None)

    while True:  # an entry that cannot stand without what the viewer may not see gets no number: it would show as a gap
        if inside:
            ids = {entry.id: entry.id for entry in entries} | {name: name for name in _erased(entries)}
        else:
            ids = {entry.id: f"e{n}" for n, entry in enumerate(_in_order_told(entries), 1)}
        same = names | {header.viewer or ALL} | (ids.keys() if inside else frozenset())
        kept = [
            (entry.id, entry if speaks_only_of(entry, same) else with_references(entry, rename)) for entry in entries
        ]
        if all(entry is not None for _, entry in kept):
            return Case(header, tuple(_under(ids[name], entry) for name, entry in kept if entry is not None))
        gone = {name for name, entry in kept if entry is None}
        entries = [entry for entry in entries if entry.id not in gone]


def _under(name: str, entry: Entry) -> Entry:
    return entry if entry.id == name else dataclasses.replace(entry, id=name)


def _in_order_told(entries: list[Entry]) -> Iterator[Entry]:
    """Entries by when they were told and said; of one moment, by what they say, so that no other id shows through."""

    def moments(entry: Entry) -> tuple[datetime, datetime]:
        return entry.known.by, entry.said.by

    for _, group in groupby(sorted(entries, key=moments), key=moments):
        same = list(group)
        yield from sorted(same, key=_content_order) if len(same) > 1 else same


def _content_order(entry: Entry) -> tuple[str, tuple[Any, ...]]:
    plain = repr(with_references(entry.body, lambda name, ref: None if _ENTRY_KINDS & set(ref.kinds) else name))
    return hashlib.sha256(f"{entry.said.words} {entry.kind} {plain}".encode()).hexdigest(), id_key(entry.id)


def _standing(entries: Iterable[Entry], names: Set[str], roster: Roster) -> list[Entry]:
    """The entries that stand on names the viewer may know; a hidden person becomes the side they speak for.

    Audiences and sources are left as they are: who may know a source is still to be judged by them.
    """

    def rename(name: str, ref: Ref) -> str | None:
        if name in names or "all" in ref.kinds or "source" in ref.kinds:
            return name
        side = roster.side(name) if "person" in ref.kinds else None
        return side if side in names else None

    kept = (entry if speaks_only_of(entry, names) else with_references(entry, rename) for entry in entries)
    return [entry for entry in kept if entry is not None and _says_something(entry.body)]


def _says_something(body: Any) -> bool:
    if isinstance(body, Correction):
        return _says_something(body.instead)
    return not isinstance(body, Assessment) or bool(body.views)


def as_of(case: Case, at: Moment) -> Case:
    """A viewer's case as it stood at the end of a moment: the items and entries learned by then, and only those.

    >>> from onetext.model import Interest, make, read_moment
    >>> north = Interest(party="north", wants="water")
    >>> header = make(Header, title="River", parties={"north": "North"})
    >>> entries = (Entry(name, north, said=read_moment(said)) for name, said in (("a", "2024-01"), ("b", "2024-02")))
    >>> case = Case(header, tuple(entries))
    >>> [entry.id for entry in as_of(case, read_moment("January 2024")).entries]
    ['a']
    """
    roster, viewer = Roster(case.header), case.header.viewer
    own = roster.reach[viewer] | {viewer} if viewer is not None else frozenset[str]()

    def keep(kind: str, name: str, item: Any) -> bool:
        return name in own or item.learned is None or item.learned.by <= at.latest

    header = _cut_header(case.header, keep)
    entries = [entry for entry in case.entries if entry.known.by <= at.latest]
    names = header_names(header) | {entry.id for entry in entries} | _erased(entries)
    inside = viewer is None or roster.viewer(viewer).inside
    return _numbered(header, _standing(entries, names, roster), inside)


class Teller:
    """What one viewer is told of single entries, as each is told: the projection, entry by entry.

    Made once for a header. References to other entries are given the names that the caller knows them by; for a
    party, when it was told is left open, since a conveyance may still come.
    """

    def __init__(self, header: Header, viewer: str) -> None:
        self._roster = Roster(header)
        self._sight = _Sight(Case(header), self._roster, self._roster.viewer(viewer))
        self.header = self._sight.header()
        self._names = self._sight.names = header_names(self.header)
        self._held = self._names | {viewer}
        self.inside = self._sight.viewer.inside
        self._tz = header.tz
        self._own_folder = header.viewer is not None

    def may_see(self, entry: Entry, audience: tuple[str, ...] = ()) -> bool:
        """Whether the entry is for the viewer, whatever it rests on; its audience need not be worked out again."""
        if not self.inside and isinstance(entry.body, Release):
            return self._sight.viewer.id in entry.body.to
        return self._sight.may_see(audience or self._roster.audience(entry))

    def told_plain(
        self,
        entry: Entry,
        plain: Mapping[str, Any],
        named: Callable[[str, Ref], str | None],
        audience: tuple[str, ...],
        names: Iterable[str],
    ) -> dict[str, Any] | None:
        """What `told` gives, as plain data, from the entry as plain data and every name that it holds: most entries
        hold nothing to be judged, and need no more than to leave fields out."""
        if not self.may_see(entry, audience):
            return None
        source = entry.source
        judged = source is not None and (source.audience or source.of is not None or self._own_folder)
        if (
            judged
            or isinstance(entry.body, _JUDGED)
            or not (self.inside or _own_judgment(entry.body) is None)
            or not self._names.issuperset(names)
        ):
            told = self.told(entry, named)
            return None if told is None else write_entry(told, self._tz)
        if not self.inside:
            return {key: value for key, value in plain.items() if key not in _MEDIATORS_OWN}
        known = list(self._sight.known_names(audience))
        found = dict(plain)
        if plain.get("audience") != known:
            before = {key: plain[key] for key in _BEFORE_AUDIENCE if key in plain}
            found = {**before, "audience": known, **plain}
            found["audience"] = known
        author = entry.entered_by
        if author is not None and author in self._sight.case.kinds and author not in self._names:
            del found["entered_by"]
        return found

    def told(self, entry: Entry, named: Callable[[str, Ref], str | None]) -> Entry | None:
        """The entry as the viewer is told it, or None; `named` gives the name of another entry, or None.

        >>> from onetext.model import Interest, make
        >>> header = make(Header, title="River", parties={"north": {"name": "North", "audience": "all"}})
        >>> entry = Entry("i", Interest(party="north", wants="water"), audience=("north",), note="in the corridor")
        >>> Teller(header, "north").told(entry, lambda name, ref: None).note is None
        True
        """
        seen = self._sight.seen(entry)
        if seen is None:
            return None

        def rename(name: str, ref: Ref) -> str | None:
            if name in self._names or "all" in ref.kinds or "source" in ref.kinds:
                return name
            if _ENTRY_KINDS & set(ref.kinds) and (other := named(name, ref)) is not None:
                return other
            side = self._roster.side(name) if "person" in ref.kinds else None
            return side if side in self._names else None

        def close(name: str, ref: Ref) -> str | None:
            return name if name in self._held or _ENTRY_KINDS & set(ref.kinds) else None

        standing = with_references(seen, rename)
        if standing is None or not _says_something(standing.body):
            return None
        sight = self._sight
        return with_references(sight.for_insiders(standing) if self.inside else sight.for_outsiders(standing), close)


def told_by_conveyance(case: Case, party: str, visible: Iterable[Entry]) -> dict[str, Moment]:
    """Of the entries carried to a party by conveyances that it may see, when each was first carried.

    A conveyance at an unknown moment carried them when it was learned; of one that was itself carried, when the
    mediators learned of it is their own.
    """
    roster = Roster(case.header)
    told: dict[str, Moment] = {}
    heard = [
        (entry, entry.body)
        for entry in visible
        if isinstance(entry.body, Conveyance) and any(roster.party(name) == party for name in entry.body.to)
    ]
    carried_too = {name for _, conveyance in heard for name in conveyance.what}
    for entry, conveyance in heard:
        stated = entry.said.is_known or entry.id in carried_too or party in roster.own_words(entry)
        carried = entry.said if stated else entry.known
        for name in conveyance.what:
            if name not in told or _earlier(carried) < _earlier(told[name]):
                told[name] = carried
    return told


def _earlier(moment: Moment) -> tuple[datetime, datetime, str]:
    return moment.by, moment.earliest, moment.words


class _Sight:
    """One viewer's eyes on one case."""

    def __init__(self, case: Case, roster: Roster, viewer: Viewer) -> None:
        self.case, self.roster, self.viewer = case, roster, viewer
        self.names: frozenset[str] = frozenset()
        self._sees: dict[tuple[str, ...], bool] = {}
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def may_see(self, audience: tuple[str, ...]) -> bool:
        """Whether the viewer may see what is for an audience; each audience is worked out once."""
        if audience not in self._sees:
            self._sees[audience] = self.roster.may_see(self.viewer, audience)
        return self._sees[audience]

    def header(self) -> Header:
        """The header with the items the viewer may see; circles are the mediators' own, whatever their audience."""

        def keep(kind: str, name: str, item: Any) -> bool:
            if kind == "circle" and not self.viewer.inside:
                return False
            reach = self.roster.reach.get(name, frozenset())
            member = kind in ("party", "body", "mediator", "actor", "person") and name in self.viewer.members
            own = member or (kind == "circle" and self.viewer.members <= reach)
            return own or self.roster.may_see(self.viewer, self.roster.item_audience(item.audience))

        header = _cut_header(self.case.header, keep, self._stripped_item)
        header = dataclasses.replace(header, viewer=self.viewer.id, audience=())
        return header if self.viewer.inside else dataclasses.replace(header, grade_weights=dict(INFORMATION_WEIGHTS))

    def _stripped_item(self, item: Any) -> Any:
        if self.viewer.inside:
            return dataclasses.replace(item, audience=self.known_names(self.roster.item_audience(item.audience)))
        held = (name for name in ("note", "grade", "learned") if getattr(item, name, None) is not None)
        internal: dict[str, str | None] = dict.fromkeys(held)
        if isinstance(item, Actor):
            internal |= {"role": "other", "close_to": None}
        return dataclasses.replace(item, audience=(), **internal)

    def known_names(self, audience: tuple[str, ...]) -> tuple[str, ...]:
        """An audience cut to the names that the viewer may know, and still reaching the viewer."""
        if audience not in self._known:
            self._known[audience] = self._cut(audience)
        return self._known[audience]

    def _cut(self, audience: tuple[str, ...]) -> tuple[str, ...]:
        header, viewer, roster = self.case.header, self.viewer, self.roster
        known = [
            name
            for name in audience
            if name == ALL
            or name == viewer.id
            or (name in header.parties and roster.may_see(viewer, roster.item_audience(header.parties[name].audience)))
            or (name not in header.parties and viewer.members <= roster.reach.get(name, frozenset()))
        ]
        return tuple(known) if viewer.members <= roster.members(known) else (*known, viewer.id)

    def entries(self) -> Iterator[Entry]:
        """The entries the viewer may see, under their own ids, with their audience written out; for a party with
        copies of releases."""
        erased = _erased(self.case.entries)
        for entry in self.case.entries:
            if entry.id not in erased and (seen := self.seen(entry)) is not None:
                yield seen

    def seen(self, entry: Entry) -> Entry | None:
        """An entry under its own id with its audience written out, or None; for a party, the copy of a release."""
        if not self.viewer.inside and isinstance(entry.body, Release):
            return self._copy(entry)
        audience = self.roster.audience(entry)
        if not self.may_see(audience):
            return None
        return entry if audience == entry.audience else dataclasses.replace(entry, audience=audience)

    def stripped(self, entries: list[Entry]) -> list[Entry]:
        """Entries without what the viewer may not know of them."""
        return list(map(self.for_insiders if self.viewer.inside else self._for_party(entries), entries))

    def _copy(self, entry: Entry) -> Entry | None:
        """What was released to the viewer, as an entry with the words it was told."""
        body = entry.body
        assert isinstance(body, Release)
        if self.viewer.id not in body.to:
            return None
        said = entry.said if body.copy_said is None else body.copy_said
        return Entry(id=entry.id, body=body.copy, said=said, learned=entry.said, audience=(self.viewer.id,))

    def for_insiders(self, entry: Entry) -> Entry:
        source = entry.source
        if source is not None:
            audience = self._source_audience(source)
            if audience and not self.may_see(audience):
                source = None
            elif source.audience:
                source = dataclasses.replace(source, audience=self.known_names(source.audience))
        author = entry.entered_by
        if author in self.case.kinds and author not in self.names:
            author = None
        audience = self.known_names(entry.audience)
        if (audience, source, author) == (entry.audience, entry.source, entry.entered_by):
            return entry
        return dataclasses.replace(entry, audience=audience, source=source, entered_by=author)

    def _source_audience(self, source: Citation) -> tuple[str, ...]:
        """Who may know a source: its own audience, else that of the header's source; nothing is said: as the entry."""
        item = self.case.header.sources.get(source.of or "")
        return source.audience or (self.roster.item_audience(item.audience) if item is not None else ())

    def _for_party(self, standing: list[Entry]) -> Callable[[Entry], Entry]:
        carried = told_by_conveyance(self.case, self.viewer.id, standing)

        def strip(entry: Entry) -> Entry:
            told = self._told(entry, carried)
            return self.for_outsiders(entry, None if told == entry.said else told)

        return strip

    def for_outsiders(self, entry: Entry, learned: Moment | None = None) -> Entry:
        """An entry as a party is shown it, learned when it was told (None: that is left open)."""
        return dataclasses.replace(
            entry,
            body=_without_judgment(entry.body),
            learned=learned,
            entered_by=None,
            audience=(),
            source=self._open_source(entry.source),
            note=None,
        )

    def _told(self, entry: Entry, carried: dict[str, Moment]) -> Moment:
        """When the viewer was told: carried to it, else in its own words, else when it was learned."""
        if self.case.header.viewer == self.viewer.id:
            return entry.known
        told = carried.get(entry.id)
        if told is None or _is_before(told, entry.said):
            told = entry.said if self.viewer.id in self.roster.own_words(entry) else entry.known
        return entry.said if _is_before(told, entry.said) else told

    def _open_source(self, source: Citation | None) -> Citation | None:
        if source is None:
            return None
        own = (self.viewer.id,) if self.case.header.viewer == self.viewer.id else ()
        seen = self.roster.may_see(self.viewer, self._source_audience(source) or own)
        return dataclasses.replace(source, audience=(), grade=None) if seen else None


def _is_before(told: Moment, said: Moment) -> bool:
    return told.end is not None and said.start is not None and told.end <= said.start


def _without_judgment(body: Any) -> Any:
    """What a party is shown of a demand or an event: not how firm or likely the mediators believe it to be."""
    if isinstance(body, Correction):
        return dataclasses.replace(body, instead=_without_judgment(body.instead))
    field = _own_judgment(body)
    return body if field is None else dataclasses.replace(body, **{field: None})


def _own_judgment(body: Any) -> str | None:
    """The field of a demand or event that holds how firm or likely the mediators believe it to be, if it does."""
    if isinstance(body, Event):
        return None if body.chance is None else "chance"
    return "firmness" if isinstance(body, Demand) and body.firmness is not None else None


def _erased(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(entry.body.of for entry in entries if isinstance(entry.body, Erasure) and entry.body.of)


def header_names(header: Header) -> frozenset[str]:
    """Everything that a header names: items, bodies, and the two audiences that every case has."""
    sections = (header.section(section) for section in SECTIONS)
    bodies = (body for _, body, _ in header.bodies())
    return frozenset([ALL, MEDIATORS, *bodies]).union(*sections)


def _cut_header(
    header: Header, keep: Callable[[str, str, Any], bool], strip: Callable[[Any], Any] = lambda item: item
) -> Header:
    """The header with the items that `keep(kind, name, item)` keeps; a body goes by the name of its party."""
    sections: dict[str, Any] = {
        section: {name: strip(item) for name, item in header.section(section).items() if keep(kind, name, item)}
        for section, kind in (*SECTIONS.items(), ("glossary", "word"))
    }
    for name, party in sections["parties"].items():
        bodies = {key: strip(body) for key, body in party.bodies.items() if keep("body", name, body)}
        sections["parties"][name] = dataclasses.replace(party, bodies=bodies)
    cut = dataclasses.replace(header, **sections)
    names = header_names(cut)

    def rename(name: str, ref: Ref) -> str | None:
        return name if name in names else None

    for section in (*SECTIONS, "glossary"):
        items = ((name, with_references(item, rename)) for name, item in sections[section].items())
        sections[section] = {name: item for name, item in items if item is not None}
    return dataclasses.replace(cut, **sections)
