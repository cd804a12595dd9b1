"""The slate in words: no chance stands alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from onetext.model import Case, Situation
from onetext.model.coverage import Coverage
from onetext.model.slate import Change, Slate
from onetext.reporting.page import Table
from onetext.reporting.slate import _met, slate_blocks
from onetext.reporting.words import Words
from tests.bridging.test_make_slate import entry, situation, slate_of
from tests.hand import make_beliefs


def tables(slate: Slate, situation_: Situation, *entries: object) -> dict[str, Table]:
    """The tables of a slate by their first heading of a column or row."""
    words = Words(Case(situation_.header, tuple(entries)))  # type: ignore[arg-type]
    return {(one.head[0] or one.rows[-1][0]): one for one in slate_blocks(slate, words) if isinstance(one, Table)}


def test_a_change_to_the_text_and_what_could_follow_a_yes_have_errors_and_a_basis() -> None:
    """Definitions page: every printed chance carries its sampling error and its value on assumptions alone."""
    beliefs = make_beliefs(5, sizes=(4,) * 6, sides=2, draws=600, plain=True)
    text = entry("p", "proposal", author="side-0", terms=dict.fromkeys(beliefs.grid.issues[:5], "0"))
    yes = [entry(f"r{n}", "response", by=f"side-{n}", proposal="p", state="accepted") for n in range(2)]
    before = tables(slate_of(beliefs, text), situation(beliefs, text), text)["smallest changes"]
    after = tables(slate_of(beliefs, text, *yes), situation(beliefs, text, *yes), text, *yes)["all prefer it"]
    assert before.rows
    for cell in [cell for row in before.rows for cell in row[1:]] + [
        cell for row in after.rows if "prefer" in row[0] for cell in row[1:]
    ]:
        assert "; sampling error " in cell
        assert "on assumptions alone" in cell


def test_counts_of_demands_stand_in_the_same_order_for_every_package() -> None:
    beliefs = make_beliefs(1, sizes=(2, 2), sides=2, draws=20, plain=True)
    package = slate_of(beliefs).packages[0]
    met, unmet = Coverage("met", "terms"), Coverage("unmet", "terms")
    one, other = (replace(package, demands=dict(enumerate(held))) for held in ((met, unmet), (unmet, met)))  # type: ignore[arg-type]
    assert _met(one) == _met(other)


def test_each_change_to_the_text_is_told_with_its_own_values() -> None:
    """Where two changes moved one issue to two values, both were told with that of the first."""
    beliefs = make_beliefs(5, sizes=(4, 4), sides=2, draws=40, plain=True)
    first, second = beliefs.grid.issues
    text = entry("p", "proposal", author="side-0", terms={first: "0", second: "0"})
    slate = slate_of(beliefs, text)
    table, package = slate.on_table, slate.packages[0]
    assert table is not None
    changes = [
        Change({issue: Decimal(to) for issue, to in moves.items()}, package.joint, package.accept)
        for moves in ({first: 1}, {first: 3, second: 2})
    ]
    shown = tables(replace(slate, on_table=replace(table, changes=tuple(changes))), situation(beliefs, text), text)
    assert [row[0] for row in shown["smallest changes"].rows] == [f"{first}: 0 → 1", f"{first}: 0 → 3; {second}: 0 → 2"]
