"""Whether a case stays sound with one entry more, or with another header: the same faults that a folder would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from onetext.files.check import _Names, allowed, check_meaning, check_names, resolve_names
from onetext.files.document import Item
from onetext.model import Entry, Fault, Header, read_entry, references
from onetext.model.person import name_key
from onetext.model.reference import Ref

_NOWHERE = Item(None, "", 0, 0)
_SHORTEST_PART: Final = 3
"""Letters of the shortest part of a name that stands for it."""


def check_addition(header: Header, entries: Sequence[Entry], plain: dict[str, Any]) -> tuple[Entry | None, list[Fault]]:
    """The entry that plain data says, with ids in place of names, and every fault that it would bring into a case.

    Of an entry with faults of names or meaning, as far as it can be read.

    >>> from onetext.model import make
    >>> river = make(Header, title="River", parties={"north": {"name": "North", "audience": "mediators"}})
    >>> entry, faults = check_addition(river, [], {"id": "a", "kind": "interest", "party": "NORTH", "wants": "water"})
    >>> entry.body.party, faults
    ('north', [])
    """
    found, faults = read_entry(plain, header.tz)
    if found is None:
        return None, [_flat(fault) for fault in faults]
    places = [(entry, _NOWHERE) for entry in (*entries, found)]
    resolved, faults = resolve_names(header, places, {})(found)
    if any(entry.id == found.id for entry in entries):
        faults.append(Fault(("id",), f"the id '{found.id}' is taken", "give the entry another"))
    if any(one.ref.kinds == ("issue",) and one.name not in header.issues for one in references(resolved)):
        return resolved, faults
    meant = check_meaning(header, (*entries, resolved), frozenset([resolved.id]))
    return resolved, [*faults, *(fault for _, fault in meant)]


def _flat(fault: Fault) -> Fault:
    path = fault.path[1:] if fault.path[:1] == ("body",) else fault.path
    return Fault(path, fault.what, fault.fix, fault.at_key)


def check_header(header: Header, entries: Sequence[Entry]) -> Iterator[tuple[str | None, Fault]]:
    """Every fault of entries under a header, each with the id of its entry (None: of the header itself)."""
    places = [(entry, _NOWHERE) for entry in entries]
    found = False
    for _, fault in check_names(header, places, _NOWHERE):
        found = True
        yield None, fault
    resolve = resolve_names(header, places, {})
    for entry in entries:
        for fault in resolve(entry)[1]:
            found = True
            yield entry.id, fault
    if not found:
        yield from check_meaning(header, entries)


def fits_finder(header: Header) -> Callable[[str, Ref], list[str]]:
    """A function that gives every id that a name, or else a part of a name, may stand for in a field."""
    names = _Names(header, ())
    parts = _find_parts(names)
    return lambda name, ref: names.fits(name, ref) or parts(name, ref)


def name_finder(header: Header, entries: Sequence[Entry]) -> Callable[[str, Ref], str]:
    """A function that gives the id that a name stands for in a field, and any other name as it is.

    A part of a name, such as a family name, stands for whoever alone has it.

    >>> from onetext.model import make
    >>> mediators = {"mira": {"name": "Mira Holt"}, "amina": {"name": "Amina Sow"}}
    >>> find = name_finder(make(Header, title="River", mediators=mediators), ())
    >>> find("holt", Ref(("mediator",))), find("Mira Sow", Ref(("mediator",)))
    ('mira', 'Mira Sow')
    """
    names = _Names(header, [(entry, _NOWHERE) for entry in entries])
    parts = _find_parts(names)

    def resolve(name: str, ref: Ref) -> str:
        if (found := names.resolve(name, ref)) is not None or names.fits(name, ref):
            return found or name
        alone = parts(name, ref)
        return alone[0] if len(alone) == 1 else name

    return resolve


def _find_parts(names: _Names) -> Callable[[str, Ref], list[str]]:
    """A function that gives the ids one of whose names has every word of a part of it."""
    by_word: dict[str, dict[tuple[str, str], None]] = {}
    for alias, ids in names.aliases.items():
        for word in alias.split():
            by_word.setdefault(word, {}).update({(alias, item): None for item in ids})

    def find(part: str, ref: Ref) -> list[str]:
        words = name_key(part).split()
        if not words or len("".join(words)) < _SHORTEST_PART:
            return []
        first, *others = (by_word.get(word, {}) for word in words)
        named = [item for alias, item in first if all((alias, item) in other for other in others)]
        return list(dict.fromkeys(item for item in named if names.kinds.get(item) in allowed(ref)))

    return find
