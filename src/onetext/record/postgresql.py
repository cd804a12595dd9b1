"""A record in a PostgreSQL database: as few statements and round trips for each append as can be."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from typing import Any, Final

from onetext.record.database import WRITERS_LOCK, Database, Question, Row, in_parts, unread, unwritten
from onetext.record.place import Place

_COUNT = itertools.count()
_COPY_HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END: Final = b"\xff\xff"
_COPIED_AT_ONCE: Final = 64
_NUMBERS: Final = {"smallint": struct.Struct(">h"), "integer": struct.Struct(">i"), "bigint": struct.Struct(">q")}
_SIZE: Final = struct.Struct(">i").pack
_NULL: Final = _SIZE(-1)


class Postgresql(Database):
    """A PostgreSQL database; its writers take turns by one lock that it hands out in the order of asking."""

    mark = "%s"
    vendor = "postgresql"

    def __init__(self, alias: str, place: Place) -> None:
        super().__init__(alias, place)
        import psycopg

        self._psycopg = psycopg
        self._prepared: dict[str, bytes] = {}
        self.errors = (psycopg.Error,)
        self.raw.prepare_threshold = None  # after a rollback psycopg would drop our statements with its own
        self.raw.execute("SET synchronous_commit = on; SET default_transaction_isolation = 'read committed'")
        # All rows of a cursor are read: a plan that gives the first ones soon may take the square of their number.
        # They are sorted in memory: 100,000 sealed entries take some 90 MB, and would go through a file.
        self.raw.execute("SET cursor_tuple_fraction = 1; SET work_mem = '256MB'")

    def _cursor(self) -> Any:
        return self._psycopg.Cursor(self.raw)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._cursor().execute(sql, values, binary=True).fetchall()
        return found

    def stream(self, sql: str, values: Sequence[Any] = (), as_is: bool = False) -> Iterator[tuple[Any, ...]]:
        with self._psycopg.ServerCursor(self.raw, f"onetext-{next(_COUNT)}") as cursor:
            cursor.itersize = 5000
            yield from cursor.execute(sql, values, binary=True)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._cursor().execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        self._cursor().executemany(sql, rows)

    def ask(self, questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
        with self.raw.pipeline():
            cursors = [self._asked(sql, values) for sql, values in questions]
            return [[] if cursor is None else cursor.fetchall() for cursor in cursors]

    def _asked(self, sql: str, values: Sequence[Any]) -> Any:
        """A cursor with an answer that is not waited for yet."""
        if [] in values:
            return None
        return self._cursor().execute(self.sql(sql.replace("IN (?)", "= ANY(?)")), values, binary=True)

    def add(self, rows: Mapping[str, Iterable[Row]], at_once: bool = False) -> None:
        if at_once:
            self._add_at_once(rows)
        else:
            for table, some in rows.items():
                self._copy(table, some)

    def _add_at_once(self, rows: Mapping[str, Iterable[Row]]) -> None:
        """All rows in one statement that was prepared, past psycopg's own adapting: their bytes are known."""
        held = [(table, some) for table, each in rows.items() if (some := list(each))]
        sql = _statement(tuple((table, len(some[0]), len(some)) for table, some in held))
        values = [value for table, some in held for row in some for value in self._bytes_of(table, row)]
        if sql not in self._prepared:
            name = f"onetext_{len(self._prepared)}".encode()
            self._expect(self.raw.pgconn.prepare(name, sql.encode()))
            self._prepared[sql] = name
        self._expect(self.raw.pgconn.exec_prepared(self._prepared[sql], values, [1] * len(values), 1))

    def _bytes_of(self, table: str, row: Row) -> list[bytes | None]:
        """The values of a row as the bytes that the database takes."""
        pairs = zip(self._packers[table], row, strict=True)
        return [value if pack is None or value is None else pack(value) for pack, value in pairs]

    @cached_property
    def _packers(self) -> dict[str, list[Callable[[Any], bytes] | None]]:
        """Per table and column how a number becomes bytes; None for what is bytes already."""
        from onetext.record.guard import tables

        def pack(field: Any) -> Callable[[Any], bytes] | None:
            number = _NUMBERS.get(field.db_type(self.connection))
            return None if number is None else number.pack

        return {
            model._meta.db_table.removeprefix("record_"): [pack(field) for field in model._meta.concrete_fields]
            for model in tables()
        }

    def _expect(self, result: Any) -> None:
        if result.status != self._psycopg.pq.ExecStatus.COMMAND_OK:
            raise self._psycopg.errors.error_from_result(result)

    def _copy(self, table: str, rows: Iterable[Row]) -> None:
        """Rows in the database's own binary form: it adds some while the next are made."""
        parts = in_parts(rows, _COPIED_AT_ONCE)
        if (first := next(parts, None)) is None:
            return
        packers, count = self._packers[table], itertools.repeat(struct.pack(">h", len(first[0])))
        with self._cursor().copy(f"COPY record_{table} FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(_COPY_HEAD)
            for part in itertools.chain([first], parts):
                columns = map(_sized, zip(*part, strict=True), packers)
                copy.write(b"".join(itertools.chain.from_iterable(zip(count, *columns, strict=False))))
            copy.write(_COPY_END)

    @contextmanager
    def writing(self, one_line: bool = False) -> Iterator[None]:
        try:
            if not one_line:
                self._begin()
            yield  # the statement of one line is a transaction by itself, in which a guard takes the lock
            if not one_line:
                self.run("COMMIT")
        except self._psycopg.Error as error:
            self._undo()
            raise unwritten(error) from None
        except BaseException:
            self._undo()
            raise

    def _begin(self) -> None:
        self._cursor().execute(f"BEGIN; SELECT pg_advisory_xact_lock({WRITERS_LOCK})")

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


def _sized(values: Sequence[Any], pack: Callable[[Any], bytes] | None) -> list[bytes]:
    """The values of a column, each behind its length."""
    if pack is not None:
        size = _SIZE(len(pack(0)))
        return [_NULL if value is None else size + pack(value) for value in values]
    return [_NULL if value is None else _SIZE(len(value)) + value for value in values]


@cache
def _statement(shape: tuple[tuple[str, int, int], ...]) -> str:
    """One statement for rows of several tables: of each how many columns and rows. The line comes first: with it the
    lock is taken, and the main part of a statement runs before the parts named in front of it."""
    number = itertools.count(1)
    parts = {}
    for table, columns, count in shape:
        row = [f"({', '.join(f'${next(number)}' for _ in range(columns))})" for _ in range(count)]
        parts[table] = f"INSERT INTO record_{table} VALUES {', '.join(row)}"
    main = parts.pop("line", None) or parts.popitem()[1]
    within = ", ".join(f"{table}_rows AS ({part})" for table, part in parts.items())
    return f"WITH {within} {main}" if parts else main
