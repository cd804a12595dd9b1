"""What was asked and what came of it: questions on record with their answers."""

from __future__ import annotations

from collections.abc import Mapping

from onetext.model import Answer, Case, Question
from onetext.reporting.page import Block, Heading, Line, Lines, Note
from onetext.reporting.words import Words

_SHOWN = 20


def asked_blocks(case: Case, words: Words) -> tuple[Block, ...]:
    """The questions on record, the newest first, each with its answers."""
    lines = asked_lines(case, words)
    if not lines:
        return Heading("Asked and answered"), Note("No question is on record yet.")
    total = sum(isinstance(entry.body, Question) for entry in case.entries)
    count = f"the last {_SHOWN} of {total}" if total > _SHOWN else str(total)
    return Heading("Asked and answered", count), Lines(tuple(lines.values()))


def asked_lines(case: Case, words: Words) -> Mapping[str, Line]:
    """The last questions on record by their ids, the newest first, each as a line with its answers."""
    answers: dict[str, list[str]] = {}
    for entry in case.entries:
        if isinstance(entry.body, Answer) and entry.body.question is not None:
            answers.setdefault(entry.body.question, []).append(entry.id)
    asked = [entry for entry in reversed(case.entries) if isinstance(entry.body, Question)]
    short, entries = words.in_short, {entry.id: entry for entry in case.entries}
    lines = {}
    for entry in asked[:_SHOWN]:
        told = [f"{short.line(entries[name])} {words.cite(name)}" for name in answers.get(entry.id, ())]
        said = f"{short.line(entry)} {words.cite(entry.id)}"
        lines[entry.id] = Line(said, "\n".join(told) or "No answer is recorded.")
    return lines
