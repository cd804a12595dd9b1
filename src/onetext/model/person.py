"""People: never items. Their titles, names in any script, for whom they speak and since when."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.model.moment import Moment
from onetext.model.party import Item
from onetext.model.reference import SideRef


@dataclass(frozen=True, slots=True)
class Person(Item):
    """A person; `speaks_for` a party, mediator or other actor."""

    title: str | None = None
    speaks_for: SideRef | None = None
    since: Moment | None = None


def name_key(name: str) -> str:
    """The form in which names are compared: compatible characters, case and outer spaces folded, and without the signs
    that nobody sees, such as the marks of direction that come with what is copied. The key of a key is that key.

    >>> name_key("  ISRAEL Katz ") == name_key("israel katz") == name_key("Israel Katz\u200f")
    True
    >>> name_key("J\u030c\u0323an") == name_key("\u01f0\u0323an")
    True
    """
    folded = name
    if not name.isascii():  # the signs first: a letter and its accent may stand on both sides of one
        folded = "".join(sign for sign in name if unicodedata.category(sign) != "Cf") or name
        folded = unicodedata.normalize("NFKC", folded)
    folded = folded.casefold()
    if not folded.isascii():  # a folded letter may be taken apart, with its accents in another order
        folded = unicodedata.normalize("NFKC", folded)
    return " ".join(folded.split())


def names_of(items: Iterable[tuple[str, Item]]) -> Mapping[str, tuple[str, ...]]:
    """Folded name or alias -> the ids it fits, in order.

    >>> names_of([("katz", Person(name="Israel Katz", aliases=("Katz",)))])["katz"]
    ('katz',)
    """
    found: dict[str, dict[str, None]] = {}
    for item_id, item in items:
        for name in (item_id, item.name, *item.aliases):
            found.setdefault(name_key(name), {})[item_id] = None
    return {key: tuple(ids) for key, ids in found.items()}
