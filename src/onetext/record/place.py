"""Where a record is: a file, a PostgreSQL database, or the memory of this process."""

from __future__ import annotations

from pathlib import Path
from typing import Final

MEMORY: Final = "memory:"
_POSTGRESQL: Final = ("postgresql://", "postgres://")
_SQLITE: Final = b"SQLite format 3\0"

Place = str | Path


def is_url(place: Place) -> bool:
    """Whether it names a database by URL.

    >>> is_url("postgresql://mira@localhost/talks"), is_url("talks.record")
    (True, False)
    """
    return isinstance(place, str) and place.startswith((MEMORY, *_POSTGRESQL))


def is_record(place: Place) -> bool:
    """Whether it is a record rather than a case folder: a URL of a database, or an SQLite file."""
    if is_url(place):
        return True
    path = Path(place)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def show_place(place: Place) -> str:
    """A place as it may be printed: a URL without its password."""
    text = str(place)
    if not is_url(place) or "@" not in text:
        return text
    scheme, _, rest = text.partition("://")
    login, _, where = rest.rpartition("@")
    return f"{scheme}://{login.partition(':')[0]}@{where}"
