"""What was asked and what came of it: questions on record with their answers. What was withdrawn counts no more."""

from __future__ import annotations

from collections.abc import Mapping

from onetext.model import Answer, Question, Situation
from onetext.reporting.page import Block, Heading, Line, Lines, Note
from onetext.reporting.words import Words

_SHOWN = 20


def asked_blocks(situation: Situation, words: Words) -> tuple[Block, ...]:
    """The questions on record, the newest first, each with its answers."""
    lines = asked_lines(situation, words)
    if not lines:
        return Heading("Asked and answered"), Note("No question is on record yet.")
    total = sum(1 for _ in situation.of(Question))
    count = f"the last {_SHOWN} of {total}" if total > _SHOWN else str(total)
    return Heading("Asked and answered", count), Lines(tuple(lines.values()))


def asked_lines(situation: Situation, words: Words) -> Mapping[str, Line]:
    """The last questions on record by their ids, the newest first, each as a line with its answers."""
    answers: dict[str, list[str]] = {}
    for entry, body in situation.of(Answer):
        if body.question is not None:
            answers.setdefault(body.question, []).append(entry.id)
    asked = [entry for entry, _ in situation.of(Question)][::-1]
    short, entries = words.in_short, situation.in_force
    lines = {}
    for entry in asked[:_SHOWN]:
        told = [f"{short.line(entries[name])} {words.cite(name)}" for name in answers.get(entry.id, ())]
        said = f"{short.line(entry)} {words.cite(entry.id)}"
        lines[entry.id] = Line(said, "\n".join(told) or "No answer is recorded.")
    return lines
