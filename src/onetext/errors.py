"""The exceptions of onetext: broken promises, never an author's mistakes (those are `Problem` values).

    OnetextError
    ├── CaseUnreadable      the folder has problems; carries them
    ├── UnknownViewer       no case can be drawn for this name
    ├── NotForThisViewer    the page is not drawn for this kind of viewer
    ├── TargetNotEmpty      writing there would overwrite something
    ├── RecordUnreadable    there is no record there, or nothing that opens it
    ├── RecordBroken        what the record holds is not what was written
    ├── RecordUnwritten     the database could not take an entry; nothing was changed
    ├── Stopped             who waited for long work ended it; nothing was changed
    └── UsageError          an argument cannot be read

Messages name ids that the caller typed, never contents of a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onetext.model.problem import Problem


class OnetextError(Exception):
    """The root; its text is one line for a person and `advice` says what to try next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class CaseUnreadable(OnetextError):
    """A case folder with problems; all of them, in the order of file and line."""

    def __init__(self, problems: Sequence[Problem], folder: str = "CASE") -> None:
        count = len(problems)
        super().__init__(
            f"the case has {count} problem{'' if count == 1 else 's'}",
            f"see them all with: onetext check {folder}",
        )
        self.problems = tuple(problems)


class UnknownViewer(OnetextError):
    """No case can be drawn for this name: the words are the same whatever the case holds, also if it is broken."""

    def __init__(self, name: str) -> None:
        advice = "name a party, a circle or one of its members, and see that the mediators find no problem in it"
        super().__init__(f"no case can be drawn for '{name}'", advice)


class NotForThisViewer(OnetextError):
    """Only a circle, or one of its members, may ask for this."""


class TargetNotEmpty(OnetextError):
    """The target exists and holds something."""


class RecordUnreadable(OnetextError):
    """There is no record at this place, or its root is not at hand or does not fit."""


class RecordBroken(OnetextError):
    """What the record holds is not what was written to it."""


class RecordUnwritten(OnetextError):
    """The database could not take what was to be written: full, locked, or without the right. Nothing was changed."""


class Stopped(OnetextError):
    """Who waited for long work ended it before it was done; nothing was changed."""


class UsageError(OnetextError):
    """An argument that cannot be read."""
