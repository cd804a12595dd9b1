"""What a case must satisfy beyond its form: names that exist and are one thing each, values that can be read,
audiences that agree, moments in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from onetext.files.check_assessment import check_assessment, predicates_of
from onetext.files.check_utility import check_utility
from onetext.files.deal import check_clauses, check_template
from onetext.files.document import Item
from onetext.model import (
    KINDS,
    SECTIONS,
    Agreement,
    Assessment,
    Conveyance,
    Correction,
    Demand,
    Draft,
    Entry,
    Erasure,
    Fault,
    Header,
    Issue,
    Ledger,
    Position,
    Predicate,
    Proposal,
    Ref,
    Reference,
    Release,
    Roster,
    Template,
    check_agreement,
    name_key,
    names_of,
    nearest_name,
    read_value,
    references,
    with_references,
)
from onetext.model.audience import ALL, MEDIATORS
from onetext.model.case import NAMED_SECTIONS
from onetext.model.plain import Path, a
from onetext.model.predicate import RESERVED
from onetext.model.problem import what_and_fix

Places = Iterable[tuple[Entry, Item]]
_MOST_NAMES = 5000
"""Among more names than these no nearest one is looked for."""


def check_names(header: Header, read: list[tuple[Entry, Item]], header_item: Item) -> Iterator[tuple[Item, Fault]]:
    """Ids that two things share or that are kept for something else, and names in the header that name nothing."""
    first: dict[str, str] = {}
    for path, name in _header_ids(header):
        if name in first:
            yield header_item, Fault(path, f"'{name}' already names a {first[name]}", "give it another id", at_key=True)
        elif name[0] == "e" and name[1:].isdecimal():
            fix = "give it a name; e1, e2, ... number the entries that a party is shown"
            yield header_item, Fault(path, f"'{name}' is kept for entries", fix, at_key=True)
        elif name == ALL or (name == MEDIATORS and path[0] != "circles"):
            yield header_item, Fault(path, f"'{name}' is kept for an audience", "give it another id", at_key=True)
        elif name in RESERVED and path[0] == "issues":
            yield header_item, Fault(path, f"'{name}' is a word of conditions", "give it another id", at_key=True)
        first.setdefault(name, SECTIONS.get(str(path[0]), "body"))
    for entry, item in sorted(read, key=lambda pair: (pair[1].file, pair[1].line)):
        if entry.id in first:
            where = first[entry.id]
            yield item, Fault(("id",), f"the id '{entry.id}' is taken ({where})", "give each entry an id of its own")
        elif entry.id in (ALL, MEDIATORS):
            yield item, Fault(("id",), f"'{entry.id}' is kept for an audience", "give the entry another id")
        first.setdefault(entry.id, f"{item.file}:{item.line}")
    yield from ((header_item, fault) for fault in _check_header(header))


def _header_ids(header: Header) -> Iterator[tuple[Path, str]]:
    for section in SECTIONS:
        for name in header.section(section):
            yield (section, name), name
    for party, body, _ in header.bodies():
        yield ("parties", party, "bodies", body), body


class _Names:
    """What every name of a case names, with the other names of people, sides and issues."""

    def __init__(self, header: Header, read: Places, unread: Mapping[str, str] = MappingProxyType({})) -> None:
        self.kinds: dict[str, str] = {name: SECTIONS[s] for s in SECTIONS for name in header.section(s)}
        self.kinds |= {body: "body" for _, body, _ in header.bodies()}
        self.kinds.setdefault(MEDIATORS, "circle")
        self.kinds[ALL] = "all"
        self.viewer = header.viewer
        self.kinds = dict(unread) | self.kinds
        self.erased: set[str] = set()
        self.known: dict[Ref, tuple[list[str], list[str]]] = {}
        for entry, _ in read:
            self.kinds.setdefault(entry.id, entry.kind)
            if isinstance(entry.body, Erasure) and entry.body.of is not None:
                self.erased.add(entry.body.of)
        items = [(n, i) for s in SECTIONS if s in NAMED_SECTIONS for n, i in header.section(s).items()]
        self.aliases = names_of([*items, *((body_id, body) for _, body_id, body in header.bodies())])

    def resolve(self, name: str, ref: Ref) -> str | None:
        """The id that a name stands for, or None."""
        if self.kinds.get(name) in allowed(ref) or (name == self.viewer and "circle" in ref.kinds):
            return name
        if "entry" in ref.kinds or allowed(ref) & KINDS.keys():
            if name in self.erased:
                return name
            if name in self.kinds and "issue" not in ref.kinds:
                return None
        fits = self.fits(name, ref)
        return fits[0] if len(fits) == 1 else None

    def fits(self, name: str, ref: Ref) -> list[str]:
        """The ids that a name may stand for."""
        return [item for item in self.aliases.get(name_key(name), ()) if self.kinds.get(item) in allowed(ref)]

    def fault(self, found: Reference, above: Path = ()) -> Fault:
        """Why a name stands for nothing here, and what to write."""
        wanted = _called(found.ref)
        fits = self.fits(found.name, found.ref)
        if len(fits) > 1:
            return _fault(
                found, f"'{found.name}' fits more than one: {', '.join(fits)}", "write one of these ids", above
            )
        if (kind := self.kinds.get(found.name)) is not None:
            return _fault(found, f"'{found.name}' names a {kind}, not {wanted}", self._advice(found), above)
        return _fault(found, f"'{found.name}' is no {wanted} of this case", self._advice(found), above)

    def _advice(self, found: Reference) -> str:
        if "," in found.name:
            return f"write several as [{found.name}]"
        if found.ref not in self.known:
            self.known[found.ref] = self._known(found.ref)
        known, other = self.known[found.ref]
        near = nearest_name(found.name, [*known, *other]) if len(known) <= _MOST_NAMES else None
        if near is not None:
            return f"did you mean '{near}'?"
        some = ", ".join(sorted(known)[:6])
        if not known:
            return "add it first"
        return f"write one of: {some}{', ...' if len(known) > 6 else ''}"

    def _known(self, ref: Ref) -> tuple[list[str], list[str]]:
        """The ids and the other names that may stand in a field."""
        known = [name for name, kind in self.kinds.items() if kind in allowed(ref)]
        return known, [alias for alias, ids in self.aliases.items() if any(self.kinds[i] in allowed(ref) for i in ids)]


@cache
def allowed(ref: Ref) -> frozenset[str]:
    """The kinds of things that a reference may name."""
    kinds = frozenset(ref.kinds)
    return kinds | frozenset(KINDS) if "entry" in kinds else kinds


def _called(ref: Ref) -> str:
    kinds = [kind for kind in ref.kinds if kind != "all"]
    if len(kinds) == 1:
        return kinds[0]
    return "name of a person or side" if "person" in kinds else " or ".join(kinds)


def resolve_names(
    header: Header, read: Places, unread: Mapping[str, str]
) -> Callable[[Entry], tuple[Entry, list[Fault]]]:
    """A function that puts ids in place of other names in an entry, and gives the faults of names that fit nothing.

    `unread` are the ids and kinds of entries with faults of their own: to name one of them is no second fault.
    """
    names = _Names(header, read, unread)

    def resolve(entry: Entry) -> tuple[Entry, list[Fault]]:
        unknown = False

        def rename(name: str, ref: Ref) -> str:
            nonlocal unknown
            found = names.resolve(name, ref)
            unknown = unknown or found is None
            return name if found is None else found

        resolved = with_references(entry, rename)
        assert resolved is not None
        if not unknown:
            return resolved, []
        faults = [names.fault(found) for found in references(entry) if names.resolve(found.name, found.ref) is None]
        return entry, faults

    return resolve


def _fault(found: Reference, what: str, fix: str, above: Path = ()) -> Fault:
    """A fault of a reference, at its place in the file.

    There the body lies flat, and an issue of a predicate or term stands anywhere below its field, also as a key.
    """
    path = found.path[1:] if found.path[:1] == ("body",) else found.path
    path = tuple("for" if part == "speaks_for" else part for part in path)
    if len(path) > 1 and path[-1] == "issue":
        return Fault((*above, path[0], found.name), what, fix, at_key=True)
    return Fault((*above, *path), what, fix)


def _check_header(header: Header) -> Iterator[Fault]:
    """Names and values within the header that cannot stand."""
    names = _Names(header, ())
    for section in SECTIONS:
        for name, item in header.section(section).items():
            for found in references(item):
                if names.resolve(found.name, found.ref) != found.name:
                    yield names.fault(found, (section, name))
    for name in header.audience:
        if names.kinds.get(name) not in ("party", "circle", "all"):
            yield Fault(("audience",), f"'{name}' is no party or circle of this case", "name parties and circles")
    for name, issue in header.issues.items():
        yield from (Fault(("issues", name, *path), what, fix) for path, what, fix in _check_issue(issue, header))
    for name, constraint in header.constraints.items():
        for what, fix in _unreadable(constraint.holds, header):
            yield Fault(("constraints", name, "holds"), what, fix)
    for name, ledger in header.ledgers.items():
        yield from (Fault(("ledgers", name, *path), what, fix) for path, what, fix in _check_ledger(ledger))
    for name, utility in header.utilities.items():
        yield from (Fault(("utilities", name, *path), what, fix) for path, what, fix in check_utility(utility, header))
    for name, template in header.templates.items():
        yield from (
            Fault(("templates", name, *path), what, fix) for path, what, fix in check_template(template, header)
        )
    for weight in header.grade_weights:
        if weight not in "123456" or len(weight) != 1:
            yield Fault(
                ("grade_weights", weight), f"'{weight}' is no grade of information", "write 1 to 6", at_key=True
            )


def _check_issue(issue: Issue, header: Header) -> Iterator[tuple[Path, str, str]]:
    if issue.kind == "choice" and not issue.options:
        yield (), f"'{issue.name}' is a choice without options", "add 'options:', or kind: number, duration or date"
    if issue.kind != "choice":
        yield from _check_special(issue)
    if issue.kind == "duration" and not issue.unit:
        yield (), f"'{issue.name}' is a duration without a unit", "add 'unit: days', hours or weeks"
    if issue.lo is not None and issue.hi is not None and issue.hi < issue.lo:
        yield ("hi",), f"'{issue.name}' ends below its start", "swap 'lo' and 'hi'"
    if issue.step is not None and issue.step <= 0:
        yield ("step",), f"'{issue.name}' has a step that leads nowhere", "write a step above 0"
    if issue.status_quo is not None and (issue.kind != "choice" or issue.options):
        yield from ((("status_quo",), what, fix) for what, fix in _unread(issue, issue.status_quo, header))


def _check_special(issue: Issue) -> Iterator[tuple[Path, str, str]]:
    """Options beside numbers whose name is a number or date themselves could not be told apart from these."""
    plain = dataclasses.replace(issue, options={})
    for option, name in issue.options.items():
        for word in {option, name}:
            try:
                read_value(plain, word)
            except ValueError:
                continue
            fix = "write what is no number, such as permanent" if issue.kind != "date" else "write what is no date"
            yield ("options", option), f"'{word}' is an option of a {issue.kind} and reads as one", fix


def _check_ledger(ledger: Ledger) -> Iterator[tuple[Path, str, str]]:
    if not ledger.sum:
        yield (), f"'{ledger.name}' adds up nothing", "add 'sum:' with accounts, such as {taken: 1, freed: -1}"
    names = [posting.account for posting in ledger.sum]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield ("sum",), f"'{ledger.name}' names '{name}' twice", "name each account once"
    if ledger.sum and not any(posting.times for posting in ledger.sum):
        yield ("sum",), f"'{ledger.name}' multiplies every account by 0", "write 1 to add an account, -1 to take it off"


def _check_readable(template: Template, header: Header) -> Iterator[tuple[Path, str, str]]:
    """The values that a template looks for can be read on their issues."""
    for field, items in (("fills", template.fills), ("only_if", template.only_if)):
        for n, when in enumerate(item.when for item in items):
            if when is not None:
                yield from (((field, n, "when"), what, fix) for what, fix in _unreadable(when, header))


def check_meaning(
    header: Header, entries: Iterable[Entry], only: frozenset[str] | None = None
) -> Iterator[tuple[str | None, Fault]]:
    """Faults of entries whose names all stand, each with the id of its entry (None: the header); of some entries
    among the others, where `only` names them."""
    entries = list(entries)
    by_id = {entry.id: entry for entry in entries}
    roster = Roster(header)
    needed = _Needed(header, roster)
    for entry in entries if only is None else [by_id[name] for name in only]:
        for fault in (
            *_check_times(entry),
            *_check_values(entry, header),
            *(() if header.viewer is not None else _check_authored(entry, by_id, roster, needed)),
        ):
            yield entry.id, fault


def _check_authored(entry: Entry, by_id: Mapping[str, Entry], roster: Roster, needed: _Needed) -> Iterator[Fault]:
    """What an author answers for, and no viewer of an export."""
    yield from _check_links(entry, by_id, roster)
    said, within = _said_by(entry)
    yield from _placed(within, check_clauses(said, by_id))
    yield from needed.check(entry)


def _check_times(entry: Entry) -> Iterator[Fault]:
    learned = None if entry.learned is None else entry.learned.end
    if learned is not None and entry.said.start is not None and learned <= entry.said.start:
        yield Fault(("learned",), "this was learned before it was said", "mend 'said' or 'learned'")


def _said_by(entry: Entry) -> tuple[object, Path]:
    """What an entry says, in place of another or in a copy too, and where it stands within the entry."""
    body = entry.body
    if isinstance(body, Correction) and body.instead is not None:
        return body.instead, ("instead",)
    return (body.copy, ("copy",)) if isinstance(body, Release) else (body, ())


def _placed(within: Path, faults: Iterable[Fault]) -> Iterator[Fault]:
    return (dataclasses.replace(fault, path=(*within, *fault.path)) for fault in faults)


def _check_values(entry: Entry, header: Header) -> Iterator[Fault]:
    said, within = _said_by(entry)
    # What is said in place of an entry, or as a copy of it, stands under the name of that entry.
    names = (entry.id, getattr(entry.body, "of", None)) if within else (entry.id,)
    return _placed(within, _check_said(said, names, header))


def _check_said(body: object, names: tuple[str | None, ...], header: Header) -> Iterator[Fault]:
    if isinstance(body, Proposal | Draft | Agreement) and body.previous is not None and body.previous in names:
        yield Fault(("previous",), f"{a(body.kind)} cannot be its own previous version", "name the earlier one")
    match body:
        case Agreement():
            yield from (Fault(path, what, fix) for path, what, fix in check_agreement(body))
        case Position():
            for what, fix in _unread(header.issues[body.issue], body.value, header):
                yield Fault(("value",), what, fix)
        case Demand():
            for what, fix in _unreadable(body.requires, header):
                yield Fault(("requires",), what, fix)
        case Proposal():
            seen = set()
            for n, term in enumerate(body.terms):
                if (term.issue, term.stage) in seen:
                    fix = "keep one, or give each its stage"
                    yield Fault(("terms", n), f"the proposal says two things on '{term.issue}'", fix)
                seen.add((term.issue, term.stage))
                for what, fix in _unread(header.issues[term.issue], term.value, header):
                    yield Fault(("terms", term.issue), what, fix)
        case Assessment():
            for predicate in predicates_of(body):
                yield from (Fault((), what, fix) for what, fix in _unreadable(predicate, header))
            yield from (Fault(path, what, fix) for path, what, fix in check_assessment(body, header))


def _unread(issue: Issue, stated: str, header: Header) -> Iterator[tuple[str, str]]:
    try:
        read_value(issue, stated, header.zone)
    except ValueError as error:
        what, fix = what_and_fix(error)
        yield what, fix


def _unreadable(predicate: Predicate, header: Header) -> Iterator[tuple[str, str]]:
    for atom in predicate.atoms():
        if atom.op == "is" and atom.issue in header.issues:
            yield from _unread(header.issues[atom.issue], atom.stated, header)
        for name in atom.issues if atom.op != "is" else ():
            issue = header.issues.get(name)
            if issue is not None and issue.kind in ("choice", "date"):
                what = f"'{name}' is a {issue.kind} and cannot be counted in a {atom.op}"
                yield what, "name issues of kind number or duration"


def _check_links(entry: Entry, by_id: Mapping[str, Entry], roster: Roster) -> Iterator[Fault]:
    body = entry.body
    if isinstance(body, Erasure):
        if body.of is None:
            yield Fault((), "the erasure names no entry", "add 'of:' with the id of what was erased")
        if body.of in by_id:
            yield Fault(("of",), f"'{body.of}' is still in the folder", "take its contents out of its file")
    if isinstance(body, Release) and not body.to:
        yield Fault((), "the release tells nobody", "add 'to:' with one or more parties")
    if isinstance(body, Conveyance):
        yield from _check_carried(body, by_id, roster)
    if not isinstance(body, Correction) or body.of is None:
        return
    target = by_id.get(body.of)
    if target is None:
        return
    if target.kind in ("correction", "release", "erasure"):
        yield Fault(("of",), f"{a(target.kind)} cannot be corrected", "correct the entry itself again")
    elif body.instead is not None and body.instead.kind != target.kind:
        fix = f"write kind: {target.kind}, or withdraw it and add a new entry"
        yield Fault(("instead",), f"{a(target.kind)} cannot become {a(body.instead.kind)}", fix)
    wider = roster.members(roster.audience(entry)) - roster.members(roster.audience(target))
    if wider:
        what = f"the correction is for more viewers than '{target.id}': {', '.join(sorted(wider))}"
        yield Fault(("audience",), what, "narrow 'audience', or tell them by a release")


def _check_carried(body: Conveyance, by_id: Mapping[str, Entry], roster: Roster) -> Iterator[Fault]:
    """What was carried to a party, the party may see."""
    hearers = {party for name in body.to if (party := roster.party(name)) is not None}
    for n, name in enumerate(body.what):
        carried = by_id.get(name)
        if carried is None:
            continue
        told = frozenset(carried.body.to) if isinstance(carried.body, Release) else frozenset[str]()
        blind = hearers - roster.members(roster.audience(carried)) - told
        if blind:
            what = f"'{name}' was carried to {', '.join(sorted(blind))}, for whom it is not"
            yield Fault(("what", n), what, f"widen the audience of '{name}', or tell it by a release")


class _Needed:
    """Whether those who may see an entry may see the items it cannot do without."""

    def __init__(self, header: Header, roster: Roster) -> None:
        self.roster = roster
        items = [(name, item) for section in SECTIONS for name, item in header.section(section).items()]
        items += [(name, body) for _, name, body in header.bodies()]
        owners = {name: party for party, name, _ in header.bodies()}
        self.seen_by = {
            name: roster.members(roster.item_audience(item.audience)) | {name, owners.get(name, name)}
            for name, item in items
        }
        for name, circle in header.circles.items():
            self.seen_by[name] |= frozenset(circle.members)

    def check(self, entry: Entry) -> Iterator[Fault]:
        audience = self.roster.members(self.roster.audience(entry))
        if isinstance(entry.body, Release):
            audience = audience | frozenset(entry.body.to)
        for found in references(entry):
            seen_by = self.seen_by.get(found.name)
            if not found.needed or seen_by is None or audience <= seen_by:
                continue
            side = self.roster.side(found.name)
            if "person" in found.ref.kinds and side is not None and audience <= self.seen_by.get(side, frozenset()):
                continue
            blind = ", ".join(sorted(audience - seen_by))
            what = f"{blind} may see this entry but not '{found.name}', on which it rests"
            yield _fault(found, what, f"narrow 'audience', or widen that of '{found.name}'")
