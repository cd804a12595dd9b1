"""YAML text to plain data: every scalar stays the text that was typed, and lines are found when asked for.

Read through libyaml's events, one item of a list at a time, so a large file needs little memory. A blank value
counts as not written. Anchors, aliases, tags and repeated keys are faults: a person who checks a case should see
all of it in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from onetext.model import Problem
from onetext.model.plain import Path

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a file: its plain data, and the file and the first and last line (from 1) it stands on."""

    plain: Any
    file: str
    line: int
    until: int


class _Fault(Exception):
    """A fault in the text itself; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_items(file: str, text: str, problems: list[Problem]) -> Iterator[Item]:
    """The items of a file whose top is a list; problems of the text are added to `problems`.

    >>> [item.plain for item in read_items("a.yaml", "- id: a\\n  key: 10:1\\n- id: b\\n  word: no\\n", [])]
    [{'id': 'a', 'key': '10:1'}, {'id': 'b', 'word': 'no'}]
    """
    reader = _Reader(file, text, problems)
    try:
        event = reader.top()
        if event is None:
            return
        if not isinstance(event, yaml.SequenceStartEvent):
            reader.refuse(event, "this file holds no list of entries", "begin each entry with '- id: ...'")
        event = reader.next()
        while not isinstance(event, yaml.SequenceEndEvent):
            line = event.start_mark.line + 1
            plain = reader.value(event)
            event = reader.next()
            yield Item(plain, file, line, max(event.start_mark.line, line))
        reader.finish()
    except _Fault as fault:
        problems.append(fault.problem)


def read_mapping(file: str, text: str, problems: list[Problem]) -> Item | None:
    """The mapping that a file holds, or None; problems of the text are added to `problems`.

    >>> read_mapping("case.yaml", "title: River\\n", []).plain
    {'title': 'River'}
    """
    reader = _Reader(file, text, problems)
    try:
        event = reader.top()
        if event is None:
            problems.append(Problem(file, 1, "the file is empty", "begin with 'title: ...'"))
            return None
        if not isinstance(event, yaml.MappingStartEvent):
            reader.refuse(event, "this file holds no header", "begin with 'title: ...'")
        plain = reader.value(event)
        reader.finish()
        return Item(plain, file, 1, text.count("\n") + 1)
    except _Fault as fault:
        problems.append(fault.problem)
        return None


class _Reader:
    """A walk over the events of one file."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems
        self._events = self._all(text)

    def _all(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            quoted = error.context is not None and "quoted scalar" in error.context
            mark = (error.context_mark if quoted else None) or error.problem_mark or error.context_mark
            line = min(mark.line, text.count("\n")) + 1 if mark is not None else 1
            raise _Fault(Problem(self.file, line, f"this is not YAML: {error.problem}", _yaml_advice(error))) from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            fix = "take out the control character"
            raise _Fault(Problem(self.file, line, "there is a character that YAML does not allow", fix)) from None

    def top(self) -> Any:
        """The first event of the document, or None if there is none."""
        while (event := next(self._events, None)) is not None:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                break
        if event is None or isinstance(event, yaml.StreamEndEvent | yaml.DocumentEndEvent):
            return None
        blank = isinstance(event, yaml.ScalarEvent) and event.value == "" and event.style is None
        return None if blank else event

    def next(self) -> Any:
        return next(self._events)

    def refuse(self, event: Any, what: str, fix: str) -> None:
        raise _Fault(Problem(self.file, event.start_mark.line + 1, what, fix))

    def finish(self) -> None:
        """Refuse a second document."""
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.refuse(event, "a second document begins here", "take out the line '---'")

    def value(self, event: Any, depth: int = 0) -> Any:
        """The plain value that begins with an event."""
        if depth > _DEEPEST:
            self.refuse(event, "this is nested too deep to be an entry", "write it flatter")
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "'*' begins an alias, which a case may not hold", "write the value out, or quote it")
        if event.anchor is not None:
            self.refuse(event, "'&' begins an anchor, which a case may not hold", "quote the text, or take it out")
        if event.tag is not None and event.tag != "!":
            self.refuse(event, "'!' begins a tag, which a case may not hold", "quote the text, or take it out")
        if isinstance(event, yaml.ScalarEvent):
            return None if event.value == "" and event.style is None else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                item = self.value(event, depth + 1)
                if item is not None:
                    items.append(item)
            return items
        return self._mapping(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        seen: set[str] = set()
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.value(event, depth + 1)
            line = event.start_mark.line + 1
            if not isinstance(key, str):
                self.refuse(event, "a name belongs before ':'", "write 'name: value'")
            value = self.value(self.next(), depth + 1)
            if key in seen:
                self.problems.append(Problem(self.file, line, f"'{key}' is here twice", "keep one of them"))
            seen.add(key)
            if value is not None:
                found.setdefault(key, value)
        return found


def _yaml_advice(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "tab" in problem or "character that cannot start" in problem:
        return "indent with spaces, and quote text that begins with @, ` or %"
    if "mapping values" in problem:
        return "quote text that holds ': '"
    return "mend the indentation or the quotes near here"


def line_of(text: str, item: Item, path: Path, at_key: bool) -> int:
    """The line (from 1) of a path in an item; of the nearest thing above it where the path leads nowhere.

    >>> text = "- id: a\\n  about:\\n  - dams\\n  - fish\\n"
    >>> (item,) = read_items("a.yaml", text, [])
    >>> line_of(text, item, ("about", 1), at_key=False)
    4
    """
    lines = _lines(text)[item.line - 1 : item.until]
    node = _composed("\n".join(lines))
    if isinstance(node, yaml.SequenceNode):
        node = node.value[0] if node.value else None
    line = 0 if node is None else node.start_mark.line
    for step, part in enumerate(path, 1):
        found = _child(node, part) or (_below(node, part) if at_key and step == len(path) else None)
        if found is None:
            continue
        key, node = found
        on_key = key is not None and (at_key or step < len(path) or not isinstance(node, yaml.ScalarNode))
        line = (key if on_key else node).start_mark.line
    return item.line + line


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    """The lines of a text; kept, since one file may have very many faults."""
    return text.split("\n")


@lru_cache(maxsize=8)
def _composed(text: str) -> Any:
    """The nodes of a text, or None; kept, since one item may have many faults."""
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None


def _below(node: Any, part: str | int) -> tuple[Any, Any] | None:
    """The first place below a node where a name stands, as a key or as a value."""
    if node is None or isinstance(node, yaml.ScalarNode):
        return (node, node) if node is not None and node.value == part else None
    children = [child for pair in node.value for child in pair] if isinstance(node, yaml.MappingNode) else node.value
    return next((found for child in children if (found := _below(child, part)) is not None), None)


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    if isinstance(node, yaml.SequenceNode) and isinstance(part, str):
        return next(((None, item) for item in node.value if _has_id(item, part)), None)
    return None


def _has_id(item: Any, name: str) -> bool:
    """Whether an item of a list goes by an id."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    return any(key.value in ("id", "part") and value.value == name for key, value in pairs)
