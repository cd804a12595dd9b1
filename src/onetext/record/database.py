"""What the two databases have in common: the same few verbs. Each has a module of its own.

Django makes the connections and the tables; what is written and read a thousand times a second is fixed SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, Final

from onetext.errors import OnetextError, RecordBroken, RecordUnreadable, RecordUnwritten
from onetext.record.place import MEMORY, Place

PATIENCE_SECONDS: Final = 60
WRITERS_LOCK: Final = 0x6F6E6574657874
"""The number of the lock that writers on PostgreSQL wait for in turn: "onetext"."""
Row = Sequence[Any]
Question = tuple[str, Sequence[Any]]
"""A query with its values; a list among them is for an `IN (?)`."""


class Database:
    """One open database. `mark` stands for a value in its SQL."""

    mark = "?"
    vendor = ""
    errors: tuple[type[Exception], ...] = ()
    """What its driver raises."""

    def __init__(self, alias: str, place: Place) -> None:
        from django.db import connections

        self.alias, self.place = alias, place
        self.connection: Any = connections[alias]
        self.connection.ensure_connection()
        self.raw: Any = self.connection.connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises RecordBroken if a value is of another kind than its column."""
        raise NotImplementedError

    def stream(self, sql: str, values: Sequence[Any] = (), as_is: bool = False) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they come; within a transaction. `as_is`: also if values are of another kind than
        their column."""
        raise NotImplementedError

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """One statement that gives nothing."""
        raise NotImplementedError

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """The same statement for many rows."""
        raise NotImplementedError

    def ask(self, questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
        """The rows of several queries, asked for at once."""
        raise NotImplementedError

    def add(self, rows: Mapping[str, Iterable[Row]], at_once: bool = False) -> None:
        """Add rows to tables, one table after the other, their columns in the order of the model. `at_once`: they are
        few, and may go in one statement."""
        raise NotImplementedError

    @contextmanager
    def writing(self, one_line: bool = False) -> Iterator[None]:
        """A transaction of the only writer; kept when it ends, undone by an exception. Raises RecordUnwritten, or
        Refused where somebody else has written what it adds.

        `one_line`: all that it does is to add the rows of one line, at once.
        """
        raise NotImplementedError

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction in which nothing changes for the reader."""
        raise NotImplementedError

    def tidy(self) -> bool:
        """Take out of the files what is no longer in the tables; whether that was possible now."""
        return True

    def close(self) -> None:
        """Give the connection back, and forget it: a long-lived process opens many."""
        from django.db import connections

        self.connection.close()
        if self.place != MEMORY:
            connections.databases.pop(self.alias, None)
            with suppress(AttributeError):  # another thread made it
                del connections[self.alias]

    def sql(self, text: str) -> str:
        """SQL with this database's mark in place of `?`."""
        return text.replace("?", self.mark)


def in_parts(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows, some at a time.

    >>> list(in_parts([(1,), (2,), (3,)], 2))
    [[(1,), (2,)], [(3,)]]
    """
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part


def unread(error: Exception) -> OnetextError:
    """What a database could not give, in words that hold no contents."""
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or type(error).__name__
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX")):
        return RecordBroken(f"the database is damaged ({code})", "restore it from a backup")
    return RecordUnreadable(f"the database does not answer ({code})", "see that it is there and that you may read it")


class Refused(RecordUnwritten):
    """A guard or a unique key refused a row: it is there already, or another line has its number."""


def unwritten(error: Exception) -> RecordUnwritten:
    """What a database refused, in words that hold no contents: only its kind of refusal is told."""
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or type(error).__name__
    full = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR", "53100"}
    if code in full:
        return RecordUnwritten("there is no room for it on the disk", "nothing was changed: make room, then try again")
    if code in {"SQLITE_BUSY", "55P03"}:
        return RecordUnwritten("somebody else is writing", "nothing was changed: try again")
    if code in {"42501", "SQLITE_READONLY"}:
        return RecordUnwritten("this user may not write that", "nothing was changed: open the record as its owner")
    refused = code.startswith("SQLITE_CONSTRAINT") or code in {"23505", "P0001", "40001", "40P01"}
    return (Refused if refused else RecordUnwritten)(f"the database refused it ({code})", "nothing was changed")
