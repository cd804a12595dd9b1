"""Which rival reading of a side is taken alone, and how many draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from onetext.errors import UsageError

if TYPE_CHECKING:
    from onetext.model.belief import Beliefs

LEAST_SAMPLES: Final = 100
MOST_SAMPLES: Final = 20_000


def check_draws(seed: int, samples: int) -> None:
    """Raises UsageError for numbers that make no sense."""
    if not LEAST_SAMPLES <= samples <= MOST_SAMPLES:
        fix = f"write --samples from {LEAST_SAMPLES} to {MOST_SAMPLES}"
        raise UsageError(f"{samples} draws are too {'few' if samples < LEAST_SAMPLES else 'many'}", fix)
    if seed < 0:
        raise UsageError("a seed is no negative number", "write --seed 1")


def choose_readings(stated: Sequence[str], beliefs: Beliefs) -> dict[str, str]:
    """The rival reading of each party that is taken alone, from PARTY=NAME. Raises UsageError.

    Where nothing is believed of anybody there is nothing to choose.
    """
    if beliefs.silent:
        return {}
    known = [f"{party}={name}" for party, belief in beliefs.parties.items() for name in belief.scenarios]
    found: dict[str, str] = {}
    for words in stated:
        party, _, name = (part.strip() for part in words.partition("="))
        if party not in beliefs.parties or name not in beliefs.parties[party].scenarios:
            fix = f"write one of: {', '.join(known)}" if known else "leave it out: no side has rival readings"
            raise UsageError(f"'{words}' names no rival reading of a side", fix)
        if found.setdefault(party, name) != name:
            raise UsageError(f"of '{party}' two readings are named", "name one; without any, both count by its answers")
    return found
