"""Whether an agreement can be carried out at all: what is wrong with it, where, and how to mend it.

Names that stand for nothing, categories in which one person falls twice, keys for what nobody gives, conditions that
wait for each other or that nothing can meet, windows that end before they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from onetext.model.agreement import Agreement
from onetext.model.anchor import HOURS_PER, Anchor
from onetext.model.cycle import find_cycles
from onetext.model.membership import overlap_of
from onetext.model.obligation import Obligation, Stage
from onetext.model.outline import Outline, Part
from onetext.model.problem import nearest_name
from onetext.model.trigger import Trigger, least_of

Path = tuple[str | int, ...]


class Flaw(NamedTuple):
    """What is wrong with an agreement, at which path in it, and how to mend it."""

    path: Path
    what: str
    fix: str


def check_agreement(agreement: Agreement) -> Iterator[Flaw]:
    """Every flaw of an agreement; of names first, since the rest rests on them.

    >>> from onetext.model import make
    >>> deal = make(Agreement, parties=["north"], obligations={
    ...     "a": {"by": "north", "does": "open", "when": {"done": "b"}},
    ...     "b": {"by": "north", "does": "close", "when": {"done": "a"}}})
    >>> [flaw.what for flaw in check_agreement(deal)]
    ["'a' waits for 'b', which waits for 'a'"]
    """
    outline = Outline(agreement)
    flaws = [*_check_ids(agreement), *_check_names(outline)]
    if not flaws:
        for check in (_check_categories, _check_keys, _check_triggers, _check_windows):
            flaws += check(outline)
    yield from flaws


def _check_ids(agreement: Agreement) -> Iterator[Flaw]:
    first: dict[str, str] = {}
    for section, name in agreement.ids():
        if name in first:
            what = f"'{name}' names two things of this agreement, one in {first[name]}"
            yield Flaw((section, name), what, "give one of them another id")
        first.setdefault(name, section)


# --- names ----------------------------------------------------------------------------------------------------------


class _Names:
    """What the parts of an agreement are called, by what they are."""

    def __init__(self, outline: Outline) -> None:
        deal = outline.agreement
        self.categories, self.parts = set(outline.categories), set(outline.parts)
        self.stages = {stage.id for stage in deal.stages}
        self.countable = self.categories | set(outline.keys)
        self.everything = {name for _, name in deal.ids()}

    def unknown(self, path: Path, names: str | Iterable[str] | None, known: set[str], called: str) -> Iterator[Flaw]:
        """The flaws of names that are not among those known."""
        for name in (names,) if isinstance(names, str) else names or ():
            if name not in known:
                near, some = nearest_name(name, known), ", ".join(sorted(known)[:6]) or "none so far"
                fix = f"did you mean '{near}'?" if near else f"it has: {some}"
                yield Flaw(path, f"'{name}' is no {called} of this agreement", fix)


def _check_names(outline: Outline) -> Iterator[Flaw]:
    deal, names = outline.agreement, _Names(outline)
    for category in deal.categories:
        path: Path = ("categories", category.id)
        yield from names.unknown((*path, "of"), category.of, names.categories, "category")
        yield from names.unknown((*path, "but_not"), category.but_not, names.categories, "category")
    for key in deal.keys:
        yield from names.unknown(("keys", key.id, "category"), key.category, names.categories, "category")
        counters = [counter.category for counter in key.against]
        yield from names.unknown(("keys", key.id, "against"), counters, names.categories, "category")
    for quota in deal.quotas:
        path = ("quotas", quota.id)
        yield from names.unknown((*path, "of"), quota.of, names.countable, "category or key")
        yield from names.unknown((*path, "filled_from"), quota.filled_from, names.categories, "category")
        if quota.residual == "filled" and quota.filled_from is None:
            yield Flaw(path, "it does not say from what the quota is filled", "add 'filled_from:' with a category")
    for stage in deal.stages:
        if stage.renewal is not None:
            yield from names.unknown(("stages", stage.id, "renewal"), stage.renewal.unless, names.parts, _PART)
        if stage.extension is not None:
            path = ("stages", stage.id, "extension")
            yield from names.unknown(path, stage.extension.of, names.categories, "category")
            yield from names.unknown(path, stage.extension.list_of, names.parts, _PART)
    for obligation in deal.obligations:
        path = ("obligations", obligation.id)
        yield from names.unknown((*path, "stage"), obligation.stage, names.stages, "stage")
        yield from names.unknown((*path, "category"), obligation.category, names.categories, "category")
        yield from names.unknown((*path, "amount_listed"), obligation.amount_listed, names.parts, _PART)
        yield from names.unknown((*path, "or_instead"), obligation.or_instead, names.parts, _PART)
        yield from names.unknown((*path, "together_with"), obligation.together_with, names.parts, _PART)
    for right in deal.rights:
        yield from names.unknown(("rights", right.id, "of"), right.of, names.everything, "part")
    for n, guarantee in enumerate(deal.guarantees):
        yield from names.unknown(("guarantees", n, "of"), guarantee.of, names.everything, "part")
    yield from _check_times(deal, names)


_PART: Final = "stage or obligation"


def _check_times(deal: Agreement, names: _Names) -> Iterator[Flaw]:
    for path, anchor in anchors_of(deal):
        yield from names.unknown(path, [name for _, name in anchor.names()], names.parts, _PART)
        if anchor.recurs and path[-1] not in ("ends", "extension"):
            yield Flaw(path, "a beginning cannot be at each swap or day", "name one start or end")
    for path, condition in conditions_of(deal):
        for atom in condition.atoms():
            known = names.parts | names.categories if atom.op == "delivered" else names.parts
            yield from names.unknown(path, list(atom.names()), known, _PART)


def anchors_of(deal: Agreement) -> Iterator[tuple[Path, Anchor]]:
    """Every time of an agreement with its path; those within conditions are with the conditions."""
    for section in ("stages", "quotas", "obligations", "rights"):
        for item in getattr(deal, section):
            for field in ("begins", "ends", "sunset", "notice", "until"):
                anchor = getattr(item, field, None)
                if anchor is not None:
                    yield (section, item.id, field), anchor
            for milestone in getattr(item, "milestones", ()):
                yield (section, item.id, "milestones"), milestone.by
            extension = getattr(item, "extension", None)
            if extension is not None and extension.list_due is not None:
                yield (section, item.id, "extension"), extension.list_due
    if deal.sunset is not None:
        yield ("sunset",), deal.sunset


def conditions_of(deal: Agreement) -> Iterator[tuple[Path, Trigger]]:
    """Every condition of an agreement with its path."""
    for section in ("stages", "obligations", "rights"):
        for item in getattr(deal, section):
            for field in ("when", "goes_on_until"):
                condition = getattr(item, field, None)
                if condition is not None:
                    yield (section, item.id, field), condition
    for n, guarantee in enumerate(deal.guarantees):
        if guarantee.when is not None:
            yield ("guarantees", n, "when"), guarantee.when


# --- categories and keys --------------------------------------------------------------------------------------------


def _check_categories(outline: Outline) -> Iterator[Flaw]:
    deal, wider = outline.agreement, outline.wider
    for category in deal.categories:
        if category.id in deal.wider(category.of):
            what = f"'{category.id}' is part of itself"
            yield Flaw(("categories", category.id, "of"), what, "name a wider category, or none")
    for one, other in combinations(deal.categories, 2):
        related = one.id in wider[other.id] or other.id in wider[one.id]
        if related or one.by != other.by or one.id in other.but_not or other.id in one.but_not:
            continue
        who = overlap_of(one, other)
        if who is not None:
            what = f"'{other.id}' and '{one.id}' overlap: {who} would be in both"
            yield Flaw(("categories", other.id), what, f"narrow one, or add 'but_not: {one.id}'")
    for key, late in combinations([item for item in deal.keys if not item.people and not item.added], 2):
        if key.category in wider[late.category] or late.category in wider[key.category]:
            what = f"one person would be counted by two keys, '{key.id}' and '{late.id}'"
            fix = "let one be for people by name, or 'added: yes', or for another category"
            yield Flaw(("keys", late.id), what, fix)


def _check_keys(outline: Outline) -> Iterator[Flaw]:
    given = {item.category for item in outline.agreement.obligations if item.category is not None}
    for key in outline.agreement.keys:
        for field, name in (("category", key.category), *(("against", item.category) for item in key.against)):
            if name not in outline.in_category and not given & set(outline.wider[name]):
                fix = f"add an obligation with 'category: {name}', or mend the key"
                yield Flaw(("keys", key.id, field), f"nobody gives '{name}' under this agreement", fix)


# --- triggers -------------------------------------------------------------------------------------------------------


def _check_triggers(outline: Outline) -> Iterator[Flaw]:
    parts, hopeless = outline.parts, set[str]()
    for path, condition in conditions_of(outline.agreement):
        for atom in condition.atoms():
            why = _never(atom, outline)
            if why is not None:
                hopeless.add(str(path[1]))
                yield Flaw(path, f"this can never be met: {why[0]}", why[1])
    waits = {name: waits_of(part) for name, part in parts.items()}
    able = _reachable(waits, hopeless)
    stuck = {n: sorted(o for o in set().union(*ways) if o not in able) for n, ways in waits.items() if n not in able}
    for cycle in find_cycles(stuck):
        chain = ", which waits for ".join(f"'{name}'" for name in (*cycle[1:], cycle[0]))
        section = "stages" if isinstance(parts[cycle[0]], Stage) else "obligations"
        fix = "let one of them begin at a time, or without the other"
        yield Flaw((section, cycle[0]), f"'{cycle[0]}' waits for {chain}", fix)


def _never(atom: Trigger, outline: Outline) -> tuple[str, str] | None:
    """Why nothing can meet a condition, with the mend; None where something can."""
    part = outline.parts.get(atom.of or "")
    match atom.op:
        case "delivered":
            most = outline.most(str(atom.of))
            if most is not None and atom.amount is not None and least_of(atom.amount) > most:
                return f"'{atom.of}' comes to {most} at most", f"ask for {most} or less"
        case "swaps" if not outline.agreement.keys:
            return "this agreement has no exchange keys", "add 'keys:', or count what is 'delivered'"
        case "verified" if isinstance(part, Obligation) and part.verifier is None:
            return f"nobody verifies '{atom.of}'", f"add 'verifier:' to '{atom.of}'"
        case "accepted" if isinstance(part, Obligation) and part.accepted_by is None:
            return f"nobody is to accept '{atom.of}'", f"add 'needs_acceptance_by:' to '{atom.of}'"
        case "done" if isinstance(part, Stage):
            return f"'{atom.of}' is a stage, which ends and is not done", f"write ended: {atom.of}"
        case "done" if isinstance(part, Obligation) and part.duty == "abstention":
            return f"'{atom.of}' is something not to be done", f"write ended: {atom.of}, or name a stage"
    return None


Ways = tuple[frozenset[str], ...]
"""Alternatives: the parts that must come first, one of these sets being enough."""
_FREE: Final[Ways] = (frozenset(),)
_MOST_WAYS: Final = 64


def waits_of(part: Part) -> Ways:
    """The ways in which a part can begin, each as the parts that must come first."""
    found = _FREE
    if part.begins is not None:
        found = _both(found, _of_anchor(part.begins))
    if part.when is not None:
        found = _both(found, _of_condition(part.when))
    if isinstance(part, Obligation) and part.stage is not None:
        found = _both(found, (frozenset([part.stage]),))
    return found


def _both(one: Ways, other: Ways) -> Ways:
    return tuple({left | right for left in one for right in other})[:_MOST_WAYS]


def _of_anchor(anchor: Anchor) -> Ways:
    if anchor.edge == "earlier of":
        return tuple(way for part in anchor.parts for way in _of_anchor(part))
    found: Ways = (frozenset([anchor.of] if anchor.of else []),)
    for part in anchor.parts:
        found = _both(found, _of_anchor(part))
    return found


def _of_condition(condition: Trigger) -> Ways:
    match condition.op:
        case "any":
            return tuple(way for part in condition.parts for way in _of_condition(part))
        case "all":
            found = _FREE
            for part in condition.parts:
                found = _both(found, _of_condition(part))
            return found
        case "passed" if condition.time is not None:
            return _of_anchor(condition.time)
        case "not" | "met" | "swaps":
            return _FREE
    return (frozenset([condition.of] if condition.of else []),)


def _reachable(waits: Mapping[str, Ways], hopeless: set[str]) -> set[str]:
    """The parts that can begin in the end. One whose own condition is hopeless is told of once, and held for able;
    names that are no part (categories) are there from the beginning."""
    able, ready = set(hopeless), list(hopeless)
    left: dict[tuple[str, int], int] = {}
    users: dict[str, list[tuple[str, int]]] = {}
    for name, ways in waits.items():
        for n, way in enumerate(ways):
            needed = [other for other in way if other in waits]
            left[name, n] = len(needed)
            for other in needed:
                users.setdefault(other, []).append((name, n))
            if not needed and name not in able:
                able.add(name)
                ready.append(name)
    while ready:
        for use in users.get(ready.pop(), ()):
            left[use] -= 1
            if left[use] == 0 and use[0] not in able:
                able.add(use[0])
                ready.append(use[0])
    return able


# --- windows --------------------------------------------------------------------------------------------------------

Reckoned = tuple[tuple[str, str], Decimal] | None
"""A time as hours after something whose own time is not known beforehand; None where it cannot be told."""


def _check_windows(outline: Outline) -> Iterator[Flaw]:
    reckon = _Reckoning(outline.parts)
    for section, items in (("stages", outline.agreement.stages), ("obligations", outline.agreement.obligations)):
        for item in items:
            stage = outline.stage_of(item) if isinstance(item, Obligation) else None
            begin = reckon.time(item.begins, False) if item.begins is not None else None
            if begin is None and stage is not None:
                begin = reckon.edge("start", stage.id)
            for field in ("ends", "sunset"):
                anchor = getattr(item, field, None)
                end = None if anchor is None else reckon.time(anchor, True)
                if begin is not None and end is not None and begin[0] == end[0] and end[1] < begin[1]:
                    fix = "mend the times, or what they are counted from"
                    yield Flaw((section, item.id, field), f"the window of '{item.id}' ends before it begins", fix)


class _Reckoning:
    """Times of an agreement as hours after the few things whose time nobody knows beforehand."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self.parts, self.open = parts, set[tuple[str, str]]()

    def time(self, anchor: Anchor, last: bool) -> Reckoned:
        """When an anchor is; `last` is whether the end of a day is meant."""
        if anchor.parts or anchor.recurs:
            return None
        hours = anchor.amount * HOURS_PER[anchor.unit.removesuffix("s")] if anchor.amount else Decimal(0)
        if anchor.date is not None:
            instant = (anchor.date.end if last else anchor.date.start) or anchor.date.start or anchor.date.end
            return None if instant is None else (("date", ""), Decimal(int(instant.timestamp())) / 3600 + hours)
        base = self.edge(anchor.edge, anchor.of) if anchor.of is not None else ((anchor.edge, ""), Decimal(0))
        return None if base is None else (base[0], base[1] + hours)

    def edge(self, edge: str, name: str) -> Reckoned:
        """When a part begins or ends."""
        part, own = self.parts.get(name), ((edge, name), Decimal(0))
        if part is None or own[0] in self.open:
            return own
        self.open.add(own[0])
        try:
            return self._edge(edge, part) or own
        finally:
            self.open.discard(own[0])

    def _edge(self, edge: str, part: Stage | Obligation) -> Reckoned:
        if edge == "start":
            return None if part.when is not None or part.begins is None else self.time(part.begins, False)
        if (
            isinstance(part, Obligation)
            or part.extension is not None
            or part.renewal is not None
            or part.goes_on_until is not None
        ):
            return None
        if part.ends is not None:
            return self.time(part.ends, True)
        begun = self.edge("start", part.id)
        exact = part.days is not None and part.days.lo is not None and part.days.lo == part.days.hi
        if begun is None or not exact or part.days is None or part.days.lo is None:
            return None
        return begun[0], begun[1] + 24 * part.days.lo
