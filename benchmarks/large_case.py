"""How long `check` and `brief` take on cases of 1,000 to 100,000 entries, and how much memory.

    make bench

Each command runs as a user would run it, in a process of its own. The peer for reading is PyYAML's own composer
over the same text in the same run: reading, checking and folding a case should cost little more than that.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
PER_FILE = 2_000
HEADER = """onetext: 1
title: A large case, invented
audience: all
parties: {north: North, south: South}
mediators: {mira: Mira, amina: Amina}
people:
  nadia: {name: Nadia, speaks_for: north}
  sami: {name: Sami, speaks_for: south}
sources: {notebook: {person: Mira, grade: B2}}
issues:
"""
STANCES = ("accepts", "rejects", "hopeful", "doubtful", "offers", "other")


def write_case(folder: Path, size: int) -> int:
    """Write an invented case of `size` entries; its size in bytes."""
    draw = random.Random(size)
    issues = [f"issue-{n}" for n in range(20)]
    lines = [f"  {name}: {{name: Issue {n}, kind: number, unit: units}}" for n, name in enumerate(issues)]
    (folder / "case.yaml").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    total = 0
    for start in range(0, size, PER_FILE):
        text = "".join(_entry(draw, n, issues) for n in range(start, min(start + PER_FILE, size)))
        (folder / f"entries-{start:06d}.yaml").write_text(text, encoding="utf-8")
        total += len(text.encode())
    return total


def _entry(draw: random.Random, n: int, issues: list[str]) -> str:
    day = f"{2000 + n * 20 // 100_000:04d}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    party, person = draw.choice((("north", "nadia"), ("south", "sami")))
    issue = draw.choice(issues)
    common = (
        f"- id: n{n}\n  said: {day}\n  audience: [mediators, {party}]\n  source: {{of: notebook, span: page {n}}}\n"
    )
    kind = draw.random()
    if kind < 0.55:
        words = " ".join(draw.choice(("water", "bridge", "patrol", "market", "guard", "season")) for _ in range(14))
        return common + (
            f"  kind: statement\n  speaker: {person}\n  to: mira\n  about: {issue}\n"
            f"  stance: {draw.choice(STANCES)}\n  words: {words}\n"
        )
    if kind < 0.85:
        return common + f"  kind: position\n  party: {party}\n  issue: {issue}\n  value: about {draw.randint(1, 900)}\n"
    if kind < 0.98:
        return common + f"  kind: interest\n  party: {party}\n  wants: quiet on {issue}\n  about: {issue}\n"
    return common + f"  kind: meeting\n  who: [mira, {person}]\n  what: a session on {issue}\n"


def measure(command: list[str]) -> tuple[float, float, int]:
    """Seconds, greatest memory in MiB, and bytes printed by one command in a process of its own."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(command)} ended with {status}")
        return time.perf_counter() - start, usage.ru_maxrss / 1024, out.tell()


def compose_alone(folder: Path) -> float:
    """Seconds that the peer takes for the same text: PyYAML composing nodes with libyaml, nothing else."""
    code = (
        "import gc, sys, pathlib, yaml; gc.disable()\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.yaml')):\n"
        "    yaml.compose(path.read_text(), Loader=yaml.CSafeLoader)\n"
    )
    return measure([sys.executable, "-c", code, str(folder)])[0]


HEADS = ("entries", "MB", "command", "seconds", "MiB", "us/entry", "ratio to composing alone")


def main() -> None:
    """Print one row per size and command."""
    program = str(Path(sys.executable).with_name("onetext"))
    print("{:>8} {:>6} {:<22} {:>8} {:>6} {:>9} {:>25}".format(*HEADS))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            mb = write_case(folder, size) / 1e6
            alone = compose_alone(folder)
            print(f"{size:>8} {mb:>6.1f} {'(composing alone)':<22} {alone:>8.2f}")
            for verb in (["check"], ["brief"], ["brief", "--json"], ["brief", "--for", "north"]):
                seconds, memory, _ = measure([program, verb[0], str(folder), *verb[1:]])
                figures = f"{seconds:>8.2f} {memory:>6.0f} {seconds / size * 1e6:>9.0f} {seconds / alone:>25.2f}"
                print(f"{size:>8} {mb:>6.1f} {' '.join(verb):<22} {figures}")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
