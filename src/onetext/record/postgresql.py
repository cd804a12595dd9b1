"""A record in a PostgreSQL database: as few statements and round trips for each append as can be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from typing import Any, Final

from onetext.record.database import Database, Question, Row, unread, unwritten
from onetext.record.place import Place

_COUNT = itertools.count()
_AT_ONCE: Final = 100
"""Rows of one statement."""
_LOCK: Final = 0x6F6E6574657874
"""The number of the lock that writers on PostgreSQL wait for in turn: "onetext"."""


class Postgresql(Database):
    """A PostgreSQL database; its writers take turns by one lock that it hands out in the order of asking."""

    mark = "%s"
    vendor = "postgresql"

    def __init__(self, alias: str, place: Place) -> None:
        super().__init__(alias, place)
        import psycopg

        self._psycopg, self._ahead = psycopg, False
        self.errors = (psycopg.Error,)
        self.raw.prepare_threshold = 2
        self.raw.execute("SET synchronous_commit = on")

    def _cursor(self) -> Any:
        return self._psycopg.Cursor(self.raw)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._cursor().execute(sql, values, binary=True).fetchall()
        return found

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        if self._ahead:  # a transaction that sends ahead has no cursor on the server
            yield from self.rows(sql, values)
            return
        with self._psycopg.ServerCursor(self.raw, f"onetext-{next(_COUNT)}") as cursor:
            cursor.itersize = 5000
            yield from cursor.execute(sql, values, binary=True)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._cursor().execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        self._cursor().executemany(sql, rows)

    def ask(self, questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
        cursors = [self._asked(sql, values) for sql, values in questions]
        return [[] if cursor is None else cursor.fetchall() for cursor in cursors]

    def _asked(self, sql: str, values: Sequence[Any]) -> Any:
        """A cursor with an answer, which within a transaction of the writer is not waited for yet."""
        if [] in values:
            return None
        return self._cursor().execute(self.sql(sql.replace("IN (?)", "= ANY(?)")), values, binary=True)

    def add(self, rows: Mapping[str, Sequence[Row]]) -> None:
        if len(rows.get("line", ())) == 1:
            held = [(table, some) for table, some in rows.items() if some]
            self._cursor().execute(*_together(held))
            return
        for table, some in rows.items():
            for start in range(0, len(some), _AT_ONCE):
                part = some[start : start + _AT_ONCE]
                self._cursor().execute(_insertion(table, len(part[0]), len(part)), _flat(part))

    @contextmanager
    def writing(self, ahead: bool = True) -> Iterator[None]:
        try:
            with self.raw.pipeline() if ahead else nullcontext():
                self._ahead = ahead
                try:
                    self.run("BEGIN")
                    self.run("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                    yield
                    self.run("COMMIT")
                except BaseException:
                    self._undo()
                    raise
                finally:
                    self._ahead = False
        except self._psycopg.Error as error:
            self._undo()
            raise unwritten(error) from None

    def _undo(self) -> None:
        with suppress(self._psycopg.Error):
            self.run("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        try:
            self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        except self._psycopg.Error as error:
            raise unread(error) from None
        finally:
            self._undo()


@cache
def _insertion(table: str, columns: int, count: int) -> str:
    row = f"({', '.join(['%b'] * columns)})"
    return f"INSERT INTO record_{table} VALUES {', '.join([row] * count)}"


def _together(held: Sequence[tuple[str, Sequence[Row]]]) -> tuple[str, list[Any]]:
    """The rows of one line, of all tables, in one statement."""
    values = [value for _, some in held for value in _flat(some)]
    return _statement(tuple((table, len(some[0]), len(some)) for table, some in held)), values


@cache
def _statement(shape: tuple[tuple[str, int, int], ...]) -> str:
    *parts, last = (_insertion(*one) for one in shape)
    within = ", ".join(f"part_{n} AS ({part})" for n, part in enumerate(parts))
    return f"WITH {within} {last}" if parts else last


def _flat(rows: Sequence[Row]) -> list[Any]:
    return [value for row in rows for value in row]
