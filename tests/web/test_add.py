"""Adding: every kind through its form, what is wrong at its field, once however often it is sent, for nobody wider."""

from __future__ import annotations

import re
from html import unescape

import pytest

from onetext.actions import Workspace
from onetext.errors import RecordUnwritten
from onetext.files import check_addition
from onetext.model import Case, Entry, read_entry, write_entry
from onetext.web.form import spread_plain
from onetext.web.form.entry import entry_shape
from onetext.web.form.kind_words import GROUPS
from tests.browsing import Browser, Page
from tests.cast import case, entry, header
from tests.filling import fill, read_form
from tests.strategies import pool_of
from tests.writer import PARTS, Writer

KINDS = tuple(kind for kinds in GROUPS.values() for kind in kinds)
PEOPLED = {
    "accounts": {"held": {"name": "Held by North", "unit": "people"}},
    "channels": {"mill": {"name": "The mill", "keepers": "nadia"}},
    "actors": {"oriol": {"name": "Oriol"}},
    "sources": {"minutes": {"document": "Minutes"}},
}


def peopled() -> Case:
    """A case with something of each sort that an entry may name."""
    duties = {name: {"by": "north", "does": "open"} for name in PARTS[1:]}
    return case(
        entry("put", "proposal", author="mira", terms={"crossing": "open"}),
        entry("word", "promise", by="nadia", what="trucks"),
        entry("asked", "question", to="north", words="when?"),
        entry("text-1", "draft", clauses={"clause-1": "It opens."}),
        entry("deal", "agreement", parties=["north", "south"], obligations=duties),
        entry("seen", "incident", by="south", words="shots"),
        entry("given", "delivery", what="trucks"),
        **PEOPLED,
    )


@pytest.fixture(scope="module")
def browser() -> Browser:
    return Browser(peopled())


def pool(held: Case) -> Writer:
    plain = {section: {} for section in PEOPLED} | {"circles": {}, "constraints": {}, "ledgers": {}}
    from onetext.model import write_header

    found = pool_of({**plain, "utilities": {}, "templates": {}, "glossary": {}, **write_header(held.header)})
    for one in held.entries:
        found.add(one.kind, one.id)
    return found  # type: ignore[return-value]


def written(kind: str, held: Case, tries: int) -> list[Entry]:
    """Entries of a kind, written at random, that the case can take."""
    found = []
    for seed in range(tries):
        writer = Writer((kind, seed), pool(held))  # type: ignore[arg-type]
        plain = {"id": "new", "kind": kind, "said": writer.moment(), **writer.body(kind)}
        one, faults = read_entry(plain, held.header.tz)
        if one is None or faults:
            continue
        resolved, faults = check_addition(held.header, held.entries, write_entry(one, held.header.tz))
        if resolved is not None and not faults:
            found.append(resolved)
    return found


def added(browser: Browser, before: set[str]) -> list[Entry]:
    return [one for one in browser.workspace.entries if one.id not in before]


def ids(browser: Browser) -> set[str]:
    return {one.id for one in browser.workspace.entries}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_entered_through_its_form(kind: str) -> None:
    browser = Browser(peopled())
    held, zone = browser.workspace.view("mediators").case, browser.workspace.header.tz
    wanted = written(kind, peopled(), 12)
    assert wanted
    path = f"/mediators/add/{kind}"
    token = browser.token(path)
    for n, one in enumerate(wanted[:5]):
        before = ids(browser)
        fields = spread_plain(entry_shape(kind), write_entry(one, zone))
        fields.setdefault("said", ["unknown"])
        sent = browser.post(path, {**fields, "csrfmiddlewaretoken": token, "key": f"{kind} {n}"})
        assert sent.status == 303, problems(sent)
        (new,) = added(browser, before)
        assert (new.body, new.said, new.learned, new.source) == (one.body, one.said, one.learned, one.source)
    assert len(held.entries) < len(browser.workspace.entries)


def problems(page: Page) -> list[str]:
    """The faults on a page."""
    return re.findall(r'<li><a href="#[^"]*">([^<]*)</a>', page.text)


def test_a_form_that_nobody_changed_says_what_the_entry_says() -> None:
    """Each entry of the example, drawn in its form and sent back as a browser would: nothing is changed by it."""
    from pathlib import Path

    from onetext.files import read_case

    browser = Browser(read_case(Path(__file__).parents[2] / "examples/river"))
    tried = 0
    for one in browser.workspace.view("mediators").case.entries:
        if one.kind in ("release", "correction", "erasure", "acknowledgement"):
            continue
        page = fill(browser, f"/mediators/entry/{one.id}/correct", because="looked at")
        assert (one.id, problems(page)) == (one.id, ["Nothing is changed: change what is wrong, or leave"])
        tried += 1
    assert tried > 100


BAD = {
    "nobody of that name": ("promise", {"by": "Nadja"}, "by", "“Nadja” is nobody of this case: did you mean “Nadia”?"),
    "no time": ("promise", {"until": "when pigs fly"}, "until", "“when pigs fly” is not read as a time"),
    "a time with two orders": ("promise", {"until": "4/9"}, "until", "choose which one is meant"),
    "no number": ("count", {"quantity": "lots"}, "quantity", "“lots” is not read as a number"),
    "no option": ("position", {"issue": "crossing", "value": "ajar"}, "value", "is no option"),
    "no value of the number": ("position", {"issue": "captives", "value": "many"}, "value", "write it as you heard it"),
    "half a condition": ("demand", {"requires.0.issue": "truce", "requires.0.value": ""}, "requires-0", "complete it"),
    "no outline": ("demand", {"requires.text": "truce"}, "requires-text", "has no colon"),
    "out of range": ("demand", {"firmness": "2"}, "firmness", "from 0 to 1"),
    "no number at all": ("demand", {"firmness": "often"}, "firmness", "is no number"),
    "no grade": ("event", {"source.grade": "Z9"}, "source-grade", "write a letter A to F"),
    "no such choice": ("statement", {"stance": "shouts"}, "stance", "no stance"),
    "learned before": ("event", {"said": "9 April 2024", "learned": "8 April 2024"}, "learned", "before it was said"),
    "nothing said": ("statement", {"words": " "}, "words", "Write the words"),
    "no day": ("event", {"said": ""}, "said", "Say when it was said"),
    "two things on an issue": (
        "proposal",
        {"terms.0.issue": "truce", "terms.0.value": "40 days", "terms.1.issue": "truce", "terms.1.value": "50 days"},
        "terms-1",
        "two things",
    ),
    "no view": ("assessment", {"party": "north"}, "form", "gives no view"),
    "no time of an agreement": ("agreement", {"stages.0.begins": "day 4"}, "stages-0-begins", "has no anchor"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "where", "words"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(
    browser: Browser, kind: str, typed: dict[str, str], where: str, words: str
) -> None:
    before = ids(browser)
    fields = read_form(browser.get(f"/mediators/add/{kind}"))
    fields |= {"said": ["9 April 2024"], "note": ["keep <this> & that"]}
    page = browser.post(f"/mediators/add/{kind}", fields | {name: [value] for name, value in typed.items()})
    assert page.status == 422
    assert "<title>Problem: " in page.text
    found = dict(re.findall(r'<li><a href="#(?:f-)?([^"]*)">([^<]*)</a>', page.text))
    assert words in found.get(where, ""), found
    assert f'id="f-{where}"' in page.text or where == "form"
    kept = read_form(page)
    assert kept["note"] == ["keep <this> & that"]
    assert all(kept[name] == [value] for name, value in typed.items() if value.strip())
    assert ids(browser) == before


def test_no_fault_in_a_form_speaks_of_files(browser: Browser) -> None:
    for kind, typed, _, _ in BAD.values():
        fields = read_form(browser.get(f"/mediators/add/{kind}")) | {name: [value] for name, value in typed.items()}
        for words in problems(browser.post(f"/mediators/add/{kind}", fields)):
            assert not re.search(r"yaml|[{}]|'|add \w+:|\.ya?ml", words), words


def test_what_is_sent_twice_is_there_once_and_something_else_under_its_key_is_not_lost() -> None:
    browser = Browser(peopled())
    fields = read_form(browser.get("/mediators/add/event")) | {"what": ["rain"], "said": ["9 April 2024"]}
    before = ids(browser)
    first, second = (browser.post("/mediators/add/event", fields) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(added(browser, before)) == 1
    other = browser.post("/mediators/add/event", fields | {"what": ["snow"]})
    assert other.status == 422
    again = browser.post("/mediators/add/event", read_form(other))
    assert again.status == 303
    assert sorted(one.body.what for one in added(browser, before)) == ["rain", "snow"]  # type: ignore[union-attr]


SAID = {"words": "no", "said": "9 April 2024"}
OFFERED = {
    "a side to the mediators": ({"speaker": "Nadia", "to": "Mira"}, {"mediators", "mediators north"}),
    "a side to another": ({"speaker": "Nadia", "to": "Sami"}, {"mediators"}),
    "a mediator to a side": ({"speaker": "Mira", "to": "Nadia"}, {"mediators"}),
    "somebody unnamed": ({"speaker": "unnamed official of north", "to": "Mira"}, {"mediators"}),
}


@pytest.mark.parametrize(("typed", "wanted"), OFFERED.values(), ids=OFFERED.keys())
def test_a_side_is_offered_only_where_it_said_it_to_the_mediators(
    browser: Browser, typed: dict[str, str], wanted: set[str]
) -> None:
    fields = read_form(browser.get("/mediators/add/statement"))
    page = browser.post("/mediators/add/statement", fields | {k: [v] for k, v in typed.items()})  # words are missing
    offered = set(re.findall(r'name="audience" id="a-\d+" value="([^"]*)"', page.text))
    assert offered - {"shuttle", "desk"} == wanted
    assert read_form(page)["audience"] == ["mediators"]


@pytest.mark.parametrize("wider", ["all", "north", "mediators south", "mediators north south", "oriol"])
def test_nothing_wider_than_what_was_said_is_taken(browser: Browser, wider: str) -> None:
    before = ids(browser)
    page = fill(browser, "/mediators/add/statement", speaker="Nadia", to="Mira", audience=wider, **SAID)
    assert page.status == 422
    assert "wider" in problems(page)[0]
    assert ids(browser) == before


def test_an_entry_is_never_wider_than_its_source() -> None:
    browser = Browser(case(sources={"letter": {"document": "A letter", "audience": "mediators"}}))
    typed = {"speaker": "Nadia", "to": "Mira", "source__of": "letter", **SAID}
    page = fill(browser, "/mediators/add/statement", audience="mediators north", **typed)
    assert page.status == 422
    assert "mediators north" not in re.findall(r'name="audience" id="a-\d+" value="([^"]*)"', page.text)
    assert fill(browser, "/mediators/add/statement", **typed).status == 303
    assert browser.workspace.entries[0].audience == ("mediators",)


def test_somebody_new_is_added_with_what_they_said() -> None:
    browser = Browser(peopled())
    page = fill(
        browser, "/mediators/add/statement", speaker="دانة", new__name="دانة", new__side="north", new__title="delegate", **SAID
    )  # fmt: skip
    assert page.status == 303, problems(page)
    (found,) = [name for name, person in browser.workspace.header.people.items() if person.name == "دانة"]
    assert browser.workspace.header.people[found].speaks_for == "north"
    assert found in [getattr(one.body, "speaker", None) for one in browser.workspace.entries]


def test_a_part_of_a_name_stands_for_whoever_alone_has_it_and_is_asked_about_where_several_have() -> None:
    people = {"nadia": {"name": "Nadia Zaytun"}, "sami": {"name": "Sami Nahal"}, "nour": {"name": "Nour Zaytun"}}
    browser = Browser(case(people=people, mediators={"m": {"name": "Mira Holt"}}))
    page = fill(browser, "/mediators/add/statement", speaker="Nahal", to="mira", words="no", said="yesterday")
    assert page.status == 303, problems(page)
    (new,) = browser.workspace.entries
    assert (new.body.speaker, new.body.to) == ("sami", ("m",))  # type: ignore[union-attr]
    asked = fill(browser, "/mediators/add/statement", speaker="Zaytun", words="yes", said="yesterday")
    assert "Who is meant?" in asked.words
    assert {"nadia", "nour"} <= set(re.findall(r'name="speaker.read"[^>]*value="([^"]*)"', asked.text))
    assert (
        fill(
            browser, "/mediators/add/statement", speaker="Zaytun", speaker__read="nour", words="yes", said="yesterday"
        ).status
        == 303
    )


def test_what_was_carried_is_chosen_among_the_newest_entries_and_nothing_is_said_twice() -> None:
    browser = Browser(peopled())
    assert fill(browser, "/mediators/add/event", what="rain", said="today").status == 303
    boxes = re.findall(r'name="what" [^>]*value="([^"]*)"', browser.get("/mediators/add/conveyance").text)
    assert boxes[0].startswith("event-")
    assert boxes[1:3] == ["word", "text-1"]
    fill(browser, "/mediators/add/statement", words="no", speaker="Nadia", about=["crossing", "truce"], said="today")
    said = browser.workspace.entries[-1].id
    held = browser.get(f"/mediators/entry/{said}/correct")
    assert [one for one in read_form(held)["about"] if one] == ["crossing", "truce"]


def test_a_call_is_entered_as_it_was_heard() -> None:
    browser = Browser(peopled())
    page = fill(
        browser, "/mediators/add/promise", by="the head of the delegation", to="Mira", what="trucks", quantity="about 40, maybe 45",
        until="by Friday", said="yesterday", source__person="a colleague, by phone",
    )  # fmt: skip
    assert page.status == 303, problems(page)
    (new,) = [one for one in browser.workspace.entries if one.kind == "promise" and one.id != "word"]
    assert new.body.by == "nadia"  # type: ignore[union-attr]
    assert (new.body.quantity.lo, new.body.quantity.hi) == (35, 45)  # type: ignore[union-attr]
    assert "trucks, about 40, maybe 45 35–45, by Friday (Friday " in browser.get(f"/mediators/entry/{new.id}").words
    assert new.body.until.words == "by Friday"  # type: ignore[union-attr]
    assert new.body.until.end is not None  # type: ignore[union-attr]
    assert new.audience == ("mediators",)


def test_a_field_is_read_back_and_its_fault_comes_only_when_it_is_left(browser: Browser) -> None:
    fields = read_form(browser.get("/mediators/add/count")) | {"quantity": ["about 40, maybe 45"], "by": ["Nadja"]}
    typing = browser.post("/mediators/add/count/check?field=quantity", fields, hx_request="true")
    assert "Read as 35 to 45" in typing.text
    assert "maybe 45” is itself" in typing.text
    assert "hx-swap-oob" not in typing.text
    left = browser.post("/mediators/add/count/check?field=by&left=1", fields, hx_request="true")
    assert "is nobody of this case" in left.text
    assert "As it will stand" in left.text


def test_a_correction_keeps_both_and_can_be_taken_back() -> None:
    browser = Browser(peopled())
    page = fill(browser, "/mediators/entry/word/correct", what="tents", because="misheard")
    assert page.status == 303, problems(page)
    shown = browser.get("/mediators/entry/word").text
    assert "tents" in shown
    assert "trucks" in shown
    assert "Take the last correction back" in shown
    assert fill(browser, "/mediators/entry/word/undo").status == 303
    view = browser.workspace.view("mediators")
    assert view.situation.in_force["word"].body.what == "trucks"  # type: ignore[union-attr]
    assert len([one for one in view.case.entries if one.kind == "correction"]) == 2


def test_what_is_withdrawn_no_longer_counts_and_needs_a_reason() -> None:
    browser = Browser(peopled())
    assert fill(browser, "/mediators/entry/word/withdraw").status == 422
    assert fill(browser, "/mediators/entry/word/withdraw", reason="of another talk").status == 303
    assert "word" not in browser.workspace.view("mediators").situation.in_force


def test_an_erasure_asks_for_the_number_and_leaves_that_it_was_there() -> None:
    browser = Browser(peopled())
    number = browser.workspace.view("mediators").case.entries
    n = next(n for n, one in enumerate(number, 1) if one.id == "word")
    assert fill(browser, "/mediators/entry/word/erase", reason="never said", number="99").status == 422
    page = fill(browser, "/mediators/entry/word/erase", reason="never said", number=str(n))
    assert page.status == 200
    assert "word" not in ids(browser)
    assert any(one.kind == "erasure" for one in browser.workspace.entries)


def test_a_release_names_what_it_rests_on_before_it_is_made() -> None:
    held = case(
        entry("secret", "proposal", author="south", terms={"truce": "40 days"}, to="mira"),
        entry("asks", "question", to="north", words="and the truce?", about="secret"),
    )
    browser = Browser(held)
    shown = browser.get("/mediators/release/asks?to=north")
    assert "It rests on what" in shown.text
    before = ids(browser)
    assert browser.post("/mediators/release/asks", read_form(shown)).status == 422
    assert ids(browser) == before
    assert browser.post("/mediators/release/asks", read_form(shown) | {"sure": ["1"]}).status == 303
    assert any(one.kind == "release" for one in browser.workspace.entries)
    assert "and the truce?" in browser.get("/north/record").text


def test_what_another_side_said_in_confidence_is_told_only_by_one_who_is_sure() -> None:
    held = case(
        entry("mild", "demand", party="north", requires={"truce": "at most 30 days"}, speaker="nadia", to="mira"),
        entry("own", "event", what="rain"),
    )
    browser = Browser(held)
    shown = browser.get("/mediators/release/mild?to=south")
    assert "This is between you and North" in shown.words
    assert browser.post("/mediators/release/mild", read_form(shown)).status == 422
    assert not [one for one in browser.workspace.entries if one.kind == "release"]
    assert browser.post("/mediators/release/mild", read_form(shown) | {"sure": ["1"]}).status == 303
    assert browser.post("/mediators/release/mild", read_form(shown) | {"sure": ["1"]}).status == 303
    assert len([one for one in browser.workspace.entries if one.kind == "release"]) == 1
    assert "It was told this before" in browser.get("/mediators/release/mild?to=south").words
    assert "This is between" not in browser.get("/mediators/release/mild?to=north").words
    free = browser.get("/mediators/release/own?to=south")
    assert "This is between" not in free.words
    assert browser.post("/mediators/release/own", read_form(free)).status == 303


def test_an_acknowledgement_is_an_entry_for_those_inside() -> None:
    browser = Browser(peopled())
    assert fill(browser, "/mediators/entry/put/acknowledge", reason="known").status == 303
    (new,) = [one for one in browser.workspace.entries if one.kind == "acknowledgement"]
    assert (new.body.of, new.audience) == ("put", ("mediators",))  # type: ignore[union-attr]


def test_a_new_workspace_asks_for_its_first_case() -> None:
    browser = Browser(Workspace.of(Case(header(parties={}, people={}, circles={}, mediators={}, issues={}))))
    assert browser.get("/").headers["Location"].endswith("/first")


def test_what_was_typed_is_kept_where_the_record_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(peopled())

    def full(*_: object) -> None:
        raise RecordUnwritten("the record could not be written: the disk is full", "make room, and send it again")

    sent = {path: read_form(browser.get(path)) for path in
            ("/mediators/add/event", "/mediators/entry/word/correct", "/mediators/entry/word/anew", "/mediators/case/people/new")}  # fmt: skip
    typed = {"what": "tents", "said": "3 April 2024", "because": "misheard", "name": "Dana"}
    monkeypatch.setattr(Workspace, "put", full)
    for path, fields in sent.items():
        page = browser.post(path, fields | {name: [value] for name, value in typed.items() if name in fields})
        assert page.status == 422, path
        assert any("the disk is full" in words for words in problems(page)), path
        kept = read_form(page)
        assert all(kept[name] == [value] for name, value in typed.items() if name in kept and name in fields)


LONG = {
    "a time of many words": "- " * 3000,
    "a number without end": "9" * 6000,
    "a power": "1e999999999",
    "no number": "sNaN",
    "a year far off": "1 January 99999",
    "the end of time": "9999-12-31",
    "the beginning": "0001-01-01",
    "signs that turn the writing": "\u202eabc\u2066\u2069\u2069",
    "a page": "<script>alert(1)</script>'\"&{{ view }}{% csrf_token %}",
    "nothing to see": " \u00a0\u200b ",
    "not in the record": "[999999]",
    "an outline too deep": "\n".join("  " * n + "any:" for n in range(40)),
    "a zero byte": "a\x00b",
}


@pytest.mark.parametrize("typed", LONG.values(), ids=LONG.keys())
@pytest.mark.parametrize("path", ["add/count", "add/proposal", "add/agreement", "case/issues/new", "entry/word/anew"])
def test_whatever_is_typed_in_every_field_is_taken_or_said_to_be_wrong(path: str, typed: str) -> None:
    browser = Browser(peopled())
    form = browser.get(f"/mediators/{path}")
    written = set(re.findall(r'<(?:input type="text"|textarea)[^>]*name="([^"]+)"', form.text))
    page = browser.post(f"/mediators/{path}", read_form(form) | {name: [typed] for name in written})
    assert page.status in (303, 422)
    assert browser.get("/mediators/today").status == browser.get("/mediators/record").status == 200


def test_what_is_too_large_is_refused_in_words() -> None:
    browser = Browser(peopled())
    fields = read_form(browser.get("/mediators/add/event")) | {"what": ["a" * 2_000_000]}
    page = browser.post("/mediators/add/event", fields)
    assert page.status == 400
    assert "Go back, shorten it" in page.words


@pytest.mark.parametrize("typed", ["Nadia\u200f", "\u202bناديا\u202c", "\u2068Nadia\u2069", "\ufeffNadia"])
def test_a_name_that_was_copied_with_signs_that_nobody_sees_is_found(typed: str) -> None:
    browser = Browser(peopled())
    page = fill(browser, "/mediators/add/statement", words="not yet", speaker=typed, said="9 April 2024")
    assert page.status == 303, problems(page)
    assert browser.workspace.entries[-1].body.speaker == "nadia"  # type: ignore[union-attr]


@pytest.mark.parametrize("word", ["truce/ceasefire", "9/11", "and/or?", "100 %", "a%2Fb", "هدنة", "q&a #1"])
def test_a_word_of_the_glossary_with_any_signs_has_its_form(word: str) -> None:
    """With a slash in a word the page of the case could not be drawn any more, and so nothing mended."""
    browser = Browser(peopled())
    assert fill(browser, "/mediators/case/glossary/new", word=word, meaning="no shots").status == 303
    assert word in browser.get("/mediators/case").words
    links = re.findall(r'href="(/mediators/case/glossary/item/[^"]*)"', browser.get("/mediators/case").text)
    assert len(links) == 1
    assert fill(browser, unescape(links[0]), meaning="no fire").status == 303
    assert browser.workspace.header.glossary[word].meaning == "no fire"
