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

Value = str | Decimal
"""One exact value of an issue: the id of an option, or a number."""

IssueKind = Literal["choice", "number", "duration", "date"]


@dataclass(frozen=True, slots=True)
class Issue(Item):
    """One thing to be settled. A choice has `options` (id: name); the others a unit and, if any, bounds.

    Of the others too, `options` are values it may have beside the numbers: "permanent" for the length of a truce.
    """

    kind: IssueKind = "choice"
    options: dict[Id, Name] = field(default_factory=dict)
    unit: str = ""
    lo: Decimal | None = None
    hi: Decimal | None = None
    step: Decimal | None = None
    status_quo: Name | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stated value may mean on its issue: some of the options and, with `numbers`, a range [lo, hi] of them.

    Dates are counted in days since 1970-01-01. An open bound is None. `vague` is whether the words leave open which
    number of the range is meant ("about 40", "hundreds"); of "at least 40" and "30 to 40" every number will do.
    """

    options: frozenset[str] = frozenset()
    numbers: bool = True
    lo: Decimal | None = None
    hi: Decimal | None = None
    vague: bool = False

    def holds(self, value: Value) -> bool:
        """Whether one exact value is among those meant.

        >>> Reading(lo=Decimal(40)).holds(Decimal(42)), Reading(lo=Decimal(40)).holds("permanent")
        (True, False)
        """
        if isinstance(value, str):
            return value in self.options
        return self.numbers and (self.lo is None or self.lo <= value) and (self.hi is None or value <= self.hi)


def read_value(issue: Issue, stated: str, zone: str = "UTC") -> Reading:
    """Read a stated value on an issue; raises ValueError with advice.

    For a choice: an option, "not x", or "a or b". For numbers and durations: a quantity, for a date: a moment; where
    they have options, also as for a choice.

    >>> crossing = Issue(name="Crossing", kind="choice", options={o: o for o in ("open", "closed", "partly")})
    >>> sorted(read_value(crossing, "not open").options)
    ['closed', 'partly']
    >>> truce = Issue(name="Truce", kind="duration", unit="days")
    >>> read_value(truce, "six weeks").lo
    Decimal('42')
    """
    if issue.kind == "choice" or _names_option(issue, stated):
        return _read_choice(issue, stated)
    if issue.kind == "date":
        return _read_date(stated, zone)
    quantity = in_unit(read_quantity(stated), issue.unit)
    _check_unit(issue, quantity.unit)
    vague = quantity.stated in ("about", "vague") and quantity.lo != quantity.hi
    return Reading(lo=quantity.lo, hi=quantity.hi, vague=vague)


def _names_option(issue: Issue, stated: str) -> bool:
    if not issue.options:
        return False
    words = {word.lower() for item in issue.options.items() for word in item}
    return " ".join(stated.split()).lower().removeprefix("not ").split(" or ")[0] in words


def _read_choice(issue: Issue, stated: str) -> Reading:
    """Some of the options; "not x" of an issue with numbers leaves all of these open too."""
    numbers = issue.kind != "choice" and " ".join(stated.split()).lower().startswith("not ")
    return Reading(options=_read_options(issue, stated), numbers=numbers)


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
