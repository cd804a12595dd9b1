"""The content of what is heard, apart from names and places: what random streams are keyed by.

Issues, options, bodies and events are told apart by what is said of them: every one begins with a colour of its own
content, and in each round takes in the colours of all that is said of it (colour refinement). Two that nothing tells
apart keep the order in which they stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from onetext.believing.heard import Contrast, Line, Order, Ranking, Reply, Sure, Worth
from onetext.believing.limit import allowed_by
from onetext.model.belief import Grid
from onetext.model.condition import Condition

_ROUNDS: Final = 3

Leaf = tuple[str, ...]
"""Something that has a name: an issue, an option, a body, an event."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of what is said: a label and parts. Of a set the order of parts means nothing."""

    label: str
    parts: tuple[Node | Leaf, ...] = ()
    is_set: bool = False


def _digest(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()


class Canon:
    """Content of everything that is said about some parts of a grid.

    `issues`: the issues in the order of their content; `options[issue]`: the same of the options of each. `mark(item)`
    is what an item says, with contents in place of names.
    """

    def __init__(
        self,
        grid: Grid,
        items: Iterable[Sure | Reply | Line],
        bodies: int,
        events: Mapping[str, Decimal],
        now: Mapping[int, frozenset[int]],
    ) -> None:
        self.grid = grid
        self.writer = _Writer(grid)
        self.colours: dict[Leaf, str] = {}
        for place, values in enumerate(grid.values):
            for n, value in enumerate(values):
                self.colours[option(place, n)] = _digest("option" if isinstance(value, str) else str(value.normalize()))
            self.colours[issue(place)] = _digest(
                ("issue", sorted(self.colours[option(place, n)] for n in range(len(values))))
            )
        self.colours |= {("body", str(n)): _digest("body") for n in range(bodies)}
        self.colours |= {
            ("event", name): _digest(("event", str(chance.normalize()))) for name, chance in events.items()
        }
        nodes = [self.writer.item(item) for item in items]
        nodes += [Node("constraint", (self.writer.condition(condition),)) for condition in grid.constraints]
        nodes += [Node("now", (issue(n), self.writer.options(n, held))) for n, held in now.items()]
        self._refine([(node, tuple(_leaves(node))) for node in nodes])
        self.marks = tuple(sorted(self._mark(node) for node in nodes))
        self.issues = self._ordered(issue(n) for n in range(len(grid.values)))
        self.options = tuple(self._options(place) for place in range(len(grid.values)))
        self.bodies = self._ordered(("body", str(n)) for n in range(bodies))
        names = tuple(events)
        self.events = tuple(names[n] for n in self._ordered(("event", name) for name in names))

    def mark(self, item: Sure | Reply | Line) -> str:
        """The content of an item."""
        return self._mark(self.writer.item(item))

    @property
    def key(self) -> str:
        """The content of everything."""
        return _digest((self.marks, sorted(self.colours.values())))

    def _options(self, place: int) -> tuple[int, ...]:
        """Numbers from the least to the greatest, options beside them by their content, before them."""
        values = self.grid.values[place]

        def key(n: int) -> tuple[bool, Decimal, str, int]:
            value = values[n]
            number = isinstance(value, Decimal)
            return number, value if isinstance(value, Decimal) else Decimal(0), self.colours[option(place, n)], n

        return tuple(sorted(range(len(values)), key=key))

    def _ordered(self, leaves: Iterable[Leaf]) -> tuple[int, ...]:
        held = [self.colours[leaf] for leaf in leaves]
        return tuple(sorted(range(len(held)), key=lambda n: (held[n], n)))

    def _refine(self, nodes: list[tuple[Node, tuple[tuple[Leaf, str], ...]]]) -> None:
        for _ in range(_ROUNDS):
            said: dict[Leaf, list[tuple[str, str]]] = {}
            for node, leaves in nodes:
                mark = self._mark(node)
                for leaf, path in leaves:
                    said.setdefault(leaf, []).append((path, mark))
            fresh = {leaf: _digest((colour, sorted(said.get(leaf, ())))) for leaf, colour in self.colours.items()}
            for place, values in enumerate(self.grid.values):
                own = [option(place, n) for n in range(len(values))]
                whole = _digest((fresh[issue(place)], sorted(fresh[leaf] for leaf in own)))
                fresh[issue(place)] = whole
                fresh |= {leaf: _digest((fresh[leaf], whole)) for leaf in own}
            self.colours = fresh

    def _mark(self, part: Node | Leaf) -> str:
        if not isinstance(part, Node):
            return self.colours[part]
        marks = [self._mark(inner) for inner in part.parts]
        return _digest((part.label, sorted(marks) if part.is_set else marks))


def issue(place: int) -> Leaf:
    """An issue of the grid."""
    return "issue", str(place)


def option(place: int, n: int) -> Leaf:
    """An option of an issue of the grid."""
    return "option", str(place), str(n)


def _leaves(part: Node | Leaf, path: str = "") -> Iterator[tuple[Leaf, str]]:
    """Every named thing in a part, each with the way to it."""
    if not isinstance(part, Node):
        yield part, path
        return
    for n, inner in enumerate(part.parts):
        yield from _leaves(inner, f"{path}/{part.label}{'' if part.is_set else n}")


class _Writer:
    """What is said, as nodes."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.place = {name: n for n, name in enumerate(grid.issues)}
        self.known: dict[int, tuple[Condition, Node]] = {}

    def item(self, item: Sure | Reply | Line) -> Node:
        """One thing that was heard; of its entries nothing."""
        weight = Node(f"{getattr(item, 'weight', 1.0):.6f}")
        match item:
            case Order():
                sets = tuple(self.options(item.issue, held) for held in item.chain)
                return Node("order", (weight, issue(item.issue), *sets))
            case Ranking():
                return Node("ranking", (weight, *map(issue, item.issues)))
            case Contrast():
                return Node("contrast", (weight, self.condition(item.better), self.condition(item.worse)))
            case Worth():
                event: tuple[Leaf, ...] = () if item.event is None else (("event", item.event),)
                return Node(f"worth {item.lo:.6f} {item.hi:.6f}", (weight, *event))
            case Reply():
                body: tuple[Leaf, ...] = () if item.body is None else (("body", str(item.body)),)
                return Node(f"reply {item.taken}", (weight, self.condition(item.terms), *body))
            case Line():
                return Node("line", (weight, self.condition(item.keeps)))

    def options(self, place: int, held: Iterable[int]) -> Node:
        """Some options of an issue."""
        return Node("set", tuple(option(place, n) for n in held), True)

    def condition(self, condition: Condition) -> Node:
        """A condition; each is worked out once."""
        held = self.known.get(id(condition))
        if held is None or held[0] is not condition:
            held = self.known[id(condition)] = condition, self._condition(condition)
        return held[1]

    def _condition(self, condition: Condition) -> Node:
        if condition.op == "in":
            place = self.place[str(condition.issue)]
            (options,) = allowed_by(condition, self.grid).values()
            return Node("in", (issue(place), self.options(place, options)))
        if condition.op in ("all", "any", "not"):
            return Node(condition.op, tuple(map(self.condition, condition.parts)), True)
        reading = "|".join(str(getattr(condition.reading, field.name)) for field in fields(condition.reading))
        factors = tuple(Node(str(f.times.normalize()), (issue(self.place[f.issue]),)) for f in condition.factors)
        target = () if condition.issue is None else (issue(self.place[condition.issue]),)
        return Node(f"{condition.op} {reading}", (Node("factors", factors, True), *target))
