"""A record in one file: SQLite, set to keep what it acknowledges and to forget what it erases."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from onetext.errors import RecordUnreadable
from onetext.record.database import PATIENCE_SECONDS, Database, Question, Row, in_parts, unread, unwritten
from onetext.record.kind import expect_kinds
from onetext.record.place import MEMORY, Place
from onetext.record.turnstile import Turnstile

_AT_ONCE: Final = 400
_ADDED_AT_ONCE: Final = 50
_PRAGMAS: Final = {
    "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "recursive_triggers": 1,
    "trusted_schema": 0, "wal_autocheckpoint": 4000, "busy_timeout": PATIENCE_SECONDS * 1000,
    "cache_size": -65536,
}  # fmt: skip
"""What every connection to SQLite is set to, and read back as."""


class Sqlite(Database):
    """One file; its writers take turns by two file locks, since SQLite would let one wait for ever."""

    vendor = "sqlite"
    errors = (sqlite3.Error,)

    def __init__(self, alias: str, place: Place) -> None:
        super().__init__(alias, place)
        if place != MEMORY and os.name == "posix" and Path(place).stat().st_mode & 0o077:
            raise RecordUnreadable(f"others may read {place}", f"take the right from them: chmod 600 {place}")
        try:
            self._set_up(place)
            self._turnstile = None if place == MEMORY else Turnstile(Path(place))
        except (sqlite3.Error, OSError) as error:
            code = getattr(error, "sqlite_errorname", None) or type(error).__name__
            if code == "SQLITE_NOTADB" or "CORRUPT" in code:
                raise RecordUnreadable(f"{place} is no whole database", "restore it from a backup") from None
            advice = "SQLite must be able to write beside it: copy it to a folder of yours"
            raise RecordUnreadable(f"{place} cannot be opened where it lies ({code})", advice) from None

    def _set_up(self, place: Place) -> None:
        for name, value in _PRAGMAS.items():
            self.raw.execute(f"PRAGMA {name} = {value}")
        if sys.platform == "darwin":
            self.raw.execute("PRAGMA fullfsync = 1")
        for name, value in _PRAGMAS.items():
            (found,) = self.raw.execute(f"PRAGMA {name}").fetchone()
            if found != value and not (place == MEMORY and name == "journal_mode"):
                raise RecordUnreadable(f"this SQLite cannot be set to {name} = {value}", "use another build of it")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        cursor = self.raw.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        expect_kinds(_names(cursor), found)
        return found

    def stream(self, sql: str, values: Sequence[Any] = (), as_is: bool = False) -> Iterator[tuple[Any, ...]]:
        cursor = self.raw.execute(sql, values)
        names = _names(cursor)
        # No `yield from`: it would close the cursor, and a damaged database may be closed before it.
        for row in iter(cursor.fetchone, None):
            if not as_is:
                expect_kinds(names, (row,))
            yield row

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self.raw.execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        self.raw.executemany(sql, rows)

    def ask(self, questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
        return [[row for part in _asked_in_parts(sql, values) for row in self.rows(*part)] for sql, values in questions]

    def add(self, rows: Mapping[str, Iterable[Row]], at_once: bool = False) -> None:
        for table, some in rows.items():
            if at_once:  # of few rows, each by itself is sooner than a statement for several
                for row in some:
                    self.raw.execute(_insertion(table, len(row), 1), row)
            else:
                for part in in_parts(some, _ADDED_AT_ONCE):
                    self.raw.execute(_insertion(table, len(part[0]), len(part)), [*chain.from_iterable(part)])

    @contextmanager
    def writing(self, one_line: bool = False) -> Iterator[None]:
        with self._turnstile.turn() if self._turnstile is not None else nullcontext():
            try:
                self.raw.execute("BEGIN IMMEDIATE")
                yield
                self.raw.execute("COMMIT")
            except sqlite3.Error as error:
                self._undo()
                raise unwritten(error) from None
            except BaseException:
                self._undo()
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        try:
            self.raw.execute("BEGIN")
            yield
        except sqlite3.Error as error:
            raise unread(error) from None
        finally:
            self._undo()

    def _undo(self) -> None:
        if self.raw.in_transaction:
            with suppress(sqlite3.Error):
                self.raw.execute("ROLLBACK")

    def tidy(self) -> bool:
        busy, _, _ = self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        super().close()
        if self._turnstile is not None:
            self._turnstile.close()


def _names(cursor: Any) -> tuple[str, ...]:
    """The names of the columns that a query gives."""
    return tuple(name for name, *_ in cursor.description or ())


@cache
def _insertion(table: str, columns: int, rows: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return f"INSERT INTO record_{table} VALUES {', '.join([row] * rows)}"


def _asked_in_parts(sql: str, values: Sequence[Any]) -> Iterator[Question]:
    """A query whose `IN (?)` stands for a list, asked for some of the list at a time."""
    asked = next((value for value in values if type(value) is list), None)
    if asked is None:
        yield sql, values
        return
    before = values[: values.index(asked)]
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        yield sql.replace("IN (?)", f"IN ({', '.join('?' * len(some))})"), [*before, *some]
