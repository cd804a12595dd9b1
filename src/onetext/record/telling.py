"""Telling: what each reader is told of a line, as bytes, under names that only this reader knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onetext.model import KINDS, Ref, Release, Teller
from onetext.record.line import Line
from onetext.record.record import CHAIN_BITS, TOLD_BITS, Head, Known, ReaderRow, Record
from onetext.record.sealing import alias_of, canonical_of, field_of
from onetext.record.steps import Steps

_BY_TAG = (
    f"SELECT t.place, l.tag, t.alias FROM record_line l JOIN record_told t ON t.id >= (l.id << {TOLD_BITS}) "
    f"AND t.id < ((l.id + 1) << {TOLD_BITS}) WHERE l.tag IN (?)"
)
_BY_TAG_ANEW = (
    "SELECT t.place, l.tag, t.alias FROM record_line l JOIN record_told t ON t.line = l.id WHERE l.tag IN (?)"
)
_BY_COPY = "SELECT place, stands, alias FROM record_told WHERE stands IN (?)"


class Telling:
    """What the readers of a header are told, within one transaction."""

    def __init__(self, record: Record, head: Head, known: Known) -> None:
        self.record, self.head, self.known = record, head, known
        self._aliases: dict[tuple[str, bytes], bytes] = {}
        self._chains: dict[str, bytes] = {}

    def tell(self, lines: list[Line], steps: Steps) -> None:
        """Write into each line what every reader is told of it."""
        self._find_aliases(lines)
        for line in lines:
            self._tell(line)
            steps.step()

    # By which names readers know the entries that lines speak of.

    def _find_aliases(self, lines: list[Line]) -> None:
        wanted = dict.fromkeys(found for line in lines for found in line.names)
        if not wanted:
            return
        names = {reader.id: name for name, reader in self._readers()}
        tags = dict.fromkeys(self.record.tag("entry", name) for name, _ in wanted)
        copies = dict.fromkeys(self.copy_tag(kind, name) for name, ref in wanted for kind in _kinds(ref))
        asked = ((_BY_TAG, [list(tags)]), (_BY_TAG_ANEW, [list(tags)]), (_BY_COPY, [list(copies)]))
        for rows in self.record.ask(*asked):
            for place, tag, alias in rows:
                if (reader := names.get(place >> CHAIN_BITS)) is not None:
                    self._aliases[reader, bytes(tag)] = bytes(alias)
        spoken_of = {name for name, _ in wanted}
        for line in lines:
            self._name(line, spoken_of)

    def _name(self, line: Line, spoken_of: set[str]) -> None:
        """The names of a line that others of the same call speak of."""
        assert line.entry is not None
        assert line.tag is not None
        body = line.entry.body
        copies = body.of if isinstance(body, Release) else None
        if line.entry.id not in spoken_of and copies not in spoken_of:
            return
        for name, teller in self.known.tellers.items():
            if teller.told_plain(line.entry, line.plain, _unnamed, line.audience, line.all_names) is not None:
                self._aliases[name, line.tag] = alias = self.alias(name, line)
                if isinstance(body, Release) and body.of and not teller.inside:
                    self._aliases[name, self.copy_tag(body.copy.kind, body.of)] = alias

    def _readers(self) -> Iterator[tuple[str, ReaderRow]]:
        for name in self.known.tellers:
            if (reader := self.head.readers.get(self.record.reader_tag(name))) is not None:
                yield name, reader

    def copy_tag(self, kind: str, name: str) -> bytes:
        """What stands for the copy of an entry: its kind counts, since a copy may be of another."""
        return self.record.tag("copy", f"{kind}\0{name}")

    def alias(self, name: str, line: Line) -> bytes:
        """The name by which a reader knows a line."""
        alias = line.aliases.get(name)
        if alias is None:
            alias = line.aliases[name] = alias_of(line.key, self.chain(name))
        return alias

    def chain(self, name: str) -> bytes:
        """The id of a reader's chain, which may begin in this transaction."""
        chain = self._chains.get(name)
        if chain is None:
            reader = self.head.readers.get(self.record.reader_tag(name))
            chain = self.record.entropy("", f"reader {name}", "chain")[:16] if reader is None else reader.chain
            self._chains[name] = chain
        return chain

    def _named(self, reader: str, inside: bool) -> Any:
        def named(name: str, ref: Ref) -> str | None:
            alias = self._aliases.get((reader, self.record.tag("entry", name)))
            if inside:
                return None if alias is None else name
            copies = (self._aliases.get((reader, self.copy_tag(kind, name))) for kind in _kinds(ref))
            found = alias if alias is not None else next(filter(None, copies), None)
            return None if found is None else found.hex()

        return named

    # What they are told.

    def _tell(self, line: Line) -> None:
        entry = line.entry
        assert entry is not None
        if isinstance(entry.body, Release) and entry.body.of is not None:
            line.stands = self.copy_tag(entry.body.copy.kind, entry.body.of)
        fallen = False
        for name, teller in self.known.tellers.items():
            told = self._told(line, name, teller)
            fallen = fallen or (not told and teller.inside and teller.may_see(entry, line.audience))
        if fallen:
            self._tell_members(line)

    def _told(self, line: Line, name: str, teller: Teller) -> bool:
        assert line.entry is not None
        named = self._named(name, teller.inside) if line.names else _unnamed
        plain = teller.told_plain(line.entry, line.plain, named, line.audience, line.all_names)
        if plain is None:
            return False
        if not teller.inside:
            plain["id"] = self.alias(name, line).hex()
        line.telling.append((name, line.entry.said.by, _written(plain, line)))
        return True

    def _tell_members(self, line: Line) -> None:
        """A circle may not know what an entry rests on, while a member does: it is told by itself."""
        circles = {name: self.known.roster.reach[name] for name in self.known.roster.circles()}
        heard = [name for name, _, _ in line.telling]
        for member in sorted(frozenset().union(*circles.values()) - self.known.tellers.keys()):
            if not any(member in circles.get(name, ()) for name in heard):
                self._told(line, member, Teller(self.known.header, member))


def _written(plain: Mapping[str, Any], line: Line) -> bytes:
    """What a reader is told, as bytes; most of its fields are those of the line."""
    own, fields = line.plain, line.fields
    return canonical_of(
        [fields[key] if value is own.get(key) else field_of(key, value) for key, value in plain.items()]
    )


def _kinds(ref: Ref) -> Iterable[str]:
    return KINDS if "entry" in ref.kinds else ref.kinds


def _unnamed(name: str, ref: Ref) -> None:
    return None
