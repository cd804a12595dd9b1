"""Import a folder into a record: all of it the first time, what differs later."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

from onetext import record
from onetext.errors import CaseUnreadable, UsageError
from onetext.files import Progress, check_texts, folder_text, read_case, unseen
from onetext.model import Case, Entry, Moment, Problem, read_moment

IMPORTER = "import"


@dataclasses.dataclass(frozen=True)
class Imported:
    """What an import did: by id what was added, corrected and erased, and whether the header is another."""

    header: bool
    added: tuple[str, ...]
    corrected: tuple[str, ...]
    erased: tuple[str, ...]
    notices: tuple[str, ...]


def import_folder(
    folder: Path, place: record.Place, reading: Progress = unseen, sealing: Progress = unseen
) -> Imported:
    """Make a record say what a folder says: one transaction for what is added and corrected, one for each erasure.

    Raises CaseUnreadable with every problem of the folder, or of what the record would then hold; UsageError with what
    cannot be corrected; and what `reading` or `sealing`, which are told how far it has come, raise to end it. Then
    nothing was changed.
    """
    wanted = read_case(folder, reading)
    with record.open_record(place) as held:
        return bring_into(wanted, held, place, reading=reading, sealing=sealing)


def bring_into(
    wanted: Case,
    held: record.Record,
    place: record.Place,
    there: Case | None = None,
    reading: Progress = unseen,
    sealing: Progress = unseen,
) -> Imported:
    """Make an open record say what a case says; as `import_folder` does. `there`: what it says now, if it was read."""
    if not record.has_case(held):
        difference = record.Difference(True, wanted.entries, (), (), ())
    else:
        there = there or record.read_case(held)
        difference = record.find_difference(there, wanted, today(held))
        if difference == record.Difference(False, (), (), (), ()):
            return Imported(False, (), (), (), tuple(held.notices))
        _expect_possible(difference)
        _expect_sound(there, wanted, difference, place, reading)
    entries = (*difference.added, *difference.corrected)
    record.append_case(held, wanted.header, [_addition(entry) for entry in entries], IMPORTER, sealing)
    for entry in difference.erased:
        record.erase_entry(held, entry, IMPORTER)
    return Imported(
        difference.header,
        tuple(entry.id for entry in difference.added),
        tuple(entry.id for entry in difference.corrected),
        tuple(entry.id for entry in difference.erased),
        tuple(held.notices),
    )


def today(held: record.Record) -> Moment:
    """The day on which something is recorded."""
    return read_moment(datetime.fromtimestamp(held.now() / 1_000_000, UTC).date().isoformat())


def _addition(entry: Entry) -> record.Addition:
    return record.Addition(entry, entry.id)


def _expect_possible(difference: record.Difference) -> None:
    if difference.refused:
        told = "; ".join(f"'{name}': {why}" for name, why in difference.refused)
        raise UsageError(
            f"the record keeps what was entered: {told}", "undo these changes in the folder, then import again"
        )


def _expect_sound(
    held: Case, wanted: Case, difference: record.Difference, place: record.Place, reading: Progress
) -> None:
    """What the record would hold can be read as a folder without a problem."""
    gone = {getattr(entry.body, "of", None) for entry in difference.erased}
    entries = [entry for entry in held.entries if entry.id not in gone]
    after = Case(wanted.header, (*entries, *difference.added, *difference.corrected, *difference.erased))
    _, problems = check_texts(folder_text(after), reading)
    if problems:
        raise CaseUnreadable([Problem(f"{place}/{p.file}", p.line, p.what, p.fix) for p in problems], str(place))
