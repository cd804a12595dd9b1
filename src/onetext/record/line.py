"""A line while it is being written: what it holds, of what it speaks, and what each reader is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from onetext.model import KINDS, Entry, Header, Ref, Roster, references, write_header
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
    parts: dict[str, tuple[Any, str]] = field(default_factory=dict)
    """The fields of `plain` as text, each with the value that it is the text of."""
    tag: bytes | None = None
    erases: int | None = None
    names: tuple[tuple[str, Ref], ...] = ()
    """The entries that it speaks of."""
    all_names: frozenset[str] = frozenset()
    audience: tuple[str, ...] = ()
    telling: list[tuple[str, Any, bytes]] = field(default_factory=list)
    """What each reader is told: its name, what the order within a transaction goes by, and the bytes."""
    aliases: dict[str, bytes] = field(default_factory=dict)
    others: list[tuple[str, Sequence[Any]]] = field(default_factory=list)
    """The rows that come with it, each with its table."""

    def speaking(self, roster: Roster, header_names: frozenset[str]) -> Line:
        """The line with what it speaks of and for whom it is. What the header names is no entry."""
        assert self.entry is not None
        found = list(references(self.entry))
        self.names = tuple(
            (one.name, one.ref)
            for one in found
            if one.name not in header_names and not _KINDS.isdisjoint(one.ref.kinds)
        )
        self.audience = roster.audience(self.entry)
        self.all_names = frozenset([one.name for one in found]).union(self.audience)
        return self


def header_bytes(header: Header) -> bytes:
    """A header as bytes; the order of its items is part of it."""
    return canonical({"header": write_header(header)})
