"""What a viewer may not see changes nothing that it gets: not a word, number, order, id or error."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from tests.pair import VERBS, tell_apart, tell_apart_by_verbs
from tests.strategies import LEAVES, SEEDS, VIEWERS, differences, make_pair

PAIRS = 304
UNPRINTED = tuple(verb for verb in VERBS if not {"--html", "--pdf"} & set(verb))
PRINTED_EVERY = 4
"""Of so many pairs, one is printed too; `make prove` prints more."""


@given(SEEDS, VIEWERS)
def test_the_model_shows_a_viewer_no_difference_that_it_may_not_see(seed: int, viewer: str) -> None:
    one, other = make_pair(seed, viewer)
    assert tell_apart(one, other, viewer) == []


@pytest.mark.parametrize("viewer", sorted(LEAVES))
def test_the_program_writes_the_same_bytes_for_cases_that_a_viewer_may_not_tell_apart(
    viewer: str, tmp_path: Path
) -> None:
    differ: Counter[str] = Counter()
    for seed in range(PAIRS // len(LEAVES)):
        one, other = make_pair(seed, viewer)
        verbs = UNPRINTED if seed % PRINTED_EVERY else VERBS
        differ.update(set(differences(one, other, viewer)) or {"nothing"})
        assert (seed, tell_apart(one, other, viewer), tell_apart_by_verbs(one, other, viewer, tmp_path, verbs)) == (
            seed,
            [],
            [],
        )
    assert differ["nothing"] == 0
    assert len(differ) >= 40
