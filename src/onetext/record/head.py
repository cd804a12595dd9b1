"""The head of a chain: a few bytes that, kept on paper or with a colleague, prove what was recorded by then."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from onetext.errors import UsageError

KEEPER: Final = "the keeper"
_KIND: Final = "onetext head 1"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Whose chain, its id, the number of its last link and that link. The keeper's names the lines erased so far."""

    whose: str
    chain: str
    n: int
    link: str
    erased: tuple[int, ...] = ()


def write_head(head: ChainHead) -> str:
    """A head as text.

    >>> read_head(write_head(ChainHead("north", "ab", 3, "cd"))).n
    3
    """
    return json.dumps({"kind": _KIND, **asdict(head)}, indent=2) + "\n"


def read_head(text: str) -> ChainHead:
    """A head from its text. Raises UsageError."""
    try:
        plain = json.loads(text)
        kind, erased = plain.pop("kind"), tuple(int(n) for n in plain.pop("erased"))
        head = ChainHead(str(plain["whose"]), str(plain["chain"]), int(plain["n"]), str(plain["link"]), erased)
    except (ValueError, KeyError, TypeError, AttributeError):
        kind, head = "", ChainHead("", "", 0, "")
    if kind != _KIND:
        raise UsageError("this is no head of a chain", "name a file that 'onetext record head' wrote")
    return head
