"""Predicates over issue values: what a demand requires and what a constraint forbids.

Written as data: `{truce: at least 40 days}`, `{crossing: open, patrols: not none}` (all of them),
`{any: [...]}`, `{all: [...]}`, `{not: {...}}`, `{if: {...}, then: {...}}`, for linear ones
`{sum: {prisoners: 1, captives: -3}, is: at most 0}`, and for what is so much for each
`{product: [captives, rate], is: prisoners}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal

from onetext.model.quantity import read_quantity
from onetext.model.reference import IssueRef

RESERVED: Final = ("all", "any", "not", "if", "then", "sum", "product", "is")
HOW_TO_WRITE: Final = (
    "write {issue: value}, {any: [...]}, {all: [...]}, {not: {...}}, {sum: {...}, is: at most 0} "
    "or {product: [...], is: at most 400}"
)


@dataclass(frozen=True, slots=True)
class Factor:
    """One issue of a sum and what its value is multiplied by."""

    WHOLE: ClassVar[bool] = True
    issue: IssueRef
    times: Decimal


@dataclass(frozen=True, slots=True)
class Predicate:
    """`is`: the issue has the stated value; `sum`, `product`: that of the factors has, or (a product) is the value of
    the issue; `all`, `any`, `not`: of the parts."""

    WHOLE: ClassVar[bool] = True
    op: Literal["is", "sum", "product", "all", "any", "not"]
    issue: IssueRef | None = None
    stated: str = ""
    factors: tuple[Factor, ...] = ()
    parts: tuple[Predicate, ...] = ()

    def atoms(self) -> Iterator[Predicate]:
        """The parts that are no `all`, `any` or `not`, from left to right."""
        if self.op in ("is", "sum", "product"):
            yield self
        for part in self.parts:
            yield from part.atoms()

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of all its issues, each once, from left to right."""
        named = (n for atom in self.atoms() for n in [atom.issue, *(f.issue for f in atom.factors)] if n)
        return tuple(dict.fromkeys(named))


def read_predicate(stated: object) -> Predicate:
    """Read a predicate from plain data; raises ValueError with advice.

    >>> read_predicate({"truce": "at least 40 days", "crossing": "open"}).issues
    ('truce', 'crossing')
    """
    if isinstance(stated, Predicate):
        return stated
    if not isinstance(stated, dict) or not stated:
        raise ValueError(f"this says nothing about an issue ({HOW_TO_WRITE})")
    if set(stated) & set(RESERVED):
        return _read_form(stated)
    atoms = tuple(_read_atom(issue, value) for issue, value in stated.items())
    return atoms[0] if len(atoms) == 1 else Predicate("all", parts=atoms)


def _read_atom(issue: str, value: object) -> Predicate:
    if not isinstance(value, str):
        raise ValueError(f"the value of '{issue}' is written in words or digits ({HOW_TO_WRITE})")
    return Predicate("is", issue=issue, stated=value)


def _read_form(stated: dict[str, Any]) -> Predicate:
    match stated:
        case {"all": list(parts), **rest} if not rest and parts:
            return Predicate("all", parts=tuple(map(read_predicate, parts)))
        case {"any": list(parts), **rest} if not rest and parts:
            return Predicate("any", parts=tuple(map(read_predicate, parts)))
        case {"not": part, **rest} if not rest:
            return Predicate("not", parts=(read_predicate(part),))
        case {"if": cause, "then": effect, **rest} if not rest:
            unless = Predicate("not", parts=(read_predicate(cause),))
            return Predicate("any", parts=(unless, read_predicate(effect)))
        case {"sum": dict(factors), "is": str(bound), **rest} if not rest and factors:
            read_quantity(bound)
            return Predicate("sum", stated=bound, factors=tuple(_read_factors(factors)))
        case {"product": list(issues), "is": str(bound), **rest} if not rest and _are_names(issues):
            return _read_product(tuple(Factor(issue, Decimal(1)) for issue in issues), bound)
    raise ValueError(f"this is no way to state what holds ({HOW_TO_WRITE})")


def _are_names(issues: list[Any]) -> bool:
    return len(issues) > 1 and all(isinstance(issue, str) for issue in issues)


def _read_product(factors: tuple[Factor, ...], bound: str) -> Predicate:
    """A product that is within a stated bound, or equal to an issue of that name."""
    try:
        read_quantity(bound)
    except ValueError:
        return Predicate("product", issue=bound, factors=factors)
    return Predicate("product", stated=bound, factors=factors)


def _read_factors(factors: dict[str, Any]) -> Iterator[Factor]:
    for issue, times in factors.items():
        try:
            yield Factor(issue, Decimal(str(times)))
        except ArithmeticError:
            raise ValueError(f"'{times}' is no number to multiply '{issue}' by (write 3 or -1)") from None


def write_predicate(predicate: Predicate) -> dict[str, Any]:
    """The plain data that reads back as this predicate.

    >>> write_predicate(read_predicate({"not": {"crossing": "open"}}))
    {'not': {'crossing': 'open'}}
    """
    if predicate.op == "is":
        return {str(predicate.issue): predicate.stated}
    if predicate.op == "sum":
        return {"sum": {f.issue: format(f.times, "f") for f in predicate.factors}, "is": predicate.stated}
    if predicate.op == "product":
        return {"product": [f.issue for f in predicate.factors], "is": predicate.issue or predicate.stated}
    parts = [write_predicate(part) for part in predicate.parts]
    if predicate.op == "not":
        return {"not": parts[0]}
    if predicate.op == "all" and all(part.op == "is" for part in predicate.parts):
        merged = {str(part.issue): part.stated for part in predicate.parts}
        if len(merged) == len(parts) > 1:
            return merged
    return {predicate.op: parts}


Truth = frozenset[bool]
"""The truth values that some reading of the words allows: one of them is certain, two are unclear."""

TRUE: Final[Truth] = frozenset([True])
FALSE: Final[Truth] = frozenset([False])
OPEN: Final[Truth] = frozenset([True, False])


def truth_of(predicate: Predicate, atom: Callable[[Predicate], Truth]) -> Truth:
    """The truth values a predicate may take, given those of its atoms, each atom read on its own.

    >>> p = read_predicate({"any": [{"a": "1"}, {"b": "1"}]})
    >>> sorted(truth_of(p, lambda part: TRUE if part.issue == "a" else OPEN))
    [True]
    """
    match predicate.op:
        case "not":
            return frozenset(not value for value in truth_of(predicate.parts[0], atom))
        case "all" | "any":
            combine = all if predicate.op == "all" else any
            parts = [truth_of(part, atom) for part in predicate.parts]
            least, most = combine(map(min, parts)), combine(map(max, parts))
            return frozenset([least, most])
        case _:
            return atom(predicate)
