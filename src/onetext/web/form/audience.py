"""Who may read what is added: the mediators, or those whose own words it holds; never wider than what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onetext.model import Case, Entry, Header, Roster, references
from onetext.model.audience import ALL, MEDIATORS
from onetext.reporting import Words


class Offer(NamedTuple):
    """An audience that a form offers: the names that are stored, in words, why it is offered, whether it is chosen."""

    value: str
    words: str
    detail: str
    chosen: bool


def offer_audiences(header: Header, case: Case, entry: Entry | None, chosen: str, instead: Entry | None) -> list[Offer]:
    """Whom an entry may be for: the mediators, then with the side whose own words to them it holds, then smaller
    circles. Where it stands in place of another entry, that one's audience too, which is then the first.

    `entry` is it as far as it can be read; nobody is offered who may not see all that it rests on in `case`.
    """
    words = Words(Case(header))  # of names alone: what stands is not worked out for them
    if header.viewer is not None:
        return [Offer(header.viewer, words.name(header.viewer), "", True)]
    roster = Roster(header)
    most = _ceiling(roster, header, case, entry)
    found: dict[str, tuple[str, str]] = {}
    for value, said, detail in _possible(roster, words, header, entry, instead):
        names = value.split()
        if most is None or (ALL not in names and roster.members(names) <= most):
            found.setdefault(value, (said, detail))
    stated = chosen if chosen in found else next(iter(found), "")
    return [Offer(value, said, detail, value == stated) for value, (said, detail) in found.items()]


def _possible(
    roster: Roster, words: Words, header: Header, entry: Entry | None, instead: Entry | None
) -> Iterator[tuple[str, str, str]]:
    if instead is not None:
        audience = roster.audience(instead)
        said = words.audience(audience) or words.names(audience)
        yield " ".join(audience), said, "as the entry in whose place it stands"
    yield MEDIATORS, "Mediators only", ", ".join(words.name(name) for name in header.mediators)
    if entry is not None:
        default = roster.default_audience(entry)
        parties = [name for name in default if name in header.parties]
        names = words.names(parties)
        if parties:
            yield " ".join(default), f"Mediators, and {names}", f"{names} said it to you"
        elif default != (MEDIATORS,):
            yield " ".join(default), f"{words.names(default)} only", "to whom it was said"
    for name in roster.circles():
        if name != MEDIATORS:
            yield name, f"{words.name(name)} only", "a smaller circle"


def _ceiling(roster: Roster, header: Header, case: Case, entry: Entry | None) -> frozenset[str] | None:
    """Everybody who may see all that it is about: the entries it names, and its source."""
    if entry is None:
        return None
    by_id = {one.id: one for one in case.entries}
    audiences = [
        roster.audience(by_id[found.name])
        for found in references(entry.body)
        if found.path[-1:] == ("of",) and found.name in by_id
    ]
    if entry.source is not None:
        item = header.sources.get(entry.source.of or "")
        audiences += [audience for audience in (entry.source.audience, item.audience if item else ()) if audience]
    sets = [roster.members(audience) for audience in audiences if ALL not in audience]
    return frozenset.intersection(*sets) if sets else None
