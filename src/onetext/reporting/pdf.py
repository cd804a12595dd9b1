"""A page as PDF, for paper: set by Typst from one template, to which the page is data and never markup."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import Any

from onetext.reporting.chart import draw_bars
from onetext.reporting.page import Block, Chart, Heading, Line, Lines, Note, Page, Sources, Table
from onetext.reporting.run import cited_under, plain_text, read_runs, read_sections, source_numbers


def write_pdf(page: Page) -> bytes:
    """The page as a PDF on A4, tagged for readers (PDF/UA-1), with our fonts and no date of making.

    The same page gives the same bytes: nothing of the machine, its fonts or its clock goes in. Only a page with
    letters that our fonts lack takes those of the machine, and cannot promise to be readable by all.
    """
    import typst

    data = json.dumps(_plain(page), ensure_ascii=False)
    try:
        return _set(data, ours_only=True)
    except typst.TypstError as error:
        if "PDF/UA-1" not in str(error):
            raise
        return _set(data, ours_only=False)


def _set(data: str, ours_only: bool) -> bytes:
    import typst

    room = files("onetext.reporting")
    with as_file(room / "font") as fonts, as_file(room / "template" / "page.typ") as template:
        made = typst.compile(
            str(template),
            font_paths=[str(fonts)],
            ignore_system_fonts=ours_only,
            sys_inputs={"page": data},
            pdf_standards=["ua-1"] if ours_only else [],
            timestamp=0,
        )
    assert isinstance(made, bytes)
    return made


def _plain(page: Page) -> dict[str, Any]:
    """The page as JSON values for the template."""
    held = source_numbers(page)
    return {
        "name": plain_text(page.title),
        "title": _runs(page.title, held),
        "strip": _runs(page.strip, held),
        "audience": _runs(page.audience, held),
        "moment": _runs(page.moment, held),
        "under": {n: sections[0] for n, sections in cited_under(read_sections(page)).items()},
        "sections": [
            {
                "heading": _block(section.heading, held) if section.heading else None,
                "blocks": [_block(block, held) for block in section.blocks],
            }
            for section in read_sections(page)
        ],
    }


def _block(block: Block, held: set[str]) -> dict[str, Any]:
    match block:
        case Heading(text, count):
            return {"kind": "heading", "text": _runs(text, held), "count": _runs(count, held)}
        case Note(text):
            return {"kind": "note", "text": _runs(text, held)}
        case Lines(lines):
            cited = all(line.label[:1] == "[" for line in lines)
            return {"kind": "lines", "numbered": cited, "lines": [_line(line, held) for line in lines]}
        case Sources(lines):
            numbered = [_line(line, held) | {"n": line.label.strip("[]")} for line in lines]
            return {"kind": "sources", "lines": numbered}
        case Table():
            return {"kind": "table"} | _table(block, held)
        case Chart(title, description, table=table):
            picture = {"svg": draw_bars(block), "described": plain_text(description)}
            return {"kind": "chart", "title": _runs(title, held), "table": _table(table, held)} | picture


def _line(line: Line, held: set[str]) -> dict[str, Any]:
    return {name: _runs(getattr(line, name), held) for name in ("label", "text", "meta")}


def _table(table: Table, held: set[str]) -> dict[str, Any]:
    return {
        "caption": _runs(table.caption, held),
        "named": table.named,
        "head": [_runs(head, held) for head in table.head],
        "rows": [[_runs(cell, held) for cell in row] for row in table.rows],
    }


def _runs(text: str, held: set[str]) -> list[dict[str, Any]]:
    """Runs for the template: k is the kind, t the text; a cite without an entry at the end is plain text."""
    return [
        {"k": "text", "t": f"[{run.text}]"}
        if run.kind == "cite" and run.text not in held
        else {"k": run.kind, "t": run.text}
        for run in read_runs(text)
    ]
