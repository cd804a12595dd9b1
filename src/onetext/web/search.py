"""Finding entries: a full-text index of one viewer's own entries, in memory, worked out at the first search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from onetext.actions import View
from onetext.reporting import Words

SHORTEST = 2
"""Letters of the shortest word that is looked for."""


def find_entries(view: View, words: Words, query: str) -> Iterator[str]:
    """The ids of the entries that hold every word of a query, in the order of the record; no order of worth."""
    wanted = query_words(query)
    index = view.remember("search", lambda: [(entry.id, fold(words.found_by(entry))) for entry in view.current.entries])
    for name, text in index:
        if all(word in text for word in wanted):
            yield name


def query_words(query: str) -> list[str]:
    """The words of a query that are long enough to look for.

    >>> query_words("the North, a 40")
    ['the', 'north', '40']
    """
    return [word for word in re.findall(r"[^\W_]+", fold(query)) if len(word) >= SHORTEST]


def fold(text: str) -> str:
    """A text without what readers overlook: case, accents, vowel points, the signs that set a passage apart.

    >>> fold("Café"), fold("أحمد") == fold("احمد")
    ('cafe', True)
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "\u2068\u2069\u0640")
