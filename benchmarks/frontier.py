"""The frontier and the solution concepts beside NegMAS 0.16, in one run: seconds of both, and how many times faster.

    make bench                                    sets up the peer, which is in no lock that a user installs
    .venv/bin/python benchmarks/frontier.py       all rows (several minutes); name some: two three tied robot boxes

Every way in which the peer gets the frontier is shown where it ends within a minute. Both times are the least of many runs
where these are short, and of one to five where they are long. The spaces are made from a seed. Points are compared: the same
number, within 1e-9. The peer's two-party sums (MOBANOS) give packages, not what they are worth, and no solutions; ours gives
the points exactly, how many packages tie, and in the first of two rows a package for each, in the second all solutions.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onetext.solving import Factor, Frontier, find_frontier, find_solutions, is_in, sum_within

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "scenarios" / "genius"
PATIENCE = 60.0
RUNS = 300
"""Runs of what takes less than a few milliseconds: the least of many is near what an idle machine takes."""


def space(issues: int, options: int, parties: int, seed: int = 4) -> list[Any]:
    """What options are worth: weights that add up to 1, times values from 0 to 1; floats, as the peer takes them."""
    dice = np.random.default_rng(seed)
    weights = dice.dirichlet(np.full(issues, 3.0), parties)
    return [dice.random((options, parties)) * weights[:, n] for n in range(issues)]


def best_of(work: Callable[[], Any], times: int, patience: float = PATIENCE) -> tuple[float, Any]:
    """The least seconds of some runs, and what the last gave."""
    least, found, start = float("inf"), None, time.perf_counter()
    for _ in range(times):
        begin = time.perf_counter()
        found = work()
        least = min(least, time.perf_counter() - begin)
        if time.perf_counter() - start > patience:
            break
    return least, found


def ours(tables: list[Any], solutions: bool = True) -> tuple[float, Frontier]:
    """The frontier, and all solution concepts; or, as the peer's sampler, a package for each point."""

    def work() -> Frontier:
        frontier = find_frontier(tables)
        if solutions:
            find_solutions(frontier)
        else:
            [frontier.package(point) for point in range(len(frontier))]
        return frontier

    return best_of(work, RUNS, 5.0)


def show(what: str, way: str, theirs: float | None, mine: float, frontier: Frontier, note: str = "") -> None:
    """One row."""
    ratio = "" if theirs is None else f"{theirs / mine:>10,.1f}"
    seconds = "" if theirs is None else f"{theirs:>10.5f}"
    points = f"{len(frontier):,} {frontier.verdict.state}"
    print(f"{what:<26} {way:<30} {seconds:>10} {mine:>10.5f} {ratio:>10}  {points} {note}", flush=True)


def ufuns(tables: list[Any]) -> list[Any]:
    """The same space as utility functions of the peer."""
    from negmas.outcomes import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.value_fun import TableFun

    issues = [make_issue([f"v{n}" for n in range(len(table))], f"i{k}") for k, table in enumerate(tables)]
    outcomes = make_os(issues)
    return [
        LinearAdditiveUtilityFunction(
            values=[TableFun({f"v{n}": float(row[party]) for n, row in enumerate(table)}) for table in tables],
            weights=[1.0] * len(tables),
            outcome_space=outcomes,
            reserved_value=0.0,
        )
        for party in range(len(tables[0][0]))
    ]


def points_of(outcomes: Any, functions: list[Any]) -> Any:
    """Payoffs of outcomes, once each."""
    found = np.array([[float(function(outcome)) for function in functions] for outcome in outcomes])
    return np.unique(found.round(9), axis=0)


def same(frontier: Frontier, theirs: Any) -> str:
    """Whether the peer has the same points."""
    mine = np.unique(frontier.floats.round(9), axis=0)
    return (
        "same points"
        if mine.shape == theirs.shape and np.allclose(mine, theirs, atol=2e-9)
        else f"peer has {len(theirs)}"
    )


def once(points: Any) -> Any:
    """Points, once each."""
    return np.unique(np.round(points, 9), axis=0)


def two() -> None:
    """Two parties, additive, 10^2 to 10^75 packages."""
    from negmas.preferences.ops import calc_scenario_stats, kalai_points, nash_points, pareto_frontier
    from negmas.preferences.pareto_sampler import MOBANOSParetoSampler

    def sampled(functions: list[Any]) -> Any:
        sampler = MOBANOSParetoSampler()
        sampler.init(ufun=functions[0], opponent_ufun=functions[1])
        return sampler.pareto_outcomes()

    def frontier_and_points(functions: list[Any]) -> Any:
        outcomes = list(functions[0].outcome_space.enumerate_or_sample())
        frontier, _ = pareto_frontier(functions, outcomes, sort_by_welfare=True)
        return frontier, nash_points(functions, frontier), kalai_points(functions, frontier)

    for issues in (2, 3, 4, 6, 8, 12, 16, 20, 30, 40, 50, 75):
        tables = space(issues, 10, 2)
        functions, (mine, frontier) = ufuns(tables), ours(tables)
        what = f"2 parties, 10^{issues}"
        if issues == 6:
            seconds, stats = best_of(partial(calc_scenario_stats, functions), 1)
            show(what, "one-call statistics", seconds, mine, frontier, same(frontier, once(stats.pareto_utils)))
            seconds, (theirs, *_) = best_of(partial(frontier_and_points, functions), 1)
            show(what, "frontier and points", seconds, mine, frontier, same(frontier, once(theirs)))
        if issues == 75:
            show(what, "(two-party sums: over 60 s)", None, mine, frontier)
            continue
        seconds, outcomes = best_of(partial(sampled, functions), RUNS if issues <= 20 else 1, 5.0)
        note = same(frontier, points_of(outcomes, functions))
        show(what, "two-party sums: packages", seconds, ours(tables, solutions=False)[0], frontier, note)
        show(what, "the same; ours with solutions", seconds, mine, frontier, note)


def three() -> None:
    """Three and five parties."""
    from negmas.preferences.ops import pareto_frontier

    for issues, parties in ((6, 3), (5, 5)):
        tables = space(issues, 10, parties)
        functions, (mine, frontier) = ufuns(tables), ours(tables)
        outcomes = list(functions[0].outcome_space.enumerate_or_sample())
        seconds, (theirs, _) = best_of(partial(pareto_frontier, functions, outcomes), 1)
        points = np.unique(np.round(theirs, 9), axis=0)
        show(f"{parties} parties, 10^{issues}", "frontier", seconds, mine, frontier, same(frontier, points))
    mine, frontier = ours(space(12, 10, 3))
    show("3 parties, 10^12", "(no way)", None, mine, frontier, bound(frontier))
    mine, frontier = best_of(lambda: find_frontier(space(12, 10, 3), limit=2_000), 1)
    show("3 parties, 10^12, coarse", "(no way)", None, mine, frontier, bound(frontier))


def bound(frontier: Frontier) -> str:
    """How far off the frontier may be."""
    return f"within {max(map(float, frontier.gap)):.4f} for each" if any(frontier.gap) else ""


def tied() -> None:
    """Constraints between issues: the peer has none, and keeps infeasible packages."""
    for issues in (6, 12, 20):
        tables = [[[int(u * 1000) for u in row] for row in table.tolist()] for table in space(issues, 6, 2)]
        rules = [Factor(~is_in(n, {0, 1, 2}) | is_in(n + 1, {3, 4, 5})) for n in range(issues - 1)]
        rules.append(Factor(sum_within({n: range(6) for n in range(issues)}, hi=2 * issues)))
        seconds, frontier = best_of(lambda tables=tables, rules=rules: find_frontier(tables, rules), 3)
        show(f"2 parties, 6^{issues}, tied", "(no way)", None, seconds, frontier)


def robot() -> None:
    """Five parties, 240,000 packages: a scenario that is not part of the project. Read as Genius reads it, and raw."""
    from negmas.preferences.ops import pareto_frontier

    from onetext.bridging import space_of_case
    from onetext.files import read_genius
    from onetext.files.scenario import case_of

    scenario = read_genius(SHARED / "killer_robot")
    read = case_of(scenario).header
    for side in scenario.sides:
        for worth in side.worths.values():
            worth.out_of = worth.out_of / worth.out_of
    raw = case_of(scenario).header
    for name, header in (("as Genius reads", read), ("evaluations as written", raw)):
        tables = list(space_of_case(header, {one.party: one for one in header.utilities.values()}).tables)
        functions, (mine, frontier) = ufuns(tables), ours(tables)
        outcomes = list(functions[0].outcome_space.enumerate_or_sample())
        seconds, (theirs, _) = best_of(lambda f=functions, o=outcomes: pareto_frontier(f, o), 1)
        points = np.unique(np.round(theirs, 9), axis=0)
        show("killer_robot, 5 parties", f"frontier, {name}"[:30], seconds, mine, frontier, same(frontier, points))


def boxes() -> None:
    """Hyper-rectangles, beside a plain encoding for CP-SAT (ours); the peer reads these files wrongly."""
    from onetext.bridging import space_of_case
    from onetext.files import read_genius
    from onetext.files.scenario import case_of
    from onetext.solving import assembly as module
    from onetext.solving.tie import TooManyStates

    for name, size in (("S-1NIKFRT-1", "10^10"), ("S-1NIKFRT-2", "10^20")):
        header = case_of(read_genius(SHARED / name)).header
        held = space_of_case(header, {one.party: one for one in header.utilities.values()})
        mine, frontier = best_of(lambda h=held: find_frontier(h.tables, h.factors, h.caps), 15, 15.0)
        eliminate = module.eliminate

        def give_up(tied: object) -> Any:
            raise TooManyStates

        module.eliminate = give_up  # type: ignore[assignment]
        seconds, proved = best_of(lambda h=held: find_frontier(h.tables, h.factors, h.caps), 3)
        module.eliminate = eliminate
        alike = [frontier.utility(n) for n in range(len(frontier))] == [proved.utility(n) for n in range(len(proved))]
        ties = sum(frontier.ties(n) for n in range(len(frontier)))
        show(
            f"boxes, {size}",
            "plain CP-SAT, no ties counted",
            seconds,
            mine,
            frontier,
            f"{'same points' if alike else 'OTHER POINTS'}, {ties:,} packages",
        )


ROWS = {"two": two, "three": three, "tied": tied, "robot": robot, "boxes": boxes}


def main(names: list[str]) -> None:
    """Print the rows asked for."""
    warnings.filterwarnings("ignore")
    print(f"{'space':<26} {'the peer, and how':<30} {'peer s':>10} {'onetext s':>10} {'times':>10}  points")
    for name in names or ROWS:
        if name in ("robot", "boxes") and not SHARED.exists():
            print(f"{name}: the scenarios lie beside the project, and are not here")
            continue
        ROWS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
