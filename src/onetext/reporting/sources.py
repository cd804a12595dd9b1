"""The entries that a page rests on, at its end: words, speaker, moments, source and grade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onetext.model import Entry
from onetext.reporting.page import Block, Heading, Line, Sources, page_text
from onetext.reporting.phrase import isolated
from onetext.reporting.words import Words


def source_blocks(blocks: Iterable[Block], entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    """A heading and the entries that some blocks cite, by number; nothing where none is cited."""
    cited = set(re.findall(r"\[\d+\]", page_text(blocks)))
    lines = [source_line(entry, words) for entry in entries if words.cite(entry.id) in cited]
    if lines:
        yield Heading("The entries behind this page", str(len(lines)))
        yield Sources(tuple(lines))


def source_line(entry: Entry, words: Words) -> Line:
    """One entry: its sentence, and all that is recorded of where it is from; what holds for all is left out."""
    said, learned = words.when(entry.said), words.when(entry.known)
    parts = [f"said and learned {said}"] if said == learned else [f"said {said}", f"learned {learned}"]
    parts += [f"{way} {words.names(named)}" for way in ("to", "through") if (named := getattr(entry.body, way, ()))]
    if words.common_source is None:
        parts.append(words.source(entry.source))
    elif entry.source is not None and entry.source.span:
        parts.append(isolated(entry.source.span))
    if entry.audience != words.common_audience:
        parts.append(words.audience(entry.audience))
    parts += [f"△ {isolated(entry.doubt)}"] if entry.doubt else []
    parts += [f"note: {isolated(entry.note)}"] if entry.note else []
    return Line(words.line(entry), " · ".join(part for part in parts if part), words.cite(entry.id))
