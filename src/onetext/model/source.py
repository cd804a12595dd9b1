"""Sources: where an entry comes from, and how far it is to be trusted (Admiralty grades)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from onetext.model.moment import Moment
from onetext.model.reference import Pattern, SourceRef, ViewerRefs

Grade = Annotated[str, Pattern(r"[A-F][1-6]", "write a letter A to F and a digit 1 to 6, such as B2")]
Wording = Literal["exact", "paraphrase"]

SOURCE_WORDS: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability not judged",
}
INFORMATION_WORDS: Final = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth not judged",
}
INFORMATION_WEIGHTS: Final = {"1": Decimal("0.95"), "2": Decimal("0.85"), "3": Decimal("0.7")}
"""How much an assessment of a grade weighs; the other grades carry no weight."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document or person behind an entry. `audience` is who may know the source itself."""

    outlet: str | None = None
    person: str | None = None
    document: str | None = None
    dated: Moment | None = None
    language: str | None = None
    grade: Grade | None = None
    note: str | None = None
    audience: ViewerRefs = ()
    learned: Moment | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """What an entry rests on: a source of the header (`of`) or one described in place, and the span in it.

    The fields that it leaves out are those of the header's source. A bare word in a file is `of`.
    """

    SHORTHAND: ClassVar[str] = "of"
    of: SourceRef | None = None
    outlet: str | None = None
    person: str | None = None
    document: str | None = None
    span: str | None = None
    wording: Wording | None = None
    language: str | None = None
    grade: Grade | None = None
    audience: ViewerRefs = ()


def grade_words(grade: str | None) -> str:
    """An Admiralty grade in words.

    >>> grade_words("B2")
    'usually reliable; probably true'
    >>> grade_words(None)
    'not graded'
    """
    return f"{SOURCE_WORDS[grade[0]]}; {INFORMATION_WORDS[grade[1]]}" if grade else "not graded"
