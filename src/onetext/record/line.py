"""A line while it is being written: what it holds, of what it speaks, and what each reader is told of it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from onetext.model import KINDS, Entry, Header, Ref, Roster, names_in, write_header
from onetext.record.sealing import canonical

_KINDS = frozenset(("entry", *KINDS))


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry to be appended, and the id its writer gave it: appended again under the same id, it is there once."""

    entry: Entry
    client: str


@dataclass(slots=True)
class Line:
    """A line being written. `key` seals it, `client` and `tag` stand for its client id and its name."""

    n: int
    kind: int
    client: bytes
    key: bytes
    content: bytes
    entry: Entry | None = None
    plain: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    """The fields of `plain` as they are written."""
    tag: bytes | None = None
    stands: bytes | None = None
    """What stands for the entry that it is a copy of."""
    erases: int | None = None
    names: tuple[tuple[str, Ref], ...] = ()
    """The entries that it speaks of."""
    all_names: Set[str] = frozenset()
    audience: tuple[str, ...] = ()
    telling: list[tuple[str, Any, bytes]] = field(default_factory=list)
    """What each reader is told: its name, what the order within a transaction goes by, and the bytes."""
    aliases: dict[str, bytes] = field(default_factory=dict)
    readers: list[Sequence[Any]] = field(default_factory=list)
    told: list[tuple[Any, ...]] = field(default_factory=list)
    files: list[Sequence[Any]] = field(default_factory=list)
    """The rows that come with it: those of readers, links and attachments."""

    def speaking(self, roster: Roster, header_names: frozenset[str]) -> Line:
        """The line with what it speaks of and for whom it is. What the header names is no entry."""
        assert self.entry is not None
        found = names_in(self.entry)
        self.audience = roster.audience(self.entry)
        self.all_names = {name for name, _ in found}.union(self.audience)
        if not header_names.issuperset(self.all_names):
            self.names = tuple(
                (name, ref) for name, ref in found if name not in header_names and not _KINDS.isdisjoint(ref.kinds)
            )
        return self


def header_bytes(header: Header) -> bytes:
    """A header as bytes; the order of its items is part of it."""
    return canonical({"header": write_header(header)})
