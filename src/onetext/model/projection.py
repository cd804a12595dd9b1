"""The projection: what one viewer may see of a case, as a case of its own.

Everything a viewer gets, every verb, count, order and error, is computed from its projection and nothing
else. Two cases whose projections for a viewer are equal are the same case to that viewer (noninterference).
Projecting twice changes nothing, and so does writing the projection to a folder and projecting that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any

from onetext.model.audience import ALL, MEDIATORS, Roster, Viewer, voices
from onetext.model.case import SECTIONS, Case, Header
from onetext.model.demand import Demand
from onetext.model.entry import Entry, Erasure, Release, record_order
from onetext.model.moment import Moment
from onetext.model.proposal import Conveyance
from onetext.model.reference import Ref, with_references
from onetext.model.source import Citation


def project(case: Case, viewer: str) -> Case:
    """What a viewer may see, as a case. Raises UnknownViewer.

    A circle or a member of one keeps ids, authors and times of learning, and audiences cut to the names it may
    know. A party gets ids of its own (e1, e2, ... in the order told), the time it was told as the time learned,
    a copy in place of a release, and no author, note, audience, circle or internal source; nor a judgment of the
    mediators: no grade of a source and no firmness of a demand.
    """
    roster = Roster(case.header)
    sight = _Sight(case, roster, roster.viewer(viewer))
    header = sight.header()
    names = _names(header)
    held = {entry.id for entry in case.entries} | _erased(case.entries)
    standing = _standing(sight.entries(), names | held, roster)
    if sight.viewer.inside:
        ids = {entry.id: entry.id for entry in standing} | {name: name for name in _erased(standing)}
    else:
        standing.sort(key=record_order)
        ids = {entry.id: f"e{n}" for n, entry in enumerate(standing, 1)}

    def rename(name: str, ref: Ref) -> str | None:
        return name if name in names else ids.get(name)

    entries = (with_references(entry, rename) for entry in standing)
    return Case(header, tuple(dataclasses.replace(entry, id=ids[entry.id]) for entry in entries if entry is not None))


def _standing(entries: Iterable[Entry], names: Set[str], roster: Roster) -> list[Entry]:
    """The entries that stand on names the viewer may know; a hidden person becomes the side they speak for."""

    def rename(name: str, ref: Ref) -> str | None:
        if name in names:
            return name
        side = roster.side(name) if "person" in ref.kinds else None
        return side if side in names else None

    kept = (with_references(entry, rename) for entry in entries)
    return [entry for entry in kept if entry is not None]


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
    header = _cut_header(case.header, lambda kind, name, item: item.learned is None or item.learned.by <= at.latest)
    entries = [entry for entry in case.entries if entry.known.by <= at.latest]
    names = _names(header) | {entry.id for entry in entries} | _erased(entries)
    return Case(header, tuple(_standing(entries, names, Roster(case.header))))


def told_by_conveyance(case: Case, party: str, visible: Iterable[Entry]) -> dict[str, Moment]:
    """Of the entries carried to a party by conveyances that it may see, when each was first carried."""
    roster = Roster(case.header)
    told: dict[str, Moment] = {}
    for entry in visible:
        if isinstance(entry.body, Conveyance) and any(roster.party(name) == party for name in entry.body.to):
            for name in entry.body.what:
                carried = entry.said if entry.said.is_known else entry.known
                if name not in told or carried.by < told[name].by:
                    told[name] = carried
    return told


class _Sight:
    """One viewer's eyes on one case."""

    def __init__(self, case: Case, roster: Roster, viewer: Viewer) -> None:
        self.case, self.roster, self.viewer = case, roster, viewer

    def header(self) -> Header:
        """The header with the items the viewer may see; circles are the mediators' own, whatever their audience."""

        def keep(kind: str, name: str, item: Any) -> bool:
            if kind == "circle" and not self.viewer.inside:
                return False
            reach = self.roster.reach.get(name, frozenset())
            own = name in self.viewer.members or (kind == "circle" and self.viewer.members <= reach)
            return own or self.roster.may_see(self.viewer, self.roster.item_audience(item.audience))

        header = _cut_header(self.case.header, keep, self._stripped_item)
        return dataclasses.replace(header, viewer=self.viewer.id, audience=())

    def _stripped_item(self, item: Any) -> Any:
        if self.viewer.inside:
            return dataclasses.replace(item, audience=self._known_names(self.roster.item_audience(item.audience)))
        judged = {name: None for name in ("note", "grade") if getattr(item, name, None) is not None}
        return dataclasses.replace(item, audience=(), **judged)

    def _known_names(self, audience: tuple[str, ...]) -> tuple[str, ...]:
        """An audience cut to the names that the viewer may know, and still reaching the viewer."""
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
        """The entries the viewer may see, stripped, still under their own ids."""
        erased = _erased(self.case.entries)
        visible = [
            entry
            for entry in self.case.entries
            if entry.id not in erased
            and (self.viewer.inside or not isinstance(entry.body, Release))
            and self.roster.may_see(self.viewer, self.roster.audience(entry))
        ]
        strip = self._for_insiders if self.viewer.inside else self._for_party(visible)
        yield from map(strip, visible)
        if not self.viewer.inside:
            yield from self._copies()

    def _copies(self) -> Iterator[Entry]:
        """What was released to the viewer, each as an entry with the words it was told."""
        for entry in self.case.entries:
            body = entry.body
            if isinstance(body, Release) and self.viewer.id in body.to:
                said = entry.said if body.copy_said is None else body.copy_said
                learned = None if said == entry.said else entry.said
                yield Entry(id=entry.id, body=_without_judgment(body.copy), said=said, learned=learned)

    def _for_insiders(self, entry: Entry) -> Entry:
        source = entry.source
        if source is not None and source.audience and not self.roster.may_see(self.viewer, source.audience):
            source = None
        if source is not None and source.audience:
            source = dataclasses.replace(source, audience=self._known_names(source.audience))
        audience = self._known_names(self.roster.audience(entry))
        return dataclasses.replace(entry, audience=audience, source=source)

    def _for_party(self, visible: list[Entry]) -> Callable[[Entry], Entry]:
        party = self.viewer.id
        carried = told_by_conveyance(self.case, party, visible)

        def strip(entry: Entry) -> Entry:
            own = any(self.roster.party(name) == party for name in voices(entry))
            told = carried.get(entry.id) or (entry.said if own else entry.known)
            return dataclasses.replace(
                entry,
                learned=None if told == entry.said else told,
                entered_by=None,
                audience=(),
                source=self._open_source(entry.source),
                note=None,
                body=_without_judgment(entry.body),
            )

        return strip

    def _open_source(self, source: Citation | None) -> Citation | None:
        if source is None:
            return None
        audience = source.audience
        if not audience and source.of in self.case.header.sources:
            item = self.case.header.sources[source.of]
            audience = self.roster.item_audience(item.audience)
        if not audience and self.case.header.viewer == self.viewer.id:
            audience = (self.viewer.id,)
        return (
            dataclasses.replace(source, audience=(), grade=None) if self.roster.may_see(self.viewer, audience) else None
        )


def _without_judgment(body: Any) -> Any:
    """What a party is shown of a demand: not how firm the mediators believe it to be."""
    return dataclasses.replace(body, firmness=None) if isinstance(body, Demand) and body.firmness is not None else body


def _erased(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(entry.body.of for entry in entries if isinstance(entry.body, Erasure) and entry.body.of)


def _names(header: Header) -> frozenset[str]:
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
    names = _names(cut)

    def rename(name: str, ref: Ref) -> str | None:
        return name if name in names else None

    for section in SECTIONS:
        items = ((name, with_references(item, rename)) for name, item in sections[section].items())
        sections[section] = {name: item for name, item in items if item is not None}
    return dataclasses.replace(cut, **sections)
