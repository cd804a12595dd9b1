"""Charts: drawn only where there is something to see, the same for all sides, and with the numbers of their tables."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from onetext.actions import brief_case
from onetext.briefing import make_brief
from onetext.counting import count_ledgers
from onetext.model import Case, project, situation_of
from onetext.reporting import Bar, Chart, Page, Table, brief_page, draw_png, write_markdown
from onetext.reporting.chart import draw_bars
from onetext.reporting.chart.layout import lay_out
from onetext.reporting.page import Doubt
from onetext.sticking import find_sticking
from tests.cast import case, entry
from tests.reporting.test_html import EXAMPLES, printed


def charts(page: Page) -> list[Chart]:
    return [block for block in page.blocks if isinstance(block, Chart)]


def page_of(record: Case, viewer: str = "mediators") -> Page:
    seen = project(record, viewer)
    now = situation_of(seen)
    found = make_brief(now, viewer)
    return brief_page(found, find_sticking(now, proposals=()), count_ledgers(now), seen, printed=True)


def demand(name: str, party: str, value: str, **plain: object) -> object:
    return entry(name, "demand", party=party, requires={"truce": value}, audience="all", **plain)


def test_two_sides_with_ranges_that_do_not_meet_are_said_to_share_no_value() -> None:
    (chart,) = charts(
        page_of(case(demand("a", "north", "at least 60 days"), demand("b", "south", "at most six weeks")))
    )
    assert chart.title == "Truce: no value lies in every range that was stated"
    assert [(bar.lo, bar.hi) for bar in chart.bars] == [(Decimal(60), None), (None, Decimal(42))]
    assert chart.table.rows == (
        ("North", "demand: at least 60 days [1]", "60 or more"),
        ("South", "demand: at most six weeks [2]", "up to 42"),
    )


def test_where_a_number_is_vague_a_shared_value_is_only_possible() -> None:
    record = case(
        entry("a", "demand", party="north", requires={"captives": "at least 500"}, audience="all"),
        entry("b", "position", party="south", issue="captives", value="hundreds", audience="all"),
    )
    (chart,) = charts(page_of(record))
    assert chart.title == "Captives set free: 500–999 may lie in every range that was stated"
    assert [bar.doubt for bar in chart.bars] == ["firm", "vague"]


def test_one_side_alone_or_one_and_the_same_number_is_no_picture() -> None:
    assert charts(page_of(case(demand("a", "north", "60 days"), demand("b", "north", "50 days")))) == []
    assert charts(page_of(case(demand("a", "north", "60 days"), demand("b", "south", "60 days")))) == []


def test_a_viewer_has_no_bar_of_what_it_may_not_see() -> None:
    secret = entry("s", "demand", party="north", requires={"truce": "at least 10 days"}, audience="north")
    shown = (demand("b", "south", "30 days"), demand("c", "north", "40 days"))
    record = case(secret, *shown)
    assert page_of(record, "south") == page_of(case(*shown), "south")
    assert len(charts(page_of(record, "north"))[0].bars) == 3


def test_dates_are_drawn_by_the_calendar() -> None:
    record = case(
        entry("a", "demand", party="north", requires={"start": "1 May 2024"}, audience="all"),
        entry("b", "demand", party="south", requires={"start": "May 2024"}, audience="all"),
    )
    (chart,) = charts(page_of(record))
    assert [row[2] for row in chart.table.rows] == ["1 May 2024", "1 May 2024 to 31 May 2024"]
    assert chart.title == "The first day: 1 May 2024 lies in every range that was stated"


def test_the_course_of_the_talks_has_each_side_in_the_stated_order_and_each_entry_once() -> None:
    found = brief_case(EXAMPLES / "cairo-2024")
    (chart,) = charts(brief_page(found.brief, found.sticking, found.counts, found.current, found.case, printed=True))
    assert chart.lanes == ("Hamas", "Israel", "Mediators", "Others")
    drawn = re.findall(r"\[\d+\]", " ".join(bar.label for bar in chart.bars))
    listed = re.findall(r"\[\d+\]", " ".join(cell for row in chart.table.rows for cell in row))
    assert sorted(drawn) == sorted(listed)
    assert len(set(drawn)) == len(drawn) == 17
    assert {bar.doubt for bar in chart.bars if bar.label in ("[8]", "[9]")} == {"about"}


def test_two_moments_are_no_course() -> None:
    said = [
        entry(f"s{n}", "statement", speaker="nadia", words="Yes", said=f"2024-03-0{n}", audience="all") for n in (1, 2)
    ]
    assert charts(page_of(case(*said))) == []
    more = entry("s3", "statement", speaker="sami", words="No", said="2024-03-03", audience="all")
    assert len(charts(page_of(case(*said, more)))) == 1


@pytest.mark.parametrize("name", ["cairo-2024", "river"])
def test_the_page_on_the_terminal_has_neither_charts_nor_sources(name: str) -> None:
    found = brief_case(EXAMPLES / name)
    page = brief_page(found.brief, found.sticking, found.counts, found.current, found.case)
    assert charts(page) == []
    assert "The entries behind this page" not in write_markdown(page)


bars = st.builds(
    lambda lane, label, lo, more, opened, doubt: Bar(
        lane, label, None if opened == "lo" else Decimal(lo), None if opened == "hi" else Decimal(lo + more), doubt
    ),
    st.integers(0, 2),
    st.text("ab [9]כ", max_size=40),
    st.integers(-1000, 1000),
    st.sampled_from([0, 0, 1, 5, 100]),
    st.sampled_from(["", "", "lo", "hi"]),
    st.sampled_from(["firm", "about", "vague"]),
)


def chart_of(found: list[Bar]) -> Chart:
    return Chart("Title", "Described", "days", ("North", "South", "Others"), tuple(found), Table("", (), ()))


@given(st.lists(bars, min_size=1, max_size=12))
def test_no_bar_or_its_words_lie_on_another(found: list[Bar]) -> None:
    layout = lay_out(chart_of(found), 660)
    each = (layout.hi - layout.lo) / 660
    rows: dict[int, list[tuple[float, float]]] = {}
    for item in layout.placed:
        assert layout.lo <= item.lo <= item.hi <= layout.hi + 7 * each
        rows.setdefault(item.row, []).append((item.lo, item.hi + len(item.bar.label) * 7 * each))
    for taken in rows.values():
        taken.sort()
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(taken))
    lanes = [*layout.lane_rows, layout.rows]
    assert all(lanes[item.bar.lane] <= item.row < lanes[item.bar.lane + 1] for item in layout.placed)


def test_a_picture_is_drawn_the_same_each_time_well_formed_and_named_in_its_words() -> None:
    doubts: tuple[Doubt, ...] = ("firm", "about", "vague")
    drawn = chart_of([Bar(n, f"<b> & כץ [{n}]", Decimal(n), Decimal(n + 2), doubt) for n, doubt in enumerate(doubts)])
    svg = draw_bars(drawn)
    assert svg == draw_bars(drawn)
    words = "".join(ElementTree.fromstring(svg).itertext())
    assert all(f"<b> & כץ [{n}]" in words for n in range(3))
    assert {"North", "South", "Others"} <= set(re.findall(r">([^<>]+)</text>", svg))
    assert " style=" not in svg


def test_an_empty_lane_says_so() -> None:
    assert "nothing stated on this" in draw_bars(chart_of([Bar(0, "[1]", Decimal(1), Decimal(2))]))


def test_a_chart_of_altairs_is_a_picture_too() -> None:
    import altair

    data = altair.Data(values=[{"a": 1, "b": 2}])
    assert draw_png(altair.Chart(data).mark_point().encode(x="a:Q", y="b:Q")).startswith(b"\x89PNG")


def test_renaming_the_parties_moves_nothing_in_a_chart() -> None:
    (one,) = charts(page_of(case(demand("a", "north", "60 days"), demand("b", "south", "about 40 days"))))
    renamed = {"north": {"name": "Zenith"}, "south": {"name": "Abbey"}}
    (other,) = charts(
        page_of(case(demand("a", "north", "60 days"), demand("b", "south", "about 40 days"), parties=renamed))
    )
    assert (one.bars, one.title) == (other.bars, other.title)
    assert other.lanes[:2] == ("Zenith", "Abbey")


def test_every_chart_of_the_examples_has_the_words_of_its_bars_in_its_table() -> None:
    for chart in charts(printed("river")):
        cells = " ".join(cell for row in chart.table.rows for cell in row)
        for bar in chart.bars:
            for number in re.findall(r"\[\d+\]", bar.label):
                assert number in cells
