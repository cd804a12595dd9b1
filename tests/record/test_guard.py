"""The database refuses to change or lose what is recorded, from any connection; what slips past is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onetext.errors import RecordBroken
from onetext.record import create_record, open_record, restore_backup, verify_record, write_backup
from onetext.record.guard import columns, guards_stand, tables
from tests.record.test_contract import kept
from tests.server import Server
from tests.strategies import make_case

TABLES = ("record_origin", "record_line", "record_secret", "record_reader", "record_told", "record_attachment")
WAYS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table} WHERE id = (SELECT MAX(id) FROM {table})",
    "delete all": "DELETE FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET id = id",
    "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "replace": "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "insert or ignore": "INSERT OR IGNORE INTO {table} SELECT * FROM {table} LIMIT 1",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true LIMIT 1 ON CONFLICT DO UPDATE SET {column} = NULL",
    "change of rowid": "UPDATE {table} SET rowid = rowid + 1000",
}
REPLACING = (
    "INSERT OR REPLACE INTO record_line SELECT id + 99, kind, header, writer, client, tag, made, erases, sealed, link FROM record_line WHERE id = 2",
    "INSERT OR REPLACE INTO record_reader SELECT id + 99, line, chain, tag FROM record_reader LIMIT 1",
)
"""Rows that take the place of another by a unique key that is not the first."""


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A record in a file, with an attachment."""
    place = tmp_path / "a.record"
    (tmp_path / "letter").write_text("letter")
    with kept(place, make_case(7)) as record:
        from onetext.record import attach_file, read_case

        attach_file(record, read_case(record).entries[0].id, tmp_path / "letter")
    return place


def rebuild(place: Path, restore: bool) -> None:
    """Have Django rebuild the tables, as a migration that changes a column would, and tell of it as migrations do."""
    with open_record(place) as record:
        from django.apps import apps
        from django.db import models
        from django.db.models.signals import post_migrate, pre_migrate

        app, alias = apps.get_app_config("record"), record.database.alias
        pre_migrate.send(sender=app, using=alias, plan=[("a migration", False)])
        connection = record.database.connection
        for model in tables():
            old = model._meta.get_field("id")
            new = models.DecimalField(max_digits=30, decimal_places=0, primary_key=True)
            new.set_attributes_from_name("id")
            new.model = model
            with connection.schema_editor() as editor:
                editor.alter_field(model, old, new)
                editor.alter_field(model, new, old)
        assert not guards_stand(record.database)
        if restore:
            post_migrate.send(sender=app, using=alias)
            assert guards_stand(record.database)


@pytest.mark.parametrize("moment", ["fresh", "rebuilt", "restored"])
def test_a_foreign_connection_to_the_file_can_change_nothing(held: Path, moment: str, tmp_path: Path) -> None:
    if moment == "rebuilt":
        rebuild(held, restore=True)
    if moment == "restored":
        with open_record(held) as record:
            write_backup(record, tmp_path / "backup", "correct horse")
        held = tmp_path / "again.record"
        restore_backup(tmp_path / "backup", held, "correct horse")
    foreign = sqlite3.connect(held)
    assert foreign.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    for table in TABLES:
        if foreign.execute(f"SELECT 1 FROM {table}").fetchone():
            column = [row[1] for row in foreign.execute(f"PRAGMA table_info({table})")][1]
            for way, sql in WAYS.items():
                with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                    foreign.execute(sql.format(table=table, column=column))
                assert (table, way, foreign.in_transaction) == (table, way, True)
                foreign.rollback()
    for sql in REPLACING:
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            foreign.execute(sql)
        foreign.rollback()
    foreign.close()
    with open_record(held) as record:
        assert verify_record(record).broken == ()


def test_every_table_of_the_model_is_tried() -> None:
    with create_record("memory:"):
        assert {model._meta.db_table for model in tables()} == {*TABLES}


def test_guards_that_are_gone_are_made_again_if_everything_verifies(held: Path) -> None:
    rebuild(held, restore=False)
    with open_record(held) as record:
        assert guards_stand(record.database)
        assert any("guards" in notice for notice in record.notices)


def test_a_record_whose_guards_are_gone_and_whose_words_were_changed_is_not_opened(held: Path) -> None:
    foreign = sqlite3.connect(held)
    for (name,) in foreign.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        foreign.execute(f"DROP TRIGGER {name}")
    foreign.execute("UPDATE record_line SET made = made + 1 WHERE id = 2")
    foreign.commit()
    foreign.close()
    with pytest.raises(RecordBroken, match="link 2"):
        open_record(held)


POSTGRESQL_WAYS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table}",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT (id) DO UPDATE SET {column} = EXCLUDED.{column}",
    "merge": "MERGE INTO {table} t USING {table} s ON t.id = s.id WHEN MATCHED THEN DELETE",
    "copied to be replaced": "WITH gone AS (DELETE FROM {table} RETURNING *) SELECT * FROM gone",
    "replica": "SET session_replication_role = replica; DELETE FROM {table}",
}


@pytest.mark.parametrize("moment", ["fresh", "rebuilt", "restored"])
def test_nobody_changes_anything_on_postgresql_not_even_its_owner(
    moment: str, new_place: Callable[[str], Any], server: Server, tmp_path: Path
) -> None:
    import psycopg

    place = new_place("postgresql")
    (tmp_path / "letter").write_text("letter")
    with kept(place, make_case(7)) as record:
        from onetext.record import attach_file, grant, read_case

        attach_file(record, read_case(record).entries[0].id, tmp_path / "letter")
        if moment == "restored":
            write_backup(record, tmp_path / "backup", "correct horse")
            place = new_place("postgresql")
            restore_backup(tmp_path / "backup", place, "correct horse")
    database = place.rpartition("/" if "?" not in place else "?")[0].rpartition("/")[2]
    if moment == "rebuilt":
        for table in TABLES[1:]:
            server.run(
                f"ALTER TABLE {table} ALTER COLUMN id TYPE numeric; ALTER TABLE {table} ALTER COLUMN id TYPE bigint",
                database,
            )
    server.run("DO $$ BEGIN CREATE ROLE onetext_program LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    with open_record(place) as record:
        grant(record, "onetext_program")
        names = {model._meta.db_table: columns(model)[1] for model in tables()}
    for user in ("postgres", "onetext_program"):
        with psycopg.connect(server.url(database, user), autocommit=True) as foreign:
            for table in TABLES:
                for way, sql in POSTGRESQL_WAYS.items():
                    with pytest.raises(psycopg.Error, match=r"only grows|permission denied") as refused:
                        foreign.execute(sql.format(table=table, column=names[table]))  # type: ignore[call-overload]
                    assert (way, user, refused.value.sqlstate in ("P0001", "42501")) == (way, user, True)
    with open_record(server.url(database, "onetext_program")) as record:
        assert record.notices == []
        assert verify_record(record).broken == ()
        from onetext.record import Addition, append_entries
        from tests.cast import entry

        assert append_entries(record, [Addition(entry("more", "event", what="rain"), "more")])
        assert verify_record(record).broken == ()


def test_postgresql_guards_that_were_taken_away_are_found(new_place: Callable[[str], Any], server: Server) -> None:
    place = new_place("postgresql")
    database = place.rpartition("?")[0].rpartition("/")[2]
    kept(place, make_case(7)).close()
    for change in (
        "ALTER TABLE record_line DISABLE TRIGGER record_line_no_change",
        "DROP TRIGGER record_told_no_truncate ON record_told",
        "CREATE OR REPLACE FUNCTION record_line_no_gap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ):
        server.run(change, database)
        with open_record(place) as record:
            assert any("guards" in notice for notice in record.notices)
            assert guards_stand(record.database)


@pytest.mark.parametrize("numbers", [(2,), (1, 3), (0,)])
def test_postgresql_refuses_lines_that_do_not_follow_one_another(
    numbers: tuple[int, ...], new_place: Callable[[str], Any], server: Server
) -> None:
    import psycopg

    place = new_place("postgresql")
    database = place.rpartition("?")[0].rpartition("/")[2]
    rows = (
        "INSERT INTO record_line SELECT (SELECT MAX(id) FROM record_line) + step, kind, header, writer, "
        "int8send(step), NULL, made, NULL, sealed, link FROM record_line, unnest(%s::bigint[]) step WHERE id = 2"
    )
    with kept(place, make_case(7)) as record, psycopg.connect(server.url(database), autocommit=True) as foreign:
        with pytest.raises(psycopg.Error, match=r"only grows|duplicate key"):
            foreign.execute(rows, [list(numbers)])
        assert verify_record(record).broken == ()
        with foreign.transaction(force_rollback=True):
            assert foreign.execute(rows, [[1, 2, 3]]).rowcount == 3
