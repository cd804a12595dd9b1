"""The text of a page as HTML: every word escaped, what is set apart in an isolate, numbers of entries as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from onetext.reporting import MARKS, Run, read_runs

Cited = Callable[[int], str | None]
"""The address of the entry that is cited under a number, if there is one."""

_DOUBT: Final = re.compile(
    r"(about [\d,.]+(?:,? maybe [\d,.]*\d)?|[^\W\d][\w-]*)( of [^()]{1,30}| (?<=\d )[^()\d:;,.]{1,30})? "
    r"\(([\d,.\u2212]+–[\d,.\u2212]+)\)"
)
_WORD: Final = re.compile(r" [\w-]+")
_RANGE: Final = re.compile(r"(?<![\w–-])([\d,.\u2212]+–[\d,.\u2212]+|\d\d:\d\d)(?![\w–-])")


def draw_text(text: str, cited: Cited) -> SafeString:
    """A text of a page as HTML, on one line or, where it breaks, on several.

    >>> print(draw_text("● met by North [2]", lambda n: f"/mediators/entry/e{n}"))
    <span class="mark"><svg class="i met" aria-hidden="true"><use href="/static/icons.svg#met"/></svg> met</span> \
by North <a class="src" href="/mediators/entry/e2" aria-label="entry 2">[2]</a>
    >>> print(draw_text("about 40 (35–45) <b>", lambda n: None))
    <span class="q-about">about 40</span> <bdi class="band" dir="ltr">35–45</bdi> &lt;b&gt;
    """
    return mark_safe("".join(_bound(read_runs(text), cited)))


def _bound(runs: Iterable[Run], cited: Cited) -> Iterator[str]:
    """Runs as drawn, a mark on one line with the word for it: browsers break a line after a picture even before a
    space that holds it together."""
    mark = ""
    for run in runs:
        word = _WORD.match(run.text) if mark and run.kind == "text" and not _DOUBT.match(run.text, 1) else None
        if word is not None:
            yield f'<span class="mark">{mark}{escape(word[0])}</span>'
            run = run._replace(text=run.text[word.end() :])
        else:
            yield mark
        drawn = _drawn(run, cited)
        mark = drawn if run.kind == "mark" else ""
        yield "" if mark else drawn
    yield mark


def _drawn(run: Run, cited: Cited) -> str:
    match run.kind:
        case "own":
            return f'<bdi dir="auto">{escape(run.text)}</bdi>'
        case "cite":
            return draw_cite(int(run.text), cited)
        case "mark":
            return draw_icon(MARKS[run.text])
        case "break":
            return "<br>"
    return _with_doubt(run.text)


def draw_cite(number: int, cited: Cited) -> str:
    """The number of an entry, as a link to it."""
    address = cited(number)
    if address is None:
        return f'<span class="src">[{number}]</span>'
    return f'<a class="src" href="{escape(address)}" aria-label="entry {number}">[{number}]</a>'


def draw_icon(name: str) -> str:
    """A mark from the icon file; the word for it stands beside it."""
    return f'<svg class="i {name}" aria-hidden="true"><use href="/static/icons.svg#{name}"/></svg>'


def _with_doubt(text: str) -> str:
    """Plain words: what is not exact underlined, with the range that it is read as; ranges run from left to right."""
    parts, end = [], 0
    for found in _DOUBT.finditer(text):
        parts.append(_with_ranges(text[end : found.start()]))
        words, unit, band = found[1], found[2] or "", found[3]
        kind = "q-about" if words.startswith("about ") else "q-vague"
        parts.append(f'<span class="{kind}">{escape(words)}</span>{escape(unit)} ')
        parts.append(f'<bdi class="band" dir="ltr">{escape(band)}</bdi>')
        end = found.end()
    return "".join([*parts, _with_ranges(text[end:])])


def _with_ranges(text: str) -> str:
    pieces = _RANGE.split(text)
    return "".join(f'<bdi dir="ltr">{escape(p)}</bdi>' if n % 2 else escape(p) for n, p in enumerate(pieces))
