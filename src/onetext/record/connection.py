"""Connecting: a place becomes an open database. Django is set up by the first connection and not before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from onetext.errors import RecordUnreadable
from onetext.record.database import PATIENCE_SECONDS, Database
from onetext.record.place import MEMORY, Place, is_url, show_place
from onetext.record.postgresql import Postgresql
from onetext.record.setting import set_up_django
from onetext.record.sqlite import Sqlite

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
