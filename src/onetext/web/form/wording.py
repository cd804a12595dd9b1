"""How the kinds of entries and their fields are called in forms: data, in the words of who enters them.

Of each kind: the title on the page of kinds, what it is, and the fields that stand in front, in order; the others stand
below them, folded. A field is worded by (kind, field), else by its own name.
"""

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
        "Somebody promised something", "Somebody undertook something towards somebody.", ("what", "by", "to", "until")
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

LABELS: Final[dict[str, str]] = {
    "party": "Which side",
    "parties": "Which sides",
    "issue": "On which issue",
    "value": "What it wants",
    "words": "In which words",
    "speaker": "Who said it",
    "speaker.unnamed": "Somebody unnamed",
    "speaker.of": "Of which side",
    "for": "For which side",
    "to": "To whom",
    "through": "Through whom",
    "about": "About what",
    "stance": "Stance",
    "conditional_on": "If",
    "form": "In which form",
    "wording": "How close to the words",
    "language": "In which language",
    "renderings": "In another language",
    "requires": "What it requires",
    "strength": "How strong",
    "firmness": "Chance that it is a true limit",
    "wants": "What it wants",
    "why": "Because",
    "by": "By whom",
    "what": "What",
    "until": "Until when",
    "of": "Of what",
    "state": "What became of it",
    "due": "Answer due",
    "question": "Which question",
    "author": "Whose proposal",
    "title": "What it is called",
    "terms": "Terms",
    "complete": "Are these all its terms",
    "previous": "Which version it replaces",
    "proposal": "Which proposal",
    "names": "What it speaks of",
    "body": "Which body",
    "on": "On what",
    "account": "What is counted",
    "quantity": "How many",
    "as_of": "As of when",
    "who": "Who",
    "when": "When",
    "where": "Where",
    "follows": "What follows otherwise",
    "clauses": "Clauses",
    "draft": "Which text",
    "clause": "Which clause or part",
    "meaning": "What it means to them",
    "order": "Order of the steps",
    "agreement": "Which agreement",
    "since": "Since when",
    "people": "Who, by name",
    "under": "Under which agreement",
    "against": "Against",
    "category": "Category",
    "of_which": "Of which",
    "counts_for": "Counts for which day",
    "listed": "What is listed",
    "reason": "Reason",
    "for_day": "For which day",
    "account_of": "Another account of",
    "result": "What was found",
    "incident": "Which incident",
    "score": "How far carried out, 0 to 3",
    "act": "Which right",
    "days": "How long",
    "said": "When it was said",
    "learned": "When you learned it",
    "entered_by": "Entered by",
    "audience": "Who may read this",
    "source": "How you know",
    "doubt": "What is doubtful in it",
    "note": "Note, for us alone",
    "ranking": "Issues by weight, the weightiest first",
    "preference": "Options, the best first",
    "interval": "Where its limit lies",
    "comparison": "One package better than another",
    "would_accept": "Would accept",
    "would_refuse": "Would refuse",
    "basis": "On what this rests",
    "exclusions": "But not",
    "reciprocal_on": "In return for",
    "conditions": "On condition that",
    "stages": "Stages",
    "obligations": "Who owes what",
    "package": "From which proposal",
    "name": "Name",
    "aliases": "Other names",
    "speaks_for": "Speaks for",
    "members": "Members",
    "options": "Options",
    "unit": "Counted in",
    "lo": "At least",
    "hi": "At most",
    "step": "In steps of",
    "status_quo": "As it is now",
    "holds": "What must hold",
    "keepers": "Who keeps it",
    "secret": "Secret",
    "sum": "What adds up",
    "is": "To how much",
    "document": "Document",
    "person": "Person",
    "outlet": "Outlet",
    "grade": "Grade",
    "span": "Where in it",
    "dated": "Dated",
    "bodies": "Bodies that decide for it",
    "must_ratify": "Nothing binds without it",
    "role": "Part in it",
    "close_to": "Close to",
    "limit": "Its limit",
    "better": "The better one",
    "worse": "The worse one",
    "copy": "The words that are told",
    "instead": "What it should have said",
    "copy_said": "When that was said",
    "times": "Times",
    "stage": "Stage",
    "id": "Short name",
    "does": "What must be done",
    "begins": "Begins",
    "ends": "Ends",
    "amount": "How much",
    "verifier": "Verified by",
    "duty": "What kind of duty",
    "meaning_of": "Meaning",
    "kind": "Kind",
    "at_least": "At least",
    "per": "Per",
    "when_due": "Due",
}
OWN_LABELS: Final[dict[tuple[str, str], str]] = {
    ("term", "value"): "Value",
    ("term", "issue"): "Issue",
    ("citation", "of"): "From which source of the case",
    ("citation", "person"): "How you know: from whom",
    ("rendering", "by"): "Rendered by; blank: our own rendering",
    ("statement", "words"): "What was said",
    ("question", "words"): "What was asked",
    ("answer", "words"): "What was answered",
    ("promise", "by"): "Who promised",
    ("promise", "what"): "What was promised",
    ("question", "by"): "Who asked",
    ("answer", "by"): "Who answered",
    ("conveyance", "what"): "What was carried",
    ("conveyance", "by"): "Who carried it",
    ("response", "by"): "Who answered",
    ("response", "state"): "Their answer",
    ("response", "words"): "In which words",
    ("criticism", "words"): "What is wrong with it",
    ("criticism", "by"): "Who says so",
    ("reading", "by"): "Who reads it so",
    ("count", "by"): "Who reports it",
    ("delivery", "what"): "What was handed over",
    ("delivery", "by"): "Who handed it over",
    ("incident", "words"): "What is said to have happened",
    ("incident", "by"): "Who says so",
    ("finding", "by"): "Who found it",
    ("notice", "by"): "Who gave or answered it",
    ("notice", "state"): "What happened to it",
    ("approval", "state"): "What it decided",
    ("signature", "parties"): "Who signed",
    ("deadline", "what"): "What is due",
    ("meeting", "what"): "What it is about",
    ("event", "what"): "What happened",
    ("power", "of"): "Of which agreement",
    ("power", "by"): "Who used it",
    ("demand", "party"): "Whose demand",
    ("interest", "party"): "Which side",
    ("promise", "state"): "What became of it",
    ("promise", "of"): "Which promise this tells of",
    ("power", "until"): "Until when",
    ("agreement", "parties"): "Between which sides",
    ("issue", "kind"): "What is settled by it",
    ("issue", "options"): "Options, or values beside the numbers",
    ("meaning", "meaning"): "What the word means",
    ("person", "title"): "Title",
    ("person", "since"): "Since when",
    ("constraint", "name"): "What it is called",
    ("body", "must_ratify"): "Nothing binds without it",
    ("draft", "by"): "Who wrote it",
    ("signature", "by"): "By whose hand",
}
HINTS: Final[dict[str, str]] = {
    "words": "As close to the words as you have them, in any language.",
    "speaker": "A name or another name, or: unnamed official of a side.",
    "to": "Names, with commas between them.",
    "about": "What it is about; also entries, by number: [12].",
    "quantity": "As you heard it: 133, about 60,000, hundreds, 6 to 8, about 40, maybe 45.",
    "said": "As you know it: early Tuesday, 9 April, late 2023, over the weekend, unknown.",
    "until": "By Friday, 12 April, no date: leave it blank.",
    "learned": "now, or as you know it: 9 April 2024. Blank: when it was said.",
    "source": "A colleague by phone, minutes, a newspaper.",
    "terms": "A line for each issue. Leave out what it does not say.",
    "requires": "A line for each issue: open, not closed, at least 40 days, 30 to 40.",
    "holds": "A line for each issue: open, not closed, at least 40 days, 30 to 40.",
    "aliases": "Every other way in which reports name it, in any script.",
    "grade": "A letter for the source, a digit for what it says: B2.",
    "options": "One a line. For a number, a duration or a date only values that are none, such as: permanent.",
    "status_quo": "What holds if nothing is agreed.",
    "value": "An option, or a number as it was said: open, not closed, at least 40 days.",
    "firmness": "A number from 0 to 1.",
    "clauses": "A line for each clause.",
    "language": "Such as ar, he, en.",
    "members": "Names, with commas between them. Nobody named: the circle stands for itself.",
    "ranking": "Issues, with commas between them.",
    "who": "Names, with commas between them.",
    "sum": "1 adds an account, −1 takes it off.",
    "begins": "A date, the agreement, the start of STAGE, 16 days after the start of STAGE.",
    "ends": "A date, the end of STAGE, 16 days after the start of STAGE.",
    "unit": "people, days, trucks.",
    "previous": "Blank: it replaces none.",
    "conditional_on": "What it depends on: the other side moves.",
    "amount": "30, at least 30, about 30.",
    "audience": "Blank: the mediators only.",
}
MISSING: Final[dict[str, str]] = {
    "words": "Write the words",
    "speaker": "Say who said it",
    "to": "Say to whom",
    "party": "Say which side",
    "issue": "Say on which issue",
    "value": "Say which value",
    "requires": "Say what it requires",
    "wants": "Say what it wants",
    "by": "Say by whom",
    "what": "Say what",
    "author": "Say whose it is",
    "body": "Say which body",
    "state": "Say which",
    "account": "Say what is counted",
    "quantity": "Say how many",
    "who": "Say who",
    "meaning": "Say what it means",
    "parties": "Say which sides",
    "result": "Say what was found",
    "act": "Say which right",
    "name": "Give it a name",
    "holds": "Say what must hold",
    "reason": "Say why",
    "copy": "Say what is told",
    "account_": "Say what is counted",
    "said": "Say when it was said, or write: unknown",
    "begins": "Say when it begins",
    "does": "Say what must be done",
}
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
    "sources": "source",
    "glossary": "word",
}
LONG: Final = frozenset(("words", "meaning", "note", "doubt", "why", "basis", "reason", "what", "wants", "does"))
"""Fields that have more than one line."""


def label_of(kind: str, key: str) -> str:
    """What a field is called.

    >>> label_of("promise", "by"), label_of("finding", "for_day"), label_of("notice", "seen_by")
    ('Who promised', 'For which day', 'Seen by')
    """
    return OWN_LABELS.get((kind, key)) or LABELS.get(key) or key.replace("_", " ").capitalize()
