"""The record as an application of Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordConfig(AppConfig):
    """Tells Django its name, and has the guards made again after every migration: Django drops them when it rebuilds
    a table."""

    name = "onetext.record"
    label = "record"

    def ready(self) -> None:
        """Ask to be told of migrations."""
        pre_migrate.connect(_guards_aside, sender=self)
        post_migrate.connect(_guard_again, sender=self)


def _guards_aside(using: str, plan: list[Any], **told: Any) -> None:
    """SQLite cannot rename a table that a trigger of another one speaks of."""
    from onetext.record.connection import database_on
    from onetext.record.guard import lift_guards

    if plan:
        lift_guards(database_on(using))


def _guard_again(using: str, **told: Any) -> None:
    from django.db import connections

    from onetext.record.connection import database_on
    from onetext.record.guard import set_guards, tables

    held = set(connections[using].introspection.table_names())
    if held.issuperset(model._meta.db_table for model in tables()):
        set_guards(database_on(using))
