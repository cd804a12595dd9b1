"""The kinds of entries in the words of who enters them: what each form is called, which fields stand in front, and what
often follows one. Fields that do not stand in front stand below them, folded."""

from __future__ import annotations

from typing import Final, NamedTuple


class KindWords(NamedTuple):
    """How a kind is called, what it is, and its front fields."""

    title: str
    what: str
    front: tuple[str, ...]


GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "What was said": ("statement", "position", "demand", "interest", "promise", "question", "answer"),
    "Proposals": ("proposal", "conveyance", "response", "approval"),
    "Facts and dates": ("count", "meeting", "deadline", "event"),
    "The text": ("draft", "criticism", "reading"),
    "After signature": ("agreement", "signature", "delivery", "notice", "incident", "finding", "power"),
    "Our own view": ("assessment",),
}
KINDS: Final[dict[str, KindWords]] = {
    "statement": KindWords(
        "Somebody said something", "Who said what, to whom, about what.", ("words", "speaker", "to", "about")
    ),
    "position": KindWords(
        "Where a side stands",
        "What a side says it wants on one issue.",
        ("party", "issue", "value", "words", "speaker", "to"),
    ),
    "demand": KindWords(
        "A demand",
        "What a side requires, as a condition on the issues.",
        ("party", "requires", "strength", "words", "speaker", "to"),
    ),
    "interest": KindWords(
        "Why a side wants something", "What a side wants, and why.", ("party", "wants", "why", "about", "speaker", "to")
    ),
    "promise": KindWords(
        "Somebody promised something", "Somebody undertook something.", ("what", "quantity", "by", "to", "until")
    ),
    "question": KindWords(
        "A question", "Somebody asked something and waits for an answer.", ("words", "to", "by", "about", "due")
    ),
    "answer": KindWords(
        "They answered a question",
        "What was said to a question that stands in the record.",
        ("question", "words", "by", "to"),
    ),
    "proposal": KindWords(
        "A proposal",
        "One version of a package, term by term.",
        ("title", "author", "terms", "complete", "to", "previous"),
    ),
    "conveyance": KindWords(
        "Something was carried over", "What was carried to whom, and by whom.", ("what", "to", "by", "form")
    ),
    "response": KindWords(
        "They answered a proposal",
        "What was said to a proposal: accepted, rejected, or something between.",
        ("proposal", "by", "state", "words", "conditional_on"),
    ),
    "approval": KindWords(
        "A body decided", "Where a deciding body stands on a proposal or text.", ("body", "state", "on", "words")
    ),
    "count": KindWords(
        "A number",
        "How many of something there are, as somebody reports.",
        ("account", "quantity", "as_of", "by", "words"),
    ),
    "meeting": KindWords(
        "A meeting",
        "Who meets, past or to come, also at a time nobody knows.",
        ("what", "who", "when", "where", "about"),
    ),
    "deadline": KindWords(
        "A deadline",
        "By when something must be, and what follows if it is not.",
        ("what", "when", "who", "follows", "about"),
    ),
    "event": KindWords(
        "Something happened", "Something outside the talks that bears on them.", ("what", "when", "who", "about")
    ),
    "draft": KindWords("A version of the text", "The text, clause by clause.", ("title", "clauses", "by", "previous")),
    "criticism": KindWords(
        "What is wrong with a clause", "What a side finds wrong with the text.", ("draft", "clause", "by", "words")
    ),
    "reading": KindWords(
        "How a side reads a clause", "What a side takes a clause to mean.", ("draft", "clause", "by", "meaning")
    ),
    "agreement": KindWords(
        "An agreement",
        "Who owes whom what, in stages. It is in force once signed.",
        ("title", "parties", "stages", "obligations", "package"),
    ),
    "signature": KindWords(
        "A signature",
        "Who signed which agreement, and since when it is in force.",
        ("agreement", "parties", "since", "by"),
    ),
    "delivery": KindWords(
        "Something was handed over",
        "What was handed over, by whom, to whom, how much.",
        ("what", "by", "to", "quantity", "when", "under", "clause"),
    ),
    "notice": KindWords(
        "A list or notice",
        "A list that was given, accepted or refused.",
        ("by", "state", "to", "listed", "under", "clause"),
    ),
    "incident": KindWords(
        "Something is alleged",
        "What somebody alleges. It changes nothing until a finding.",
        ("words", "by", "against", "when", "under", "clause"),
    ),
    "finding": KindWords(
        "A finding", "What the agreed body found.", ("by", "result", "incident", "words", "under", "clause", "when")
    ),
    "power": KindWords(
        "A right was used",
        "Suspension, extension, termination: who used which right.",
        ("by", "act", "of", "since", "until", "reason"),
    ),
    "assessment": KindWords(
        "What we think of a side",
        "One view of the mediators on what a side prefers or could live with, and on what it rests.",
        ("party", "ranking", "issue", "preference", "interval", "would_accept", "would_refuse", "basis"),
    ),
    "release": KindWords("A release", "What a side is told from now on.", ("to", "copy", "of")),
    "correction": KindWords("A correction", "What an entry should have said.", ("of", "instead", "reason")),
    "acknowledgement": KindWords(
        "An acknowledgement", "A finding of the program that is accepted, with a reason.", ("of", "reason")
    ),
    "erasure": KindWords("An erasure", "An entry whose contents were destroyed.", ("of", "reason")),
}


class Step(NamedTuple):
    """What often follows an entry: a form, how it is called, and its fields by those of the entry (`id`: itself)."""

    kind: str
    words: str
    fields: dict[str, str]


FOLLOWING: Final[dict[str, tuple[Step, ...]]] = {
    "proposal": (
        Step("conveyance", "It was carried over", {"what": "id"}),
        Step("response", "They answered it", {"proposal": "id"}),
        Step("proposal", "A further version of it", {"previous": "id", "author": "author"}),
    ),
    "draft": (
        Step("conveyance", "It was carried over", {"what": "id"}),
        Step("criticism", "What is wrong with a clause", {"draft": "id"}),
        Step("approval", "A body decided on it", {"on": "id"}),
    ),
    "release": (Step("conveyance", "It was carried over", {"what": "id", "to": "to"}),),
    "conveyance": (Step("response", "They answered it", {"proposal": "what"}),),
    "question": (Step("answer", "They answered it", {"question": "id", "by": "to", "to": "by"}),),
    "promise": (Step("promise", "What became of it", {"of": "id", "by": "by", "what": "what", "to": "to"}),),
    "agreement": (
        Step("signature", "It was signed", {"agreement": "id"}),
        Step("delivery", "Something was handed over under it", {"under": "id"}),
        Step("incident", "Something is alleged under it", {"under": "id"}),
    ),
    "incident": (Step("finding", "It was looked into", {"incident": "id"}),),
}
