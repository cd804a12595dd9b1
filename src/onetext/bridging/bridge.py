"""The frontier of a case and the solution concepts on it, where the utilities of its parties are stated."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from onetext.bridging.space import Endless, Space, space_of_case
from onetext.model import Situation, Utility, utility_of
from onetext.model.bridges import Bridge, Bridges, Solution, Why
from onetext.model.condition import condition_of, holds
from onetext.model.solution import Concept
from onetext.model.verdict import Verdict
from onetext.solving import Found, Frontier, find_frontier, find_solutions
from onetext.solving.assembly import MOST_POINTS


def find_bridges(situation: Situation, limit: int = MOST_POINTS) -> Bridges:
    """The Pareto frontier of a situation's packages, and every solution concept on it; see `model.solution`.

    Every package and utility that is given has been computed again by the definitions in `model`. A party that states
    no reservation value is taken to have 0 on its own scale; of several utilities of one party the last is taken.
    `limit` is how many points the frontier may have before it is made coarser, within a bound that the verdict states.
    """
    header = situation.header
    by_party = {utility.party: utility for utility in header.utilities.values()}
    utilities = {party: by_party[party] for party in header.parties if party in by_party}
    stated = [utility.party for utility in header.utilities.values()]
    several = tuple(party for party in utilities if stated.count(party) > 1)
    missing = tuple(party for party in header.parties if party not in by_party)
    if missing or len(utilities) < 2:
        return Bridges(tuple(utilities), missing, (), "utilities missing", verdict=_UNDECIDED)
    try:
        space = space_of_case(header, utilities)
    except Endless as error:
        why: Why = "values without end"
        return Bridges(tuple(utilities), (), (), why, verdict=_UNDECIDED, endless=error.issues)
    if not space.issues:
        return Bridges(tuple(utilities), (), (), "utilities missing", verdict=_UNDECIDED)
    frontier = find_frontier(space.tables, space.factors, space.caps, space.names, limit)
    reservation = {party: Fraction(one.reservation or 0) for party, one in utilities.items()}
    found = find_solutions(frontier, list(reservation.values()))
    judge = _Judge(situation, utilities, space)
    packages = tuple(judge.bridge(frontier, point) for point in range(len(frontier)))
    return Bridges(
        space.parties,
        (),
        space.issues,
        _why(frontier, found),
        packages,
        {concept: _solution(one, packages) for concept, one in found.items()},
        frontier.packages_total,
        frontier.verdict,
        frontier.ties_are_least,
        reservation,
        tuple(party for party, one in utilities.items() if one.reservation is None),
        several,
    )


_UNDECIDED = Verdict("undecided", limit="not enough is recorded")


def _why(frontier: Frontier, found: Mapping[Concept, Found | None]) -> Why:
    if len(frontier):
        return "nothing rational" if found["nash"] is None else ""
    return "undecided" if frontier.verdict.state == "undecided" else "nothing feasible"


def _solution(found: Found | None, packages: tuple[Bridge, ...]) -> Solution | None:
    return None if found is None else Solution(packages[found.point], found.ties, found.verdict, found.ties_are_least)


class _Judge:
    """Computes what came out of the search again, by the definitions."""

    def __init__(self, situation: Situation, utilities: Mapping[str, Utility], space: Space) -> None:
        header = situation.header
        self.issues, self.zone, self.utilities, self.space = header.issues, header.zone, utilities, space
        self.constraints = [
            condition_of(item.holds, header.issues, None, header.zone) for item in header.constraints.values()
        ]

    def bridge(self, frontier: Frontier, point: int) -> Bridge:
        """One point of the frontier as a package. Raises AssertionError if the search was wrong."""
        terms = self.space.package(frontier.package(point))
        utility = {party: utility_of(one, terms, self.issues, self.zone) for party, one in self.utilities.items()}
        if tuple(utility.values()) != frontier.utility(point):
            raise AssertionError("the search and the definition of utility disagree")
        if not all(holds(condition, terms) for condition in self.constraints):
            raise AssertionError("the search gave a package that breaks a constraint")
        return Bridge(terms, utility, frontier.ties(point))
