"""The case folder: `case.yaml` and entries in as many other YAML files as the author likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from onetext.errors import CaseUnreadable, UsageError
from onetext.files.check import check_meaning, check_names, resolve_names
from onetext.files.document import Item, line_of, read_items, read_mapping
from onetext.files.upgrade import upgrade_header
from onetext.model import Case, Entry, Fault, Header, Problem, nearest_name, read_entry, read_plain
from onetext.model.collector import collector_paused
from onetext.model.moment import zone_named
from onetext.model.problem import what_and_fix

HEADER_FILE = "case.yaml"
Progress = Callable[[int, int], None]
"""Is told now and then how many lines were read, of how many."""


def unseen(done: int, total: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True)
class _Folder:
    """What was read of a folder, with where each thing stands."""

    texts: Mapping[str, str]
    header: Item | None
    entries: list[tuple[Entry, Item]]

    def problem(self, item: Item, fault: Fault) -> Problem:
        line = line_of(self.texts[item.file], item, fault.path, fault.at_key)
        return Problem(item.file, line, fault.what, fault.fix)


def read_case(folder: FilePath, progress: Progress = unseen) -> Case:
    """The case in a folder. Raises CaseUnreadable with every problem, or UsageError if there is no such folder."""
    case, problems = check_case(folder, progress)
    if case is None or problems:
        raise CaseUnreadable(problems, str(folder))
    return case


def check_case(folder: FilePath, progress: Progress = unseen) -> tuple[Case | None, list[Problem]]:
    """The case in a folder as far as it can be read, and every problem, by file and line.

    File names in problems are relative to the folder's parent as it was given, so an editor can open them.
    """
    texts, problems = _read_texts(folder)
    case, found = check_texts(texts, progress)
    shown = [Problem(str(folder / p.file), p.line, p.what, p.fix) for p in problems + found]
    return case, sorted(shown)


def check_texts(texts: Mapping[str, str], progress: Progress = unseen) -> tuple[Case | None, list[Problem]]:
    """The case in the texts of a folder, by file name, and every problem. The order of files does not matter.

    >>> case, problems = check_texts({"case.yaml": "title: River\\nparties: {north: North}\\n",
    ...                               "a.yaml": "- {id: i1, kind: interest, party: nrth, wants: water}\\n"})
    >>> print(problems[0])
    a.yaml:1: 'nrth' is no party of this case; did you mean 'north'?
    """
    problems: list[Problem] = []
    with collector_paused():
        header, item = _read_header(texts, problems)
        if header is None:
            return None, sorted(set(problems))
        unread: dict[str, str] = {}
        read = list(_read_entries(texts, header, problems, unread, progress))
        folder = _Folder(texts, item, read)
        assert item is not None
        entries: list[Entry] = []
        for where, fault in check_names(header, read, item):
            problems.append(folder.problem(where, fault))
        resolve = resolve_names(header, read, unread)
        for entry, where in read:
            resolved, faults = resolve(entry)
            problems.extend(folder.problem(where, fault) for fault in faults)
            if not faults:
                entries.append(resolved)
        places = {entry.id: where for entry, where in read}
        if not problems:
            for name, fault in check_meaning(header, entries):
                problems.append(folder.problem(item if name is None else places[name], fault))
        return Case(header, tuple(entries)), sorted(set(problems))


def _read_texts(folder: FilePath) -> tuple[dict[str, str], list[Problem]]:
    if folder.is_file():
        raise UsageError(f"{folder} is a file", f"name its folder: {folder.parent}")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "start one with: onetext new DIR")
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix not in (".yaml", ".yml") or any(part.startswith(".") for part in name.split("/")):
            continue
        if not path.is_file():
            continue
        try:
            texts[name] = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            problems.append(Problem(name, line, "this is not UTF-8 text", "save the file as UTF-8"))
        except OSError as error:
            problems.append(Problem(name, 1, f"the file cannot be read: {error.strerror}", "give yourself the right"))
    return texts, problems


def _read_header(texts: Mapping[str, str], problems: list[Problem]) -> tuple[Header | None, Item | None]:
    if HEADER_FILE not in texts:
        inner = next((name for name in texts if name.endswith(f"/{HEADER_FILE}")), None)
        meant = f"is the folder '{inner.removesuffix(f'/{HEADER_FILE}')}' meant?" if inner is not None else ""
        near = nearest_name(HEADER_FILE, texts)
        fix = meant or (f"is '{near}' meant?" if near else "write one; 'onetext new DIR' shows how")
        problems.append(Problem(HEADER_FILE, 1, "the header of the case is missing", fix))
        return None, None
    item = read_mapping(HEADER_FILE, texts[HEADER_FILE], problems)
    if item is None:
        return None, None
    plain, faults = upgrade_header(item.plain)
    zone, header = "UTC", None
    if not faults:
        zone = plain.get("zone", "UTC")
        try:
            tz = zone_named(str(zone))
        except ValueError as error:
            what, fix = what_and_fix(error)
            faults.append(Fault(("zone",), what, fix))
        else:
            header, faults = read_plain(Header, plain, tz)
    problems.extend(_Folder(texts, item, []).problem(item, fault) for fault in faults)
    return header, item


def _read_entries(
    texts: Mapping[str, str], header: Header, problems: list[Problem], unread: dict[str, str], progress: Progress
) -> Iterator[tuple[Entry, Item]]:
    files = {file: text for file, text in sorted(texts.items()) if file != HEADER_FILE}
    total, before = sum(text.count("\n") for text in files.values()), 0
    for file, text in files.items():
        for item in read_items(file, text, problems):
            found, faults = _read_entry(item.plain, header)
            where = Item(None, item.file, item.line, item.until)
            problems.extend(_Folder(texts, None, []).problem(where, fault) for fault in faults)
            progress(before + item.line, total)
            if found is not None:
                yield found, where
            elif isinstance(item.plain, dict):
                unread[str(item.plain.get("id"))] = str(item.plain.get("kind"))
        before += text.count("\n")


def _read_entry(plain: Any, header: Header) -> tuple[Entry | None, list[Fault]]:
    if not isinstance(plain, dict):
        return None, [Fault((), "this is no entry", "write '- id: ...' with 'kind: ...' and its fields below")]
    entry, faults = read_entry(plain, header.tz)
    return entry, [_flat(fault) for fault in faults]


def _flat(fault: Fault) -> Fault:
    """In a file the fields of the body stand beside the common ones."""
    path = fault.path[1:] if fault.path[:1] == ("body",) else fault.path
    return Fault(path, fault.what, fault.fix, fault.at_key)
