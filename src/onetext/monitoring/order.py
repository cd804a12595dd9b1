"""In which order the times of an agreement are worked out: each after those that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from onetext.model import Anchor, Obligation, Outline, Right, Stage, Trigger

Node = tuple[str, str]
"""A time of a part: ("start", id), ("done", id), ("end", id), or when a right takes effect by itself ("right", id)."""
_EDGES: Final[Mapping[str, tuple[str, ...]]] = {"begun": ("start",), "done": ("done",), "ended": ("end", "done")}


def times_in_order(outline: Outline) -> Iterator[Node]:
    """Every time of an agreement, each after those that it hangs on.

    >>> from onetext.model import Agreement, make
    >>> deal = make(Agreement, parties=["north"], obligations={
    ...     "late": {"by": "north", "does": "open", "when": {"done": "soon"}}, "soon": {"by": "north", "does": "pay"}})
    >>> order = list(times_in_order(Outline(deal)))
    >>> order.index(("done", "soon")) < order.index(("start", "late"))
    True
    """
    graph = dict(_nodes(outline))
    for right in outline.agreement.rights:
        if right.automatic and right.when is not None:
            _hang_on(right, outline, graph)
    return _in_order(graph)


def touches(names: tuple[str, ...], part: Stage | Obligation) -> bool:
    """Whether a part, or the stage of a duty, is among some parts; none named are all."""
    return not names or part.id in names or (isinstance(part, Obligation) and part.stage in names)


def _nodes(outline: Outline) -> Iterator[tuple[Node, list[Node]]]:
    for name, part in outline.parts.items():
        begins = [*_of_anchor(part.begins), *_of_condition(part.when)]
        if isinstance(part, Stage):
            yield ("start", name), begins
            ends = [*_of_anchor(part.ends), *_of_condition(part.goes_on_until)]
            yield ("end", name), [("start", name), *ends]
            continue
        stage = [("start", part.stage)] if part.stage else []
        yield ("start", name), [*begins, *stage]
        yield ("done", name), [*stage, *_of_anchor(_stage_ends(outline, part))]
        until = [("end", part.stage)] if part.stage else []
        yield ("end", name), [("start", name), *_of_anchor(part.ends), *until]


def _stage_ends(outline: Outline, part: Obligation) -> Anchor | None:
    stage = outline.stage_of(part)
    return None if stage is None else stage.ends


def _hang_on(right: Right, outline: Outline, graph: dict[Node, list[Node]]) -> None:
    """Put a right that takes effect by itself before the ends that it may move, save those that it waits for."""
    node = ("right", right.id)
    graph[node] = _of_condition(right.when)
    before = _all_before(node, graph)
    for name, part in outline.parts.items():
        stops = isinstance(part, Stage) and right.act == "termination"
        moves = isinstance(part, Obligation) and part.clock == "stops" and right.act in ("suspension", "restoration")
        if (stops or moves) and touches(right.of, part) and ("end", name) not in before:
            graph["end", name] = [*graph["end", name], node]


def _all_before(node: Node, graph: Mapping[Node, list[Node]]) -> set[Node]:
    """Everything that a time hangs on, directly or not."""
    found, ready = set[Node](), [node]
    while ready:
        for other in graph.get(ready.pop(), ()):
            if other not in found:
                found.add(other)
                ready.append(other)
    return found


def _of_anchor(anchor: Anchor | None) -> list[Node]:
    if anchor is None:
        return []
    found: list[Node] = []
    for edge, name in anchor.names():
        found += [(edge, name)] if edge == "start" else [("end", name), ("done", name)]
    return found


def _of_condition(condition: Trigger | None) -> list[Node]:
    found: list[Node] = []
    for atom in condition.atoms() if condition is not None else ():
        if atom.time is not None:
            found += _of_anchor(atom.time)
        elif atom.of is not None:
            found += [(edge, atom.of) for edge in _EDGES.get(atom.op, ())]
    return found


def _in_order(graph: Mapping[Node, list[Node]]) -> Iterator[Node]:
    """The nodes, each after those it hangs on; of a knot, which no sound agreement has, in their order."""
    waits = {node: {other for other in others if other in graph and other != node} for node, others in graph.items()}
    users: dict[Node, list[Node]] = {}
    for node, others in waits.items():
        for other in others:
            users.setdefault(other, []).append(node)
    ready = [node for node, others in waits.items() if not others]
    seen = set(ready)
    while ready:
        node = ready.pop()
        yield node
        for user in users.get(node, ()):
            waits[user].discard(node)
            if not waits[user] and user not in seen:
                seen.add(user)
                ready.append(user)
    yield from (node for node in graph if node not in seen)
