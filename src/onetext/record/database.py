"""The two databases, each with the same few verbs: rows, many rows, a reading and a writing transaction.

Django makes the connections and the tables; what is written and read a thousand times a second is fixed SQL.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Final

from onetext.errors import RecordUnreadable, RecordUnwritten
from onetext.record.place import MEMORY, Place, is_url, show_place
from onetext.record.setting import set_up_django

PATIENCE_SECONDS: Final = 60
_LOCK: Final = 0x6F6E6574657874
"""The number of the lock that writers on PostgreSQL wait for in turn: "onetext"."""

_PRAGMAS: Final = {
    "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "recursive_triggers": 1,
    "trusted_schema": 0, "wal_autocheckpoint": 4000, "busy_timeout": PATIENCE_SECONDS * 1000,
}  # fmt: skip
"""What every connection to SQLite is set to, and read back as."""


class Database:
    """One open database. `mark` stands for a value in its SQL."""

    mark = "?"
    vendor = ""

    def __init__(self, alias: str, place: Place) -> None:
        from django.db import connections

        self.alias, self.place = alias, place
        self.connection: Any = connections[alias]
        self.connection.ensure_connection()
        self.raw: Any = self.connection.connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        raise NotImplementedError

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they come; within a transaction."""
        raise NotImplementedError

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """One statement that gives nothing."""
        raise NotImplementedError

    def insert(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same statement for many rows."""
        raise NotImplementedError

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction of the only writer; kept when it ends, undone by an exception. Raises RecordUnwritten."""
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


class Sqlite(Database):
    """One file; its writers take turns by two file locks, since SQLite would let one wait for ever."""

    vendor = "sqlite"

    def __init__(self, alias: str, place: Place) -> None:
        super().__init__(alias, place)
        if place != MEMORY and os.name == "posix" and Path(place).stat().st_mode & 0o077:
            raise RecordUnreadable(f"others may read {place}", f"take the right from them: chmod 600 {place}")
        for name, value in _PRAGMAS.items():
            self.raw.execute(f"PRAGMA {name} = {value}")
        if sys.platform == "darwin":
            self.raw.execute("PRAGMA fullfsync = 1")
        for name, value in _PRAGMAS.items():
            (found,) = self.raw.execute(f"PRAGMA {name}").fetchone()
            if found != value and not (place == MEMORY and name == "journal_mode"):
                raise RecordUnreadable(f"this SQLite cannot be set to {name} = {value}", "use another build of it")
        self._turnstile = None if place == MEMORY else _Turnstile(Path(place))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.raw.execute(sql, values).fetchall()
        return found

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        yield from self.raw.execute(sql, values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self.raw.execute(sql, values)

    def insert(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.raw.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
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
        self.raw.execute("BEGIN")
        try:
            yield
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


class _Turnstile:
    """Two file locks: who waits holds the turn, so the next writer is the one that came next."""

    def __init__(self, path: Path) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: SQLite's own lock, which keeps order among few writers well enough
            self._lock, self._files = None, []
            return
        self._lock = fcntl
        names = (f"{path}-turn", f"{path}-lock")
        self._files = [os.open(name, os.O_RDWR | os.O_CREAT, 0o600) for name in names]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The right to write, in the order of asking."""
        if self._lock is None:
            yield
            return
        turn, write = self._files
        self._lock.flock(turn, self._lock.LOCK_EX)
        try:
            self._lock.flock(write, self._lock.LOCK_EX)
        finally:
            self._lock.flock(turn, self._lock.LOCK_UN)
        try:
            yield
        finally:
            self._lock.flock(write, self._lock.LOCK_UN)

    def close(self) -> None:
        """Give the files back."""
        for descriptor in self._files:
            os.close(descriptor)
        self._files = []


class Postgresql(Database):
    """A PostgreSQL database; its writers take turns by one lock that it hands out in the order of asking."""

    mark = "%s"
    vendor = "postgresql"

    def __init__(self, alias: str, place: Place) -> None:
        super().__init__(alias, place)
        import psycopg

        self._psycopg, self._writing = psycopg, False
        self.raw.prepare_threshold = 2
        self.raw.execute("SET synchronous_commit = on")

    def _cursor(self) -> Any:
        return self._psycopg.Cursor(self.raw)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._cursor().execute(sql, values, binary=True).fetchall()
        return found

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        if self._writing:  # a transaction that sends ahead has no cursor on the server
            yield from self.rows(sql, values)
            return
        with self._psycopg.ServerCursor(self.raw, "onetext") as cursor:
            cursor.itersize = 5000
            yield from cursor.execute(sql, values, binary=True)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._cursor().execute(sql, values)

    def insert(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._cursor().executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        try:
            with self.raw.pipeline():
                self._writing = True
                try:
                    self.run("BEGIN")
                    self.run("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                    yield
                    self.run("COMMIT")
                except BaseException:
                    self._undo()
                    raise
                finally:
                    self._writing = False
        except self._psycopg.Error as error:
            self._undo()
            raise unwritten(error) from None

    def _undo(self) -> None:
        with suppress(self._psycopg.Error):
            self.run("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._undo()


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
    return RecordUnwritten(f"the database refused it ({code})", "nothing was changed")


_OPEN: Final = {"sqlite": Sqlite, "postgresql": Postgresql}
_COUNT = iter(range(1, sys.maxsize))


def open_database(place: Place) -> Database:
    """Connect to the database of a record; sets Django up at the first call. Raises RecordUnreadable."""
    set_up_django()
    from django.db import connections
    from django.db.utils import Error, ImproperlyConfigured

    alias = f"record-{next(_COUNT)}"
    settings = _sqlite_settings(place) if not is_url(place) or place == MEMORY else _postgresql_settings(str(place))
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: settings})[alias]
    try:
        return _OPEN[connections[alias].vendor](alias, place)
    except ImproperlyConfigured:
        advice = "install it with: pip install 'onetext[postgresql]'"
        raise RecordUnreadable("the library for PostgreSQL is missing", advice) from None
    except Error:
        advice = "see that it is there and that you may open it"
        raise RecordUnreadable(f"no database can be opened at {show_place(place)}", advice) from None


def _sqlite_settings(place: Place) -> dict[str, Any]:
    name = ":memory:" if place == MEMORY else str(Path(place).absolute())
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": {"timeout": PATIENCE_SECONDS}}


def _postgresql_settings(url: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        advice = "install it with: pip install 'onetext[postgresql]'"
        raise RecordUnreadable("the library for PostgreSQL is missing", advice) from None
    try:
        stated: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError:
        advice = "write postgresql://user@host/name"
        raise RecordUnreadable(f"{show_place(url)} cannot be read as a URL", advice) from None
    taken = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {ours: stated.pop(theirs) for theirs, ours in taken.items() if stated.get(theirs) is not None}
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", **named, "OPTIONS": stated}


def database_on(alias: str) -> Database:
    """The database behind a connection that Django has open already, such as during a migration."""
    from django.db import connections

    connection = connections[alias]
    return _OPEN[connection.vendor](alias, MEMORY if connection.vendor == "sqlite" else "postgresql://")
