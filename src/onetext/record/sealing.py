"""Keys, seals, digests and links: every use of cryptography in a record.

Each line has a key of its own, which seals its contents and, through keys derived from it, what each reader was told
of it. Keys are wrapped by a root that is kept outside the database (AES-SIV, RFC 5297; contents AES-256-GCM).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from json.encoder import encode_basestring
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

Entropy = Callable[[str, str, str], bytes]
"""Thirty-two unguessable bytes for (writer, client id, use)."""
Column = int | bytes | None


def fresh(writer: str, client: str, use: str) -> bytes:
    """New random bytes of the system, whatever they are for."""
    return os.urandom(KEY_BYTES)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def canonical(plain: Any) -> bytes:
    """Plain data (texts, lists, mappings) as the bytes that are sealed and committed to: no number, UTF-8, in the order
    given, since the order of issues and options says something.

    >>> canonical({"b": ["x"], "a": "é"}).decode()
    '{"b":["x"],"a":"é"}'
    """
    return _ENCODER.encode(plain).encode()


def canonical_of(plain: Mapping[str, Any], parts: dict[str, tuple[Any, str]]) -> bytes:
    """The same for a mapping of which most fields were written before: `parts` holds, and keeps, each field as text,
    with the very value that it is the text of. Names of fields need no escapes.

    >>> parts = {}
    >>> canonical_of({"b": "x", "a": "é"}, parts) == canonical({"b": "x", "a": "é"})
    True
    >>> canonical_of({"a": "y"}, parts)
    b'{"a":"y"}'
    """
    texts = []
    for key, value in plain.items():
        part = parts.get(key)
        if part is None or part[0] is not value:
            text = encode_basestring(value) if type(value) is str else _ENCODER.encode(value)
            part = parts[key] = (value, f'"{key}":{text}')
        texts.append(part[1])
    return ("{" + ",".join(texts) + "}").encode()


def packed(columns: Sequence[Column]) -> bytes:
    """Columns as bytes that can stand for no other columns: how many, the kind of each, its number or length, and then
    the bytes of those that are bytes.

    >>> packed([1, b"ab", None]) == packed([1, b"a", b"b"])
    False
    >>> unpacked(packed([1, b"ab", None, -7]))
    [1, b'ab', None, -7]
    """
    pack, kinds = _layout(tuple(map(type, columns)))
    numbers = [c if type(c) is int else 0 if c is None else len(c) for c in columns]  # type: ignore[arg-type]
    return pack(len(kinds), kinds, *numbers) + b"".join([c for c in columns if type(c) is bytes])


@cache
def _layout(types: tuple[type, ...]) -> tuple[Callable[..., bytes], bytes]:
    kinds = b"".join(_KINDS[each] for each in types)
    return struct.Struct(f">I{len(kinds)}s{len(kinds)}q").pack, kinds


_KINDS: Final = {int: b"i", bytes: b"b", type(None): b"n"}


def unpacked(row: bytes) -> list[Column]:
    """The columns that `packed` made bytes of."""
    (count,) = struct.unpack_from(">I", row)
    kinds, numbers = row[4 : 4 + count], struct.unpack_from(f">{count}q", row, 4 + count)
    at, found = 4 + 9 * count, list[Column]()
    for kind, n in zip(kinds, numbers, strict=True):
        found.append(n if kind == ord("i") else None if kind == ord("n") else row[at : at + n])
        at += n if kind == ord("b") else 0
    return found


def derived(key: bytes, use: str, *parts: bytes) -> bytes:
    """A key, salt or name for one use, from the key of a line: BLAKE2b under that key (RFC 7693)."""
    return hashlib.blake2b(b"|".join((use.encode(), *parts)), key=key, digest_size=KEY_BYTES).digest()


def digest(use: str, *parts: bytes) -> bytes:
    """A SHA-256 that stands for one use; parts but the last are of fixed length."""
    return hashlib.sha256(b"|".join((f"onetext/{use}/1".encode(), *parts))).digest()


def number(n: int) -> bytes:
    """A number as eight bytes."""
    return _NUMBER(n)


def seal(key: bytes, content: bytes, about: bytes) -> bytes:
    """Contents sealed under a key that seals nothing else, padded to steps of 256 bytes, and bound to `about`."""
    length = 4 + len(content)
    padded = struct.pack(">I", len(content)) + content + bytes(-length % _STEP)
    return AESGCM(key).encrypt(_NONCE, padded, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """What was sealed; None if the key does not open it or it was changed."""
    try:
        padded = AESGCM(key).decrypt(_NONCE, sealed, about)
    except (InvalidTag, ValueError):
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
        except (InvalidTag, ValueError):
            return None


def line_about(record: bytes, n: int) -> bytes:
    """What the seal of a line is bound to."""
    return b"onetext/line/1|" + record + number(n)


def told_about(chain: bytes, n: int) -> bytes:
    """What the seal of a told text is bound to."""
    return b"onetext/told/1|" + chain + number(n)


def told_key(key: bytes, chain: bytes, n: int) -> bytes:
    """What seals the words of link n of a reader's chain."""
    return derived(key, "told", chain, number(n))


def alias_of(key: bytes, chain: bytes) -> bytes:
    """The name by which one reader knows a line; those of two readers cannot be linked."""
    return derived(key, "id", chain)[:ALIAS_BYTES]


def salt_of(key: bytes, chain: bytes, n: int) -> bytes:
    """The salt of link n of a reader's chain: gone with the key of its line."""
    return derived(key, "salt", chain, number(n))


def commit(key: bytes, chain: bytes, n: int, alias: bytes, told: bytes) -> bytes:
    """The salted commitment to the exact bytes that a reader was told in link n of its chain."""
    return commitment_of(chain, alias, salt_of(key, chain, n), told)


def commitment_of(chain: bytes, alias: bytes, salt: bytes, told: bytes) -> bytes:
    """The commitment, from what a reader can be given to check it."""
    return digest("commit", chain, alias, salt, told)


def next_link(chain: bytes, n: int, before: bytes, commitment: bytes) -> bytes:
    """Link n of a chain, from the one before."""
    return digest("link", chain, number(n), before, commitment)


def first_link(chain: bytes) -> bytes:
    """Link 0 of a reader's chain."""
    return digest("chain", chain)
