"""A reader's own chain, on its own: every link with what it needs to be checked without the record.

It goes with the folder that is exported for a party or circle. A link holds the exact words told and their salt, or,
where they were erased, the commitment alone.
"""

from __future__ import annotations

import dataclasses
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from onetext.errors import UsageError
from onetext.model import KINDS, Case, Entry, Ref, read_entry, with_references, write_entry
from onetext.model.projection import header_names
from onetext.record.head import ChainHead
from onetext.record.reading import broken_at, chain_of, header_in_force
from onetext.record.record import CHAIN_BITS, TOLD_LINE, Record, chain_range
from onetext.record.sealing import (
    ALIAS_BYTES,
    NO_KEY,
    commitment_of,
    first_link,
    next_link,
    told_about,
    told_keys,
    unseal,
)
from onetext.record.verification import Break, Verification

CHAIN_FILE: Final = "chain.jsonl"
_KIND: Final = "onetext chain 1"
_ENTRIES: Final = frozenset(("entry", *KINDS))
_TOLD: Final = (
    f"SELECT t.place, {TOLD_LINE} AS line, t.alias, t.commitment, t.sealed, s.wrapped FROM record_told t "
    f"JOIN record_secret s ON s.id = {TOLD_LINE} WHERE t.place >= ? AND t.place < ? ORDER BY t.place"
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link: the name under which the reader knows a line, and the words told with their salt, or the commitment to
    what was erased since. All but the words in hexadecimal digits."""

    alias: str
    salt: str | None = None
    told: str | None = None
    commitment: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A reader's chain: whose, its id in hexadecimal digits, its links."""

    whose: str
    id: str
    links: tuple[Link, ...]


def find_chain(record: Record, viewer: str) -> Chain | None:
    """The chain of a party or circle; None if it was told nothing. Raises UnknownViewer, NotForThisViewer,
    or RecordBroken."""
    with record.database.reading():
        name = chain_of(header_in_force(record), viewer)
        reader = record.reader_named(name)
        if reader is None:
            return None
        rows = record.database.stream(record.database.sql(_TOLD), chain_range(reader.id))
        return Chain(name, reader.chain.hex(), tuple(_link(record, name, reader.chain, *row) for row in rows))


def _link(
    record: Record, whose: str, chain: bytes, place: int, line: int, alias: Any, commitment: Any, *rest: Any
) -> Link:
    sealed, wrapped = map(bytes, rest)
    if wrapped == NO_KEY:
        return Link(bytes(alias).hex(), commitment=bytes(commitment).hex())
    key, n = record.wrapping.unwrap(line, wrapped), place & ((1 << CHAIN_BITS) - 1)
    if key is None:
        raise broken_at(line, whose)
    words_key, salt = told_keys(key, chain, n)
    words = unseal(words_key, sealed, told_about(chain, n))
    if words is None:
        raise broken_at(line, whose)
    return Link(bytes(alias).hex(), salt.hex(), words.decode())


def write_chain(chain: Chain) -> str:
    """A chain as the text of its file: what it is, then a link a line.

    >>> read_chain(write_chain(Chain("north", "ab" * 16, (Link("cd" * 16, "01" * 32, "{}"),)))).links[0].told
    '{}'
    """
    lines = [{"kind": _KIND, "whose": chain.whose, "chain": chain.id}]
    lines += [{k: v for k, v in dataclasses.asdict(link).items() if v is not None} for link in chain.links]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def read_chain(text: str) -> Chain:
    """A chain from the text of its file. Raises UsageError."""
    try:
        first, *rest = map(json.loads, text.removesuffix("\n").split("\n"))
        if first["kind"] != _KIND:
            raise ValueError
        return Chain(str(first["whose"]), _sized(first["chain"], 16), tuple(_read_link(each) for each in rest))
    except (ValueError, KeyError, TypeError):
        advice = "ask for the folder again: it is not as it was exported"
        raise UsageError(f"{CHAIN_FILE} is no chain of a record", advice) from None


def _read_link(plain: dict[str, str]) -> Link:
    """A link from its line: each part of its own length, since a commitment is over all of them in a row."""
    link = Link(**plain)
    for part, size in ((link.alias, ALIAS_BYTES), (link.salt, 32), (link.commitment, 32)):
        if part is not None:
            _sized(part, size)
    if link.told is not None and not isinstance(json.loads(link.told), dict):
        raise ValueError
    return link


def _sized(digits: str, size: int) -> str:
    """Hexadecimal digits of so many bytes, as they are written."""
    found = bytes.fromhex(digits)
    if len(found) != size:
        raise ValueError
    return found.hex()


def verify_chain(chain: Chain, case: Case, against: ChainHead | None = None) -> Verification:
    """Verify a chain by itself, that every entry of a folder is in words that were told, and that a head kept elsewhere
    is in the chain. Names the first link that does not fit."""
    broken: list[Break] = []
    links = [first_link(bytes.fromhex(chain.id))]
    for n, link in enumerate(chain.links, 1):
        commitment = _commitment(chain, link)
        if commitment is None:
            broken.append(Break(chain.whose, n, "it holds neither words nor a commitment"))
            break
        links.append(next_link(bytes.fromhex(chain.id), n, links[-1], commitment))
    if against is not None:
        broken += _compared(chain, links, against)
    if not broken:
        broken += [
            Break(chain.whose, len(chain.links), f"entry '{name}' of the folder was never told in these words")
            for name in _untold(chain, case)
        ]
    head = ChainHead(chain.whose, chain.id, len(links) - 1, links[-1].hex())
    return Verification((head,), tuple(broken), sum(link.told is None for link in chain.links))


def _commitment(chain: Chain, link: Link) -> bytes | None:
    if link.told is not None and link.salt is not None:
        of, alias, salt = map(bytes.fromhex, (chain.id, link.alias, link.salt))
        return commitment_of(of, alias, salt, link.told.encode())
    return None if link.commitment is None else bytes.fromhex(link.commitment)


def _compared(chain: Chain, links: list[bytes], against: ChainHead) -> Iterator[Break]:
    if against.chain != chain.id:
        yield Break("the head kept elsewhere", against.n, "it is of another chain")
    elif against.n >= len(links):
        yield Break(chain.whose, against.n, "the chain ends before the head that was kept")
    elif not hmac.compare_digest(links[against.n].hex(), against.link):
        yield Break(chain.whose, against.n, "it is not the head that was kept")


def _untold(chain: Chain, case: Case) -> Iterator[str]:
    """The entries of a folder that no link of the chain tells. References between entries are left aside: the folder
    has ordinals for them, and what an entry speaks of may have been told after it."""
    names, told = header_names(case.header), set[str]()
    for link in chain.links:
        plain = {} if link.told is None else json.loads(link.told)
        entry, _ = read_entry(plain, case.header.tz) if "kind" in plain else (None, [])
        if entry is not None:
            told.add(_words(entry, names, case.header.tz))
    for entry in case.entries:
        if _words(entry, names, case.header.tz) not in told:
            yield entry.id


def _words(entry: Entry, names: frozenset[str], zone: tzinfo) -> str:
    def left_out(name: str, ref: Ref) -> str | None:
        return name if name in names or _ENTRIES.isdisjoint(ref.kinds) else None

    def unnamed(name: str, ref: Ref) -> str:
        return left_out(name, ref) or "x"

    bare = dataclasses.replace(entry, id="x", learned=None)
    return json.dumps(write_entry(with_references(bare, left_out) or with_references(bare, unnamed) or bare, zone))
