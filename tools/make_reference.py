"""Makes the generated pages of docs/reference from the code, so that they say what is so.

    python tools/make_reference.py            write them
    python tools/make_reference.py --check    say which are stale, and fail if any is

Commands come from the command line's own help, the case folder from the dataclasses of the model, their docstrings
and their types, results from the types that `--json` prints. What a type cannot say stands here, in NOTES and the
texts beside it, and a note on a field that is gone is an error.
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import textwrap
import types
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import click

from onetext.cli import app
from onetext.files import case_schema, entries_schema
from onetext.files.document import read_items
from onetext.model import (
    KINDS,
    SECTIONS,
    Agreement,
    Anchor,
    Category,
    Counter,
    Entry,
    ExchangeKey,
    Extension,
    Fill,
    Formula,
    Guarantee,
    Header,
    Meaning,
    Measure,
    Milestone,
    Moment,
    Obligation,
    OnlyIf,
    Predicate,
    Quantity,
    Quota,
    Rendering,
    Right,
    Settlement,
    Stage,
    Template,
    Trigger,
    read_anchor,
    read_formula,
    read_trigger,
)
from onetext.model.entry import AboutEntries
from onetext.model.obligation import Renewal
from onetext.model.party import Body, Item
from onetext.model.plain import is_required, keys_of, words_of
from onetext.model.reference import Between, Id, Name, Pattern, Ref
from onetext.model.source import Citation
from onetext.reporting import result_schemas
from onetext.reporting.schema import RESULTS

PARTS: Final[dict[str, tuple[type, ...]]] = {
    "Stages": (Stage, Extension, Renewal),
    "Categories": (Category,),
    "Keys": (ExchangeKey, Counter),
    "Quotas": (Quota,),
    "Obligations": (Obligation, Measure, Milestone),
    "Rights": (Right,),
    "Guarantees": (Guarantee,),
    "Disputes": (Settlement,),
    "Templates": (Template, Fill, OnlyIf),
}
"""The parts of an agreement, by the heading they stand under."""
ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ROOT / "docs" / "reference"
NOTICE: Final = "<!-- Made by tools/make_reference.py; change the code, or that file, and run it again. -->"

NOTES: Final[dict[type, dict[str, str]]] = {
    Header: {
        "title": "what the case is called on every page",
        "onetext": "the number of the form that the folder is written in; later versions read earlier forms",
        "notice": "a sentence that every page repeats, such as “Nothing here has been confirmed”",
        "zone": "the time zone of moments that state none, by its usual name, such as `Africa/Cairo`",
        "viewer": "written by `onetext export`: for whom the folder was made",
        "audience": "who may see the items of the header that name no audience of their own",
        "contradiction_days": "how many days apart opposed words still count as [contradicting]"
        "(../explanation/contradictions.md)",
        "grade_weights": "how much an assessment weighs by the digit of its grade; see "
        "[beliefs](../explanation/beliefs.md)",
        "sources": "what entries rest on",
        "glossary": "words and what they mean in this case",
    },
    Item: {
        "name": "what it is called on the page",
        "aliases": "other names, in any script; entries may use them",
        "note": "for the mediators; a party is never shown it",
        "audience": "who may see it",
        "learned": "since when it is known; `--at` an earlier day leaves it out",
    },
    Entry: {
        "id": "its own, unique in the case",
        "said": "when it was said or done",
        "learned": "when the mediators learned it, where that was later",
        "entered_by": "who wrote it down",
        "audience": "who may see it; without it the mediators, and a party for what it said to them",
        "source": "what it rests on: the id of a source of the header, or fields of its own",
        "doubt": "what is doubtful in the words themselves, for everybody who sees them",
        "note": "a note to the mediators; a party is never shown it",
    },
}
"""What a field is for, where neither its name nor the docstring of its noun says so."""

INTRODUCTION: Final = """\
A case is a folder with a file `case.yaml`, the header, and any number of files of entries, in subfolders if you like.
Every file that ends in `.yaml` or `.yml` is read; names that begin with a dot are not. Files are UTF-8.

- Every value stays the text that was typed. `no`, `10:30` and `1_000` are words, and the field says what they mean.
- A blank value counts as not written.
- Where a list is asked for, one value may stand alone.
- In entries, a name may be an id or any name or alias in the header. In the header, names are ids.
- Anchors, aliases (`*`), tags (`!`) and repeated keys are faults.
- The order of files and of entries in them does not matter. Entries are ordered by when they were learned, then said,
  then by id.

The same forms as JSON Schema, for editors and programs: [case.json](schema/case.json) for the header and
[entries.json](schema/entries.json) for a file of entries. The schemas check the form; `onetext check` also
checks names, values and audiences.
"""

MOMENTS: Final = (
    ("2024-04-09", "a day"),
    ("9 April 2024", "the same day; `Tuesday 9 April 2024` too, if the day of the week is right"),
    ("2024-04-09 14:30", "a minute, in the zone of the case; `2024-04-09T14:30+02:00` states its own"),
    ("9 April 2024 14:30", "the same minute"),
    ("2024-04", "a month; `April 2024` too"),
    ("2024", "a year"),
    ("late 2023", "the last third of a year, month or day; `early` and `mid` are the others"),
    ("6-7 April 2024", "a range; `2024-04-06 to 2024-04-07` too"),
    ("before 2024-04-09", "up to then, with an open beginning; `by` and `until` include the day"),
    ("since 2024-04-09", "from then on, with an open end; `from` too; `after` begins when the day is over"),
    ("unknown", "nobody knows"),
    ("{words: over the weekend, from: 2024-04-06, to: 2024-04-07}", "any words, with what they are read as"),
)
QUANTITIES: Final = (
    ("133", "133"),
    ("60,000 people", "60000, with a unit"),
    ("six weeks", "6, with a unit; words up to twenty are read"),
    ("about 40", "35 to 45; `around`, `roughly`, `approximately`, `some 40` and `~40` are the same"),
    ("at least 500", "500 or more; `no fewer than` and `no less than` too"),
    ("at most 10", "10 or less; `up to` and `no more than` too"),
    ("between 30 and 40", "30 to 40; `30 to 40` and `30-40` too"),
    ("hundreds", "200 to 999; `hundreds of prisoners` with a unit"),
    ("dozens", "24 to 99"),
    ("some", "1 or more"),
    ('{words: "about 40, maybe more", lo: 35, hi: 48}', "any words, with the range they are read as"),
)
PREDICATES: Final = (
    ("{truce: at least 40 days}", "the issue has a value within what is stated"),
    ("{crossing: open, truce: at least 40 days}", "all of these hold"),
    ("{all: [{...}, {...}]}", "all of these hold"),
    ("{any: [{...}, {...}]}", "at least one of these holds"),
    ("{not: {crossing: closed}}", "this does not hold"),
    ("{if: {dams: full}, then: {crossing: open}}", "where the first holds, the second holds"),
    ("{sum: {prisoners: 1, captives: -3}, is: at most 0}", "issue values, each times a number, added up"),
    ("{product: [captives, rate], is: prisoners}", "issue values multiplied: another issue, or a quantity"),
)
VALUES: Final = """\
A value on an issue (`value` of a position or term, `status_quo`, and what a condition states) is read by the kind of
the issue:

| kind of issue | what may be written |
|---|---|
| choice | an option by its id or name, `not` an option, or options joined by `or` |
| number | a quantity |
| duration | a quantity; hours, days and weeks are turned into the unit of the issue |
| date | a moment |

An issue that is no choice may have options beside its numbers, such as `permanent` for the length of a truce. They are
written as those of a choice.
"""


TIMES: Final = (
    ("2024-03-01", "a date, or any other moment: its first instant for a beginning, its last for an end"),
    ("the agreement", "when it enters into force"),
    ("the signature", "when the last side signed"),
    ("the start of truce", "when a stage or duty begins"),
    ("the end of truce", "when a stage ends; of a duty with a result, when it is done; of others, when they end"),
    ("16 days after the start of truce", "so many minutes, hours, days or weeks on, or before; days by the calendar"),
    ("day 16 of truce", "the same as `15 days after the start of truce`"),
    ("12 hours before each day", "for lists: before each day of the stage, or `each swap`"),
    ("{earlier_of: [2024-06-30, 90 days after the agreement]}", "whichever comes first; `later_of` too"),
)
TRIGGERS: Final = (
    ("{done: free-first}", "a duty is done, and verified where its verifier makes it final"),
    ("{begun: truce}", "a stage or duty has begun"),
    ("{ended: truce}", "a stage or duty has ended"),
    ("{delivered: {free-first: at least 7}}", "so much came under a duty, or of a category"),
    ("{swaps: 7}", "there were so many days of exchange"),
    ("{accepted: lists}", "a list under a duty was accepted"),
    ("{verified: leave}", "a body found that a duty is carried out"),
    ("{reported: inspection}", "there was a notice or delivery under a duty"),
    ("{met: leave}", "a body found that what the words of a duty ask for is so"),
    ("{passed: 3 days after the end of truce}", "a time has passed"),
    ("{all: [{done: a}, {done: b}]}", "all of these; `{done: a, swaps: 7}` too"),
    ("{any: [{done: a}, {passed: 2024-06-30}]}", "one of these"),
    ("{not: {begun: truce}}", "this is not so"),
)
FORMULAS: Final = (
    ("40 people", "itself"),
    ("{issue: captives}", "the value that the package gives to an issue"),
    ("{times: [{issue: captives}, 3]}", "a product; of ranges, the range of what may follow"),
    ("{plus: [{issue: captives}, 10]}", "a sum"),
    ("{minus: [100, {issue: captives}]}", "a difference"),
    ("{over: [{issue: captives}, 2]}", "a quotient"),
)


def pages() -> dict[str, str]:
    """Every generated file by its path below docs/reference."""
    texts = {"commands.md": commands_page(), "case-folder.md": case_page(), "entries.md": entries_page()}
    texts["results.md"] = results_page()
    texts["agreements.md"] = agreements_page()
    texts = {name: _wrapped(text) for name, text in texts.items()}
    schemas = {"case": case_schema(), "entries": entries_schema(), **result_schemas()}
    return texts | {
        f"schema/{name}.json": json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def _wrapped(page: str) -> str:
    """A page with its long paragraphs broken into lines; tables, lists, headings and blocks stay as they are."""
    parts = page.split("\n\n")
    plain = re.compile(r"[\w*(“]|`(?!``)")
    broken = (len(part) > 120 and "\n" not in part and plain.match(part) for part in parts)
    return "\n\n".join(
        textwrap.fill(part, 120, break_long_words=False, break_on_hyphens=False) if long else part
        for part, long in zip(parts, broken, strict=True)
    )


# --- commands -------------------------------------------------------------------------------------------------------


def _all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by the words that call it, groups before what is in them."""
    for name, command in app.commands.items():
        yield name, command
        for word, inner in command.commands.items() if isinstance(command, click.Group) else ():
            yield f"{name} {word}", inner


def commands_page() -> str:
    """The page of commands, from the help that each prints."""
    assert isinstance(app, click.Group)
    parts = [
        "# Commands",
        NOTICE,
        "What `--help` prints, command by command. Exit codes: 0 fine; 1 there are problems in the case, or the system "
        "refused; 2 wrong usage. An error is one line and what to try next.",
        f"## onetext\n\n```text\n{_help(app, 'onetext')}\n```",
    ]
    for name, command in _all_commands():
        parts.append(f"## onetext {name}\n\n```text\n{_help(command, f'onetext {name}')}\n```")
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> str:
    parent = click.Context(app, info_name="onetext", terminal_width=100, **app.context_settings)
    context = (
        parent if command is app else click.Context(command, parent=parent, info_name=name.removeprefix("onetext "))
    )
    with context:
        return command.get_help(context)


# --- the case folder ------------------------------------------------------------------------------------------------


def case_page() -> str:
    """The page of the header and of the notations that values are written in."""
    parts = ["# The case folder", NOTICE, INTRODUCTION, "## The header", _text(Header), _table(Header), _items()]
    for section in (*SECTIONS, "glossary"):
        cls = _item_type(section)
        parts += [f"### {section}", _text(cls), _table(cls, leave_out=_common(cls))]
        if section == "parties":
            parts += ["A body of a party:", _text(Body), _table(Body, leave_out=_common(Body))]
    parts += [
        "## Moments",
        "When something was said, done or is due. [What they mean](../explanation/moments-and-quantities.md).",
        _forms(MOMENTS),
        "## Quantities",
        "How many, as it was stated. [How they are read](../explanation/moments-and-quantities.md).",
        _forms(QUANTITIES),
        "## Values on an issue",
        VALUES,
        "## Conditions",
        "What a demand requires, what a constraint holds packages to, what an assessment says a side would "
        "accept or refuse. No issue may be called `all`, `any`, `not`, `if`, `then`, `sum`, `product` or `is`.",
        _forms(PREDICATES),
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _items() -> str:
    return (
        "Each section holds items under ids of your own: small letters, digits, dots, dashes and underscores, 80 at "
        "most. No two things of a case share an id, across all sections and entries. `all`, `mediators` (but for the "
        "circle) and `e1`, `e2` and so on are taken. A bare text in place of an item is its name. Every item but a "
        "constraint, a source and a word of the glossary has these fields:\n\n" + _table(Item)
    )


def _item_type(section: str) -> type:
    found: type = get_args(get_type_hints(Header, include_extras=True)[section])[1]
    return found


def _common(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(Item)) if issubclass(cls, Item) else ()


def entries_page() -> str:
    """The page of entries: what all have, then each kind with its fields and an example from the river case."""
    about = get_args(AboutEntries)
    examples = _examples()
    parts = [
        "# Entries, kind by kind",
        NOTICE,
        "An entry is one item of a list: `- id: ...`, `kind: ...`, and its fields. How files, moments, quantities and "
        "conditions are written is on [the page of the case folder](case-folder.md). The examples are from the "
        "invented case `examples/river`.",
        "In the tables, *somebody* is a party, mediator, other actor, person or deciding body; *a side* is a party, "
        "mediator or other actor.",
        "## What every entry has",
        _table(Entry, leave_out=("body",), first=(("kind", "one of the kinds below", "yes", "what it is"),)),
        "## Parts that several kinds have",
        "A *rendering*, in `renderings`: " + _text(Rendering)[0].lower() + _text(Rendering)[1:],
        _table(Rendering),
        "A *citation*, in `source`: " + _text(Citation)[0].lower() + _text(Citation)[1:],
        _table(Citation),
        "A *speaker* is somebody by id or alias, or `unnamed official of X` (a few words, then a side), or "
        "`{unnamed: ..., of: ...}`.",
        "## Kinds about the talks",
    ]
    for kind, cls in KINDS.items():
        if cls in about and "## Kinds about other entries" not in parts:
            parts.append("## Kinds about other entries")
        parts += [f"### {kind}", _text(cls), _table(cls, leave_out=("kind",))]
        if cls is Agreement:
            parts.append("Its parts are on [a page of their own](agreements.md).")
        else:
            parts += [f"*{noun.__name__}*: {_text(noun)}\n\n{_table(noun)}" for noun in _inner(cls)]
        parts.append(f"```yaml\n{examples[kind]}\n```")
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def agreements_page() -> str:
    """The page of agreements: their parts, the times and triggers these hang on, and templates."""
    for forms, read in ((TIMES, read_anchor), (TRIGGERS, read_trigger), (FORMULAS, read_formula)):
        for form, _ in forms:
            (item,) = read_items("form", f"- {form}", [])
            read(item.plain)
    parts = [
        "# Agreements, part by part",
        NOTICE,
        "An agreement is an entry of the kind [agreement](entries.md#agreement). Its parts have ids of their own, "
        "which only need to differ within it. [How to write one](../how-to/write-an-agreement.md); [twelve clauses and "
        "how each is said](../how-to/say-a-clause.md); [what is made of it](../explanation/agreements.md).",
        _table(Agreement, leave_out=("kind",)),
    ]
    for title, nouns in PARTS.items():
        parts.append(f"## {title}")
        for noun in nouns:
            heading = f"### {words_of(noun)}" if noun is not nouns[0] else ""
            parts += [heading, _text(noun), _table(noun, leave_out=_common(noun))]
    parts += [
        "## Times",
        "What a stage or duty begins or ends at. A time hangs on something: `day 16` alone is a fault.",
        _forms(TIMES),
        "## Triggers",
        "What must be so before something begins, ends or may be done.",
        _forms(TRIGGERS),
        "## Formulas",
        "What fills a blank of a template. Nothing else is worked out, and no text is run.",
        _forms(FORMULAS),
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _examples() -> dict[str, str]:
    """The shortest entry of each kind in the river case, as it stands there."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "examples" / "river" / "entries").glob("*.yaml")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for item in read_items(path.name, "\n".join(lines), []):
            kept = [line for line in lines[item.line - 1 : item.until] if not line.startswith(("#", "- ---"))]
            text = _first_entry("\n".join(kept)).rstrip()
            kind = item.plain["kind"]
            if kind not in found or len(text) < len(found[kind]):
                found[kind] = text
    return found


def _first_entry(text: str) -> str:
    first, *rest = text.split("\n")
    kept = [first]
    for line in rest:
        if line.startswith("-"):
            break
        kept.append(line)
    return "\n".join(kept)


def _inner(cls: type) -> Iterator[type]:
    """The nouns that a kind holds and that no other kind has: the terms of a proposal, the parts of an assessment."""
    found: dict[type, None] = {}
    pending = list(get_type_hints(cls, include_extras=True).values())
    while pending:
        hint = pending.pop(0)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            if hint.__module__ == cls.__module__ and "kind" not in hint.__dataclass_fields__:
                found.setdefault(hint)
        else:
            pending += get_args(hint)
    return (noun for noun in found if noun.__name__ not in ("Unnamed", "Rendering", "Predicate"))


# --- results --------------------------------------------------------------------------------------------------------


def results_page() -> str:
    """The page of what `--json` prints."""
    parts = [
        "# Results as JSON",
        NOTICE,
        "Every command prints, with `--json`, one envelope:",
        "| key | what it holds |\n|---|---|\n"
        "| `onetext` | the version of the program |\n"
        "| `schema` | the number of the form of this result |\n"
        "| `verb` | the command |\n"
        "| `case` | a SHA-256 of what the viewer may see of the case; null where no case was read |\n"
        "| `viewer` | for whom it was made |\n"
        "| `at` | what `--at` said, or null |\n"
        "| `seed` | null; kept for commands that use chance, none so far |\n"
        "| `rests_on` | the ids of the entries that the result names |\n"
        "| `result` | what the command found, below |",
        "Decimals are text, so that no digit is lost. An open bound is null. A moment is `{words, from, to}`, with "
        "`to` the instant at which it is over. For a party, entry ids are that party's own (`e1`, `e2`, ...).",
    ]
    shown: set[type] = set()
    for verb, cls in sorted(RESULTS.items()):
        parts += [
            f"## {verb}",
            f"{_text(cls)}\n\nSchema of the whole envelope: [{verb}.json](schema/{verb}.json).",
            *_result_tables(cls, shown),
        ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _result_tables(cls: Any, shown: set[type]) -> Iterator[str]:
    hints = get_type_hints(cls)
    rows = [f"| `{name}` | {_result(hint)} |" for name, hint in hints.items()]
    yield "\n".join(["| key | what it holds |", "|---|---|", *rows])
    for hint in hints.values():
        for inner in _nouns(hint):
            if inner not in shown and inner not in RESULTS.values():
                shown.add(inner)
                yield f"**{inner.__name__}**: {_text(inner).replace('None', 'null')}"
                yield from _result_tables(inner, shown)


def _nouns(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if hint not in (Moment, Quantity):
            yield hint
    else:
        for inner in get_args(hint):
            yield from _nouns(inner)


def _result(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join("null" if arg is type(None) else _result(arg) for arg in args)
    if origin is tuple:
        if args[-1] is Ellipsis:
            return f"list of {_result(args[0])}"
        return f"[{', '.join(map(_result, args))}]"
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in args)
    if origin is not None:  # a mapping
        return f"mapping of text to {_result(args[1])}"
    names = {str: "text", int: "number", bool: "true or false", Decimal: "decimal", Moment: "moment"}
    return names.get(hint) or hint.__name__


# --- fields ---------------------------------------------------------------------------------------------------------


def _text(cls: type) -> str:
    """The docstring of a noun, without its examples."""
    text = (cls.__doc__ or "").split(">>>")[0]
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _table(cls: Any, leave_out: tuple[str, ...] = (), first: tuple[tuple[str, str, str, str], ...] = ()) -> str:
    hints = get_type_hints(cls, include_extras=True)
    notes = next((NOTES[base] for base in cls.__mro__ if base in NOTES), {})
    if gone := set(notes) - set(hints):
        raise SystemExit(f"NOTES speaks of fields that {cls.__name__} has not: {', '.join(sorted(gone))}")
    rows = list(first)
    for key, name in keys_of(cls).items():
        if name in leave_out:
            continue
        required = "yes" if is_required(cls.__dataclass_fields__[name]) else _default(cls, name)
        rows.append((key, _takes(hints[name]), required, notes.get(name, "")))
    if not rows:
        return "It has no other fields."
    with_notes = any(row[3] for row in rows)
    head = ["field", "takes", "needed", "what for"][: 4 if with_notes else 3]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join((f'`{row[0]}`', *row[1:])[: len(head)])} |" for row in rows]
    return "\n".join(lines)


def _default(cls: Any, name: str) -> str:
    default = cls.__dataclass_fields__[name].default
    if isinstance(default, bool):
        return f"no; default `{'yes' if default else 'no'}`"
    if isinstance(default, str | int) and default != "":
        return f"no; default `{default}`"
    return "no"


def _takes(hint: Any) -> str:
    """What a field takes, in words."""
    origin, args = get_origin(hint), get_args(hint)
    if hint == Id:
        return "an id"
    if hint == Name:
        return "text"
    if origin is Annotated:
        return _marked(args[0], args[1:])
    if origin in (Union, types.UnionType):
        inner = [arg for arg in args if arg is not type(None)]
        if all(isinstance(arg, type) and "kind" in getattr(arg, "__dataclass_fields__", ()) for arg in inner):
            return "`kind:` and the fields of that kind"
        if any(getattr(arg, "__name__", "") == "Unnamed" for arg in inner):
            return "a speaker"
        return " or ".join(_takes(arg) for arg in inner)
    if origin is tuple:
        return _many(args[0])
    if origin is dict:
        return _mapping(*args)
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in args)
    words = {
        str: "text",
        int: "a whole number",
        Decimal: "a number",
        bool: "yes or no",
        Moment: "[a moment](case-folder.md#moments)",
        Quantity: "[a quantity](case-folder.md#quantities)",
        Predicate: "[a condition](case-folder.md#conditions)",
        Anchor: "[a time](agreements.md#times)",
        Trigger: "[a trigger](agreements.md#triggers)",
        Formula: "[a formula](agreements.md#formulas)",
    }
    return words.get(hint) or f"{_article(words_of(hint))} {words_of(hint)}"


def _marked(inner: Any, marks: tuple[Any, ...]) -> str:
    for ref in (mark for mark in marks if isinstance(mark, Ref)):
        return _named(ref.kinds)
    for mark in marks:
        if isinstance(mark, Between):
            return f"{_takes(inner)} from {mark.lo} to {mark.hi}" if mark.lo < mark.hi else f"`{mark.lo}`"
        if isinstance(mark, Pattern):
            return f"text such as {mark.fix.rpartition('such as ')[2]}" if "such as " in mark.fix else "text"
    return _takes(inner)


def _named(kinds: tuple[str, ...]) -> str:
    if "person" in kinds:
        others = [kind for kind in kinds if kind in ("circle", "channel")]
        return " or ".join(["somebody", *(f"a {kind}" for kind in others)])
    if kinds == ("party", "mediator", "actor"):
        return "a side"
    if "all" in kinds:
        return "parties and circles, or `all`"
    return " or ".join("an entry" if kind == "entry" else f"{_article(kind)} {kind}" for kind in kinds)


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _many(item: Any) -> str:
    one = _takes(item)
    if getattr(item, "KEYED", None):
        return f"{_plural(words_of(item))}: a list, or a mapping by {item.KEYED}"
    if one.startswith("parties"):
        return one
    return f"one or more {item.__name__.lower()}s" if one.endswith("rendering") else f"one or more: {one}"


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("ry") else f"{word}s"


def _mapping(key: Any, value: Any) -> str:
    if isinstance(value, type) and dataclasses.is_dataclass(value):
        names = {"Body": "bodies", "Meaning": "words, each with its meaning", "Party": "parties", "Person": "people"}
        return names.get(value.__name__, f"{value.__name__.lower()}s") + (
            "" if value is Meaning else ", each under an id"
        )
    return f"names, each with {_takes(value)}"


def _forms(forms: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(["| written | read as |", "|---|---|", *(f"| `{form}` | {means} |" for form, means in forms)])


# --- the files ------------------------------------------------------------------------------------------------------


def stale() -> list[str]:
    """The generated files that are not as they would be made now, or that nothing makes any more."""
    made = pages()
    wrong = [name for name, text in made.items() if not _same(PAGES / name, text)]
    kept = {path.relative_to(PAGES).as_posix() for path in (PAGES / "schema").glob("*.json")}
    return sorted({*wrong, *(kept - made.keys())})


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> None:
    """Write the files, or with --check only say which are stale."""
    if "--check" in sys.argv[1:]:
        if found := stale():
            print("Stale in docs/reference: " + ", ".join(found) + ". Run: python tools/make_reference.py")
            raise SystemExit(1)
        return
    for old in (PAGES / "schema").glob("*.json"):
        old.unlink()
    for name, text in pages().items():
        path = PAGES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
