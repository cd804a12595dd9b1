"""What something said when its form was opened, so that nothing is put in place of what nobody has looked at."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

CHANGED: Final = (
    "It was changed since this form was opened, perhaps in another window, and now says otherwise. Nothing was put in "
    "its place, and what you typed is still here: look at what it says now, and send it again if this is to hold"
)

WITHDRAWN: Final = (
    "It was withdrawn since this form was opened, perhaps in another window. What you typed is still here: send it to "
    "add it as an entry of its own"
)

ERASED: Final = (
    "The entry is not there any more: it may have been erased in another window. What you typed is still here: send it "
    "to add it as an entry of its own, if it does not repeat what was erased"
)

STOOD: Final = (
    "It was withdrawn since this form was opened, perhaps in another window. Nothing was put in its place, and what "
    "you typed is still here: send it again if this is to hold, and it counts again as you say here"
)

REMOVED: Final = (
    "It was removed since this form was opened, perhaps in another window. What you typed is still here: send it to "
    "add it anew"
)


def sign_of(plain: Any) -> str:
    """A short sign of what plain data says, to be sent along with its form.

    >>> sign_of({"name": "North", "by": 1}) == sign_of({"by": 1, "name": "North"}) != sign_of({"name": "South"})
    True
    """
    said = json.dumps(plain, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
