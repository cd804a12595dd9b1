"""The upgrade path: older forms of a case are read as if they had been written in the present one.

Each step takes the plain header of one form and gives that of the next. A step that changes how entries are
written gets a twin for entries beside it when the first such step comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from onetext.model import SCHEMA, Fault

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Final[dict[int, Step]] = {}
"""Form number -> the step from it to the next form. There is one form so far."""


def upgrade_header(
    plain: dict[str, Any], steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA
) -> tuple[dict[str, Any], list[Fault]]:
    """A header in the present form, or a fault where it is written in a form that this program does not know.

    >>> upgrade_header({"onetext": "1", "titel": "River"},
    ...                {1: lambda old: {"title": old.pop("titel"), **old}}, newest=2)[0]
    {'title': 'River', 'onetext': '2'}
    >>> upgrade_header({"onetext": "9"})[1][0].what
    'this case is written in form 9, and this program reads up to form 1'
    """
    stated = plain.get("onetext", str(newest))
    if not isinstance(stated, str) or not stated.isdecimal() or int(stated) < 1:
        return plain, [Fault(("onetext",), "the form of the case is no number", f"write onetext: {newest}")]
    form = int(stated)
    if form > newest:
        what = f"this case is written in form {form}, and this program reads up to form {newest}"
        return plain, [Fault(("onetext",), what, "read it with a newer onetext")]
    while form < newest:
        plain = steps[form](dict(plain))
        form += 1
    return plain | {"onetext": str(form)}, []
