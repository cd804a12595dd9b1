"""Entry: its words, who spoke, when, from where, how sure, for whom, what became of it, and what speaks of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from onetext.actions import entry_text
from onetext.model import ABOUT_KINDS, Entry, Release, references
from onetext.web.desk import ADDED, Desk
from onetext.web.form.correction import predecessor_of
from onetext.web.form.kind_words import FOLLOWING
from onetext.web.views.first import next_step


def show(desk: Desk, name: str) -> HttpResponse:
    """One entry of the viewer's, as it now stands and as it was told."""
    n, told, entry = desk.entry(name)
    text = entry_text(desk.view.case, name)
    added = not desk.preview and desk.request.session.pop(ADDED, None) == name
    stood = predecessor_of(desk, name) if not desk.preview else None
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
        speaks_of=[*desk.lines(reference.name for reference in references(entry.body))],
        spoken_of=[*desk.lines(desk.view.named_by.get(name, ()))],
        written=text,
        near=[*_near(desk, n)],
        added=added,
        again=desk.adding(entry.kind) if entry.kind not in ABOUT_KINDS else "",
        first=next_step(desk) if added else None,
        stood=(desk.words.numbers[stood], stood) if stood else None,
        following=[*_following(desk, entry)],
        stands=name in desk.view.situation.in_force,
        can_correct=told.kind not in ABOUT_KINDS,
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


def _following(desk: Desk, entry: Entry) -> Iterator[tuple[str, str]]:
    """What often follows an entry of its kind, each with the form that begins with what is known of it."""
    for step in FOLLOWING.get(entry.kind, ()) if entry.id in desk.view.situation.in_force else ():
        fields = {
            key: [entry.id] if field == "id" else [_told(desk, name) for name in _named(entry, field)]
            for key, field in step.fields.items()
        }
        if address := desk.adding(step.kind, **fields):
            yield address, step.words


def _named(entry: Entry, field: str) -> list[str]:
    """What an entry names in a field."""
    held = getattr(entry.body, field, None)
    return [name for name in (held if isinstance(held, tuple) else (held,)) if isinstance(name, str)]


def _told(desk: Desk, name: str) -> str:
    """What a release tells, in place of the release: answers are to that."""
    n = desk.words.numbers.get(name)
    body = desk.view.case.entries[n - 1].body if n else None
    told = body.of if isinstance(body, Release) else None
    return told if told is not None and told in desk.words.numbers else name


def _near(desk: Desk, n: int) -> Iterator[tuple[str, str]]:
    """The entries before and after it in the record."""
    for other, words in ((n - 1, "Entry before"), (n + 1, "Entry after")):
        if (address := desk.cited(other)) is not None:
            yield words, address
