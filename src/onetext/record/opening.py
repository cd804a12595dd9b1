"""Making and opening records. Django is set up by the first of these calls and not before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onetext.errors import RecordBroken, RecordUnreadable, TargetNotEmpty
from onetext.record.kind import OtherKind
from onetext.record.place import MEMORY, Place, is_record, is_url, show_place
from onetext.record.record import FORM, Record, clock
from onetext.record.root import Root, RootStore, roots_folder, sync_folder
from onetext.record.sealing import Entropy, Wrapping, fresh

if TYPE_CHECKING:
    from onetext.record.database import Database


def create_record(place: Place, entropy: Entropy = fresh, now: Any = clock, role: str | None = None) -> Record:
    """Make an empty record, keep its root, and open it; `role` is a role of PostgreSQL that may read and add.

    Raises TargetNotEmpty or RecordUnreadable; then nothing is left behind but empty tables.
    """
    from onetext.record.connection import open_database

    if is_url(place):
        return _created(open_database(place), place, entropy, now, role)
    make_file(Path(place))
    try:
        return _created(open_database(place), place, entropy, now, role)
    except BaseException:
        remove_database(Path(place))
        raise


def _created(database: Database, place: Place, entropy: Entropy, now: Any, role: str | None) -> Record:
    try:
        if role is not None:
            expect_role(database, role)
        migrate(database.alias)
        if database.rows("SELECT 1 FROM record_origin"):
            raise TargetNotEmpty(f"{show_place(place)} holds a record already", "name another database")
        record = begin_record(database, place, entropy, now)
        if role is not None:
            grant(record, role)
        return record
    except BaseException:
        database.close()
        raise


def expect_role(database: Database, role: str) -> None:
    """That a role is there to be granted rights. Raises RecordUnreadable."""
    if database.vendor != "postgresql":
        raise RecordUnreadable("only a record on PostgreSQL has roles", "leave --role out")
    if not database.rows("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]):
        raise RecordUnreadable(f"there is no role '{role}'", "make it with: createuser NAME")


def begin_record(database: Database, place: Place, entropy: Entropy = fresh, now: Any = clock) -> Record:
    """Begin a record in empty tables: its id, its root, its key of digests."""
    record_id, secret, made = entropy("", "", "record")[:16], entropy("", "", "root"), now()
    root, roots = Root(record_id, secret), RootStore(record_id, None if place == MEMORY else roots_folder())
    roots.keep(root)
    try:
        with database.writing():
            wrapped = Wrapping.under(secret, record_id).wrap(0, entropy("", "", "index"))
            database.add({"origin": [(1, record_id, FORM, made)], "secret": [(0, wrapped)]})
    except BaseException:
        roots.destroy(root)
        raise
    return Record(database, record_id, made, roots, root, entropy, now)


def grant(record: Record, role: str) -> None:
    """Let a role of PostgreSQL read and add, and nothing else. Raises RecordUnreadable."""
    from onetext.record.guard import tables

    expect_role(record.database, role)
    name = '"' + role.replace('"', '""') + '"'
    with record.database.writing():
        for model in tables():
            record.database.run(f"REVOKE ALL ON {model._meta.db_table} FROM {name}")
            record.database.run(f"GRANT SELECT, INSERT ON {model._meta.db_table} TO {name}")
        record.database.run(f"GRANT SELECT ON django_migrations TO {name}")


def make_file(path: Path) -> None:
    """An empty file for its owner's eyes only. Raises TargetNotEmpty."""
    if path.exists():
        raise TargetNotEmpty(f"{path} is there already", "name a file that does not exist")
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    sync_folder(path.parent)


def remove_database(path: Path) -> None:
    """Remove a database that was begun, with the files beside it."""
    for end in ("", "-wal", "-shm", "-journal", "-turn", "-lock"):
        with suppress(FileNotFoundError):
            Path(f"{path}{end}").unlink()


def migrate(alias: str) -> None:
    """Bring the tables of a database up to date; the guards are made again with them."""
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    from onetext.record.connection import database_on

    executor = MigrationExecutor(database_on(alias).connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", "record", database=alias, verbosity=0, interactive=False)


def open_record(place: Place, entropy: Entropy = fresh, now: Any = clock) -> Record:
    """Open a record: bring its tables up to date, see to its guards, find its root, finish what was cut short.

    Raises RecordUnreadable, or RecordBroken if its guards were taken away and something in it was changed.
    """
    from onetext.record.connection import open_database
    from onetext.record.database import unread

    if not is_record(place):
        raise RecordUnreadable(f"there is no record at {place}", "make one with: onetext record init PLACE")
    database = open_database(place)
    try:
        record = _opened(database, place, entropy, now)
    except database.errors as error:
        database.close()
        raise unread(error) from None
    except BaseException:
        database.close()
        raise
    return record


def _opened(database: Database, place: Place, entropy: Entropy, now: Any) -> Record:
    from django.db.utils import Error

    from onetext.record.guard import guards_stand, set_guards

    record_id, made = _origin(database, place)
    with suppress(Error):  # without the right to change tables, they are as the owner left them
        migrate(database.alias)
    roots = RootStore(record_id, None if place == MEMORY else roots_folder())
    wrapped = database.rows("SELECT wrapped FROM record_secret WHERE id = 0")
    root = roots.find(lambda root: _opens(root, record_id, wrapped))
    record = Record(database, record_id, made, roots, root, entropy, now)
    if not guards_stand(database):
        _guard_anew(record, set_guards)
    _notice(record)
    from onetext.record.erasure import finish_erasure

    finish_erasure(record)
    return record


def _origin(database: Database, place: Place) -> tuple[bytes, int]:
    """Which record it is and when it was made. Raises RecordUnreadable if there is none, or one of another form,
    RecordBroken if SQLite holds words there where bytes or a number belong."""
    try:
        origin = database.rows("SELECT record, form, made FROM record_origin")
    except OtherKind:
        raise RecordBroken("the row that says which record this is was changed", "restore it from a backup") from None
    except database.errors as error:
        if not _is_missing_table(error):
            raise
        origin = []
    if not origin:
        raise RecordUnreadable(f"there is no record at {show_place(place)}", "make one with: onetext record init PLACE")
    (record_id, form, made), *_ = origin
    if form > FORM:
        raise RecordUnreadable("a newer onetext wrote this record", "open it with that")
    if form < FORM:
        advice = "take it out with that program's 'onetext export DIR --record', and import DIR into a new record"
        raise RecordUnreadable("an older onetext wrote this record, in a form that is kept no more", advice)
    return bytes(record_id), made


def _opens(root: Root, record_id: bytes, wrapped: list[tuple[Any, ...]]) -> bool:
    return bool(wrapped) and Wrapping.under(root.secret, record_id).unwrap(0, bytes(wrapped[0][0])) is not None


def _is_missing_table(error: Exception) -> bool:
    import sqlite3

    return isinstance(error, sqlite3.OperationalError) or getattr(error, "sqlstate", "") == "42P01"


def _guard_anew(record: Record, set_guards: Any) -> None:
    """Guards that are gone: everything is verified before they are made again and anything is added."""
    from onetext.record.verification import verify_record

    found = verify_record(record)
    if found.broken:
        raise RecordBroken(f"the guards of the record are gone, and {found.broken[0]}", "restore it from a backup")
    with record.database.writing():
        set_guards(record.database)
    record.notices.append("the guards of the record were gone; everything in it verifies, and they stand again")


def _notice(record: Record) -> None:
    """What the officer should know about where the record is."""
    place = record.database.place
    if record.database.vendor == "postgresql":
        (may_change,) = record.rows("SELECT has_table_privilege('record_line', 'UPDATE')")[0]
        if may_change:
            record.notices.append("the program runs as the owner of the tables; use a role that may only read and add")
    elif place != MEMORY and any(word in str(Path(place).absolute()) for word in _SYNCHRONISED):
        record.notices.append("the record lies in a folder that is synchronised with others' computers")


_SYNCHRONISED = ("Dropbox", "OneDrive", "Google Drive", "iCloud", "Nextcloud", "ownCloud")
