"""Mending: the wrong day is set right and put back, what speaks of an entry is not left behind, and nobody is told more."""

from __future__ import annotations

import re

import pytest

from onetext.model import ABOUT_KINDS, Correction
from onetext.web import job
from onetext.web.form.kind_words import FOLLOWING, GROUPS
from tests.browsing import Browser
from tests.cast import case, entry
from tests.filling import fill, read_form
from tests.web.test_add import peopled, problems


def standing(browser: Browser) -> dict[str, str]:
    """The words of the entries in force, with the days on which they were said."""
    found = browser.workspace.view("mediators").situation.in_force
    return {one.id: one.said.words for one in found.values() if one.kind not in ABOUT_KINDS}


def test_a_wrong_day_is_set_right_in_one_form_and_put_back_by_one_button() -> None:
    browser = Browser(peopled())
    before = standing(browser)
    page = fill(browser, "/mediators/entry/word/anew", said="3 April 2024")
    assert page.status == 303, problems(page)
    shown = browser.get(page.headers["Location"])
    assert "It stands in place of" in shown.words
    assert "word" not in standing(browser)
    (new,) = standing(browser).keys() - before.keys()
    view = browser.workspace.view("mediators")
    old = next(one for one in view.case.entries if one.id == "word")
    assert view.situation.in_force[new].body == old.body
    assert (view.situation.in_force[new].said.words, view.situation.in_force[new].audience) == (
        "3 April 2024",
        old.audience,
    )
    back = re.search(r'href="([^"]*)">Put entry', shown.text)
    assert back is not None
    assert "which stood in its place, is withdrawn" in browser.get(back[1]).words
    assert fill(browser, back[1]).status == 303
    assert standing(browser) == before


def test_a_form_that_sets_a_day_right_and_is_sent_twice_does_so_once() -> None:
    browser = Browser(peopled())
    sent = read_form(browser.get("/mediators/entry/word/anew")) | {"said": ["3 April 2024"]}
    first, second = (browser.post("/mediators/entry/word/anew", sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len([one for one in browser.workspace.entries if isinstance(one.body, Correction)]) == 1


def test_the_words_of_an_entry_cannot_be_changed_where_its_day_is() -> None:
    browser = Browser(peopled())
    page = fill(browser, "/mediators/entry/word/anew", said="3 April 2024", what="tents")
    assert page.status == 303
    assert [one.body.what for one in browser.workspace.entries if one.kind == "promise"] == ["trucks", "trucks"]  # type: ignore[union-attr]


@pytest.mark.parametrize("wider", ["all", "mediators north south", "mediators south"])
def test_what_is_entered_anew_is_for_nobody_who_could_not_read_it_before(wider: str) -> None:
    held = case(entry("said", "statement", speaker="nadia", to="mira", words="yes", audience=["mediators", "north"]))
    browser = Browser(held)
    page = fill(browser, "/mediators/entry/said/anew", said="3 April 2024", audience=wider)
    assert page.status == 422
    assert "wider" in problems(page)[0]
    assert fill(browser, "/mediators/entry/said/anew", said="3 April 2024", audience="mediators").status == 303


@pytest.mark.parametrize("written", [["mediators", "north"], ["north", "mediators"]])
def test_who_could_read_an_entry_can_read_what_is_entered_anew_in_its_place(written: list[str]) -> None:
    browser = Browser(case(entry("said", "statement", speaker="nadia", to="mira", words="yes", audience=written)))
    page = fill(browser, "/mediators/entry/said/anew", said="3 April 2024")
    assert page.status == 303, problems(page)
    seen = [one.said.words for one in browser.workspace.view("north").case.entries if one.kind == "statement"]
    assert "3 April 2024" in seen


def test_a_correction_is_not_told_to_a_side_by_setting_the_day_right() -> None:
    held = entry("said", "statement", speaker="sami", to="mira", words="we can wait", audience=["mediators", "south"])
    browser = Browser(case(held))
    assert fill(browser, "/mediators/entry/said/correct", speaker="nadia", because="it was Nadia").status == 303
    form = read_form(browser.get("/mediators/entry/said/anew"))
    assert form["audience"] == ["mediators"]
    assert fill(browser, "/mediators/entry/said/anew", said="3 April 2024").status == 303
    assert "Nadia: we can wait" in browser.get("/mediators/record").words.replace(" (North)", "")
    assert [one.id for one in browser.workspace.view("south").case.entries] == ["e1"]


def test_what_all_sides_had_is_still_theirs_with_another_day() -> None:
    browser = Browser(case(entry("rain", "event", what="rain", audience="all")))
    assert fill(browser, "/mediators/entry/rain/anew", said="3 April 2024").status == 303
    assert "rain" in browser.get("/north/record").words


def test_an_entry_that_others_speak_of_is_not_left_behind_them() -> None:
    held = case(
        entry("put", "proposal", author="mira", terms={"crossing": "open"}),
        entry("no", "response", proposal="put", by="nadia", state="rejected"),
    )
    browser = Browser(held)
    page = browser.get("/mediators/entry/put/anew")
    assert "would go on speaking of what is withdrawn" in page.words
    assert '<form class="entry"' not in page.text


def test_what_is_withdrawn_is_not_mended_further() -> None:
    browser = Browser(peopled())
    assert fill(browser, "/mediators/entry/word/withdraw", reason="of another talk").status == 303
    shown = browser.get("/mediators/entry/word")
    assert "Put" not in shown.words
    assert "Take the last correction back" in shown.words
    assert not re.search(r'href="[^"]*/(correct|anew|withdraw|release/word)"', shown.text)
    assert "was withdrawn" in browser.get("/mediators/entry/word/anew").words


def test_a_warning_before_a_side_is_told_is_of_who_spoke_as_the_entry_stands() -> None:
    """After who spoke was corrected it named the other side, and asked for a tick where there was no box for it."""
    browser = Browser(case(entry("said", "statement", speaker="sami", words="we can wait", audience="mediators")))
    assert fill(browser, "/mediators/entry/said/correct", speaker="nadia", because="misheard").status == 303
    own, others = (browser.get(f"/mediators/release/said?to={side}") for side in ("north", "south"))
    assert "This is between you and" not in own.words
    assert "This is between you and North." in others.words
    path, sent = "/mediators/release/said", read_form(others)
    assert browser.post(path, sent).status == 422
    assert browser.post(path, sent | {"sure": ["1"]}).status == 303


def test_what_was_withdrawn_is_nobodys_last_word() -> None:
    held = case(
        entry("early", "statement", speaker="nadia", words="the gates stay shut", said="2024-03-04"),
        entry("late", "statement", speaker="nadia", words="the gates may open", said="2024-03-08"),
    )
    browser = Browser(held)
    assert "may open" in (last := browser.get("/mediators/record?each=last").words)
    assert "stay shut" not in last
    assert fill(browser, "/mediators/entry/late/withdraw", reason="of another talk").status == 303
    assert "stay shut" in (last := browser.get("/mediators/record?each=last").words)
    assert "may open" not in last


def test_a_question_or_an_answer_that_was_withdrawn_is_no_longer_asked_or_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(job, "PATIENCE_SECONDS", 120)
    held = case(
        entry("asked", "question", by="mira", to="north", words="which days?"),
        entry("told", "answer", by="nadia", question="asked", words="market days"),
    )
    browser = Browser(held)
    assert "market days" in browser.get("/mediators/questions").words
    assert fill(browser, "/mediators/entry/told/withdraw", reason="misheard").status == 303
    shown = browser.get("/mediators/questions").words
    assert ("No answer is recorded" in shown, "Add an answer" in shown, "market days" in shown) == (True, True, False)
    assert fill(browser, "/mediators/entry/asked/withdraw", reason="not put").status == 303
    assert "No question is on record yet" in browser.get("/mediators/questions").words


@pytest.mark.parametrize("kind", sorted(FOLLOWING.keys() & {one.kind for one in peopled().entries}))
def test_what_often_follows_begins_with_what_is_known(kind: str) -> None:
    browser = Browser(peopled())
    written = {one.kind: one.id for one in browser.workspace.entries}
    shown = browser.get(f"/mediators/entry/{written[kind]}")
    steps = re.findall(r'<li><a href="([^"]*/add/[^"]*)">', shown.text)
    assert len(steps) == len(FOLLOWING[kind])
    for address in steps:
        form = read_form(browser.get(address.replace("&amp;", "&")))
        assert any(written[kind] in held or f"[{written[kind]}]" in held for held in form.values()), address


def test_every_step_that_follows_is_a_form_with_these_fields() -> None:
    from onetext.web.form.entry import entry_shape

    kinds = {kind for kinds in GROUPS.values() for kind in kinds}
    for kind, steps in FOLLOWING.items():
        for step in steps:
            assert step.kind in kinds
            assert set(step.fields) <= set(entry_shape(step.kind).parts), kind
            assert set(step.fields.values()) <= {"id", *entry_shape(kind).parts}, kind


def test_what_was_just_added_is_said_once() -> None:
    browser = Browser(peopled())
    page = fill(browser, "/mediators/add/event", what="rain", said="today")
    assert "Another of this kind" in browser.get(page.headers["Location"]).words
    assert "Another of this kind" not in browser.get(page.headers["Location"]).words
