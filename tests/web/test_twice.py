"""Two presses of one button, two windows on one thing: nothing is there twice, and nothing is lost unseen."""

from __future__ import annotations

import re

import pytest

from onetext.actions import Workspace
from onetext.errors import RecordUnwritten
from onetext.model import Case, Correction, Header
from tests.browsing import Browser
from tests.filling import fill, read_form
from tests.web.test_add import peopled, problems

NEW = "/mediators/case/{}/new"


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("circles", {"name": "Shuttle"}),
        ("parties", {"name": "East"}),
        ("people", {"name": "Leyla", "speaks_for": "north"}),
        ("accounts", {"name": "Trucks", "unit": "trucks"}),
        ("sources", {"document": "Gazette"}),
        ("glossary", {"word": "truce", "meaning": "no shots"}),
    ],
)
def test_an_item_that_is_sent_twice_is_there_once(section: str, typed: dict[str, str]) -> None:
    browser = Browser(peopled())
    before = len(browser.workspace.header.section(section))
    sent = read_form(browser.get(NEW.format(section))) | {name: [value] for name, value in typed.items()}
    answers = [browser.post(NEW.format(section), sent) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303], problems(answers[0])
    assert len(browser.workspace.header.section(section)) == before + 1


def test_a_second_side_of_one_name_is_refused_and_a_second_person_is_not() -> None:
    browser = Browser(peopled())
    page = fill(browser, NEW.format("parties"), name="north", aliases="the hill")
    assert page.status == 422
    assert "“north” is there already" in page.words
    assert fill(browser, NEW.format("people"), name="Nadia", speaks_for="south").status == 303


def test_a_word_that_has_a_meaning_is_not_given_another_by_adding_it() -> None:
    browser = Browser(peopled())
    assert fill(browser, NEW.format("glossary"), word="truce", meaning="no shots").status == 303
    page = fill(browser, NEW.format("glossary"), word="truce", meaning="peace")
    assert page.status == 422
    assert "has a meaning already" in page.words
    assert browser.workspace.header.glossary["truce"].meaning == "no shots"


@pytest.mark.parametrize("path", ["/mediators/case/people/item/nadia", "/mediators/case/settings"])
def test_what_another_window_changed_is_not_put_back_unseen(path: str) -> None:
    browser = Browser(peopled())
    key, one, other = ("name", "Nadia Z.", "Nadia") if "people" in path else ("title", "River", "Talks")
    first, second = (read_form(browser.get(path)) for _ in range(2))
    assert browser.post(path, first | {key: [one]}).status == 303
    stale = browser.post(path, second | {key: [other], "note" if "people" in path else "notice": ["new"]})
    assert stale.status == 422
    assert "perhaps in another window" in stale.words
    assert f'value="{other}"' in stale.text
    assert one in browser.get("/mediators/case").words
    assert browser.post(path, read_form(stale)).status == 303


def test_what_is_saved_twice_is_saved_once_without_a_complaint() -> None:
    browser, path = Browser(peopled()), "/mediators/case/people/item/nadia"
    sent = read_form(browser.get(path)) | {"name": ["Nadia Z."]}
    assert [browser.post(path, sent).status for _ in range(2)] == [303, 303]


def test_a_line_more_does_not_hide_that_another_window_changed_it() -> None:
    browser, path = Browser(peopled()), "/mediators/case/people/item/nadia"
    opened = read_form(browser.get(path))
    assert fill(browser, path, name="Nadia Z.").status == 303
    again = browser.post(path, opened | {"more": ["aliases"]})
    assert browser.post(path, read_form(again) | {"title": ["delegate"]}).status == 422


def test_a_correction_of_what_was_corrected_in_another_window_asks_first() -> None:
    browser, path = Browser(peopled()), "/mediators/entry/word/correct"
    first, second = (read_form(browser.get(path)) for _ in range(2))
    assert browser.post(path, first | {"what": ["tents"], "because": ["misheard"]}).status == 303
    stale = browser.post(path, second | {"what": ["boats"], "because": ["misheard"]})
    assert stale.status == 422
    assert "tents" in stale.words
    assert len([one for one in browser.workspace.entries if isinstance(one.body, Correction)]) == 1
    assert browser.post(path, read_form(stale)).status == 303


def test_what_was_typed_into_an_item_that_was_removed_meanwhile_can_be_added_anew() -> None:
    browser = Browser(peopled())
    assert fill(browser, NEW.format("people"), name="Leyla").status == 303
    path = "/mediators/case/people/item/leyla"
    opened = read_form(browser.get(path))
    remove = opened | {"remove": ["1"]}
    assert [browser.post(path, remove).status for _ in range(2)] == [303, 303]
    gone = browser.post(path, opened | {"title": ["delegate"]})
    assert gone.status == 422
    assert "send it to add it anew" in gone.words
    assert browser.post(NEW.format("people"), read_form(gone)).status == 303
    assert browser.workspace.header.people["leyla"].title == "delegate"
    missing = browser.get("/mediators/case/people/item/nobody")
    assert missing.status == 404
    assert f'href="{NEW.format("people")}"' in missing.text


def test_an_empty_case_leads_on_from_every_page_and_names_no_file() -> None:
    empty = Browser(Case(Header(title="Empty")))
    assert 'href="/mediators/first">Begin step by step' in empty.get("/mediators/today").text
    for page in ("meeting", "viewers", "release"):
        assert 'href="/mediators/case/parties/new"' in empty.get(f"/mediators/{page}").text
    for page in ("today", "counts", "bridges", "questions", "beliefs", "sticking"):
        words = empty.get(f"/mediators/{page}").words
        assert [told for told in ("file of this folder", "`", "(kind:", "onetext stick") if told in words] == []


WINDOWS = {
    "withdrawn": ("withdraw", {"reason": "of another talk"}),
    "another stands in its place": ("anew", {"said": "3 April 2024"}),
    "corrected": ("correct", {"what": "tents", "because": "misheard"}),
    "put back": ("undo", {}),
    "erased": ("erase", {"reason": "never said"}),
}
FORMS = {
    "correct": {"what": "boats", "because": "misread"},
    "anew": {"said": "5 April 2024", "note": "by phone"},
    "withdraw": {"reason": "never said so"},
    "undo": {},
    "acknowledge": {"reason": "known to us"},
    "erase": {"reason": "never said so"},
}


def number(browser: Browser) -> str:
    """What the entry of these tests is cited by."""
    entries = browser.workspace.view("mediators").case.entries
    return next(str(n) for n, one in enumerate(entries, 1) if one.id == "word")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("became", WINDOWS)
def test_whatever_another_window_did_no_form_of_an_entry_ends_before_a_wall(became: str, form: str) -> None:
    browser, path = Browser(peopled()), "/mediators/entry/word/"
    assert fill(browser, f"{path}correct", what="carts", because="misheard").status == 303
    opened = read_form(browser.get(path + form))
    does, typed = WINDOWS[became]
    typed = typed | ({"number": number(browser)} if does == "erase" else {})
    assert fill(browser, path + does, **typed).status in (200, 303)
    asked, sent = (
        browser.get(path + form),
        browser.post(path + form, opened | {name: [words] for name, words in FORMS[form].items()}),
    )
    for page in (asked, sent):
        assert "There is no such page" not in page.words
        assert page.status == 303 or 'href="/mediators/' in page.text
    if sent.status != 303 and sent.status != 200:
        assert all(words in sent.text for words in FORMS[form].values())


@pytest.mark.parametrize("form", ["correct", "anew"])
@pytest.mark.parametrize("became", ["withdrawn", "another stands in its place", "erased"])
def test_what_was_typed_about_an_entry_that_went_meanwhile_can_be_added(became: str, form: str) -> None:
    browser, path = Browser(peopled()), "/mediators/entry/word/"
    opened = read_form(browser.get(path + form))
    does, typed = WINDOWS[became]
    assert fill(browser, path + does, **typed, **({"number": number(browser)} if does == "erase" else {})).status < 400
    before = {one.id for one in browser.workspace.entries}
    gone = browser.post(path + form, opened | {name: [words] for name, words in FORMS[form].items()})
    assert gone.status == 422
    assert "perhaps in another window" in gone.words or "may have been erased in another window" in gone.words
    missing = {"said": ["5 April 2024"]} if form == "correct" else {"by": ["nadia"], "what": ["boats"]}
    kept = read_form(gone)
    filled = {name: typed for name, typed in missing.items() if name in kept and not any(kept[name])}
    to = re.search(r'id="form" method="post" action="([^"]*)"', gone.text)
    answer = browser.post(to[1] if to else path + form, kept | filled)
    assert answer.status == 303, problems(answer)
    new = [one for one in browser.workspace.entries if one.id not in before]
    assert [one.kind for one in new] == ["promise" if to else "correction"]
    assert (to is None) == (form == "correct" and became != "erased")


def test_what_another_window_withdrew_does_not_count_again_unseen() -> None:
    browser, path = Browser(peopled()), "/mediators/entry/word/"
    opened = read_form(browser.get(path + "correct")) | {"what": ["boats"], "because": ["misread"]}
    assert fill(browser, path + "anew", said="3 April 2024").status == 303
    stale = browser.post(path + "correct", opened)
    assert stale.status == 422
    assert "stands in its place" in stale.words
    assert "word" not in browser.workspace.view("mediators").situation.in_force
    assert browser.post(path + "correct", read_form(stale)).status == 303
    assert "word" in browser.workspace.view("mediators").situation.in_force


def test_a_correction_is_taken_back_once_from_two_windows() -> None:
    browser, path = Browser(peopled()), "/mediators/entry/word/"
    assert fill(browser, path + "correct", what="carts", because="misheard").status == 303
    first, second = (read_form(browser.get(path + "undo")) for _ in range(2))
    assert [browser.post(path + "undo", first).status for _ in range(2)] == [303, 303]
    assert browser.post(path + "undo", second).status == 422
    assert browser.workspace.view("mediators").situation.in_force["word"].body.what == "trucks"  # type: ignore[union-attr]


def test_a_side_is_told_no_words_that_another_window_put_in_place_of_those_shown() -> None:
    browser = Browser(peopled())
    shown = read_form(browser.get("/mediators/release/word?to=south")) | {"sure": ["1"]}
    assert fill(browser, "/mediators/entry/word/correct", what="tents", because="misheard").status == 303
    stale = browser.post("/mediators/release/word", shown)
    assert stale.status == 422
    assert "Nothing was told" in stale.words
    assert browser.post("/mediators/release/word", read_form(stale) | {"sure": ["1"]}).status == 303
    assert [one.kind for one in browser.workspace.entries].count("release") == 1


def test_a_word_that_was_removed_meanwhile_can_be_added_anew_with_its_meaning() -> None:
    browser = Browser(peopled())
    assert fill(browser, NEW.format("glossary"), word="truce", meaning="no shots").status == 303
    path = "/mediators/case/glossary/item/truce"
    opened = read_form(browser.get(path))
    assert browser.post(path, opened | {"remove": ["1"]}).status == 303
    gone = browser.post(path, opened | {"meaning": ["no fire"]})
    assert browser.post(NEW.format("glossary"), read_form(gone)).status == 303
    assert browser.workspace.header.glossary["truce"].meaning == "no fire"
    assert f'href="{NEW.format("glossary")}"' in browser.get("/mediators/case/glossary/item/nothing").text


def test_what_was_typed_stays_where_an_item_cannot_be_removed() -> None:
    browser, path = Browser(peopled()), "/mediators/case/people/item/nadia"
    page = browser.post(path, read_form(browser.get(path)) | {"title": ["delegate"], "remove": ["1"]})
    assert page.status == 422
    assert read_form(page)["title"] == ["delegate"]


@pytest.mark.parametrize("page", ["withdraw", "acknowledge"])
def test_a_reason_is_kept_where_the_record_cannot_be_written(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, path = Browser(peopled()), f"/mediators/entry/put/{page}"
    sent = read_form(browser.get(path)) | {"reason": ["known to us"]}

    def full(*_: object) -> None:
        raise RecordUnwritten("the record could not be written: the disk is full", "make room, and send it again")

    monkeypatch.setattr(Workspace, "put", full)
    page_after = browser.post(path, sent)
    assert page_after.status == 422
    assert "the disk is full" in problems(page_after)[0]
    assert read_form(page_after)["reason"] == ["known to us"]


def test_the_page_of_a_proposal_that_was_replaced_leads_to_its_entry() -> None:
    browser = Browser(peopled())
    assert fill(browser, "/mediators/entry/put/withdraw", reason="of another talk").status == 303
    assert browser.get("/mediators/proposal/put").headers["Location"] == "/mediators/entry/put"
    assert browser.get("/mediators/proposal/nothing").status == 404
