"""A case that is worked on: a record kept open, and what its viewers see of it, worked out at most once.

The workspace hands out views and nothing else: whoever draws a page gets the projection of one viewer, with what
follows from it. It is safe to use from several threads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from onetext import record
from onetext.actions.agree import agree_seen
from onetext.actions.ask import Inquired, ask_clean, ask_seen
from onetext.actions.believe import Believed, believe_seen
from onetext.actions.bridge import SAMPLES, WISH, Bridged, Ground, Wish, find_ground, lay_slate, leave_out
from onetext.actions.brief import Briefing, brief_seen
from onetext.actions.count import Counting, count_seen
from onetext.actions.import_ import today
from onetext.actions.monitor import monitor_seen
from onetext.actions.once import Once
from onetext.actions.stick import Stalemate, stick_seen
from onetext.actions.view import as_it_stands, look_at, read_when
from onetext.actions.what_if import Levers, find_levers
from onetext.errors import UnknownViewer
from onetext.files import Progress, unseen
from onetext.model import (
    Case,
    Entry,
    Erasure,
    Header,
    Moment,
    Situation,
    project,
    project_added,
    references,
    situation_of,
)
from onetext.model.audience import MEDIATORS, Roster
from onetext.model.filling import Agreed
from onetext.model.standing import Standing
from onetext.solving import SEARCH, Search

if TYPE_CHECKING:
    from onetext.model.belief import Beliefs
    from onetext.model.issue import Value

T = TypeVar("T")
WRITER: Final = "workspace"
DRAWS = SAMPLES
"""How many draws of each side beliefs are made of."""
_VIEWS_KEPT: Final = 12
"""Views of one state of the record that are kept: of each viewer the last, and a few earlier moments."""


@dataclass(frozen=True)
class View:
    """What one viewer may see of the case at a moment, and what follows from it. Nothing else is known of the case.

    `head` names the state of the record that it was made from; it is for caches, never for pages. `over` is set once
    the record has moved on, or the view was not looked at for long: work for it need not go on. What was drawn of
    beliefs is kept for the next view of the same viewer, and shared with no other.
    """

    case: Case
    moment: Moment | None
    head: str
    own: bool
    stated_viewer: str | None = None
    over: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)
    drawn: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    _done: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    @property
    def viewer(self) -> str:
        """For whom it is."""
        assert self.case.header.viewer is not None
        return self.case.header.viewer

    @cached_property
    def inside(self) -> bool:
        """Whether it is for mediators: for a circle or a member of one."""
        return Roster(self.case.header).viewer(self.viewer).inside

    @cached_property
    def situation(self) -> Situation:
        """What stands."""
        return situation_of(self.case)

    @cached_property
    def current(self) -> Case:
        """The case with corrected entries as they now stand."""
        return as_it_stands(self.case, self.situation)

    @property
    def as_of(self) -> Moment:
        """As of when: the moment asked for, else when the last entry was learned."""
        return self.moment or self.situation.latest

    def remember(self, key: object, make: Callable[[], T]) -> T:
        """What follows from this view, worked out at the first asking: a view never changes."""
        with self._lock:
            if key not in self._done:
                self._done[key] = make()
            return self._done[key]  # type: ignore[return-value]

    def brief(self, since: str | None = None, meeting: str | None = None) -> Briefing:
        """The brief. Raises NotForThisViewer or UsageError."""
        return self.remember(
            ("brief", since, meeting), lambda: brief_seen(self.case, self.situation, self.moment, since, meeting)
        )

    def count(self) -> Counting:
        """What adds up."""
        return self.remember("count", lambda: count_seen(self.case, self.situation, self.moment))

    def monitor(self, agreement: str | None = None) -> tuple[Standing, Case]:
        """How an agreement stands. Raises UsageError."""
        return self.remember(
            ("monitor", agreement), lambda: monitor_seen(self.case, self.situation, self.moment, agreement)
        )

    def agree(self, package: str) -> tuple[Agreed, Case]:
        """The agreement that follows from a package. Raises UsageError."""
        return self.remember(("agree", package), lambda: agree_seen(self.case, self.situation, package))

    def stick(self, search: Search = SEARCH) -> Stalemate:
        """Where talks stick; long work, which is not remembered here."""
        return stick_seen(self.case, self.situation, self.moment, search)

    def beliefs(self) -> Beliefs:
        """What each side may want; long work, done once."""
        from onetext.believing import believe

        return self._once("beliefs", lambda: believe(self.situation, samples=DRAWS, kept=self.drawn))

    def believe(self, since: str | None = None) -> Believed:
        """What is believed of each side, and what has changed since a day; long work. Raises UsageError."""
        start = None if since is None else read_when(since, self.case)
        return believe_seen(self.case, self.situation, self.moment, start, self.beliefs())

    def bridge(
        self,
        fixed: Mapping[str, tuple[Value, ...]],
        told: Progress = unseen,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Bridged:
        """The bridges and the slate, with some issues held to some values; long work, less so after the first time."""

        def make() -> Bridged:
            ground = self.ground(told, stopped)
            slate = lay_slate(ground, self.situation, WISH, fixed)
            return Bridged(ground.bridges, slate, self.as_of, self.case, self.current)

        return self._once(("slate", *sorted(fixed.items())), make)

    def ground(self, told: Progress = unseen, stopped: Callable[[], bool] = lambda: False) -> Ground:
        """What every slate of this view is laid on; long work, done once, which who asks first may end early."""
        wish = Wish(samples=DRAWS)

        def make() -> Ground:
            found = find_ground(self.situation, wish, self.beliefs())
            return leave_out(found, self.situation, wish, told, stopped)

        return self._once("ground", make)

    def levers(self) -> Levers | None:
        """The terms that can be moved on the slate, if there is one; long work, done once."""
        return self._once("levers", lambda: find_levers(self.bridge({}), self.ground()))

    def ask(
        self, clean: str | None = None, told: Progress = unseen, stopped: Callable[[], bool] = lambda: False
    ) -> Inquired:
        """The questions that would help most; `clean`: to that party, from what it may know. Long work.

        Raises NotForThisViewer and UsageError.
        """
        if clean is not None:
            return ask_clean(self.case, self.moment, clean, DRAWS, told, stopped)
        return ask_seen(self.case, self.situation, self.moment, self.beliefs(), told, stopped)

    def _once(self, key: object, make: Callable[[], T]) -> T:
        """What takes long is remembered without keeping others from what takes short."""
        return self.remember(("once", key), lambda: Once(make)).get()

    @property
    def named_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each entry, those that speak of it, in the order of the record."""
        return self.remember("named by", lambda: _named_by(self.case))


def _named_by(case: Case) -> Mapping[str, tuple[str, ...]]:
    ids = {entry.id for entry in case.entries}
    found: dict[str, dict[str, None]] = {}
    for entry in case.entries:
        for reference in references(entry):
            if reference.name in ids and reference.name != entry.id:
                found.setdefault(reference.name, {})[entry.id] = None
    return {name: tuple(others) for name, others in found.items()}


class Workspace:
    """An open record, and the folder that it is kept in step with, if there is one.

    >>> from onetext.model import Header
    >>> workspace = Workspace.of(Case(Header(title="River")))
    >>> workspace.view("mediators").case.header.title, workspace.title
    ('River', 'River')
    >>> workspace.view("nobody")
    Traceback (most recent call last):
    onetext.errors.UnknownViewer: no case can be drawn for 'nobody'
    """

    def __init__(self, held: record.Record, folder: Path | None = None) -> None:
        self.folder = folder
        self._held = held
        self._lock = threading.RLock()
        self._projections: dict[str, Case] = {}
        self._views: OrderedDict[tuple[str, str | None], View] = OrderedDict()
        self._drawn: dict[str, dict[str, object]] = {}
        self._read()

    @classmethod
    def of(cls, case: Case) -> Workspace:
        """A workspace of a case in the memory of this process, which ends with it."""
        held = record.create_record(record.MEMORY)
        record.append_case(held, case.header, [record.Addition(entry, entry.id) for entry in case.entries], WRITER)
        return cls(held)

    @property
    def title(self) -> str:
        """The title of the case, for the keeper's own window."""
        return self._case.header.title

    @property
    def own_viewer(self) -> str:
        """The viewer whose workspace it is: whom the case was made for, else the mediators."""
        return self._case.header.viewer or MEDIATORS

    def view(self, viewer: str, at: str | None = None) -> View:
        """What a viewer may see, as of a moment. Raises UnknownViewer in words that tell nothing; UsageError."""
        with self._lock:
            self._refresh()
            found = self._views.get((viewer, at))
            if found is None:
                found = self._views[viewer, at] = self._made(viewer, at)
                while len(self._views) > _VIEWS_KEPT:
                    self._views.popitem(last=False)[1].over.set()
            self._views.move_to_end((viewer, at))
            return found

    def _made(self, viewer: str, at: str | None) -> View:
        if viewer not in self._projections:
            seen = project(self._case, viewer)
            if seen.header.viewer != viewer:  # a delegate is shown under the name of the party, once
                raise UnknownViewer(viewer)
            self._projections[viewer] = seen
        case, moment = look_at(self._projections[viewer], at)
        drawn = self._drawn.setdefault(viewer, {})
        own = viewer == self.own_viewer
        return View(case, moment, self._link.hex()[:16], own, self._case.header.viewer, drawn=drawn)

    @property
    def header(self) -> Header:
        """The header in force, whole: for what is written, never for a page."""
        with self._lock:
            self._refresh()
            return self._case.header

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, whole: to check what is written against, never for a page."""
        with self._lock:
            self._refresh()
            return self._case.entries

    @property
    def place(self) -> str:
        """Where the record is, for the keeper."""
        return str(self._held)

    def append(self, entries: Iterable[Entry], client: str = "") -> None:
        """Append entries, in one transaction; under the same client id they are there once.

        Raises UsageError or RecordUnwritten; then nothing was appended.
        """
        self.put(None, entries, client)

    def put(self, header: Header | None, entries: Iterable[Entry], client: str = "") -> None:
        """Put a header in force, if one is given, and append entries, in one transaction; as `append` does."""
        added = tuple(entries)
        with self._lock:
            self._refresh()
            additions = [record.Addition(entry, f"{client} {entry.id}".strip()) for entry in added]
            known = header is not None or not {entry.id for entry in added}.isdisjoint(self._case.kinds)
            if header is None:
                record.append_entries(self._held, additions, WRITER)
            else:
                record.append_case(self._held, header, additions, WRITER)
            if known:
                self._refresh()
            else:
                self._grow(added)

    def erase(self, name: str, reason: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Destroy the contents of an entry; by name the backups, and the entries and files, that still hold them.

        Raises UsageError or RecordUnwritten.
        """
        with self._lock:
            self._refresh()
            erasure = Entry(self._free("erasure"), Erasure(reason=reason, of=name), said=today(self._held))
            done = record.erase_entry(self._held, erasure, WRITER)
            self._read()
            return done.backups, done.related

    def bring_in(self, bring: Callable[[record.Record], T]) -> T:
        """Let an action make the record say what its folder says. Raises what it raises."""
        with self._lock:
            try:
                return bring(self._held)
            finally:
                self._read()

    def _free(self, kind: str) -> str:
        taken, count = self._case.kinds, 1
        while f"{kind}-{count}" in taken:
            count += 1
        return f"{kind}-{count}"

    def _refresh(self) -> None:
        """See whether somebody wrote to the record since, and read it again if so."""
        if self._held.read_head().link != self._link:
            self._read()

    def _read(self) -> None:
        """Read the record. Its end is looked at first: what somebody writes meanwhile is then seen the next time."""
        head = self._held.read_head()
        n, link = head.n, head.link
        self._take(record.read_case(self._held), n, link)

    def _grow(self, added: tuple[Entry, ...]) -> None:
        """Go on from what was known: with one more entry of ten thousand, little is to be worked out anew. Where
        somebody else wrote too at that moment, the record is read again."""
        head = self._held.read_head()
        if head.n != self._lines + len(added):
            self._read()
            return
        seen, drawn = self._projections, self._drawn
        self._take(self._case.adding(added), head.n, head.link)
        self._drawn = drawn
        for viewer, case in seen.items():
            if viewer == self.own_viewer:
                self._projections[viewer] = project_added(case, self._case, added)

    def _take(self, case: Case, lines: int, link: bytes) -> None:
        self._case, self._lines, self._link = case, lines, link
        self._projections = {}
        for view in self._views.values():
            view.over.set()
        self._drawn = {}  # what was drawn from words that are erased goes with them
        self._views.clear()

    def close(self) -> None:
        """Give the record back."""
        self._held.close()
