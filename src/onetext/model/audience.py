"""Audiences, circles and viewers: who may see what.

An audience is a set of circles and parties; `all` is every party and mediator. A viewer is a party, a circle, or
one member of a circle. A circle sees what every one of its members may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onetext.errors import UnknownViewer
from onetext.model.assessment import Assessment
from onetext.model.case import Header
from onetext.model.entry import Entry
from onetext.model.response import Response
from onetext.model.statement import Unnamed
from onetext.model.text import Criticism, Reading

MEDIATORS = "mediators"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody for whom a case is drawn. `inside` is true for circles and their members."""

    id: str
    members: frozenset[str]
    inside: bool


@dataclass(frozen=True)
class Roster:
    """Who is who in a header, expanded once: names of audiences to the members they reach.

    A circle that names no members stands for itself.
    """

    header: Header
    reach: dict[str, frozenset[str]] = field(init=False)
    sides: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        header = self.header
        reach = {party: frozenset([party]) for party in header.parties}
        reach |= {circle: frozenset(item.members or (circle,)) for circle, item in header.circles.items()}
        reach.setdefault(MEDIATORS, frozenset(header.mediators or (MEDIATORS,)))
        reach[ALL] = frozenset().union(*reach.values())
        if header.viewer is not None:
            own = reach.setdefault(header.viewer, frozenset([header.viewer]))
            reach[ALL] |= own
        sides = {side: side for side in (*header.parties, *header.mediators, *header.actors)}
        sides |= {person: item.speaks_for for person, item in header.people.items() if item.speaks_for}
        sides |= {body: party for party, body, _ in header.bodies()}
        object.__setattr__(self, "reach", reach)
        object.__setattr__(self, "sides", sides)

    def members(self, audience: Iterable[str]) -> frozenset[str]:
        """Everybody an audience reaches."""
        return frozenset().union(*(self.reach.get(name, frozenset()) for name in audience))

    def side(self, name: str | Unnamed | None) -> str | None:
        """The party, mediator or other actor that somebody belongs to or is."""
        if isinstance(name, Unnamed):
            return name.of
        return None if name is None else self.sides.get(name)

    def party(self, name: str | Unnamed | None) -> str | None:
        """The party that somebody belongs to or is, if any."""
        side = self.side(name)
        return side if side in self.header.parties else None

    def circles(self) -> tuple[str, ...]:
        """The ids of the circles, the default one included."""
        return (
            tuple(dict.fromkeys((MEDIATORS, *self.header.circles)))
            if self.header.viewer is None
            else tuple(self.header.circles)
        )

    def viewer(self, name: str) -> Viewer:
        """The viewer of a name: a party, a circle, a member of one, or a delegate of a party.

        Raises UnknownViewer, in words that are the same whatever the case holds.
        """
        if name == self.header.viewer or name in self.header.parties or name in self.circles():
            return self._viewer(name, self.reach[name])
        if any(name in self.reach[circle] for circle in self.circles()):
            return self._viewer(name, frozenset([name]))
        party = self.party(name)
        if party is not None and name in self.header.people:
            return self._viewer(party, self.reach[party])
        raise UnknownViewer(name)

    def _viewer(self, name: str, members: frozenset[str]) -> Viewer:
        """A viewer is inside unless some member of it belongs to a party."""
        return Viewer(name, members, inside=not any(self.party(member) for member in members))

    def may_see(self, viewer: Viewer, audience: Iterable[str]) -> bool:
        """Whether every member of the viewer is reached by the audience."""
        return viewer.members <= self.members(audience)

    def item_audience(self, audience: tuple[str, ...]) -> tuple[str, ...]:
        """The audience of a header item: its own, else the header's, else the mediators (or the folder's viewer)."""
        return audience or self.header.audience or (self.header.viewer or MEDIATORS,)

    def audience(self, entry: Entry) -> tuple[str, ...]:
        """The audience of an entry: its own, else `default_audience`."""
        return entry.audience or self.default_audience(entry)

    def default_audience(self, entry: Entry) -> tuple[str, ...]:
        """The mediators; for what a party itself said to them, the mediators (or the circles told) and that party.

        Demands, positions and interests count as said to the mediators only where their `to` says so.
        """
        if self.header.viewer is not None:
            return (self.header.viewer,)
        hearers = tuple(getattr(entry.body, "to", ()))
        answers = isinstance(entry.body, Response | Criticism | Reading)
        if not answers and not any(self._mediates(name) for name in hearers):
            return (MEDIATORS,)
        circles = tuple(name for name in hearers if name in self.reach and name not in self.header.parties)
        own = self.own_words(entry)
        return (*(circles or (MEDIATORS,)), *(party for party in self.header.parties if party in own))

    def own_words(self, entry: Entry) -> frozenset[str]:
        """The parties whose own words an entry holds: by the one who spoke, else by the side that it is put down to.

        Somebody unnamed speaks for nobody here, and so does one side's delegate who speaks of another; an
        assessment is the mediators' own.
        """
        body = entry.body
        speaker = getattr(body, "speaker", None)
        if isinstance(body, Assessment):
            return frozenset()
        names = (speaker,) if speaker is not None else _attributed(body)
        return frozenset(party for name in names if (party := self.party(name)) and not isinstance(name, Unnamed))

    def _mediates(self, name: str) -> bool:
        return name in self.circles() or self.side(name) in self.header.mediators


def _attributed(body: object) -> Iterator[str]:
    for field_name in ("by", "party", "author", "body"):
        held = getattr(body, field_name, None)
        if held:
            yield from held if isinstance(held, tuple) else (held,)
