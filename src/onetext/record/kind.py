"""Of what kind the columns of a record are: numbers or bytes. SQLite keeps any value in any column, so what it gives is
looked at, column by column; by its name a column is the same in every table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from onetext.errors import RecordBroken

_Kinds = tuple[type, ...]


class OtherKind(RecordBroken):
    """Words, a fraction, or a number in place of bytes stand in a column: nobody writes that."""

    def __init__(self) -> None:
        super().__init__("a value of another kind stands in the database", "see what is wrong with: onetext verify")


@cache
def kinds() -> dict[str, frozenset[type]]:
    """What may stand in a column of a name, as the tables of the model say."""
    from django.db.models import BinaryField

    from onetext.record.guard import tables

    found: dict[str, set[type]] = {}
    for model in tables():
        for field in model._meta.concrete_fields:
            kind = bytes if isinstance(field, BinaryField) else int
            found.setdefault(field.column, set()).update({kind, type(None)} if field.null else {kind})
    return {name: frozenset(some) for name, some in found.items()}


def expect_kinds(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """That each row of columns of these names holds what may stand there. Raises OtherKind."""
    known = _known(tuple(names))
    for row in rows:
        if (found := tuple(map(type, row))) not in known:
            expected = map(kinds().get, names)
            if not all(some is None or kind in some for kind, some in zip(found, expected, strict=True)):
                raise OtherKind
            known.add(found)


@cache
def _known(names: tuple[str, ...]) -> set[_Kinds]:
    """The kinds that rows of these columns were found to hold so far, all of which may stand there."""
    return set()
