"""What an agreement is made of: categories, exchange keys, quotas, stages, and obligations with their measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from onetext.model.anchor import Anchor
from onetext.model.quantity import Quantity
from onetext.model.reference import ACTORS, Id, Key, Name, Ref, Texts
from onetext.model.trigger import Trigger

Somebody = Annotated[Name, Ref(ACTORS, essential=True)]
Somebodies = tuple[Somebody, ...]
Side = Annotated[Name, Ref(("party",), essential=True)]
Sides = tuple[Side, ...]
Ids = tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of people or things that is exchanged or let through, held by a party (`by`).

    `criteria` say who is in it: an attribute and a range of numbers or words joined by "or"; `people` are named;
    `of` is a wider category; whoever is in one of `but_not` is not in this one. Categories outside the ratio are
    handed over and matched by nothing.
    """

    KEYED: ClassVar[str] = "id"
    SHORTHAND: ClassVar[str] = "name"
    WHOLE: ClassVar[bool] = True
    id: Id
    name: Name
    by: Side | None = None
    of: Id | None = None
    criteria: dict[Name, Name] = field(default_factory=dict)
    people: Texts = ()
    but_not: Ids = ()
    outside_ratio: bool = False
    conditions: Texts = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """So many of a category in return."""

    KEYED: ClassVar[str] = "category"
    SHORTHAND: ClassVar[str] = "amount"
    WHOLE: ClassVar[bool] = True
    category: Id
    amount: Quantity
    named: Texts = ()


@dataclass(frozen=True, slots=True)
class ExchangeKey:
    """What is given in return (`against`) for each `per` of a category.

    A `group` key holds for all of `per` together and for nothing less ("nine sick persons against 110"). A key with
    `people` is for them by name, in place of the key of their category or, `added`, on top of it.
    """

    KEYED: ClassVar[str] = "id"
    WHOLE: ClassVar[bool] = True
    id: Id
    category: Id
    against: tuple[Counter, ...]
    per: Quantity = field(default_factory=lambda: _one())
    group: bool = False
    people: Texts = ()
    added: bool = False
    conditions: Texts = ()


def _one() -> Quantity:
    return Quantity("1", Decimal(1), Decimal(1))


@dataclass(frozen=True, slots=True)
class Quota:
    """A total that runs across swaps, of one category or of several together, up to a time (`until`) or for good.

    `residual` is what happens to what is left: carried to the last swap, filled from another category, or dropped.
    """

    KEYED: ClassVar[str] = "id"
    WHOLE: ClassVar[bool] = True
    id: Id
    of: Ids
    total: Quantity
    until: Anchor | None = None
    residual: Literal["carried", "filled", "dropped"] | None = None
    filled_from: Id | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """What prolongs a stage: so many days (`adds`) for each `per` of some categories, up to `most` days.

    `list_due` is by when the list for a day must be there.
    """

    WHOLE: ClassVar[bool] = True
    per: Quantity
    of: Ids
    adds: Quantity = field(default_factory=lambda: Quantity("1 day", Decimal(1), Decimal(1), "day"))
    most: Quantity | None = None
    list_due: Anchor | None = None
    list_of: Id | None = None
    conditions: Texts = ()


@dataclass(frozen=True, slots=True)
class Renewal:
    """A stage goes on for so long again and again, unless notice is given under a duty before it ends.

    `most` is how many times at most.
    """

    WHOLE: ClassVar[bool] = True
    days: Quantity
    unless: Id | None = None
    most: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the deal with a start, an end and conditions of its own.

    It ends after so many `days` or at a time (`ends`), with `goes_on_until` as the bridge: it does not end before
    that is so.
    """

    KEYED: ClassVar[str] = "id"
    WHOLE: ClassVar[bool] = True
    id: Id
    name: Name
    begins: Anchor
    days: Quantity | None = None
    ends: Anchor | None = None
    when: Trigger | None = None
    goes_on_until: Trigger | None = None
    extension: Extension | None = None
    renewal: Renewal | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of a service in each period: `of_which` parts of it, another measure on days of exchange."""

    WHOLE: ClassVar[bool] = True
    at_least: Quantity
    per: Literal["day", "week", "month"] = "day"
    of_which: dict[Name, Quantity] = field(default_factory=dict)
    on_swap_days: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A cumulative amount by a time: a number, or so many percent of what is due in all."""

    WHOLE: ClassVar[bool] = True
    by: Anchor
    at_least: Quantity


Duty = Literal["result", "effort", "service", "abstention", "notice"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who (`by`) must do (`does`) what for whom, how much, in which window, on what condition, as verified by whom.

    `duty`: a result; an effort only ("use influence"); a service, measured by period; not doing something; a list or
    notice. `final`: "when verified" makes what is done provisional until the verifier's word. `prepared`: made ready
    in advance and set off by `when`. `together_with`: steps that take effect at once. `clock`: "stops" if suspension
    moves what is due. `amount_listed` names the duty whose last accepted list says how much is due in all; `or_instead`
    duties that discharge this one too, at the choice of whoever owes it.
    """

    KEYED: ClassVar[str] = "id"
    WHOLE: ClassVar[bool] = True
    id: Id
    by: Somebody
    does: Name
    to: Somebodies = ()
    duty: Duty = "result"
    category: Id | None = None
    amount: Quantity | None = None
    amount_listed: Id | None = None
    or_instead: Ids = ()
    measure: Measure | None = None
    milestones: tuple[Milestone, ...] = ()
    stage: Id | None = None
    begins: Anchor | None = None
    ends: Anchor | None = None
    when: Trigger | None = None
    sunset: Anchor | None = None
    verifier: Somebody | None = None
    final: Literal["at once", "when verified"] = "at once"
    accepted_by: Annotated[Somebody | None, Key("needs_acceptance_by")] = None
    conditions: Texts = ()
    prepared: bool = False
    reversible: bool | None = None
    together_with: Ids = ()
    clock: Literal["runs", "stops"] = "runs"
    words: str | None = None
