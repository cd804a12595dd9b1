"""Projections and errors with a leak planted in them, to try whether the law of noninterference finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from onetext.errors import UnknownViewer
from onetext.model import Case, Entry, Roster, project, projection, read_moment, situation_of, with_references
from onetext.monitoring import follow
from tests.pair import Projection, tell_apart, tell_apart_by_verbs

AFTER_LIFE = read_moment("2025-01-01")


def count_all(case: Case, viewer: str) -> Case:
    """Tells how many entries there are, hidden ones among them."""
    seen = project(case, viewer)
    return replace(seen, header=replace(seen.header, notice=f"{len(case.entries)} entries"))


def number_by_record(case: Case, viewer: str) -> Case:
    """Gives entries the numbers they have in the whole record."""
    seen = project(case, viewer)
    places = {(entry.said, entry.kind): n for n, entry in enumerate(case.entries)}
    return _renamed(
        seen, {entry.id: f"r{places.get((entry.said, entry.kind), 0)}-{n}" for n, entry in enumerate(seen.entries)}
    )


def order_by_record(case: Case, viewer: str) -> Case:
    """Numbers a party's entries in the order of the whole record, which rests on when the mediators learned them."""
    places = {entry.id: n for n, entry in enumerate(case.entries)}

    def by_record(entries: list[Entry]) -> list[Entry]:
        return sorted(entries, key=lambda entry: places[entry.id])

    with mock.patch.object(projection, "_in_order_told", by_record):
        return project(case, viewer)


def name_hidden_ids(case: Case, viewer: str) -> Case:
    """Leaves references to hidden entries where they were."""
    names = frozenset(entry.id for entry in case.entries)
    with mock.patch.object(projection, "header_names", lambda header, old=projection.header_names: old(header) | names):
        return project(case, viewer)


def states_by_everything(case: Case, viewer: str) -> Case:
    """Tells how the duties of an agreement stand by all that was done under it, hidden suspensions among them."""
    seen, standing = project(case, viewer), follow(situation_of(project(case, "mediators")), AFTER_LIFE)
    if not standing.obligations:
        return seen
    states = " ".join(f"{item.id}: {item.state}" for item in standing.obligations)
    return replace(seen, header=replace(seen.header, notice=states))


@contextmanager
def error_that_tells(case: Case | None = None) -> Iterator[None]:
    """An unknown viewer is told whom the case knows."""
    honest = Roster.viewer

    def viewer(self: Roster, name: str) -> Any:
        try:
            return honest(self, name)
        except UnknownViewer:
            raise UnknownViewer(f"'{name}' is none of {', '.join(self.header.people)}") from None

    with mock.patch.object(Roster, "viewer", viewer):
        yield


PROJECTIONS: dict[str, Projection] = {
    "a count of everything": count_all,
    "the number in the record": number_by_record,
    "the order of the record": order_by_record,
    "an id of something hidden": name_hidden_ids,
    "states of duties by what is hidden": states_by_everything,
}
Pairs = Callable[[str], Iterator[tuple[Case, Case]]]


def _renamed(case: Case, names: dict[str, str]) -> Case:
    entries = (
        (names[entry.id], with_references(entry, lambda name, ref: names.get(name, name))) for entry in case.entries
    )
    return Case(case.header, tuple(replace(entry, id=name) for name, entry in entries if entry is not None))


def catch_projection(leak: Projection, pairs: Iterator[tuple[Case, Case]], viewer: str) -> int:
    """In how many pairs the law finds a leaky projection."""
    return sum(bool(tell_apart(one, other, viewer, leak)) for one, other in pairs)


def catch_error(pairs: Iterator[tuple[Case, Case]], place: Path) -> int:
    """In how many pairs the law finds an error that tells."""
    with error_that_tells():
        return sum(bool(tell_apart_by_verbs(one, other, "oriol", place, (("brief",),))) for one, other in pairs)
