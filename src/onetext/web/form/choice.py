"""What there is to choose from in a form, and the names that it suggests: all of it what its viewer may know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from onetext.model import KINDS, Header
from onetext.model.reference import Ref
from onetext.web.desk import Desk

Choice = tuple[str, str]
"""A value and the words for it."""
_RECENT: Final = 30
"""Entries of each kind that are offered."""
_SUGGESTED: Final = 300
_NAMING: Final = (
    ("parties", "party"),
    ("mediators", "mediator"),
    ("actors", "actor"),
    ("people", "person"),
    ("channels", "channel"),
    ("issues", "issue"),
    ("accounts", "account"),
)


@dataclass(frozen=True)
class Choices:
    """What there is to choose from: names by the kind of thing they name; entries by kind, the newest first, and under
    `numbers` each with its number; the options of each issue that is a choice."""

    names: Mapping[str, Sequence[Choice]]
    entries: Mapping[str, Sequence[Choice]]
    options: Mapping[str, Sequence[Choice]] = field(default_factory=dict)

    def of(self, ref: Ref) -> list[Choice]:
        """What a reference may name, of items."""
        return [choice for kind in ref.kinds for choice in self.names.get(kind, ())]

    def entries_of(self, ref: Ref) -> list[Choice]:
        """What a reference may name, of entries, the newest first."""
        kinds = [*KINDS] if "entry" in ref.kinds else [kind for kind in ref.kinds if kind in KINDS]
        found = [choice for kind in kinds for choice in self.entries.get(kind, ())]
        return sorted(found, key=lambda choice: self._number[choice[0]], reverse=True) if len(kinds) > 1 else found

    @cached_property
    def _number(self) -> dict[str, int]:
        return {name: n for n, (name, _) in enumerate(self.entries.get("numbers", ()), 1)}


def offer_choices(desk: Desk) -> Choices:
    """Items of the header by the kind of thing they are, and the newest entries of each kind."""
    header = desk.view.case.header
    names = {kind: [(name, item.name) for name, item in header.section(section).items()] for section, kind in _NAMING}
    names["body"] = [(name, body.name) for _, name, body in header.bodies()]
    names["source"] = [(n, s.document or s.outlet or s.person or n) for n, s in header.sources.items()]
    names["circle"] = [(name, item.name) for name, item in header.circles.items()]
    options = {name: [*issue.options.items()] for name, issue in header.issues.items() if issue.kind == "choice"}
    return Choices(names, desk.view.remember("choices", lambda: _recent(desk)), options)


def suggest_names(header: Header) -> list[str]:
    """The names of everybody that a header names."""
    sections = (header.parties, header.mediators, header.people, header.actors, header.channels, header.circles)
    found = [item.name for section in sections for item in section.values()]
    return list(dict.fromkeys([*found, *(body.name for _, _, body in header.bodies())]))[:_SUGGESTED]


def _recent(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """The newest entries of each kind, with their numbers and words; under `numbers` that of every entry."""
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    short = desk.words.in_short
    for n, entry in reversed([*enumerate(desk.view.current.entries, 1)]):
        if len(found[entry.kind]) < _RECENT:
            line = short.line(entry).replace("\u2068", "").replace("\u2069", "")
            found[entry.kind].append((entry.id, f"[{n}] {line[:70]}{'…' if len(line) > 70 else ''}"))
    found["numbers"] = [(name, f"[{n}]") for n, name in enumerate(desk.ids, 1)]
    return found
