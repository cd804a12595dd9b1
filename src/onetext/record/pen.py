"""The pen: one transaction of a writer. All that is written with it is kept, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onetext.errors import UsageError
from onetext.model import Entry, Erasure, Header, read_entry, write_entry
from onetext.model.moment import zone_named
from onetext.record.database import Refused
from onetext.record.line import Addition, Line, header_bytes
from onetext.record.linking import Linking
from onetext.record.record import ENTRY, HEAD, HEADER, Head, Known, Record, known_from
from onetext.record.sealing import canonical, canonical_of, derived, digest, fields_of, line_about, seal
from onetext.record.steps import EACH, Steps
from onetext.record.telling import Telling

_CLIENTS = (
    "SELECT l.client, l.id, l.sealed, s.wrapped FROM record_line l JOIN record_secret s ON s.id = l.id "
    "WHERE l.client IN (?)"
)
_TAGS = "SELECT tag FROM record_line WHERE tag IN (?)"


class Pen:
    """One transaction of a writer, with the entries that it is about to append."""

    def __init__(
        self,
        record: Record,
        writer: str,
        additions: Sequence[Addition] = (),
        erasing: bool = False,
        unasked: bool = False,
        steps: Steps | None = None,
    ) -> None:
        self.record, self.writer, self.additions, self._erasing = record, writer, additions, erasing
        self._unasked = unasked
        self._steps = steps or Steps()
        self._transaction: Any = None
        self._there: dict[bytes, tuple[int, bytes, bytes]] = {}
        self._taken: set[bytes] = set()
        self.head: Head
        self.known: Known

    def __enter__(self) -> Pen:
        self._transaction = self.record.database.writing(self._unasked and len(self.additions) == 1)
        self._transaction.__enter__()
        try:
            self._begin()
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def _begin(self) -> None:
        """Everything that must be known before anything is written, asked for at once or remembered."""
        record, tag, writer = self.record, self.record.tag, self.writer
        self._writer_tag = record.writer_tag(writer)
        self._clients = [tag("client", f"{writer}\0{addition.client}") for addition in self.additions]
        self._tags = [tag("entry", addition.entry.id) for addition in self.additions]
        if self._unasked:
            assert record.head is not None
            self.head = record.head
        else:
            self._ask(record.head)
        if self.head.header:
            self.known = record.known_at(self.head.header)

    def _ask(self, before: Head | None) -> None:
        head, clients, tags = self.record.ask((HEAD, []), (_CLIENTS, [self._clients]), (_TAGS, [self._tags]))
        self.head = self.record.head_from(head)
        if before is not None:
            self.record.alone = self.head is before
        self._there = {bytes(client): (n, bytes(sealed), bytes(wrapped)) for client, n, sealed, wrapped in clients}
        self._taken = {bytes(found) for (found,) in tags}

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is not None:
            self.record.head = self.record.known = None
        try:
            self._transaction.__exit__(kind, error, trace)
        except Refused:
            self.record.head, self.record.known, self.record.alone = None, None, False
            raise
        except BaseException:
            self.record.head = self.record.known = None
            raise

    # Entries.

    def append(self) -> list[int]:
        """Append the entries; the number of each in the record."""
        if not self.head.header:
            raise UsageError("the record holds no case yet", "import one with: onetext import FOLDER --record R")
        places: dict[bytes, int] = {}
        lines: list[Line] = []
        n = self.head.n
        for addition, client, tag in zip(self.additions, self._clients, self._tags, strict=True):
            if client in self._there:
                self._expect_same(addition, *self._there[client])
                places[client] = self._there[client][0]
            elif client not in places:
                n += 1
                places[client] = n
                lines.append(self._line(n, addition, client, tag))
        if lines:
            self._expect_new(lines)
            for line in lines:
                if isinstance(line.entry, Entry) and isinstance(line.entry.body, Erasure):
                    self._point(line)
            telling = Telling(self.record, self.head, self.known)
            self._steps.expect(EACH * len(lines))
            telling.tell(lines, self._steps)
            self._linking(telling).write(lines)
        return [places[client] for client in self._clients]

    def _linking(self, telling: Telling | None = None) -> Linking:
        return Linking(self.record, self.head, self._writer_tag, telling, self._steps)

    def _expect_same(self, addition: Addition, n: int, sealed: bytes, wrapped: bytes) -> None:
        if self.record.wrapping.unwrap(n, wrapped) is None:
            return
        plain = self.record.open_line(n, sealed, wrapped)
        held, _ = read_entry(plain["entry"], zone_named(plain["zone"])) if "entry" in plain else (None, [])
        if held != addition.entry:
            advice = "give each entry its own"
            raise UsageError(f"the client id '{addition.client}' was used for something else", advice)

    def _line(self, n: int, addition: Addition, client: bytes, tag: bytes) -> Line:
        entry, known = addition.entry, self.known
        key, plain = self.record.entropy(self.writer, addition.client, "key"), write_entry(entry, known.tz)
        fields = fields_of(plain)
        content = known.before_entry + canonical_of(fields.values()) + b"}"
        line = Line(n, ENTRY, client, key, content, entry, plain, fields, tag)
        return line.speaking(known.roster, known.names)

    def _expect_new(self, lines: list[Line]) -> None:
        seen = set(self._taken)
        for line in lines:
            assert line.entry is not None
            assert line.tag is not None
            if line.tag in seen or line.entry.id in self.known.names:
                raise UsageError(f"the id '{line.entry.id}' is taken", "give each entry an id of its own")
            seen.add(line.tag)

    def _point(self, line: Line) -> None:
        """An erasure points at the line that it erases."""
        of = getattr(line.entry and line.entry.body, "of", None)
        if of is not None:
            rows = self.record.rows("SELECT id FROM record_line WHERE tag = ?", [self.record.tag("entry", of)])
            taken = self.record.rows("SELECT 1 FROM record_line WHERE erases = ?", [rows[0][0]]) if rows else []
            line.erases = rows[0][0] if rows and not taken else None
            if line.erases is not None and not self._erasing:
                advice = f"erase it with: onetext record erase RECORD {of}"
                raise UsageError(f"'{of}' is in the record, and its key must be destroyed", advice)

    # Notes and files.

    def note(
        self, kind: int, plain: dict[str, Any], client: str, name: str | None = None, file: bytes | None = None
    ) -> int:
        """Add a line that no reader is told, with a sealed file if there is one; its number."""
        key = self.record.entropy(self.writer, client, "key")
        tag = None if name is None else self.record.tag("entry", name)
        taken = tag is not None and self.record.rows("SELECT 1 FROM record_line WHERE tag = ?", [tag])
        if taken:
            raise UsageError(f"'{name}' is there already", "give the file another name")
        client_tag = self.record.tag("client", f"{self.writer}\0{client}")
        line = Line(self.head.n + 1, kind, client_tag, key, canonical(plain), tag=tag)
        if file is not None:
            sealed = seal(derived(key, b"attachment"), file, line_about(self.record.id, line.n))
            line.files.append((line.n, digest(b"attachment", sealed), sealed))
        self._linking().insert([line])
        return line.n

    # Headers.

    def put_header(self, header: Header, client: str) -> bool:
        """Put a header in force within this transaction; whether it was another."""
        content = header_bytes(header)
        if self.head.header and header_bytes(self.known.header) == content:
            return False
        before = self.known.tellers if self.head.header else {}
        self.known = known_from(header)
        self._expect_unnamed()
        client = client or f"header {self.head.n + 1}"
        key = self.record.entropy(self.writer, client, "key")
        tag = self.record.tag("client", f"{self.writer}\0{client}")
        line = Line(self.head.n + 1, HEADER, tag, key, content)
        for name, teller in self.known.tellers.items():
            told = header_bytes(teller.header)
            if name not in before or header_bytes(before[name].header) != told:
                line.telling.append((name, "", told))
        telling = Telling(self.record, self.head, self.known)
        self._linking(telling).write_header(line, list(self._told_anew(telling)) if before else [])
        self.record.known = (line.n, self.known)
        return True

    def _expect_unnamed(self) -> None:
        """What a header names is no entry of the record."""
        tags = {self.record.tag("entry", name): name for name in self.known.names}
        for (tag,) in self.record.ask((_TAGS, [list(tags)]))[0]:
            raise UsageError(f"the id '{tags[bytes(tag)]}' is taken by an entry", "give the item another id")

    def _told_anew(self, telling: Telling) -> Iterator[tuple[str, Any, bytes, Line]]:
        """What readers are told anew since the header is another: entries that they now see, or see otherwise."""
        from onetext.record.reading import lines_for, told_now

        lines = []
        for n, entry, key in lines_for(self.record, None):
            plain, tag = write_entry(entry, self.known.tz), self.record.tag("entry", entry.id)
            line = Line(n, ENTRY, b"", key, b"", entry, plain, fields_of(plain), tag)
            lines.append(line.speaking(self.known.roster, self.known.names))
        self._steps.expect(len(lines))
        telling.tell(lines, self._steps)
        held = told_now(self.record, {other.n: other.key for other in lines})
        for other in lines:
            for name, by, told in other.telling:
                reader = self.head.readers.get(self.record.reader_tag(name))
                if reader is None or held.get((reader.id, other.n)) != told:
                    yield name, by, told, other
