"""Keep a folder and its record in step: bring in hand edits, write what was added in the browser."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from onetext import record
from onetext.actions.import_ import Imported, bring_into
from onetext.actions.workspace import Workspace
from onetext.errors import CaseUnreadable, UsageError
from onetext.files import (
    Progress,
    check_texts,
    digest_texts,
    merge_headers,
    plan_texts,
    read_case,
    read_kept,
    read_texts,
    unseen,
    write_kept,
    write_texts,
)
from onetext.model import Case, Erasure, write_header


@dataclass(frozen=True)
class Writing:
    """What would be written into a folder: the files, the ids of the entries it has not, the parts of its header that
    are otherwise. `edited` are the files that were changed by hand since: then nothing is written."""

    files: tuple[str, ...]
    entries: tuple[str, ...]
    erased: tuple[str, ...]
    header: tuple[str, ...]
    edited: tuple[str, ...]


def kept_beside(folder: Path) -> Path:
    """Where it is noted what a folder held when it was last in step: beside its record."""
    whole = folder.absolute()
    return whole.with_name(f"{whole.name}.record.step")


def bring_in_folder(
    folder: Path, held: record.Record, reading: Progress = unseen, sealing: Progress = unseen
) -> tuple[Imported, tuple[str, ...]]:
    """Make a record say what its folder says; what was added to the record since they were in step stays.

    With it, what both changed: there the folder's word counts. Raises CaseUnreadable or UsageError, and what `reading`
    and `sealing` raise.
    """
    texts, said = read_texts(folder), read_case(folder, reading)
    found = said
    kept = read_kept(kept_beside(folder))
    clashes: tuple[str, ...] = ()
    there = record.read_case(held) if record.has_case(held) else None
    if kept is not None and there is not None:
        header, clashes = merge_headers(kept.header, found.header, there.header)
        gone = {entry.body.of for entry in there.entries if isinstance(entry.body, Erasure)}
        known = kept.ids | {entry.id for entry in said.entries}
        added = [entry for entry in there.entries if entry.id not in known]
        found = Case(header, (*(entry for entry in found.entries if entry.id not in gone), *added))
    done = bring_into(found, held, folder, there, reading, sealing)
    if kept is None or digest_texts(texts) != dict(kept.files):
        write_kept(kept_beside(folder), texts, said)
    return done, clashes


def plan_writing(workspace: Workspace) -> Writing:
    """What would be written into the folder of a workspace. Raises UsageError where it has none."""
    return _plan(workspace)[0]


def _plan(workspace: Workspace) -> tuple[Writing, Path, dict[str, str], dict[str, str]]:
    """What would be written, the folder, its files as they are, and those that would be others."""
    if workspace.folder is None:
        raise UsageError("this case has no folder", "write one with: onetext export")
    folder, texts, entries = workspace.folder, read_texts(workspace.folder), workspace.entries
    gone = frozenset(entry.body.of or "" for entry in entries if isinstance(entry.body, Erasure))
    changed = plan_texts(texts, Case(workspace.header, entries), gone)
    kept = read_kept(kept_beside(folder))
    now = digest_texts(texts)
    before = now if kept is None else dict(kept.files)
    edited = tuple(sorted(name for name in {*now, *before} if now.get(name) != before.get(name)))
    found, _ = check_texts(texts)
    said = frozenset(entry.id for entry in found.entries) if found is not None else frozenset[str]()
    missing = tuple(entry.id for entry in entries if entry.id not in said)
    planned = Writing(tuple(changed), missing, tuple(sorted(gone & said)), _header_parts(found, workspace), edited)
    return planned, folder, texts, changed


def _header_parts(found: Case | None, workspace: Workspace) -> tuple[str, ...]:
    one = {} if found is None else write_header(found.header)
    other = write_header(workspace.header)
    return tuple(key for key in dict.fromkeys([*one, *other]) if one.get(key) != other.get(key))


def write_into_folder(workspace: Workspace) -> Writing:
    """Bring the folder of a workspace in step with it. Raises UsageError if it was changed by hand since, and
    CaseUnreadable if it would not be sound; then nothing was written."""
    planned, folder, texts, changed = _plan(workspace)
    if planned.edited:
        raise UsageError("the folder was changed by hand since", "bring it in first, then write again")
    after = {**texts, **changed}
    case, problems = check_texts(after)
    if problems or case is None:
        raise CaseUnreadable([dataclasses.replace(p, file=f"{folder.name}/{p.file}") for p in problems], folder.name)
    write_texts(folder, changed)
    write_kept(kept_beside(folder), after, case)
    return planned
