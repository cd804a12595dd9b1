"""Where the checkout and its examples are, and the browser."""

from pathlib import Path

import pytest

from tests.web.conftest import chromium as chromium


@pytest.fixture(scope="session")
def repository():
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def examples(repository):
    return repository / "examples"
