"""Things heard of one party that cannot all be so, as minimal sets of entries.

Orders of values and of weights and comparisons are strict linear inequalities in w and w v; what a party would take,
and its red lines, are conditions on packages. A set that is named cannot hold, whatever else is so. Not every such set
is sought: without one entry of each that is named, the rest can hold.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.heard import Contrast, Hearing, Line, Order, Ranking, Sure, Worth
from onetext.believing.question import Question
from onetext.model import Assessment, Situation
from onetext.model.belief import Clash
from onetext.model.condition import Condition, condition_of, space_of
from onetext.solving import Search, find_conflicts
from onetext.solving.strict import Form, can_hold_strictly

if TYPE_CHECKING:
    from onetext.model.belief import Draws

_SEARCH: Final = Search(limit=50, effort=2.0)
_FIRM: Final = 0.5
"""From which chance on a red line is named when all of them cannot be kept."""


def find_clashes(situation: Situation, question: Question) -> tuple[Clash, ...]:
    """What is said of a party and cannot all be so."""
    hearing = question.hearing
    found = [*_orders(question), *_worths(hearing.sure), *_answers(situation, hearing), *_red_lines(situation, hearing)]
    return tuple(dict.fromkeys(found))


def share_without_package(situation: Situation, hearing: Hearing, draws: Draws) -> float:
    """In which share of draws every package that is possible breaks a red line."""
    never = np.zeros(len(draws.weight), dtype=bool)
    for lines in _conflicts(situation, (), {str(n): line.keeps for n, line in enumerate(hearing.lines)}):
        never |= draws.limits[:, [int(name) for name in lines]].all(axis=1)
    return float(draws.weight[never].sum())


def _orders(question: Question) -> Iterator[Clash]:
    held = [item for item in question.hearing.sure if isinstance(item, Order | Ranking | Contrast)]
    forms = _Forms(question)

    def fits(items: Sequence[Sure]) -> bool:
        strict, equal = [], []
        for item in items:
            own, same = forms.of(item)
            strict += own
            equal += same
        return not strict or forms.can_hold(strict, equal)

    for items in _minimal(held, fits):
        yield Clash(_entries(items), "order")


def _minimal(items: Sequence[Sure], fits: Callable[[Sequence[Sure]], bool]) -> Iterator[list[Sure]]:
    """Minimal sets that do not fit; after each, the least weighty thing in it is put aside."""
    left = list(items)
    while not fits(left):
        clash = list(left)
        for item in left:
            fewer = [other for other in clash if other is not item]
            if not fits(fewer):
                clash = fewer
        yield clash
        weakest = min(clash, key=lambda item: item.weight)
        left = [item for item in left if item is not weakest]


class _Forms:
    """Things heard as linear forms in the weights of issues, then the worth of every option, as the grid has them."""

    def __init__(self, question: Question) -> None:
        self.question, self.grid = question, question.grid
        self.count, self.starts = len(self.grid.issues), self.grid.starts
        self.issue_of = [place for place, size in enumerate(self.grid.sizes) for _ in range(size)]
        self.known: dict[int, tuple[list[Form], list[Form]]] = {}

    def can_hold(self, strict: Sequence[Form], equal: Sequence[Form]) -> bool:
        """Whether these can hold, no option being worth more than its issue weighs."""
        said = {unknown for form in (*strict, *equal) for unknown in form}
        weak = [{self.issue_of[u - self.count]: 1.0, u: -1.0} for u in said if u >= self.count]
        number = {unknown: n for n, unknown in enumerate(sorted(said.union(*weak)))}

        def numbered(forms: Iterable[Form]) -> list[Form]:
            return [{number[unknown]: factor for unknown, factor in form.items()} for form in forms]

        return can_hold_strictly(numbered(strict), numbered(weak), numbered(equal), len(number))

    def of(self, item: Sure) -> tuple[list[Form], list[Form]]:
        """The strict forms of a thing, and those that are 0: the best option of a whole order is worth the weight."""
        if id(item) not in self.known:
            self.known[id(item)] = self._of(item)
        return self.known[id(item)]

    def _of(self, item: Sure) -> tuple[list[Form], list[Form]]:
        match item:
            case Order():
                first = self.count + self.starts[item.issue]
                steps = itertools.pairwise(item.chain)
                strict: list[Form] = [
                    {first + one: 1.0, first + other: -1.0}
                    for better, worse in steps
                    for one in better
                    for other in worse
                ]
                whole = sum(map(len, item.chain)) == self.grid.sizes[item.issue]
                ends = item.chain[0], item.chain[-1]
                equal: list[Form] = []
                if whole and len(ends[0]) == 1:
                    equal.append({item.issue: 1.0, first + min(ends[0]): -1.0})
                if whole and len(ends[1]) == 1:
                    equal.append({first + min(ends[1]): 1.0})
                return strict, equal
            case Ranking():
                return [{one: 1.0, other: -1.0} for one, other in itertools.pairwise(item.issues)], []
            case Contrast():
                return [self._contrast(item)], []
        return [], []

    def _contrast(self, item: Contrast) -> Form:
        question = self.question
        worth, starts = question.bound(item, np.random.default_rng(0)).worth, question.ordered.starts
        found: dict[int, float] = {}
        for place, (n, at) in question.places.items():
            for option, there in at.items():
                factor = worth[starts[n] + there]
                if factor:
                    found[self.count + self.starts[place] + option] = factor
        return found


def _worths(sure: Iterable[Sure]) -> Iterator[Clash]:
    """Ranges of the outside option that have nothing in common: of ranges, two are enough."""
    worths = [item for item in sure if isinstance(item, Worth)]
    for one, other in itertools.combinations(worths, 2):
        if one.event == other.event and max(one.lo, other.lo) > min(one.hi, other.hi):
            yield Clash(_entries([one, other]), "outside option")


def _answers(situation: Situation, hearing: Hearing) -> Iterator[Clash]:
    """What it is assessed to take, against what it is assessed to refuse."""
    assessed = {entry.id for entry, _ in situation.of(Assessment)}
    refused: dict[str, Condition] = {}
    for line in hearing.lines:
        if line.entries[0] in assessed:
            refused[line.entries[0]] = _weaker(refused.get(line.entries[0]), line)
    for reply in hearing.replies:
        if reply.taken and reply.entries[0] in assessed and refused:
            for names in _conflicts(situation, (reply.terms,), refused):
                if names:
                    yield Clash((*reply.entries, *sorted(names)), "would accept")


def _weaker(held: Condition | None, line: Line) -> Condition:
    """Of the values at which a limit may lie, the one that refuses least: that much is refused wherever it lies."""
    if held is None or line.limit is None:
        return line.keeps
    one, other = held.reading, line.keeps.reading
    if one.lo is not None and other.lo is not None:
        return held if one.lo <= other.lo else line.keeps
    assert one.hi is not None
    assert other.hi is not None
    return held if one.hi >= other.hi else line.keeps


def _red_lines(situation: Situation, hearing: Hearing) -> Iterator[Clash]:
    """Its own red lines, where they leave no package."""
    lines = {str(n): line for n, line in enumerate(hearing.lines)}
    firm = {name: line.keeps for name, line in lines.items() if line.limit is None and line.weight >= _FIRM}
    for names in _conflicts(situation, (), firm):
        if names:
            yield Clash(_entries(lines[name] for name in sorted(names, key=int)), "red lines")


def _conflicts(
    situation: Situation, fixed: tuple[Condition, ...], wanted: Mapping[str, Condition]
) -> Iterator[frozenset[str]]:
    """Minimal sets of conditions that no package keeps."""
    if not wanted:
        return
    header = situation.header
    held = header.constraints.values()
    constraints = [*(condition_of(one.holds, header.issues, None, header.zone) for one in held), *fixed]
    space = space_of(header.issues, [*constraints, *wanted.values()])
    for knot in find_conflicts(space, constraints, wanted, _SEARCH):
        yield from knot.sticking


def _entries(items: Iterable[Sure | Line]) -> tuple[str, ...]:
    return tuple(sorted({entry for item in items for entry in item.entries}))
