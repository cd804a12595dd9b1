"""Pairs of records between which a viewer must see no difference, and leaks planted in how records are written.

Both records of a pair share the entropy of what the viewer sees: it is keyed by writer and client id. Entries are
appended a few at a time; hidden ones stand anywhere among them, and the order within one call differs.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from onetext.errors import NotForThisViewer, OnetextError, RecordBroken, UsageError
from onetext.model import Case, Correction, Entry, Erasure, Teller, project, projection, situation_of
from onetext.record import (
    MEMORY,
    Addition,
    Record,
    append_entries,
    erase_entry,
    find_chain,
    header_of,
    linking,
    read_case,
    reading,
    sealing,
    set_header,
    telling,
    verification,
    verify_record,
)
from onetext.record import chain as chain_module
from onetext.record import record as record_module
from onetext.record.opening import begin_record, create_record
from onetext.record.pen import Pen
from tests.apart import LONGEST_SECONDS
from tests.leak import error_that_tells
from tests.pair import VERBS, told_by
from tests.program import run
from tests.strategies import ALONE, _pairing, is_shown

AT_ONCE = 4
CLOCK_STEP = 20_000_000
"""Nanoseconds by which a file system's clock may lag behind."""
_TEMPLATE: dict[str, Any] = {}


def entropy_of(seed: int) -> Callable[[str, str, str], bytes]:
    """Entropy keyed by writer, client id and use."""
    return lambda writer, client, use: hashlib.sha256(f"{seed}|{writer}|{client}|{use}".encode()).digest()


def in_memory(seed: int) -> Record:
    """A new record in memory; the tables are made once for the process."""
    entropy = entropy_of(seed)
    if not _TEMPLATE:
        record = create_record(MEMORY, entropy)
        from onetext.record.connection import open_database

        database = open_database(MEMORY)
        from onetext.record.opening import migrate

        migrate(database.alias)
        _TEMPLATE.update(database=database, image=database.raw.serialize())
        record.close()
    _TEMPLATE["database"].raw.deserialize(_TEMPLATE["image"])
    return begin_record(_TEMPLATE["database"], MEMORY, entropy, itertools.count(1).__next__)


def calls(case: Case, viewer: str, seed: int, which: int) -> Iterator[list[Addition]]:
    """What is appended, call by call."""
    chance = random.Random(f"{seed} {which}")
    shown = sorted((entry for entry in case.entries if is_shown(entry, case, viewer)), key=_pairing)
    hidden = [Addition(entry, f"hidden {which} {n}") for n, entry in enumerate(case.entries) if entry not in shown]
    visible = [Addition(entry, f"shown {n}") for n, entry in enumerate(shown)]
    chance.shuffle(hidden)
    _put_in_turn(hidden)
    for start in range(0, len(visible), AT_ONCE):
        some = [hidden.pop() for _ in range(chance.randint(0, len(hidden)))]
        if chance.random() < 0.5:
            yield some
            some = []
        some += visible[start : start + AT_ONCE]
        chance.shuffle(some)
        yield some
    yield hidden


def _put_in_turn(hidden: list[Addition]) -> None:
    """What makes a member know more than its circles comes in the order in which one rests on the other: the last of the
    list is written first."""
    places = [at for at, addition in enumerate(hidden) if addition.entry.id.startswith(ALONE)]
    in_turn = sorted((hidden[at] for at in places), key=lambda addition: addition.entry.id, reverse=True)
    for at, addition in zip(places, in_turn, strict=True):
        hidden[at] = addition


def fill(record: Record, case: Case, viewer: str, seed: int, which: int) -> Record:
    """Write a case into a record; now and then a hidden entry is erased again, and a hidden line is broken."""
    set_header(record, case.header, client="header")
    for additions in calls(case, viewer, seed, which):
        append_entries(record, additions)
    hidden = [entry for entry in case.entries if not is_shown(entry, case, viewer) and not _spoken_of(entry, case)]
    if which and seed % 2 and hidden and _holds(record, hidden[0]):
        erase_entry(
            record, Entry("zz-gone", Erasure(reason="asked", of=hidden[0].id), audience=_hiding(case, hidden[0]))
        )
    if which and seed % 3 == 0:
        break_hidden(record, case, viewer)
    return record


def _holds(record: Record, entry: Entry) -> bool:
    """Always, but where a leak made clients clash."""
    return bool(record.rows("SELECT 1 FROM record_line WHERE tag = ?", [record.tag("entry", entry.id)]))


def break_hidden(record: Record, case: Case, viewer: str) -> None:
    """Change the words of a line that the viewer may not see, behind the guards."""
    tags = [record.tag("entry", entry.id) for entry in case.entries if not is_shown(entry, case, viewer)]
    for tag in tags[:1] if record.database.place == MEMORY else ():
        record.database.run("DROP TRIGGER record_line_no_update")
        record.database.run("UPDATE record_line SET sealed = zeroblob(length(sealed)) WHERE tag = ?", [tag])


def _spoken_of(entry: Entry, case: Case) -> bool:
    return entry.kind == "erasure" or any(getattr(other.body, "of", None) == entry.id for other in case.entries)


def _hiding(case: Case, entry: Entry) -> tuple[str, ...]:
    from onetext.model import Roster

    return Roster(case.header).audience(entry)


def shown_of(record: Record, viewer: str) -> dict[str, Any]:
    """Everything that a viewer can get of a record without the command line."""
    try:
        seen = project(read_case(record, viewer), viewer)
    except RecordBroken as refused:  # only with a leak: what is broken is hidden
        return dict.fromkeys(("projection", "situation", "chain", "stranger", "broken", "verify"), str(refused))
    found = {"projection": seen, "situation": situation_of(seen), "chain": _chain(record, viewer)}
    found |= {"stranger": _refusal(record, "oriol"), "broken": _refusal_of_broken(record, viewer)}
    try:
        return found | {"verify": verify_record(record, viewer)}
    except NotForThisViewer as refused:
        return found | {"verify": str(refused)}


def _refusal(record: Record, viewer: str) -> str:
    """What somebody is told who asks for a case that cannot be drawn for it."""
    try:
        return str(len(read_case(record, viewer).entries))
    except OnetextError as refused:
        return str(refused)


def _refusal_of_broken(record: Record, viewer: str) -> str:
    """What the viewer is told where the first of its lines is broken."""
    with (
        mock.patch.object(reading, "unseal", return_value=None),
        mock.patch.object(record_module, "unseal", return_value=None),
    ):
        header = header_of(record)
        with mock.patch.object(reading, "header_in_force", return_value=header):
            return _refusal(record, viewer)


def linked(record: Record, readers: Sequence[str]) -> list[str]:
    """By what two links can be told to be of one line, or words that were erased be confirmed by a guess: salts and names
    that stand twice in what readers hold together."""
    chains = [find_chain(record, reader) for reader in readers]
    links = [link for chain in chains if chain is not None for link in chain.links]
    salts = [link.salt for link in links if link.salt is not None]
    aliases = [{link.alias for link in chain.links} for chain in chains if chain is not None]
    shared = any(one & other for one, other in itertools.combinations(aliases, 2))
    return ["salt"] * (len(salts) != len(set(salts))) + ["name"] * shared


CHAIN = "SELECT place, alias, commitment, link FROM record_told WHERE place >= ? AND place < ? ORDER BY place"


def _chain(record: Record, viewer: str) -> list[tuple[Any, ...]]:
    from onetext.record.record import chain_range

    reader = record.read_head().readers.get(record.reader_tag(viewer))
    if reader is None or viewer in header_of(record).mediators:
        return []
    rows = record.rows(CHAIN, chain_range(reader.id))
    return [(told & (2**40 - 1), alias, commitment, link) for told, alias, commitment, link in rows]


def tell_records_apart(
    one: Case, other: Case, viewer: str, seed: int, leak: Callable[[], AbstractContextManager[object]] = nullcontext
) -> list[str]:
    """By which means a viewer can tell two records apart."""
    return compare_records(one, other, viewer, seed, leak)[0]


def compare_records(
    one: Case, other: Case, viewer: str, seed: int, leak: Callable[[], AbstractContextManager[object]] = nullcontext
) -> tuple[list[str], list[list[str]]]:
    """By which means a viewer can tell two records apart; and of each, the members who are told something by
    themselves."""
    shown, alone = [], []
    for which, case in enumerate((one, other)):
        with leak():
            record = fill(in_memory(seed), case, viewer, seed, which)
            shown.append(shown_of(record, viewer))
            alone.append(told_alone(record))
    return [name for name in shown[0] if shown[0][name] != shown[1][name]], alone


def told_alone(record: Record) -> list[str]:
    """The members of circles who have chains of their own."""
    head = record.read_head()
    return [name for name in record.known_at(head.header).members if record.reader_tag(name) in head.readers]


RECORD_VERBS: tuple[tuple[str, ...], ...] = (*VERBS, ("verify",), ("verify", "--json"), ("record head",))
"""What a viewer may ask of a record. A folder that is exported holds the viewer's chain."""


def tell_records_apart_by_verbs(
    one: Case,
    other: Case,
    viewer: str,
    seed: int,
    place: Path,
    verbs: tuple[tuple[str, ...], ...] = RECORD_VERBS,
    run: Callable[..., object] = run,
) -> list[str]:
    """By which verbs a viewer can tell two records apart; they lie at one place, one after the other."""
    with mock.patch.dict(os.environ, {"ONETEXT_ROOTS": str(place / "roots")}):
        shown = [
            dict(_shown_by_verbs(case, which, viewer, seed, place, verbs, run))
            for which, case in enumerate((one, other))
        ]
    return told_by(*shown)


def _shown_by_verbs(
    case: Case,
    which: int,
    viewer: str,
    seed: int,
    place: Path,
    verbs: tuple[tuple[str, ...], ...],
    run: Callable[..., object],
) -> Iterator[tuple[str, object]]:
    held, out = place / "talks.record", place / "out"
    with create_record(held, entropy_of(seed)) as record:
        fill(record, case, viewer, seed, which)
    for verb, *options in verbs:
        out.mkdir() if any(word.startswith("out/") for word in options) else None
        words = [str(place / word) if word.split("/")[0] == "out" else word for word in options]
        where = ["--record", held] if verb == "verify" else [held]
        before = time.time_ns() - CLOCK_STEP
        outcome = run(*verb.split(), *where, *words, "--for", viewer)
        written = {path.name: (path.read_bytes(), _time_told(path, before)) for path in out.glob("*")}
        yield " ".join((verb, *options)), (outcome, written)
        shutil.rmtree(out, ignore_errors=True)
    for left in (*place.glob("talks.record*"), *place.glob("roots/*")):
        left.unlink()


def _time_told(path: Path, before: int) -> int | None:
    """The time that a file bears, unless it says no more than that it was written just now."""
    time_told = path.stat().st_mtime_ns
    return None if time_told >= before else time_told


def by_process(*arguments: object) -> object:
    """The program in a process of its own, as a shell runs it."""
    command = [sys.executable, "-W", "ignore", "-m", "onetext", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    return done.returncode, done.stdout, done.stderr


def tell_record_by_links(
    seed: int, case: Case, leak: Callable[[], AbstractContextManager[object]] = nullcontext
) -> list[str]:
    """What parties that put together all they hold of a record could link by it."""
    with leak():
        return linked(fill(in_memory(seed), case, "north", seed, 0), [*case.header.parties])


def _clients_by_their_number() -> AbstractContextManager[object]:
    """Two clients of different writers clash, and what clashes is left out."""
    honest, appended = Record.tag, append_entries

    def tag(self: Record, use: str, name: str) -> bytes:
        return honest(self, use, name.rpartition(" ")[2] if use == "client" else name)

    def append(record: Record, additions: Sequence[Addition], writer: str = "") -> None:
        for addition in additions:
            with suppress(UsageError):
                appended(record, [addition], writer)

    both = ExitStack()
    both.enter_context(mock.patch.object(Record, "tag", tag))
    both.enter_context(mock.patch(f"{__name__}.append_entries", append))
    return both


def _cache_of_another() -> AbstractContextManager[object]:
    """Who may see an audience is remembered without whose eyes it was asked for: those of the mediators."""
    seen: dict[tuple[str, ...], bool] = {}

    def may_see(self: Any, audience: tuple[str, ...]) -> bool:
        if audience not in seen:
            seen[audience] = self.roster.may_see(self.roster.viewer("mediators"), audience)
        return seen[audience]

    return mock.patch.object(projection._Sight, "may_see", may_see)


@contextmanager
def _error_with_the_number() -> Iterator[None]:
    """A viewer whose line is broken is told its number in the record."""
    with mock.patch.object(reading, "broken_at", lambda n, viewer: RecordBroken(f"line {n} was changed")):
        yield


@contextmanager
def _verified_with_the_hidden() -> Iterator[None]:
    """A viewer's verification looks at lines that it may not see."""
    honest = verification._viewer

    def viewer(record: Record, *about: Any) -> Any:
        found = honest(record, *about)
        return dataclasses.replace(found, broken=verification.verify_within(record).broken)

    with mock.patch.object(verification, "_viewer", viewer):
        yield


def _one_salt_for_a_chain() -> AbstractContextManager[object]:
    def keys(key: bytes, chain: bytes, n: int) -> tuple[bytes, bytes]:
        return honest(key, chain, n)[0], hashlib.sha256(chain).digest()

    honest = sealing.told_keys
    return _patched("told_keys", keys)


def _one_name_for_all() -> AbstractContextManager[object]:
    return _patched("alias_of", lambda key, chain: hashlib.sha256(key).digest()[:16])


def _patched(name: str, other: Callable[..., Any]) -> AbstractContextManager[object]:
    """Every module that uses a function of sealing uses another."""
    everywhere = ExitStack()
    for module in (chain_module, linking, reading, telling, verification):
        if hasattr(module, name):
            everywhere.enter_context(mock.patch.object(module, name, other))
    return everywhere


def times_that_tell(*arguments: object) -> object:
    """The program, with a leak: files that it exports bear the time of the last line of the record, less a second."""
    outcome = run(*arguments)
    if arguments[0] == "export":
        base = sqlite3.connect(str(arguments[1]))
        (made,) = base.execute("SELECT MAX(made) FROM record_line").fetchone()
        base.close()
        for path in Path(str(arguments[2])).glob("*"):
            os.utime(path, ns=(made * 1000 - 10**9,) * 2)
    return outcome


def _number_in_alias() -> AbstractContextManager[object]:
    count = itertools.count()
    return mock.patch.object(telling, "alias_of", side_effect=lambda key, chain: next(count).to_bytes(16, "big"))


def _stream_of_chance() -> AbstractContextManager[object]:
    count = itertools.count()

    def line(self: Any, *about: Any) -> Any:
        made = honest(self, *about)
        made.key = hashlib.sha256(b"%d" % next(count)).digest()
        return made

    honest = Pen._line
    return mock.patch.object(Pen, "_line", line)


def _order_of_the_call() -> AbstractContextManager[object]:
    honest = linking.Linking.write

    def write(self: Any, lines: list[Any]) -> None:
        for n, line in enumerate(lines):
            line.telling = [(name, n, told) for name, _, told in line.telling]
        honest(self, lines)

    return mock.patch.object(linking.Linking, "write", write)


def _audience_in_words() -> AbstractContextManager[object]:
    return mock.patch.object(projection, "_MEDIATORS_OWN", frozenset(("entered_by", "learned", "source")))


def _number_of_the_record() -> AbstractContextManager[object]:
    honest = linking.Linking.link

    def link(self: Any, name: str, reader: Any, line: Any, told: bytes, anew: bool = False) -> Any:
        return honest(self, name, reader, line, told + b" %d" % line.n, anew)

    return mock.patch.object(linking.Linking, "link", link)


def _hidden_ids_in_words() -> AbstractContextManager[object]:
    def named(self: Any, reader: str, inside: bool) -> Callable[[str, object], str]:
        return lambda name, ref: name

    return mock.patch.object(telling.Telling, "_named", named)


@contextmanager
def _members_words_to_all() -> Iterator[None]:
    """What a member is told by itself is told to every reader."""
    honest = telling.Telling._tell

    def tell(self: Any, line: Any) -> None:
        honest(self, line)
        heard = {name for name, *_ in line.telling}
        alone = [about for name, *about in line.telling if name not in self.known.tellers]
        line.telling += [(name, *alone[0]) for name in self.known.tellers if alone and name not in heard]

    with mock.patch.object(telling.Telling, "_tell", tell):
        yield


@contextmanager
def _members_in_the_number() -> Iterator[None]:
    """How many members are told something by themselves is part of what every reader is told after it."""
    honest = linking.Linking.link

    def link(self: Any, name: str, reader: Any, line: Any, told: bytes, anew: bool = False) -> Any:
        members = self.telling.known.members
        alone = sum(self.record.reader_tag(member) in self.head.readers for member in members)
        return honest(self, name, reader, line, told + b" " * alone, anew)

    with mock.patch.object(linking.Linking, "link", link):
        yield


def _whole_header() -> AbstractContextManager[object]:
    from onetext.model import Teller

    honest = Teller.__init__

    def init(self: Any, header: Any, viewer: str) -> None:
        honest(self, header, viewer)
        self.header = header

    return mock.patch.object(Teller, "__init__", init)


def _one_salt_for_the_words() -> AbstractContextManager[object]:
    def told_keys(key: bytes, chain: bytes, n: int) -> tuple[bytes, bytes]:
        return key, hashlib.sha256(b"%d" % next(count)).digest()

    count = itertools.count()
    return mock.patch.object(linking, "told_keys", told_keys)


def _seen_by_all(kind: type) -> Callable[[], AbstractContextManager[object]]:
    """Entries of one kind are told to everybody."""

    @contextmanager
    def leak() -> Iterator[None]:
        may, seen = Teller.may_see, projection._Sight.seen

        def may_see(self: Any, entry: Entry, audience: tuple[str, ...] = ()) -> bool:
            return isinstance(entry.body, kind) or may(self, entry, audience)

        def seen_too(self: Any, entry: Entry) -> Entry | None:
            return seen(self, entry) or (entry if isinstance(entry.body, kind) else None)

        with mock.patch.object(Teller, "may_see", may_see), mock.patch.object(projection._Sight, "seen", seen_too):
            yield

    return leak


@contextmanager
def _verified_whole() -> Iterator[None]:
    """A viewer's verification says how many lines the whole record has."""
    honest = verification._viewer

    def viewer(record: Record, *about: Any) -> Any:
        found = honest(record, *about)
        return dataclasses.replace(found, erased=record.read_head().n)

    with mock.patch.object(verification, "_viewer", viewer):
        yield


LEAKS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "a count of all lines in an alias": _number_in_alias,
    "keys from one stream of chance": _stream_of_chance,
    "the order of a call": _order_of_the_call,
    "the audience and the note left in": _audience_in_words,
    "the number in the record": _number_of_the_record,
    "ids of hidden entries": _hidden_ids_in_words,
    "a header that is not the viewer's": _whole_header,
    "what members are told by themselves": _members_words_to_all,
    "how many members are told by themselves": _members_in_the_number,
    "salts that count what is hidden": _one_salt_for_the_words,
    "corrections of what is hidden": _seen_by_all(Correction),
    "erasures of what is hidden": _seen_by_all(Erasure),
    "a verification that counts what is hidden": _verified_whole,
    "a verification of what is hidden": _verified_with_the_hidden,
    "client ids that clash": _clients_by_their_number,
    "a cache that another viewer filled": _cache_of_another,
    "an error with the number in the record": _error_with_the_number,
    "an error that names whom the case knows": error_that_tells,
}
LINKING: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "one salt for a chain": _one_salt_for_a_chain,
    "one name for all readers": _one_name_for_all,
}
"""Leaks to parties that put together what they hold."""
