"""References between the things of a case, found by the types of the fields that hold them.

A field annotated `Ref("issue")` names an issue. One walk over those annotations serves the check for
unknown names, the projection (which drops what a viewer may not see) and the renumbering of exports.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

ACTORS = ("party", "mediator", "actor", "person", "body")


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names something: of which kinds, and whether its holder falls without it (by itself a
    field with no default does)."""

    kinds: tuple[str, ...]
    essential: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """One name found in a field: the path to it, the name, what it may name, and whether its holder needs it."""

    path: tuple[str | int, ...]
    name: str
    ref: Ref
    needed: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Marks a text field whose whole value must match; `fix` says what to write."""

    regex: str
    fix: str


@dataclass(frozen=True, slots=True)
class Between:
    """Marks a number field with a least and a greatest value."""

    lo: int
    hi: int


@dataclass(frozen=True, slots=True)
class Key:
    """Marks a field that goes by another name in files, where that name is a word of Python."""

    name: str


Name = Annotated[str, Pattern(r"(?s).*\S.*", "write some words, or leave the line out")]
Id = Annotated[
    str,
    Pattern(
        r"[a-z0-9][a-z0-9._-]{0,79}",
        "write small letters, digits, dots, dashes and underscores, 80 at most, such as north-2",
    ),
]
"""The slug of an item or entry."""

Texts = tuple[Name, ...]

ActorRef = Annotated[Name, Ref(ACTORS)]
ActorRefs = tuple[ActorRef, ...]
HearerRefs = tuple[Annotated[Name, Ref((*ACTORS, "circle"))], ...]
PartyRef = Annotated[Name, Ref(("party",))]
PartyRefs = tuple[Annotated[Name, Ref(("party",))], ...]
SideRef = Annotated[Name, Ref(("party", "mediator", "actor"))]
BodyRef = Annotated[Name, Ref(("body",))]
IssueRef = Annotated[Name, Ref(("issue",), essential=True)]
IssueRefs = tuple[Annotated[Name, Ref(("issue",))], ...]
CarrierRefs = tuple[Annotated[Name, Ref((*ACTORS, "channel"))], ...]
SubjectRefs = tuple[Annotated[Name, Ref(("issue", "entry"))], ...]
AccountRef = Annotated[Name, Ref(("account",))]
SourceRef = Annotated[Name, Ref(("source",))]
ViewerRefs = tuple[Annotated[Name, Ref(("party", "circle", "all"))], ...]
EntryRef = Annotated[Name, Ref(("entry",))]
EntryRefs = tuple[EntryRef, ...]
ProposalRef = Annotated[Name, Ref(("proposal",))]
PromiseRef = Annotated[Name, Ref(("promise",))]
QuestionRef = Annotated[Name, Ref(("question",))]
DraftRef = Annotated[Name, Ref(("draft",))]
EventRef = Annotated[Name, Ref(("event",), essential=True)]
IncidentRef = Annotated[Name, Ref(("incident",))]
DeliveryRef = Annotated[Name, Ref(("delivery",))]
DealRef = Annotated[Name, Ref(("proposal", "draft", "agreement"))]
TextRef = Annotated[Name, Ref(("draft", "agreement"))]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to find references below one field. `needed`: its holder cannot stand without a value there."""

    name: str
    ref: Ref | None
    many: bool
    needed: bool


@cache
def _plan(cls: Any) -> tuple[_Plan, ...]:
    hints = get_type_hints(cls, include_extras=True)
    plans = (_plan_field(cls, field, hints[field.name]) for field in dataclasses.fields(cls))
    return tuple(plan for plan in plans if plan is not None)


def _plan_of(holder: object) -> tuple[_Plan, ...]:
    cls: Any = type(holder)
    return _plan(cls)


def _plan_field(cls: type, field: dataclasses.Field[Any], hint: Any) -> _Plan | None:
    ref: Ref | None = None
    many = nested = whole = False
    pending = [hint]
    while pending:
        hint = pending.pop()
        origin = get_origin(hint)
        if origin is Annotated:
            inner, *marks = get_args(hint)
            ref = next((mark for mark in marks if isinstance(mark, Ref)), ref)
            pending.append(inner)
        elif origin in (Union, types.UnionType):
            pending.extend(get_args(hint))
        elif origin is tuple:
            many = True
            pending.append(get_args(hint)[0])
        elif isinstance(hint, type) and dataclasses.is_dataclass(hint) and (hint is cls or _plan(hint)):
            nested = True
            whole = whole or getattr(hint, "WHOLE", False)
    if ref is None and not nested:
        return None
    optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    needed = whole or (ref is not None and ref.essential) or not (many or optional)
    return _Plan(field.name, ref, many, needed)


def references(holder: Any) -> Iterator[Reference]:
    """Every reference held by a dataclass of the model, with its path.

    >>> from onetext.model import Interest
    >>> [(r.path, r.name) for r in references(Interest(party="north", wants="water", about=("dams",)))]
    [(('party',), 'north'), (('about', 0), 'dams')]
    """
    for plan in _plan_of(holder):
        value = getattr(holder, plan.name)
        if value is None or value == ():
            continue
        items = enumerate(value) if plan.many else ((None, value),)
        for index, item in items:
            path: tuple[str | int, ...] = (plan.name,) if index is None else (plan.name, index)
            if not isinstance(item, str):
                for found in references(item):
                    yield Reference(path + found.path, found.name, found.ref, found.needed and plan.needed)
            elif plan.ref is not None:
                yield Reference(path, item, plan.ref, plan.needed)


def names_in(holder: Any) -> list[tuple[str, Ref]]:
    """The names of all references held by a dataclass of the model, in their order, with what each may name.

    >>> from onetext.model import Interest
    >>> [name for name, ref in names_in(Interest(party="north", wants="water", about=("dams",)))]
    ['north', 'dams']
    """
    found: list[tuple[str, Ref]] = []
    for plan in _plan_of(holder):
        value, ref = getattr(holder, plan.name), plan.ref
        if value is None or value == ():
            continue
        for item in value if plan.many else (value,):
            if not isinstance(item, str):
                found += names_in(item)
            elif ref is not None:
                found.append((item, ref))
    return found


def speaks_only_of(holder: Any, names: Set[str]) -> bool:
    """Whether all names that a dataclass of the model holds are among some: soon found out.

    >>> from onetext.model import Interest
    >>> speaks_only_of(Interest(party="north", wants="water", about=("dams",)), {"north"})
    False
    """
    for plan in _plan_of(holder):
        value, is_named = getattr(holder, plan.name), plan.ref is not None
        if value is None or value == ():
            continue
        for item in value if plan.many else (value,):
            if not (speaks_only_of(item, names) if not isinstance(item, str) else item in names or not is_named):
                return False
    return True


def with_references(holder: T, rename: Callable[[str, Ref], str | None]) -> T | None:
    """The same thing with every name passed through `rename`; a name that becomes None is dropped.

    Gives None where something was dropped that the holder cannot stand without: a field with no default, an issue
    of a predicate, a thing nested in it. Two names that become one are held once.

    >>> from onetext.model import Interest
    >>> held = Interest(party="north", wants="water", about=("dams", "fish"))
    >>> with_references(held, lambda name, ref: None if name == "fish" else name).about
    ('dams',)
    >>> with_references(held, lambda name, ref: None) is None
    True
    """
    changes: dict[str, Any] = {}
    for plan in _plan_of(holder):
        old = getattr(holder, plan.name)
        if old is None or old == ():
            continue
        if type(old) is str:
            name = old if plan.ref is None else rename(old, plan.ref)
            if name is None and plan.needed:
                return None
            if name is not old and name != old:
                changes[plan.name] = name
            continue
        kept: list[Any] = []
        changed = False
        for item in old if plan.many else (old,):
            if not isinstance(item, str):
                new = with_references(item, rename)
            else:
                new = item if plan.ref is None else rename(item, plan.ref)
            changed = changed or new is not item
            if new is not None:
                kept.append(new)
            elif plan.needed or not (plan.many or isinstance(item, str)):
                return None
        value = (
            tuple(dict.fromkeys(kept) if changed and plan.ref else kept) if plan.many else (kept[0] if kept else None)
        )
        if value != old:
            changes[plan.name] = value
    return dataclasses.replace(holder, **changes) if changes else holder  # type: ignore[type-var]
