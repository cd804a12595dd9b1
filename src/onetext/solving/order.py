"""In which order tied issues are settled."""

from __future__ import annotations

from onetext.solving.tie import Tie
from onetext.solving.tied import Tied


def find_orders(tied: Tied) -> tuple[tuple[int, ...], ...]:
    """Orders worth trying: one that keeps few ties open at a time, and one that takes first what decides most."""
    scopes = [(tie.issues, _weight(worth)) for tie, worth in tied.ties]
    decided = [0.0] * len(tied.tables)
    for (tie, _), (issues, weight) in zip(tied.ties, scopes, strict=True):
        for issue in issues:
            decided[issue] += weight * _strictness(tie, issue, tied.sizes[issue])
    left, few, opened = set(range(len(tied.tables))), [], set[int]()

    def score(issue: int) -> tuple[int, float, int]:
        after = opened | {issue}
        still_open = sum(1 for scope, _ in scopes if scope & after and not scope <= after)
        return still_open, -decided[issue], issue

    while left:
        issue = min(left, key=score)
        few.append(issue)
        opened.add(issue)
        left.remove(issue)
    strict = sorted(range(len(tied.tables)), key=lambda issue: (-decided[issue], issue))
    return tuple(dict.fromkeys((tuple(few), tuple(strict))))


def _strictness(tie: Tie, issue: int, size: int) -> float:
    """The share of an issue's options that a tie leaves out."""
    if tie.op == "in" and tie.issue == issue:
        return 1 - len(tie.options) / size
    return max((_strictness(part, issue, size) for part in tie.parts), default=0.0)


def _weight(worth: tuple[int, ...] | None) -> float:
    return 1.0 if worth is None else float(sum(map(abs, worth)))
