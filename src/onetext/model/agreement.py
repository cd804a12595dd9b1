"""The agreement: stages of obligations, what is exchanged for what, and the rules that hold over all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from onetext.model.anchor import Anchor
from onetext.model.obligation import (
    Category,
    ExchangeKey,
    Ids,
    Obligation,
    Quota,
    Side,
    Sides,
    Somebodies,
    Somebody,
    Stage,
)
from onetext.model.quantity import Quantity
from onetext.model.reference import BodyRef, DealRef, Id, Key, ProposalRef, Ref
from onetext.model.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Right:
    """Who may change what is in force (`act`), of which parts (default: all), and once what is so (`when`).

    `most` is for how long at most, or how often (`2 times`). `notice` is how long before it takes effect it must be
    told, by the entry that uses it or by a notice under the right. An `automatic` right needs nobody: it takes effect
    when its condition is met, a suspension until it is restored or `most` is over.
    """

    KEYED: ClassVar[str] = "id"
    WHOLE: ClassVar[bool] = True
    id: Id
    act: Literal["suspension", "restoration", "extension", "termination", "snapback"]
    by: Somebodies = ()
    of: Ids = ()
    when: Trigger | None = None
    automatic: bool = False
    most: Quantity | None = None
    notice: Quantity | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Who answers for whose performance, of which parts, and with what stake."""

    WHOLE: ClassVar[bool] = True
    by: Somebody
    side: Annotated[Side | None, Key("for")] = None
    of: Ids = ()
    stake: str | None = None
    amount: Quantity | None = None
    when: Trigger | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who decides disputes, about what, and within what time."""

    WHOLE: ClassVar[bool] = True
    by: Somebody
    within: Quantity | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the parties would owe each other. It is in force once every party has signed it, and every body that must
    ratify it (`ratified_by`) has approved it.

    `partial_days` says how a day that is cut short counts. It is seen whole or not at all: who may see it may see
    everybody and everything it names.
    """

    parties: Sides
    kind: Literal["agreement"] = "agreement"
    title: str | None = None
    package: ProposalRef | None = None
    previous: DealRef | None = None
    stages: tuple[Stage, ...] = ()
    categories: tuple[Category, ...] = ()
    keys: tuple[ExchangeKey, ...] = ()
    quotas: tuple[Quota, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    rights: tuple[Right, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    disputes: tuple[Settlement, ...] = ()
    ratified_by: tuple[Annotated[BodyRef, Ref(("body",), essential=True)], ...] = ()
    sunset: Anchor | None = None
    partial_days: Literal["whole", "by hours", "not counted"] | None = None
    words: str | None = None

    def ids(self) -> Iterator[tuple[str, str]]:
        """Every id of a part of it, with the section it stands in."""
        for section in ("stages", "categories", "keys", "quotas", "obligations", "rights"):
            yield from ((section, item.id) for item in getattr(self, section))

    def wider(self, category: str | None) -> Iterator[str]:
        """A category and those it is part of, from the narrowest.

        >>> from onetext.model import make
        >>> deal = make(Agreement, parties=["north"], categories={"women": {"name": "Women", "of": "held"},
        ...             "held": "Held"})
        >>> list(deal.wider("women"))
        ['women', 'held']
        """
        above, seen = {item.id: item.of for item in self.categories}, set[str]()
        while category is not None and category not in seen:
            seen.add(category)
            yield category
            category = above.get(category)
