"""Briefs, sticking points and counts as data, as `--json` prints them: each with every entry that it names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from onetext.model import Case
from onetext.model.balance import Counts
from onetext.model.brief import Brief
from onetext.model.sticking import Sticking
from onetext.reporting.result import BriefResult, CountResult, EntryResult, StickResult
from onetext.reporting.words import Words


def brief_result(brief: Brief, sticking: Sticking, counts: Counts, case: Case) -> BriefResult:
    """The brief as data, with every entry that it names."""
    points, ways = sticking.sticking_points, sticking.ways_out
    named = entry_results((brief, points, ways, counts), case)
    fields = {field.name: getattr(brief, field.name) for field in dataclasses.fields(brief)}
    return BriefResult(
        **fields,
        sticking_points=points,
        ways_out=ways,
        complete=sticking.complete,
        ledgers=counts.ledgers,
        exchanges=counts.exchanges,
        entries=named,
    )


def stick_result(sticking: Sticking, case: Case) -> StickResult:
    """The sticking points as data, with every entry that they name."""
    fields = {field.name: getattr(sticking, field.name) for field in dataclasses.fields(sticking)}
    return StickResult(**fields, entries=entry_results(sticking, case))


def count_result(counts: Counts, case: Case) -> CountResult:
    """The counts as data, with every entry that they name."""
    return CountResult(counts.ledgers, counts.exchanges, entry_results(counts, case))


def entry_results(result: object, case: Case) -> tuple[EntryResult, ...]:
    """Every entry that a result names."""
    words = Words(case)
    named = named_in(result, words.numbers.keys())
    return tuple(
        EntryResult(
            id=entry.id,
            n=words.numbers[entry.id],
            kind=entry.kind,
            words=words.line(entry),
            said=entry.said,
            learned=entry.known,
            source=words.source(entry.source) if entry.source is not None else None,
        )
        for entry in case.entries
        if entry.id in named
    )


def named_in(value: object, known: Iterable[str]) -> set[str]:
    """The entry ids anywhere in a result."""
    ids, found, pending = set(known), set(), [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            found |= {item} & ids
        elif isinstance(item, dict):
            pending.extend((*item.keys(), *item.values()))
        elif isinstance(item, list | tuple):
            pending.extend(item)
        elif dataclasses.is_dataclass(item):
            pending.extend(getattr(item, field.name) for field in dataclasses.fields(item))
    return found
