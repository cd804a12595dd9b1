"""Sticking points and ways out in words: which demands cannot all be met, and who would have to move on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from onetext.model import Case, Demand, Entry, Moment, Position, Statement
from onetext.model.audience import Roster
from onetext.model.condition import vague_words
from onetext.model.sticking import UNKNOWN_CHANCE, Chance, Ids, KnotStanding, Moves, Sticking, StickingPoint, WayOut
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page
from onetext.reporting.phrase import counted, isolated, joined
from onetext.reporting.words import Words

_WAYS = 6
"""How many ways out of one knot a page names."""


def stick_page(sticking: Sticking, case: Case, viewer: str, as_of: Moment, limit: int | None = None) -> Page:
    """The page of the sticking points: all of them, or as many of each sort as a limit says."""
    words = Words(case)
    blocks = [*sticking_blocks(sticking, words, limit), *moves_blocks(sticking, words)]
    if len(blocks) > 1:
        blocks.append(Note(_HOW))
    return Page(f"Where it sticks · {isolated(case.header.title)}", words.strip(viewer, as_of), tuple(blocks))


_HOW = (
    "[n] is the entry a line rests on. What a side demands, what it refuses in its latest position and what it rejects "
    "of another's demands counts as insisted on; wishes do not. Of the demands in one line any one fewer can be met. "
    "No way out was found that changes fewer. To move means to drop the demand, or to relax it as far as said, or "
    "further. A chance is that nothing which moves is a true limit, by the firmness recorded; where that is not known, "
    "anything between. This page lists and compares; it recommends nothing."
)


def sticking_blocks(sticking: Sticking, words: Words, limit: int | None) -> Iterator[Block]:
    """Each knot: what cannot all be met, and who would have to move."""
    found = len(sticking.sticking_points)
    cut = f"at least {found}, stopped at the limit" if found else "not worked out"
    yield Heading("Where it sticks", str(found or "") if sticking.complete else cut)
    if not found:
        yield Note(_nothing(sticking, words))
        return
    told = _Knots(sticking, words)
    knots = sticking.knots if limit is None else sticking.knots[:limit]
    for knot in knots:
        yield Lines(tuple(told.lines(knot, limit)))
    if len(knots) < len(sticking.knots):
        yield Note(f"and {len(sticking.knots) - len(knots)} more; --all shows them.")


def _nothing(sticking: Sticking, words: Words) -> str:
    """Why no sticking point is named."""
    if not sticking.complete:
        return "The search came to no answer within its limit. This is not a no."
    if not any(isinstance(entry.body, Demand) for entry in words.case.entries):
        return "No demand is recorded, so none can clash."
    return "Nothing recorded rules out agreement."


class _Knots:
    """Knots of one case being put into words."""

    def __init__(self, sticking: Sticking, words: Words) -> None:
        self.words, self.restated = words, sticking.restated
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in words.case.entries}
        self.roster = Roster(words.case.header)
        self.parties = list(words.case.header.parties)

    def lines(self, knot: KnotStanding, limit: int | None) -> Iterator[Line]:
        """The sticking points of a knot, then the ways out of it."""
        points = knot.sticking_points if limit is None else knot.sticking_points[:limit]
        for point in points:
            yield Line("\n".join(self._insisted(point)), self._because(point), self._label(point))
        if len(points) < len(knot.sticking_points):
            yield Line(f"and {len(knot.sticking_points) - len(points)} more; --all shows them.")
        if knot.ways_out:
            yield Line(self._ways(knot, limit), "", "A way out")

    def _label(self, point: StickingPoint) -> str:
        if not point.demands:
            return "No package is possible"
        if len(point.demands) == 1:
            return "Cannot be met" if point.certain else "△ Unclear whether it can be met"
        both = "both" if len(point.demands) == 2 else "all"
        return f"Cannot {both} be met" if point.certain else f"△ Unclear whether {both} can be met"

    def _insisted(self, point: StickingPoint) -> Iterator[str]:
        if not point.demands:
            yield "The constraints of the case cannot all hold."
        for name in self._in_order(point.demands):
            also = self.words.cite(*self.restated.get(name, ()))
            yield f"{self._said(self.entries[name])} {self.words.cite(name)}" + (f", also {also}" if also else "")

    def _said(self, entry: Entry) -> str:
        """What is insisted on, with the side first."""
        said = self.words.in_short.line(entry)
        if isinstance(entry.body, Statement):
            return f"{self.words.name(self._party(entry.id))} rejects {self.words.names(entry.body.about)}: {said}"
        return said

    def _because(self, point: StickingPoint) -> str:
        said = [f"with {self.constraints(point.constraints)}"] if point.constraints else []
        said += [self._unclear(name) for name in self._in_order(point.unclear)]
        return "; ".join(said)

    def constraints(self, names: Ids) -> str:
        """Constraints by name, or by what must hold."""
        if not names:
            return "each other"
        return f"the constraint{'' if len(names) == 1 else 's'} {joined(map(self._constraint, names))}"

    def _constraint(self, name: str) -> str:
        held = self.words.case.header.constraints[name]
        return isolated(held.name) if held.name else self.words.predicate(held.holds)

    def _unclear(self, name: str) -> str:
        """Which words of a demand leave open what is meant, and the range they are read as."""
        body = self.entries[name].body
        header = self.words.case.header
        assert isinstance(body, Demand | Position | Statement)
        if not isinstance(body, Demand):
            return f"{self.words.cite(name)} leaves open which number is meant"
        said = [
            self.words.value(issue, stated) for issue, stated in vague_words(body.requires, header.issues, header.zone)
        ]
        return f"{self.words.cite(name)} leaves open which number is meant: {joined(said)}"

    def _ways(self, knot: KnotStanding, limit: int | None) -> str:
        ways = sorted(knot.ways_out, key=lambda way: (len(way.withdraw), self._places(way.withdraw)))
        shown = ways if limit is None else ways[:_WAYS]
        more = len(ways) - len(shown)
        left = f"in {counted(more, 'other way')}" if more else "" if knot.complete else "in other ways"
        told = [*map(self._way, shown), *([left] if left else [])]
        between = ", or " if len(told) <= 2 else ", or\n"
        return f"Agreement becomes possible here if{' ' if len(told) <= 2 else chr(10)}{between.join(told)}."

    def _way(self, way: WayOut) -> str:
        alone = len(way.withdraw) == 1
        return f"{self.moved(way.withdraw, {one.demand: one.to for one in way.relax if alone})}{_chance(way.chance)}"

    def moved(self, withdraw: Ids, least: Mapping[str, str] | None = None) -> str:
        """Who moves on what."""
        sides: dict[str, list[str]] = {}
        for name in self._in_order(withdraw):
            to = f" (to {isolated(least[name])}, or further)" if least and name in least else ""
            sides.setdefault(self._party(name), []).append(f"{self.words.cite(name)}{to}")
        return joined(f"{self.words.name(party)} moves on {joined(cited)}" for party, cited in sides.items())

    def _places(self, names: Iterable[str]) -> list[tuple[int, int]]:
        return sorted((self._place(name), self.words.numbers[name]) for name in names)

    def _place(self, name: str) -> int:
        party = self._party(name)
        return self.parties.index(party) if party in self.parties else len(self.parties)

    def _in_order(self, names: Iterable[str]) -> list[str]:
        """Demands by their side in the stated order, then by their number."""
        return sorted(names, key=lambda name: (self._place(name), self.words.numbers[name]))

    def _party(self, name: str) -> str:
        body = self.entries[name].body
        if isinstance(body, Statement):
            speaker = body.speaker if isinstance(body.speaker, str) else ""
            return self.roster.party(body.speaks_for or speaker) or ""
        assert isinstance(body, Demand | Position)
        return body.party


def _chance(chance: Chance) -> str:
    """The chance that nothing in it is a true limit; no words where nothing is known."""
    if chance == UNKNOWN_CHANCE:
        return ""
    same = _tenths(chance.lo) == _tenths(chance.hi)
    said = _tenths(chance.lo) if same else f"between {_tenths(chance.lo)} and {_tenths(chance.hi)}"
    return f" (chance {said})"


def _tenths(chance: Decimal) -> str:
    """A chance with two digits at most.

    >>> _tenths(Decimal("0.3")), _tenths(Decimal("0.348"))
    ('3 in 10', '35 in 100')
    """
    hundredths = int((chance * 100).to_integral_value())
    return f"{hundredths // 10} in 10" if hundredths % 10 == 0 else f"{hundredths} in 100"


def moves_blocks(sticking: Sticking, words: Words) -> Iterator[Block]:
    """Per proposal, what would have to move for its text to be acceptable to all as recorded."""
    told = _Knots(sticking, words)
    lines = [_moves_line(moves, told, words) for moves in sticking.proposals]
    if lines:
        yield Heading("What would have to move for a text as it stands", counted(len(lines), "proposal"))
        yield Lines(tuple(lines))


def _moves_line(moves: Moves, told: _Knots, words: Words) -> Line:
    name = words.entry_name(moves.proposal)
    if not moves.possible:
        return Line(f"{name}: its terms cannot stand with {told.constraints(moves.constraints)}.")
    if not moves.withdraw:
        unsure = "not worked out: the search came to no answer within its limit"
        return Line(f"{name}: {'nothing recorded would have to' if moves.complete else unsure}.")
    everywhere = told.moved(tuple(demand for ways in moves.knots if len(ways) == 1 for demand in ways[0]))
    choices = [_choice(ways, told) for ways in moves.knots if len(ways) > 1]
    more = "" if moves.complete else "; the list is cut"
    return Line(f"{name}: {'; and '.join(filter(None, [everywhere, *choices]))}{more}.")


def _choice(ways: tuple[Ids, ...], told: _Knots) -> str:
    """The alternatives of one knot."""
    left = len(ways) - _WAYS
    more = f", or in {counted(left, 'other way')}" if left > 0 else ""
    return ", or ".join(map(told.moved, ways[:_WAYS])) + more
