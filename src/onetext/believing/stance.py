"""What a side's own words say of the order of values: more, less, or rather these than those.

On a choice, what it last demanded or took as its position is what it wants at least as much as the rest. On numbers,
"at least" wants more and "at most" less; a plain number is set against what the other sides say, else, if it was no
offer, against the status quo. Where a side's words point both ways, they say nothing of the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from onetext.believing.heard import Order
from onetext.model import Demand, Entry, Position, Predicate, Proposal, Situation
from onetext.model.belief import Grid
from onetext.model.condition import condition_of, holds
from onetext.model.issue import Reading

_WIDE = Decimal("1.6")
"""How far apart the ends of vague words may lie before they name no number: of "hundreds" they do, of "about" not."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that a side said of one issue."""

    entry: Entry
    party: str
    issue: str
    options: frozenset[int]
    reading: Reading | None
    offer: bool = False


class Stances:
    """The stances of all sides of a situation, on a grid."""

    def __init__(self, situation: Situation, grid: Grid, without: frozenset[str] = frozenset()) -> None:
        self.situation, self.grid, self.without = situation, grid, without
        self.place = {name: n for n, name in enumerate(grid.issues)}

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All that the sides said of single issues, as it stands."""
        found = [word for word in self._all() if word.entry.id not in self.without]
        return tuple(word for word in found if word.issue in self.place)

    @cached_property
    def _by_issue(self) -> Mapping[str, tuple[Word, ...]]:
        found: dict[str, list[Word]] = {}
        for word in self.words:
            found.setdefault(word.issue, []).append(word)
        return {issue: tuple(words) for issue, words in found.items()}

    def orders(self, party: str, weight: Mapping[str, float]) -> Iterator[Order]:
        """What a side's words say of the order of values on each issue; `weight` of those entries that have one."""
        for issue, words in self._by_issue.items():
            own = [word for word in words if word.party == party and word.entry.id in weight]
            yield from self._rather(issue, own, weight)
            sign, entries = self.direction(party, issue)
            counted = tuple(name for name in entries if name in weight)
            if sign and counted:
                yield Order(counted, max(weight[name] for name in counted), self.place[issue], self.chain(issue, sign))

    def chain(self, issue: str, sign: int) -> tuple[frozenset[int], ...]:
        """The numbers of an issue, the most wanted first, where more is wanted (1) or less (-1)."""
        values = self.grid.values[self.place[issue]]
        numbers = [n for n, value in enumerate(values) if isinstance(value, Decimal)]
        return tuple(frozenset([n]) for n in (reversed(numbers) if sign > 0 else numbers))

    def direction(self, party: str, issue: str) -> tuple[int, tuple[str, ...]]:
        """Whether a side wants more (1) or less (-1) of an issue, or does not say (0), and the entries that say so."""
        others = [word for word in self._by_issue.get(issue, ()) if word.party != party]
        signs: dict[int, list[str]] = {}
        for word in self._by_issue.get(issue, ()):
            if word.party == party and (sign := self._sign(word, others)):
                signs.setdefault(sign, []).append(word.entry.id)
        if len(signs) != 1:
            return 0, ()
        ((sign, entries),) = signs.items()
        return sign, tuple(dict.fromkeys(entries))

    def _rather(self, issue: str, own: list[Word], weight: Mapping[str, float]) -> Iterator[Order]:
        """The last set of values that it wanted, before the others."""
        place = self.place[issue]
        everything = frozenset(range(len(self.grid.values[place])))
        sets = [word for word in own if not word.offer and not _ranged(word.reading) and word.options]
        if sets and sets[-1].options != everything:
            last = sets[-1]
            yield Order((last.entry.id,), weight[last.entry.id], place, (last.options, everything - last.options))

    def _sign(self, word: Word, others: Iterable[Word]) -> int:
        reading = word.reading
        if reading is None or not reading.numbers or not _ranged(reading):
            return 0
        if (reading.lo is None) != (reading.hi is None):
            return 0 if word.offer else 1 if reading.hi is None else -1
        number = _middle(reading)
        told = [said for other in others if (said := _middle(other.reading)) is not None]
        status_quo = self.situation.header.issues[word.issue].status_quo
        if not told and not word.offer and status_quo is not None:
            quo = _middle(self.situation.reading(word.issue, status_quo))
            told = [] if quo is None else [quo]
        if number is None or not told:
            return 0
        mean = sum(told) / len(told)
        return (number > mean) - (number < mean)

    def _all(self) -> Iterator[Word]:
        situation = self.situation
        latest = {held[-1].id for held in situation.positions.values()}
        for entry in situation.in_force.values():
            match entry.body:
                case Position() as position if entry.id in latest:
                    yield from self._stated(entry, position.party, position.issue, position.value)
                case Demand() as demand:
                    for part in demand.requires.parts if demand.requires.op == "all" else (demand.requires,):
                        yield from self._demanded(entry, demand.party, part)
                case Proposal() as proposal if entry.id not in situation.replaced:
                    for party in {situation.roster.party(name) for name in proposal.author} - {None}:
                        for term in proposal.terms:
                            yield from self._stated(entry, str(party), term.issue, term.value, offer=True)

    def _demanded(self, entry: Entry, party: str, part: Predicate) -> Iterator[Word]:
        """A part of a demand that is about one issue alone."""
        if part.op == "is":
            yield from self._stated(entry, party, str(part.issue), part.stated)
        elif len(part.issues) == 1 and part.issues[0] in self.place:
            (issue,) = part.issues
            header = self.situation.header
            condition = condition_of(part, header.issues, None, header.zone)
            values = self.grid.values[self.place[issue]]
            options = frozenset(n for n, value in enumerate(values) if holds(condition, {issue: value}))
            yield Word(entry, party, issue, options, None)

    def _stated(self, entry: Entry, party: str, issue: str, value: str, offer: bool = False) -> Iterator[Word]:
        reading = self.situation.reading(issue, value) if issue in self.place else None
        if reading is not None:
            values = self.grid.values[self.place[issue]]
            yield Word(
                entry, party, issue, frozenset(n for n, v in enumerate(values) if reading.holds(v)), reading, offer
            )


def _ranged(reading: Reading | None) -> bool:
    return reading is not None and (reading.lo is not None or reading.hi is not None)


def _middle(reading: Reading | None) -> Decimal | None:
    """The number that words name, or the end that they state; None for vague words."""
    if reading is None or not reading.numbers or not _ranged(reading):
        return None
    lo, hi = reading.lo, reading.hi
    if lo is None or hi is None:
        return hi if lo is None else lo
    return None if reading.vague and hi > lo * _WIDE else (lo + hi) / 2
