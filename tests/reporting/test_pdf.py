"""The page as PDF: the same bytes for the same page, A4, tagged, with its foot on each sheet."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from onetext.reporting import Bar, Chart, Heading, Line, Lines, Note, Page, Sources, Table, write_html, write_pdf
from tests.reporting.test_html import HOSTILE, PLAIN_WORDS, printed


@pytest.fixture(scope="module")
def cairo() -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(printed("cairo-2024"))))


def test_cairo_takes_at_most_three_sheets_of_a4(cairo: PdfReader) -> None:
    assert 1 <= len(cairo.pages) <= 3
    for page in cairo.pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)


def test_every_sheet_says_for_whom_of_when_and_which_of_how_many(cairo: PdfReader) -> None:
    for n, page in enumerate(cairo.pages, 1):
        text = " ".join(page.extract_text().split())
        assert "for mediators, not for the parties" in text
        assert "as of Tuesday 9 April 2024" in text
        assert f"page {n} of {len(cairo.pages)}" in text


def test_a_pdf_has_a_title_a_language_and_tags_and_no_time_of_making(cairo: PdfReader) -> None:
    catalog = cairo.trailer["/Root"].get_object()
    assert cairo.metadata is not None
    assert cairo.metadata.title == "Cairo talks, April 2024"
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert cairo.metadata.creation_date is None or cairo.metadata.creation_date.year == 1970


def test_the_same_page_gives_the_same_bytes() -> None:
    page = printed("river", viewer="south")
    assert write_pdf(page) == write_pdf(page)


def test_all_fonts_come_with_the_page_and_have_the_letters_it_needs() -> None:
    fonts = set()
    for page in PdfReader(io.BytesIO(write_pdf(printed("river")))).pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys()
            fonts.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    assert {"NotoSans-Regular", "NotoSans-SemiBold", "NotoSansArabic-Regular", "NotoSansHebrew-Regular"} <= fonts


@given(PLAIN_WORDS, HOSTILE, HOSTILE)
@settings(max_examples=25)
def test_no_word_of_a_case_is_read_as_markup(title: str, words: str, other: str) -> None:
    blocks = (
        Heading(words, other),
        Note(words),
        Lines((Line(words, other, other), Line(other))),
        Table(other, (words, other), ((words, other),), named=True),
        Sources((Line(words, other, "[1]"),)),
    )
    assert write_pdf(Page(title, words, blocks, other, words)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "words", ["中文 😀", "हिन्दी", "\ue000", "a\x0bb\x00", "\ufffe", "\u202eturned", "", "  ", "x" * 3000]
)
def test_whatever_the_letters_there_is_a_page_and_a_picture(words: str) -> None:
    bars = (Bar(0, words, None, Decimal(3)), Bar(1, words, Decimal(3), None))
    chart = Chart(words, words, words, (words, words), bars, Table("", (words,), ((words,),)))
    page = Page(words, words, (Heading(words, words), Note(words), chart), words, words)
    assert write_pdf(page).startswith(b"%PDF")
    assert "<figure>" in write_html(page)
