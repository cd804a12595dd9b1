"""Cycles in what waits for what: a shortest one for each knot of things that wait for each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_TRIED: Final = 50


def find_cycles(waits: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """For each knot (strongly connected set) of a graph, a shortest cycle through one of its first names.

    Linear in the edges to find the knots (Tarjan 1972), and then a search through each knot.

    >>> list(find_cycles({"a": ["b"], "b": ["c"], "c": ["a", "b"], "d": ["a"]}))
    [('b', 'c')]
    >>> list(find_cycles({"a": ["b"], "b": []}))
    []
    """
    graph = {name: sorted(set(others)) for name, others in waits.items()}
    for knot in _knots(graph):
        inside = set(knot)
        if len(knot) > 1 or knot[0] in graph.get(knot[0], ()):
            found = (_round(name, graph, inside) for name in sorted(knot)[:_TRIED])
            yield min((way for way in found if way), key=len)


def _round(start: str, graph: Mapping[str, list[str]], inside: set[str]) -> tuple[str, ...]:
    """A shortest way from a name back to itself within a knot."""
    came: dict[str, str] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in graph.get(here, ()):
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if there in inside and there not in came:
                came[there] = here
                queue.append(there)
    return ()


def _knots(graph: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Strongly connected sets, without recursion, so that ten thousand steps in a row are no matter."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in sorted(graph):
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            here, others = work[-1]
            for there in others:
                if there not in graph:
                    continue
                if there not in index:
                    index[there] = low[there] = len(index)
                    stack.append(there)
                    on_stack.add(there)
                    work.append((there, iter(graph[there])))
                    break
                if there in on_stack:
                    low[here] = min(low[here], index[there])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == index[here]:
                    knot: list[str] = []
                    while not knot or knot[-1] != here:
                        knot.append(stack.pop())
                        on_stack.discard(knot[-1])
                    yield knot
