"""A problem: a value for an author to mend, never an exception."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where, and how to mend it.

    >>> print(Problem("case.yaml", 4, "'nroth' is no party", "did you mean 'north'?"))
    case.yaml:4: 'nroth' is no party; did you mean 'north'?
    """

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.fix}"


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """The known name most like a misspelt one, or None.

    >>> nearest_name("isreal", ["hamas", "israel"])
    'israel'
    """
    found = difflib.get_close_matches(name, sorted(set(names)), n=1, cutoff=0.6)
    return found[0] if found else None


def what_and_fix(error: ValueError) -> tuple[str, str]:
    """What the readers of the model say is wrong, and how to mend it: their errors read "what (fix)".

    >>> what_and_fix(ValueError("there is no such date (write 2024-04-09)"))
    ('there is no such date', 'write 2024-04-09')
    """
    what, _, fix = str(error).removesuffix(")").partition(" (")
    return what, fix
