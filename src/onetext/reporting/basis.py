"""What figures rest on, in words: the entries behind them, the reading that is taken, and what is not counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from onetext.model.slate import Missing
from onetext.reporting.page import Line
from onetext.reporting.phrase import counted, isolated, joined
from onetext.reporting.words import Words

MISSING: Final[Mapping[Missing, str]] = {
    "nothing assessed": (
        "Nothing but assumptions yet: no assessment of a side can be seen here, and so no figure is shown. Record what "
        "a side ranks, prefers, would accept or refuse (kind: assessment), and look again."
    ),
    "no issues": "No issue of the case has two values or more, so there is nothing to believe anything of.",
    "nothing feasible": "No package satisfies the constraints of the case. See which cannot all hold: onetext stick.",
    "too many tied": (
        "The constraints tie too many issues together to try every joint choice. Part one of the constraints, or give "
        "the issues in it fewer values (a wider step), and look again."
    ),
    "one side": "A package needs two sides or more.",
    "no package": "No package fits what was recorded and fixed: the constraints, and packages that were rejected.",
}
"""Why nothing is believed, or no package is found."""
_CITED: Final = 30
"""How many entries are cited in one place; JSON has them all."""


def cited(entries: Sequence[str], words: Words) -> str:
    """The numbers of entries in brackets, the first recorded first; of very many the latest."""
    shown = sorted((name for name in dict.fromkeys(entries) if name in words.numbers), key=words.numbers.__getitem__)
    if len(shown) <= _CITED:
        return words.cite(*shown)
    return f"{words.cite(*shown[-_CITED:])} and {len(shown) - _CITED:,} before them"


def reading_lines(scenario: Mapping[str, str], not_counted: Mapping[str, Sequence[str]], words: Words) -> list[Line]:
    """Which rival reading is taken alone, and how many entries nothing could be made of."""
    told = scenario.items()
    lines = [Line(f"{isolated(name)}, alone", label=f"{words.name(party)}: reading") for party, name in told]
    if not_counted:
        many = joined(f"{counted(len(one), 'entry', 'entries')} on {words.name(p)}" for p, one in not_counted.items())
        lines.append(Line(f"{many}; which, and why, onetext believe says.", label="Not counted"))
    return lines
