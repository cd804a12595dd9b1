"""Mediated talks with simulated sides: how soon all take a text, how good it becomes, and whether chances are true.

    .venv/bin/python benchmarks/talks.py                        every part, in its short form
    .venv/bin/python benchmarks/talks.py hidden 1000            sides whose wants are hidden, answering only yes or no
    .venv/bin/python benchmarks/talks.py scenarios 10           scenarios of the field, which lie beside the project
    .venv/bin/python benchmarks/talks.py own 12                 as scenarios, with sides drawn from the mediator's own prior
    .venv/bin/python benchmarks/talks.py calibration 2000       chances told before an answer, and what then was answered
    .venv/bin/python benchmarks/talks.py evidence 1000          how long much evidence takes (here the number of answers)
    .venv/bin/python benchmarks/talks.py settled 4              whether draws have settled after 30 drafts

The number is that of seeds. The bar that a figure is to reach stands beside it, and +- is one standard error over
talks. Every figure follows from the seeds, whatever the number of processes (two). Progress goes to the error stream.
Stopped (Ctrl-C, or `timeout 20m` before the command), it prints the row at hand from the talks that are done, and ends.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onetext.believing import DRAWS, Open, Took, draw_prior, learn
from onetext.believing.evidence import Judged
from onetext.believing.posterior import _chosen, _moved
from onetext.model.belief import SOFTNESS, Grid
from onetext.rehearsing import Mediator, Options, Plan, Simulated, hold_talks

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "scenarios" / "genius"
PROCESSES = 2
EVERY_SECONDS = 20
"""How often progress is told."""
STOPPED = threading.Event()
"""Set when somebody stops the run: the row at hand is printed from what is done, and none is begun after it."""


# Sides whose wants are hidden


@dataclass(frozen=True)
class Hidden:
    """How sides with hidden wants are made: 8 issues of 5 options, two sides.

    Weights are Dirichlet(1). The values of an issue rise (or fall) evenly, with normal noise, and are then brought to
    0..1: so steps are uneven, and some go the other way. The direction is a coin toss for the first side; the other
    wants the opposite on a share `opposed` of the issues. The mediator knows the direction of every second issue, or with
    `known` 1 of each. The outside option is worth the `quantile` of all packages.
    """

    quantile: float = 0.6
    opposed: float = 0.5
    noise: float = 0.1
    softness: float = 0.0
    lies: float = 0.0
    random: bool = False
    issues: int = 8
    options: int = 5
    known: int = 2


def make_sides(kind: Hidden, seed: int) -> tuple[dict[str, Simulated], dict[str, Open], float]:
    """The sides, what is known of them, and which share of all packages both would take."""
    dice = np.random.default_rng([seed, 6])
    up = np.array([dice.random(kind.issues) < 0.5] * 2)
    up[1] ^= dice.random(kind.issues) < kind.opposed
    sides, opens, takes = {}, {}, []
    for n, name in enumerate(("north", "south")):
        weight = dice.dirichlet(np.ones(kind.issues))
        value = np.linspace(0, 1, kind.options) + dice.normal(0, kind.noise, (kind.issues, kind.options))
        value = np.where(up[n][:, None], value, value[:, ::-1])
        value = (value - value.min(axis=1, keepdims=True)) / np.ptp(value, axis=1, keepdims=True)
        worth = weight[:, None] * value
        total = np.zeros(1)
        for row in worth:
            total = np.add.outer(total, row).ravel()
        outside = float(np.quantile(total, kind.quantile))
        takes.append(total >= outside)
        lies = 0.5 if kind.random and n == 0 else kind.lies if n == 0 else 0.0
        sides[name] = Simulated(
            worth.tolist(), outside, np.random.default_rng([seed, n]), kind.softness, lies, compares=False
        )
        steps = [
            (k, j + 1, j) if up[n][k] else (k, j, j + 1)
            for k in range(0, kind.issues, kind.known)
            for j in range(kind.options - 1)
        ]
        opens[name] = Open((kind.options,) * kind.issues, better=tuple(steps))
    return sides, opens, float((takes[0] & takes[1]).mean())


def grid_of(sizes: Sequence[int]) -> Grid:
    """A grid of options without names."""
    return Grid(tuple(f"i{n}" for n in range(len(sizes))), tuple(tuple(f"v{k}" for k in range(size)) for size in sizes))


def one_hidden(
    kind: Hidden, plan: Plan, seed: int
) -> tuple[bool, int, list[tuple[float, bool]], list[tuple[float, bool]]]:
    """Whether an agreement exists; the draft that all took (0: none); chances of each draft, of a side's and joint."""
    sides, opens, room = make_sides(kind, seed)
    mediator = Mediator(grid_of((kind.options,) * kind.issues), opens, plan, seed)
    talk = hold_talks(mediator, sides)
    told = [(one.chances[name], one.answers[name].takes) for one in talk.rounds for name in sides]
    joint = [(one.joint, one.taken) for one in talk.rounds]
    return room > 0, talk.reached or 0, told, joint


def hidden(seeds: int) -> None:
    """Outside options at the 60th and the 80th percentile, and what noise, lies and a random answerer do."""
    print(f"sides with hidden wants, answering yes or no, up to 40 drafts; {seeds:,} seeds")
    print(f"{'':<46}{'exists':>7}{'reached':>16}{'bar':>6}{'median':>8}{'bar':>5}{'90th':>6}{'bar':>5}")
    bars, calibrated = {0.6: (98, 3, 8), 0.8: (90, 8, 25)}, list[Any]()
    for quantile, bar in bars.items():
        found = run(partial(one_hidden, Hidden(quantile), Plan()), range(seeds))
        show_hidden(f"{quantile:.0%} half the issues opposed, exact answers", found, bar)
        calibrated += found
    show_calibration(calibrated)
    for quantile, bar in bars.items():
        for kind, words in (
            (Hidden(quantile, softness=SOFTNESS), "answers by the one rule"),
            (Hidden(quantile, lies=0.1), "one side lies in 10 % of its answers"),
            (Hidden(quantile, random=True), "one side answers at random"),
            (Hidden(quantile, opposed=1), "all issues opposed, exact answers"),
            (Hidden(quantile, opposed=1, known=1), "the same, all directions known"),
        ):
            plan = Plan(grade=0.8) if kind.lies or kind.random else Plan()
            show_hidden(
                f"{quantile:.0%} {words}", run(partial(one_hidden, kind, plan), range(max(seeds // 10, 10))), bar
            )
    print("\npackages that both sides would take, where there is one; 60 pairs of sides")
    for opposed in (0.5, 1):
        for quantile in bars:
            rooms = [make_sides(Hidden(quantile, opposed), seed)[2] for seed in range(60)]
            low, middle = np.quantile([room for room in rooms if room > 0], (0.1, 0.5))
            print(f"{quantile:.0%} {opposed:.0%} of the issues opposed: median {middle:.2%}, 10th percentile {low:.2%}")


def show_hidden(words: str, found: list[Any], bar: tuple[int, int, int]) -> None:
    """One row: of the talks where an agreement exists."""
    reached = np.array([number or math.inf for exists, number, *_ in found if exists])
    if not len(reached):
        print(f"{words:<46} no talk in which an agreement exists is done")
        return
    share = float((reached <= 40).mean())
    error = math.sqrt(share * (1 - share) / len(reached))
    at = [float(np.quantile(reached, q, method="higher")) for q in (0.5, 0.9)]
    print(
        f"{words:<46}{len(reached):>7,}{100 * share:>8.1f} +-{100 * error:>3.1f} %{bar[0]:>6}"
        f"{at[0]:>8.0f}{bar[1]:>5}{at[1]:>6.0f}{bar[2]:>5}",
        flush=True,
    )


# Scenarios of the field

BILATERAL = (
    "EnglandZimbabwe",
    "Travel",
    "Energy",
    "CameraB",
    "Wholesaler",
    "HouseKeepingA",
    "LaptopB",
    "AMPOvsCity",
    "Car",
)
TUNED = sorted(BILATERAL)[::2]
"""Those that were looked at while the procedure was made; the others were only measured."""
SEVERAL = ("politics", "parsCat", "killer_robot")
MARKS = (15, 40)
ESTIMATES = (10, 30)


@dataclass(frozen=True)
class Scenario:
    """One additive scenario: `worth[side][issue][option]` as written, reservation values, the best product of gains."""

    name: str
    worth: tuple[tuple[tuple[float, ...], ...], ...]
    outside: tuple[float, ...]
    best: float

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(map(len, self.worth[0]))

    def quality(self, package: Options | None) -> float:
        """The product of gains of a package, as a share of the best; 0 for one that some side would not take."""
        if package is None:
            return 0.0
        gains = [max(value - least, 0.0) for value, least in zip(self.values(package), self.outside, strict=True)]
        return math.prod(gains) / self.best

    def values(self, package: Options) -> list[float]:
        """What a package is worth to each side."""
        return [sum(row[n] for row, n in zip(own, package, strict=True)) for own in self.worth]


def read_scenario(name: str) -> Scenario:
    """A scenario that lies beside the project."""
    from onetext.bridging import space_of_case
    from onetext.files import read_genius
    from onetext.files.scenario import case_of
    from onetext.solving import find_frontier, find_solutions

    header = case_of(read_genius(SHARED / name)).header
    held = {one.party: one for one in header.utilities.values()}
    space = space_of_case(header, held)
    rest = [one.reservation or 0 for one in held.values()]
    frontier = find_frontier(space.tables, space.factors, space.caps)
    nash = find_solutions(frontier, [type(space.tables[0][0][0])(one) for one in rest])["nash"]
    assert nash is not None
    best = math.prod(float(u) - float(r) for u, r in zip(frontier.utility(nash.point), rest, strict=True))
    worth = tuple(
        tuple(tuple(float(row[side]) for row in table) for table in space.tables) for side in range(len(space.parties))
    )
    return Scenario(name, worth, tuple(map(float, rest)), best)


@dataclass(frozen=True)
class Setting:
    """How the sides of a scenario answer, and how the mediator goes about it.

    `listed` is what it expects of the order of options; with `ordered` it knows how every side orders the options of
    every issue, but neither how much they are worth nor what issues weigh.
    """

    plan: Plan = field(default_factory=lambda: Plan("nash", MARKS))
    softness: float = 0.0
    listed: float = 0.5
    ordered: bool = False
    drafts: int = MARKS[-1]


def one_scenario(setting: Setting, work: tuple[Scenario, int]) -> dict[str, float]:
    """Quality of the text after so many drafts, how well preferences are estimated, whether all took some text."""
    scenario, seed = work
    names = [f"side-{n}" for n in range(len(scenario.worth))]
    dice = [np.random.default_rng([seed, n]) for n in range(len(names))]
    sides = {
        name: Simulated(own, least, die, setting.softness)
        for name, own, least, die in zip(names, scenario.worth, scenario.outside, dice, strict=True)
    }
    orders = [orders_of(own) if setting.ordered else () for own in scenario.worth]
    opens = {
        name: Open(scenario.sizes, better=order, listed=setting.listed)
        for name, order in zip(names, orders, strict=True)
    }
    mediator = _Watched(grid_of(scenario.sizes), opens, setting.plan, seed)
    mediator.scenario = scenario
    talk = hold_talks(mediator, sides, setting.drafts)
    found = {f"text {n}": scenario.quality(talk.rounds[n - 1].text) for n in MARKS if n <= setting.drafts}
    return found | mediator.estimates | {"first yes": float(talk.reached or math.inf)}


def orders_of(worth: Sequence[Sequence[float]]) -> tuple[tuple[int, int, int], ...]:
    """(issue, better option, worse option) for every two options that are not worth the same."""
    pairs = [(issue, one, other) for issue, row in enumerate(worth) for one, other in permutations(range(len(row)), 2)]
    return tuple((issue, one, other) for issue, one, other in pairs if worth[issue][one] > worth[issue][other])


class _Watched(Mediator):
    """A mediator whose beliefs are compared with the truth on the way."""

    scenario: Scenario

    def hear(self, answers: Any) -> None:
        super().hear(answers)
        if not hasattr(self, "estimates"):
            self.estimates: dict[str, float] = {}
        if len(self.drafts) in ESTIMATES:
            held = zip(self.samples.values(), self.scenario.worth, strict=True)
            each = [agreement(sample.weight @ sample.meant.worth, own) for sample, own in held]
            self.estimates[f"rank {len(self.drafts)}"] = sum(each) / len(each)


def agreement(believed: Any, worth: Sequence[Sequence[float]], most: int = 20_000) -> float:
    """Spearman's rank correlation of believed and true worth over all packages, or over a sample of so many."""
    sizes = [len(row) for row in worth]
    if math.prod(sizes) <= most:
        packages = np.stack(np.unravel_index(np.arange(math.prod(sizes)), sizes), axis=1)
    else:
        dice = np.random.default_rng(0)
        packages = np.stack([dice.integers(0, size, most) for size in sizes], axis=1)
    starts = np.cumsum([0, *sizes[:-1]])
    flat = np.concatenate([np.asarray(row) for row in worth])
    ranked = [ranks(np.round(table[packages + starts].sum(axis=1), 12)) for table in (believed, flat)]
    return float(np.corrcoef(*ranked)[0, 1])


def ranks(values: Any) -> Any:
    """Ranks, the mean of them where values are equal."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place]


def veto(work: tuple[Scenario, int]) -> dict[str, float]:
    """The single text with a veto: one issue changed at random, kept if no side finds it worse (hill climbing)."""
    scenario, seed = work
    dice = np.random.default_rng([seed, 9])
    text = [int(dice.integers(size)) for size in scenario.sizes]
    found = {}
    for draft in range(1, 1001):
        tried = list(text)
        issue = int(dice.integers(len(text)))
        tried[issue] = int(dice.integers(scenario.sizes[issue]))
        if all(
            new >= old for new, old in zip(scenario.values(tuple(tried)), scenario.values(tuple(text)), strict=True)
        ):
            text = tried
        if draft in (15, 40, 100, 1000):
            found[f"text {draft}"] = scenario.quality(tuple(text))
    return found


def scenarios(seeds: int) -> None:
    """Bilateral scenarios and those of three and more; the mediator knows issues and options only."""
    if not SHARED.exists():
        print("scenarios: they lie beside the project, and are not here")
        return
    print(f"scenarios of the field, text on the table as a share of the best product of gains; {seeds:,} seeds each")
    two, more = [read_scenario(name) for name in BILATERAL], [read_scenario(name) for name in SEVERAL]
    print("\npeer: single text by veto, one issue at a time")
    for group in (two, more):
        found = run(veto, [(one, seed) for seed in range(max(seeds, 20)) for one in group])
        show_table(group, found, ("text 15", "text 40", "text 100", "text 1000"), (None,) * 4)
    what = ("text 15", "text 40", "rank 10", "rank 30")
    print("\nexact answers")
    show_scenarios(two, Setting(), seeds, what, (0.90, 0.97, 0.80, 0.90))
    show_scenarios(more, Setting(), seeds, what, (None, 0.80, None, None))
    for words, setting in (
        ("answers by the one rule", Setting(softness=SOFTNESS)),
        ("exact answers, no use of the listed order", Setting(listed=0.0)),
        ("exact answers, how each side orders the options of each issue is known", Setting(ordered=True)),
    ):
        print(f"\n{words}")
        show_scenarios(two, setting, seeds, what, (0.90, 0.97, 0.80, 0.90))


OWN = ((5,) * 6, (4,) * 8, (6, 5, 6, 5, 3, 4, 3, 6, 2, 5))
"""How many options the issues have of scenarios whose sides are drawn: as three of the field have about."""


def draw_scenario(sizes: tuple[int, ...], seed: int) -> Scenario:
    """A scenario whose two sides want what draws of the mediator's own prior say, and lose nothing by any deal."""
    dice, open_ = np.random.default_rng([seed, 10, *sizes]), Open(sizes)
    drawn = [draw_prior(open_, 1, dice).meant.worth[0] for _ in range(2)]
    worth = [np.split(own, open_.starts[1:]) for own in drawn]
    totals = []
    for own in worth:
        total = np.zeros(1)
        for row in own:
            total = np.add.outer(total, row).ravel()
        totals.append(total)
    rows = tuple(tuple(tuple(row.tolist()) for row in own) for own in worth)
    return Scenario(f"{len(sizes)} issues", rows, (0.0, 0.0), float((totals[0] * totals[1]).max()))


def one_own(plan: Plan, work: tuple[tuple[int, ...], int]) -> dict[str, float]:
    """Talks of sides that are drawn anew for each seed."""
    return one_scenario(Setting(plan), (draw_scenario(*work), work[1]))


def own(seeds: int) -> None:
    """What is reached where the prior is true: whether what is missed is the fault of what is assumed about sides."""
    print(f"sides drawn from the mediator's own prior, exact answers; {seeds:,} pairs of sides for each size")
    group, what = [draw_scenario(sizes, 0) for sizes in OWN], ("text 15", "text 40", "rank 10", "rank 30")
    for words, plan in (
        ("as everywhere", Plan("nash", MARKS)),
        (
            "the mediator knows that answers are exact (softness .015), 800 draws along 40 lines",
            Plan("nash", MARKS, softness=0.015, draws=800, sweeps=40),
        ),
    ):
        print(f"\n{words}")
        found = run(partial(one_own, plan), [(sizes, seed) for seed in range(seeds) for sizes in OWN])
        show_table(group, found, what, (0.90, 0.97, 0.80, 0.90))


def show_scenarios(group: Sequence[Scenario], setting: Setting, seeds: int, what: Sequence[str], bars: Any) -> None:
    """Run and print one setting."""
    show_table(
        group, run(partial(one_scenario, setting), [(one, seed) for seed in range(seeds) for one in group]), what, bars
    )


def show_table(group: Sequence[Scenario], found: list[Any], what: Sequence[str], bars: Sequence[float | None]) -> None:
    """One row for each scenario and one for all of them; the error is over talks. `found` is seed by seed, and of a run
    that was stopped only seeds with all scenarios count."""
    seeds = len(found) // len(group)
    if not seeds:
        sys.exit("stopped before one seed of all scenarios was done")
    print(f"{'':<18}" + "".join(f"{one:>18}" for one in what))
    whole = found[: seeds * len(group)]
    values = (
        np.array([[one[key] for key in what] for one in whole]).reshape(seeds, len(group), len(what)).swapaxes(0, 1)
    )
    errors = values.std(axis=1, ddof=1) / math.sqrt(seeds) if seeds > 1 else np.full(values.shape[::2], np.nan)
    for n, scenario in enumerate(group):
        print(
            f"{scenario.name:<18}"
            + "".join(f"{m:>10.3f} +-{e:.3f}" for m, e in zip(values[n].mean(axis=0), errors[n], strict=True))
        )
    parts = {"all": [True] * len(group)}
    if set(TUNED) < {one.name for one in group}:
        parts = {"looked at": [one.name in TUNED for one in group]} | parts
        parts = {"held out": [one.name not in TUNED for one in group]} | parts
    for name, chosen in parts.items():
        error = np.sqrt((errors[chosen] ** 2).sum(axis=0)) / sum(chosen)
        means = values[chosen].mean(axis=(0, 1))
        print(f"{name:<18}" + "".join(f"{m:>10.3f} +-{e:.3f}" for m, e in zip(means, error, strict=True)))
    if any(bar is not None for bar in bars):
        print(
            f"{'bar':<18}" + "".join(f"{'' if bar is None else f'{bar:.2f}':>10}        " for bar in bars), flush=True
        )


def run(work: Callable[[Any], Any], seeds: Iterable[Any]) -> list[Any]:
    """The results of some work, seed by seed; every process works with one thread. When stopped, of the first seeds."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    seeds, found, start = list(seeds), list[Any](), time.perf_counter()
    told = start
    if STOPPED.is_set():
        sys.exit("stopped")
    with multiprocessing.get_context("spawn").Pool(PROCESSES, initializer=_leave_stopping) as pool:
        results = pool.imap(work, seeds)
        while len(found) < len(seeds) and not STOPPED.is_set():
            try:
                found.append(results.next(timeout=1))
            except multiprocessing.TimeoutError:
                continue
            if time.perf_counter() > told + EVERY_SECONDS:
                told = time.perf_counter()
                print(f"  ({len(found):,} of {len(seeds):,}, {told - start:.0f} s)", file=sys.stderr)
    if STOPPED.is_set():
        if not found:
            sys.exit("stopped")
        print(f"stopped: of the first {len(found):,} of {len(seeds):,} talks")
    return found


def _leave_stopping() -> None:
    """A process that works does not hear Ctrl-C: the one that began it ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


# Whether chances are true


def one_drawn(seed: int) -> tuple[bool, int, list[tuple[float, bool]], list[tuple[float, bool]]]:
    """Talks in which both sides want what a draw of the mediator's own prior says, and answer by the one rule."""
    kind = Hidden()
    grid, dice = grid_of((kind.options,) * kind.issues), np.random.default_rng([seed, 7])
    opens = {name: Open(grid.sizes) for name in ("north", "south")}
    sides = {}
    for name, open_ in opens.items():
        meant = draw_prior(open_, 1, dice).meant
        worth = meant.worth[0].reshape(kind.issues, kind.options).tolist()
        sides[name] = Simulated(worth, float(meant.outside[0]), dice, SOFTNESS, compares=False)
    talk = hold_talks(Mediator(grid, opens, seed=seed), sides)
    told = [(one.chances[name], one.answers[name].takes) for one in talk.rounds for name in sides]
    return True, talk.reached or 0, told, [(one.joint, one.taken) for one in talk.rounds]


def calibration(seeds: int) -> None:
    """Of the drafts that were chosen: the chance told before, and the share that then said yes."""
    for words, work in (
        ("sides drawn from the prior, answering by the one rule", one_drawn),
        (
            "sides with hidden wants (60 %), answering by the one rule",
            partial(one_hidden, Hidden(softness=SOFTNESS), Plan()),
        ),
        ("one side lies in 10 % of its answers, grade .8", partial(one_hidden, Hidden(lies=0.1), Plan(grade=0.8))),
        ("one side lies in 10 % of its answers, grade .99", partial(one_hidden, Hidden(lies=0.1), Plan())),
        ("one side answers at random, grade .8", partial(one_hidden, Hidden(random=True), Plan(grade=0.8))),
    ):
        found = run(work, range(seeds))
        print(f"{words}; {seeds:,} talks, {np.mean([number > 0 for _, number, *_ in found]):.1%} with a yes of all")
        show_calibration(found)


def show_calibration(found: list[Any]) -> None:
    """The chances told of each side, and of all together."""
    for what, place in (("a side's yes", 2), ("the yes of all", 3)):
        show_reliability(what, [pair for one in found for pair in one[place]])
    print(flush=True)


def show_reliability(what: str, pairs: list[tuple[float, bool]]) -> None:
    """Tenths of the chance told, with how often it came true; the gap on average, weighed by how many."""
    told, came = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    place = np.minimum((told * 10).astype(int), 9)
    cells, gap = [], 0.0
    for tenth in range(10):
        own = place == tenth
        if own.any():
            gap += abs(told[own].mean() - came[own].mean()) * own.mean()
            cells.append(f"{told[own].mean():.2f}>{came[own].mean():.2f} ({own.sum():,})")
    brier = ((told - came) ** 2).mean()
    print(f"  {what}: told>came (how many): {'  '.join(cells)}\n    mean gap {gap:.3f}, Brier {brier:.3f}")


# Much evidence


def evidence(count: int) -> None:
    """Seconds to take in so many answers, each on another package, at once."""
    grid, dice = grid_of((6,) * 10), np.random.default_rng(1)
    truth = draw_prior(Open(grid.sizes), 1, dice).meant
    packages = np.stack([dice.integers(0, 6, count) for _ in grid.sizes], axis=1)
    worth = truth.worth[0][packages + np.asarray(grid.starts)].sum(axis=1)
    heard = [Took(row[None], bool(one > truth.outside[0])) for row, one in zip(packages, worth, strict=True)]
    start = time.perf_counter()
    sample = learn(draw_prior(Open(grid.sizes), DRAWS, dice), heard, dice)
    seconds = time.perf_counter() - start
    off = abs(float(sample.weight @ sample.meant.outside) - float(truth.outside[0]))
    rank = agreement(sample.weight @ sample.meant.worth, truth.worth[0].reshape(10, 6).tolist())
    print(f"{count:,} answers, {DRAWS:,} draws: {seconds:.1f} s; effective {sample.effective:.0f} draws")
    print(f"outside option off by {off:.3f}, rank correlation {rank:.3f}")


# Whether draws have settled


def settled(seeds: int) -> None:
    """After 30 drafts with hidden wants: what changes when draws are moved along 300 more lines, with nothing new heard."""
    print(
        "draws after 30 drafts, moved along 300 more lines: change of the mean outside option, of the rank correlation"
    )
    for sweeps in (12, 30):
        found = np.array(run(partial(one_settled, sweeps), range(seeds))).reshape(-1, 2)
        error = found.std(axis=0, ddof=1) / math.sqrt(len(found))
        cells = "".join(f"{m:>+10.3f} +-{e:.3f}" for m, e in zip(found.mean(axis=0), error, strict=True))
        print(f"{sweeps} lines a draft, {len(found)} samples{cells}", flush=True)


def one_settled(sweeps: int, seed: int) -> list[tuple[float, float]]:
    """The changes for each side of one talk."""
    sides, _, _ = make_sides(Hidden(), seed)
    sides = {name: replace(side, compares=True) for name, side in sides.items()}
    grid = grid_of((5,) * 8)
    mediator = Mediator(grid, dict.fromkeys(sides, Open(grid.sizes)), Plan("nash", (30,), sweeps=sweeps), seed)
    hold_talks(mediator, sides, 30)
    found = []
    for name, sample in mediator.samples.items():
        dice = np.random.default_rng([seed, 8])
        judged = Judged(sample.prior.open, sample.evidence, sample.softness)
        moved = _moved(_chosen(sample, dice), judged.likelihood, 0.0, dice, 300)
        own = [(one.weight @ one.meant.outside, one.weight @ one.meant.worth) for one in (sample, moved)]
        rank = [agreement(worth, sides[name].worth) for _, worth in own]
        found.append((float(own[1][0] - own[0][0]), rank[1] - rank[0]))
    return found


PARTS: dict[str, tuple[Callable[[int], None], int]] = {
    "hidden": (hidden, 40),
    "scenarios": (scenarios, 2),
    "own": (own, 4),
    "calibration": (calibration, 50),
    "evidence": (evidence, 1_000),
    "settled": (settled, 4),
}


def main(words: list[str]) -> None:
    """Print the parts asked for."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: STOPPED.set())
    for name in [words[0]] if words else PARTS:
        if STOPPED.is_set():
            break
        part, seeds = PARTS[name]
        start = time.perf_counter()
        part(int(words[1]) if len(words) > 1 else seeds)
        print(f"({name}: {time.perf_counter() - start:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
