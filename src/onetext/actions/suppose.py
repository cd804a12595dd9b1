"""A case with some entries taken as if they were so: what if they answered that, what if this assessment held."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onetext.errors import UsageError
from onetext.files import check_texts, folder_text
from onetext.model import Approval, Case, Response, Situation, apply, situation_of
from onetext.model.problem import Problem

_STATES = {
    Response: ("accepted", "rejected", "conditional", "countered", "under study", "silent"),
    Approval: ("approved", "refused", "pending"),
}
_FILE = "assumed-{}.yaml"


@dataclass(frozen=True)
class Supposed:
    """A viewer's case with entries assumed, the situation that follows, and the ids of what was assumed."""

    case: Case
    situation: Situation
    ids: tuple[str, ...] = ()


def suppose(case: Case, assumed: Sequence[str]) -> Supposed:
    """A viewer's case as if some entries were so, learned after all others; nothing is written.

    Each is a file of entries as a case folder holds them, or ID=STATE for an answer or approval that is recorded with
    another state. Raises UsageError with all that is wrong in a file, by line.
    """
    files = [words for words in assumed if "=" not in words]
    changed, ids = _answered(case, [words for words in assumed if "=" in words])
    if not files:
        return Supposed(changed, situation_of(changed), ids)
    texts = folder_text(changed)
    for n, name in enumerate(files):
        texts[_FILE.format(n)] = _text_of(Path(name))
    found, problems = check_texts(texts)
    if found is None or problems:
        raise UsageError("; ".join(_told(problem, files) for problem in problems), "mend what is assumed")
    before = {entry.id for entry in changed.entries}
    added = tuple(entry for entry in found.entries if entry.id not in before)
    return Supposed(found, apply(situation_of(changed), added), (*ids, *(entry.id for entry in added)))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f"{path} cannot be read: {reason}", "name a file of entries, or write ID=STATE") from None


def _told(problem: Problem, files: Sequence[str]) -> str:
    names = {_FILE.format(n): name for n, name in enumerate(files)}
    return f"{names.get(problem.file, problem.file)}:{problem.line}: {problem.what} ({problem.fix})"


def _answered(case: Case, changes: Sequence[str]) -> tuple[Case, tuple[str, ...]]:
    """The case with other states of some answers."""
    entries = {entry.id: entry for entry in case.entries}
    ids = []
    for words in changes:
        name, _, state = (part.strip() for part in words.partition("="))
        entry = entries.get(name)
        body = None if entry is None else entry.body
        if entry is None or not isinstance(body, Response | Approval):
            raise UsageError(f"'{name}' is no answer that is recorded", "name a response or an approval: ID=STATE")
        states = _STATES[type(body)]
        if state not in states:
            raise UsageError(f"'{state}' is no state of '{name}'", f"write one of: {', '.join(states)}")
        entries[name] = dataclasses.replace(entry, body=dataclasses.replace(body, state=state))  # type: ignore[arg-type]
        ids.append(name)
    return Case(case.header, tuple(entries.values())), tuple(ids)
