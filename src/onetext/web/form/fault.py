"""Faults of a case in words fit for a form: what to do, without files, keys or braces."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from onetext.model import Fault
from onetext.web.form.field_words import MISSING

_REWORDED: Final[tuple[tuple[str, str], ...]] = (
    (r"add '(\w+):' to this .*", "fill it in"),
    (r"add it first", "add it to the case first, or as somebody new below"),
    (r"write several as \[.*\]", "write several with commas between them"),
    (r"write some words, or leave the line out", "write some words"),
    (r"write (?:133, )?about 40.*", "write it as you heard it: 133, about 40, at least 500, 30 to 40, hundreds"),
    (r"write 133.*", "write it as you heard it: 133, about 40, at least 500, 30 to 40, hundreds"),
    (r"write 2024-04-09, 9 April.*", "write it as you know it: 9 April 2024, late 2023, unknown"),
    (r"write 2024-04-09, the start.*", "write a date, the agreement, or: 16 days after the start of STAGE"),
    (r"write \{issue: value\}.*", "write a line for each issue, or see how an outline is written"),
    (r"write \{done: .*", "write such as done: NAME, passed: 3 days after the agreement"),
    (r"widen the audience of '(.+)', or tell it by a release", r"tell it first, by a release"),
    (r"narrow 'audience', or (?:tell them by a release|widen .*)", "choose a smaller audience"),
    (r"add 'sum:' with accounts.*", "add the accounts"),
    (r"add 'options:', or kind: .*", "add options, or say that it is a number, a duration or a date"),
    (r"add 'unit: days', hours or weeks", "say in what it is counted: days, hours or weeks"),
    (r"give one of: ranking.*", "fill in one of them and leave the others blank"),
    (r"swap 'lo' and 'hi'", "swap the two numbers"),
    (r"swap 'from' and 'to'", "swap the two ends"),
    (r"mend 'said' or 'learned'", "mend one of the two times"),
    (r"write kind: (\w+), or withdraw it.*", r"withdraw it and add a new entry"),
    (r"add 'of:' with .*", "name the entry"),
    (r"add 'to:' with .*", "name one or more sides"),
    (r"add 'filled_from:' with a category", "say from which category"),
    (r"narrow one, or add 'but_not: (.+)'", r"narrow one, or leave \1 out of the other"),
    (r"add an obligation with 'category: (.+)', or mend the key", r"add who owes \1, or mend the key"),
    (
        r"let one be for people by name, or 'added: yes', or for another category",
        "let one be for people by name, or for another category",
    ),
    (r"write 'name: .*", "write names and values"),
)
_WHAT: Final[tuple[tuple[str, str], ...]] = (
    (r"'(.+)' is no name of a person or side of this case", r"“\1” is nobody of this case"),
    (r"'(\w+)' is empty", "nothing is written"),
)


class Said(NamedTuple):
    """A fault as a form says it: at which control, in which words."""

    control: str
    words: str


def say_fault(control: str, fault: Fault, called: Callable[[str], str] = str) -> Said:
    """A fault in words for a form; `called` gives the name that people know something by.

    >>> nobody = Fault(("by",), "'Nadja' is no name of a person or side of this case", "did you mean 'nadia'?")
    >>> say_fault("by", nobody).words
    '“Nadja” is nobody of this case: did you mean “nadia”?'
    >>> say_fault("", Fault((), "'words' is missing", "add 'words:' to this statement"))
    Said(control='words', words='Write the words')
    """
    if found := re.fullmatch(r"'(\w+)' is missing", fault.what):
        key = found[1]
        where = f"{control}.{key}" if control else key
        return Said(where, MISSING.get(key, f"Fill in: {key.replace('_', ' ')}"))
    if found := re.fullmatch(r"'(.+)' fits more than one: (.+)", fault.what):
        names = ", ".join(called(name) for name in found[2].split(", "))
        return Said(control, f"“{found[1]}” fits more than one: {names}. Choose which one is meant")
    what = _replaced(fault.what, _WHAT)
    fix = _replaced(fault.fix, _REWORDED)
    if "is nobody of this case" in what and fix.startswith("write one of"):
        fix = "write a name of the case, or add them below as somebody new"
    elif found := re.fullmatch(r"write one of: (.+)", fix):
        fix = f"write one of: {', '.join(called(name) for name in found[1].split(', '))}"
    elif found := re.fullmatch(r"did you mean '(.+)'\?", fix):
        fix = f"did you mean “{called(found[1])}”?"
    text = f"{what}: {fix}" if fix else what
    return Said(control, re.sub(r"'([^']+)'", lambda found: _quoted(called(found[1])), text))


def _quoted(name: str) -> str:
    """A name in quotation marks; the number of an entry as it is."""
    return name if re.fullmatch(r"\[\d+\]", name) else f"“{name}”"


def _replaced(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for pattern, words in table:
        if re.fullmatch(pattern, text, re.S):
            return re.sub(pattern, words, text, flags=re.S)
    return text
