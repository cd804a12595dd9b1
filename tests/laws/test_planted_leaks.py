"""The law of noninterference finds leaks: each of these was put there on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onetext.model import Case
from tests.leak import PROJECTIONS, catch_error, catch_projection
from tests.strategies import make_pair


def pairs(viewer: str) -> Iterator[tuple[Case, Case]]:
    return (make_pair(seed, viewer) for seed in range(60))


@pytest.mark.parametrize("name", PROJECTIONS)
@pytest.mark.parametrize("viewer", ["north", "south"])
def test_a_leak_in_the_projection_is_found(name: str, viewer: str) -> None:
    assert catch_projection(PROJECTIONS[name], pairs(viewer), viewer) >= 5


def test_a_leak_in_an_error_is_found(tmp_path: Path) -> None:
    assert catch_error(pairs("north"), tmp_path) >= 5


def test_without_a_leak_nothing_is_found(tmp_path: Path) -> None:
    from onetext.model import project

    assert catch_projection(project, pairs("north"), "north") == 0
