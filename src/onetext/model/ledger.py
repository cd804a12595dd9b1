"""Accounts and what was counted on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model.moment import Moment
from onetext.model.party import Item
from onetext.model.quantity import Quantity
from onetext.model.reference import AccountRef, ActorRef


@dataclass(frozen=True, slots=True)
class Account(Item):
    """Something that is counted over time, such as people held or trucks that crossed."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity reported for an account, as of a moment."""

    account: AccountRef
    quantity: Quantity
    kind: Literal["count"] = "count"
    by: ActorRef | None = None
    as_of: Moment | None = None
    words: str | None = None
