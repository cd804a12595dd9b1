"""Issues: the choices, numbers, durations and dates that a deal settles, and the values they can take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from onetext.model.moment import read_moment, zone_named
from onetext.model.party import Item
from onetext.model.problem import nearest_name
from onetext.model.quantity import HOW_TO_WRITE, in_unit, read_quantity
from onetext.model.reference import Id, Name

IssueKind = Literal["choice", "number", "duration", "date"]


@dataclass(frozen=True, slots=True)
class Issue(Item):
    """One thing to be settled. A choice has `options` (id: name); the others a unit and, if any, bounds."""

    kind: IssueKind = "choice"
    options: dict[Id, Name] = field(default_factory=dict)
    unit: str = ""
    lo: Decimal | None = None
    hi: Decimal | None = None
    step: Decimal | None = None
    status_quo: Name | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stated value may mean on its issue: some of the options, or a range [lo, hi] of numbers.

    Dates are counted in days since 1970-01-01. An open bound is None.
    """

    options: frozenset[str] | None = None
    lo: Decimal | None = None
    hi: Decimal | None = None


def read_value(issue: Issue, stated: str, zone: str = "UTC") -> Reading:
    """Read a stated value on an issue; raises ValueError with advice.

    For a choice: an option, "not x", or "a or b". For numbers and durations: a quantity. For a date: a moment.

    >>> crossing = Issue(name="Crossing", kind="choice", options={o: o for o in ("open", "closed", "partly")})
    >>> sorted(read_value(crossing, "not open").options)
    ['closed', 'partly']
    >>> truce = Issue(name="Truce", kind="duration", unit="days")
    >>> read_value(truce, "six weeks").lo
    Decimal('42')
    """
    if issue.kind == "choice":
        return Reading(options=_read_options(issue, stated))
    if issue.kind == "date":
        return _read_date(stated, zone)
    quantity = in_unit(read_quantity(stated), issue.unit)
    _check_unit(issue, quantity.unit)
    return Reading(lo=quantity.lo, hi=quantity.hi)


def _read_options(issue: Issue, stated: str) -> frozenset[str]:
    text = " ".join(stated.split())
    if text.lower().startswith("not "):
        return frozenset(issue.options) - _read_options(issue, text[4:])
    found = frozenset(_option(issue, part) for part in text.split(" or "))
    return found


def _option(issue: Issue, text: str) -> str:
    by_name: Mapping[str, str] = {name.lower(): option for option, name in issue.options.items()}
    option = text if text in issue.options else by_name.get(text.lower())
    if option is None:
        near = nearest_name(text, [*issue.options, *by_name])
        known = f"did you mean '{near}'?" if near else f"write one of {', '.join(issue.options)}"
        raise ValueError(f"'{text}' is no option of '{issue.name}' ({known})")
    return option


def _read_date(stated: str, zone: str) -> Reading:
    moment = read_moment(stated, zone_named(zone))
    lo = None if moment.start is None else _day(moment.start.astimezone(zone_named(zone)).toordinal())
    hi = None
    if moment.end is not None:
        local = moment.end.astimezone(zone_named(zone))
        whole = (local.hour, local.minute) == (0, 0)
        hi = _day(local.toordinal() - (1 if whole else 0))
    return Reading(lo=lo, hi=hi)


def _day(ordinal: int) -> Decimal:
    return Decimal(ordinal - 719163)


def _check_unit(issue: Issue, unit: str) -> None:
    if issue.kind == "duration" and unit and unit.removesuffix("s") != issue.unit.removesuffix("s"):
        raise ValueError(f"'{issue.name}' is in {issue.unit or 'no unit'}, not in {unit} ({HOW_TO_WRITE})")
