"""Writers in processes of their own: killed at random moments, or many at once. Each acknowledges after the commit.

Run by path as a writer: `python tests/record_writer.py PLACE WRITER SECONDS`; a line to standard output for each entry
that is kept: its id, its number, how long it took.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from onetext.model import read_entry
from onetext.record import Addition, append_entries, create_record, open_record, read_case, set_header, verify_record
from tests.apart import LONGEST_SECONDS
from tests.cast import header

SCRIPT = Path(__file__).resolve()


def write(place: str, writer: str, seconds: float) -> None:
    """Append entries one by one and say so."""
    record = open_record(place)
    print("ready", flush=True)
    end, n = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        n += 1
        name = f"{writer}-{n}"
        audience = ["mediators", ("north", "south")[n % 2]]
        entry, _ = read_entry(
            {"id": name, "kind": "event", "said": "2024-03-04", "what": "rain " * 20, "audience": audience}
        )
        assert entry is not None
        start = time.monotonic()
        (number,) = append_entries(record, [Addition(entry, name)], writer)
        print(name, number, time.monotonic() - start, flush=True)


def begin(place: Any) -> None:
    """A record with a header."""
    with create_record(place) as record:
        set_header(record, header())


def start(place: Any, writer: str, seconds: float) -> subprocess.Popen[bytes]:
    """A writer in a process of its own, ready to write. Its words are not buffered here: what came with the first line
    would be lost to `ended`."""
    command = [sys.executable, "-W", "ignore", str(SCRIPT), str(place), writer, str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
    assert process.stdout is not None
    said, _, _ = select.select([process.stdout], [], [], LONGEST_SECONDS)
    if not said or process.stdout.readline() != b"ready\n":
        process.kill()
        raise AssertionError(f"a writer did not begin: {process.communicate(timeout=LONGEST_SECONDS)[1].decode()}")
    return process


def ended(processes: list[subprocess.Popen[bytes]], seconds: float) -> list[str]:
    """What writers wrote to the end. Raises subprocess.TimeoutExpired where one has none; then all are killed."""
    try:
        return [process.communicate(timeout=seconds + LONGEST_SECONDS)[0].decode() for process in processes]
    finally:
        for process in processes:
            process.kill()


def acknowledged(lines: str) -> dict[str, int]:
    """Which entries were acknowledged, with their numbers; a line that was cut off acknowledges nothing."""
    whole = [line.split() for line in lines.splitlines(keepends=True) if line.endswith("\n")]
    return {name: int(number) for name, number, _ in whole}


def kill(place: Any, seed: int) -> tuple[int, list[str]]:
    """Kill a writer at a random moment: how many entries it had acknowledged, and what was lost or is broken."""
    process = start(place, f"w{seed}", 60)
    time.sleep(random.Random(seed).uniform(0.001, 0.25))
    os.kill(process.pid, signal.SIGKILL)
    told = acknowledged(ended([process], 0)[0])
    with open_record(place) as record:
        held = {entry.id for entry in read_case(record).entries}
        faults = [f"{name} is lost" for name in told if name not in held]
        faults += [str(one) for one in verify_record(record).broken] + record.notices[1 if "://" in str(place) else 0 :]
    return len(told), faults


def write_at_once(place: Any, writers: int, seconds: float) -> tuple[int, float, list[str]]:
    """Several writers at once: how many entries, the longest wait in seconds, and what is lost, twice or broken."""
    processes = [start(place, f"w{n}", seconds) for n in range(writers)]
    outputs = ended(processes, seconds)
    told: dict[str, int] = {}
    for output in outputs:
        told |= acknowledged(output)
    waits = [float(line.split()[2]) for output in outputs for line in output.splitlines()]
    with open_record(place) as record:
        held = [entry.id for entry in read_case(record).entries]
        numbers = sorted(told.values())
        faults = [] if sorted(held) == sorted(told) else ["what is held is not what was acknowledged"]
        faults += [] if numbers == [*range(2, len(numbers) + 2)] else ["numbers have gaps"]
        faults += [str(one) for one in verify_record(record).broken]
    return len(told), max(waits), faults


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], float(sys.argv[3]))
