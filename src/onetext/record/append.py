"""Appending: entries in, their numbers in the record out. One call is one transaction: all of it is kept, or none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from onetext.model import Header
from onetext.model.collector import collector_paused
from onetext.record.database import Refused
from onetext.record.line import Addition
from onetext.record.pen import Pen
from onetext.record.record import Record
from onetext.record.steps import Progress, Steps, unseen

__all__ = ["Addition", "append_case", "append_entries", "set_header"]


def append_entries(record: Record, additions: Sequence[Addition], writer: str = "") -> list[int]:
    """Append entries; the number of each in the record. Those that are there already keep theirs.

    What an entry cannot stand without is in the record already, or comes in the same call: who may not know it yet is
    not told the entry, and is not told it later.
    Raises UsageError for an id that is taken by something else, RecordUnwritten if the database refuses; then nothing
    was appended.
    """
    with collector_paused():
        if record.alone and record.head is not None:
            with suppress(Refused), Pen(record, writer, additions, unasked=True) as pen:
                return pen.append()
        with Pen(record, writer, additions) as pen:
            return pen.append()


def set_header(record: Record, header: Header, writer: str = "", client: str = "") -> bool:
    """Put another header in force, unless it is that already; tells every reader what changes for it.

    Raises UsageError if it gives an item the id of an entry.
    """
    with collector_paused(), Pen(record, writer) as pen:
        return pen.put_header(header, client)


def append_case(
    record: Record, header: Header, additions: Sequence[Addition], writer: str = "", progress: Progress = unseen
) -> list[int]:
    """Put a header in force and append entries, in one transaction.

    Raises as `append_entries` does, and what `progress` raises; then nothing was appended.
    """
    with collector_paused(), Pen(record, writer, additions, steps=Steps(progress)) as pen:
        pen.put_header(header, "")
        return pen.append()
