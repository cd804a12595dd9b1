"""Entry: its words, who spoke, when, from where, how sure, for whom, what became of it, and what speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpResponse

from onetext.actions import entry_text
from onetext.model import Entry, references
from onetext.web.desk import Desk


def show(desk: Desk, name: str) -> HttpResponse:
    """One entry of the viewer's, as it now stands and as it was told."""
    if name not in desk.words.numbers:
        raise Http404
    n = desk.words.numbers[name]
    entry, told = desk.view.current.entries[n - 1], desk.view.case.entries[n - 1]
    text = entry_text(desk.view.case, name)
    return desk.draw(
        "entry.html",
        title=f"Entry {n}",
        n=n,
        entry=entry,
        kind=entry.kind,
        line=desk.words.line(entry),
        quotes=[*_quotes(entry)],
        before=desk.words.line(told) if told != entry else "",
        facts=[*_facts(desk, entry)],
        corrections=[desk.words.numbers[one] for one in desk.view.situation.corrections.get(name, ())],
        speaks_of=[*entry_lines(desk, (reference.name for reference in references(entry.body)))],
        spoken_of=[*entry_lines(desk, desk.view.named_by.get(name, ()))],
        written=text,
        near=[*_near(desk, n)],
        can_correct=told.kind not in ("release", "correction", "acknowledgement", "erasure"),
        can_erase=told.kind != "erasure",
    )


def _quotes(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Words that somebody said or wrote, with their language where it is stated: the words, the language, by whom."""
    words = getattr(entry.body, "words", None)
    if words:
        exact = getattr(entry.body, "wording", "paraphrase") == "exact"
        yield (
            words,
            getattr(entry.body, "language", None) or "",
            "exact words" if exact else "not stated as exact words",
        )
    for rendering in getattr(entry.body, "renderings", ()):
        yield rendering.words, rendering.language, f"rendered by {rendering.by}" if rendering.by else "our rendering"


def _facts(desk: Desk, entry: Entry) -> Iterator[tuple[str, str]]:
    """What is recorded of where an entry is from; who may not know a thing gets no line for it."""
    words = desk.words
    yield "Said", words.when(entry.said)
    yield ("Learned by us" if desk.view.inside else "Told"), words.when(entry.known)
    for way in ("to", "through"):
        if names := getattr(entry.body, way, ()):
            yield way.capitalize(), words.names(names)
    if desk.view.inside or entry.source is not None:
        yield "Source", words.source(entry.source)
    if entry.entered_by:
        yield "Entered by", words.name(entry.entered_by)
    if entry.doubt:
        yield "Doubt", f"△ {words.own(entry.doubt)}"
    if entry.note:
        yield "Note", words.own(entry.note)


def entry_lines(desk: Desk, names: Iterable[str]) -> Iterator[tuple[int, Entry, str, str]]:
    """Some entries as lines: number, entry, sentence, and what stands below it."""
    short = desk.words.in_short
    for name in dict.fromkeys(names):
        if name in desk.words.numbers:
            n = desk.words.numbers[name]
            entry = desk.view.current.entries[n - 1]
            yield n, entry, short.line(entry), short.meta(entry, audience=False)


def _near(desk: Desk, n: int) -> Iterator[tuple[str, str]]:
    """The entries before and after it in the record."""
    for other, words in ((n - 1, "Entry before"), (n + 1, "Entry after")):
        if (address := desk.cited(other)) is not None:
            yield words, address
