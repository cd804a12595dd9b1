"""What is kept of a record when its writer is killed, and how fair many writers at once are to each other.

Run by path: `.venv/bin/python benchmarks/record_kept.py [KILLS] [SECONDS] [WRITERS] [sqlite|postgresql]`, else for
both databases in turn.
Ends with 1 if anything that was acknowledged is lost, or a record does not verify.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.record_writer import begin, kill, write_at_once
from tests.server import Server


def measure(place: object, other: object, kills: int, seconds: float, writers: int) -> list[str]:
    """Kill writers of one record, then let several write to another; what was lost or broken."""
    begin(place)
    told, faults = 0, []
    for seed in range(kills):
        count, found = kill(place, seed)
        told += count
        faults += found
    print(f"  {kills} times killed: {told:,} acknowledged, {len(faults)} lost or broken", flush=True)
    begin(other)
    count, wait, found = write_at_once(other, writers, seconds)
    rate, lost = count / seconds, len(found)
    print(
        f"  {writers} writers, {seconds:g} s: {count:,} entries, {rate:,.0f}/s, longest wait {wait:.3f} s, {lost} faults"
    )
    return faults + found


def main(kills: int = 200, seconds: int = 60, writers: int = 8, vendor: str = "") -> int:
    """One database, or both; the exit code."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ONETEXT_ROOTS"] = f"{folder}/roots"
        if vendor != "postgresql":
            print("sqlite", flush=True)
            faults += measure(f"{folder}/a.record", f"{folder}/b.record", kills, seconds, writers)
        if vendor != "sqlite":
            server = Server(Path(folder))
            print("postgresql", flush=True)
            faults += measure(server.new_database("a"), server.new_database("b"), kills, seconds, writers)
            server.stop()
    for fault in faults[:10]:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:4]), *sys.argv[4:5]))
