"""A page as one HTML file: it asks for nothing, runs nothing, and prints."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onetext.reporting.chart import draw_bars
from onetext.reporting.font import cut_faces
from onetext.reporting.page import Page, page_text
from onetext.reporting.run import MARKS, cited_under, plain_text, read_runs, read_sections, source_numbers

if TYPE_CHECKING:
    from jinja2 import Environment


def write_html(page: Page) -> str:
    """The page as HTML, for screen (light or dark) and paper.

    The file holds all it needs: styles, charts as SVG and the letters of right-to-left scripts. Its policy forbids
    scripts and every request. The same page gives the same text.
    """
    from markupsafe import Markup

    sections = read_sections(page)
    style = _style(page)
    held = source_numbers(page)
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=page,
            sections=sections,
            under=cited_under(sections),
            held=held,
            style=Markup(style),
            digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
            marks=MARKS,
        )
    )


@cache
def _environment() -> Environment:
    """The templates, with every word of a page escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=PackageLoader("onetext.reporting", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["runs"] = read_runs
    made.filters["plain"] = plain_text
    made.filters["uncited"] = lambda text: re.sub(r" ?\[\d+\]", "", text)
    made.filters["picture"] = lambda chart: Markup(draw_bars(chart))
    made.tests["block"] = lambda block, kind: type(block).__name__ == kind
    made.tests["labelled"] = lambda block: any(line.label for line in block.lines)
    made.tests["numbered"] = lambda block: all(re.fullmatch(r"\[\d+\]", line.label) for line in block.lines)
    return made


def _style(page: Page) -> str:
    """The style sheet: the letters the page needs, ours, and what each printed sheet says."""
    faces = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};unicode-range:{face.letters};'
        f"src:url(data:font/woff2;base64,{face.woff2}) format('woff2')}}\n"
        for face in cut_faces("\n".join((page.title, page.strip, page_text(page.blocks))))
    )
    sheet = (files("onetext.reporting") / "template" / "page.css").read_text(encoding="utf-8")
    margins = (
        f"@page{{@top-left{{content:{css_text(page.title)}}}@top-right{{content:{css_text(page.moment)}}}"
        f"@bottom-left{{content:{css_text(page.audience)}}}"
        '@bottom-right{content:"page " counter(page) " of " counter(pages)}}\n'
    )
    return faces + sheet + margins


def css_text(text: str) -> str:
    """A text as a string of CSS: everything but plain letters, digits and blanks by its code.

    >>> css_text("a</b>")
    '"a\\\\3c \\\\2f b\\\\3e "'
    """
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", plain_text(text)) + '"'
