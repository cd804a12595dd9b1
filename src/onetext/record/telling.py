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
        self._name([line for line in lines if not spoken_of.isdisjoint(_stands_for(line))])

    def _name(self, lines: list[Line]) -> None:
        """The names of lines of which others of the same call speak; what one rests on may come after it."""
        known = -1
        while lines and known != len(self._aliases):
            known = len(self._aliases)
            lines = [line for line in lines if not self._named_to_all(line)]

    def _named_to_all(self, line: Line) -> bool:
        """Name a line to all who can be told it by now; whether these are all who may see it."""
        assert line.entry is not None
        assert line.tag is not None
        body, hearers = line.entry.body, self._hearers(line)
        for name, teller, _ in hearers:
            self._aliases[name, line.tag] = alias = self.alias(name, line)
            if isinstance(body, Release) and body.of and not teller.inside:
                self._aliases[name, self.copy_tag(body.copy.kind, body.of)] = alias
        told = {name for name, _, _ in hearers}
        return not any(
            name not in told and teller.may_see(line.entry, line.audience)
            for name, teller in self.known.tellers.items()
        )

    def _readers(self) -> Iterator[tuple[str, ReaderRow]]:
        for name in (*self.known.tellers, *self.known.circles_of):
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
        heard_as = (reader, *self.known.circles_of.get(reader, ()))

        def named(name: str, ref: Ref) -> str | None:
            tag = self.record.tag("entry", name)
            alias = next(filter(None, (self._aliases.get((known, tag)) for known in heard_as)), None)
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
        for name, teller, plain in self._hearers(line):
            if not teller.inside:
                plain["id"] = self.alias(name, line).hex()
            line.telling.append((name, entry.said.by, _written(plain, line)))

    def _hearers(self, line: Line) -> list[tuple[str, Teller, dict[str, Any]]]:
        """Who is told a line, and what."""
        assert line.entry is not None
        told, fallen = [], False
        for name, teller in self.known.tellers.items():
            if (plain := self._plain(line, name, teller)) is not None:
                told.append((name, teller, plain))
            else:
                fallen = fallen or (teller.inside and teller.may_see(line.entry, line.audience))
        return [*told, *self._alone(line, {name for name, _, _ in told})] if fallen else told

    def _alone(self, line: Line, heard: set[str]) -> Iterator[tuple[str, Teller, dict[str, Any]]]:
        """The members who know what a line rests on from another circle, where one may not: each is told by itself."""
        for name, teller in self.known.members.items():
            if heard.isdisjoint(self.known.circles_of[name]) and (plain := self._plain(line, name, teller)) is not None:
                yield name, teller, plain

    def _plain(self, line: Line, name: str, teller: Teller) -> dict[str, Any] | None:
        assert line.entry is not None
        named = self._named(name, teller.inside) if line.names else _unnamed
        return teller.told_plain(line.entry, line.plain, named, line.audience, line.all_names)


def _stands_for(line: Line) -> set[str]:
    """The entries that somebody may know by a line."""
    assert line.entry is not None
    body = line.entry.body
    return {line.entry.id, *([body.of] if isinstance(body, Release) and body.of else [])}


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
