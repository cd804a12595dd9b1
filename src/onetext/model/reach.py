"""Whether what an agreement waits for can come: triggers that nothing can meet, and parts that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from onetext.model.agreement import Agreement
from onetext.model.anchor import Anchor
from onetext.model.cycle import find_cycles
from onetext.model.flaw import Flaw, Path
from onetext.model.obligation import Obligation, Stage
from onetext.model.outline import Outline, Part
from onetext.model.trigger import Trigger, least_of


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


def check_triggers(outline: Outline) -> Iterator[Flaw]:
    """Triggers that can never be met, and parts that wait for each other."""
    parts, hopeless = outline.parts, set[str]()
    for path, condition in conditions_of(outline.agreement):
        for atom in condition.atoms():
            why = _never(atom, outline)
            if why is not None:
                hopeless.add(str(path[1]))
                yield Flaw(path, f"this can never be met: {why[0]}", why[1])
        if _opposed(condition) is not None:
            hopeless.add(str(path[1]))
            yield Flaw(path, "this can never be met: the same must be so and must not", "take one of the two out")
    yield from _check_ends(outline)
    waits = {name: waits_of(part) for name, part in parts.items()}
    able = _reachable(waits, hopeless)
    stuck = {n: sorted(o for o in set().union(*ways) if o not in able) for n, ways in waits.items() if n not in able}
    for cycle in find_cycles(stuck):
        chain = ", which waits for ".join(f"'{name}'" for name in (*cycle[1:], cycle[0]))
        section = "stages" if isinstance(parts[cycle[0]], Stage) else "obligations"
        fix = "let one of them begin at a time, or without the other"
        yield Flaw((section, cycle[0]), f"'{cycle[0]}' waits for {chain}", fix)


def _check_ends(outline: Outline) -> Iterator[Flaw]:
    """Stages of which each ends when the next one does."""
    ends = {
        stage.id: [stage.ends.of]
        for stage in outline.agreement.stages
        if stage.ends is not None and stage.ends.edge == "end" and stage.ends.of is not None
    }
    for cycle in find_cycles(ends):
        chain = ", which ends with ".join(f"'{name}'" for name in (*cycle[1:], cycle[0]))
        yield Flaw(
            ("stages", cycle[0], "ends"), f"'{cycle[0]}' ends with {chain}", "give one of them an end of its own"
        )


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
        case "done" if isinstance(part, Obligation) and (part.duty == "service" or _recurs(part)):
            return f"'{atom.of}' goes on and is never done", f"write ended: {atom.of}, or what was 'delivered' under it"
        case "ended" if part is not None and _is_endless(part, outline):
            return f"nothing says when '{atom.of}' ends", f"give '{atom.of}' an end, or name something else"
    return None


def _recurs(part: Obligation) -> bool:
    return part.ends is not None and part.ends.recurs


def _is_endless(part: Part, outline: Outline) -> bool:
    """Whether a stage, or a duty that goes on, has no end of its own and nobody has a right to end it."""
    if any(right.act in ("termination", "snapback") for right in outline.agreement.rights):
        return False
    if isinstance(part, Stage):
        return part.days is None and part.ends is None
    if part.duty not in ("service", "abstention") or part.ends is not None:
        return False
    stage = outline.stage_of(part)
    return stage is None or _is_endless(stage, outline)


def _opposed(condition: Trigger) -> Trigger | None:
    """A condition that must hold and must not, if there is one: nothing that once is so stops being so."""
    inside = condition.parts if condition.op == "all" else ()
    denied = {part.parts[0] for part in inside if part.op == "not"}
    return next((part for part in inside if part in denied or _opposed(part) is not None), None)


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
