"""The sections of a case's header in words: what each is called, and one of it; which fields stand in front."""

from __future__ import annotations

from typing import Final

from onetext.web.form.kind_words import KindWords

SECTION_WORDS: Final[dict[str, KindWords]] = {
    "parties": KindWords(
        "Sides", "A side of the conflict, with the bodies that decide for it.", ("name", "aliases", "bodies")
    ),
    "mediators": KindWords("Mediators", "Who mediates: persons, organisations or governments.", ("name", "aliases")),
    "people": KindWords(
        "People", "Who speaks, for whom, and how reports name them.", ("name", "speaks_for", "title", "aliases")
    ),
    "actors": KindWords(
        "Others who matter", "Families, backers, carriers, guarantors.", ("name", "role", "close_to", "aliases")
    ),
    "issues": KindWords(
        "Issues",
        "What is to be settled, and which values it can take.",
        ("name", "kind", "options", "unit", "status_quo", "lo", "hi"),
    ),
    "constraints": KindWords("Constraints", "What every package must satisfy, whoever proposes it.", ("name", "holds")),
    "circles": KindWords("Circles", "Named groups of viewers, for what only they may see.", ("name", "members")),
    "channels": KindWords("Channels", "Lines over which things are carried.", ("name", "keepers", "secret")),
    "accounts": KindWords("Accounts", "What is counted over time.", ("name", "unit")),
    "ledgers": KindWords("Ledgers", "What must add up.", ("name", "sum", "is")),
    "utilities": KindWords(
        "Utilities",
        "What packages are worth to a side in figures, where that is known or supposed.",
        ("party", "supposed", "values", "reservation", "combinations"),
    ),
    "templates": KindWords(
        "Templates",
        "How a package becomes an agreement: one with blanks, and what fills them.",
        ("name", "agreement", "fills", "only_if"),
    ),
    "sources": KindWords(
        "Sources", "Documents and persons that entries rest on.", ("document", "person", "outlet", "grade", "dated")
    ),
    "glossary": KindWords("Words", "What a word means in this case.", ("meaning",)),
}
ONE: Final[dict[str, str]] = {
    "parties": "side",
    "mediators": "mediator",
    "people": "person",
    "actors": "other who matters",
    "issues": "issue",
    "constraints": "constraint",
    "circles": "circle",
    "channels": "channel",
    "accounts": "account",
    "ledgers": "ledger",
    "utilities": "utility",
    "templates": "template",
    "sources": "source",
    "glossary": "word",
}
CALLED: Final[dict[str, str]] = {
    "title": "What the case is called",
    "zone": "Time zone, such as Europe/Berlin",
    "notice": "Notice on every page",
    "contradiction_days": "Days within which opposite signals are pointed out",
    "grade_weights": "How far a graded report is believed",
    "audience": "Who may know what the case names",
}
"""How the settings of a case are called."""
