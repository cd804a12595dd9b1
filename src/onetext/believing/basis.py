"""Which entries shaped a belief, and of which issues they speak."""

from __future__ import annotations

from onetext.believing.heard import Contrast, Hearing, Order, Ranking, Reply, Sure, Worth
from onetext.model.belief import Grid


def entries_behind(hearing: Hearing, lost: set[str], pinned: bool) -> tuple[str, ...]:
    """The entries that shaped a belief, each once."""
    sure = [item for item in hearing.sure if not pinned or isinstance(item, Worth)]
    heard = [entry for item in (*sure, *hearing.replies, *hearing.lines) for entry in item.entries]
    first = (hearing.utility_id,) if pinned and hearing.utility_id is not None else ()
    return (*first, *(entry for entry in dict.fromkeys(heard) if entry not in lost))


def entries_by_issue(hearing: Hearing, grid: Grid, lost: set[str]) -> dict[str, tuple[str, ...]]:
    """The entries that speak of each issue."""
    found: dict[str, dict[str, None]] = {}
    for item in (*hearing.sure, *hearing.replies):
        for issue in sorted(_issues_of(item, grid)):
            found.setdefault(issue, {}).update(dict.fromkeys(entry for entry in item.entries if entry not in lost))
    return {issue: tuple(entries) for issue, entries in found.items() if entries}


def _issues_of(item: Sure | Reply, grid: Grid) -> frozenset[str]:
    match item:
        case Order():
            return frozenset([grid.issues[item.issue]])
        case Ranking():
            return frozenset(grid.issues[place] for place in item.issues)
        case Contrast():
            return item.better.issues | item.worse.issues
        case Reply():
            return item.terms.issues
    return frozenset()
