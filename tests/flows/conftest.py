"""Where the checkout and its examples are."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def repository():
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def examples(repository):
    return repository / "examples"
