"""The tables of a record. Rows are only ever added; the one column that changes is `Secret.wrapped`.

Numbers are given by the writer under the lock, so none is ever skipped. What tells anything stands sealed, and names
stand as keyed digests.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class Number(models.BigIntegerField):
    """A number by which a row is found. On SQLite it is the row's own: Django's `bigint` would be a second one there,
    with an index that costs a page for every row that is written."""

    def db_type(self, connection: Any) -> str | None:
        """The type of its column."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Origin(models.Model):
    """The one row that says which record this is, and in which form it is kept."""

    id = models.SmallIntegerField(primary_key=True)
    record = models.BinaryField()
    form = models.SmallIntegerField()
    made = models.BigIntegerField()


class Line(models.Model):
    """One thing that was written down. `made` is microseconds since 1970, `header` the line of the header in force,
    `client` the digest of its writer and of the id that the writer gave it, `tag` that of an entry's id, `erases` the
    line whose key this one destroys."""

    id = Number(primary_key=True)
    kind = models.SmallIntegerField()
    header = models.BigIntegerField()
    writer = models.BinaryField()
    client = models.BinaryField(unique=True)
    tag = models.BinaryField(null=True, unique=True)
    made = models.BigIntegerField()
    erases = models.BigIntegerField(null=True)
    sealed = models.BinaryField()
    link = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["erases"], name="record_line_erases", condition=models.Q(erases__isnull=False)
            ),
        )


class Secret(models.Model):
    """The key of the line of this id, wrapped by the root: zeros once the line is erased. 0 is the key of digests."""

    id = Number(primary_key=True)
    wrapped = models.BinaryField()


class Reader(models.Model):
    """Somebody who is told things: a party or circle, under a chain id that says nothing. `line` made it known."""

    id = models.IntegerField(primary_key=True)
    line = models.BigIntegerField()
    chain = models.BinaryField(unique=True)
    tag = models.BinaryField(unique=True)


class Told(models.Model):
    """One link of a reader's chain: that it was told a line, in which words.

    `id` begins with the number of the line that told it, so that rows stand in the order in which they are written;
    `place` with that of the reader, then the link's number in its chain. `line` is what was told, where it is not the
    line that told it; `stands` the digest of what a release is a copy of.
    """

    id = Number(primary_key=True)
    place = models.BigIntegerField()
    line = models.BigIntegerField(null=True)
    alias = models.BinaryField()
    stands = models.BinaryField(null=True)
    commitment = models.BinaryField()
    link = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        indexes = (
            models.Index(fields=["place"], name="record_told_place"),
            models.Index(fields=["line"], name="record_told_line", condition=models.Q(line__isnull=False)),
            models.Index(fields=["stands"], name="record_told_stands", condition=models.Q(stands__isnull=False)),
        )


class Attachment(models.Model):
    """A file that belongs to the line of this id, sealed, and named by the digest of the sealed bytes."""

    id = Number(primary_key=True)
    name = models.BinaryField(unique=True)
    sealed = models.BinaryField()
