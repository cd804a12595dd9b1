"""Accounts, what was counted on them, and the ledgers in which they must add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from onetext.model.moment import Moment
from onetext.model.party import Item
from onetext.model.quantity import Quantity
from onetext.model.reference import AccountRef, ActorRef, Key, Name, Ref


@dataclass(frozen=True, slots=True)
class Account(Item):
    """Something that is counted over time, such as people held or trucks that crossed."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """One account of a ledger and what its value is multiplied by: 1 adds it, -1 takes it off."""

    KEYED: ClassVar[str] = "account"
    SHORTHAND: ClassVar[str] = "times"
    WHOLE: ClassVar[bool] = True
    account: Annotated[Name, Ref(("account",), essential=True)]
    times: Decimal


@dataclass(frozen=True, slots=True)
class Ledger(Item):
    """A linear equation over accounts that should hold: taken less freed less held is 0.

    Written `{name: ..., sum: {taken: 1, freed: -1, held: -1}}`; `is` where the sum is to be another number than 0.
    """

    sum: tuple[Posting, ...] = ()
    total: Annotated[Decimal, Key("is")] = Decimal(0)


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity reported for an account, as of a moment."""

    account: AccountRef
    quantity: Quantity
    kind: Literal["count"] = "count"
    by: ActorRef | None = None
    as_of: Moment | None = None
    words: str | None = None
