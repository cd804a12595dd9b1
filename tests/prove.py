"""The proofs: every promise tried at length. Prints progress to stderr and one table of figures at the end.

Run by path: `.venv/bin/python tests/prove.py [PAIRS [PROOF ...]]`. Ends with 1 if a promise is broken.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onetext.files import check_texts, folder_text
from onetext.model import apply, project, replay, situation_of
from onetext.monitoring import follow
from onetext.solving import Search, find_conflicts
from onetext.solving.brute import brute_conflicts
from tests.files.test_scenario import ADDITIVE, READERS, comes_back, is_as_tried
from tests.frontier_proof import faults_of_space
from tests.leak import PROJECTIONS, catch_error, catch_projection
from tests.lived import faults_of, lived_cases
from tests.model.test_contradiction import fast, slow, talk
from tests.mutilation import mutilated, mutilated_bytes
from tests.pair import VERBS, tell_apart, tell_apart_by_verbs
from tests.program import run
from tests.record.test_changes import found_after, make_held, settled
from tests.record_pair import (
    LEAKS,
    LINKING,
    RECORD_VERBS,
    by_process,
    compare_records,
    tell_record_by_links,
    tell_records_apart,
    tell_records_apart_by_verbs,
    times_that_tell,
)
from tests.solving.spaces import hitting, ordered, small_question, together
from tests.strategies import LEAVES, differences, make_case, make_pair, viewers_of

PAIRS = 10_000
CHUNK = 25
VERBS_A_PAIR = 3
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where folders for the proofs lie: in memory, where the system has such a place."""


@dataclass
class Tried:
    """What one chunk of a proof found: how many were tried, figures to be added up, and what failed, with its seed."""

    tried: int = 0
    figures: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def expect(self, holds: bool, what: str) -> None:
        self.tried += 1
        if not holds:
            self.failures.append(what)


def try_pairs(seeds: range) -> Tried:
    """Noninterference: pairs by the model, and by some of the verbs, each verb in turn."""
    tried = Tried()
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        for seed in seeds:
            viewer = sorted(LEAVES)[seed % len(LEAVES)]
            one, other = make_pair(seed, viewer)
            ways = set(differences(one, other, viewer))
            verbs = tuple(VERBS[(seed * VERBS_A_PAIR + n) % len(VERBS)] for n in range(VERBS_A_PAIR))
            told = tell_apart(one, other, viewer) + tell_apart_by_verbs(one, other, viewer, Path(place), verbs)
            tried.expect(not told, f"pair {seed}: {viewer} can tell by {', '.join(told)}")
            tried.figures.update(
                {
                    "differ": bool(ways),
                    "with an agreement in force": follow(situation_of(project(one, viewer))).in_force is not None,
                    "ways": len(ways),
                    **{f"way: {way}": 1 for way in ways},
                    "outputs": 2 * len(verbs),
                }
            )
    return tried


def try_leaks(seeds: range) -> Tried:
    """Planted leaks: each is found in some of the pairs."""
    tried = Tried()
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        for name, leak in PROJECTIONS.items():
            caught = catch_projection(leak, (make_pair(seed, "north") for seed in seeds), "north")
            tried.expect(caught > 0, f"leak not found: {name}")
        caught = catch_error((make_pair(seed, "north") for seed in seeds), Path(place))
        tried.expect(caught > 0, "leak not found: an error that tells")
    tried.figures["caught"] = tried.tried - len(tried.failures)
    return tried


def try_round_trips(seeds: range) -> Tried:
    """Folder to case to folder, for the whole case and for each viewer's projection."""
    tried = Tried()
    for seed in seeds:
        case = make_case(seed)
        tried.expect(check_texts(folder_text(case)) == (case, []), f"case {seed}: lost on the way")
        for viewer in viewers_of(case):
            seen = project(case, viewer)
            tried.expect(
                check_texts(folder_text(seen)) == (seen, []), f"case {seed} for {viewer}: lost on the way, or not sound"
            )
            tried.expect(project(seen, viewer) == seen, f"case {seed} for {viewer}: projecting twice changes it")
    return tried


def try_folds(seeds: range) -> Tried:
    """Every split of a record: replaying all is applying the rest to a replay of the first."""
    tried = Tried()
    for seed in seeds:
        case = make_case(seed)
        whole = replay(case.header, case.entries)
        for split in range(len(case.entries) + 1):
            parts = apply(replay(case.header, case.entries[:split]), case.entries[split:])
            tried.expect(parts == whole, f"case {seed}: split at {split}")
    return tried


def try_mutilated(seeds: range) -> Tried:
    """Damaged folders: read, or told in problems with a line; every tenth through the program."""
    tried = Tried()
    for seed in seeds:
        texts = mutilated(seed)
        try:
            problems = check_texts(texts)[1]
        except Exception as error:  # noqa: BLE001 (any is a failure)
            tried.expect(False, f"mutilated {seed}: {type(error).__name__}")
            continue
        lines = all(1 <= problem.line <= texts.get(problem.file, "").count("\n") + 1 for problem in problems)
        tried.expect(lines, f"mutilated {seed}: a line that is not there")
        tried.figures["broken"] += bool(problems)
        if seed % 10 == 0:
            with tempfile.TemporaryDirectory(dir=MEMORY) as place:
                for name, content in mutilated_bytes(seed).items():
                    (Path(place) / name).parent.mkdir(parents=True, exist_ok=True)
                    (Path(place) / name).write_bytes(content)
                found = run("check", place)
            tried.expect(found.code in (0, 1) and "defect" not in found.err, f"bytes {seed}: {found.err}")
    return tried


def try_contradictions(seeds: range) -> Tried:
    """The fast search against the definition."""
    tried = Tried()
    for seed in seeds:
        situation = talk(seed, 2 + seed % 40)
        expected = slow(situation)
        tried.expect(fast(situation) == expected, f"talk {seed}: not what the definition says")
        tried.figures["with some"] += bool(expected)
    return tried


def try_records(seeds: range) -> Tried:
    """Noninterference over records: projection, situation, verification and the links of the chain."""
    tried = Tried()
    for seed in seeds:
        viewer = sorted(LEAVES)[seed % len(LEAVES)]
        one, other = make_pair(seed, viewer)
        told, alone = compare_records(one, other, viewer, seed)
        tried.expect(not told, f"pair {seed}: {viewer} can tell by {', '.join(told)}")
        tried.figures["with an erasure"] += seed % 2
        tried.figures["with members told by themselves"] += any(alone)
        tried.figures["with others on each side told so"] += alone[0] != alone[1]
    return tried


def try_record_verbs(seeds: range) -> Tried:
    """Noninterference over records, by everything that the program writes about them: every verb on every pair."""
    tried = Tried()
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        for seed in seeds:
            viewer = sorted(LEAVES)[seed % len(LEAVES)]
            told = tell_records_apart_by_verbs(*make_pair(seed, viewer), viewer, seed, Path(place))
            tried.expect(not told, f"pair {seed}: {viewer} can tell by {', '.join(told)}")
            tried.figures["outputs"] += 2 * len(RECORD_VERBS)
    return tried


def try_record_commands(seeds: range) -> Tried:
    """The same through the command line, each verb in a process of its own; each pair some of the verbs, in turn."""
    tried = Tried()
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        for seed in seeds:
            viewer = sorted(LEAVES)[seed % len(LEAVES)]
            verbs = tuple(RECORD_VERBS[(seed * 6 + n) % len(RECORD_VERBS)] for n in range(6))
            pair = make_pair(seed, viewer)
            told = tell_records_apart_by_verbs(*pair, viewer, seed, Path(place), verbs, by_process)
            tried.expect(not told, f"pair {seed}: {viewer} can tell by {', '.join(told)}")
            tried.figures["outputs"] += 2 * len(verbs)
    return tried


def try_record_leaks(seeds: range) -> Tried:
    """Leaks planted in how records are written: each is found in some of the pairs."""
    tried = Tried()
    for name, leak in LEAKS.items():
        pairs = ((seed, *make_pair(seed, "north")) for seed in seeds)
        caught = sum(bool(tell_records_apart(one, other, "north", seed, leak)) for seed, one, other in pairs)
        tried.expect(caught > 0, f"leak not found: {name}")
        tried.figures[f"pairs: {name}"] += caught
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        pairs = ((seed, *make_pair(seed, "north")) for seed in seeds[:10])
        about = (Path(place), (("export", "out"),), times_that_tell)
        caught = sum(bool(tell_records_apart_by_verbs(*pair, "north", seed, *about)) for seed, *pair in pairs)
        tried.expect(caught > 0, "leak not found: times of files")
        tried.figures["pairs: times of files"] += caught
    for name, leak in LINKING.items():
        caught = sum(bool(tell_record_by_links(seed, make_pair(seed, "north")[0], leak)) for seed in seeds)
        tried.expect(caught > 0, f"leak not found: {name}")
        tried.figures[f"pairs: {name}"] += caught
    return tried


def try_changes(seeds: range) -> Tried:
    """Random changes to rows of a record behind its guards: each is found by verifying."""
    tried = Tried()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        os.environ["ONETEXT_ROOTS"] = f"{folder}/roots"
        source, copy = Path(folder) / "a.record", Path(folder) / "b.record"
        make_held(source)
        settled(source)
        copy.touch(mode=0o600)
        for seed in seeds:
            found, made = found_after(source, copy, seed)
            if made is not None:
                tried.expect(found, f"change {seed}: {made}")
                tried.figures[f"in {made[0]}"] += 1
    return tried


def try_conflicts(seeds: range) -> Tried:
    """Sticking points and ways out, both ways of finding them against the definitions; and each hits the other."""
    tried = Tried()
    for seed in seeds:
        space, constraints, demands = small_question(seed)
        sticking, ways = map(ordered, brute_conflicts(space, constraints, demands))
        for solver in (None, True):
            found = find_conflicts(space, constraints, demands, Search(solver=solver))
            tried.expect(together(found) == (sticking, ways), f"question {seed}, solver {solver}: not the definition")
        dual = sticking == [()] or ordered(hitting(ways)) == sticking
        tried.expect(dual, f"question {seed}: not the minimal hitting sets")
        tried.figures.update({"with some": bool(sticking), "sticking points": len(sticking), "ways out": len(ways)})
    return tried


def try_lives(seeds: range) -> Tried:
    """The laws of monitoring on drawn agreements and what happens under them."""
    tried = Tried()
    for seed in seeds:
        found = list(faults_of(seed))
        tried.expect(not found, f"life {'; '.join(found)}")
        tried.figures["agreements"] += sum(1 for _ in lived_cases(seed))
    return tried


def try_frontiers(seeds: range) -> Tried:
    """The frontier of spaces whose issues conditions tie, against trying all; parties permuted and scaled."""
    tried = Tried()
    for seed in seeds:
        found = list(faults_of_space(seed))
        tried.expect(not found, "; ".join(found))
    return tried


def try_scenarios(seeds: range) -> Tried:
    """Scenarios of other programs: there and back; and those beside the project, where they lie, against trying all."""
    tried = Tried()
    for seed in seeds:
        for form in READERS:
            tried.expect(comes_back(form, seed), f"scenario {seed}: lost on the way through {form}")
    for form, name in ADDITIVE if seeds.start == 0 else ():
        tried.expect(is_as_tried(form, name), f"{name}: not the frontier of trying all")
        tried.figures["shared ones"] += 1
    return tried


def try_slates(seeds: range) -> Tried:
    """Slates against trying every package, by the definition of the joint chance."""
    import numpy as np

    from onetext.solving import Wanted, find_slate, list_slate, panel_of
    from tests.hand import make_beliefs

    tried = Tried()
    for seed in seeds:
        beliefs = make_beliefs(seed, packages=100_000)
        panel = panel_of(beliefs, "first")
        _, chance = list_slate(beliefs, 5, 2, "first")
        found, alone = (find_slate(panel, Wanted(seed=seed, **effort)) for effort in ({}, {"effort": 0}))
        same = [
            len(one.chance) == len(chance) and np.allclose(one.chance, chance, rtol=0, atol=1e-5)
            for one in (found, alone)
        ]
        tried.expect(found.proved and same[0], f"slate {seed}: not the best")
        tried.figures.update({"packages": beliefs.grid.size, "by the search alone": same[1]})
    return tried


def try_ranks(seeds: range) -> Tried:
    """Beliefs by simulation: the truth ranks anywhere in them, by chi-square at one in 10,000."""
    from tests.calibration import NAMES, ranks_of_truth, uneven

    tried = Tried()
    ranks = [ranks_of_truth(seed) for seed in range(3 * len(seeds))]
    for name, own in zip(NAMES, zip(*ranks, strict=True), strict=True):
        tried.expect(uneven(list(own)) < 33.7, f"ranks of {name}: {uneven(list(own)):.1f}")
    tried.figures["truths"] += len(ranks)
    return tried


def try_talks(seeds: range) -> Tried:
    """Talks with hidden wants, by yes and no alone: within 40 drafts, and few for most; bars of the benchmark, loosened
    by three standard errors of so few talks."""
    from benchmarks.talks import Hidden, one_hidden
    from onetext.rehearsing import Plan

    tried = Tried()
    for quantile, share, median in ((0.6, 0.93, 3), (0.8, 0.80, 8)):
        found = [one_hidden(Hidden(quantile), Plan(), seed) for seed in seeds]
        drafts = sorted(number or 99 for exists, number, *_ in found if exists)
        tried.expect(sum(number <= 40 for number in drafts) >= share * len(drafts), f"{quantile}: too few agree")
        tried.expect(drafts[len(drafts) // 2] <= median, f"{quantile}: too many drafts")
        tried.figures.update({"talks": len(found), "agreements": sum(number <= 40 for number in drafts)})
    return tried


Proof = Callable[[range], Tried]
PROOFS: dict[str, tuple[Proof, float]] = {
    "noninterference": (try_pairs, 1),
    "planted leaks": (try_leaks, 0),
    "round trips": (try_round_trips, 0.1),
    "fold splits": (try_folds, 0.1),
    "mutilated folders": (try_mutilated, 0.5),
    "contradictions": (try_contradictions, 0.5),
    "records": (try_records, 1),
    "leaks of records": (try_record_leaks, 0),
    "records by verbs": (try_record_verbs, 0.05),
    "records by commands": (try_record_commands, 0.002),
    "changes to rows": (try_changes, 1),
    "sticking points": (try_conflicts, 0.4),
    "slates": (try_slates, 0.02),
    "monitoring": (try_lives, 0.2),
    "frontiers": (try_frontiers, 0.1),
    "scenarios": (try_scenarios, 0.1),
    "ranks of the truth": (try_ranks, 0),
    "mediated talks": (try_talks, 0),
}
"""Each proof, and how many seeds it is tried on for each pair."""


def attempt(work: tuple[str, range]) -> Tried:
    """One chunk of one proof."""
    name, seeds = work
    return PROOFS[name][0](seeds)


def chunks(name: str, pairs: int) -> Iterator[tuple[str, range]]:
    """The work of a proof, cut for several processes."""
    share = PROOFS[name][1]
    count = max(int(pairs * share), 100 if share == 0 or share > 0.01 else 2)
    step = count if share == 0 else CHUNK if share > 0.1 else 2
    return zip(repeat(name), (range(start, min(start + step, count)) for start in range(0, count, step)), strict=False)


def prove(name: str, pairs: int, pool: multiprocessing.pool.Pool) -> tuple[Tried, float]:
    """All of one proof, and how many seconds it took."""
    start, total, work = time.monotonic(), Tried(), [*chunks(name, pairs)]
    for done, found in enumerate(pool.imap_unordered(attempt, work), 1):
        total = Tried(total.tried + found.tried, total.figures + found.figures, total.failures + found.failures)
        print(f"\r{name}: {100 * done // len(work)} %  ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return total, time.monotonic() - start


def main(pairs: int = PAIRS, *names: str) -> int:
    """Try everything, or the proofs that are named; the exit code."""
    rows, failures = [], []
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for name in names or PROOFS:
            total, seconds = prove(name, pairs, pool)
            ways = [way for way in total.figures if way.startswith("way: ")]
            told = ", ".join(f"{count:,} {what}" for what, count in sorted(total.figures.items()) if what not in ways)
            if ways:
                told += f" in {len(ways)} ways"
                if total.figures["differ"] < total.tried * 0.99 or len(ways) < 40:
                    total.failures.append("too few pairs differ, or in too few ways")
            rows.append((name, f"{total.tried:,}", f"{len(total.failures):,}", f"{seconds:.0f}", told))
            failures += [f"{name}: {failure}" for failure in sorted(total.failures)[:10]]
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{'proof':<20}{'tried':>10}{'failed':>9}{'seconds':>9}  figures")
    for name, count, failed, seconds, told in rows:
        print(f"{name:<20}{count:>10}{failed:>9}{seconds:>9}  {told}")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2]), *sys.argv[2:]))
