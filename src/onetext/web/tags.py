"""What templates can say beyond Django: words of a page, marks, audiences, blocks of `reporting`."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import escape, json_script
from django.utils.safestring import SafeString, mark_safe

from onetext.reporting import MORE, Chart, chart_spec, plain_text, read_sections
from onetext.web.drawing import draw_cite, draw_icon, draw_text

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: template.Context, text: str) -> SafeString:
    """A text of `reporting` as HTML, with its numbers as links for the viewer of the page."""
    return draw_text(text, context["desk"].cited)


@register.simple_tag
def say_unlinked(text: str) -> SafeString:
    """A text with the numbers of entries as plain text: a table's caption may hold no link."""
    return draw_text(text, lambda number: None)


@register.simple_tag
def say_only(text: str) -> SafeString:
    """A text without the numbers of entries: for what is a link itself."""
    return draw_text(re.sub(r" ?\[\d+\]", "", text), lambda number: None)


@register.simple_tag(takes_context=True)
def cell(context: template.Context, text: str) -> SafeString:
    """A text of a table's cell: a line each."""
    lines = (draw_text(line, context["desk"].cited) for line in text.split("\n"))
    return mark_safe("".join(f"<div>{line}</div>" for line in lines))


@register.filter
def plain(text: str) -> str:
    """A text in one line, for titles and labels: signs that set a passage apart stay in it."""
    return plain_text(text)


@register.filter
def has_lines(text: str) -> bool:
    """Whether a text has more than one line."""
    return "\n" in text


@register.filter
def lower_first(text: str) -> str:
    """A text as it stands within a sentence."""
    return text[:1].lower() + text[1:]


@register.simple_tag
def icon(name: str) -> SafeString:
    """A mark from the icon file."""
    return mark_safe(draw_icon(name))


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, page: str, /, **parts: str) -> str:
    """The address of a page for the same viewer."""
    found: str = context["desk"].link(page, **parts)
    return found


@register.simple_tag(takes_context=True)
def audience_mark(context: template.Context, audience: tuple[str, ...]) -> SafeString:
    """Who may read an entry, as a lock and words; nothing for a viewer who may not know."""
    words = context["desk"].words.audience(audience)
    if not words:
        return mark_safe("")
    is_open = words == "all sides"
    said = draw_text(words, context["desk"].cited)
    kind, lock = ("aud open", "open") if is_open else ("aud", "lock")
    return mark_safe(f'<span class="{kind}">{draw_icon(lock)}<span>{said}</span></span>')


@register.filter
def kind(block: object) -> str:
    """What kind of block it is: heading, lines, table, note, sources, chart."""
    return type(block).__name__.lower()


@register.filter
def sections(page: Any) -> list[Any]:
    """The blocks of a page by the headings that they stand under."""
    return read_sections(page)


@register.filter
def is_cut(text: str) -> bool:
    """Whether a note says that a list was cut."""
    return text.endswith(MORE)


@register.filter
def uncut(text: str) -> str:
    """Such a note without the advice of the command line."""
    return text.removesuffix(MORE).removesuffix("; ")


@register.filter
def at(row: tuple[Any, ...], n: int) -> Any:
    """One of a row."""
    return row[n]


@register.filter
def numeric(table: Any) -> set[int]:
    """The columns of a table that hold numbers and nothing else."""
    number = re.compile(r"[\d,.\u2212+ –]*\d[\d,.\u2212 –]*")
    columns = enumerate(zip(*table.rows, strict=True)) if table.rows else ()
    return {n for n, cells in columns if all(number.fullmatch(text) for text in cells)}


@register.filter
def acts_at(acts: Any, block: Any) -> Any:
    """What can be done at a line, or at each column of a table but the first, on the pages where something can."""
    return acts.get(block) if acts else None


@register.filter
def labelled(block: Any) -> bool:
    """Whether the lines of a block have labels."""
    return any(line.label for line in block.lines)


@register.filter
def cited_alone(label: str) -> bool:
    """Whether a label is the number of an entry and nothing else."""
    return label.startswith("[") and label.endswith("]") and label[1:-1].isdigit()


@register.simple_tag(takes_context=True)
def number_link(context: template.Context, label: str) -> SafeString:
    """The number of an entry in the margin of a line."""
    number = int(label[1:-1])
    address = context["desk"].cited(number)
    if address is None:
        return mark_safe(f'<span class="no">{number}</span>')
    return mark_safe(f'<a class="no" href="{escape(address)}" aria-label="entry {number}">{number}</a>')


@register.simple_tag(takes_context=True)
def viewer_said(context: template.Context) -> SafeString:
    """The viewer by name, for the strip."""
    return draw_text(_viewer(context), context["desk"].cited)


@register.simple_tag(takes_context=True)
def viewer_plain(context: template.Context) -> str:
    """The viewer by name, for the title of the window."""
    return plain_text(_viewer(context))


def _viewer(context: template.Context) -> str:
    words, viewer = context["words"], context["view"].viewer
    name: str = words.name(viewer)
    return name


@register.simple_tag
def isolate(text: str) -> str:
    """A text from data inside a title, where there are no tags: set apart by signs."""
    return f"\u2068{plain_text(text)}\u2069"


@register.simple_tag(takes_context=True)
def as_of_said(context: template.Context) -> SafeString:
    """As of when a page is."""
    return draw_text(context["words"].as_of(context["view"].as_of), context["desk"].cited)


@register.simple_tag(takes_context=True)
def day_said(context: template.Context) -> SafeString:
    """The day that a page looks back at."""
    return draw_text(_day(context), context["desk"].cited)


@register.simple_tag(takes_context=True)
def day_plain(context: template.Context) -> str:
    """The day that a page looks back at, for the title of the window."""
    return plain_text(_day(context))


def _day(context: template.Context) -> str:
    found: str = context["words"].when(context["view"].moment)
    return found


@register.simple_tag(takes_context=True)
def named(context: template.Context, name: str) -> SafeString:
    """Somebody or something of the case by name."""
    return draw_text(context["words"].name(name), context["desk"].cited)


@register.simple_tag(takes_context=True)
def cite_number(context: template.Context, number: int) -> SafeString:
    """The number of an entry in brackets, as a link to it."""
    return mark_safe(draw_cite(number, context["desk"].cited))


@register.simple_tag(takes_context=True)
def party_plain(context: template.Context, name: str) -> str:
    """A side by name, for the head that a cell repeats where there are no columns."""
    return plain_text(context["words"].name(name))


@register.filter
def place_of(loop: dict[str, Any]) -> str:
    """Where a block stands on a page: in which section, and as which of its blocks."""
    return f"{loop.get('parentloop', {}).get('counter', 0)}-{loop['counter']}"


@register.simple_tag
def chart_data(chart: Chart, number: str) -> SafeString:
    """A chart for the browser to draw, as data in the page."""
    found: SafeString = json_script(chart_spec(chart), f"chart-{number}")
    return found


@register.simple_tag
def table_name(table: Any, name: str = "") -> str:
    """What a table is called for those who do not see it: its caption, else what it stands under and holds."""
    return plain_text(table.caption or ": ".join(filter(None, (name, ", ".join(table.head)))))
