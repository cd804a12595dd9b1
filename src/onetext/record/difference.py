"""What a folder says that a record does not: new entries, and corrections for what reads otherwise.

A record keeps what was entered. Where the folder's words differ from those in force, a correction is added; where
something else differs (when it was said, for whom it is), the entry is withdrawn and entered anew, unless others
speak of it. What the folder leaves out is withdrawn. What the record corrected since the folder was written stays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from onetext.model import (
    ABOUT_KINDS,
    Case,
    Correction,
    Entry,
    Erasure,
    Moment,
    Roster,
    id_key,
    references,
    situation_of,
    with_references,
)
from onetext.model.plain import a

REASON = "the folder that was imported says so"


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import will do: whether the header is another, the entries to append, those that destroy another entry,
    and what cannot be done, as (id, what stands in the way)."""

    header: bool
    added: tuple[Entry, ...]
    corrected: tuple[Entry, ...]
    erased: tuple[Entry, ...]
    refused: tuple[tuple[str, str], ...]


def find_difference(held: Case, wanted: Case, today: Moment) -> Difference:
    """What makes a record that holds one case say what a folder says."""
    return _Comparison(held, wanted, today).difference()


class _Comparison:
    def __init__(self, held: Case, wanted: Case, today: Moment) -> None:
        self.held, self.wanted, self.today = held, wanted, today
        self.there = {entry.id: entry for entry in held.entries}
        self.said = {entry.id: entry for entry in wanted.entries}
        self.gone = {e.body.of for e in held.entries if isinstance(e.body, Erasure)}
        self.renamed: dict[str, str] = {}
        self.taken = {*self.there, *self.said, *self.gone}
        self.refused: list[tuple[str, str]] = []

    def difference(self) -> Difference:
        """Everything that differs, in the order of the folder."""
        new = [entry for entry in self.wanted.entries if entry.id not in self.there and entry.id not in self.gone]
        erased = [entry for entry in new if isinstance(entry.body, Erasure) and entry.body.of in self.there]
        erasing = {entry.body.of for entry in erased if isinstance(entry.body, Erasure)}
        added = [entry for entry in new if entry not in erased]
        corrected = [*self._changed(added), *self._left_out(erasing)]
        anew = [entry for entry in corrected if not isinstance(entry.body, Correction)]
        return Difference(
            not _same_header(self.held, self.wanted),
            tuple(self._pointing_anew(entry) for entry in added) + tuple(anew),
            tuple(entry for entry in corrected if entry not in anew),
            tuple(erased),
            tuple(sorted(self.refused, key=lambda pair: id_key(pair[0]))),
        )

    def _changed(self, added: list[Entry]) -> Iterator[Entry]:
        """What corrects the entries that both hold and that read otherwise."""
        now = situation_of(Case(self.wanted.header, (*self.held.entries, *added))).in_force
        then = situation_of(self.wanted).in_force
        for name in [entry.id for entry in self.wanted.entries if entry.id in self.there]:
            first, said, have, want = self.there[name], self.said[name], now.get(name), then.get(name)
            if first.kind in ABOUT_KINDS:
                if first != said:
                    self.refused.append((name, f"{a(first.kind)} cannot be changed; add another"))
            elif have is None and self._held_anew(name, said):
                continue
            elif _but_for_words(said) != _but_for_words(first):
                yield from self._entered_anew(name, said)
            elif want is not None and want.body not in (first.body, have.body if have is not None else first.body):
                yield from self._reworded(first, want)

    def _reworded(self, first: Entry, want: Entry) -> Iterator[Entry]:
        if want.kind != first.kind:
            yield from self._entered_anew(first.id, want)
        else:
            yield self._correction(first, Correction(reason=REASON, of=first.id, instead=want.body))  # type: ignore[arg-type]

    def _entered_anew(self, name: str, said: Entry) -> Iterator[Entry]:
        speaking = [e.id for e in self.held.entries if e.id != name and any(r.name == name for r in references(e))]
        if speaking:
            self.refused.append((name, f"{', '.join(speaking[:3])} speak of it: only its words can be corrected"))
            return
        anew = self._free(name, "again")
        self.renamed[name] = anew
        yield self._correction(self.there[name], Correction(reason=REASON, of=name))
        yield dataclasses.replace(said, id=anew)

    def _held_anew(self, name: str, said: Entry) -> bool:
        """Whether the record holds under another id what the folder says under this one."""
        return any(
            dataclasses.replace(entry, id=name) == said
            for entry in self.held.entries
            if entry.id.startswith(f"{name[:60]}.again-")
        )

    def _left_out(self, erasing: set[str | None]) -> Iterator[Entry]:
        in_force = situation_of(self.held).in_force
        for entry in self.held.entries:
            if entry.kind in ABOUT_KINDS or entry.id in self.said or entry.id in erasing or entry.id not in in_force:
                continue
            if not _came_anew(entry.id, self.said):
                yield self._correction(entry, Correction(reason=REASON, of=entry.id))

    def _correction(self, first: Entry, body: Correction) -> Entry:
        """A correction for the mediators among those who may see the entry; others keep the version they were told."""
        roster = Roster(self.wanted.header)
        audience = roster.audience(first) if first.id in self.there else ()
        inside = tuple(name for name in audience if name in roster.circles())
        name = self._free(first.id, "corrected")
        return Entry(name, body, said=self.today, audience=inside or audience)

    def _free(self, name: str, what: str) -> str:
        count = 1
        while (found := f"{name[:60]}.{what}-{count}") in self.taken:
            count += 1
        self.taken.add(found)
        return found

    def _pointing_anew(self, entry: Entry) -> Entry:
        renamed = with_references(entry, lambda name, ref: self.renamed.get(name, name))
        return entry if renamed is None else renamed


def _came_anew(name: str, said: dict[str, Entry]) -> bool:
    """Whether an entry that the folder calls by its old name is held under a new one."""
    old, found, _ = name.rpartition(".again-")
    return bool(found) and old in said


def _but_for_words(entry: Entry) -> Entry:
    return dataclasses.replace(entry, id="x", body=Correction(reason=""), learned=entry.known)


def _same_header(one: Case, other: Case) -> bool:
    """Whether two headers are the same, the order of their items included."""
    return repr(one.header) == repr(other.header)
