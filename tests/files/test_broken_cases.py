"""Broken cases: each has one problem, told with its file and line, and the program ends with 1 and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from onetext.files import check_texts, folder_text
from onetext.files.document import line_of, read_items
from tests.cast import case
from tests.program import run

HEADER = """\
title: The river
audience: all
parties:
  north: {name: North, bodies: {council: The council}}
  south: South
mediators: {mira: Mira}
people:
  nadia: {name: Nadia, speaks_for: north, aliases: [the delegate]}
  sami: {name: Sami, speaks_for: south, aliases: [the delegate]}
issues:
  truce: {name: Truce, kind: duration, unit: days}
  crossing: {name: The crossing, options: [open, closed]}
  secret: {name: What only we know, kind: number, audience: mediators}
sources: {notebook: {person: Mira}}
"""
FIRST = "- id: s1\n  kind: statement\n  speaker: nadia\n  words: Not yet.\n  audience: [mediators, north]\n"
"""A sound entry of five lines, so what follows it begins on line 6."""


class Broken(NamedTuple):
    """One broken case: what it is about, the entries after the first or whole files, and the one problem expected."""

    name: str
    files: str | dict[str, str | bytes]
    line: int
    what: str
    file: str = "a.yaml"


def in_header(old: str, new: str) -> dict[str, str | bytes]:
    assert old in HEADER
    return {"case.yaml": HEADER.replace(old, new), "a.yaml": FIRST}


def deal(parts: str) -> str:
    """An agreement whose parts begin on line 9."""
    return "- id: deal\n  kind: agreement\n  parties: [north, south]\n" + parts


def template(fills: str) -> dict[str, str | bytes]:
    """A template whose fills stand on line 18 of the header."""
    return in_header(
        "sources:",
        "templates:\n  t:\n    name: Way\n    agreement: {parties: [north], obligations: {a: {by: north, does: leave}}}\n"
        f"    {fills}\nsources:",
    )


H = "case.yaml"
BROKEN = [
    # Spelling.
    Broken("misspelt field", "- id: a\n  kind: interest\n  party: north\n  wnats: water\n", 9, "'wnats' is no field of an interest"),
    Broken("misspelt field of the header", in_header("audience: all", "audiense: all"), 2, "'audiense' is no field of a header", H),
    Broken("field that an issue has not", in_header("unit: days", "unit: days, span: 9"), 11, "'span' is no field of an issue", H),
    Broken("misspelt field of an item", in_header("speaks_for: south", "speak_for: south"), 9, "'speak_for' is no field of a person", H),
    Broken("misspelt kind", "- id: a\n  kind: statemnt\n", 7, "'statemnt' is no kind"),
    Broken("misspelt party", "- id: a\n  kind: interest\n  party: nrth\n  wants: water\n", 8, "'nrth' is no party of this case"),
    Broken("misspelt person", "- {id: a, kind: answer, by: nadja, words: yes}\n", 6, "'nadja' is no name of a person or side of this case"),
    Broken("misspelt issue", "- id: a\n  kind: demand\n  party: north\n  requires:\n    truse: 40 days\n", 10, "'truse' is no issue of this case"),
    Broken("misspelt issue of a term", "- id: a\n  kind: proposal\n  author: south\n  terms:\n    truce: 10 days\n    crosing: open\n", 11, "'crosing' is no issue"),
    Broken("misspelt option", "- id: a\n  kind: position\n  party: north\n  issue: crossing\n  value: opn\n", 10, "'opn' is no option of 'The crossing'"),
    Broken("misspelt stance", "- id: a\n  kind: statement\n  speaker: sami\n  words: hm\n  stance: hopful\n", 10, "'hopful' is no stance"),
    Broken("misspelt body", "- id: a\n  kind: approval\n  body: concil\n  state: pending\n", 8, "'concil' is no body of this case"),
    Broken("a party where a body belongs", "- id: a\n  kind: approval\n  body: north\n  state: pending\n", 8, "'north' names a party, not body"),
    Broken("reference to nothing", "- {id: a, kind: answer, by: nadia, words: yes, question: q9}\n", 6, "'q9' is no question of this case"),
    Broken("reference to another kind", "- {id: a, kind: answer, by: nadia, words: yes, question: s1}\n", 6, "'s1' names a statement, not question"),
    Broken("unknown audience", "- id: a\n  kind: event\n  what: rain\n  audience: [mediators, press]\n", 9, "'press' is no"),
    Broken("unknown audience of the header", in_header("audience: all", "audience: everyone"), 2, "'everyone' is no party or circle", H),
    Broken("unknown source", "- {id: a, kind: event, what: rain, source: diary}\n", 6, "'diary' is no source"),
    Broken("speaker for nobody", in_header("speaks_for: south", "speaks_for: east"), 9, "'east' is no party or mediator or actor", H),
    Broken("name that fits two people", "- id: a\n  kind: answer\n  by: the delegate\n  words: yes\n", 8, "'the delegate' fits more than one: nadia, sami"),
    # Agreements.
    Broken("categories that overlap", deal("  categories:\n    women: {name: Women, by: north, criteria: {sex: woman}}\n    young: {name: The young, by: north, criteria: {age: under 19}}\n"), 11, "'young' and 'women' overlap: whoever is sex: woman; age: under 19 would be in both"),
    Broken("a person named in two categories", deal("  categories:\n    sick: {name: The sick, people: [Rana]}\n    old: {name: The old, people: [Lea, Rana]}\n"), 11, "'old' and 'sick' overlap: Rana would be in both"),
    Broken("a trigger that can never fire", deal("  categories: {held: Held}\n  obligations:\n    free: {by: north, does: free, category: held, amount: 9}\n    go:\n      by: south\n      does: leave\n      when: {delivered: {free: at least 10}}\n"), 15, "this can never be met: 'free' comes to 9 at most"),
    Broken("a verdict that nobody gives", deal("  obligations:\n    free: {by: north, does: free}\n    go: {by: south, does: leave, when: {verified: free}}\n"), 11, "nobody verifies 'free'"),
    Broken("a cycle of conditions", deal("  obligations:\n    a: {by: north, does: leave, when: {done: b}}\n    b: {by: south, does: leave, when: {begun: c}}\n    c: {by: south, does: pay, begins: the end of a}\n"), 10, "'a' waits for 'b', which waits for 'c', which waits for 'a'"),
    Broken("a date without anchor", deal("  obligations:\n    a:\n      by: north\n      does: leave\n      ends: day 16\n"), 13, "'day 16' has no anchor"),
    Broken("a key by a category nobody gives", deal("  categories: {held: Held, jailed: Jailed}\n  keys:\n    k: {category: held, against: {jailed: 3}}\n  obligations:\n    free: {by: north, does: free, category: held}\n"), 11, "nobody gives 'jailed' under this agreement"),
    Broken("two keys for one person", deal("  categories: {held: Held, women: {name: Women, of: held}}\n  keys:\n    k: {category: held, against: {held: 3}}\n    w: {category: women, against: {held: 5}}\n  obligations:\n    free: {by: north, does: free, category: held}\n"), 12, "one person would be counted by two keys, 'k' and 'w'"),
    Broken("a service that is to be done", deal("  obligations:\n    trucks: {by: north, does: let through, duty: service}\n    go: {by: south, does: leave, when: {done: trucks}}\n"), 11, "'trucks' goes on and is never done"),
    Broken("a stage without an end that is waited for", deal("  stages:\n    one: {name: One, begins: the agreement}\n  obligations:\n    go: {by: south, does: leave, when: {ended: one}}\n"), 12, "nothing says when 'one' ends"),
    Broken("what must be so and must not", deal("  obligations:\n    a: {by: north, does: leave}\n    go: {by: south, does: leave, when: {all: [{done: a}, {not: {done: a}}]}}\n"), 11, "the same must be so and must not"),
    Broken("stages that end with each other", deal("  stages:\n    one: {name: One, begins: the agreement, ends: the end of two}\n    two: {name: Two, begins: the agreement, ends: the end of one}\n"), 10, "'one' ends with 'two', which ends with 'one'"),
    Broken("a trigger after the window", deal("  stages:\n    one: {name: One, begins: the agreement, days: 10 days}\n  obligations:\n    go: {by: south, does: leave, stage: one, when: {passed: 20 days after the start of one}}\n"), 12, "the window of 'go' ends before what it waits for has passed"),
    Broken("a window between two dates with nothing between", deal("  stages:\n    one: {name: One, begins: 2024-05-02, ends: 2024-05-01}\n"), 10, "the window of 'one' ends before it begins"),
    Broken("a length that is none", deal("  stages:\n    one: {name: One, begins: the agreement, days: 3 trucks}\n"), 10, "'3 trucks' is no length of time"),
    Broken("less than nothing", deal("  obligations:\n    a: {by: north, does: pay, amount: -5}\n"), 10, "'-5' is less than nothing"),
    Broken("for each nothing", deal("  categories: {held: Held}\n  keys:\n    k: {category: held, per: 0, against: {held: 3}}\n  obligations:\n    free: {by: north, does: free, category: held}\n"), 11, "nothing can be given for each '0'"),
    Broken("an extension by no length", "- {id: a, kind: power, by: mira, act: extension, days: 3 trucks}\n", 6, "'3 trucks' is no length of time"),
    Broken("a right that nobody may use", deal("  rights:\n    stop: {act: suspension}\n"), 10, "nobody may use 'stop'"),
    Broken("a right that nothing sets off", deal("  rights:\n    stop: {act: suspension, automatic: yes}\n"), 10, "nothing sets 'stop' off"),
    Broken("an extension by itself", deal("  rights:\n    more: {act: extension, automatic: yes, when: {passed: 3 days after the agreement}}\n"), 10, "'more' does not say by how long it extends"),
    Broken("a window that ends before it begins", deal("  stages:\n    one: {name: One, begins: the agreement, days: 10 days}\n    two:\n      name: Two\n      begins: the end of one\n      ends: 9 days after the agreement\n"), 14, "the window of 'two' ends before it begins"),
    Broken("a duty of no stage", deal("  stages: {truce: {name: Truce, begins: the agreement}}\n  obligations:\n    a: {by: north, does: leave, stage: trucee}\n"), 11, "'trucee' is no stage of this agreement"),
    Broken("an anchor at nothing", deal("  obligations:\n    - id: a\n      by: north\n      does: leave\n      ends: 3 days after the end of b\n"), 13, "'b' is no stage or obligation of this agreement"),
    Broken("a delivery under no part", deal("  obligations: {a: {by: north, does: leave}}\n") + "- {id: d, kind: delivery, what: gone, under: deal, clause: b}\n", 10, "'b' is no part of 'deal'"),
    Broken("a template for no part", template("fills: [{part: gone, field: amount, value: {issue: truce}}]"), 18, "'gone' is no part of this template", H),
    Broken("a blank that takes no number", template("fills: [{part: a, field: begins, value: {issue: truce}}]"), 18, "what fills 'begins' of 'a' does not fit it", H),
    Broken("an issue that is none", template("fills: [{part: a, field: amount, value: {issue: truse}}]"), 18, "'truse' is no issue of this case", H),
    # Form.
    Broken("missing field", "- id: a\n  kind: interest\n  party: north\n", 6, "'wants' is missing"),
    Broken("missing id", "- kind: event\n  what: rain\n", 6, "'id' is missing"),
    Broken("missing kind", "- id: a\n  what: rain\n", 6, "kind"),
    Broken("missing title", in_header("title: The river\n", ""), 1, "'title' is missing", H),
    Broken("empty words", "- id: a\n  kind: event\n  what: ''\n", 8, "'what' is empty"),
    Broken("list where text belongs", "- id: a\n  kind: event\n  what: [rain]\n", 8, "'what' holds a list"),
    Broken("mapping where text belongs", "- id: a\n  kind: event\n  what: {rain: heavy}\n", 8, "'what' holds a mapping"),
    Broken("list where a mapping belongs", in_header("mediators: {mira: Mira}", "mediators: [{name: Mira}]"), 6, "'mediators' holds a list", H),
    Broken("text where an entry belongs", "- rain\n", 6, "this is no entry"),
    Broken("mapping where a list belongs", {"case.yaml": HEADER, "a.yaml": "id: a\nkind: event\n"}, 1, "no list of entries"),
    Broken("firmness out of range", "- {id: a, kind: demand, party: north, requires: {truce: 9 days}, firmness: 2}\n", 6, "2 is out of range"),
    Broken("firmness in words", "- {id: a, kind: demand, party: north, requires: {truce: 9 days}, firmness: high}\n", 6, "'high' is no number"),
    Broken("a number of a billion digits", "- {id: a, kind: promise, by: mira, what: tents, quantity: {words: many, lo: 1e999999999}}\n", 6, "the number is too long to be written out"),
    Broken("neither yes nor no", "- {id: a, kind: proposal, author: south, complete: maybe}\n", 6, "'complete' is either yes or no"),
    Broken("bad grade", "- id: a\n  kind: event\n  what: rain\n  source: {outlet: a paper, grade: Z9}\n", 9, "'Z9' cannot stand as 'grade'"),
    Broken("condition that says nothing", "- id: a\n  kind: demand\n  party: north\n  requires: all of it\n", 9, "this says nothing about an issue"),
    # Ids.
    Broken("id taken twice", "- {id: s1, kind: event, what: rain}\n", 6, "the id 's1' is taken"),
    Broken("id taken in another file", {"case.yaml": HEADER, "a.yaml": FIRST, "b.yaml": FIRST}, 1, "the id 's1' is taken", "b.yaml"),
    Broken("id of an item", "- {id: north, kind: event, what: rain}\n", 6, "the id 'north' is taken"),
    Broken("two items of one id", in_header("sources: {notebook:", "sources: {truce:"), 14, "'truce' already names a issue", H),
    Broken("bad id", "- {id: First One, kind: event, what: rain}\n", 6, "'First One' cannot stand as 'id'"),
    Broken("reserved id", in_header("sources: {notebook:", "sources: {e12:"), 14, "'e12' is kept for entries", H),
    Broken("id of an audience", in_header("sources: {notebook:", "sources: {all:"), 14, "'all' is kept for an audience", H),
    Broken("issue called by a word of conditions", in_header("  secret:", "  any:"), 13, "'any' is a word of conditions", H),
    # Time.
    Broken("no date", "- {id: a, kind: event, what: rain, said: last Tuesday}\n", 6, "'last Tuesday' is no moment"),
    Broken("no such date", "- id: a\n  kind: event\n  what: rain\n  said: 31 April 2024\n", 9, "there is no such date"),
    Broken("another day of the week", "- id: a\n  kind: event\n  what: rain\n  said: Monday, 9 April 2024\n", 9, "that date is a Tuesday"),
    Broken("learned before it was said", "- id: a\n  kind: event\n  what: rain\n  said: 9 April 2024\n  learned: 8 April 2024\n", 10, "learned before it was said"),
    Broken("ends before it begins", "- id: a\n  kind: event\n  what: rain\n  when: {words: soon, from: 2024-05, to: 2024-04}\n", 9, "the moment ends before it begins"),
    Broken("unknown zone", in_header("audience: all", "zone: Mars/Olympus\naudience: all"), 2, "'Mars/Olympus' is no time zone", H),
    # Values.
    Broken("value that cannot be read", "- id: a\n  kind: position\n  party: north\n  issue: truce\n  value: a while\n", 10, "'a while' is no quantity"),
    Broken("value in another unit", "- id: a\n  kind: position\n  party: north\n  issue: truce\n  value: 40 trucks\n", 10, "'Truce' is in days, not in trucks"),
    Broken("demand in another unit", "- id: a\n  kind: demand\n  party: north\n  requires:\n    truce: 40 trucks\n", 9, "'Truce' is in days, not in trucks"),
    Broken("two terms on one issue", "- id: a\n  kind: proposal\n  author: south\n  terms:\n  - {issue: truce, value: 9 days}\n  - {issue: truce, value: 10 days}\n", 11, "says two things on 'truce'"),
    Broken("range upside down", "- id: a\n  kind: position\n  party: north\n  issue: truce\n  value: between 9 and 3 days\n", 10, "the range ends below its start"),
    Broken("choice without options", in_header("options: [open, closed]", "note: none"), 12, "'The crossing' is a choice without options", H),
    Broken("duration without a unit", in_header(", unit: days", ""), 11, "'Truce' is a duration without a unit", H),
    Broken("no view", "- {id: a, kind: assessment, party: north}\n", 6, "gives no view"),
    Broken("two views", "- {id: a, kind: assessment, party: north, ranking: [truce], issue: crossing, preference: open}\n", 6, "an assessment gives one view"),
    Broken("its own previous version", "- {id: a, kind: proposal, author: south, previous: a}\n", 6, "cannot be its own previous version"),
    Broken("a draft its own previous version", "- id: a\n  kind: draft\n  previous: a\n", 8, "a draft cannot be its own previous version"),
    Broken("its own previous version by a correction", "- {id: a, kind: proposal, author: south}\n- id: b\n  kind: correction\n  of: a\n  reason: r\n  instead:\n    kind: proposal\n    author: south\n    previous: a\n", 14, "cannot be its own previous version"),
    Broken("its own previous version by a release", "- {id: a, kind: proposal, author: south}\n- id: b\n  kind: release\n  of: a\n  to: north\n  copy:\n    kind: proposal\n    author: south\n    previous: a\n", 14, "cannot be its own previous version"),
    # Audiences and links.
    Broken("correction for more viewers", "- id: a\n  kind: correction\n  of: s1\n  reason: misheard\n  audience: all\n", 10, "for more viewers than 's1': south"),
    Broken("correction into another kind", "- id: a\n  kind: correction\n  of: s1\n  reason: misheard\n  instead: {kind: event, what: rain}\n", 10, "a statement cannot become an event"),
    Broken("correction of a correction", "- {id: a, kind: correction, of: s1, reason: r}\n- id: b\n  kind: correction\n  of: a\n  reason: r\n", 9, "a correction cannot be corrected"),
    Broken("erased and still there", "- id: a\n  kind: erasure\n  of: s1\n  reason: asked for\n", 8, "'s1' is still in the folder"),
    Broken("erasure of nothing", "- {id: a, kind: erasure, reason: asked for}\n", 6, "the erasure names no entry"),
    Broken("release to nobody", "- id: a\n  kind: release\n  to: []\n  copy: {kind: event, what: rain}\n", 6, "the release tells nobody"),
    Broken("shown to a party on an issue hidden from it", "- id: a\n  kind: position\n  party: north\n  issue: secret\n  value: '3'\n  audience: north\n", 9, "north may see this entry but not 'secret'"),
    Broken("released on an issue hidden from the party", "- id: a\n  kind: release\n  to: south\n  copy:\n    kind: position\n    party: north\n    issue: secret\n    value: '3'\n", 12, "south may see this entry but not 'secret'"),
    # The text itself.
    Broken("indented by a tab", "- id: a\n\tkind: event\n", 7, "this is not YAML"),
    Broken("quote without an end", "- id: a\n  kind: event\n  what: 'rain\n", 8, "this is not YAML"),
    Broken("colon in bare text", "- id: a\n  kind: event\n  what: he said: rain\n", 8, "this is not YAML"),
    Broken("the same field twice", "- id: a\n  kind: event\n  what: rain\n  what: snow\n", 9, "'what' is here twice"),
    Broken("anchor", "- id: a\n  kind: event\n  what: &x rain\n", 8, "'&' begins an anchor"),
    Broken("alias", "- id: a\n  kind: event\n  what: *x\n", 8, "'*' begins an alias"),
    Broken("tag", "- id: a\n  kind: event\n  what: !now rain\n", 8, "'!' begins a tag"),
    Broken("second document", "---\n- {id: a, kind: event, what: rain}\n", 6, "a second document begins here"),
    Broken("control character", {"case.yaml": HEADER, "a.yaml": FIRST + "- {id: a, kind: event, what: 'ra\x07in'}\n"}, 6, "a character that YAML does not allow"),
    Broken("nested too deep", "- id: a\n  kind: event\n  what: " + "[" * 100 + "]" * 100 + "\n", 8, "nested too deep"),
    Broken("not UTF-8", {"case.yaml": HEADER, "a.yaml": FIRST.encode() + b"- id: a\n  what: \xff\n"}, 7, "this is not UTF-8 text"),
    Broken("empty header", {"case.yaml": "# nothing yet\n"}, 1, "the file is empty", H),
    Broken("list where the header belongs", {"case.yaml": "- title: River\n"}, 1, "this file holds no header", H),
    Broken("no header", {"Case.yaml": HEADER}, 1, "the header of the case is missing", H),
    Broken("newer form", in_header("audience: all", "onetext: 9"), 2, "is written in form 9", H),
    Broken("form in words", in_header("audience: all", "onetext: first"), 2, "the form of the case is no number", H),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_case_is_told_in_one_line_and_ends_the_program_with_1(broken: Broken, tmp_path: Path) -> None:
    files = {"case.yaml": HEADER, "a.yaml": FIRST + broken.files} if isinstance(broken.files, str) else broken.files
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    found = run("check", folder)
    (told,) = found.out.splitlines() or [""]
    assert told.startswith(f"{folder / broken.file}:{broken.line}: ")
    assert broken.what in told
    assert "; " in told
    assert (found.code, found.err) == (1, "1 problem.\n")
    for verb in (("brief",), ("export", tmp_path / "out")):
        refused = run(verb[0], folder, *verb[1:])
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["case", *files])


def test_the_case_that_is_broken_here_is_sound_before() -> None:
    assert check_texts({"case.yaml": HEADER, "a.yaml": FIRST})[1] == []


def test_all_problems_are_told_at_once_in_the_order_of_file_and_line() -> None:
    texts = {
        name: text
        for broken in BROKEN
        if isinstance(broken.files, dict)
        for name, text in broken.files.items()
        if isinstance(text, str)
    }
    one = {
        "case.yaml": HEADER,
        "b.yaml": "- {id: b, kind: event}\n",
        "a.yaml": FIRST + "- {id: a, kind: interest, party: x}\n- {id: c, kind: dream}\n",
    }
    problems = check_texts(one)[1]
    assert [(problem.file, problem.line) for problem in problems] == [("a.yaml", 6), ("a.yaml", 7), ("b.yaml", 1)]
    assert texts
    assert check_texts(folder_text(case()))[1] == []


class Counted(str):
    """A text that counts how often it is cut into lines."""

    cuts = 0

    def split(self, *at: object) -> list[str]:  # type: ignore[override]
        type(self).cuts += 1
        return super().split(*at)  # type: ignore[arg-type]


def test_a_file_is_cut_into_lines_once_however_many_faults_it_has() -> None:
    """Ten thousand faults in one file took a minute: the whole of it was cut for each."""
    plain = "".join(f"- id: e{n}\n  kind: nothing\n" for n in range(50))
    text, items = Counted(plain), list(read_items("a.yaml", plain, []))
    assert [line_of(text, item, ("kind",), at_key=False) for item in items] == list(range(2, 102, 2))
    assert Counted.cuts == 1
