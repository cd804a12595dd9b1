"""Release: tell a party from now on what it was not told before."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from onetext import record
from onetext.actions.import_ import today
from onetext.errors import UsageError
from onetext.model import (
    ABOUT_KINDS,
    Case,
    Entry,
    Moment,
    Release,
    Roster,
    Teller,
    references,
    situation_of,
    write_entry,
)

RELEASER = "release"


@dataclass(frozen=True)
class Released:
    """A release: its id, what the party is told, as plain data, and the ids of confidences that it rests on."""

    release: str
    to: str
    told: dict[str, object]
    rests_on: tuple[str, ...]
    done: bool


def release_entry(place: record.Place, name: str, to: str, sure: bool = False) -> Released:
    """Tell a party an entry, in the words in force; a copy of what is told is kept.

    What it rests on and the party may not see is named first: then nothing is released unless the officer is sure.
    Raises UsageError.
    """
    with record.open_record(place) as held:
        case = record.read_case(held)
        planned = plan_release(case, name, to, today(held))
        done = sure or not planned.rests_on
        if done:
            record.append_entries(held, [record.Addition(planned.release, planned.release.id)], RELEASER)
        plain = write_entry(dataclasses.replace(planned.told, id=name), case.header.tz)
        return Released(planned.release.id, to, plain, planned.rests_on, done)


@dataclass(frozen=True)
class PlannedRelease:
    """A release that was not made yet: it, what the party would be told, and the ids of confidences it rests on."""

    release: Entry
    told: Entry
    rests_on: tuple[str, ...]


def plan_release(case: Case, name: str, to: str, said: Moment) -> PlannedRelease:
    """What telling a party an entry, in the words in force, would be. Raises UsageError."""
    entry = situation_of(case).in_force.get(name)
    if entry is None or entry.kind in ABOUT_KINDS:
        raise UsageError(f"there is no entry '{name}' to release", "name an entry in force")
    if to not in case.header.parties:
        raise UsageError(f"'{to}' is no party of this case", f"name one of: {', '.join(case.header.parties)}")
    release = _release(case, entry, to, said)
    told = Teller(case.header, to).told(release, lambda name, ref: None)
    if told is None:
        raise UsageError(f"{to} may not know what '{name}' is about", "widen the audience of the items that it names")
    return PlannedRelease(release, told, tuple(find_confidences(case, entry, to)))


def _release(case: Case, entry: Entry, to: str, said: Moment) -> Entry:
    taken, count = {other.id for other in case.entries}, 1
    while (name := f"{entry.id[:60]}.to-{to[:12]}-{count}") in taken:
        count += 1
    body = Release(to=(to,), copy=entry.body, of=entry.id, copy_said=entry.said)  # type: ignore[arg-type]
    return Entry(name, body, said=said)


def confided_by(case: Case, entry: Entry, party: str) -> tuple[str, ...]:
    """The other parties whose own words an entry holds, or who share it, where this party may not see it."""
    roster, teller = Roster(case.header), Teller(case.header, party)
    if teller.may_see(entry):
        return ()
    theirs = roster.own_words(entry) | set(roster.audience(entry))
    return tuple(other for other in case.header.parties if other != party and other in theirs)


def find_confidences(case: Case, entry: Entry, party: str) -> list[str]:
    """The entries that an entry rests on, directly or through others, and that the party may not see; the entry itself
    among them, where it is what another party said and this one may not see."""
    by_id = {other.id: other for other in case.entries}
    teller = Teller(case.header, party)
    told = {
        release.body.of for release in case.entries if isinstance(release.body, Release) and party in release.body.to
    }
    pending, seen = [entry], {entry.id}
    found = [entry.id] if confided_by(case, entry, party) else []
    while pending:
        for reference in references(pending.pop()):
            other = by_id.get(reference.name)
            if other is None or other.id in seen:
                continue
            seen.add(other.id)
            pending.append(other)
            if other.id not in told and not teller.may_see(other):
                found.append(other.id)
    return sorted(found)
