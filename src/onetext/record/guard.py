"""Guards: triggers by which the database itself refuses to change or take away what is recorded.

Made from the tables of the model, never by hand. They stop accidents and faulty programs, also those that open the
file without onetext. Who may write the file can drop them: that is found by `verify` against a head kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from onetext.record.database import WRITERS_LOCK, Database
from onetext.record.sealing import NO_KEY, WRAPPED_BYTES

_REFUSED: Final = "onetext: the record only grows"
_NOTHING: Final = f"x'{NO_KEY.hex()}'"


def tables() -> list[Any]:
    """The models of the record, in the order in which their rows can be written."""
    from django.apps import apps

    return list(apps.get_app_config("record").get_models())


def columns(model: Any) -> list[str]:
    """The columns of a table, in the order of the model."""
    return [field.column for field in model._meta.concrete_fields]


def _unique_keys(model: Any) -> Iterator[tuple[str, ...]]:
    """Every set of columns that no two rows may share."""
    yield from ((field.column,) for field in model._meta.concrete_fields if field.unique)
    for constraint in model._meta.constraints:  # also those for some rows only: a replacement would pass by them
        yield tuple(model._meta.get_field(name).column for name in constraint.fields)


def _sqlite_guards() -> dict[str, str]:
    guards = {}
    for model in tables():
        table = model._meta.db_table
        taken = {
            key: f"EXISTS (SELECT 1 FROM {table} WHERE " + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")"
            for key in _unique_keys(model)
        }
        if table == "record_line":  # whose numbers have no gap: one that is taken is not the next
            taken["id",] = "NEW.id <> (SELECT COALESCE(MAX(id), 0) + 1 FROM record_line)"
        when = {"update": "", "delete": "", "insert": f" WHEN {' OR '.join(taken.values())}"}
        if table == "record_secret":
            when["update"] = f" WHEN NOT ({_rewrapped(_NOTHING)})"
        for event, condition in when.items():
            name = f"{table}_no_{event}"
            guards[name] = (
                f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table}{condition} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
    return guards


def _rewrapped(nothing: str) -> str:
    """When a wrapped key may change: to nothing if an entry erases its line; to another wrapping right after that."""
    return (
        f"NEW.id = OLD.id AND length(NEW.wrapped) = {WRAPPED_BYTES} AND OLD.wrapped <> {nothing} AND ("
        f"(NEW.wrapped = {nothing} AND EXISTS (SELECT 1 FROM record_line WHERE erases = OLD.id)) OR "
        f"(NEW.wrapped <> {nothing} AND NOT EXISTS (SELECT 1 FROM record_line WHERE erases = OLD.id) AND "
        f"(SELECT erases FROM record_line ORDER BY id DESC LIMIT 1) IS NOT NULL))"
    )


def _postgresql_guards() -> dict[str, str]:
    """Per trigger the SQL that makes it; conditions stand in functions, since a trigger's own would hold up
    migrations of the columns that it names. A statement that adds lines waits for the writers' lock, and is looked at
    once for all that it added: each line follows another."""
    guards = {}
    for model in tables():
        table = model._meta.db_table
        changes = f"RAISE EXCEPTION '{_REFUSED}';"
        if table == "record_secret":
            allowed = _rewrapped(rf"'\x{NO_KEY.hex()}'::bytea")
            changes = f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; {changes}"
        guards[f"{table}_no_change"] = _postgresql_guard(table, "change", "UPDATE OR DELETE", "ROW", changes)
        guards[f"{table}_no_truncate"] = _postgresql_guard(
            table, "truncate", "TRUNCATE", "STATEMENT", f"RAISE EXCEPTION '{_REFUSED}';"
        )
        if table == "record_line":
            lock = f"PERFORM pg_advisory_xact_lock({WRITERS_LOCK}); RETURN NULL;"
            guards[f"{table}_no_rush"] = _postgresql_guard(table, "rush", "INSERT", "STATEMENT", lock)
            gap = (
                "IF EXISTS (SELECT 1 FROM added WHERE id <> 1 AND NOT EXISTS "
                "(SELECT 1 FROM record_line before WHERE before.id = added.id - 1)) "
                f"THEN RAISE EXCEPTION '{_REFUSED}'; END IF; RETURN NULL;"
            )
            guards[f"{table}_no_gap"] = _postgresql_guard(
                table, "gap", "INSERT", "STATEMENT", gap, "AFTER", "REFERENCING NEW TABLE AS added "
            )
    return guards


def _postgresql_guard(
    table: str, what: str, event: str, each: str, body: str, when: str = "BEFORE", seeing: str = ""
) -> str:
    name = f"{table}_no_{what}"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$BEGIN {body} END$guard$; "
        f"DROP TRIGGER IF EXISTS {name} ON {table}; "
        f"CREATE TRIGGER {name} {when} {event} ON {table} {seeing}FOR EACH {each} EXECUTE FUNCTION {name}(); "
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    )


def set_guards(database: Database) -> None:
    """Make every guard, within a transaction; on SQLite those that are not as they should be."""
    if database.vendor == "sqlite":
        found = _sqlite_found(database)
        for name, sql in _sqlite_guards().items():
            if found.get(name) != sql:
                database.run(f"DROP TRIGGER IF EXISTS {name}")
                database.run(sql)
        for name in found.keys() - _sqlite_guards().keys():
            database.run(f'DROP TRIGGER "{name}"')
        return
    for sql in _postgresql_guards().values():
        for statement in sql.split("; DROP TRIGGER"):
            parts = [statement] if statement.startswith("CREATE OR") else f"DROP TRIGGER{statement}".split("; ")
            for part in parts:
                database.run(part)


def lift_guards(database: Database) -> None:
    """Take the guards of SQLite away while tables are rebuilt; they are made again right after."""
    if database.vendor == "sqlite":
        for name in _sqlite_found(database):
            database.run(f'DROP TRIGGER "{name}"')


def guards_stand(database: Database) -> bool:
    """Whether the guards, all of them and no other trigger, are in the database as the model would make them now."""
    if database.vendor == "sqlite":
        return _sqlite_found(database) == _sqlite_guards()
    return _postgresql_found(database) == {
        name: (sql.split("$guard$")[1], "A") for name, sql in _postgresql_guards().items()
    }


def _sqlite_found(database: Database) -> dict[str, str]:
    names = ", ".join(f"'{model._meta.db_table}'" for model in tables())
    sql = f"SELECT name AS guard, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({names})"
    return dict(database.rows(sql))


def _postgresql_found(database: Database) -> dict[str, tuple[str, str]]:
    """Per trigger the body of its function and whether it fires always; one on the wrong event is another's name."""
    names = ", ".join(f"'{model._meta.db_table}'" for model in tables())
    events = {
        "change": "BEFORE DELETE OR UPDATE",
        "truncate": "BEFORE TRUNCATE",
        "rush": "BEFORE INSERT",
        "gap": "AFTER INSERT",
    }
    found = {}
    for name, body, enabled, made in database.rows(
        "SELECT t.tgname::text, p.prosrc, t.tgenabled::text, pg_get_triggerdef(t.oid) FROM pg_trigger t "
        "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
        f"WHERE NOT t.tgisinternal AND c.relname IN ({names})"
    ):
        event = events.get(name.rpartition("_no_")[2], "?")
        found[name if event in made and f"FUNCTION {name}" in made.replace("public.", "") else made] = (body, enabled)
    return found
