"""The three stores that a record is kept in; every test of the contract runs on each."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onetext.record import MEMORY
from tests.server import Server

STORES = ("memory", "sqlite", "postgresql")
_COUNT = itertools.count()


@pytest.fixture(autouse=True)
def roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for roots of one test."""
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    return tmp_path / "roots"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this process. Its folder is none of pytest's: another session closes those to all but its
    own user, and a server that runs as somebody else then ends."""
    with tempfile.TemporaryDirectory(prefix="onetext-") as folder:
        running = Server(Path(folder))
        yield running
        running.stop()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """The name of a store."""
    name: str = request.param
    return name


@pytest.fixture
def new_place(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """Gives a place for a new record in a store."""

    def make(store: str) -> Any:
        if store == "memory":
            return MEMORY
        if store == "sqlite":
            return tmp_path / f"talks-{next(_COUNT)}.record"
        return request.getfixturevalue("server").new_database(f"talks_{os.getpid()}_{next(_COUNT)}")

    return make


@pytest.fixture
def place(store: str, new_place: Callable[[str], Any]) -> Any:
    """A place for a new record, in each store."""
    return new_place(store)
