"""Keys, seals, digests and links: every use of cryptography in a record.

Each line has a key of its own, which seals its contents and, through keys derived from it, what each reader was told
of it. Keys are wrapped by a root that is kept outside the database (AES-SIV, RFC 5297; contents AES-256-GCM).
"""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

KEY_BYTES: Final = 32
WRAPPED_BYTES: Final = KEY_BYTES + 16
NO_KEY: Final = bytes(WRAPPED_BYTES)
ALIAS_BYTES: Final = 16
_STEP: Final = 256
_NONCE: Final = bytes(12)
"""A key seals one message only, so its nonce need not change."""

_NUMBER: Final = struct.Struct(">q").pack
_LENGTH: Final = struct.Struct(">I").pack
_PADDING: Final = tuple(bytes(-length % _STEP) for length in range(_STEP))
_COMMIT: Final = b"onetext/commit/1"
_LINK: Final = b"onetext/link/1"

Entropy = Callable[[str, str, str], bytes]
"""Thirty-two unguessable bytes for (writer, client id, use)."""
Column = int | bytes | None
_Chosen = Callable[[Sequence[Column]], Sequence[Any]]


def fresh(writer: str, client: str, use: str) -> bytes:
    """New random bytes of the system, whatever they are for."""
    return os.urandom(KEY_BYTES)


def canonical(plain: Any) -> bytes:
    """Plain data (texts, lists, mappings) as the bytes that are sealed and committed to: no number, UTF-8, in the order
    given, since the order of issues and options says something.

    >>> canonical({"b": ["x"], "a": "é"}).decode()
    '{"b":["x"],"a":"é"}'
    """
    return _text(plain).encode()


def _text(plain: Any) -> str:
    if type(plain) is str:
        return encode_basestring(plain)
    if type(plain) is list:
        return f"[{','.join(map(_text, plain))}]"
    return "{" + ",".join([f"{encode_basestring(key)}:{_text(value)}" for key, value in plain.items()]) + "}"


def fields_of(plain: Mapping[str, Any]) -> dict[str, str]:
    """Each field of a mapping as it stands among its canonical bytes. Names of fields need no escapes.

    >>> plain = {"b": ["x"], "a": "é"}
    >>> canonical_of(fields_of(plain).values()) == canonical(plain)
    True
    """
    text = encode_basestring
    return {key: f'"{key}":{text(value) if type(value) is str else _text(value)}' for key, value in plain.items()}


def field_of(key: str, value: Any) -> str:
    """One field as it stands among the canonical bytes of a mapping."""
    return f'"{key}":{encode_basestring(value) if type(value) is str else _text(value)}'


def canonical_of(fields: Iterable[str]) -> bytes:
    """A mapping as bytes, from its fields."""
    return ("{" + ",".join(fields) + "}").encode()


def packed(columns: Sequence[Column]) -> bytes:
    """Columns as bytes that can stand for no other columns: how many, the kind of each, the numbers, the lengths of
    those that are bytes, and then these.

    >>> packed([1, b"ab", None]) == packed([1, b"a", b"b"])
    False
    >>> unpacked(packed([1, b"ab", None, -7]))
    [1, b'ab', None, -7]
    """
    pack, kinds, numbers_of, bytes_of = _layout(tuple(map(type, columns)))
    some = bytes_of(columns)
    return pack(len(kinds), kinds, *numbers_of(columns), *map(len, some)) + b"".join(some)


@lru_cache(1024)
def _layout(types: tuple[type, ...]) -> tuple[Callable[..., bytes], bytes, _Chosen, _Chosen]:
    """How columns of these types are packed: the kind of each, and how the numbers and the bytes are taken out."""
    kinds = b"".join(_KINDS[each] for each in types)
    numbers, some = ([n for n, each in enumerate(types) if each is kind] for kind in (int, bytes))
    return struct.Struct(f">I{len(kinds)}s{len(numbers) + len(some)}q").pack, kinds, _chosen(numbers), _chosen(some)


def _chosen(places: list[int]) -> _Chosen:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda columns: [columns[n] for n in places]


_KINDS: Final = {int: b"i", bytes: b"b", type(None): b"n"}


def unpacked(row: bytes) -> list[Column]:
    """The columns that `packed` made bytes of."""
    (count,) = struct.unpack_from(">I", row)
    kinds = row[4 : 4 + count]
    ints, some = kinds.count(b"i"), kinds.count(b"b")
    numbers = iter(struct.unpack_from(f">{ints}q", row, 4 + count))
    lengths = iter(struct.unpack_from(f">{some}q", row, 4 + count + 8 * ints))
    at, found = 4 + count + 8 * (ints + some), list[Column]()
    for kind in kinds:
        if kind == ord("b"):
            start, at = at, at + next(lengths)
            found.append(row[start:at])
        else:
            found.append(next(numbers) if kind == ord("i") else None)
    return found


def derived(key: bytes, use: bytes, *parts: bytes) -> bytes:
    """A key, salt or name for one use, from the key of a line: BLAKE2b under that key (RFC 7693)."""
    return blake2b(b"|".join((use, *parts)), key=key, digest_size=KEY_BYTES).digest()


def digest(use: bytes, *parts: bytes) -> bytes:
    """A SHA-256 that stands for one use; parts but the last are of fixed length or begin with
    their length."""
    return sha256(b"|".join((b"onetext/%b/1" % use, *parts))).digest()


def number(n: int) -> bytes:
    """A number as eight bytes."""
    return _NUMBER(n)


def seal(key: bytes, content: bytes, about: bytes) -> bytes:
    """Contents sealed under a key that seals nothing else, padded to steps of 256 bytes, and bound to `about`."""
    length = len(content)
    return AESGCM(key).encrypt(_NONCE, _LENGTH(length) + content + _PADDING[(length + 4) % _STEP], about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """What was sealed; None if the key does not open it or it was changed."""
    try:
        padded = AESGCM(key).decrypt(_NONCE, sealed, about)
    except (InvalidTag, ValueError, TypeError):  # the last: SQLite may hold words where bytes belong
        return None
    (length,) = struct.unpack_from(">I", padded)
    return padded[4 : 4 + length]


@dataclass(frozen=True)
class Wrapping:
    """The root at work: wraps the keys of one record. The same key under the same number gives the same bytes."""

    record: bytes
    _cipher: AESSIV

    @classmethod
    def under(cls, root: bytes, record: bytes) -> Wrapping:
        """The wrapping of a record under its root."""
        return cls(record, AESSIV(hmac.digest(root, b"onetext/root/1|" + record, "sha512")))

    def wrap(self, n: int, key: bytes) -> bytes:
        """The key of line n, wrapped."""
        return self._cipher.encrypt(key, [self.record, number(n)])

    def unwrap(self, n: int, wrapped: bytes) -> bytes | None:
        """The key of line n; None if it was erased, changed, or wrapped by another root."""
        if wrapped == NO_KEY:
            return None
        try:
            return self._cipher.decrypt(wrapped, [self.record, number(n)])
        except (InvalidTag, ValueError, TypeError):
            return None


def line_about(record: bytes, n: int) -> bytes:
    """What the seal of a line is bound to."""
    return b"onetext/line/1|" + record + number(n)


def told_about(chain: bytes, n: int) -> bytes:
    """What the seal of a told text is bound to."""
    return b"onetext/told/1|" + chain + number(n)


def alias_of(key: bytes, chain: bytes) -> bytes:
    """The name by which one reader knows a line; those of two readers cannot be linked."""
    return blake2b(b"id|" + chain, key=key, digest_size=ALIAS_BYTES).digest()


def told_keys(key: bytes, chain: bytes, n: int) -> tuple[bytes, bytes]:
    """What seals the words of link n of a reader's chain, and their salt: both gone with the key of the line."""
    both = blake2b(b"told|" + chain + _NUMBER(n), key=key, digest_size=2 * KEY_BYTES).digest()
    return both[:KEY_BYTES], both[KEY_BYTES:]


def commitment_of(chain: bytes, alias: bytes, salt: bytes, told: bytes) -> bytes:
    """The salted commitment to the exact bytes that a reader was told: also from what a reader can be given."""
    return sha256(b"|".join((_COMMIT, chain, alias, salt, told))).digest()


def next_link(chain: bytes, n: int, before: bytes, commitment: bytes) -> bytes:
    """Link n of a chain, from the one before."""
    return sha256(b"|".join((_LINK, chain, _NUMBER(n), before, commitment))).digest()


def first_link(chain: bytes) -> bytes:
    """Link 0 of a reader's chain."""
    return digest(b"chain", chain)
