"""A page on the terminal."""

from __future__ import annotations

import pytest

from onetext.cli.show import WIDTH, show_page
from onetext.reporting import Page, Table

HEAD = ("", "Nash, Leximin", "Kalai-Smorodinsky, Egalitarian", "Egalitarian, of shares", "Utilitarian", "Leximin")
ROW = ("Floor mopping on weekdays", *["whoever comes home first"] * 5)


def drawn(capsys: pytest.CaptureFixture[str], head: tuple[str, ...], row: tuple[str, ...]) -> list[str]:
    """The lines of a page with one table."""
    show_page(Page("Solutions", "for mediators", (Table("", head, (row,)),)))
    return capsys.readouterr().out.splitlines()


def test_no_word_at_the_head_of_a_column_is_cut_where_there_is_room(capsys: pytest.CaptureFixture[str]) -> None:
    lines = drawn(capsys, HEAD, ROW)
    words = {word for line in lines for word in line.split()}
    assert {word for title in HEAD for word in title.split()} <= words
    assert max(map(len, lines)) <= WIDTH


def test_where_there_is_no_room_for_all_heads_every_column_is_still_there(capsys: pytest.CaptureFixture[str]) -> None:
    head = tuple(f"Kalai-Smorodinsky{n}" for n in range(9))
    lines = drawn(capsys, head, ("x",) * 9)
    assert lines[-1].split() == ["x"] * 9
    assert max(map(len, lines)) <= WIDTH
