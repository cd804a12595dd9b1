"""Templates: how a package becomes an agreement, as data.

A template is an agreement with blanks. A *fill* puts what follows from the package into a field of one of its parts;
a part with `only_if` stands only where the package makes that so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from onetext.model.agreement import Agreement
from onetext.model.formula import Formula
from onetext.model.party import Item
from onetext.model.predicate import Predicate
from onetext.model.reference import Id, Name


@dataclass(frozen=True, slots=True)
class Fill:
    """What follows from the package (`value`) for one `field` of a part, such as `amount` or `measure.at_least`.

    Of several fills of one field the first counts whose condition (`when`) the package meets; `stage` names the stage
    of the terms it looks at.
    """

    WHOLE: ClassVar[bool] = True
    part: Id
    field: Name
    value: Formula
    when: Predicate | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A part that stands only where the package makes something so."""

    KEYED: ClassVar[str] = "part"
    WHOLE: ClassVar[bool] = True
    part: Id
    when: Predicate


@dataclass(frozen=True, slots=True)
class Template(Item):
    """How a package becomes an agreement: one with blanks, what fills them, and which of its parts may be absent."""

    WHOLE: ClassVar[bool] = True
    agreement: Agreement = field(default_factory=lambda: Agreement(()))
    fills: tuple[Fill, ...] = ()
    only_if: tuple[OnlyIf, ...] = ()

    def issues(self) -> tuple[str, ...]:
        """The issues that it looks at, each once."""
        named: list[str] = []
        for fill in self.fills:
            named += [*fill.value.issues(), *(fill.when.issues if fill.when is not None else ())]
        for part in self.only_if:
            named += part.when.issues
        return tuple(dict.fromkeys(named))


SECTIONS = ("stages", "categories", "keys", "quotas", "obligations", "rights")
"""The sections of an agreement whose parts have ids."""


def with_field(plain: Mapping[str, Any], part: str, dotted: str, value: Any) -> dict[str, Any]:
    """Plain data of an agreement with one field of one part set; inner lists go by the id or category of their items.

    Raises KeyError where there is no such part.

    >>> with_field({"obligations": [{"id": "free", "by": "north"}]}, "free", "amount", "40")
    {'obligations': [{'id': 'free', 'by': 'north', 'amount': '40'}]}
    """
    for section in SECTIONS:
        items = plain.get(section, [])
        for n, item in enumerate(items):
            if item["id"] == part:
                return {**plain, section: [*items[:n], _set(item, dotted.split("."), value), *items[n + 1 :]]}
    raise KeyError(part)


def _set(plain: Any, path: list[str], value: Any) -> Any:
    first, *rest = path
    if isinstance(plain, list):
        return [_set(item, rest, value) if first in (item.get("id"), item.get("category")) else item for item in plain]
    return {**plain, first: _set(plain.get(first, {}), rest, value) if rest else value}


def without_parts(plain: Mapping[str, Any], gone: set[str]) -> dict[str, Any]:
    """Plain data of an agreement without some of its parts.

    >>> without_parts({"rights": [{"id": "a"}, {"id": "b"}]}, {"b"})
    {'rights': [{'id': 'a'}]}
    """
    return {
        key: [item for item in items if item["id"] not in gone] if key in SECTIONS else items
        for key, items in plain.items()
    }


def ids_in(plain: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the parts of an agreement in plain data."""
    for section in SECTIONS:
        yield from (item["id"] for item in plain.get(section, ()))
